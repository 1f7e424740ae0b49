"""Intake: a terminal's entries come in, in order, each kept as it came; then their effects.

The envelope was checked before; here no fact is refused. One transaction: the terminal's row is locked first, then
stock in the order of its SKUs, then the feed, so two batches can never wait for each other in a circle.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DBAPIError

from app.central.apply import Effects, is_beyond
from app.central.database import is_passing
from app.central.enrol import enlisted_by
from app.central.tables import entry, terminal
from app.contract.chain import chain_hash, genesis
from app.contract.journal import Mark, read_body
from app.contract.push import HeldEntries, PushBatch, Pushed, PushedEntry
from app.contract.wire import WireError
from app.domain.conflict import ConflictKind
from app.domain.errors import UserError
from app.domain.frozen import frozen

#: How an entry is kept: applied; stored under an id that had its effect already; of a kind of later; not understood;
#: or behind a link that does not hold.
APPLIED, AGAIN, LATER, QUARANTINE = "applied", "again", "later", "quarantine"

#: Entries of one answer to a terminal that lost them, and bytes of their bodies.
_HELD, _HELD_SIZE = 500, 1024 * 1024
#: Branches of one place that stay together in one answer.
_BRANCHES = 20
#: By how much a terminal's clock may be off before a manager hears of it; microseconds.
_SLACK = 120 * 1_000_000
_MARK = (terminal.c.mark_epoch, terminal.c.mark_seq, terminal.c.mark_hash)


@frozen
class Sender:
    """The terminal that pushes.

    Attributes:
        token_hash: of the token that let it in; None for entries that came by hand.
        is_former: another machine took its place: what it wrote is history, and moves no mark.
    """

    terminal_id: str
    store: str
    token_hash: bytes | None = field(default=None, repr=False)
    is_former: bool = False


def take_in(connection: Connection, sender: Sender, batch: PushBatch, at: int) -> Pushed:
    """Take a batch in; what the centre holds afterwards. A repeat changes nothing and is success.

    A batch that does not join on to what is held (the database came back from a copy) is not kept: the answer says
    from where on to send.

    Args:
        at: microseconds UTC.

    Raises:
        UserError: ``token.revoked``, ``token.unknown``: since the request was let in.
    """
    row = connection.execute(
        select(*_MARK, terminal.c.revoked_at).where(terminal.c.id == sender.terminal_id).with_for_update()
    ).one()
    if row.revoked_at is not None:
        raise UserError("token.revoked")
    if sender.token_hash is not None:
        enlisted_by(connection, sender.token_hash)  # perhaps another machine's by now
    before = None if row.mark_seq is None else Mark(epoch=row.mark_epoch, seq=row.mark_seq, hash=row.mark_hash.hex())
    held = _held(connection, sender.terminal_id, batch.entries)
    first, last = batch.entries[0], batch.entries[-1]
    if (
        first.seq > 1
        and not any(seq == first.seq - 1 for _, seq in held)
        and (before is None or batch.after != before)
    ):
        return Pushed(mark=before)
    new, forked = [], False
    for one in batch.entries:
        hashes = held.setdefault((one.epoch, one.seq), set())
        if one.hash not in hashes:
            hashes.add(one.hash)
            new.append(one)
    if new:
        _keep_all(connection, sender, new, at, held)
        _check_clock(connection, sender, batch, at)
    forked = any(len(held[one.epoch, one.seq]) > 1 for one in batch.entries)
    if sender.is_former:
        return Pushed(mark=before, forked=forked)
    mark = _mark_after(before, Mark(epoch=last.epoch, seq=last.seq, hash=last.hash), kept=bool(new))
    values: dict[str, object] = {
        "mark_epoch": mark.epoch,
        "mark_seq": mark.seq,
        "mark_hash": bytes.fromhex(mark.hash),
    }
    if sender.token_hash is not None:
        values["seen_at"] = at
    connection.execute(update(terminal).where(terminal.c.id == sender.terminal_id).values(values))
    return Pushed(mark=mark, forked=forked)


def _check_clock(connection: Connection, sender: Sender, batch: PushBatch, at: int) -> None:
    """Say so where the terminal's clock is not the centre's; once a day."""
    off = 0 if batch.sent_at is None else batch.sent_at - at
    if abs(off) > _SLACK:
        effects = Effects(connection, sender.terminal_id, sender.store, at)
        day = batch.entries[-1].business_on
        effects.conflict(ConflictKind.CLOCK_AHEAD if off > 0 else ConflictKind.CLOCK_BEHIND, "", day, "kept")
        effects.finish()


def _mark_after(before: Mark | None, last: Mark, *, kept: bool) -> Mark:
    """The mark after a batch: its last entry, unless it is an old request that came late."""
    if before is None:
        return last
    is_late = before.epoch > last.epoch if kept else (before.epoch, before.seq) > (last.epoch, last.seq)
    return before if is_late else last


def _keep_all(
    connection: Connection, sender: Sender, new: Sequence[PushedEntry], at: int, held: dict[tuple[int, int], set[str]]
) -> None:
    """Store a batch's new entries and have their effects; what fails is kept raw, and blocks none behind it.

    Each is tried alone then, and the trial undone, locks and all: only a whole batch takes its locks in their order.
    Where each is well alone and all together are not, one has its effect after the other, whatever becomes of the
    order of the locks: who comes into another's way tries again.
    """
    failed: dict[str, str] = {}
    if tried(connection, lambda: _keep(connection, sender, new, at, held, failed)) is None:
        return
    for one in new:
        why = tried(connection, lambda one=one: _keep(connection, sender, [one], at, held, {}), undo=True)  # type: ignore[misc]
        if why is not None:
            failed[one.hash] = why
    if tried(connection, lambda: _keep(connection, sender, new, at, held, failed)) is None:
        return
    for one in new:
        why = tried(connection, lambda one=one: _keep(connection, sender, [one], at, held, failed))  # type: ignore[misc]
        if why is not None:
            _keep(connection, sender, [one], at, held, {one.hash: why})


class _UndoneError(Exception):
    """Ends a trial."""


def tried(connection: Connection, job: Callable[[], None], *, undo: bool = False) -> str | None:
    """Do something in a savepoint; why it failed, or None.

    Raises:
        DBAPIError: others were in the way: the whole transaction is tried again.
    """
    try:
        with connection.begin_nested():
            job()
            if undo:
                raise _UndoneError
    except _UndoneError:
        return None
    except DBAPIError as error:
        if is_passing(error):
            raise
        return type(error.orig).__name__
    except Exception as error:  # noqa: BLE001 - a fact is never refused
        return type(error).__name__
    return None


def holds(connection: Connection, terminal_id: str, one: PushedEntry) -> bool:
    """Whether this very entry is kept."""
    place = (entry.c.terminal_id == terminal_id, entry.c.seq == one.seq, entry.c.epoch == one.epoch)
    query = select(entry.c.seq).where(*place, entry.c.hash == bytes.fromhex(one.hash))
    return connection.execute(query).first() is not None


def _held(
    connection: Connection, terminal_id: str, entries: Sequence[PushedEntry]
) -> dict[tuple[int, int], set[str]]:
    """Hashes of the places of a batch, and of the one before each."""
    seqs = [one.seq for one in entries]
    found: dict[tuple[int, int], set[str]] = {}
    for epoch, seq, digest in connection.execute(
        select(entry.c.epoch, entry.c.seq, entry.c.hash).where(
            entry.c.terminal_id == terminal_id, entry.c.seq.between(min(seqs) - 1, max(seqs))
        )
    ):
        found.setdefault((epoch, seq), set()).add(bytes(digest).hex())
    return found


def _keep(
    connection: Connection,
    sender: Sender,
    new: Sequence[PushedEntry],
    at: int,
    held: dict[tuple[int, int], set[str]],
    failed: dict[str, str],
) -> None:
    """Store entries and have their effects, but of those that failed before."""
    effects = Effects(connection, sender.terminal_id, sender.store, at)
    effects.look_up([one.id for one in new])
    behind = {(seq, digest) for (_, seq), digests in held.items() for digest in digests}
    rows = []
    for one in new:
        place = f"{one.epoch}-{one.seq}"
        if not _holds(one, sender.terminal_id, behind):
            effects.conflict(ConflictKind.JOURNAL_BROKEN_LINK, one.id, place, "kept")
        if len(held[one.epoch, one.seq]) > 1:
            effects.conflict(ConflictKind.JOURNAL_FORKED, one.id, place, "both_kept")
        if one.occurred_at > at + _SLACK:
            effects.conflict(ConflictKind.CLOCK_AHEAD, "", one.business_on, "kept")
        if one.hash in failed:
            effects.conflict(
                ConflictKind.JOURNAL_NOT_APPLIED, one.id, f"{one.kind}: {failed[one.hash]}", "quarantine"
            )
            rows.append(_row(sender.terminal_id, one, QUARANTINE, at))
        else:
            rows.append(_row(sender.terminal_id, one, apply_one(effects, one), at))
    connection.execute(entry.insert(), rows)
    effects.finish()


def _holds(one: PushedEntry, terminal_id: str, behind: set[tuple[int, str]]) -> bool:
    """Whether an entry's hash is its own, and the one before it is there."""
    prev = bytes.fromhex(one.prev_hash)
    if chain_hash(prev, terminal_id, one.columns()).hex() != one.hash:
        return False
    return prev == genesis(terminal_id) if one.seq == 1 else (one.seq - 1, one.prev_hash) in behind


def apply_one(effects: Effects, one: PushedEntry) -> str:
    """Have an entry's effect, once for its id; how it is to be kept. Another fact of the same id is looked at."""
    if effects.knows(one.id):
        if effects.said_before(one):
            return AGAIN
        effects.conflict(ConflictKind.JOURNAL_SAME_ID, one.id, f"{one.epoch}-{one.seq}", "quarantine")
        return QUARANTINE
    try:
        body = read_body(one.kind, one.schema_no, one.body)
    except WireError as error:
        effects.conflict(ConflictKind.JOURNAL_NOT_UNDERSTOOD, one.id, f"{one.kind}: {error}", "quarantine")
        return QUARANTINE
    if body is None:
        return LATER
    if is_beyond(body):
        effects.conflict(ConflictKind.JOURNAL_NOT_APPLIED, one.id, f"{one.kind}: out of range", "quarantine")
        return QUARANTINE
    effects.apply(one, body)
    return APPLIED


def _row(terminal_id: str, one: PushedEntry, state: str, at: int) -> dict[str, object]:
    return {
        "terminal_id": terminal_id,
        **one.model_dump(exclude={"prev_hash", "hash"}),
        "prev_hash": bytes.fromhex(one.prev_hash),
        "hash": bytes.fromhex(one.hash),
        "received_at": at,
        "state": state,
    }


def held_entries(connection: Connection, terminal_id: str, epoch: int, after: int) -> HeldEntries:
    """What is held of an epoch behind a place, in order; of a fork, all its branches."""
    rows = connection.execute(
        select(entry)
        .where(entry.c.terminal_id == terminal_id, entry.c.epoch == epoch, entry.c.seq > after)
        .order_by(entry.c.seq, entry.c.received_at, entry.c.hash)
        .limit(_HELD + _BRANCHES)
    ).all()
    return page_of(rows, len(rows) == _HELD + _BRANCHES)


def page_of(rows: Sequence[Any], more: bool) -> HeldEntries:  # noqa: FBT001 - what is known of the rest
    """As many of some entries, in their order, as one answer holds; those of one place stay together."""
    found: list[PushedEntry] = []
    room = _HELD_SIZE
    for row in rows:
        room -= len(row.body.encode())
        if found and (len(found) >= _HELD or room < 0) and found[-1].seq != row.seq:
            break
        found.append(pushed(row))
    return HeldEntries(entries=tuple(found), more=more or len(found) < len(rows))


def pushed(row: Any) -> PushedEntry:  # noqa: ANN401 - a row of `entry`
    """An entry as it came."""
    values = dict(row._mapping)  # noqa: SLF001 - the public way to a row by names
    values |= {"hash": bytes(row.hash).hex(), "prev_hash": bytes(row.prev_hash).hex()}
    return PushedEntry.model_validate(values)
