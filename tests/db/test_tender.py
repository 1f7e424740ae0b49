from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.errors import ConflictError, UserError
from app.domain.money import GBP
from app.domain.shop import Shop
from app.domain.tender import CashRounding, Payment, Tender, TenderKind
from app.services.cart import restore
from app.services.tender import pending
from tests.db.conftest import Till, refused


def take(till: Till, cart, tender) -> None:
    till.terminal.tenders.take(cart, tender, "anna").result()


def remove(till: Till, cart, tender) -> None:
    till.terminal.tenders.remove(cart.cart_id, tender.tender_id, till.ids.mint(), "anna", "wrong card").result()


def card(till: Till, amount: int) -> Tender:
    return Tender(till.ids.mint(), TenderKind.CARD, amount, amount, "A1")


def test_a_split_payment_survives_the_end_of_the_program(either):
    till = either
    cart = till.cart(("TEA", 3, 100))
    slip = card(till, 120)
    take(till, cart, slip)
    till.reopen()
    assert restore(till.reads) == cart
    assert pending(till.reads, cart.cart_id) == (slip,)
    payment = replace(till.payment(cart), tenders=pending(till.reads, cart.cart_id))
    sale = till.complete(cart, payment.with_cash(till.ids.mint(), 200)).result()
    assert [tender.amount for tender in sale.ticket.tenders] == [120, 180]
    assert till.reads.pending_tenders() == []
    sums = till.close_shift(1_180)
    assert [(one.kind, one.count, one.amount.minor) for one in sums.tenders] == [("card", 1, 120), ("cash", 1, 180)]
    assert sums.over_short.minor == 0
    till.check()


def test_money_taken_in_two_parts_comes_in_the_order_it_was_taken(till):
    cart = till.cart(("TEA", 3, 100))
    slips = [card(till, amount) for amount in (50, 60, 70)]
    for slip in slips:
        take(till, cart, slip)
    assert pending(till.reads, cart.cart_id) == tuple(slips)


def test_what_was_taken_is_never_left_out(till):
    cart = till.cart(("TEA", 1, 100))
    slip = card(till, 100)
    take(till, cart, slip)
    error = refused(UserError, "tender.left_out", till.complete(cart).result)
    assert error.params == {"tender_id": slip.tender_id}
    assert till.complete(cart, replace(till.payment(cart), tenders=(slip,))).result().ticket.tenders == (slip,)
    till.check()


@pytest.mark.parametrize("change", [{"reference": "A2"}, {"kind": TenderKind.CASH}, {"amount": 90, "tendered": 90}])
def test_what_was_taken_counts_as_it_was_taken(till, change):
    cart = till.cart(("TEA", 1, 100))
    slip = card(till, 100)
    take(till, cart, slip)
    other = replace(slip, **change)
    payment = replace(till.payment(cart), tenders=(other,))
    if payment.remaining:
        payment = payment.with_cash(till.ids.mint(), payment.remaining)
    till.unchanged(lambda: refused(ConflictError, "tender.changed", till.complete(cart, payment).result))


def test_one_tender_pays_one_cart(till):
    sold, open_one = till.cart(("TEA", 1, 100)), till.cart(("TEA", 1, 100))
    used = till.complete(sold).result().ticket.tenders[0]
    waiting = card(till, 100)
    take(till, open_one, waiting)
    other = till.cart(("TEA", 1, 100))
    for tender in (used, waiting):
        late = till.complete(other, replace(till.payment(other), tenders=(tender,)))
        till.unchanged(lambda late=late: refused(ConflictError, "act.id_means_another", late.result))
        late = till.terminal.tenders.take(other, tender, "anna")
        till.unchanged(lambda late=late: refused(ConflictError, "act.id_means_another", late.result))
    late = till.complete(other, replace(till.payment(other), tenders=(replace(waiting, tender_id=sold.cart_id),)))
    refused(ConflictError, "act.id_means_another", late.result)
    till.check()


def test_money_given_back_pays_for_nothing(till):
    cart = till.cart(("TEA", 1, 100))
    slip = card(till, 100)
    take(till, cart, slip)
    remove(till, cart, slip)
    assert pending(till.reads, cart.cart_id) == ()
    late = till.complete(cart, replace(till.payment(cart), tenders=(slip,)))
    till.unchanged(lambda: refused(ConflictError, "act.id_means_another", late.result))
    refused(UserError, "tender.unknown", lambda: remove(till, cart, slip))
    till.complete(cart).result()
    till.check()


def test_taking_and_giving_back_happen_once(either):
    till = either
    cart = till.cart(("TEA", 1, 100))
    slip = card(till, 60)
    for _ in range(3):
        take(till, cart, slip)
    assert till.kinds().count("tender.taken") == 1
    refused(ConflictError, "act.id_means_another", lambda: take(till, cart, replace(slip, reference="B")))
    refused(ConflictError, "act.id_means_another", lambda: take(till, till.cart(), slip))
    entry_id = till.ids.mint()
    for _ in range(3):
        till.terminal.tenders.remove(cart.cart_id, slip.tender_id, entry_id, "anna").result()
    assert till.kinds().count("tender.removed") == 1
    late = till.terminal.tenders.remove(cart.cart_id, till.ids.mint(), entry_id, "anna")
    refused(ConflictError, "act.id_means_another", late.result)
    till.check()


def test_nothing_is_taken_where_nothing_can_be_sold(make_till):
    till = make_till()
    cart = till.cart(("TEA", 1, 100))
    refused(UserError, "shift.not_open", lambda: take(till, cart, card(till, 100)))
    till.open_shift()
    parked, voided, sold = (till.cart(("TEA", 1, 100)) for _ in range(3))
    till.terminal.carts.park(parked, "a", till.ids.mint(), "anna").result()
    till.terminal.carts.void(voided, "b", "anna").result()
    till.complete(sold).result()
    for closed, code in (
        (parked, "cart.parked"),
        (voided, "tender.sale_is_complete"),
        (sold, "tender.sale_is_complete"),
    ):
        till.unchanged(lambda c=closed, code=code: refused(UserError, code, lambda: take(till, c, card(till, 100))))
    other = replace(cart, currency=GBP)
    refused(UserError, "cart.other_currency", lambda: take(till, other, card(till, 100)))


def test_only_the_cart_it_was_taken_for_gives_a_tender_back(till):
    cart, other = till.cart(("TEA", 1, 100)), till.cart(("TEA", 1, 100))
    slip = card(till, 60)
    take(till, cart, slip)
    till.unchanged(lambda: refused(UserError, "tender.unknown", lambda: remove(till, other, slip)))
    paid = replace(till.payment(cart), tenders=(slip,)).with_cash(till.ids.mint(), 40)
    till.complete(cart, paid).result()
    till.unchanged(lambda: refused(UserError, "tender.unknown", lambda: remove(till, cart, slip)))


def test_rounding_that_a_crash_forgot_is_found_again(make_till):
    till = make_till(Shop(currency=GBP, cash=CashRounding(5)))
    till.open_shift()
    cart = till.cart(("TEA", 1, 1_002))
    (coins,) = till.cash(cart).tenders
    take(till, cart, coins)
    till.reopen()
    again = Payment(1_002, GBP, till.shop.cash, pending(till.reads, cart.cart_id))
    assert not again.is_settled
    sale = till.complete(cart, again.with_cash(till.ids.mint(), again.cash_due)).result()
    assert (sale.ticket.total, sale.ticket.rounding) == (1_000, -2)
    till.check()


def test_money_taken_is_kept_with_its_cart(till):
    """The autosave may lag behind; what money was taken for must not."""
    cart = till.cart(("TEA", 3, 100), ("CUP", 1, 7))
    take(till, cart, card(till, 100))
    assert restore(till.reads) == cart
