"""Later: entries of a kind that an older version of the centre did not know have their effect once one does."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, select, tuple_, update

from app.central.apply import Effects
from app.central.database import reading, write
from app.central.intake import LATER, QUARANTINE, apply_one, pushed, tried
from app.central.tables import entry, terminal
from app.contract import journal

#: Entries looked at in one go.
_AT_ONCE = 500


def apply_later(engine: Engine, at: int) -> int:
    """Have the effects of all entries that this version is the first to understand; how many there were.

    One transaction each: they are few, and their terminals may be pushing meanwhile.
    """
    done = 0
    while found := _understood(engine):
        for place in found:
            done += write(engine, lambda connection, place=place: _apply(connection, place, at))  # type: ignore[misc]
    return done


def _understood(engine: Engine) -> list[tuple[str, int, int, bytes]]:
    kinds = list(journal.KINDS)
    with reading(engine) as connection:
        rows = connection.execute(
            select(entry.c.terminal_id, entry.c.seq, entry.c.epoch, entry.c.hash)
            .where(entry.c.state == LATER, tuple_(entry.c.kind, entry.c.schema_no).in_(kinds))
            .order_by(entry.c.terminal_id, entry.c.seq, entry.c.epoch)
            .limit(_AT_ONCE)
        )
        return [(row.terminal_id, row.seq, row.epoch, bytes(row.hash)) for row in rows]


def _apply(connection: Connection, place: tuple[str, int, int, bytes], at: int) -> int:
    terminal_id, seq, epoch, digest = place
    store = connection.execute(
        select(terminal.c.store).where(terminal.c.id == terminal_id).with_for_update()
    ).scalar_one()
    of_entry = (
        entry.c.terminal_id == terminal_id,
        entry.c.seq == seq,
        entry.c.epoch == epoch,
        entry.c.hash == digest,
        entry.c.state == LATER,
    )
    row = connection.execute(select(entry).where(*of_entry)).one_or_none()
    if row is None:
        return 0  # another worker was first
    one = pushed(row)
    became = []

    def have_effect() -> None:
        effects = Effects(connection, terminal_id, store, at)
        effects.look_up([one.id])
        became.append(apply_one(effects, one))
        effects.finish()

    why = tried(connection, have_effect)
    if why is not None:
        effects = Effects(connection, terminal_id, store, at)
        effects.conflict("journal.not_applied", one.id, f"{one.kind}: {why}", "quarantine")
        effects.finish()
    connection.execute(update(entry).where(*of_entry).values(state=QUARANTINE if why is not None else became[-1]))
    return 1
