"""Presses too many, and too early, around a payment."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.errors import UserError
from app.domain.tender import TenderKind
from app.ui.shell.deaf import DEAF_MS
from tests.db.conftest import held, refused
from tests.ui.counter import Counter
from tests.ui.refunding import find, last, show, toast

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def selling(counter: Counter) -> Counter:
    counter.goods(("CUP", 1, 60))
    counter.open("sell")
    return counter


# --- the press that led to the payment ------------------------------------------------------------------------------


def test_f12_twice_is_not_a_payment(counter):
    selling(counter).keys(Key.Key_F12, Key.Key_F12)
    counter.settle()
    assert counter.where == "pay"
    assert counter.screen.deaf.interval() == DEAF_MS
    counter.screen.deaf.stop()
    counter.keys(Key.Key_F12)
    counter.settle()
    assert counter.where == "complete"


def test_nor_is_a_finger_that_taps_twice(counter):
    selling(counter)
    bar = counter.screen.panel.primary
    at = counter.window.mapFromGlobal(bar.mapToGlobal(QPoint(bar.width() // 2, bar.height() // 2)))
    for _ in range(2):
        QTest.mouseClick(counter.window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    counter.settle()
    assert counter.where == "pay"
    assert counter.place.payment.last is None


def test_enter_is_heard_at_once(counter):
    selling(counter).keys(Key.Key_F12, Key.Key_Return)
    counter.settle()
    assert counter.where == "complete"


def test_so_is_f12_once_something_was_typed(counter):
    selling(counter).keys(Key.Key_F12)
    counter.keys("100", Key.Key_F12)
    counter.settle()
    assert (counter.where, counter.place.payment.last.change) == ("complete", 40)


def test_what_was_typed_before_is_not_paid_by_a_second_press_either(counter):
    selling(counter).keys(Key.Key_F12)
    counter.keys("100")
    counter.window.shell.go("sell")
    counter.keys(Key.Key_F12, Key.Key_F12)
    counter.settle()
    assert (counter.where, counter.screen.column.amount.text()) == ("pay", "$100")


# --- a cart that is on its way --------------------------------------------------------------------------------------


def put_aside(counter: Counter) -> None:
    counter.keys(Key.Key_F5)


def clear(counter: Counter) -> None:
    counter.press("清空")


@pytest.mark.parametrize("act", [put_aside, clear])
def test_a_cart_that_is_put_aside_or_cleared_is_not_paid(counter, act):
    selling(counter)
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


# --- back to two cards ----------------------------------------------------------------------------------------------


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
