"""Paying by a provider: what it is asked for is kept first, and until its answer is known nothing else goes on."""

from __future__ import annotations

from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import FaultError, UserError
from app.domain.payment import Does
from app.domain.tender import Tender, TenderKind
from app.runtime.preferences import Language
from app.services.cart import restore
from app.ui.shell.errors import sentence
from app.ui.widgets.button import PrimaryBar
from tests.ui.counter import CASHIER, Counter
from tests.ui.providers import gift_card, wallet
from tests.ui.test_pay_payment import enter, last, tenders, type_in

CASH, CARD, GIFT = TenderKind.CASH, TenderKind.CARD, TenderKind.GIFT_CARD
DARK = FaultError("tender.no_answer")


class GiftCards:
    """A provider whose answer the test gives when it likes; it knows what it was asked by the tender's id."""

    kind, name, icon, asks = GIFT, "禮物卡", "gift", "卡號"
    is_offered = True

    def __init__(self) -> None:
        self.asked: list[Future] = []
        self.backs: list[Future] = []
        self.ids: list[str] = []
        self.seen: list[str] = []
        self.look = lambda: ""

    def obstacle(self) -> str:
        return ""

    def payer(self, reference: str) -> None:
        del reference

    def recognises(self, code: str) -> bool:
        return code.startswith("GC")

    def _ask(self, asked: list[Future], tender: Tender) -> Future:
        future: Future = Future()
        future.tender = tender
        asked.append(future)
        self.ids.append(tender.tender_id)
        self.seen.append(self.look())
        return future

    def take(self, tender_id: str, amount: int, reference: str) -> Future[Tender]:
        return self._ask(self.asked, Tender(tender_id, GIFT, amount, amount, reference))

    def give_back(self, tender: Tender) -> Future[None]:
        return self._ask(self.backs, tender)

    def detail(self, tender: Tender) -> str:
        return f"尾碼 {tender.reference[-4:]}"

    def answer(self, counter: Counter, error: BaseException | None = None) -> None:
        """Answer what was asked last, and wait for what becomes of it."""
        counter.wait(lambda: any(not one.done() for one in (*self.asked, *self.backs)))
        one = next(one for one in (*self.asked, *self.backs) if not one.done())
        if error is not None:
            one.set_exception(error)
        else:
            one.set_result(one.tender if one in self.asked else None)
        counter.settle()


@pytest.fixture
def cards() -> GiftCards:
    return GiftCards()


@pytest.fixture
def paying(make_counter, cards) -> Counter:
    """A counter of which a gift card is asked for 500 of 1045."""
    counter = make_counter(providers=[cards])
    cards.look = lambda: counter.till.kinds()[-1]
    counter.goods(("A", 1, 1_045))
    ask(counter, "500")
    counter.wait(lambda: bool(cards.asked))
    return counter


def ask(counter: Counter, amount: str = "") -> None:
    payment = counter.place.payment
    payment.choose(GIFT)
    payment.turn_to(payment.entry.field.REFERENCE)
    type_in(counter, "GC7731")
    payment.turn_to(payment.entry.field.AMOUNT)
    type_in(counter, amount)
    payment.accept()


def heard(counter: Counter) -> list[BaseException]:
    said: list[BaseException] = []
    counter.place.bridge.failed.connect(said.append)
    return said


def test_money_that_a_provider_took_is_kept_at_once(paying, cards):
    counter, payment = paying, paying.place.payment
    assert payment.kinds == (CASH, CARD, GIFT)
    payment.accept()
    assert (payment.is_busy, len(cards.asked), payment.leave()) == (True, 1, False)
    counter.place.session.leave()  # locked while it is asked: the money still belongs to this cart
    cards.answer(counter)
    assert cards.seen == ["tender.requested"]  # on the disk before it went out
    assert counter.till.kinds()[-1] == "tender.taken"
    counter.restart()
    payment = counter.place.payment
    assert [(one.kind, one.amount, one.reference) for one in payment.payment.tenders] == [(GIFT, 500, "GC7731")]
    assert payment.asked is None
    payment.fill(1_000)
    enter(counter)
    assert [term.minor for term in last(counter).sum] == [1_000, 1_045, 500, 455]
    counter.till.check()


def test_a_provider_that_settles_completes(make_counter, cards):
    counter = make_counter(providers=[cards])
    counter.goods(("A", 1, 500))
    assert counter.place.payment.ahead.obstacle == ""
    counter.place.payment.choose(GIFT)
    assert counter.place.payment.ahead.does is Does.REFER
    ask(counter)
    cards.answer(counter)
    assert tenders(counter) == [(GIFT, 500, 500)]
    assert counter.till.kinds()[-3:] == ["tender.requested", "tender.taken", "sale.completed"]
    counter.till.check()


def test_a_decline_leaves_everything_as_it_was(paying, cards):
    counter, payment, said = paying, paying.place.payment, heard(paying)
    cards.answer(counter, UserError("tender.declined"))
    assert [error.code for error in said] == ["tender.declined"]
    assert (payment.is_busy, payment.has_taken, payment.entry.reference) == (False, False, "GC7731")
    assert counter.till.kinds()[-1] == "tender.refused"
    assert counter.till.reads.open_requests() == []
    assert payment.leave()
    counter.goods(("B", 1, 5))
    counter.till.check()


def test_without_an_answer_nothing_goes_on_but_asking_again(paying, cards):
    counter, payment, said = paying, paying.place.payment, heard(paying)
    cards.answer(counter, DARK)
    assert (said, payment.is_busy, payment.has_taken, payment.leave()) == ([DARK], False, True, False)
    cart, parking = counter.place.cart, counter.place.parking
    for act in (
        lambda: counter.goods(("B", 1, 5)),
        lambda: parking.park("later", lambda: None),
        lambda: parking.void("no", lambda: None),
        lambda: parking.recall(cart.cart.cart_id, "x", lambda: None),
        lambda: payment.void("no", lambda: None),
        lambda: payment.remove(payment.asked.tender_id),
        payment.complete,
    ):
        with pytest.raises(UserError, match=r"tender\.unresolved"):
            act()
    payment.choose(CASH)
    payment.press("9")
    assert (payment.entry.kind, payment.quick) == (GIFT, ())
    payment.take_cash(45)
    counter.settle()
    assert [error.code for error in said[1:]] == ["tender.unresolved"]
    payment.accept()
    cards.answer(counter)
    assert (len(cards.ids), len(set(cards.ids))) == (2, 1)
    assert [(one.kind, one.amount) for one in payment.payment.tenders] == [(GIFT, 500)]
    assert counter.till.kinds().count("tender.requested") == 1
    type_in(counter, "1000")
    enter(counter)
    assert tenders(counter) == [(GIFT, 500, 500), (CASH, 545, 1_000)]
    counter.till.check()


def test_after_a_start_the_provider_is_asked_again_and_its_yes_is_booked(paying, cards):
    counter = paying
    cards.answer(counter, DARK)
    counter.restart()
    payment = counter.place.payment
    assert restore(counter.till.reads).cart_id == payment.asked.cart_id
    assert (payment.asked.amount, payment.asked.reference, payment.payment.tenders) == (500, "GC7731", ())
    with pytest.raises(UserError, match=r"tender\.unresolved"):
        counter.goods(("B", 1, 5))
    payment.begin()
    cards.answer(counter)
    assert len(set(cards.ids)) == 1
    assert [(one.kind, one.amount) for one in payment.payment.tenders] == [(GIFT, 500)]
    enter(counter)
    assert tenders(counter) == [(GIFT, 500, 500), (CASH, 545, 545)]
    counter.till.check()


def test_after_a_start_nothing_is_sold_by_itself(make_counter, cards):
    """Whoever stands there now saw nobody pay."""
    counter = make_counter(providers=[cards])
    counter.goods(("A", 1, 500))
    ask(counter)
    cards.answer(counter, DARK)
    counter.restart()
    payment = counter.place.payment
    payment.begin()
    cards.answer(counter)
    assert (payment.payment.is_settled, payment.last) == (True, None)
    enter(counter)
    assert tenders(counter) == [(GIFT, 500, 500)]
    counter.till.check()


def test_after_a_start_its_no_frees_the_cart(paying, cards):
    counter = paying
    cards.answer(counter, DARK)
    counter.restart()
    said = heard(counter)
    counter.place.payment.begin()
    cards.answer(counter, UserError("tender.declined"))
    assert [error.code for error in said] == ["tender.declined"]
    assert counter.place.payment.leave()
    counter.goods(("B", 1, 5))
    enter(counter)
    assert tenders(counter) == [(CASH, 1_050, 1_050)]
    counter.till.check()


def test_whom_nobody_can_ask_keeps_the_cart(paying, cards):
    counter = paying
    cards.answer(counter, DARK)
    counter.providers = ()
    counter.restart()
    payment = counter.place.payment
    payment.begin()
    assert (payment.provider, payment.is_busy) == (None, False)
    with pytest.raises(UserError, match=r"tender\.no_provider"):
        payment.accept()
    counter.till.check()


def test_what_a_provider_took_is_given_back_by_it(paying, cards):
    counter, payment = paying, paying.place.payment
    cards.answer(counter)
    payment.remove(payment.payment.tenders[0].tender_id, "wrong card")
    cards.answer(counter)
    assert cards.seen == ["tender.requested"] * 2
    assert [one.tender.amount for one in cards.backs] == [500]
    assert counter.till.kinds()[-3:] == ["tender.taken", "tender.requested", "tender.removed"]
    assert (payment.payment.remaining, payment.asked) == (1_045, None)
    counter.till.check()


@pytest.mark.parametrize("restarted", [False, True])
def test_whether_it_was_given_back_is_asked_again(paying, cards, restarted):
    counter = paying
    cards.answer(counter)
    counter.place.payment.remove(counter.place.payment.payment.tenders[0].tender_id, "wrong card")
    cards.answer(counter, DARK)
    if restarted:
        counter.restart()
    payment = counter.place.payment
    assert (payment.asked.gives_back, len(payment.payment.tenders)) == (True, 1)
    with pytest.raises(UserError, match=r"tender\.unresolved"):
        payment.complete()
    payment.begin()
    cards.answer(counter)
    assert (len(cards.backs), len(set(cards.ids))) == (2, 1)
    assert counter.till.query("SELECT body FROM journal WHERE kind='tender.removed'")[0][0].count("wrong card") == 1
    assert (payment.payment.tenders, payment.asked) == ((), None)
    counter.till.check()


def test_what_cannot_be_given_back_still_pays(paying, cards):
    counter, payment = paying, paying.place.payment
    cards.answer(counter)
    payment.remove(payment.payment.tenders[0].tender_id)
    cards.answer(counter, UserError("tender.too_late"))
    assert counter.till.kinds()[-1] == "tender.refused"
    enter(counter)
    assert tenders(counter) == [(GIFT, 500, 500), (CASH, 545, 545)]
    counter.till.check()


def test_a_void_goes_on_once_it_is_known_what_was_given_back(make_counter, cards):
    cash_like = wallet()
    counter = make_counter(providers=[cards, cash_like])
    counter.goods(("A", 1, 1_045))
    ask(counter, "500")
    cards.answer(counter)
    payment, done = counter.place.payment, []
    payment.choose(TenderKind.WALLET)
    payment.refer("LP1")
    type_in(counter, "100")
    enter(counter)
    payment.void("left", lambda: done.append(True))
    cards.answer(counter, DARK)
    assert done == []
    payment.accept()
    cards.answer(counter)
    assert (done, cash_like.taken, counter.place.cart.cart.is_empty) == ([True], [], True)
    assert counter.till.kinds()[-5:] == [
        "tender.requested", "tender.removed", "tender.requested", "tender.removed", "cart.voided",
    ]  # fmt: skip
    counter.till.check()


def test_a_refund_goes_to_the_provider_as_a_request_of_less_than_nothing(make_counter):
    card = gift_card()
    counter = make_counter(providers=[card])
    counter.goods(("A", 1, 545))
    counter.place.payment.choose(GIFT)
    counter.place.payment.refer("GC7731")
    enter(counter)
    counter.bring_back(last(counter).sale, 1, 1)
    counter.place.payment.refer("GC7731")
    enter(counter)
    assert tenders(counter) == [(GIFT, -545, -545)]
    asked = counter.till.query(
        "SELECT json_extract(body, '$.amount.minor') FROM journal WHERE kind='tender.requested'"
    )
    assert asked == [(545,), (-545,)]
    counter.till.check()


# --- what the cashier sees -----------------------------------------------------------------------------------------

SAID = {
    Language.ZH_TW: ("確認付款中，再詢問 $500", "確認付款中 $500", "再詢問", "禮物卡 $500, 確認中"),
    Language.EN: (
        "Confirming payment: ask again $500",
        "Confirming $500",
        "Ask again",
        "禮物卡 $500, Confirming",
    ),
}


@pytest.mark.parametrize("language", Language)
def test_the_screen_says_that_it_is_not_known_and_asks_again(paying, cards, language):
    counter = paying
    counter.place.preferences.choose(language=language)
    cards.answer(counter, DARK)
    counter.restart()
    counter.place.session.leave()
    counter.open("lock")
    counter.place.session.enter(CASHIER)  # whoever signs in comes to the payment
    counter.wait(lambda: counter.where == "pay")
    screen = counter.screen
    amount, block, verb, listed = SAID[language]
    waiting = screen.side.primary
    assert (waiting.text(), waiting.isEnabled()) == (verb, False)  # it is being asked
    cards.answer(counter, DARK)
    assert (screen.column.amount.accessibleName(), screen.side.change.text()) == (amount, block)
    assert (waiting.text(), waiting.isEnabled()) == (verb, True)
    assert not screen.column.pad.isEnabled()
    assert not any(tile.isEnabled() for tile in screen.column.tiles.tiles.values())
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F8):
        counter.window.shell._toast.dismiss()
        counter.keys(key)
        assert (counter.where, counter.window.shell._toast.text()) == (
            "pay",
            sentence(UserError("tender.unresolved")),
        )
    assert listed in [
        f"{one.accessibleName()}, {one.accessibleDescription()}" for one in screen.summary.tenders._rows
    ]
    counter.keys(Qt.Key.Key_Return)
    cards.answer(counter)
    assert payment_of(counter).asked is None
    counter.keys("1000", Qt.Key.Key_Return)
    counter.settle()
    assert counter.where == "complete"
    assert tenders(counter) == [(GIFT, 500, 500), (CASH, 545, 1_000)]


def test_the_end_of_the_shift_waits_for_the_answer(paying, cards):
    counter = paying
    cards.answer(counter, DARK)
    counter.open("shift")
    assert "禮物卡 $500 確認結果，再詢問" in counter.names()
    assert counter.screen.findChildren(PrimaryBar)[0].reason() == "先確認付款結果"
    counter.press("前往收款")
    counter.wait(lambda: counter.where == "pay")
    cards.answer(counter, UserError("tender.declined"))
    assert payment_of(counter).asked is None


def payment_of(counter: Counter):
    return counter.place.payment
