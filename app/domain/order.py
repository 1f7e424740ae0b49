"""Orders for pickup: placed online, collected at this store."""

from __future__ import annotations

from enum import Enum

from app.domain.frozen import frozen
from app.domain.money import Currency
from app.domain.quantity import Quantity, Unit


class OrderState(Enum):
    """Where an order stands: placed, picking, ready, then handed over, expired or cancelled, and returned."""

    PLACED = "placed"
    PICKING = "picking"
    READY = "ready"
    HANDED_OVER = "handed_over"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    RETURNED = "returned"


#: States in which its goods are kept for it.
OPEN = (OrderState.PLACED, OrderState.PICKING, OrderState.READY)


class Paid(Enum):
    """How an order is paid."""

    TRIAL = "trial"  # on the trial page, where it says that it is paid and nobody paid: at the counter, then
    ONLINE = "online"
    PARTLY = "partly"
    AT_PICKUP = "at_pickup"


@frozen
class OrderLine:
    """Goods ordered.

    Attributes:
        amount: minor units, with tax.
    """

    sku: str
    name: str
    quantity: Quantity
    amount: int


@frozen
class Order:
    """An order as the centre tells it.

    Attributes:
        code: what its customer names.
        customer: masked.
        total, paid: minor units; what was not paid online is paid at the counter.
        note: of the customer, contacts masked.
        placed_at: microseconds UTC.
        ready_by: for when it is promised, microseconds UTC.
        is_trial: placed to try the centre's own page: what stands as paid was not.
    """

    order_id: str
    code: str
    state: OrderState
    customer: str
    member_id: str | None
    currency: Currency
    lines: tuple[OrderLine, ...]
    total: int
    paid: int
    note: str
    placed_at: int
    ready_by: int | None
    is_trial: bool = False

    @property
    def pieces(self) -> int:
        """How many things a hand takes from the shelf: pieces are counted, what is weighed or measured is one."""
        return sum(one.quantity.pieces if one.quantity.unit is Unit.PIECE else 1 for one in self.lines)

    @property
    def paid_online(self) -> int:
        """Minor units that were really paid online: nobody pays on the centre's trial page."""
        return 0 if self.is_trial else min(self.paid, self.total)

    @property
    def due(self) -> int:
        """Minor units that are paid at the counter, for all of it."""
        return self.total - self.paid_online

    @property
    def how_paid(self) -> Paid:
        """How it is paid."""
        if self.is_trial and self.paid:
            return Paid.TRIAL
        if self.paid >= self.total:
            return Paid.ONLINE
        return Paid.PARTLY if self.paid else Paid.AT_PICKUP
