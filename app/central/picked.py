"""What of an order there is for its customer once it was picked, and what it comes to: the counter's own figures."""

from __future__ import annotations

from app.contract.order import OrderItem, OrderLine
from app.contract.pickup import ToldLine, ToldPickup
from app.domain.frozen import frozen
from app.domain.money import divide_half_up
from app.domain.pickup_charge import due_by_line

_OPEN = frozenset({"placed", "picking", "ready"})


@frozen
class There:
    """A line as its customer gets it.

    Attributes:
        line: as it was ordered.
        milli, given: thousandths that lie there or were given, and those that were given.
        amount: minor units of what lies there, of the line's own price.
        due, left: minor units of the order's total that fall on what lies there, and on what still waits of it.
        sku, name: of what lies there.
    """

    line: OrderLine
    milli: int
    given: int
    amount: int
    due: int
    left: int
    sku: str
    name: str

    @property
    def missing(self) -> int:
        """Thousandths that were ordered and are not there."""
        return self.line.milli - self.milli

    @property
    def is_replaced(self) -> bool:
        """Whether other goods lie in its place."""
        return self.sku != self.line.sku


def what_is_there(order: OrderItem) -> tuple[There, ...]:
    """An order's lines: while it waits, and once it was collected; of one that ended otherwise, as it was ordered."""
    told = order.pickup or ToldPickup()
    given = order.state == "handed_over" and any(one.given for one in told.lines)
    lines = {one.line: one for one in told.lines} if given or order.state in _OPEN else {}
    dues = due_by_line(order.total_minor, [one.amount_minor for one in order.lines])
    return tuple(
        _there(line, due, lines.get(number, ToldLine(line=number)), only_given=given)
        for number, (line, due) in enumerate(zip(order.lines, dues, strict=True), 1)
    )


def _there(line: OrderLine, due: int, did: ToldLine, *, only_given: bool) -> There:
    lies = {"open": line.milli, "rejected": 0}.get(did.state, did.milli)
    given = min(did.given, line.milli)
    milli = given if only_given else min(max(lies, given), line.milli)
    whole = divide_half_up(due * milli, line.milli)
    return There(
        line,
        milli,
        given,
        divide_half_up(line.amount_minor * milli, line.milli),
        whole,
        whole - divide_half_up(due * given, line.milli),
        (did.substitute_sku if milli else "") or line.sku,
        (did.substitute_name if milli else "") or line.name,
    )


def still_due(order: OrderItem, there: tuple[There, ...]) -> int:
    """Minor units that are still paid at the counter; 0 once it ended."""
    if order.state not in _OPEN:
        return 0
    used = order.pickup.prepaid_minor if order.pickup else 0
    return max(0, sum(one.left for one in there) - max(0, order.paid_minor - used))
