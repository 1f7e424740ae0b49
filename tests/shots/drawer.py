"""The drawer of the pictures: a morning whose cash and cards come to what `shift_result.png` says."""

from __future__ import annotations

from app.domain.approval import Limits
from app.domain.cart import Cart, CartLine, CartReturn, Discount, DiscountKind, add_line, add_return, set_discount
from app.domain.pricing import PromotionBook, price_cart
from app.domain.quantity import Price, pieces
from app.domain.sale import Sale
from app.domain.tender import Payment
from app.runtime.counter import Counter
from app.services.refund import quote
from tests.shots.shop import SHOP, ZONE, StandingClock, moment

#: Sales and what they come to; no cash is moved yet, so that sales alone make up what should be there.
CASH, CASH_SUM = 101, 14_435
CARD, CARD_SUM = 41, 21_460
BACK = (320, 233, 100)
PIECES = 391
REDUCED, OFF = 18, 1_204
BOSS = "S01"


def morning(counter: Counter, clock: StandingClock) -> None:
    """Close what is open, and sell the morning of the pictures; every difference needs a manager."""
    there = counter.reads().open_shift()
    if there is not None:
        review = counter.counts.review(there.shift_id).result()
        counter.shifts.close(there.shift_id, review.expected, counter.ids.mint(), BOSS).result()
    counter.approvals.change_limits(Limits(100_000, 100, 0), BOSS).result()
    clock.at = moment(7, 30)
    counter.shifts.open(counter.ids.mint(), 5_000, BOSS).result()
    total = CASH + CARD
    bags = [(PIECES - total) // total + (place < (PIECES - total) % total) for place in range(total)]
    sold = []
    for place, amount in enumerate([*_parts(CASH_SUM, CASH, BACK), *_parts(CARD_SUM, CARD, ())]):
        clock.at += 150 * 1_000_000
        off = OFF // REDUCED + (place < OFF % REDUCED) if place < REDUCED else 0
        cart = _cart(counter, amount + off, bags[place])
        if off:
            cart = set_discount(cart, 1, Discount(DiscountKind.AMOUNT, off, "即期"))
        sold.append(_sell(counter, cart, by_card=place >= CASH))
    for place in range(len(BACK)):
        _give_back(counter, sold[REDUCED + place])
    clock.at = moment(14, 32)


def _parts(whole: int, count: int, first: tuple[int, ...]) -> list[int]:
    """An amount in so many parts; the given ones stand behind those that are reduced."""
    rest, many = whole - sum(first), count - len(first)
    parts = [rest // many + (place < rest % many) for place in range(many)]
    return [*parts[:REDUCED], *first, *parts[REDUCED:]] if first else parts


def _cart(counter: Counter, amount: int, bags: int) -> Cart:
    cart = add_line(
        Cart(counter.ids.mint(), SHOP.currency), CartLine(0, "BR001", "發酵奶油可頌", pieces(1), Price(amount))
    )
    return add_line(cart, CartLine(0, "HM002", "手提紙袋 大", pieces(bags), Price(0))) if bags else cart


def _sell(counter: Counter, cart: Cart, *, by_card: bool) -> Sale:
    at = counter.clock.now()
    priced = price_cart(cart, PromotionBook(), SHOP.tax, at, zone=ZONE)
    payment, tender = Payment(priced.total, SHOP.currency, SHOP.cash), counter.ids.mint()
    paid = (
        payment.with_card(tender, priced.total, "482913") if by_card else payment.with_cash(tender, payment.cash_due)
    )
    return counter.sell.complete(cart, priced, paid, BOSS).result()


def _give_back(counter: Counter, sale: Sale) -> None:
    line = sale.ticket.lines[0]
    back = CartReturn(
        0, line.sku, line.name, pieces(1), sale_id=sale.ticket.sale_id, sale_line=line.line, reason="買錯"
    )
    cart = add_return(Cart(counter.ids.mint(), SHOP.currency), back)
    returns = quote(counter.reads(), cart.returns, SHOP.tax)
    payment = Payment(-sum(one.refund for one in returns), SHOP.currency, SHOP.cash)
    paid = payment.with_cash(counter.ids.mint(), payment.cash_due)
    priced = price_cart(cart, PromotionBook(), SHOP.tax, counter.clock.now(), zone=ZONE)
    counter.sell.complete(cart, priced, paid, BOSS, returns).result()
