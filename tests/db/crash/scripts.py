"""Acts of the counter that are cut off before each of their statements, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.cart import Cart, CartReturn, Member, add_product, add_return
from app.domain.pickup import Pickup
from app.domain.pickup_charge import all_left, charge_of
from app.domain.pickup_done import Back, Done
from app.domain.quantity import pieces
from app.domain.tender import Payment
from app.services.pickup import Given
from app.services.pickup_cart import cart_of
from app.services.ports import OpenRequest
from app.services.tender import pending
from tests.db.crash.centre import MEMBERS, member_code
from tests.db.crash.purse import GOODS
from tests.db.crash.seller import Seller


def set_up(seller: Seller) -> None:
    """An open shift, sales, a parked cart, and an open one."""
    while len(seller.sold) < 5 or not seller.parked or seller.cart is not None or seller.shift_id is None:
        seller.act()
    _scan(seller)


def set_up_with_money(seller: Seller) -> None:
    """The same, with money on the open cart."""
    set_up(seller)
    _take(seller)


def set_up_with_orders(seller: Seller) -> None:
    """The same, with orders, members and coupons, and no open cart."""
    while not seller.told or seller.cart is not None or seller.shift_id is None or not seller.enrolled:
        seller.act()
        if seller.told and not seller.enrolled:
            seller.enrol()
    seller.hear()


def morning(seller: Seller) -> None:
    """Some hours of selling."""
    for _ in range(60):
        seller.act()


def old_morning(seller: Seller) -> None:
    """Some hours of selling as the oldest program knew it."""
    seller.tell_the_old_story()
    morning(seller)


def _cart(seller: Seller) -> Cart:
    assert seller.cart is not None
    return seller.cart


def _scan(seller: Seller) -> None:
    cart = seller.cart or Cart(seller.mint(), seller.terminal.shop.currency)
    for _ in range(3):
        seller.scan(cart := seller.one_more(cart, may_return=False))
    seller.drain()


def _take(seller: Seller) -> None:
    cart = _cart(seller)
    payment = Payment(1_000, seller.terminal.shop.currency, tenders=pending(seller.reads, cart.cart_id))
    for _ in range(2):
        payment = seller.take_part(cart, payment)


def _ask(seller: Seller) -> None:
    cart = _cart(seller)
    payment = Payment(1_000, seller.terminal.shop.currency, tenders=pending(seller.reads, cart.cart_id))
    for _ in range(2):
        asked = OpenRequest(seller.mint(), cart.cart_id, "wallet", 30, "W1")
        payment = seller.take_by_wallet(cart, payment, asked)


def _free(seller: Seller) -> None:
    cart = _cart(seller)
    for tender in pending(seller.reads, cart.cart_id):
        seller.give_back(cart, tender)


def _sell(seller: Seller) -> None:
    cart = _cart(seller)
    seller.sell(cart, pending(seller.reads, cart.cart_id))


def _exchange(seller: Seller) -> None:
    cart = _cart(seller)
    for sale_id, line, sku, milli in seller.sold[:2]:
        cart = add_return(cart, CartReturn(0, sku, sku, pieces(milli // 1_000), sale_id, line))
        seller.scan(cart)
    seller.sell(cart, ())


def _park(seller: Seller) -> None:
    seller.park(_cart(seller))
    seller.recall()


def _void(seller: Seller) -> None:
    seller.void(_cart(seller))


def _shift(seller: Seller) -> None:
    _void(seller)
    seller.close_shift()
    seller.open_shift()


def _order(seller: Seller, *, is_paid: bool) -> Pickup:
    """An order with which nothing was done yet."""
    new = (one for one in seller.pickups.board() if one.done == Done())
    return next(one for one in new if (charge_of(one, all_left(one)).due == 0) == is_paid)


def _pay_order(seller: Seller) -> None:
    one = _order(seller, is_paid=False)
    cart = cart_of(
        one,
        Given(one.order_id, all_left(one)),
        seller.mint(),
        seller.terminal.store.catalog(),
        seller.terminal.desk.clock.now(),
    )
    seller.scan(cart)
    seller.sell(cart, ())


def _collect(seller: Seller) -> None:
    one = _order(seller, is_paid=True)
    for line in one.lines:
        seller.scan_goods(one, line.sku)
    _give(seller, one.order_id, {1: 1_000}, ends=False)
    _give(seller, one.order_id, all_left(_again(seller, one)), ends=True)


def _put_back(seller: Seller) -> None:
    one = _order(seller, is_paid=True)
    for line in one.lines:
        seller.pick(_again(seller, one), line)
    seller.put_back(_again(seller, one), Back.DECLINED)


def _again(seller: Seller, one: Pickup) -> Pickup:
    found = seller.pickups.pickup(one.order_id)
    assert found is not None
    return found


def _give(seller: Seller, order_id: str, lines: dict[int, int], *, ends: bool) -> None:
    one = seller.pickups.pickup(order_id)
    assert one is not None
    if lines:
        seller.give(one, Given(order_id, lines, ends=ends))


def _member_cart(seller: Seller) -> Cart:
    cart = replace(Cart(seller.mint(), seller.terminal.shop.currency), member=Member(MEMBERS[0], "gold"))
    for place in (7, 8):
        cart = add_product(cart, *GOODS[place])
    return cart


def _points(seller: Seller) -> None:
    cart = _member_cart(seller)
    seller.scan(cart)
    code = member_code(MEMBERS[0], seller.terminal.desk.clock.now())
    asked = OpenRequest(seller.mint(), cart.cart_id, "points", 40, code)
    seller.take_by_wallet(cart, Payment(1_000, seller.terminal.shop.currency), asked)
    seller.sell(cart, pending(seller.reads, cart.cart_id))


def _coupons(seller: Seller) -> None:
    code = next(f"SAVE/{place:03d}" for place in range(12) if seller.reads.coupon_used(f"SAVE/{place:03d}") is None)
    cart = seller.offer(seller.offer(_member_cart(seller), code), "WORD")
    seller.scan(cart)
    seller.sell(cart, ())
    seller.sold = [one for one in seller.sold if one[0] == cart.cart_id]
    seller.bring_back()


def busy_hour(seller: Seller) -> None:
    """An order that is paid where it is handed over, a sale with coupons and points, which all comes back."""
    while not seller.told or seller.cart is not None or seller.shift_id is None:
        seller.act()
    seller.hear()
    _pay_order(seller)
    _coupons(seller)


Script = Callable[[Seller], None]

#: What is cut off, by what it begins with; None is the opening itself.
SCRIPTS: dict[Script, dict[str, Script | None]] = {
    set_up: {
        "scan": _scan,
        "exchange": _exchange,
        "park": _park,
        "void": _void,
        "shift": _shift,
        "stock": Seller.move_stock,
    },
    set_up_with_money: {"take": _take, "ask": _ask, "give back": _free, "sell": _sell, "open": None},
    set_up_with_orders: {
        "hear": Seller.hear,
        "enrol": Seller.enrol,
        "pay order": _pay_order,
        "collect": _collect,
        "put back": _put_back,
        "points": _points,
        "coupons": _coupons,
    },
}
