"""What terminals did with orders, as they report it: the goods are gone, whatever the centre thought of the order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, select, update

from app.central.coupon_order import Placed, Settling
from app.central.feed import Change
from app.central.order import RESERVED, reserved_of
from app.central.pickup_facts import after, done_of, told_of
from app.central.tables import pickup_order
from app.contract.order import OrderHandedOver, OrderItem
from app.contract.pickup import GivenLine, LinePicked, OrderGiven, OrderPutBack, OrderReadied, ProblemReported
from app.contract.wire import Wire, read_wire
from app.domain.conflict import ConflictKind
from app.domain.frozen import frozen
from app.domain.money import divide_half_up
from app.domain.order import OrderState
from app.domain.pickup_charge import due_by_line
from app.domain.pickup_done import MOST, Done, DoneLine

#: What it is called that an order was handed over, by the state in which it was found.
_WRONG = {
    OrderState.HANDED_OVER: ConflictKind.ORDER_HANDED_OVER_TWICE,
    OrderState.RETURNED: ConflictKind.ORDER_HANDED_OVER_EXPIRED,
    OrderState.CANCELLED: ConflictKind.ORDER_HANDED_OVER_CANCELLED,
    OrderState.EXPIRED: ConflictKind.ORDER_HANDED_OVER_EXPIRED,
}


class Conflict(Protocol):
    """Notes a conflict."""

    def __call__(
        self, kind: ConflictKind, entry_id: str, subject: str, outcome: str, *, of: str | None = None
    ) -> object:
        """Note one; once for an entry and a subject, or for what `of` names."""
        ...


@frozen
class Act:
    """Something done with an order: its entry, when (microseconds UTC), and what."""

    entry_id: str
    order_id: str
    at: int
    body: Wire


@frozen
class Ended:
    """What acts do beside moving goods.

    Attributes:
        released: thousandths by SKU that are kept for nobody any more.
        changes: the orders as terminals are told them.
        ready: ids and items of orders that became ready by it.
    """

    released: dict[str, int]
    changes: list[Change]
    ready: tuple[tuple[str, OrderItem], ...] = ()


def apply_acts(
    connection: Connection, store: str, acts: Sequence[Act], conflict: Conflict, codes: Collection[str] = ()
) -> Ended:
    """Have the acts' effects on their orders, in their order; what contradicts an order's state is a conflict.

    An order that was acted on is told anew even where it stays as it was: so the terminal that acted knows that the
    centre has heard of it.

    Args:
        codes: coupons that the same batch uses in its sales.
    """
    if not acts:
        return Ended({}, [])
    query = select(pickup_order.c.id, pickup_order.c.body)
    query = query.where(pickup_order.c.store == store, pickup_order.c.id.in_({one.order_id for one in acts}))
    rows = {row.id: row.body for row in connection.execute(query.order_by(pickup_order.c.id).with_for_update())}
    changed = {order_id: _Order(read_wire(OrderItem, body)) for order_id, body in rows.items()}
    for one in acts:
        if one.order_id in changed:
            changed[one.order_id].take(one, conflict)
        elif isinstance(one.body, OrderGiven | OrderHandedOver):
            conflict(ConflictKind.ORDER_UNKNOWN, one.entry_id, one.order_id, "counted")
    last = {one.order_id: one for one in acts}
    coupons = Settling(connection, [one.before for one in changed.values()], codes)
    released: defaultdict[str, int] = defaultdict(int)
    changes, ready = [], []
    for order_id, one_order in sorted(changed.items()):
        item = one_order.item()
        _store(connection, order_id, item, ends_claim=one_order.was_given)
        changes.append(Change(store, "order", order_id, item.model_dump_json()))
        placed = Placed(store, order_id, item.member_id, last[order_id].at)
        for kind, code in coupons.settle(placed, one_order.before, item):
            conflict(kind, last[order_id].entry_id, code, "accepted")
        for sku, milli in one_order.released(item).items():
            released[sku] += milli
        if one_order.became_ready:
            ready.append((order_id, item))
    return Ended(dict(released), [*changes, *coupons.changes()], tuple(ready))


def _store(connection: Connection, order_id: str, item: OrderItem, *, ends_claim: bool) -> None:
    values: dict[str, Any] = {"state": item.state, "body": item.model_dump_json()}
    if ends_claim or item.state not in RESERVED:
        values |= {"claim_id": None, "claim_terminal": None, "claim_until": None}
    connection.execute(update(pickup_order).where(pickup_order.c.id == order_id).values(values))


def whole(order: OrderItem, body: OrderHandedOver) -> OrderGiven:
    """A hand-over of the first form, in which all of an order was given."""
    given = tuple(GivenLine(line=number, milli=line.milli) for number, line in enumerate(order.lines, 1))
    return OrderGiven(order_id=body.order_id, given=given, offline=body.offline)


class _Order:
    """An order while acts have their effects on it."""

    def __init__(self, before: OrderItem) -> None:
        self.before = before
        self._state, self._done = OrderState(before.state), done_of(before)
        self.became_ready = self.was_given = False

    def take(self, one: Act, conflict: Conflict) -> None:
        """Have one act's effect."""
        said = whole(self.before, one.body) if isinstance(one.body, OrderHandedOver) else one.body
        body = self._own(said)
        if body is not said or self._is_beyond(body):  # once: a terminal that says it will say it again
            conflict(ConflictKind.ORDER_OUT_OF_RANGE, one.entry_id, one.order_id, "not_counted", of=one.order_id)
        match body:
            case OrderGiven():
                self.was_given = True
                self._check_given(one, body, conflict)
            case ProblemReported():
                conflict(ConflictKind.ORDER_PROBLEM, one.entry_id, one.order_id, "kept")
            case OrderPutBack():
                self._check_back(one, body, conflict)
            case OrderReadied():
                is_new = self._state.value in RESERVED and self._state is not OrderState.READY
                self.became_ready = self.became_ready or is_new
        self._state, self._done = after(self._state, self._done, body, one.at)

    def _own(self, body: Wire) -> Wire | None:
        """What of an act is of the order's own lines; the act itself where all of it is."""
        most = len(self.before.lines)
        match body:
            case LinePicked() if body.line > most:
                return None
            case OrderGiven() if any(one.line > most for one in body.given):
                return body.model_copy(update={"given": tuple(one for one in body.given if one.line <= most)})
        return body

    def _is_beyond(self, body: Wire | None) -> bool:
        """Whether it makes a sum more than a number holds, which stops there."""
        if not isinstance(body, OrderGiven):
            return False
        there = _by_line(self._done)
        given = any(_given(there, one.line) + one.milli > MOST for one in body.given)
        return given or self._done.prepaid + body.prepaid_minor > MOST

    def _check_given(self, one: Act, body: OrderGiven, conflict: Conflict) -> None:
        wrong, is_known = _WRONG.get(self._state), self._done.handed_at is not None
        if self._gives_too_much(body):
            wrong = wrong or ConflictKind.ORDER_HANDED_OVER_TWICE
        elif wrong is ConflictKind.ORDER_HANDED_OVER_TWICE and is_known:
            return  # a part of it, and the end of it was heard of first
        if wrong is ConflictKind.ORDER_HANDED_OVER_EXPIRED and is_known:
            wrong = ConflictKind.ORDER_HANDED_OVER_TWICE
        if wrong is not None:
            conflict(wrong, one.entry_id, one.order_id, "counted")
            return
        _, then = after(self._state, self._done, body, one.at)
        if body.ends and not body.sale_id and _paid_for(self.before) > _worth(self.before, then):
            conflict(ConflictKind.ORDER_SHORT, one.entry_id, one.order_id, "counted")

    def _gives_too_much(self, body: OrderGiven) -> bool:
        ordered = {number: line.milli for number, line in enumerate(self.before.lines, 1)}
        there = _by_line(self._done)
        return any(_given(there, one.line) + one.milli > ordered.get(one.line, 0) for one in body.given)

    def _check_back(self, one: Act, body: OrderPutBack, conflict: Conflict) -> None:
        paid = _paid_for(self.before)
        if body.why != "cancelled" and self._state.value in RESERVED and paid > _worth(self.before, self._done):
            conflict(ConflictKind.ORDER_PUT_BACK_PAID, one.entry_id, one.order_id, "counted")

    def item(self) -> OrderItem:
        """The order as it is told then."""
        reminded = self.before.pickup.reminded if self.before.pickup else 0
        told = {"state": self._state.value, "pickup": told_of(self._done, reminded)}
        return self.before.model_copy(update=told)

    def released(self, then: OrderItem) -> dict[str, int]:
        """Thousandths by SKU that were kept for it, and are not any more."""
        kept = reserved_of(then)
        return {sku: milli - kept.get(sku, 0) for sku, milli in reserved_of(self.before).items()}


def _paid_for(item: OrderItem) -> int:
    """What was really paid online; minor units."""
    return 0 if item.trial else min(item.paid_minor, item.total_minor)


def _worth(item: OrderItem, done: Done) -> int:
    """What the goods cost that were given; minor units."""
    dues = due_by_line(item.total_minor, [one.amount_minor for one in item.lines])
    parts, there = zip(dues, item.lines, range(1, len(dues) + 1), strict=True), _by_line(done)
    return sum(divide_half_up(due * min(_given(there, no), line.milli), line.milli) for due, line, no in parts)


def _by_line(done: Done) -> dict[int, DoneLine]:
    """What was done with the lines, by their numbers: asked of each in turn, an act costs no more than it says."""
    return {one.line: one for one in done.lines}


def _given(there: dict[int, DoneLine], number: int) -> int:
    return there[number].given if number in there else 0
