"""The trial's bounds: nobody pays and nobody is asked who they are, so orders and members are counted."""

from __future__ import annotations

import ipaddress

from sqlalchemy import ColumnElement, Connection, func, select

from app.central.order import RESERVED
from app.central.rate import Rate, count
from app.central.shop.session import Seals
from app.central.tables import pickup_order
from app.domain.errors import UserError

#: In an hour, of one browser and of all behind one address: a household, a shop's own network.
ORDERS = (Rate("shop.order.session", 10), Rate("shop.order.address", 30))
JOINS = (Rate("shop.join.session", 3), Rate("shop.join.address", 10))
#: Codes of coupons that are typed: nobody tries them out.
COUPONS = (Rate("shop.coupon.session", 20), Rate("shop.coupon.address", 60))
#: Trial orders of a store that are open at once; and microseconds after which nobody comes for one any more.
MOST_OPEN, FORGOTTEN = 200, 3 * 86_400 * 1_000_000
#: What stands on such an order at the counter, in both languages: nobody knows which is read there.
NOTE, PAID_NOTE = "試用訂單 Trial order", "試用付款，沒有實際收款 Trial payment: no money was taken"


def count_visit(
    connection: Connection, rates: tuple[Rate, Rate], seals: Seals, nonce: str, host: str, at: int
) -> None:
    """Count what a browser does, and what is done from its address; neither is kept as it is.

    Raises:
        UserError: ``request.too_many`` (retry_s).
    """
    for rate, who in zip(rates, (nonce, place_of(host)), strict=True):
        count(connection, rate, seals.veiled(who), at)


def place_of(host: str) -> str:
    """An address as it is counted: of the sixth version the whole network that one customer has."""
    try:
        found = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _open(store: str) -> tuple[ColumnElement[bool], ...]:
    return (pickup_order.c.store == store, pickup_order.c.state.in_(sorted(RESERVED)), pickup_order.c.trial == 1)


def check_open(connection: Connection, store: str) -> None:
    """Refuse one order more than a store keeps goods for.

    Raises:
        UserError: ``order.too_many_open`` (most).
    """
    if (
        connection.execute(select(func.count()).select_from(pickup_order).where(*_open(store))).scalar_one()
        >= MOST_OPEN
    ):
        raise UserError("order.too_many_open", most=MOST_OPEN)


def forgotten(connection: Connection, store: str, at: int) -> list[str]:
    """Trial orders that nobody came for, where a store has no room for others."""
    query = select(pickup_order.c.id).where(*_open(store)).order_by(pickup_order.c.placed_at).limit(MOST_OPEN)
    ids = list(connection.execute(query).scalars())
    if len(ids) < MOST_OPEN:
        return []
    old = query.where(pickup_order.c.placed_at <= at - FORGOTTEN)
    return list(connection.execute(old).scalars())
