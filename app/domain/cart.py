"""The cart: the open thing on screen. Each change makes a new one, so that threads can share it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from app.domain.catalog import Product
from app.domain.coupon import CouponHold
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import Currency
from app.domain.quantity import Price, Quantity, Unit
from app.domain.text import check_texts

#: A cart this long is a mistake of a scanner or a wholesale order that wants splitting; the journal's entries stay
#: within what the centre takes in one piece.
MAX_LINES = 2_000
MAX_MILLI = 10**12
#: Of one line: so many lines, with tax on top of them, still sum to less than `money.MOST`.
MAX_MINOR = 10**12


class DiscountKind(Enum):
    """How a manual discount is given."""

    PERCENT = "percent"
    AMOUNT = "amount"


@frozen
class Discount:
    """A manual reduction with a reason.

    Attributes:
        value: millionths for a percentage (10 % is 100,000), minor units for an amount.
        reason: why, in the shop's words; never empty.
        approved_by: staff id of who allowed it, where the cashier may not.
    """

    kind: DiscountKind
    value: int
    reason: str
    approved_by: str | None = None

    def __post_init__(self) -> None:
        most = 1_000_000 if self.kind is DiscountKind.PERCENT else MAX_MINOR
        if not 0 <= self.value <= most:
            raise UserError("discount.out_of_range", value=self.value)
        if not self.reason.strip():
            raise UserError("discount.no_reason")
        check_texts((self.approved_by,), (self.reason,))


@frozen
class Override:
    """An approved change of the unit price of one line."""

    price: Price
    reason: str
    approved_by: str | None = None

    def __post_init__(self) -> None:
        check_texts((self.approved_by,), (self.reason,))


@frozen
class CartLine:
    """Goods in the cart, with everything that pricing and the receipt need frozen at the scan.

    Attributes:
        line_id: a small number, unique in its cart and never used again in it.
        listed: the listed price, frozen at the scan.
        code: what was scanned or typed.
        unknown: sold at a typed price under a code that the catalogue does not know.
    """

    line_id: int
    sku: str
    name: str
    quantity: Quantity
    listed: Price
    category: str = ""
    tax_class: str = "standard"
    tags: frozenset[str] = frozenset()
    code: str = ""
    note: str = ""
    discount: Discount | None = None
    override: Override | None = None
    unknown: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.quantity.milli <= MAX_MILLI:
            raise UserError("cart.quantity_out_of_range", quantity=str(self.quantity))
        if max(self.price.amount(self.quantity.milli), self.listed.amount(self.quantity.milli)) > MAX_MINOR:
            raise UserError("cart.amount_out_of_range", sku=self.sku[:40])
        check_texts((self.sku, self.category, self.tax_class, self.code, *self.tags), (self.name, self.note))

    @property
    def price(self) -> Price:
        """The unit price before promotions: the listed one, or the approved one in its place."""
        return self.override.price if self.override else self.listed

    @property
    def listed_amount(self) -> int:
        """Minor units of the whole line before promotions and discounts."""
        return self.price.amount(self.quantity.milli)


@frozen
class CartReturn:
    """Goods coming back.

    Attributes:
        sale_id, sale_line: the line sold; None for goods without a receipt, which carry a price instead.
        quantity: how much comes back, positive.
        price: for goods without a receipt: what is given back per unit; tax is contained or added by the
            shop's rule. None with a receipt: then what was paid decides.
        restock: whether the goods can be sold again.
    """

    line_id: int
    sku: str
    name: str
    quantity: Quantity
    sale_id: str | None = None
    sale_line: int | None = None
    price: Price | None = None
    tax_class: str = "standard"
    reason: str = ""
    restock: bool = True

    def __post_init__(self) -> None:
        if not 0 < self.quantity.milli <= MAX_MILLI:
            raise UserError("cart.quantity_out_of_range", quantity=str(self.quantity))
        if (self.sale_id is None) != (self.sale_line is None) or (self.sale_id is None) == (self.price is None):
            raise ValueError("a return names the line it was sold on, or a price where there is no receipt")
        if self.price is not None and self.price.amount(self.quantity.milli) > MAX_MINOR:
            raise UserError("cart.amount_out_of_range", sku=self.sku[:40])
        check_texts((self.sku, self.tax_class), (self.name, self.reason))


@frozen
class Member:
    """What pricing needs to know of a member: no name, no phone number.

    Attributes:
        member_id: the centre's id.
        tier: such as ``gold``; empty for none.
    """

    member_id: str
    tier: str = ""


@frozen
class CartOrder:
    """The order whose goods a cart is: its lines carry the order's numbers and prices, and nobody changes them.

    Attributes:
        checked: what was looked at to know the person, as words of `pickup_done.Check`.
        ends: nothing of the order waits any more.
        offline: nobody could be asked whether another terminal had handed it over.
        prepaid: minor units of the cart that were paid online.
    """

    order_id: str
    code: str
    checked: tuple[str, ...] = ()
    ends: bool = True
    offline: bool = False
    prepaid: int = 0


@frozen
class Cart:
    """The open cart. Its id is minted when it opens and becomes the sale's id: a double press is one sale.

    Attributes:
        coupons: those that pricing knows of.
        holds: on what each stands; also of those that the centre was asked for and has not granted yet.
        order: the order that is paid by it.
    """

    cart_id: str
    currency: Currency
    lines: tuple[CartLine, ...] = ()
    returns: tuple[CartReturn, ...] = ()
    member: Member | None = None
    coupons: tuple[str, ...] = ()
    discount: Discount | None = None
    note: str = ""
    next_line_id: int = 1
    holds: tuple[CouponHold, ...] = ()
    order: CartOrder | None = None

    def __post_init__(self) -> None:
        member = (self.member.member_id, self.member.tier) if self.member else ()
        check_texts((*self.coupons, *member), (self.note,))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is sold or returned."""
        return not self.lines and not self.returns

    def line(self, line_id: int) -> CartLine:
        """The line of this id.

        Raises:
            UserError: ``cart.no_such_line``.
        """
        for line in self.lines:
            if line.line_id == line_id:
                return line
        raise UserError("cart.no_such_line", line_id=line_id)


def need_own(cart: Cart) -> None:
    """Refuse to change goods that somebody ordered.

    Raises:
        UserError: ``cart.of_order`` (order).
    """
    if cart.order is not None:
        raise UserError("cart.of_order", order=cart.order.code)


def _checked(cart: Cart) -> Cart:
    need_own(cart)
    if len(cart.lines) + len(cart.returns) > MAX_LINES:
        raise UserError("cart.too_many_lines", most=MAX_LINES)
    return cart


def add_product(cart: Cart, product: Product, price: Price, quantity: Quantity, code: str = "") -> Cart:
    """Put goods in the cart.

    A repeat scan of pieces adds to the line that is already there, unless its price differs or somebody changed
    it by hand: then it is another line. Weighed goods are always a line of their own, since each was weighed.
    """
    for line in cart.lines:
        if _takes_more(line, product, price, quantity):
            return set_quantity(cart, line.line_id, line.quantity + quantity)
    line = CartLine(
        line_id=cart.next_line_id,
        sku=product.sku,
        name=product.name,
        quantity=quantity,
        listed=price,
        category=product.category,
        tax_class=product.tax_class,
        tags=product.tags,
        code=code or product.sku,
    )
    return add_line(cart, line)


def _takes_more(line: CartLine, product: Product, price: Price, quantity: Quantity) -> bool:
    return (
        line.sku == product.sku
        and line.listed == price
        and line.quantity.unit is Unit.PIECE
        and quantity.unit is Unit.PIECE
        and not (line.override or line.discount or line.note or line.unknown)
    )


def add_line(cart: Cart, line: CartLine) -> Cart:
    """Put a ready line at the end of the cart, under the cart's next line id."""
    numbered = replace(line, line_id=cart.next_line_id)
    return _checked(replace(cart, lines=(*cart.lines, numbered), next_line_id=cart.next_line_id + 1))


def add_return(cart: Cart, line: CartReturn) -> Cart:
    """Put goods that come back into the cart, under the cart's next line id."""
    numbered = replace(line, line_id=cart.next_line_id)
    return _checked(replace(cart, returns=(*cart.returns, numbered), next_line_id=cart.next_line_id + 1))


def _change(cart: Cart, line_id: int, change: Callable[[CartLine], CartLine]) -> Cart:
    cart.line(line_id)
    need_own(cart)
    return replace(cart, lines=tuple(change(line) if line.line_id == line_id else line for line in cart.lines))


def set_quantity(cart: Cart, line_id: int, quantity: Quantity) -> Cart:
    """Change how much of a line is bought; the unit stays."""
    if cart.line(line_id).quantity.unit is not quantity.unit:
        raise UserError("cart.unit_changed", line_id=line_id)
    return _change(cart, line_id, lambda line: replace(line, quantity=quantity))


def set_override(cart: Cart, line_id: int, override: Override | None) -> Cart:
    """Give a line an approved price, or its listed one back."""
    return _change(cart, line_id, lambda line: replace(line, override=override))


def set_discount(cart: Cart, line_id: int, discount: Discount | None) -> Cart:
    """Give a line a manual discount, or take it away."""
    return _change(cart, line_id, lambda line: replace(line, discount=discount))


def set_note(cart: Cart, line_id: int, note: str) -> Cart:
    """Write a note on a line."""
    return _change(cart, line_id, lambda line: replace(line, note=note))


def remove_line(cart: Cart, line_id: int) -> Cart:
    """Take a line, sold or returned, out of the cart."""
    need_own(cart)
    lines = tuple(line for line in cart.lines if line.line_id != line_id)
    returns = tuple(line for line in cart.returns if line.line_id != line_id)
    if len(lines) == len(cart.lines) and len(returns) == len(cart.returns):
        raise UserError("cart.no_such_line", line_id=line_id)
    return replace(cart, lines=lines, returns=returns)


def back_to(before: Cart, now: Cart) -> Cart:
    """The cart as it was before a change, which is taken back.

    Line ids are never used again in a cart, not even then; coupons come and go by themselves.
    """
    used = max(before.next_line_id, now.next_line_id)
    return replace(before, next_line_id=used, coupons=now.coupons, holds=now.holds)
