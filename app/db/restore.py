"""Restore: a checked copy takes the database's place in a new epoch, and what the present file still holds goes on.

The new database is made whole beside the old one. Only then an intent is written, and from there every start
finishes the exchange: killed anywhere, either the old database is there or the new one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.db import anchor as anchors
from app.db import journal, schema
from app.db.anchor import AnchorKeeper, replace_file, sync_folder
from app.db.archive import Archives
from app.db.backup import check, set_aside
from app.db.connection import Connection, Error, connect_reader, connect_writer, fault
from app.db.datadir import DataDir
from app.db.store import Keys
from app.db.verify import Report, verify_chain
from app.db.work import SqliteUnitOfWork
from app.domain.errors import AppError, FaultError, UserError
from app.services.ports import Entry, Head


@dataclass(frozen=True, slots=True)
class Plan:
    """What a restore would do.

    Attributes:
        copy: the copy's journal, whole.
        carried: entries of the present journal behind the copy's head that are whole and go on.
        carried_sales: how many of them are sales.
        lost: entries that were written once (by the present file's head or the anchor) and can be read no more.
        other_history: the present journal does not go on from the copy's head, so nothing of it can be carried over.
        epoch: the number of the epoch that the restore opens.
    """

    copy: Report
    carried: int
    carried_sales: int
    lost: int
    other_history: bool
    epoch: int

    @property
    def loses(self) -> bool:
        """Whether anything that was written once will be missing."""
        return self.other_history or self.lost > 0


def plan(place: DataDir, keys: Keys, terminal_id: str, copy: Path, highest_epoch: int) -> Plan:
    """Check a copy and hold it against what lies in the data directory.

    Raises:
        FaultError: ``backup.not_whole``, ``db.unreadable``: a copy whose chain is broken is refused.
        UserError: ``backup.of_another_terminal``.
    """
    report = check(copy, keys.database, copy.parent / place.archive.name)
    with closing(connect_reader(copy, keys.database)) as connection:
        row = connection.execute("SELECT value FROM terminal WHERE name='terminal_id'").fetchone()
    if row is None or row[0] != terminal_id:
        raise UserError("backup.of_another_terminal", path=str(copy))
    tail, present, other = _tail(place, keys, report)
    anchor = anchors.read(place.anchor)
    written = max(present.seq if present else 0, anchor.seq if anchor else 0, report.entries)
    whole = tail[-1].seq if tail else report.entries
    epochs = [highest_epoch, report.epoch, present.epoch if present else 0, anchor.epoch if anchor else 0]
    return Plan(
        copy=report,
        carried=len(tail),
        carried_sales=sum(entry.kind == "sale.completed" for entry in tail),
        lost=written - whole,
        other_history=other,
        epoch=max(epochs) + 1,
    )


def _tail(place: DataDir, keys: Keys, copy: Report) -> tuple[list[Entry], Head | None, bool]:
    """The present journal's whole entries behind the copy's head, its own head, and whether it is another history."""
    if not place.database.exists():
        return [], None, False
    try:
        with closing(connect_reader(place.database, keys.database)) as connection:
            head = journal.head(connection)
            archives = Archives(place.archive, keys.database)
            whole = verify_chain(connection, archives).entries
            if head is None or whole < copy.entries:
                return [], head, False
            there = next(archives.entries(connection, copy.entries - 1), None)
            if there is None or there.hash.hex() != copy.head:
                return [], head, True
            entries = archives.entries(connection, copy.entries)
            return [entry for entry in entries if entry.seq <= whole], head, False
    except (Error, AppError):
        return [], None, False


def restore(
    place: DataDir,
    keys: Keys,
    terminal_id: str,
    copy: Path,
    planned: Plan,
    open_epoch: Callable[[SqliteUnitOfWork, int], None],
    at: int,
) -> None:
    """Do what was planned. The directory must be owned.

    Args:
        open_epoch: writes the first entry of an epoch of this number.
        at: microseconds UTC; names the folder in which the old files go on lying.

    Raises:
        FaultError: of the disk; the present files are as they were then.
    """
    tail, _, _ = _tail(place, keys, planned.copy)
    for ending in ("", "-wal", "-shm"):
        place.restored.with_name(place.restored.name + ending).unlink(missing_ok=True)
    try:
        _bring_archives(copy.parent / place.archive.name, place.archive)
        shutil.copyfile(copy, place.restored)
        with closing(connect_writer(place.restored, keys.database)) as connection:
            if schema.refuse_newer(connection) != schema.HEAD:
                schema.upgrade(connection)
            work = SqliteUnitOfWork(connection, terminal_id, Archives(place.archive, keys.database))
            _go_on(connection, work, tail, planned.epoch, open_epoch)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        with place.restored.open("rb+") as file:
            os.fsync(file.fileno())
    except Error as error:
        raise fault(error, place.restored) from error
    except OSError as error:
        raise FaultError("db.io", path=str(place.restored), detail=error.strerror) from error
    replace_file(place.restore_intent, str(at).encode())
    finish(place, keys, terminal_id)


def _bring_archives(source: Path, target: Path) -> None:
    """Bring the archives that lie beside the copy, where this machine lacks them."""
    for one in sorted(source.glob("journal-*.db")):
        target.mkdir(exist_ok=True, mode=0o700)
        if not (target / one.name).exists():
            replace_file(target / one.name, one.read_bytes())


def _go_on(
    connection: Connection,
    work: SqliteUnitOfWork,
    tail: list[Entry],
    epoch: int,
    open_epoch: Callable[[SqliteUnitOfWork, int], None],
) -> None:
    connection.execute("BEGIN IMMEDIATE")
    open_epoch(work, epoch)
    for entry in tail:
        work.reappend(entry)
    connection.execute("COMMIT")


def finish(place: DataDir, keys: Keys, terminal_id: str) -> bool:
    """Finish an exchange that was begun; False when there is none. Each step may be repeated."""
    if not place.restore_intent.exists():
        return False
    if place.restored.exists():
        with closing(connect_reader(place.restored, keys.database)) as connection:
            head = journal.head(connection)
        if head is None:
            raise FaultError("db.damaged", path=str(place.restored))
        set_aside(place, int(place.restore_intent.read_text(encoding="utf-8")))
        keeper = AnchorKeeper(place.anchor, terminal_id, keys.signer)
        keeper.committed(head)
        keeper.close()
        place.restored.replace(place.database)
        sync_folder(place.folder)
    place.restore_intent.unlink()
    sync_folder(place.folder)
    return True
