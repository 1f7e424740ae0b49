"""The payment of the open cart without any screen: split, taken back, cut off, rounded, given back, pressed twice."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from app.domain.errors import FaultError, UserError
from app.domain.money import currency
from app.domain.payment import Does
from app.domain.shop import Shop
from app.domain.tender import CashRounding, TenderKind
from app.services.tender import pending
from tests.db.conftest import held
from tests.ui.counter import CASHIER, Counter

CASH, CARD = TenderKind.CASH, TenderKind.CARD


def enter(counter: Counter) -> None:
    counter.place.payment.accept()
    counter.settle()


def type_in(counter: Counter, keys: str) -> None:
    for key in keys:
        counter.place.payment.press(key)


def last(counter: Counter):
    done = counter.place.payment.last
    assert done is not None
    return done


def tenders(counter: Counter) -> list[tuple[TenderKind, int, int]]:
    return [(one.kind, one.amount, one.tendered) for one in last(counter).sale.ticket.tenders]


def test_cash_with_change_in_one_go(counter):
    counter.goods(("A", 1, 545))
    payment = counter.place.payment
    assert payment.quick == (545, 600, 1_000, 2_000)
    payment.fill(1_000)
    assert (payment.ahead.does, payment.ahead.change) == (Does.COMPLETE, 455)
    enter(counter)
    assert tenders(counter) == [(CASH, 545, 1_000)]
    assert (last(counter).change, last(counter).sale.cashier) == (455, CASHIER.staff_id)
    assert counter.place.cart.cart.is_empty
    assert (payment.payment.total, payment.has_taken, payment.is_busy) == (0, False, False)
    assert counter.till.kinds()[-2:] == ["shift.opened", "sale.completed"]
    counter.till.check()


def test_a_split_payment_moves_the_remainder_on(counter):
    counter.goods(("A", 1, 1_000))
    payment = counter.place.payment
    payment.choose(CARD)
    type_in(counter, "600")
    enter(counter)
    type_in(counter, "A1234")
    enter(counter)
    assert (payment.payment.remaining, payment.entry.kind, payment.entry.typed) == (400, CASH, None)
    assert payment.last is None
    type_in(counter, "150")
    enter(counter)
    assert payment.payment.remaining == 250
    type_in(counter, "500")
    enter(counter)
    assert tenders(counter) == [(CARD, 600, 600), (CASH, 150, 150), (CASH, 250, 500)]
    assert [one.reference for one in last(counter).sale.ticket.tenders] == ["A1234", "", ""]
    assert last(counter).change == 250
    counter.till.check()


def test_a_split_that_was_cut_off_goes_on_after_the_next_start(counter):
    counter.goods(("A", 1, 1_000))
    type_in(counter, "300")
    enter(counter)
    counter.restart()
    payment = counter.place.payment
    assert [(one.kind, one.amount) for one in payment.payment.tenders] == [(CASH, 300)]
    assert payment.payment.remaining == 700
    with pytest.raises(UserError, match=r"cart\.part_paid"):
        counter.goods(("B", 1, 5))
    assert not payment.leave()
    enter(counter)
    assert tenders(counter) == [(CASH, 300, 300), (CASH, 700, 700)]
    assert pending(counter.till.reads, last(counter).sale.ticket.sale_id) == ()
    counter.till.check()


def test_a_tender_is_removed_and_the_cart_can_change_again(counter):
    counter.goods(("A", 1, 1_000))
    payment = counter.place.payment
    type_in(counter, "300")
    enter(counter)
    payment.remove(payment.payment.tenders[0].tender_id)
    counter.settle()
    assert (payment.payment.remaining, payment.has_taken) == (1_000, False)
    assert counter.till.kinds()[-2:] == ["tender.taken", "tender.removed"]
    assert payment.leave()
    counter.goods(("B", 1, 5))
    assert payment.payment.total == 1_005
    enter(counter)
    assert tenders(counter) == [(CASH, 1_005, 1_005)]
    counter.till.check()


def test_what_was_never_kept_is_removed_without_an_entry(counter):
    counter.goods(("A", 1, 545))
    payment = counter.place.payment
    payment.take_cash(1_000)
    assert (payment.payment.is_settled, payment.ahead.change) == (True, 455)
    payment.remove(payment.payment.tenders[0].tender_id)
    assert (payment.has_taken, payment.payment.remaining) == (False, 545)
    assert counter.till.kinds()[-1] == "shift.opened"


def test_pressed_twice_is_one_sale(counter):
    counter.goods(("A", 1, 545))
    payment = counter.place.payment
    with held(counter.till):
        payment.accept()
        payment.accept()
        payment.complete()
        payment.press("9")
        payment.choose(CARD)
        payment.remove(payment.payment.tenders[0].tender_id)
        assert (payment.is_busy, payment.entry.typed) == (True, None)
        with pytest.raises(UserError, match=r"cart\.being_paid"):
            counter.goods(("B", 1, 5))
    counter.settle()
    assert counter.till.kinds().count("sale.completed") == 1
    with pytest.raises(UserError, match=r"cart\.empty"):
        payment.accept()
    assert counter.till.kinds().count("sale.completed") == 1
    counter.till.check()


def test_a_commit_that_failed_is_pressed_again_as_the_same_act(counter, monkeypatch):
    counter.goods(("A", 1, 545))
    payment, said = counter.place.payment, []
    counter.place.bridge.failed.connect(said.append)
    failed: Future = Future()
    failed.set_exception(FaultError("db.disk_full"))
    payment.fill(1_000)
    with monkeypatch.context() as patched:
        patched.setattr(type(counter.till.terminal.store.writer), "write", lambda *_a, **_k: failed)
        enter(counter)
    assert [error.code for error in said] == ["db.disk_full"]
    assert (payment.is_busy, payment.payment.is_settled, payment.ahead.change) == (False, True, 455)
    kept = payment.payment.tenders
    enter(counter)
    assert last(counter).sale.ticket.tenders == kept
    counter.till.check()


@pytest.mark.parametrize(("minor", "due", "rounding"), [(1_002, 1_000, -2), (1_003, 1_005, 2), (2, 0, -2)])
def test_cash_is_rounded_to_the_smallest_coin_and_a_card_is_not(make_counter, minor, due, rounding):
    shop = Shop(currency=currency("CHF"), zone="Europe/Zurich", cash=CashRounding(5))
    counter = make_counter(shop)
    payment = counter.place.payment
    counter.goods(("A", 1, minor))
    assert payment.entry.size(payment.payment) == due
    enter(counter)
    sale = last(counter).sale
    assert (sale.ticket.total, sale.ticket.rounding) == (due, rounding)
    assert tenders(counter) == ([(CASH, due, due)] if due else [])
    counter.goods(("A", 1, minor))
    payment.choose(CARD)
    enter(counter)
    type_in(counter, "A1234")
    enter(counter)
    assert (last(counter).total, last(counter).sale.ticket.rounding) == (minor, 0)
    counter.till.check()


def test_a_rounded_split_ends_at_the_smallest_coin(make_counter):
    shop = Shop(currency=currency("CHF"), zone="Europe/Zurich", cash=CashRounding(5))
    counter = make_counter(shop)
    payment = counter.place.payment
    counter.goods(("A", 1, 1_003))
    payment.choose(CARD)
    type_in(counter, "5")
    enter(counter)
    type_in(counter, "A1234")
    enter(counter)
    assert (payment.payment.remaining, payment.payment.cash_due) == (503, 505)
    type_in(counter, "10")
    enter(counter)
    assert tenders(counter) == [(CARD, 500, 500), (CASH, 505, 1_000)]
    assert (last(counter).change, last(counter).sale.ticket.rounding) == (495, 2)
    counter.till.check()


def test_a_zero_sale_needs_no_tender(counter):
    counter.goods(("GIFT", 1, 0))
    assert counter.place.payment.ahead.does is Does.COMPLETE
    assert counter.place.payment.quick == ()
    enter(counter)
    assert (last(counter).total, tenders(counter), last(counter).sum) == (0, [], ())
    counter.till.check()


def test_an_even_exchange_needs_no_tender(counter):
    counter.goods(("A", 1, 545))
    enter(counter)
    counter.bring_back(last(counter).sale, 1, 1)
    counter.goods(("B", 1, 545))
    enter(counter)
    assert (last(counter).sale.ticket.kind.value, last(counter).total, tenders(counter)) == ("exchange", 0, [])
    counter.till.check()


def test_a_refund_is_paid_out_in_cash_and_on_the_card(counter):
    counter.goods(("A", 2, 500))
    enter(counter)
    counter.bring_back(last(counter).sale, 1, 2)
    payment = counter.place.payment
    assert (payment.payment.remaining, payment.quick) == (-1_000, (1_000,))
    payment.choose(CARD)
    type_in(counter, "400")
    enter(counter)
    type_in(counter, "B7788")
    enter(counter)
    assert payment.payment.remaining == -600
    type_in(counter, "601")
    with pytest.raises(UserError, match=r"tender\.more_than_due"):
        payment.accept()
    payment.press("clear")
    type_in(counter, "600")
    enter(counter)
    assert tenders(counter) == [(CARD, -400, -400), (CASH, -600, -600)]
    assert (last(counter).total, last(counter).change, last(counter).cash_to_give) == (-1_000, 0, 600)
    counter.till.check()


def test_an_exchange_pays_the_difference(counter):
    counter.goods(("A", 1, 500))
    enter(counter)
    counter.bring_back(last(counter).sale, 1, 1)
    counter.goods(("B", 1, 800))
    assert counter.place.payment.payment.remaining == 300
    enter(counter)
    assert tenders(counter) == [(CASH, 300, 300)]
    counter.till.check()


def test_what_was_typed_goes_with_another_kind_as_far_as_it_may(counter):
    counter.goods(("A", 1, 545))
    payment = counter.place.payment
    type_in(counter, "200")
    payment.choose(CARD)
    assert payment.entry.size(payment.payment) == 200
    payment.fill(1_000)
    assert payment.entry.kind is CASH
    payment.choose(CARD)
    assert payment.entry.size(payment.payment) == 545


def test_the_cart_that_changes_is_paid_as_it_is_then(counter):
    counter.goods(("A", 1, 545))
    payment = counter.place.payment
    type_in(counter, "600")
    payment.begin()
    assert payment.entry.typed == "600"
    counter.goods(("B", 1, 100))
    assert (payment.payment.total, payment.entry.typed) == (645, None)


def test_whoever_wants_no_paper_gets_none_once(counter):
    payment = counter.place.payment
    for wanted in (False, True):
        counter.goods(("A", 1, 5))
        if not wanted:
            payment.set_wants_receipt(False)
        enter(counter)
        assert last(counter).wants_receipt is wanted
    counter.place.preferences.choose(print_receipt=False)
    assert payment.wants_receipt is False
