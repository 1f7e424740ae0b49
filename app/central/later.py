"""Later: what an older version of the centre did not know, or could not apply, has its effect once one can."""

from __future__ import annotations

import hashlib
import json
from functools import cache, partial
from importlib.metadata import version

from sqlalchemy import Connection, Engine, select, tuple_, update

from app.central.apply import Effects
from app.central.database import reading, write
from app.central.feed import Change, publish
from app.central.intake import LATER, QUARANTINE, apply_one, pushed, tried
from app.central.tables import centre, conflict, entry, terminal
from app.contract import journal
from app.domain.conflict import ConflictKind

#: Terminal, seq, epoch, hash.
_Place = tuple[str, int, int, bytes]
#: Conflicts of what is in quarantine.
_OF_QUARANTINE = (ConflictKind.JOURNAL_NOT_UNDERSTOOD.value, ConflictKind.JOURNAL_NOT_APPLIED.value)
#: Entries looked at in one go.
_AT_ONCE = 500


def apply_later(engine: Engine, at: int) -> int:
    """Have the effects of all entries that this version is the first to understand; how many there were.

    One transaction each: they are few, and their terminals may be pushing meanwhile.
    """
    done = 0
    while found := _understood(engine):
        for place in found:
            done += write(engine, partial(_apply, place=place, at=at, state=LATER))
    return done


def try_again(engine: Engine, at: int, program: str = "") -> int:
    """Try what is in quarantine once more, where this is another program than the one that tried last; how many of it
    left it. What fails again stays, with its conflict.

    Args:
        program: what tells one version of the program from another.
    """
    program = program or understood()
    with reading(engine) as connection:
        if connection.execute(select(centre.c.understands)).scalar_one() == program:
            return 0
    done = 0
    after: _Place = ("", 0, 0, b"")
    while found := _quarantined(engine, after):
        for place in found:
            done += write(engine, partial(_apply, place=place, at=at, state=QUARANTINE))
        after = found[-1]
    write(engine, lambda connection: connection.execute(update(centre).values(understands=program)))
    return done


@cache
def understood() -> str:
    """This program, as a digest of its version and of every form that it reads."""
    forms = {f"{kind} {number}": form.model_json_schema() for (kind, number), form in journal.KINDS.items()}
    return hashlib.sha256(json.dumps([version("omo-pos"), forms], sort_keys=True).encode()).hexdigest()[:32]


def _quarantined(engine: Engine, after: _Place) -> list[_Place]:
    place = (entry.c.terminal_id, entry.c.seq, entry.c.epoch, entry.c.hash)
    with reading(engine) as connection:
        rows = connection.execute(
            select(*place)
            .where(entry.c.state == QUARANTINE, tuple_(*place) > tuple_(*after))
            .order_by(*place)
            .limit(_AT_ONCE)
        )
        return [(row.terminal_id, row.seq, row.epoch, bytes(row.hash)) for row in rows]


def _understood(engine: Engine) -> list[_Place]:
    kinds = list(journal.KINDS)
    with reading(engine) as connection:
        rows = connection.execute(
            select(entry.c.terminal_id, entry.c.seq, entry.c.epoch, entry.c.hash)
            .where(entry.c.state == LATER, tuple_(entry.c.kind, entry.c.schema_no).in_(kinds))
            .order_by(entry.c.terminal_id, entry.c.seq, entry.c.epoch)
            .limit(_AT_ONCE)
        )
        return [(row.terminal_id, row.seq, row.epoch, bytes(row.hash)) for row in rows]


def _apply(connection: Connection, place: _Place, at: int, state: str) -> int:
    """Have the effect of an entry that is kept in a state; 1 where it leaves it."""
    terminal_id, seq, epoch, digest = place
    store = connection.execute(
        select(terminal.c.store).where(terminal.c.id == terminal_id).with_for_update()
    ).scalar_one()
    of_entry = (
        entry.c.terminal_id == terminal_id,
        entry.c.seq == seq,
        entry.c.epoch == epoch,
        entry.c.hash == digest,
        entry.c.state == state,
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
        effects.conflict(ConflictKind.JOURNAL_NOT_APPLIED, one.id, f"{one.kind}: {why}", "quarantine")
        effects.finish()
    now = QUARANTINE if why is not None else became[-1]
    connection.execute(update(entry).where(*of_entry).values(state=now))
    if state == QUARANTINE and now != QUARANTINE:
        _settle(connection, terminal_id, store, one.id, at)
    return int(now != state)


def _settle(connection: Connection, terminal_id: str, store: str, entry_id: str, at: int) -> None:
    """An entry left the quarantine: what it asked somebody to look at has come to its end."""
    of_it = (conflict.c.entry_id == entry_id, conflict.c.terminal_id == terminal_id, conflict.c.closed_at.is_(None))
    query = select(conflict.c.id).where(*of_it, conflict.c.kind.in_(_OF_QUARANTINE)).order_by(conflict.c.id)
    ids = list(connection.execute(query).scalars())
    if ids:
        connection.execute(update(conflict).where(conflict.c.id.in_(ids)).values(closed_at=at, closed_by="system"))
        publish(connection, [Change(store, "conflict", one, None) for one in ids])
