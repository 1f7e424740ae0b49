"""Presses too many, and too early, around a payment."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.errors import UserError
from app.domain.tender import TenderKind
from app.ui.shell.deaf import DEAF_MS
from app.ui.widgets.dialog import open_dialog
from tests.db.conftest import held, refused
from tests.ui.counter import CASHIER, Counter
from tests.ui.refunding import find, last, show, toast
from tests.ui.selling import BOSS
from tests.ui.test_refund_exchange import CHEN, LEE, employ

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def at_the_cart(counter: Counter) -> Counter:
    counter.goods(("CUP", 1, 60))
    counter.open("sell")
    return counter


# --- the press that led to the payment --------------------------------------------------------------------------


def test_f12_twice_is_not_a_payment(counter):
    at_the_cart(counter).keys(Key.Key_F12, Key.Key_F12)
    counter.settle()
    assert counter.where == "pay"
    assert counter.screen.deaf.interval() == DEAF_MS
    counter.screen.deaf.stop()
    counter.keys(Key.Key_F12)
    counter.settle()
    assert counter.where == "complete"


def test_nor_is_a_finger_that_taps_twice(counter):
    at_the_cart(counter)
    bar = counter.screen.panel.primary
    at = counter.window.mapFromGlobal(bar.mapToGlobal(QPoint(bar.width() // 2, bar.height() // 2)))
    for _ in range(2):
        QTest.mouseClick(counter.window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    counter.settle()
    assert counter.where == "pay"
    assert counter.place.payment.last is None


def test_enter_is_heard_at_once(counter):
    at_the_cart(counter).keys(Key.Key_F12, Key.Key_Return)
    counter.settle()
    assert counter.where == "complete"


def test_so_is_f12_once_something_was_typed(counter):
    at_the_cart(counter).keys(Key.Key_F12)
    counter.keys("100", Key.Key_F12)
    counter.settle()
    assert (counter.where, counter.place.payment.last.change) == ("complete", 40)


def test_what_was_typed_before_is_not_paid_by_a_second_press_either(counter):
    at_the_cart(counter).keys(Key.Key_F12)
    counter.keys("100")
    counter.window.shell.go("sell")
    counter.keys(Key.Key_F12, Key.Key_F12)
    counter.settle()
    assert (counter.where, counter.screen.column.amount.text()) == ("pay", "$100")


# --- a cart that is on its way ----------------------------------------------------------------------------------


def put_aside(counter: Counter) -> None:
    counter.keys(Key.Key_F5)


def clear(counter: Counter) -> None:
    counter.press("清空")


@pytest.mark.parametrize("act", [put_aside, clear])
def test_a_cart_that_is_put_aside_or_cleared_is_not_paid(counter, act):
    at_the_cart(counter)
    with held(counter.till):
        act(counter)
        counter.keys(Key.Key_F12, Key.Key_Return)
        QApplication.processEvents()
        assert (counter.where, toast(counter)) == ("sell", "交易正在保留或取回，稍候再試")
        payment = counter.place.payment
        for money in (
            payment.accept,
            payment.complete,
            lambda: payment.take_cash(100),
            lambda: payment.take_card(60, "A12345"),
        ):
            refused(UserError, "cart.moving", money)
    counter.settle()
    assert counter.place.cart.cart.is_empty
    assert not counter.place.payment.has_taken
    counter.goods(("PEN", 1, 20))
    counter.keys(Key.Key_F12, Key.Key_Return)
    counter.settle()
    assert [line.sku for line in last(counter).lines] == ["PEN"]
    counter.till.check()


# --- back to two cards ------------------------------------------------------------------------------------------


def test_each_card_is_named_in_its_turn(counter):
    till = counter.till
    cart = till.cart(("TEA", 1, 160))
    paid = till.payment(cart).with_card(till.ids.mint(), 100, "AAAA11").with_card(till.ids.mint(), 60, "BBBB22")
    till.complete(cart, paid).result()
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("買錯")
    counter.keys(Key.Key_F12)
    counter.settle()

    def asked() -> tuple[str, str]:
        return counter.screen.column.amount.text(), counter.screen.column._hint()

    assert asked() == ("$100", "原付款 AAAA11")
    counter.keys(Key.Key_Return, "R111", Key.Key_Return)
    counter.settle()
    assert asked() == ("$60", "原付款 BBBB22")
    counter.keys(Key.Key_Return, "R222", Key.Key_Return)
    counter.settle()
    assert [(one.kind, one.amount, one.reference) for one in last(counter).tenders] == [
        (TenderKind.CARD, -100, "R111"),
        (TenderKind.CARD, -60, "R222"),
    ]
    till.check()


# --- a void, and a lock, while something is being written -----------------------------------------------------------


def test_a_void_that_a_manager_asked_for_comes_before_an_enter(selling):
    selling.employ().place.session.enter(BOSS)
    counter = selling.counter
    counter.goods(("CUP", 1, 200))
    counter.open("pay")
    counter.place.payment.take_cash(100)
    counter.settle()
    counter.keys(Key.Key_F8)
    QApplication.processEvents()
    dialog = open_dialog(counter.window)
    counter.keys("1")
    with held(counter.till):
        dialog.button("do").click()
        QApplication.processEvents()
        counter.keys(Key.Key_Return)
    counter.settle()
    assert (counter.where, toast(counter)) == ("sell", "交易已作廢，退還現金 $100")
    assert counter.till.kinds()[-3:] == ["act.approved", "tender.removed", "cart.voided"]
    assert "sale.completed" not in counter.till.kinds()


def test_a_void_of_a_cart_that_was_sold_meanwhile_says_so(counter):
    payment = counter.place.payment
    counter.goods(("CUP", 1, 200))
    cart_id = counter.place.cart.cart.cart_id
    with held(counter.till):
        payment.accept()
        refused(UserError, "cart.being_paid", lambda: payment.void("gone", list, cart_id))
    counter.settle()
    refused(UserError, "cart.ended", lambda: payment.void("gone", list, cart_id))
    assert "cart.voided" not in counter.till.kinds()


def test_the_change_is_told_after_a_lock_too(counter):
    counter.goods(("CUP", 1, 60))
    counter.open("pay")
    counter.keys("100")
    with held(counter.till):
        counter.keys(Key.Key_Return)
        QApplication.processEvents()
        counter.keys(Key.Key_L, held=CTRL)
    counter.settle()
    assert counter.where == "lock"
    counter.place.session.enter(CASHIER)
    assert (counter.where, counter.screen.finale.told().minor) == ("complete", 40)
    counter.screen.deaf.stop()
    counter.keys(Key.Key_Return, Key.Key_L)
    counter.window.shell.lock()
    counter.place.session.enter(CASHIER)
    assert counter.where == "sell", "it was told"


def test_and_after_another_screen_was_looked_at(counter):
    counter.goods(("CUP", 1, 60))
    counter.open("pay")
    counter.keys("100")
    with held(counter.till):
        counter.keys(Key.Key_Return)
        QApplication.processEvents()
        counter.window.shell.go("sales")
    counter.settle()
    assert counter.where == "complete"


# --- money that goes back otherwise than it came ----------------------------------------------------------------


def card_sale(counter: Counter, amount: int = 160) -> None:
    """A tea for 160 that was paid by card, or so much of it, comes back; the money is asked for."""
    till = counter.till
    cart = till.cart(("TEA", 1, 160))
    paid = till.payment(cart).with_card(till.ids.mint(), amount, "A12345")
    if amount < 160:
        paid = paid.with_cash(till.ids.mint(), 160 - amount)
    till.complete(cart, paid, actor="S01" if counter.place.counter.staff.exist() else "anna").result()
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("買錯")
    counter.keys(Key.Key_F12)
    counter.settle()
    assert counter.where == "pay"


def test_cash_for_what_was_paid_by_card_is_a_managers_word(counter):
    employ(counter, CASHIER, CHEN)
    card_sale(counter)
    counter.keys(Key.Key_F1, Key.Key_Return)
    counter.settle()
    dialog = open_dialog(counter.window)
    assert dialog.accessibleName() == "核准不退回原付款方式？"
    assert {"原付款方式 信用卡 A12345 · $160", "改退 現金 $160", "金額 $160"} <= set(counter.names())
    dialog.answer("cancel")
    assert counter.place.payment.last is None or counter.place.payment.last.total > 0
    assert counter.where == "pay"
    counter.keys(Key.Key_Return)
    counter.settle()
    counter.window.shell.scanned("BADGE-S01")
    counter.settle()
    assert [(one.kind, one.amount) for one in last(counter).tenders] == [(TenderKind.CASH, -160)]
    assert counter.till.query("SELECT act, value, used_by FROM approval") == [
        ("refund_otherwise", 160, last(counter).sale_id)
    ]
    counter.till.check()


def test_back_to_the_card_nobody_is_asked(counter):
    employ(counter, CASHIER, CHEN)
    card_sale(counter)
    counter.keys(Key.Key_Return, "R111", Key.Key_Return)
    counter.settle()
    assert [(one.kind, one.amount) for one in last(counter).tenders] == [(TenderKind.CARD, -160)]
    assert "act.approved" not in counter.till.kinds()


def test_more_than_a_way_has_is_asked_for_too(counter):
    employ(counter, CASHIER, CHEN)
    card_sale(counter, 100)
    counter.keys(Key.Key_Delete, "160", Key.Key_Return, "R111", Key.Key_Return)
    counter.settle()
    assert open_dialog(counter.window).accessibleName() == "核准不退回原付款方式？"
    assert "金額 $60" in counter.names()


def test_a_manager_gives_it_alone_and_once(counter):
    employ(counter, CASHIER, CHEN)
    counter.place.session.enter(CHEN)
    card_sale(counter)
    counter.keys(Key.Key_F1)
    with held(counter.till):
        counter.keys(Key.Key_Return, Key.Key_Return)
    counter.settle()
    assert last(counter).total == -160
    assert counter.till.kinds().count("act.approved") == 1


def test_without_staff_nobody_is_asked(counter):
    card_sale(counter)
    counter.keys(Key.Key_F1, Key.Key_Return)
    counter.settle()
    assert last(counter).total == -160


def test_a_tender_put_right_meanwhile_counts(counter):
    """It was cash, and is a card's now: the cash that stands prefilled is a manager's word."""
    employ(counter, CASHIER, CHEN)
    till = counter.till
    sale = till.sell(("TEA", 1, 160))
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("換貨")
    counter.press("買錯")
    counter.keys(Key.Key_F12)
    counter.keys(Key.Key_F12)
    counter.settle()
    assert (counter.where, counter.screen.column.amount.text()) == ("pay", "$160")
    paid = sale.ticket.tenders[0]
    till.terminal.correct.tender(
        sale.ticket.sale_id, paid.tender_id, TenderKind.CARD, "A1234", "slip", "S01", till.ids.mint()
    ).result()
    counter.keys(Key.Key_Return)
    counter.settle()
    assert open_dialog(counter.window).accessibleName() == "核准不退回原付款方式？"


# --- who does not stand at the till -------------------------------------------------------------------------------


def test_who_is_for_pickups_and_stock_does_not_sell(counter):
    employ(counter, LEE, CHEN, CASHIER)
    counter.place.session.enter(LEE)
    at_the_cart(counter)
    bar = counter.screen.panel.primary
    assert (bar.isEnabled(), bar.reason()) == (False, "換收銀員登入才能收款")
    counter.keys(Key.Key_F12)
    counter.settle()
    assert (counter.where, toast(counter)) == ("sell", "此人員不負責收銀，換收銀員登入才能收款")
    counter.window.shell.go("pay")
    side = counter.screen.side.primary
    assert (side.isEnabled(), side.reason()) == (False, "換收銀員登入才能收款")
    counter.place.session.enter(CASHIER)
    assert side.isEnabled()
    counter.keys(Key.Key_Return)
    counter.settle()
    assert last(counter).total == 60


def test_in_little_room_the_button_says_so_too(counter):
    employ(counter, LEE, CHEN, CASHIER)
    counter.place.session.enter(LEE)
    counter.goods(("CUP", 1, 60))
    bar = counter.open("sell", 800, 600).bar.primary
    assert (bar.isEnabled(), bar.reason()) == (False, "換收銀員登入才能收款")
    counter.place.session.enter(CASHIER)
    assert bar.isEnabled()
