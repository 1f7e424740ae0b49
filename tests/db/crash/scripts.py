"""Acts of the counter that are cut off before each of their statements, one after the other."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.cart import Cart, CartReturn, add_return
from app.domain.quantity import pieces
from app.domain.tender import Payment
from app.services.ports import OpenRequest
from app.services.tender import pending
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


def morning(seller: Seller) -> None:
    """Some hours of selling."""
    for _ in range(60):
        seller.act()


def old_morning(seller: Seller) -> None:
    """Some hours of selling as the oldest program knew it."""
    seller.leaves_to_the_books = False
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
}
