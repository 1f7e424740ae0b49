from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from app.domain.cart import CartReturn, Discount, DiscountKind, add_return
from app.domain.errors import ConflictError, UserError
from app.domain.money import GBP
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.domain.shop import Shop
from app.domain.tax import TaxMode, TaxRounding, TaxRule
from tests.db.conftest import Till, held, refused

MODES = [TaxRule(mode, rounding) for mode in TaxMode for rounding in TaxRounding]


def line_state(till: Till, sale_id: str) -> list[tuple[int, ...]]:
    return till.query(
        "SELECT quantity_milli - returned_milli, paid_minor - refunded_minor, tax_minor - refunded_tax_minor "
        "FROM sale_line WHERE sale_id=? ORDER BY line",
        sale_id,
    )


@pytest.mark.parametrize("rule", MODES, ids=lambda rule: f"{rule.mode.value}-{rule.rounding.value}")
@pytest.mark.parametrize("seed", range(3))
def test_parts_come_back_until_nothing_remains(make_till, rule, seed):
    """Whatever the order, what is given back is what was paid, tax included."""
    till = make_till(Shop(tax=rule))
    till.open_shift()
    random = Random(seed)
    cart = till.cart(
        ("A", 7, 13), ("B", 3, 99), ("C", 1, 5), ("FIG", Quantity(1_337, Unit.KILOGRAM), 181), ("GIFT", 2, 0)
    )
    cart = replace(cart, discount=Discount(DiscountKind.AMOUNT, 17, "late"))
    sale = till.complete(cart).result()
    parts = [(1, 1)] * 7 + [(2, 1), (2, 2), (3, 1), (5, 2)]
    parts += [(4, Quantity(milli, Unit.KILOGRAM)) for milli in (1, 336, 1_000)]
    random.shuffle(parts)
    backs = []
    while parts:
        some = [parts.pop() for _ in range(min(len(parts), random.randint(1, 4)))]
        backs.append(till.give_back(*((sale, line, count) for line, count in some)))
    assert sum(back.ticket.returned for back in backs) == sale.ticket.sold
    taxes = sum(line.tax for back in backs for line in back.ticket.returns)
    assert taxes == sum(line.tax for line in sale.ticket.lines)
    assert line_state(till, sale.ticket.sale_id) == [(0, 0, 0)] * 5
    cart = till.return_cart((sale, 1, 1))
    refused(UserError, "return.more_than_remains", lambda: till.quote(cart))
    assert till.query("SELECT moved_milli FROM stock WHERE moved_milli <> 0") == []
    till.check()


def test_one_line_in_several_places_of_a_cart_is_one_line(till):
    sale = till.sell(("A", 3, 33))
    back = till.give_back((sale, 1, 1), (sale, 1, 1), (sale, 1, 1))
    assert [line.refund for line in back.ticket.returns] == [33, 33, 33]
    other = till.sell(("A", 3, 33))
    cart = till.return_cart((other, 1, 2), (other, 1, 2))
    refused(UserError, "return.more_than_remains", lambda: till.quote(cart))
    till.check()


def test_of_two_returns_that_race_the_second_is_told(either):
    till = either
    sale = till.sell(("A", 3, 100), ("B", 1, 40))
    both = [till.return_cart((sale, 1, 2)), till.return_cart((sale, 1, 2), (sale, 2, 1))]
    quotes = [(cart, till.priced(cart), till.cash(cart), till.quote(cart)) for cart in both]
    with held(till):
        futures = [
            till.terminal.sell.complete(cart, priced, paid, "anna", back) for cart, priced, paid, back in quotes
        ]
    assert futures[0].result().ticket.total == -200
    refused(ConflictError, "return.changed", futures[1].result)
    assert line_state(till, sale.ticket.sale_id) == [(1_000, 100, 5), (1_000, 40, 2)]
    again = till.complete(till.return_cart((sale, 1, 1), (sale, 2, 1))).result()
    assert again.ticket.total == -140
    till.check()


def test_a_race_that_changes_only_the_rounding_is_told_too(till):
    """Three for 100: the second one back is worth 34, not 33 as was promised for the first."""
    sale = till.complete(replace(till.cart(("A", 3, 40)), discount=Discount(DiscountKind.AMOUNT, 20, "x"))).result()
    first, second = till.return_cart((sale, 1, 1)), till.return_cart((sale, 1, 1))
    promised = till.quote(second)
    paid = till.cash(second)
    till.complete(first).result()
    late = till.terminal.sell.complete(second, till.priced(second), paid, "anna", promised)
    till.unchanged(lambda: refused(ConflictError, "return.changed", late.result))


def test_a_promise_that_was_never_given_is_not_kept(till):
    sale = till.sell(("A", 3, 100))
    cart = till.return_cart((sale, 1, 1))
    (line,) = till.quote(cart)
    for promised in ((), (line, line), (replace(line, restock=False),), (replace(line, refund=99),)):
        total = -sum(one.refund for one in promised)
        paid = replace(till.payment(cart), total=total)
        paid = paid.with_cash(till.ids.mint(), total) if total else paid
        if promised:
            late = till.terminal.sell.complete(cart, till.priced(cart), paid, "anna", promised)
            refused(ConflictError, "return.changed", late.result)
        else:
            with pytest.raises(ValueError, match="nothing"):
                till.terminal.sell.complete(cart, till.priced(cart), paid, "anna", promised)
    assert line_state(till, sale.ticket.sale_id) == [(3_000, 300, 14)]


def test_a_repeated_return_gives_back_once(either):
    till = either
    sale = till.sell(("A", 3, 100))
    cart = till.return_cart((sale, 1, 2))
    priced, paid, promised = till.priced(cart), till.cash(cart), till.quote(cart)
    first = till.terminal.sell.complete(cart, priced, paid, "anna", promised).result()
    again = till.terminal.sell.complete(cart, priced, paid, "anna", promised).result()
    assert again == first
    assert line_state(till, sale.ticket.sale_id) == [(1_000, 100, 5)]
    till.check()


def test_what_came_in_exchange_can_come_back_but_no_return_can(till):
    sale = till.sell(("A", 2, 100))
    swap = till.complete(till.return_cart((sale, 1, 1), cart=till.cart(("B", 1, 130)))).result()
    refund = till.give_back((sale, 1, 1))
    assert till.give_back((swap, 1, 1)).ticket.total == -130
    for of, line in ((swap, 2), (refund, 1), (swap, 9)):
        ghost = CartReturn(0, "A", "goods A", pieces(1), sale_id=of.ticket.sale_id, sale_line=line)
        cart = add_return(till.cart(), ghost)
        refused(UserError, "return.unknown_line", lambda cart=cart: till.quote(cart))
    till.check()


def test_the_unit_of_what_comes_back_is_that_of_what_was_sold(till):
    sale = till.sell(("A", 2, 100))
    wrong = CartReturn(0, "A", "a", Quantity(500, Unit.KILOGRAM), sale_id=sale.ticket.sale_id, sale_line=1)
    refused(UserError, "return.unit_changed", lambda: till.quote(add_return(till.cart(), wrong)))


def test_what_comes_back_keeps_the_name_and_tax_it_was_sold_with(till):
    sale = till.sell(("A", 2, 105))
    typed = CartReturn(
        0, "ELSE", "else", pieces(1), sale_id=sale.ticket.sale_id, sale_line=1, tax_class="zero", reason="torn",
        restock=False,
    )  # fmt: skip
    (line,) = till.quote(add_return(till.cart(), typed))
    assert (line.sku, line.name, line.tax_class, line.refund, line.tax) == ("A", "goods A", "standard", 105, 5)
    assert (line.reason, line.restock) == ("torn", False)


@pytest.mark.parametrize("rule", MODES, ids=lambda rule: f"{rule.mode.value}-{rule.rounding.value}")
@pytest.mark.parametrize("prices", [(10, 10, 10), (10,) * 10, (7, 13, 99, 1)])
def test_goods_without_a_receipt_are_worth_what_selling_them_takes(make_till, rule, prices):
    till = make_till(Shop(tax=rule, currency=GBP))
    till.open_shift()
    cart = till.cart(*((f"A{n}", 1, price) for n, price in enumerate(prices)))
    sale = till.complete(cart).result()
    back = till.cart()
    for n, price in enumerate(prices):
        back = add_return(back, CartReturn(0, f"A{n}", "a", pieces(1), price=Price(price)))
    refund = till.complete(back).result()
    assert refund.ticket.total == -sale.ticket.total
    assert [(one.taxed, one.tax) for one in refund.ticket.taxes()] == [
        (-one.taxed, -one.tax) for one in sale.ticket.taxes()
    ]
    till.check()


def test_goods_of_both_kinds_share_a_ticket(till):
    sale = till.sell(("A", 1, 105))
    cart = till.return_cart((sale, 1, 1))
    cart = add_return(cart, CartReturn(0, "OLD", "old", pieces(1), price=Price(21), restock=False))
    refund = till.complete(cart).result()
    assert [(line.refund, line.tax) for line in refund.ticket.returns] == [(105, 5), (21, 1)]
    assert till.query("SELECT origin_sale_id, origin_line FROM sale_return ORDER BY line") == [
        (sale.ticket.sale_id, 1),
        (None, None),
    ]
    assert dict(till.query("SELECT sku, moved_milli FROM stock")) == {"A": 0}
    till.check()
