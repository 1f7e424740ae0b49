"""Intake: a terminal's entries come in, in order, each kept as it came; then their effects.

The envelope was checked before; here no fact is refused. One transaction: the terminal's row is locked first, then
stock in the order of its SKUs, then the feed, so two batches can never wait for each other in a circle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import OperationalError

from app.central.apply import Effects
from app.central.tables import entry, terminal
from app.contract.chain import chain_hash, genesis
from app.contract.journal import Mark, read_body
from app.contract.push import Pushed, PushedEntry
from app.contract.wire import WireError

#: How an entry is kept: applied; stored under an id that had its effect already; of a kind of later; not understood;
#: or behind a link that does not hold.
APPLIED, AGAIN, LATER, QUARANTINE = "applied", "again", "later", "quarantine"

#: Others were in the way: the whole transaction is tried again.
_PASSING = (OperationalError,)


@dataclass(frozen=True, slots=True)
class Sender:
    """The terminal that pushes."""

    terminal_id: str
    store: str


def take_in(connection: Connection, sender: Sender, entries: Sequence[PushedEntry], at: int) -> Pushed:
    """Take a batch in; what the centre holds afterwards. A repeat changes nothing and is success.

    What fails in any way while it is applied is tried once more alone, and then kept raw, in quarantine: it never
    blocks those behind it.

    Args:
        at: microseconds UTC.
    """
    row = connection.execute(
        select(terminal.c.mark_epoch, terminal.c.mark_seq, terminal.c.mark_hash)
        .where(terminal.c.id == sender.terminal_id)
        .with_for_update()
    ).one()
    before = None if row.mark_seq is None else Mark(epoch=row.mark_epoch, seq=row.mark_seq, hash=row.mark_hash.hex())
    held = _held(connection, sender.terminal_id, entries)
    new, forked = [], False
    for one in entries:
        hashes = held.setdefault((one.epoch, one.seq), set())
        if one.hash not in hashes:
            forked = forked or bool(hashes)
            hashes.add(one.hash)
            new.append(one)
    if new:
        try:
            with connection.begin_nested():
                _keep(connection, sender, new, at, held)
        except _PASSING:
            raise
        except Exception:  # noqa: BLE001 - whatever it is: each is tried alone, and kept all the same
            for one in new:
                _keep_alone(connection, sender, one, at, held)
    last = entries[-1]
    mark = Mark(epoch=last.epoch, seq=last.seq, hash=last.hash)
    if not new and before is not None and (before.epoch, before.seq) > (mark.epoch, mark.seq):
        mark = before  # an old request that came again
    connection.execute(
        update(terminal)
        .where(terminal.c.id == sender.terminal_id)
        .values(mark_epoch=mark.epoch, mark_seq=mark.seq, mark_hash=bytes.fromhex(mark.hash), seen_at=at)
    )
    return Pushed(mark=mark, forked=forked)


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
) -> None:
    """Store entries and have their effects."""
    effects = Effects(connection, sender.terminal_id, sender.store, at)
    effects.look_up([one.id for one in new])
    behind = {(seq, digest) for (_, seq), digests in held.items() for digest in digests}
    rows = []
    for one in new:
        if not _holds(one, sender.terminal_id, behind):
            effects.conflict("journal.broken_link", one.id, f"{one.epoch}-{one.seq}", "kept")
        if len(held[one.epoch, one.seq]) > 1:
            effects.conflict("journal.forked", one.id, f"{one.epoch}-{one.seq}", "both_kept")
        rows.append(_row(sender.terminal_id, one, _apply(effects, one), at))
    connection.execute(entry.insert(), rows)
    effects.finish()


def _holds(one: PushedEntry, terminal_id: str, behind: set[tuple[int, str]]) -> bool:
    """Whether an entry's hash is its own, and the one before it is there."""
    prev = bytes.fromhex(one.prev_hash)
    if chain_hash(prev, terminal_id, one.columns()).hex() != one.hash:
        return False
    return prev == genesis(terminal_id) if one.seq == 1 else (one.seq - 1, one.prev_hash) in behind


def _apply(effects: Effects, one: PushedEntry) -> str:
    """Have an entry's effect, once for its id; how it is to be kept."""
    if effects.knows(one.id):
        return AGAIN
    try:
        body = read_body(one.kind, one.schema_no, one.body)
    except WireError as error:
        effects.conflict("journal.not_understood", one.id, f"{one.kind}: {error}"[:200], "quarantine")
        return QUARANTINE
    if body is None:
        return LATER
    effects.apply(one, body)
    return APPLIED


def _keep_alone(
    connection: Connection, sender: Sender, one: PushedEntry, at: int, held: dict[tuple[int, int], set[str]]
) -> None:
    try:
        with connection.begin_nested():
            _keep(connection, sender, [one], at, held)
    except _PASSING:
        raise
    except Exception as error:  # noqa: BLE001 - a fact is never refused
        effects = Effects(connection, sender.terminal_id, sender.store, at)
        effects.conflict("journal.not_applied", one.id, f"{one.kind}: {type(error).__name__}", "quarantine")
        connection.execute(entry.insert(), [_row(sender.terminal_id, one, QUARANTINE, at)])
        effects.finish()


def _row(terminal_id: str, one: PushedEntry, state: str, at: int) -> dict[str, object]:
    return {
        "terminal_id": terminal_id,
        **one.model_dump(exclude={"prev_hash", "hash"}),
        "prev_hash": bytes.fromhex(one.prev_hash),
        "hash": bytes.fromhex(one.hash),
        "received_at": at,
        "state": state,
    }
