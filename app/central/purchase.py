"""Purchases of a member, in the stores and online, as a counter may show them to whoever is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import Connection, select

from app.central.door import REFUSALS, Here, Sender
from app.central.member import row_of
from app.central.rate import Rate, count
from app.central.tables import entry, pickup_order, sale, store
from app.central.wallet import names_of
from app.contract.journal import SaleCompleted, read_body
from app.contract.member import MemberPurchase, MemberPurchases
from app.contract.order import OrderItem
from app.contract.wire import WireError, WireMoney, read_wire
from app.domain.errors import UserError
from app.domain.quantity import MILLI

router = APIRouter(prefix="/v1/members", responses=REFUSALS, tags=["terminal"])
_MOST = 10
#: What a busy counter does not reach, and nobody who tries ids out lives with.
LOOKS = Rate("member.purchases", 300)
_PLAIN = r"^[^\x00-\x1f\x7f]+$"


def purchases(connection: Connection, member_id: str) -> MemberPurchases:
    """The last ones, latest first; of everybody whom the member once was, too.

    Raises:
        UserError: ``member.unknown``.
    """
    row = row_of(connection, member_id)
    if row is None or row.erased_at is not None:
        raise UserError("member.unknown")
    ids = names_of(connection, row.id)
    found = sorted((*_sold(connection, ids), *_ordered(connection, ids)), key=lambda one: one.at, reverse=True)
    return MemberPurchases(purchases=tuple(found[:_MOST]))


def _sold(connection: Connection, ids: Sequence[str]) -> Iterator[MemberPurchase]:
    query = (
        select(sale, store.c.name.label("place"))
        .join(store, store.c.code == sale.c.store)
        .where(sale.c.member_id.in_(ids))
        .order_by(sale.c.completed_at.desc())
        .limit(_MOST)
    )
    for row in connection.execute(query):
        at = max(0, row.completed_at)
        total = WireMoney(minor=row.total_minor, currency=row.currency)
        pieces = _pieces(connection, row.id, row.terminal_id)
        yield MemberPurchase(at=at, number=row.number, place=row.place or row.store, pieces=pieces, total=total)


def _pieces(connection: Connection, sale_id: str, terminal_id: str) -> int:
    """Things sold, as people count them; goods by measure are one."""
    query = select(entry.c.kind, entry.c.schema_no, entry.c.body).where(
        entry.c.id == sale_id, entry.c.terminal_id == terminal_id
    )
    row = connection.execute(query.limit(1)).one_or_none()
    try:
        body = None if row is None else read_body(row.kind, row.schema_no, row.body)
    except WireError:
        body = None
    if not isinstance(body, SaleCompleted):
        return 0
    lines = [*(one.quantity for one in body.lines), *(one.quantity for one in body.returns)]
    return sum(max(1, one.milli // MILLI) if one.unit == "piece" else 1 for one in lines)


def _ordered(connection: Connection, ids: Sequence[str]) -> Iterator[MemberPurchase]:
    """What was paid online: what was paid at the counter is a sale there."""
    theirs = (pickup_order.c.member_id.in_(ids), pickup_order.c.state.not_in(("cancelled", "returned", "expired")))
    query = select(pickup_order.c.body).where(*theirs).order_by(pickup_order.c.placed_at.desc()).limit(_MOST)
    for body in connection.execute(query).scalars():
        item = read_wire(OrderItem, body)
        if item.paid_minor:
            pieces = sum(max(1, line.milli // MILLI) for line in item.lines)
            total = WireMoney(minor=item.paid_minor, currency=item.currency)
            yield MemberPurchase(at=item.placed_at, number=item.code, place="", pieces=pieces, total=total)


@router.get("/purchases")
def get_purchases(
    place: Here, one: Sender, member_id: Annotated[str, Query(alias="member", max_length=200, pattern=_PLAIN)]
) -> MemberPurchases:
    """Tell what a member bought last, in the stores and online; so many times an hour."""

    def ask(connection: Connection) -> MemberPurchases:
        count(connection, LOOKS, f"terminal:{one.terminal_id}", place.clock())
        return purchases(connection, member_id)

    return place.write(ask)
