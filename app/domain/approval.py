"""Approvals: what one act asks for, what a cashier may take off alone, and whether an approval covers an act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum

from app.domain.cart import Cart, CartLine, CartReturn, Discount, DiscountKind, Override
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import MOST, Currency
from app.domain.quantity import Price
from app.domain.staff import Permission

#: All of a price, in millionths.
WHOLE = 1_000_000


class Measure(Enum):
    """What the value of an act is."""

    PERCENT = "percent"  # millionths
    AMOUNT = "amount"  # minor units
    PRICE = "price"  # minor units for a base quantity
    NONE = "none"


class Subject(Enum):
    """What an act is done to."""

    CART = "cart"
    SALE = "sale"
    TENDER = "tender"
    SHIFT = "shift"
    ACT = "act"  # the act itself, by its early id: there is nothing else that it is done to


@frozen
class Asked:
    """The value of an act, as its approval binds it.

    Attributes:
        value: millionths or minor units; None where the act has none.
        per_milli: of a price: what it is for, in thousandths.
        up_to: what the value may be taken of at most: minor units, or thousandths of goods at a price.
    """

    measure: Measure = Measure.NONE
    value: int | None = None
    per_milli: int | None = None
    up_to: int | None = None


NOTHING_ASKED = Asked()


@frozen
class Request:
    """One act that may need somebody else's approval.

    Attributes:
        subject_id: id of what it is done to; of an act that is done to nothing, its own early id.
        line: of a cart or sale.
        limit: what is allowed without asking, in the measure of what is asked; for the person who decides.
        reason: in the shop's words; may be empty.
        claimed: who is said to have allowed it; None for nobody.
        goods: which, where they come into the cart only after they were allowed, so that a line's number could come
            to mean others; empty elsewhere.
    """

    permission: Permission
    subject: Subject
    subject_id: str
    line: int | None = None
    asked: Asked = NOTHING_ASKED
    limit: int | None = None
    reason: str = ""
    claimed: str | None = None
    goods: str = ""


@frozen
class Approval:
    """One act that was allowed, by the entry that says so.

    Attributes:
        act: the permission's value; an older or newer version may know others.
        subject_id: what it was allowed for: a cart, sale, tender, or the act itself by its early id.
        line: of a cart or sale.
        used_by: the entry of the act; None while it is good.
        goods: as `Request.goods`.
    """

    entry_id: str
    act: str
    subject_id: str
    line: int | None
    asked: Asked
    approved_by: str
    used_by: str | None = None
    goods: str = ""

    def covers(self, request: Request) -> bool:
        """Whether this act is the one that was allowed, unused: the very value, of no more than was shown."""
        mine, theirs = self.asked, request.asked
        return (
            self.used_by is None
            and (self.act, self.subject_id, self.line) == (request.permission.value, request.subject_id, request.line)
            and self.goods == request.goods
            and (mine.measure, mine.value, mine.per_milli) == (theirs.measure, theirs.value, theirs.per_milli)
            and (mine.up_to is None or (theirs.up_to is not None and theirs.up_to <= mine.up_to))
            and request.claimed in {None, self.approved_by}
        )


@frozen
class Limits:
    """What a cashier may take off by hand without asking; whatever goes over either needs an approval.

    Attributes:
        discount_ppm: millionths of the price.
        discount_minor: minor units off one line, or off the cart.
        over_short_minor: minor units by which a drawer may differ from what it should hold, either way.
    """

    discount_ppm: int
    discount_minor: int
    over_short_minor: int = 100

    def __post_init__(self) -> None:
        amounts = (self.discount_minor, self.over_short_minor)
        if not (0 <= self.discount_ppm <= WHOLE and all(0 <= one <= MOST for one in amounts)):
            raise UserError("limits.out_of_range")


def default_limits(currency: Currency) -> Limits:
    """10 %, and NT$100 or what is roughly as much where the currency has decimals (3.00); of a drawer the same."""
    amount = 100 if currency.exponent == 0 else 3 * 10**currency.exponent
    return Limits(100_000, amount, amount)


def within_limits(limits: Limits, discount: Discount, base: int) -> bool:
    """Whether a cashier may give a discount without asking.

    Args:
        base: minor units that it comes off: the line at its price, or all lines for the whole cart; promotions are
            not counted, so that the answer stays the same whatever else is in the cart.
    """
    if discount.kind is DiscountKind.PERCENT:
        return discount.value <= limits.discount_ppm and discount.value * base <= limits.discount_minor * WHOLE
    return discount.value <= limits.discount_minor and discount.value * WHOLE <= limits.discount_ppm * base


def requests_of(cart: Cart, limits: Limits) -> tuple[Request, ...]:
    """Everything on a cart that not every role may do alone, each as an approval must have allowed it."""
    return (*_of_lines(cart, limits), *_of_cart(cart, limits), *_of_returns(cart))


def discount_request(cart: Cart, discount: Discount, limits: Limits, line: CartLine | None = None) -> Request:
    """A discount on a line, or on the whole cart: within the limits one that a cashier may give, else not."""
    base = sum(one.listed_amount for one in cart.lines) if line is None else line.listed_amount
    percent = discount.kind is DiscountKind.PERCENT
    within = within_limits(limits, discount, base)
    return Request(
        Permission.DISCOUNT if within else Permission.DISCOUNT_ABOVE_LIMIT,
        Subject.CART,
        cart.cart_id,
        None if line is None else line.line_id,
        Asked(Measure.PERCENT, discount.value, up_to=base) if percent else Asked(Measure.AMOUNT, discount.value),
        limits.discount_ppm if percent else limits.discount_minor,
        discount.reason,
        discount.approved_by,
    )


def override_request(cart: Cart, line: CartLine, override: Override) -> Request:
    """Another price for a line, of no more goods than are on it now."""
    wanted = _priced(Permission.PRICE_OVERRIDE, cart, line, override.price, override.reason)
    return replace(wanted, claimed=override.approved_by)


def unknown_request(cart: Cart, line: CartLine) -> Request:
    """Goods that the catalogue does not know, at a typed price."""
    return replace(_priced(Permission.SELL_UNKNOWN, cart, line, line.listed, line.note), goods=line.sku)


def _of_lines(cart: Cart, limits: Limits) -> Iterable[Request]:
    for line in cart.lines:
        if line.override is not None:
            yield override_request(cart, line, line.override)
        if line.discount is not None:
            yield discount_request(cart, line.discount, limits, line)
        if line.unknown:
            yield unknown_request(cart, line)


def _of_cart(cart: Cart, limits: Limits) -> Iterable[Request]:
    if cart.discount is not None:
        yield discount_request(cart, cart.discount, limits)


def _of_returns(cart: Cart) -> Iterable[Request]:
    for back in cart.returns:
        if back.price is not None:
            wanted = _priced(Permission.REFUND_WITHOUT_RECEIPT, cart, back, back.price, back.reason)
            yield replace(wanted, goods=back.sku)
        else:  # no more of it than is shown; what so much of this line of that sale is worth the receipt says
            asked, line = Asked(up_to=back.quantity.milli), f"{back.sale_id}:{back.sale_line}"
            yield Request(
                Permission.REFUND, Subject.CART, cart.cart_id, back.line_id, asked, None, back.reason, goods=line
            )


def _priced(permission: Permission, cart: Cart, line: CartLine | CartReturn, price: Price, reason: str) -> Request:
    asked = Asked(Measure.PRICE, price.minor, price.per_milli, line.quantity.milli)
    return Request(permission, Subject.CART, cart.cart_id, line.line_id, asked, None, reason)
