"""The open cart as text: for the autosave, parked carts and hand-over between terminals; and what left it."""

from __future__ import annotations

from app.contract.wire import Code, Count, Text, Uuid, Wire, WireMoney, WirePrice, WireQuantity, added


class WireDiscount(Wire):
    """A manual reduction: ``percent`` in millionths or ``amount`` in minor units."""

    kind: Code
    value: Count
    reason: Text
    approved_by: Code | None = None


class WireOverride(Wire):
    """An approved unit price."""

    price: WirePrice
    reason: Text
    approved_by: Code | None = None


class WireCartLine(Wire):
    """One line of goods to sell."""

    line_id: Count
    sku: Code
    name: Text
    quantity: WireQuantity
    listed: WirePrice
    category: Code = ""
    tax_class: Code = "standard"
    tags: tuple[Code, ...] = ()
    code: Code = ""
    note: Text = ""
    discount: WireDiscount | None = None
    override: WireOverride | None = None
    unknown: bool = False


class WireCartReturn(Wire):
    """One line of goods that come back."""

    line_id: Count
    sku: Code
    name: Text
    quantity: WireQuantity
    sale_id: Uuid | None = None
    sale_line: Count | None = None
    price: WirePrice | None = None
    tax_class: Code = "standard"
    reason: Text = ""
    restock: bool = True


class WireHold(Wire):
    """On what a coupon of a cart stands, and under what the centre was asked for it."""

    code: Code
    hold_id: Uuid
    basis: Code


class WireCartOrder(Wire):
    """The order that a cart pays."""

    order_id: Code
    code: Code
    checked: tuple[Code, ...] = ()
    ends: bool = True
    offline: bool = False
    prepaid_minor: Count = 0


class WireCart(Wire):
    """The whole cart."""

    cart_id: Uuid
    currency: Code
    lines: tuple[WireCartLine, ...] = ()
    returns: tuple[WireCartReturn, ...] = ()
    member_id: Code | None = None
    member_tier: Code = ""
    coupons: tuple[Code, ...] = ()
    discount: WireDiscount | None = None
    note: Text = ""
    next_line_id: Count = 1
    holds: tuple[WireHold, ...] = added(default=())
    order: WireCartOrder | None = added(default=None)


class CartLineRemoved(Wire):
    """Goods were taken out of a cart after money had been taken for it. ``listed`` is what they cost there."""

    cart_id: Uuid
    line: Count
    sku: Code
    name: Text
    quantity: WireQuantity
    listed: WireMoney


class CartParked(Wire):
    """A cart was put aside. ``cart`` is the cart's own text form (see `cart`)."""

    cart_id: Uuid
    label: Text
    cart: str


class CartRecalled(Wire):
    """A parked cart was fetched."""

    cart_id: Uuid


class CartVoided(Wire):
    """A cart was cancelled before money moved. Its entry's id is the cart's id: it can never be sold."""

    cart_id: Uuid
    lines: Count
    listed: WireMoney
    reason: Text = ""
