"""What pricing answers: each line with what it costs, which rule reduced it by how much, and its tax.

Amounts are whole minor units of the cart's currency.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from app.domain.frozen import frozen
from app.domain.money import Currency, Money
from app.domain.quantity import Quantity


class ReductionKind(Enum):
    """Who gave a reduction; in the order in which they come off a line."""

    OVERRIDE = "override"  # an approved price in place of the listed one; the only kind that may raise a price
    ITEM = "item"  # an item-level promotion
    DISCOUNT = "discount"  # a manual discount on the line
    CART = "cart"  # the line's share of a cart-level promotion
    CART_DISCOUNT = "cart_discount"  # the line's share of the manual discount on the whole cart

    @property
    def is_of_cart(self) -> bool:
        """Whether a line has only a share of it."""
        return self in {ReductionKind.CART, ReductionKind.CART_DISCOUNT}


class Reduction(NamedTuple):
    """Why a line costs less than listed.

    A tuple, since a cart that many promotions reduce has thousands: made in a third of the time of a class.

    Attributes:
        rule_id: id of the promotion; the kind's own word for what was done by hand.
        name: the promotion's name as the customer reads it, or the reason given for what was done by hand.
        amount: minor units taken off the line; negative only for an override above the listed price.
        units: how many units of the line it reduces; goods sold by measure are one unit.
    """

    rule_id: str
    name: str
    kind: ReductionKind
    amount: int
    units: int


@frozen
class Taken:
    """Units of a line that an item-level promotion used up, reduced or only bought for it.

    Over one line these never sum to more than its units: a unit belongs to at most one item-level promotion.
    """

    rule_id: str
    units: int


@frozen
class PricedLine:
    """One cart line, priced.

    Attributes:
        listed_amount: the line at its listed price, before anything.
        amount: after all reductions, as priced (tax contained or not, as the shop prices). Never negative.
        tax: contained in the amount when prices are inclusive, on top of it when exclusive.
        paid: what the customer pays for this line: the amount, plus the tax when prices are exclusive.
    """

    line_id: int
    sku: str
    quantity: Quantity
    listed_amount: int
    amount: int
    tax_class: str
    rate_ppm: int
    tax: int
    paid: int
    reductions: tuple[Reduction, ...] = ()
    taken: tuple[Taken, ...] = ()

    @property
    def reduction(self) -> int:
        """Everything that came off the listed amount."""
        return self.listed_amount - self.amount


@frozen
class Applied:
    """A promotion that gave something on this cart.

    Attributes:
        amount: minor units, summed over the lines.
        applications: how often it applied: sets, steps of a threshold, or units for kinds that reduce each unit.
    """

    rule_id: str
    name: str
    amount: int
    applications: int


@frozen
class UsedCoupon:
    """A coupon of the cart that a promotion which gave something needed; it is spent when the sale is committed."""

    coupon: str
    rule_id: str


@frozen
class Hint:
    """A promotion that nearly gives more: what to add for the next step. One of the two figures is positive.

    Attributes:
        units: pieces missing.
        amount: minor units missing.
    """

    rule_id: str
    name: str
    units: int = 0
    amount: int = 0


@frozen
class TaxTotal:
    """What the sale owes in one tax class.

    Attributes:
        net: without the tax.
        paid: net and tax.
    """

    tax_class: str
    rate_ppm: int
    net: int
    tax: int
    paid: int


@frozen
class PricedCart:
    """The sold side of a cart, priced. Goods that come back are priced by what was paid for them.

    Attributes:
        lines: in the cart's order.
        applied: promotions that gave something, in the order in which they were applied.
    """

    cart_id: str
    currency: Currency
    lines: tuple[PricedLine, ...] = ()
    applied: tuple[Applied, ...] = ()
    coupons: tuple[UsedCoupon, ...] = ()
    hints: tuple[Hint, ...] = ()
    taxes: tuple[TaxTotal, ...] = ()

    def line(self, line_id: int) -> PricedLine:
        """The line of this id.

        Raises:
            KeyError: no such line.
        """
        for line in self.lines:
            if line.line_id == line_id:
                return line
        raise KeyError(line_id)

    @property
    def listed(self) -> int:
        """All lines at their listed prices."""
        return sum(line.listed_amount for line in self.lines)

    @property
    def reduction(self) -> int:
        """Everything that came off."""
        return sum(line.reduction for line in self.lines)

    @property
    def tax(self) -> int:
        """Tax of the sale, contained or on top."""
        return sum(line.tax for line in self.lines)

    @property
    def total(self) -> int:
        """What the customer pays, before cash rounding."""
        return sum(line.paid for line in self.lines)

    @property
    def total_money(self) -> Money:
        """The total with its currency."""
        return Money(self.total, self.currency)
