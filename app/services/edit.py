"""Edit: what is typed beside a line of the cart, or beside the whole of it, as a change of the cart."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from app.domain import cart as carts
from app.domain.cart import MAX_MILLI, Cart, CartLine, Discount, DiscountKind, Override
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import MOST
from app.domain.quantity import MILLI, Price, Quantity, Unit, parse_milli

#: Millionths in a hundredth; whole hundredths are what people type, what was given otherwise is shown as it is.
_PPM = 10_000
#: A reason that says nothing by itself: the note says why. As it is kept, in the shop's language.
OTHER = "其他"
#: So many digits are an amount or a count; more are a barcode that went astray.
MOST_DIGITS = 9


class What(Enum):
    """What of a line is changed. Of the whole cart only a discount."""

    QUANTITY = "quantity"
    DISCOUNT = "discount"
    PRICE = "price"


@frozen
class Draft:
    """A change that is being typed.

    Attributes:
        line_id: None for the whole cart.
        typed: the figure as it was typed: pieces, or a decimal of goods sold by measure; per cent; minor units.
        by: how a discount is meant.
        fresh: the figure is the one that was there before, and the next digit begins a new one.
    """

    line_id: int | None
    what: What
    typed: str = ""
    by: DiscountKind = DiscountKind.PERCENT
    reason: str = ""
    note: str = ""
    fresh: bool = True


def begin(cart: Cart, line_id: int | None, what: What) -> Draft:
    """A draft with what the cart has now.

    Raises:
        UserError: ``cart.no_such_line``.
    """
    if line_id is None:
        return _of_discount(Draft(None, What.DISCOUNT, note=cart.note), cart.discount)
    line = cart.line(line_id)
    draft = Draft(line_id, what, note=line.note)
    match what:
        case What.QUANTITY:
            return replace(draft, typed=plain(line.quantity))
        case What.DISCOUNT:
            return _of_discount(draft, line.discount)
        case What.PRICE if line.override is not None:
            return replace(draft, typed=str(line.override.price.minor), reason=line.override.reason)
    return draft


def _of_discount(draft: Draft, discount: Discount | None) -> Draft:
    if discount is None:
        return draft
    if discount.kind is DiscountKind.PERCENT:
        whole, rest = divmod(discount.value, _PPM)
        typed = f"{whole}.{rest:04d}".rstrip("0") if rest else str(whole)
    else:
        typed = str(discount.value)
    return replace(draft, typed=typed, by=discount.kind, reason=discount.reason)


def plain(quantity: Quantity) -> str:
    """A quantity as somebody would type it: ``3``, ``0.265``."""
    whole, rest = divmod(quantity.milli, MILLI)
    return f"{whole}.{rest:03d}".rstrip("0") if rest else str(whole)


def press(typed: str, key: str, *, fresh: bool, decimals: int = 0) -> str:
    """What a figure becomes by a key of the pad or the keyboard.

    Args:
        key: a digit, ``00``, ``.``, ``back`` or ``clear``.
        fresh: the figure was there before, so that a digit begins a new one.
        decimals: how many may follow a point; 0 for whole numbers, where a point does nothing.
    """
    if key == "clear":
        return ""
    if key == "back":
        return "" if fresh else typed[:-1]
    base = "" if fresh else typed
    if key == ".":
        return base if not decimals or "." in base else f"{base or '0'}."
    if not (key.isascii() and key.isdigit()):
        return typed
    whole, point, rest = (base + key).partition(".")
    whole = whole.lstrip("0") or "0"
    if len(whole) > MOST_DIGITS or len(rest) > decimals:
        return typed
    return whole + point + rest


def decimals_of(cart: Cart, draft: Draft) -> int:
    """How many decimals the figure may have: three of goods sold by measure, none of anything else."""
    if draft.what is not What.QUANTITY or draft.line_id is None:
        return 0
    return 0 if cart.line(draft.line_id).quantity.unit is Unit.PIECE else 3


def changed(cart: Cart, draft: Draft, approved_by: str | None = None) -> Cart:
    """The cart with what was typed; the very same one where nothing is different.

    A discount of nothing takes the discount away, an empty price the override. Another price takes the line's
    discount away.

    Raises:
        UserError: ``quantity.nothing``, ``quantity.unreadable``, ``quantity.too_fine``, ``discount.no_reason``,
            ``discount.out_of_range``, ``override.no_reason``, ``edit.no_note`` and others of the cart.
    """
    if draft.reason == OTHER and draft.typed and draft.what is not What.QUANTITY and not draft.note.strip():
        raise UserError("edit.no_note")
    if draft.line_id is None:
        carts.need_own(cart)
        discount = _discount(draft, cart.discount, approved_by)
        then = replace(cart, discount=discount, note=draft.note.strip())
        return cart if then == cart else then
    line = cart.line(draft.line_id)
    then = _changed_line(cart, line, draft, approved_by)
    if draft.note.strip() != line.note:
        then = carts.set_note(then, line.line_id, draft.note.strip())
    return cart if then == cart else then


def _changed_line(cart: Cart, line: CartLine, draft: Draft, approved_by: str | None) -> Cart:
    match draft.what:
        case What.QUANTITY:
            return carts.set_quantity(cart, line.line_id, read_quantity(draft.typed, line.quantity.unit))
        case What.DISCOUNT:
            return carts.set_discount(cart, line.line_id, _discount(draft, line.discount, approved_by))
    override = _override(draft, line, approved_by)
    if override is not None and override is not line.override and line.discount is not None:
        cart = carts.set_discount(cart, line.line_id, None)  # the price that was typed is what is charged
    return carts.set_override(cart, line.line_id, override)


def read_quantity(typed: str, unit: Unit) -> Quantity:
    """A quantity that was typed.

    Raises:
        UserError: ``quantity.nothing``, ``quantity.unreadable``, ``quantity.too_fine``,
            ``cart.quantity_out_of_range``.
    """
    milli = parse_milli(typed.rstrip(".") or "0")
    if milli <= 0:
        raise UserError("quantity.nothing")
    if milli > MAX_MILLI:
        raise UserError("cart.quantity_out_of_range", quantity=typed[:40])
    if unit is Unit.PIECE and milli % MILLI:
        raise UserError("quantity.too_fine", text=typed[:40])
    return Quantity(milli, unit)


def _discount(draft: Draft, before: Discount | None, approved_by: str | None) -> Discount | None:
    milli = parse_milli(draft.typed.rstrip(".") or "0")
    if not milli:
        return None
    value = milli * _PPM // MILLI if draft.by is DiscountKind.PERCENT else milli // MILLI
    discount = Discount(draft.by, value, draft.reason, approved_by)
    same = before is not None and replace(before, approved_by=approved_by) == discount
    return before if same and approved_by is None else discount


def _override(draft: Draft, line: CartLine, approved_by: str | None) -> Override | None:
    if not draft.typed:
        return None
    minor = int(draft.typed)
    if minor > MOST:
        raise UserError("cart.amount_out_of_range", sku=line.sku[:40])
    if not draft.reason.strip():
        raise UserError("override.no_reason")
    before = line.override
    override = Override(Price(minor, line.listed.per_milli), draft.reason, approved_by)
    same = before is not None and replace(before, approved_by=approved_by) == override
    return before if same and approved_by is None else override
