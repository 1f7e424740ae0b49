"""Pay at pickup: the open cart made of an order, at the order's own prices, and what its sale brings along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from app.contract.wire import Wire
from app.domain.cart import Cart, CartLine, CartOrder, Member
from app.domain.errors import ConflictError, UserError
from app.domain.pickup import PickLine, Pickup
from app.domain.pickup_charge import charge_of
from app.domain.pickup_done import Check
from app.domain.pricing import PricedCart, PromotionBook, price_cart
from app.domain.quantity import Price, Quantity, Unit
from app.domain.sale import Sale
from app.domain.tax import TaxMode, TaxRule
from app.domain.tender import TenderKind
from app.services.pickup import Given, check_hand_over, given_body
from app.services.ports import Catalog, UnitOfWork

_NO_PROMOTIONS = PromotionBook()


def cart_of(one: Pickup, given: Given, cart_id: str, catalog: Catalog, at: int) -> Cart:
    """The cart that pays for goods of an order: a line's id is its number in the order.

    Raises:
        UserError: as `check_hand_over`; ``pickup.nothing_due``: all of it was paid online.
    """
    check_hand_over(one, given)
    charge = charge_of(one, given.lines)
    if not charge.due:
        raise UserError("pickup.nothing_due")
    lines = tuple(
        _cart_line(one.line(number), given.lines[number], minor, catalog, at)
        for number, minor in sorted(charge.lines.items())
    )
    checked = tuple(sorted(check.value for check in set(given.checked)))
    order = CartOrder(one.order_id, one.order.code, checked, given.ends, given.offline, charge.prepaid)
    member = None if one.order.member_id is None else Member(one.order.member_id)
    then = max(line.line_id for line in lines) + 1
    return Cart(cart_id, one.order.currency, lines, member=member, next_line_id=then, order=order)


def _cart_line(line: PickLine, milli: int, minor: int, catalog: Catalog, at: int) -> CartLine:
    goods, quantity = line.goods, Quantity(milli, line.ordered.unit)
    made = CartLine(line.line, goods.sku, goods.name, quantity, _price(quantity, minor), code=goods.sku)
    found = catalog.find(goods.sku, at)
    if found is None or found.product.sku != goods.sku:
        return made
    product = found.product
    return replace(made, category=product.category, tax_class=product.tax_class, tags=product.tags)


def _price(quantity: Quantity, minor: int) -> Price:
    """A unit price that makes exactly this of a quantity: of a piece where that is whole, or of all of it."""
    if quantity.unit is Unit.PIECE and minor % quantity.pieces == 0:
        return Price(minor // quantity.pieces)
    return Price(minor, quantity.milli)


def given_of(cart: Cart) -> Given:
    """What the customer is given by an order's cart.

    Raises:
        ValueError: it is no order's.
    """
    if cart.order is None:
        raise ValueError("not an order's cart")
    order = cart.order
    checked = tuple(check for check in Check if check.value in order.checked)
    lines = {line.line_id: line.quantity.milli for line in cart.lines}
    return Given(order.order_id, lines, checked, order.ends, order.offline)


def check_cart(one: Pickup | None, cart: Cart) -> None:
    """Refuse an order's cart behind which its order does not stand any more.

    Args:
        one: the order as it is now; None where this terminal does not know it.

    Raises:
        ValueError: it is no order's.
        UserError: ``pickup.unknown``; as `check_hand_over`.
        ConflictError: ``pickup.changed``: something else is due for it by now.
    """
    if cart.order is None:
        raise ValueError("not an order's cart")
    if one is None:
        raise UserError("pickup.unknown", order=cart.order.order_id[:80])
    given = given_of(cart)
    check_hand_over(one, given)
    charge = charge_of(one, given.lines)
    paid = {line.line_id: line.listed_amount for line in cart.lines}
    if paid != charge.lines or cart.order.prepaid != charge.prepaid:
        raise ConflictError("pickup.changed", order=cart.order.code)


def price_open_cart(cart: Cart, book: PromotionBook, tax: TaxRule, at: int, zone: ZoneInfo) -> PricedCart:
    """What an open cart costs: an order's costs what was agreed, with its tax in it, whatever holds here now."""
    if cart.order is None:
        return price_cart(cart, book, tax, at, zone=zone)
    return price_cart(cart, _NO_PROMOTIONS, replace(tax, mode=TaxMode.INCLUSIVE), at, zone=zone)


class PickupRider:
    """An order's hand-over in the transaction of the sale that pays for it; fits `Rider`."""

    def bodies(self, work: UnitOfWork, cart: Cart, sale: Sale) -> Iterable[Wire]:
        """See `Rider.bodies`.

        Raises:
            UserError: ``pickup.unknown``; as `check_hand_over`.
            ConflictError: ``pickup.changed``: something else is due for it by now.
        """
        if cart.order is None:
            return
        one = work.pickup(cart.order.order_id)
        if one is None:
            raise UserError("pickup.unknown", order=cart.order.order_id[:80])
        given = given_of(cart)
        check_hand_over(one, given)
        charge = charge_of(one, given.lines)
        paid = {line.line: line.paid for line in sale.ticket.lines}
        prepaid = sum(one.amount for one in sale.ticket.tenders if one.kind is TenderKind.PREPAID)
        if paid != charge.lines or prepaid != charge.prepaid:
            raise ConflictError("pickup.changed", order=cart.order.code)
        yield given_body(one, given, sale.ticket.sale_id)
