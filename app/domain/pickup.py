"""Pickup: an order as a counter knows it, from the shelf to the customer's hand; see also `pickup_done`."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.order import OPEN, Order, OrderState
from app.domain.pickup_done import Done, PickState, Substitute, Why
from app.domain.quantity import Quantity, Unit

_MINUTE = 60 * 1_000_000
_HOUR, _DAY = 60 * _MINUTE, 24 * 60 * _MINUTE
#: Microseconds that goods wait on their shelf where nobody said until when, and that they stay there once overdue.
KEEP, OVERDUE = 2 * _DAY, 3 * _DAY
#: So long before it was promised an order is urgent.
URGENT = 15 * _MINUTE
#: Tags of goods that are kept cold, as shops write them.
_PLACE = frozenset({"place", "位置"})
_CHILLED, _FROZEN = frozenset({"冷藏", "chilled"}), frozenset({"冷凍", "frozen"})


class Column(Enum):
    """Columns of the board."""

    NEW = "new"
    PICKING = "picking"
    READY = "ready"
    OVERDUE = "overdue"  # with what expired or was cancelled and still lies there: it is to go back


class Temperature(Enum):
    """How goods are kept."""

    AMBIENT = "ambient"
    CHILLED = "chilled"
    FROZEN = "frozen"


@frozen
class PickLine:
    """A line as it is picked and given.

    Attributes:
        line: its number in the order, from 1.
        amount: minor units with tax, as ordered.
        due: minor units of the order's total that fall on it: all of them sum to the total.
        picked: what lies there for the customer, in the unit of `ordered`.
        given: what the customer has.
        place: where it is found in the store; empty where nobody said.
    """

    line: int
    sku: str
    name: str
    ordered: Quantity
    amount: int
    due: int
    picked: Quantity
    given: Quantity
    state: PickState = PickState.OPEN
    reason: Why | None = None
    note: str = ""
    substitute: Substitute | None = None
    temperature: Temperature = Temperature.AMBIENT
    place: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to look for it any more."""
        return self.state is not PickState.OPEN

    @property
    def missing(self) -> Quantity:
        """What is still to be picked."""
        return self.ordered - self.ordered if self.is_settled else self.ordered - self.picked

    @property
    def left(self) -> Quantity:
        """What the customer can be given now: what lies there, of a line that nobody picked all of it."""
        there = {PickState.OPEN: self.ordered.milli, PickState.REJECTED: 0}.get(self.state, self.picked.milli)
        return Quantity(max(0, there - self.given.milli), self.ordered.unit)

    @property
    def goods(self) -> Substitute:
        """What lies there: SKU and name."""
        return self.substitute or Substitute(self.sku, self.name)


@frozen
class Pickup:
    """An order as this counter knows it: as the centre told it, with what was done here since.

    Attributes:
        order: as the centre told it; its ``state`` is the centre's.
        state: with what was done here.
        phone_tail: the last digits of the customer's number; empty where nobody said.
        reminded: how often the centre told the customer that it waits.
    """

    order: Order
    state: OrderState
    lines: tuple[PickLine, ...]
    done: Done = Done()
    phone_tail: str = ""
    reminded: int = 0

    @property
    def order_id(self) -> str:
        """The centre's id."""
        return self.order.order_id

    @property
    def shelf(self) -> str:
        """Where it lies; empty for nowhere yet."""
        return self.done.shelf

    @property
    def is_open(self) -> bool:
        """Whether the customer can still get it, or the rest of it."""
        return self.state in OPEN

    @property
    def is_partly_given(self) -> bool:
        """Whether the customer has some of it, and the rest waits."""
        return self.is_open and self.done.handed_at is not None

    @property
    def is_spent(self) -> bool:
        """Whether it was given to somebody and nothing of it waits, whatever the centre thinks of it."""
        return self.done.handed_at is not None and not self.is_open

    @property
    def is_to_go_back(self) -> bool:
        """Whether it is for nobody any more and its goods still lie apart."""
        lies = self.done.ready_at is not None or any(one.picked.milli > one.given.milli for one in self.lines)
        ended = self.state in {OrderState.EXPIRED, OrderState.CANCELLED}
        return ended and lies and not self.is_spent and self.done.returned_at is None

    @property
    def progress(self) -> tuple[int, int]:
        """How many things were picked, and how many there are to pick: what is weighed is one."""
        return sum(_count(one, one.picked) for one in self.lines), sum(_count(one, one.ordered) for one in self.lines)

    @property
    def pieces(self) -> int:
        """How many things can still be given, what is weighed is one; of one that ended, how many were ordered."""
        return sum(_count(one, one.left) for one in self.lines) if self.is_open else self.order.pieces

    @property
    def is_picked(self) -> bool:
        """Whether every line is settled."""
        return all(one.is_settled for one in self.lines)

    @property
    def temperature(self) -> Temperature:
        """The coldest of its goods."""
        found = {one.temperature for one in self.lines}
        return next((one for one in (Temperature.FROZEN, Temperature.CHILLED) if one in found), Temperature.AMBIENT)

    @property
    def overdue_from(self) -> int | None:
        """From when it waited too long; None before it is ready."""
        if self.done.keep_until is not None:
            return self.done.keep_until
        ready_at = self.done.ready_at
        if ready_at is None and self.state is OrderState.READY:  # nobody said since when: as it was promised
            ready_at = max(self.order.placed_at, self.order.ready_by or 0)
        return None if ready_at is None else ready_at + KEEP

    @property
    def back_from(self) -> int | None:
        """From when its goods are to go back to where they are sold; None before it is ready."""
        start = self.overdue_from
        return None if start is None else start + OVERDUE

    def column(self, at: int) -> Column | None:
        """Where on the board it stands; None where nobody has anything to do with it."""
        match self.state:
            case OrderState.PLACED:
                return Column.NEW
            case OrderState.PICKING:
                return Column.PICKING
            case OrderState.READY:
                late = self.overdue_from
                return Column.OVERDUE if late is not None and at >= late else Column.READY
        return Column.OVERDUE if self.is_to_go_back else None

    def line(self, number: int) -> PickLine:
        """A line by its number.

        Raises:
            UserError: ``pickup.no_such_line``.
        """
        for one in self.lines:
            if one.line == number:
                return one
        raise UserError("pickup.no_such_line", line=number)


def _count(line: PickLine, quantity: Quantity) -> int:
    if line.ordered.unit is Unit.PIECE:
        return quantity.pieces
    return 1 if quantity.milli else 0


def order_of_board(one: Pickup) -> tuple[int, int, str]:
    """By what a column is sorted: when it is promised, then when it was ordered."""
    promised = one.order.ready_by
    return (one.order.placed_at if promised is None else promised, one.order.placed_at, one.order_id)


class Span(Enum):
    """What an age counts."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    LEFT = "left"  # minutes until it was promised
    LATE = "late"  # minutes since


@frozen
class Age:
    """How long an order waits, or how long there is until it is promised.

    Attributes:
        is_urgent: somebody should look at it now.
    """

    span: Span
    count: int
    is_urgent: bool = False


def age_of(one: Pickup, at: int) -> Age:
    """What its card says of time: to pick, the time that is left where that is little; overdue, the days."""
    match one.column(at):
        case Column.OVERDUE:
            since = at - (one.overdue_from or at)
            return Age(Span.DAYS, max(1, since // _DAY), is_urgent=True)
        case Column.READY:
            return _since(at - (one.done.ready_at or one.order.placed_at))
    promised = one.order.ready_by
    if promised is not None and promised - at < URGENT:
        if promised > at:
            return Age(Span.LEFT, -((at - promised) // _MINUTE), is_urgent=True)
        return Age(Span.LATE, (at - promised) // _MINUTE, is_urgent=True)
    return _since(at - one.order.placed_at)


def _since(passed: int) -> Age:
    passed = max(0, passed)
    for span, long in ((Span.DAYS, _DAY), (Span.HOURS, _HOUR)):
        if passed >= long:
            return Age(span, passed // long)
    return Age(Span.MINUTES, passed // _MINUTE)


def temperature_of(tags: Iterable[str]) -> Temperature:
    """How goods of some tags are kept."""
    words = {one.casefold() for one in tags}
    if words & _FROZEN:
        return Temperature.FROZEN
    return Temperature.CHILLED if words & _CHILLED else Temperature.AMBIENT


def place_of(tags: Iterable[str]) -> str:
    """Where goods of some tags are found in the store: what a tag names behind ``place:`` or ``位置:``."""
    found = [one.partition(":")[2].strip() for one in sorted(tags) if one.partition(":")[0] in _PLACE]
    return found[0] if found else ""
