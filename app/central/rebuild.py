"""Rebuild: what a new machine needs of the terminal that it takes over, and what the old one left behind."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from fastapi import APIRouter
from sqlalchemy import Connection, and_, exists, or_, select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from app.central.database import reading
from app.central.door import REFUSALS, Here, Sender, Seq
from app.central.enrol import last_z
from app.central.intake import QUARANTINE, page_of
from app.central.tables import effect, entry, terminal
from app.contract.push import HeldEntries

router = APIRouter(prefix="/v1", responses=REFUSALS, tags=["terminal"])
#: Of carts that are still open, whenever they were: put aside, or with money that was taken for them.
_OF_CARTS = (
    "cart.parked", "cart.recalled", "tender.taken", "tender.removed", "tender.requested", "tender.refused",
    "tender.abandoned",
)  # fmt: skip
#: Of which the last one holds.
_LAST = ("settings.changed", "limits.changed")
_PAGE = 520


def needed(connection: Connection, terminal_id: str, epoch: int, after: int) -> HeldEntries:
    """What a machine needs that takes a terminal over, behind a place: everything from the last sealed Z on with the
    opening of its shift, the settings, and what was done with carts that are neither sold nor cancelled.
    """
    given = connection.execute(select(terminal.c.epoch).where(terminal.c.id == terminal_id)).scalar_one()
    if given is None:
        return HeldEntries(entries=(), more=False)
    mine = and_(entry.c.terminal_id == terminal_id, entry.c.epoch < given, entry.c.kind != "epoch.opened")
    parent = last_z(connection, terminal_id, given)
    wanted: ColumnElement[bool] | None = None
    if parent is not None:
        before = _before(connection, terminal_id, mine, parent.epoch, parent.seq)
        since = tuple_(entry.c.epoch, entry.c.seq) >= tuple_(parent.epoch, parent.seq)
        wanted = or_(since, entry.c.id.in_(before))
    query = select(entry).where(mine, tuple_(entry.c.epoch, entry.c.seq) > tuple_(epoch, after))
    if wanted is not None:
        query = query.where(wanted)
    rows = connection.execute(query.order_by(entry.c.epoch, entry.c.seq, entry.c.received_at).limit(_PAGE)).all()
    return _of_one_epoch(rows)


def _of_one_epoch(rows: Sequence[Any]) -> HeldEntries:
    """A page ends where an epoch does: the branches of one place stay together by their seq."""
    first = [row for row in rows if row.epoch == rows[0].epoch]
    return page_of(first, len(first) < len(rows) or len(rows) == _PAGE)


def _before(connection: Connection, terminal_id: str, mine: ColumnElement[bool], epoch: int, seq: int) -> list[str]:
    """Ids of what came before a Z and still matters. A take-over is rare: it may look at the history."""
    earlier = and_(mine, tuple_(entry.c.epoch, entry.c.seq) < tuple_(epoch, seq))
    columns = (entry.c.id, entry.c.kind, entry.c.body)
    in_order = (entry.c.epoch.desc(), entry.c.seq.desc())
    found = []
    for kind in _LAST:
        last = select(entry.c.id).where(earlier, entry.c.kind == kind).order_by(*in_order).limit(1)
        found += list(connection.execute(last).scalars())
    z = select(entry.c.shift_id).where(mine, entry.c.epoch == epoch, entry.c.seq == seq).limit(1)
    found += [one for one in connection.execute(z).scalars() if one is not None]
    carts: dict[str, list[str]] = {}
    for entry_id, _, text in connection.execute(select(*columns).where(earlier, entry.c.kind.in_(_OF_CARTS))):
        if (cart_id := _cart_of(text)) is not None:
            carts.setdefault(cart_id, []).append(entry_id)
    for cart_id in carts.keys() - _ended(connection, terminal_id, sorted(carts)):
        found += carts[cart_id]
    return found


def _cart_of(text: str) -> str | None:
    try:
        cart_id = json.loads(text)["cart_id"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return cart_id if isinstance(cart_id, str) else None


def _ended(connection: Connection, terminal_id: str, carts: Sequence[str]) -> set[str]:
    """Which carts were sold or cancelled: the entry of either has the cart's id."""
    ended: set[str] = set()
    for start in range(0, len(carts), 500):
        some = select(effect.c.id).where(
            effect.c.id.in_(carts[start : start + 500]), effect.c.terminal_id == terminal_id
        )
        ended |= set(connection.execute(some).scalars())
    return ended


def tail_waits(connection: Connection, terminal_id: str) -> bool:
    """Whether what an earlier machine wrote came in by hand, and the present one has not taken it over yet."""
    row = connection.execute(
        select(terminal.c.tail_epoch, terminal.c.tail_seq, terminal.c.mark_epoch).where(terminal.c.id == terminal_id)
    ).one()
    if row.tail_epoch is None or row.mark_epoch is None:
        return False
    again = entry.alias("again")
    taken = exists().where(
        again.c.id == entry.c.id, again.c.terminal_id == terminal_id, again.c.epoch == row.mark_epoch
    )
    left = select(entry.c.id).where(
        entry.c.terminal_id == terminal_id,
        entry.c.seq >= row.tail_seq,
        entry.c.epoch.between(row.tail_epoch, row.mark_epoch - 1),
        entry.c.kind != "epoch.opened",
        entry.c.state != QUARANTINE,
        ~taken,
    )
    return connection.execute(left.limit(1)).first() is not None


def note_tail(connection: Connection, terminal_id: str, places: Iterable[tuple[int, int]]) -> None:
    """Note that entries of earlier epochs came in by hand: the present machine is to fetch them."""
    row = connection.execute(
        select(terminal.c.tail_epoch, terminal.c.tail_seq, terminal.c.mark_epoch).where(terminal.c.id == terminal_id)
    ).one()
    earlier = [place for place in places if row.mark_epoch is not None and place[0] < row.mark_epoch]
    if not earlier:
        return
    if row.tail_epoch is not None:
        earlier.append((row.tail_epoch, row.tail_seq))
    epoch, seq = min(one for one, _ in earlier), min(one for _, one in earlier)
    connection.execute(terminal.update().where(terminal.c.id == terminal_id).values(tail_epoch=epoch, tail_seq=seq))


@router.get("/journal/rebuild")
def get_rebuild(place: Here, one: Sender, epoch: Seq = 0, after: Seq = 0) -> HeldEntries:
    """Tell a machine that took a terminal over what it needs of it, behind a place."""
    with reading(place.engine) as connection:
        return needed(connection, one.terminal_id, epoch, after)
