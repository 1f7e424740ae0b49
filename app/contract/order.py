"""Orders for pickup, as the store's terminals are told of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.contract.pickup import ToldPickup
from app.contract.wire import Code, Count, Text, Wire, WireQuantity, added

#: Coupons of one order.
MOST_COUPONS = 10


class OrderCoupon(Wire):
    """A coupon that an order uses, and what it took off: within the lines' amounts already."""

    code: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
    amount_minor: Annotated[int, Field(ge=0, le=10**15)] = 0


class OrderLine(Wire):
    """Goods ordered: thousandths of the unit, and what they cost with tax."""

    sku: Annotated[str, Field(min_length=1, max_length=200)]
    name: Code
    milli: Annotated[int, Field(gt=0, le=10**12)]
    amount_minor: Annotated[int, Field(ge=0, le=10**15)]


class OrderItem(Wire):
    """Kind ``order``, keyed by its id: ordered online, collected at this store.

    ``state`` goes placed, picking, ready, then handed_over, expired or cancelled, and returned. ``paid_minor`` is
    what was paid online; the rest is paid at the counter. ``trial``: it was placed on the centre's own trial page,
    where nobody pays: what stands as paid was not. ``phone_tail`` are the last digits of the customer's number;
    ``pickup`` is what was done with it, as far as the centre heard. ``coupons`` are those that it was placed with:
    used as long as it is or may become a purchase.
    """

    code: Code
    state: Literal["placed", "picking", "ready", "handed_over", "expired", "cancelled", "returned"]
    customer: Code
    member_id: Code | None
    currency: Code
    lines: tuple[OrderLine, ...]
    total_minor: Count
    paid_minor: Count
    note: Text
    placed_at: Count
    ready_by: Count | None
    trial: bool = added(default=False)
    phone_tail: Annotated[str, Field(max_length=4, pattern=r"^[0-9]*$")] = added(default="")
    pickup: ToldPickup | None = added(default=None)
    coupons: Annotated[tuple[OrderCoupon, ...], Field(max_length=MOST_COUPONS)] = added(default=())


class HandedLine(Wire):
    """Goods of an order as they were given out."""

    sku: Code
    quantity: WireQuantity


class OrderHandedOver(Wire):
    """An order's goods were given to its customer: they are no longer in the store, whatever the centre thinks of it.

    Attributes:
        order_id: the centre's id of the order.
        offline: nobody could be asked whether another terminal had done it.
    """

    order_id: Code
    lines: tuple[HandedLine, ...]
    offline: bool = False
