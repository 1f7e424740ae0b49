from __future__ import annotations

from concurrent.futures import wait
from dataclasses import replace

import pytest

from app.contract.journal import SaleCompleted, read_body
from app.domain.cart import (
    Cart,
    CartReturn,
    Discount,
    DiscountKind,
    Member,
    Override,
    add_return,
    set_discount,
    set_override,
    set_quantity,
)
from app.domain.errors import ConflictError, UserError
from app.domain.money import GBP
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.domain.sale import SaleKind
from app.domain.shop import Shop
from app.domain.tender import CashRounding, Payment
from tests.db.conftest import Till, held, refused


def bodies(till: Till) -> list[SaleCompleted]:
    texts = till.query("SELECT body FROM journal WHERE kind='sale.completed' ORDER BY seq")
    return [read_body("sale.completed", 1, text) for (text,) in texts]


def test_every_kind_of_ticket(either):
    till = either
    ten = till.sell(*((f"SKU-{n}", n, 10 + n) for n in range(1, 11)))
    weighed = till.sell(("FIG", Quantity(333, Unit.KILOGRAM), 250), ("BAG", 1, 0))
    nothing = till.sell(("GIFT", 2, 0))
    refund = till.give_back((ten, 1, 1), (weighed, 1, Quantity(100, Unit.KILOGRAM)))
    swap = till.complete(till.return_cart((ten, 2, 2), cart=till.cart(("TEA", 1, 100)))).result()
    even = till.complete(till.return_cart((ten, 10, 1), cart=till.cart(("CUP", 1, 20)))).result()
    typed = till.complete(
        add_return(till.cart(), CartReturn(0, "OLD", "old goods", pieces(2), price=Price(50), restock=False))
    ).result()
    kinds = [sale.ticket.kind for sale in (ten, weighed, nothing, refund, swap, even, typed)]
    assert kinds == [*[SaleKind.SALE] * 3, SaleKind.REFUND, *[SaleKind.EXCHANGE] * 2, SaleKind.REFUND]
    totals = [sale.ticket.total for sale in (ten, weighed, nothing, refund, swap, even, typed)]
    assert totals == [sum(n * (10 + n) for n in range(1, 11)), 83, 0, -36, 76, 0, -100]
    assert even.ticket.tenders == ()
    stock = dict(till.query("SELECT sku, moved_milli FROM stock"))
    assert (stock["SKU-1"], stock["FIG"], stock["CUP"]) == (0, -233, -1_000)
    assert "OLD" not in stock
    till.check()


def test_the_longest_sale(till):
    sale = till.sell(*((f"SKU-{n}", 1, n) for n in range(2_000)))
    assert sale.ticket.total == sum(range(2_000))
    assert till.query("SELECT count(*), sum(paid_minor) FROM sale_line") == [(2_000, sum(range(2_000)))]
    assert till.give_back(*((sale, line, 1) for line in range(1, 2_001))).ticket.total == -sale.ticket.total
    till.check()


def test_without_a_shift_nothing_is_sold(make_till):
    till = make_till()
    cart = till.cart(("TEA", 1, 100))
    till.unchanged(lambda: refused(UserError, "shift.not_open", till.complete(cart).result))
    till.open_shift()
    sold = till.complete(cart).result()
    till.close_shift(100)
    till.unchanged(lambda: refused(UserError, "shift.not_open", till.complete(till.cart(("T", 1, 1))).result))
    again = till.complete(cart, till.cash(cart))
    # What was sold stays sold, also when the shift has ended meanwhile; this is another tender, though.
    refused(ConflictError, "act.id_means_another", again.result)
    assert sold.number.endswith("-000001")


def test_a_double_press_is_one_sale(either):
    till = either
    cart = till.cart(("TEA", 2, 100))
    paid = till.cash(cart)
    with held(till):
        presses = [till.complete(cart, paid) for _ in range(3)]
        wait(presses, 0)
    first, *others = (press.result() for press in presses)
    assert others == [first, first]
    till.clock.move(60)
    till.reopen()
    assert till.complete(cart, paid, actor="bert").result() == first
    assert till.kinds().count("sale.completed") == 1
    till.check()


def test_one_id_is_never_two_sales(till):
    cart = till.cart(("TEA", 2, 100))
    paid = till.cash(cart)
    till.complete(cart, paid).result()
    other = set_quantity(cart, 1, pieces(3))
    noted = replace(cart, note="for Ms Lin")
    for changed, payment in ((other, till.cash(other)), (noted, paid), (cart, till.cash(cart))):
        error = till.unchanged(
            lambda c=changed, p=payment: refused(ConflictError, "act.id_means_another", till.complete(c, p).result)
        )
        assert error.params == {"id": cart.cart_id}


def test_an_id_of_another_act_is_no_sale(till):
    cart = till.cart(("TEA", 2, 100))
    till.terminal.carts.void(cart, "changed their mind", "anna").result()
    till.unchanged(lambda: refused(ConflictError, "act.id_means_another", till.complete(cart).result))
    till.check()


def test_receipts_have_no_gaps_whatever_failed_between(either):
    till = either
    numbers = []
    for turn in range(12):
        cart = till.cart(("TEA", 1, 50 + turn))
        match turn % 4:
            case 1:
                other = till.cart(("TEA", 1, 50 + turn))
                (taken,) = till.cash(cart).tenders
                till.terminal.tenders.take(cart, taken, "anna").result()
                refused(UserError, "tender.left_out", till.complete(cart).result)
                borrowed = till.payment(other).with_cash(taken.tender_id, taken.amount)
                refused(ConflictError, "act.id_means_another", till.complete(other, borrowed).result)
                till.terminal.tenders.remove(cart.cart_id, taken.tender_id, till.ids.mint(), "anna").result()
            case 2:
                with held(till):
                    late = till.complete(cart)
                    assert late.cancel()
            case _:
                numbers.append(till.complete(cart).result().number)
    assert numbers == [f"S01-1-1-{place:06d}" for place in range(1, 7)]
    assert till.query("SELECT last_receipt FROM numbering") == [(6,)]
    till.check()


def test_a_store_that_was_renamed_still_knows_its_sales(till):
    cart = till.cart(("TEA", 1, 100))
    paid = till.cash(cart)
    sold = till.complete(cart, paid).result()
    from app.services.setup import change_settings

    change_settings(till.terminal.store.writer, till.clock, till.ids, Shop(store="NEW", register=7), "anna").result()
    till.reopen()
    assert till.complete(cart, paid).result() == sold
    assert till.sell(("TEA", 1, 100)).number == "NEW-7-1-000002"
    till.check()


@pytest.mark.parametrize(
    "change",
    [
        lambda cart: set_quantity(cart, 1, pieces(5)),
        lambda cart: replace(cart, lines=(replace(cart.lines[0], sku="OTHER"),)),
        lambda cart: replace(cart, lines=(replace(cart.lines[0], listed=Price(1)),)),
        lambda cart: replace(cart, lines=()),
        lambda cart: replace(cart, lines=(*cart.lines, replace(cart.lines[0], line_id=2))),
        lambda cart: replace(cart, cart_id="0190b7a2-0000-7000-8000-000000000000"),
    ],
)
def test_a_cart_that_changed_after_it_was_priced_is_not_sold(till, change):
    cart = till.cart(("TEA", 2, 100))
    changed = change(cart)
    if not changed.lines:
        changed = add_return(changed, CartReturn(0, "T", "tea", pieces(1), price=Price(200)))
    with pytest.raises(ValueError, match="priced"):
        till.terminal.sell.complete(changed, till.priced(cart), till.cash(cart), "anna")


def test_what_is_not_paid_is_not_sold(till):
    cart = till.cart(("TEA", 2, 100))
    refused(UserError, "tender.remaining", lambda: till.complete(cart, till.payment(cart)))
    refused(UserError, "cart.empty", lambda: till.complete(till.cart(), Payment(0, cart.currency)))
    with pytest.raises(ValueError, match="sum to the total"):
        till.complete(cart, Payment(150, cart.currency).with_cash(till.ids.mint(), 150))
    paid = Payment(200, cart.currency).with_cash("t", 100).with_cash("t", 100)
    with pytest.raises(ValueError, match="twice"):
        till.complete(cart, paid)


def test_a_cart_of_another_currency_is_not_sold(till):
    cart = Cart(till.ids.mint(), GBP, till.cart(("TEA", 2, 100)).lines, next_line_id=2)
    refused(UserError, "cart.other_currency", lambda: till.complete(cart))


def test_everything_that_was_agreed_is_in_the_entry(till):
    cart = replace(
        till.cart(("TEA", 2, 100), ("CUP", 1, 80)),
        member=Member("m-1", "gold"),
        note="wrapped",
        discount=Discount(DiscountKind.AMOUNT, 10, "late", "boss"),
    )
    cart = set_override(cart, 2, Override(Price(60), "chipped", "boss"))
    cart = set_discount(cart, 1, Discount(DiscountKind.PERCENT, 100_000, "regular", "bert"))
    sale = till.complete(cart).result()
    (body,) = bodies(till)
    assert (body.member_id, body.note, body.number) == ("m-1", "wrapped", sale.number)
    assert [(line.listed_amount.minor, line.paid.minor) for line in body.lines] == [(200, 172), (80, 58)]
    given = [
        (one.kind, one.name, one.amount.minor, one.approved_by) for line in body.lines for one in line.reductions
    ]
    assert given == [
        ("discount", "regular", 20, "bert"),
        ("cart_discount", "late", 8, "boss"),
        ("override", "chipped", 20, "boss"),
        ("cart_discount", "late", 2, "boss"),
    ]
    assert body.total.minor == 230 == sum(one.amount.minor for one in body.tenders)
    assert sum(one.tax.minor for one in body.taxes) == sum(line.tax.minor for line in body.lines) == 11
    till.check()


def test_cash_rounding_is_its_own_line_in_the_books(make_till):
    till = make_till(Shop(currency=GBP, cash=CashRounding(5)))
    till.open_shift()
    assert [till.sell(("A", 1, minor)).ticket.total for minor in (101, 103, 2)] == [100, 105, 0]
    sold = till.sell(("A", 1, 104))
    assert till.give_back((sold, 1, 1)).ticket.total == -105
    assert till.query("SELECT rounding_minor, total_minor FROM sale ORDER BY seq") == [
        (-1, 100),
        (2, 105),
        (-2, 0),
        (1, 105),
        (-1, -105),
    ]
    sums = till.close_shift(205)
    assert (sums.rounding.minor, sums.expected.minor, sums.over_short.minor) == (-1, 205, 0)
    till.check()


def test_a_clock_that_goes_back_changes_no_order(till):
    first = till.sell(("A", 1, 10))
    till.clock.move(-86_400 * 30)
    second = till.sell(("B", 1, 20))
    assert second.completed_at < first.completed_at
    assert second.business_on == first.business_on
    assert [row[0] for row in till.query("SELECT number FROM sale ORDER BY seq")] == [first.number, second.number]
    till.check()
