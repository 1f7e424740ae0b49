"""A provider that never answers: a manager lets the cart go on, and the books ask it later."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.contract.journal import read_body
from app.domain.errors import UserError
from app.domain.tender import TenderKind
from app.runtime.preferences import Language
from tests.ui.counter import Counter
from tests.ui.employed import CHEN, LIN, PINS, employ
from tests.ui.test_pay_payment import enter, tenders
from tests.ui.test_pay_provider import DARK, GiftCards, ask, payment_of

CASH = TenderKind.CASH


@pytest.fixture
def cards() -> GiftCards:
    return GiftCards()


@pytest.fixture
def paying(make_counter, cards) -> Counter:
    """A counter of which a gift card is asked for 500 of 1045."""
    counter = make_counter(providers=[cards])
    counter.goods(("A", 1, 1_045))
    ask(counter, "500")
    counter.wait(lambda: bool(cards.asked))
    return counter


def in_vain(counter: Counter, cards: GiftCards) -> None:
    """It does not answer, and asked again it does not either."""
    cards.answer(counter, DARK)
    assert not payment_of(counter).may_abandon
    payment_of(counter).ask_again()
    cards.answer(counter, DARK)
    assert payment_of(counter).may_abandon


def leave(counter: Counter) -> None:
    payment_of(counter).abandon("no answer", "asked twice", payment_of(counter).asked.tender_id)
    counter.settle()


def test_left_to_the_books_it_frees_the_cart(paying, cards):
    counter, payment = paying, payment_of(paying)
    cards.answer(counter, DARK)
    with pytest.raises(UserError, match=r"tender\.unresolved"):
        leave(counter)
    payment.ask_again()
    cards.answer(counter, DARK)
    leave(counter)
    assert (payment.asked, payment.has_taken, payment.may_abandon, payment.leave()) == (None, False, False, True)
    counter.goods(("B", 1, 5))
    enter(counter)
    assert tenders(counter) == [(CASH, 1_050, 1_050)]
    assert counter.till.close_shift(2_050).remarks[0].kind == "tender_abandoned"
    counter.till.check()


def test_another_tender_completes_what_was_left_to_the_books(paying, cards):
    counter = paying
    in_vain(counter, cards)
    counter.restart()  # the provider is asked again by the start, and is silent
    payment = payment_of(counter)
    payment.begin()
    cards.answer(counter, DARK)
    leave(counter)
    counter.restart()
    payment = payment_of(counter)
    assert (payment.asked, payment.payment.remaining) == (None, 1_045)
    payment.fill(1_045)
    enter(counter)
    assert tenders(counter) == [(CASH, 1_045, 1_045)]
    counter.till.check()


def test_who_is_not_there_any_more_need_not_be_asked_again(paying, cards):
    counter = paying
    cards.answer(counter, DARK)
    counter.providers = ()
    counter.restart()
    assert payment_of(counter).may_abandon
    leave(counter)
    counter.till.close_shift(1_000)
    counter.till.check()


def test_silence_ends(paying, cards):
    """A provider that never says anything keeps neither the counter nor its answer for ever."""
    counter, payment = paying, payment_of(paying)
    for _ in range(2):
        counter.wait(lambda: payment.is_busy and payment.patience.isActive())
        payment.patience.timeout.emit()
        counter.wait(lambda: not payment.is_busy)
        assert payment.asked is not None
        if not payment.may_abandon:
            payment.ask_again()
    leave(counter)
    for late in cards.asked:
        late.set_result(late.tender)
    counter.settle()
    assert (payment.payment.tenders, counter.till.kinds()[-1]) == ((), "tender.abandoned")
    counter.till.check()


def test_a_void_goes_on_without_what_nobody_gave_back(paying, cards):
    counter, payment, done = paying, payment_of(paying), []
    cards.answer(counter)
    payment.void("left", lambda: done.append(True))
    cards.answer(counter, DARK)
    payment.ask_again()
    cards.answer(counter, DARK)
    leave(counter)
    assert (done, counter.place.cart.cart.is_empty) == ([True], True)
    assert counter.till.kinds()[-2:] == ["tender.abandoned", "cart.voided"]
    counter.till.check()


OPEN = {
    Language.ZH_TW: ("無法確認", "支付業者沒有回覆", "備註（選填）", "留待核對", "禮物卡付款無法確認？"),
    Language.EN: (
        "Cannot confirm", "Provider does not answer", "Note (optional)", "Check later",
        "No answer about 禮物卡?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", Language)
def test_a_manager_lets_the_cart_go_on(paying, cards, language):
    counter = paying
    cards.answer(counter, DARK)
    employ(counter, CHEN, LIN)
    counter.place.session.enter(LIN)
    counter.place.preferences.choose(language=language)
    counter.open("pay")
    cards.answer(counter, DARK)  # whoever comes to the payment asks again
    verb, reason, note, leaves, title = OPEN[language]
    assert verb in counter.names()
    counter.keys(Qt.Key.Key_F7)
    assert title in counter.names()
    counter.press(reason)
    counter.named(note).setText("called them")
    counter.press(leaves)
    counter.keys(PINS[CHEN.staff_id], Qt.Key.Key_Return)
    counter.settle()
    assert payment_of(counter).asked is None
    assert verb not in counter.names()
    ((text,),) = counter.till.query("SELECT body FROM journal WHERE kind='tender.abandoned'")
    told = read_body("tender.abandoned", 1, text)
    assert (told.reason, told.note, told.approved_by) == ("支付業者沒有回覆", "called them", CHEN.staff_id)
    counter.keys("2000", Qt.Key.Key_Return)
    counter.settle()
    assert counter.where == "complete"
    counter.till.check()
