"""Restore: a checked copy takes the database's place in a new epoch, and what the present file still holds goes on.

The new database is made whole beside the old one. Only then an intent is written, and from there every start
finishes the exchange: killed anywhere, either the old database is there or the new one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from app.db import anchor as anchors
from app.db import cart, journal, schema, staff
from app.db.anchor import AnchorKeeper, replace_file, sync_folder
from app.db.archive import Archives
from app.db.backup import archives_of, aside_folder, bring_archives, check, set_aside, vacuum_into
from app.db.connection import Connection, Error, connect_reader, connect_writer, fault
from app.db.datadir import DataDir
from app.db.store import Keys
from app.db.verify import Report, Verifier, whole_from
from app.db.work import SqliteUnitOfWork
from app.domain.errors import AppError, FaultError, UserError
from app.domain.frozen import frozen
from app.services.ports import Entry, Head

#: What an intent's signature is for.
INTENT = "omo-pos restore 1"


@frozen
class Plan:
    """What a restore would do.

    Attributes:
        copy: the copy's journal, whole.
        carried: entries of the present journal behind the copy's head that are whole and go on.
        carried_sales: how many of them are sales.
        lost: entries that were written once (by the present file's head or the anchor) and that the new database
            will not have.
        other_history: the present journal does not go on from the copy's head, so nothing of it can be carried over.
        epoch: the number of the epoch that the restore opens.
        present: whether there is a database that is replaced.
    """

    copy: Report
    carried: int
    carried_sales: int
    lost: int
    other_history: bool
    epoch: int
    present: bool = True

    @property
    def loses(self) -> bool:
        """Whether anything that was written once will be missing."""
        return self.other_history or self.lost > 0


@frozen
class _Present:
    """What the present file still holds.

    Attributes:
        head: its last entry; None where it cannot be read.
        tail: its whole entries behind the copy's head.
        fork: the last seq that it has in common with the copy, where it is another history.
        open_cart: its autosaved cart: id, text, when.
        staff: its people, who are no facts of the journal: who was sent away since the copy stays away.
    """

    head: Head | None = None
    tail: tuple[Entry, ...] = ()
    fork: int | None = None
    open_cart: tuple[str, str, int] | None = None
    staff: tuple[staff.Row, ...] | None = None


def plan(place: DataDir, keys: Keys, terminal_id: str, copy: Path, highest_epoch: int, verifier: Verifier) -> Plan:
    """Check a copy and hold it against what lies in the data directory.

    Raises:
        FaultError: ``backup.not_whole``, ``db.unreadable``: a copy whose chain is broken is refused.
        UserError: ``backup.of_another_terminal``.
    """
    report = check(copy, keys.database, archives_of(copy, place))
    with closing(connect_reader(copy, keys.database)) as connection:
        row = connection.execute("SELECT value FROM terminal WHERE name='terminal_id'").fetchone()
    if row is None or row[0] != terminal_id or report.public_key != keys.public.hex():
        raise UserError("backup.of_another_terminal", path=str(copy))
    present = _present(place, keys, terminal_id, copy, report)
    anchor = anchors.read(place.anchor)
    if anchor and not verifier(keys.public, anchors.CONTEXT, anchor.message, anchor.signature):
        anchor = None  # anybody can write numbers into a file
    head = present.head
    written = max(head.seq if head else 0, anchor.seq if anchor else 0, report.entries)
    whole = present.tail[-1].seq if present.tail else report.entries
    lost = written - whole if present.fork is None else max(head.seq if head else 0, present.fork) - present.fork
    epochs = [highest_epoch, report.epoch, head.epoch if head else 0, anchor.epoch if anchor else 0]
    facts = [entry for entry in present.tail if entry.kind != "epoch.opened"]
    return Plan(
        copy=report,
        carried=len(facts),
        carried_sales=sum(entry.kind == "sale.completed" for entry in facts),
        lost=lost,
        other_history=present.fork is not None,
        epoch=max(epochs) + 1,
        present=place.database.exists(),
    )


def _present(place: DataDir, keys: Keys, terminal_id: str, copy: Path, report: Report) -> _Present:
    if not place.database.exists():
        return _Present()
    try:
        with (
            closing(connect_reader(place.database, keys.database)) as connection,
            closing(connect_reader(copy, keys.database)) as other,
        ):
            connection.execute("BEGIN")
            head = _head(connection)
            here = _Hashes(connection, Archives(place.archive, keys.database))
            there = _Hashes(other, Archives(archives_of(copy, place), keys.database))
            last = min(head.seq if head else report.entries, report.entries)
            if here.at(last) not in {None, there.at(last)}:
                return _Present(head, fork=_fork(here, there, last))
            start = Head(report.epoch, report.entries, bytes.fromhex(report.head))
            whole = whole_from(connection, here.archives, terminal_id, start)
            tail = _entries(here, report.entries, whole)
            return _Present(head, tail, open_cart=_open_cart(connection), staff=_staff(connection))
    except (Error, AppError):
        return _Present()


@frozen
class _Hashes:
    """A journal, looked into by seq."""

    connection: Connection
    archives: Archives

    def at(self, seq: int) -> bytes | None:
        """The hash stored at a seq; None where there is none, or it cannot be read."""
        try:
            found = next(self.archives.entries(self.connection, seq - 1), None)
        except (Error, FaultError):
            return None
        return found.hash if found is not None and found.seq == seq else None


def _fork(here: _Hashes, there: _Hashes, last: int) -> int:
    """The last seq before `last` that two journals have in common: each hash covers all entries before it."""
    same, other = 0, last
    while other - same > 1:
        middle = (same + other) // 2
        if here.at(middle) == there.at(middle):
            same = middle
        else:
            other = middle
    return same


def _entries(here: _Hashes, after: int, last: int) -> tuple[Entry, ...]:
    found: list[Entry] = []
    rows = here.archives.entries(here.connection, after)
    while after + len(found) < last:  # not one row more: what lies behind may not be readable
        found.append(next(rows))
    return tuple(found)


def _head(connection: Connection) -> Head | None:
    try:
        return journal.head(connection)
    except Error:  # what lies before the damage may still be whole
        return None


def _open_cart(connection: Connection) -> tuple[str, str, int] | None:
    try:
        row = connection.execute("SELECT cart_id, cart, saved_at FROM autosave WHERE slot=1").fetchone()
    except Error:
        return None
    return None if row is None else (row[0], row[1], row[2])


def _staff(connection: Connection) -> tuple[staff.Row, ...] | None:
    try:
        return staff.rows(connection)
    except Error:  # also where the file is older than the staff
        return None


def restore(
    place: DataDir,
    keys: Keys,
    terminal_id: str,
    copy: Path,
    planned: Plan,
    open_epoch: Callable[[SqliteUnitOfWork, int], None],
    claim: Callable[[int], None],
    at: int,
) -> None:
    """Do what was planned. The directory must be owned.

    Args:
        open_epoch: writes the first entry of an epoch of this number.
        claim: remembers for ever that this epoch was opened; from there on the exchange is finished by every start.
        at: microseconds UTC; names the folder in which the old files go on lying.

    Raises:
        FaultError: of the disk; the present files are as they were then, or the next start finishes the exchange.
    """
    present = _present(place, keys, terminal_id, copy, planned.copy)
    try:
        for ending in ("", "-wal", "-shm"):
            place.restored.with_name(place.restored.name + ending).unlink(missing_ok=True)
        folder = aside_folder(place, at)
        bring_archives(archives_of(copy, place), place.archive, folder)
        vacuum_into(copy, keys.database, place.restored)
        with closing(connect_writer(place.restored, keys.database)) as connection:
            if schema.refuse_newer(connection) != schema.HEAD:
                schema.upgrade(connection)
            work = SqliteUnitOfWork(connection, terminal_id, Archives(place.archive, keys.database))
            _go_on(connection, work, present, planned.epoch, open_epoch)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        with place.restored.open("rb+") as file:
            os.fsync(file.fileno())
        claim(planned.epoch)
        replace_file(place.restore_intent, _intent(place, keys, folder.name).encode())
    except (Error, OSError) as error:
        raise fault(error, place.restored) from error
    finish(place, keys, terminal_id)


def _go_on(
    connection: Connection,
    work: SqliteUnitOfWork,
    present: _Present,
    epoch: int,
    open_epoch: Callable[[SqliteUnitOfWork, int], None],
) -> None:
    connection.execute("BEGIN IMMEDIATE")
    open_epoch(work, epoch)
    for entry in present.tail:
        work.reappend(entry)
    # The open cart is no fact and not in the journal. The copy's is older than all that was carried over.
    if present.head is not None:
        connection.execute("DELETE FROM autosave")
    if present.open_cart is not None:
        cart.save(connection, *present.open_cart)
    if present.staff is not None:
        staff.replace_rows(connection, present.staff)
    connection.execute("COMMIT")


def finish(place: DataDir, keys: Keys, terminal_id: str) -> bool:
    """Finish an exchange that was begun; False when there is none. Each step may be repeated.

    Raises:
        FaultError: of the disk; the next start goes on from here.
    """
    if not place.restore_intent.exists():
        return False
    try:
        if place.restored.exists():
            _exchange(place, keys, terminal_id)
        place.restore_intent.unlink(missing_ok=True)
        sync_folder(place.folder)
    except OSError as error:
        raise fault(error, place.folder) from error
    return True


def _restored_head(place: DataDir, keys: Keys) -> Head:
    with closing(connect_reader(place.restored, keys.database)) as connection:
        head = journal.head(connection)
    if head is None:
        raise FaultError("db.damaged", path=str(place.restored))
    return head


def _intent(place: DataDir, keys: Keys, name: str) -> str:
    """The folder for the old files, and the terminal's signature over it and the journal that takes their place.

    Without it, whoever can write into the directory could have any old copy put in place and anchored anew. Ed25519
    gives the same signature each time, so that the same words are the check.
    """
    head = _restored_head(place, keys)
    message = f"{name} {head.epoch} {head.seq} {head.hash.hex()}"
    return f"{name}\n{keys.signer.sign(INTENT, message.encode()).hex()}\n"


def _exchange(place: DataDir, keys: Keys, terminal_id: str) -> None:
    name = place.restore_intent.read_text(encoding="utf-8", errors="replace").partition("\n")[0]
    if _intent(place, keys, name) != place.restore_intent.read_text(encoding="utf-8", errors="replace"):
        # Nobody with this terminal's key wrote it: the database that is there stays.
        place.restore_intent.replace(place.restore_intent.with_suffix(".refused"))
        return
    head = _restored_head(place, keys)
    folder = place.aside / name
    folder.mkdir(parents=True, exist_ok=True)
    set_aside(place, folder)
    keeper = AnchorKeeper(place.anchor, terminal_id, keys.signer)
    try:
        keeper.committed(head)
        keeper.flush_first()
    finally:
        keeper.close()
    place.restored.replace(place.database)
    sync_folder(place.folder)
