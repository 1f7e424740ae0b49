"""What the pages show of goods, baskets and orders, in the words of who looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.central.picked import There, still_due, what_is_there
from app.central.pickup_intake import intake_at
from app.central.shop.coupon import Used, used_by
from app.central.shop.price import PricedBasket, price_basket
from app.central.shop.session import MOST_COUNT
from app.central.shop.shelf import Goods, Range
from app.contract.order import OrderItem
from app.domain.frozen import frozen
from app.domain.intake import IntakeState
from app.domain.quantity import Unit

if TYPE_CHECKING:
    from app.central.shop.visit import Visit

_MINUTE = 60 * 1_000_000
#: From how many on nobody need hurry.
_FEW = 5
#: The way of an order; other states are its end.
_STEPS = ("placed", "picking", "ready", "handed_over")
_COLLECTABLE = frozenset({"placed", "picking", "ready"})


@frozen
class Tile:
    """Goods on the catalogue page. `left` is how many are there, None where nobody counts them."""

    goods: Goods
    name: str
    price: str
    was: str
    measure: str
    left: int | None
    count: int

    @property
    def is_few(self) -> bool:
        """Whether the last ones are there."""
        return self.left is not None and 0 < self.left <= _FEW


@frozen
class BasketLine:
    """Goods in the basket. `short` is what is there of them, where that is too little."""

    goods: Goods
    name: str
    count: int
    measure: str
    amount: str
    was: str
    why: tuple[str, ...]
    short: str
    may_more: bool


@frozen
class OrderView:
    """An order as its page shows it. `steps` are done, now or to come; `qr` is empty once it was collected; `to_pay`
    what is still to be paid, `paid` where all of it was; `lines` are name, count, amount and what became of it;
    `coupons` are those that it was placed with.
    """

    code: str
    state: str
    steps: tuple[tuple[str, str], ...]
    qr: str
    placed: str
    due: str
    total: str
    to_pay: str
    lines: tuple[tuple[str, str, str, str], ...]
    paid: str
    coupons: tuple[Used, ...] = ()


@frozen
class Rush:
    """A rush at the store's counter, as the page says it.

    Attributes:
        says: what it means for who orders now; empty where there is none.
        is_paused: nothing can be ordered.
        longer: microseconds that an order takes longer.
    """

    says: str = ""
    is_paused: bool = False
    longer: int = 0


def rush_of(visit: Visit) -> Rush:
    """Whether the store takes orders in now."""
    with visit.read() as connection:
        intake = intake_at(connection, visit.code, visit.at)
    if intake.state is IntakeState.PAUSED:
        until = None if intake.until is None else visit.words.moment(intake.until)
        says = visit.words("paused") if until is None else visit.words("paused_until", when=until)
        return Rush(says, is_paused=True)
    if intake.state is IntakeState.SLOW:
        return Rush(visit.words("slow", minutes=intake.slow_minutes), longer=intake.slow_minutes * _MINUTE)
    return Rush()


def name_of(visit: Visit, goods: Goods) -> str:
    """The name of goods in the page's language."""
    return goods.name_en or goods.name if visit.words.lang == "en" else goods.name


def measured(visit: Visit, milli: int, goods: Goods) -> str:
    """How much of goods, where they are not counted in pieces."""
    return "" if goods.unit is Unit.PIECE else visit.words.measure(milli, goods.unit)


def tiles(visit: Visit, shelf: Range, shown: Sequence[Goods], free: Mapping[str, int]) -> list[Tile]:
    """Goods as the catalogue shows them, at the price that one of them costs now."""
    found = []
    for goods in shown:
        price = goods.price(visit.at)
        if price is None:
            continue
        step = goods.step(price)
        one = price_basket({goods.sku: 1}, shelf, visit.till).lines[0]
        found.append(
            Tile(
                goods, name_of(visit, goods), visit.words.money(one.amount),
                visit.words.money(one.listed) if one.amount < one.listed else "",
                measured(visit, step, goods), max(0, free[goods.sku] // step) if goods.sku in free else None,
                visit.basket.get(goods.sku, 0),
            )
        )  # fmt: skip
    return found


def basket_lines(visit: Visit, priced: PricedBasket, free: Mapping[str, int]) -> list[BasketLine]:
    """A basket's lines."""
    words, found = visit.words, []
    for line in priced.lines:
        left = free.get(line.goods.sku)
        is_short = left is not None and left < line.milli
        found.append(
            BasketLine(
                line.goods, name_of(visit, line.goods), line.count, measured(visit, line.milli, line.goods),
                words.money(line.amount), words.money(line.listed) if line.amount < line.listed else "",
                line.why_en if words.lang == "en" else line.why,
                words.measure(max(0, left or 0), line.goods.unit) if is_short else "",
                line.count < MOST_COUNT and (left is None or left >= line.milli + line.milli // line.count),
            )
        )  # fmt: skip
    return found


def order_view(visit: Visit, order_id: str, order: OrderItem) -> OrderView:
    """An order as its customer sees it."""
    words = visit.words
    with visit.read() as connection:
        goods = visit.shelf(connection).goods
        coupons = used_by(visit, connection, order_id, order)
    there, is_open = what_is_there(order), order.state in _COLLECTABLE
    lines = tuple(_order_line(visit, goods, one, is_open=is_open) for one in there)
    total, left = sum(one.due for one in there), still_due(order, there)
    return OrderView(
        order.code, order.state, _steps(order.state),
        visit.signing.pickup(visit.code, order_id, max(order.ready_by or 0, order.placed_at))
        if is_open else "",
        words.moment(order.placed_at), words.moment(order.ready_by) if order.ready_by else words("soon"),
        words.money(total), words.money(left) if left else "", lines, _paid(visit, order, total), tuple(coupons),
    )  # fmt: skip


def _order_line(visit: Visit, goods: Mapping[str, Goods], one: There, *, is_open: bool) -> tuple[str, str, str, str]:
    """Name, count, amount of goods of an order, and what became of them; empty where they are simply there."""
    words = visit.words

    def named(sku: str, name: str) -> str:
        return name_of(visit, goods[sku]) if sku in goods else name

    known = goods.get(one.line.sku)
    unit = known.unit if known else Unit.PIECE
    became = [
        words("instead_of", name=named(one.line.sku, one.line.name)) if one.is_replaced else "",
        words("collected_already") if is_open and one.milli and one.given >= one.milli else "",
        words("missing", count=words.measure(one.missing, unit)) if one.missing else "",
    ]
    said = " · ".join(part for part in became if part)
    return named(one.sku, one.name), words.measure(one.milli, unit), words.money(one.amount), said


def _paid(visit: Visit, order: OrderItem, total: int) -> str:
    """That all of it was paid online, with the amount where what lies there comes to less."""
    if order.paid_minor < order.total_minor:
        return ""
    if order.trial:
        return visit.words("paid_trial")
    less = total < order.paid_minor
    return visit.words("paid_so_much", amount=visit.words.money(order.paid_minor)) if less else visit.words("paid")


def _steps(state: str) -> tuple[tuple[str, str], ...]:
    if state not in _STEPS:
        return ()
    at = _STEPS.index(state)
    return tuple((name, "done" if place < at else "now" if place == at else "") for place, name in enumerate(_STEPS))
