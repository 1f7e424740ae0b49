"""Orders of the page: placed by the service that the API's orders go through, under its rules and with its stock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta, tzinfo

from sqlalchemy import Connection, select

from app.central.coupon_order import find
from app.central.order import OrderForm, place_order
from app.central.shop.price import PricedBasket
from app.central.shop.trial import NOTE, PAID_NOTE
from app.central.tables import pickup_order, stock
from app.contract.order import OrderCoupon, OrderItem, OrderLine
from app.contract.wire import read_wire
from app.domain.errors import UserError
from app.domain.frozen import frozen

#: Without letters and digits that are mistaken for each other.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
#: When goods can be fetched, by the store's clock; how long they take, and the half hours between two offers.
_OPENS, _CLOSES, _TAKES, _EVERY = time(10), time(20, 30), timedelta(hours=1), timedelta(minutes=30)
#: Days that are offered, and offers at most.
_DAYS, _OFFERS = 2, 24
_MICROS = 1_000_000
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@frozen
class Wanted:
    """What a customer says beside the goods: a name, paid now (on trial: nobody pays) or at the counter, when, in
    microseconds UTC, and with which coupon the basket was priced.
    """

    customer: str
    is_paid: bool
    ready_by: int | None
    member_id: str | None = None
    coupon: str = ""


def free(connection: Connection, store: str, skus: Iterable[str]) -> dict[str, int]:
    """Thousandths of some SKUs that nobody has reserved; goods whose stock was never counted here are left out."""
    query = select(stock).where(stock.c.store == store, stock.c.sku.in_(sorted(skus)))
    return {row.sku: row.on_hand - row.reserved for row in connection.execute(query)}


def offers(at: int, zone: tzinfo) -> list[int]:
    """When goods can be fetched that are ordered now: half hours of the days ahead, in microseconds UTC."""
    earliest = (_EPOCH + timedelta(microseconds=at)).astimezone(zone) + _TAKES
    found: list[int] = []
    for day in range(_DAYS):
        moment = datetime.combine(earliest.date() + timedelta(days=day), _OPENS, zone)
        while moment.time() <= _CLOSES and moment.time() >= _OPENS:
            if moment >= earliest:
                found.append(int((moment - _EPOCH) / timedelta(seconds=1)) * _MICROS)
            moment += _EVERY
    return found[:_OFFERS]


def pickup_number(order_id: str) -> str:
    """What a customer says at the counter: eight characters, the same for an id however often it is sent."""
    number = int.from_bytes(hashlib.sha256(order_id.encode()).digest(), "big")
    letters = "".join(_LETTERS[number >> 5 * place & 31] for place in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def order_of(connection: Connection, store: str, order_id: str) -> OrderItem | None:
    """An order at a store."""
    query = select(pickup_order.c.body).where(pickup_order.c.id == order_id, pickup_order.c.store == store)
    body = connection.execute(query).scalar_one_or_none()
    return None if body is None else read_wire(OrderItem, body)


def place(connection: Connection, store: str, order_id: str, basket: PricedBasket, wanted: Wanted, at: int) -> None:
    """Place an order of goods that are there; sent again it is one, whatever the basket holds by then.

    Raises:
        UserError: ``order.nothing_wanted``; ``order.sold_out`` (sku, left in thousandths); of `place_order`.
    """
    if wanted.coupon:
        find(connection, [wanted.coupon], lock=True)  # before the goods, as everybody does
    if order_of(connection, store, order_id) is not None:
        return
    if not basket.lines:
        raise UserError("order.nothing_wanted")
    needed = {line.goods.sku: line.milli for line in basket.lines}
    _hold(connection, store, needed)
    form = OrderForm(
        code=pickup_number(order_id),
        customer=wanted.customer,
        member_id=wanted.member_id,
        lines=tuple(
            OrderLine(sku=line.goods.sku, name=line.goods.name, milli=line.milli, amount_minor=line.amount)
            for line in basket.lines
        ),
        total_minor=basket.total,
        paid_minor=basket.total if wanted.is_paid else 0,
        note=PAID_NOTE if wanted.is_paid else NOTE,
        ready_by=wanted.ready_by,
        coupons=(OrderCoupon(code=wanted.coupon, amount_minor=basket.gift.off),) if wanted.coupon else (),
    )
    place_order(connection, store, order_id, form, at, trial=True)


def _hold(connection: Connection, store: str, needed: Mapping[str, int]) -> None:
    """Be the only one who reserves these goods until the commit, and refuse what is not there."""
    query = select(stock).where(stock.c.store == store, stock.c.sku.in_(sorted(needed)))
    for row in connection.execute(query.order_by(stock.c.sku).with_for_update()):
        left = row.on_hand - row.reserved
        if left < needed[row.sku]:
            raise UserError("order.sold_out", sku=row.sku, left=max(0, left))
