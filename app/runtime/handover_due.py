"""What is to be paid in a hand-over, and what was: orders are paid one after the other, each by its own sale."""

from __future__ import annotations

from enum import Enum

from app.domain.frozen import frozen
from app.domain.pickup import Pickup
from app.domain.pickup_charge import all_left, charge_of
from app.domain.sale import Sale
from app.domain.tender import TenderKind
from app.runtime.handover_shown import ShownCode


class Work(Enum):
    """What the work zone of the hand-over shows."""

    GOODS = "goods"
    PARTIAL = "partial"
    PROBLEM = "problem"


@frozen
class Taken:
    """What was paid so far.

    Attributes:
        codes: of the orders that were paid, in their order.
        minor: minor units that were taken for them here.
    """

    codes: tuple[str, ...] = ()
    minor: int = 0

    def after(self, code: str, sale: Sale) -> Taken:
        """With another order's sale; what was paid online is no money of the counter."""
        here = sum(one.amount for one in sale.ticket.tenders if one.kind is not TenderKind.PREPAID)
        return Taken((*self.codes, code), self.minor + here)


class DueOrders(ShownCode):
    """What of the orders is given now, and what that costs.

    Attributes:
        work: what the work zone shows.
        ends: what is not given now does not wait any more.
        taken: what was paid at the counter for orders of this hand-over so far.
    """

    def _forget(self) -> None:
        super()._forget()
        self.work, self.ends = Work.GOODS, False
        self.taken = Taken()

    def giving(self, one: Pickup) -> dict[int, int]:
        """What of an order is given now, in thousandths by line: all that can be, or in parts what is checked off."""
        if one.order_id in self.paid:
            return {}
        if self.work is not Work.PARTIAL:
            return all_left(one)
        ticked = {item.line.line: item.ticked for item in self.items if item.order.order_id == one.order_id}
        return {line: milli for line, milli in ticked.items() if milli}

    def due(self, one: Pickup) -> int:
        """What is to be paid for what is given of an order, in minor units."""
        return charge_of(one, self.giving(one)).due

    @property
    def due_now(self) -> int:
        """What is to be paid next: orders are paid one by one."""
        return 0 if self.next_due is None else self.due(self.next_due)

    @property
    def next_due(self) -> Pickup | None:
        """The order that is paid next; None where nothing is to be paid."""
        return next((one for one in self.orders if self.due(one)), None)

    @property
    def due_later(self) -> int:
        """What is still to be paid once that is paid, in minor units."""
        return sum(map(self.due, self.orders)) - self.due_now

    @property
    def turn(self) -> tuple[int, int]:
        """The number of the order that is paid next among those that are paid here, and how many those are."""
        before = len(self.taken.codes)
        return before + 1, before + sum(bool(self.due(one)) for one in self.orders)

    @property
    def current(self) -> Pickup | None:
        """The order that it goes on with: the one to be paid next, else one of which goods are to be given."""
        waits = next((one for one in self.orders if one.order_id not in self.paid), None)
        return self.next_due or waits or self.pickup

    @property
    def is_given(self) -> bool:
        """Whether all of it was given in the sale that paid for it, and its goods are only checked off still."""
        return bool(self.orders) and all(one.order_id in self.paid for one in self.orders)
