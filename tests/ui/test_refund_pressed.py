"""Returns while something is under way: a second press, another screen, a scan, a lock."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.devices.scanner import WedgeScanner
from app.domain.errors import FaultError
from app.ui.shell.hearing import Hearing
from tests.db.conftest import held
from tests.ui.counter import CASHIER, Counter
from tests.ui.refunding import BARE, find, last, primary, rows, show, toast, touch
from tests.ui.scan_keys import Keys
from tests.ui.selling import BOSS, OOLONG, TOAST, Selling

Key = Qt.Key


def bare(selling: Selling) -> Counter:
    """Toast for 95 comes back without a receipt."""
    counter = show(selling.counter)
    counter.press("無收據退貨")
    counter.window.shell.scanned(TOAST)
    counter.press("買錯")
    return counter


def over_a_cart(selling: Selling) -> Counter:
    """A tea for 160 comes back while a cup lies in the cart."""
    counter = selling.counter
    counter.till.sell(("TEA", 1, 160))
    counter.goods(("CUP", 1, 60))
    show(counter)
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("買錯")
    return counter


def test_a_manager_who_presses_twice_pays_out_once(selling):
    selling.employ().place.session.enter(BOSS)
    counter = bare(selling)
    with held(counter.till):
        counter.keys(Key.Key_F12)
        QApplication.processEvents()
        assert not counter.screen.primary.isEnabled()
        counter.keys(Key.Key_F12)
    counter.settle()
    assert (counter.where, last(counter).total) == ("complete", -95)
    assert (counter.till.kinds().count("act.approved"), counter.till.kinds().count("sale.completed")) == (1, 1)
    counter.window.shell.go("refund")
    assert not counter.place.refund.is_begun
    assert not counter.place.refund.is_busy


def test_a_vouching_that_fails_frees_the_choice(selling, monkeypatch):
    def full(*_: object) -> None:
        raise FaultError("db.disk_full")

    selling.employ().place.session.enter(BOSS)
    counter = bare(selling)
    with monkeypatch.context() as patch:
        patch.setattr("app.db.work.apply.apply", full)
        counter.keys(Key.Key_F12)
        counter.settle()
    assert toast(counter).startswith("磁碟已滿")
    assert primary(counter) == "退款 $95"
    counter.keys(Key.Key_F12)
    counter.settle()
    assert last(counter).total == -95


def test_who_left_while_the_cart_was_put_aside_pays_nothing_out(selling):
    counter = over_a_cart(selling)
    with held(counter.till):
        counter.keys(Key.Key_F12)
        QApplication.processEvents()
        counter.window.shell.go("sell")
        counter.window.shell.scanned(TOAST)
        counter.window.shell.scanned(OOLONG)
    counter.settle()
    assert counter.where == "sell"
    assert counter.till.kinds().count("sale.completed") == 1
    assert [line.sku for line in counter.place.cart.cart.lines] == ["BR011", "TE001"]
    assert counter.place.cart.cart.returns == ()
    counter.window.shell.go("refund")
    assert primary(counter) == "退款 $160"


def test_goods_scanned_meanwhile_are_not_paid_for_with_the_refund(selling):
    counter = over_a_cart(selling)
    with held(counter.till):
        counter.keys(Key.Key_F12)
        QApplication.processEvents()
        counter.window.shell.go("sell")
        counter.window.shell.scanned(TOAST)
        counter.window.shell.go("refund")
    counter.settle()
    assert counter.where == "refund"
    assert toast(counter) == "購物車已有商品，先收款或保留，再退款"
    assert [line.sku for line in counter.place.cart.cart.lines] == ["BR011"]
    assert counter.till.kinds().count("sale.completed") == 1
    counter.keys(Key.Key_F12)
    counter.settle()
    assert last(counter).total == -160
    assert counter.place.parking.count() == 2


def test_a_counter_locked_while_the_cart_was_put_aside_pays_nothing_out(selling):
    selling.employ().place.session.enter(CASHIER)
    counter = over_a_cart(selling)
    with held(counter.till):
        counter.keys(Key.Key_F12)
        QApplication.processEvents()
        counter.keys(Key.Key_L, held=Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert counter.where == "lock"
    assert counter.place.parking.count() == 1
    counter.place.session.enter(BOSS)
    counter.window.shell.go("refund")
    assert primary(counter) == "退款 $160"
    assert not counter.place.refund.is_busy


def test_a_counter_locked_while_a_manager_vouches_pays_nothing_out(selling):
    selling.employ().place.session.enter(BOSS)
    counter = bare(selling)
    with held(counter.till):
        counter.keys(Key.Key_F12)
        QApplication.processEvents()
        counter.keys(Key.Key_L, held=Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert counter.where == "lock"
    assert "sale.completed" not in counter.till.kinds()


def test_a_cart_that_cannot_be_put_aside_frees_the_choice(selling):
    counter = over_a_cart(selling)
    counter.place.counter.carts.void(counter.place.cart.cart, "gone", "anna").result()
    counter.keys(Key.Key_F12)
    counter.settle()
    assert toast(counter) == "這筆交易已結束"
    assert not counter.place.refund.is_busy


def test_a_scan_during_a_payout_is_refused_and_told(selling):
    counter = bare(selling)
    with held(counter.till):
        counter.keys(Key.Key_F12)
        QApplication.processEvents()
        counter.heard.cues.clear()
        counter.window.shell.scanned(TOAST)
        assert counter.heard.cues == ["rejected"]
        assert toast(counter) == "收款中，先返回購物車再修改"
        assert rows(counter, BARE) == ["鮮奶吐司 半條, 單價 $95, 1, $95"]
        counter.keys("7", Key.Key_Plus, Key.Key_Delete)
        assert rows(counter, BARE) == ["鮮奶吐司 半條, 單價 $95, 1, $95"]
    counter.settle()
    assert last(counter).total == -95


def test_so_is_one_of_a_receipts_goods_or_another_receipt(counter):
    sale = counter.till.sell(("TEA", 3, 160))
    counter.till.sell(("CUP", 1, 60))
    show(counter)
    find(counter, "0001")
    counter.window.shell.scanned("TEA")
    counter.press("買錯")
    with held(counter.till):
        counter.keys(Key.Key_F12)
        QApplication.processEvents()
        counter.heard.cues.clear()
        counter.window.shell.scanned("TEA")
        counter.window.shell.scanned("0002")
        assert counter.heard.cues == ["rejected", "rejected"]
        assert counter.place.refund.sought.view.sale.ticket.sale_id == sale.ticket.sale_id
    counter.settle()
    assert last(counter).total == -160


def test_a_window_that_changes_meanwhile_waits_and_the_payout_goes_on(selling):
    counter = over_a_cart(selling)
    old = counter.window.shell
    with held(counter.till):
        counter.keys(Key.Key_F12)
        QApplication.processEvents()
        counter.place.preferences.choose(text_size=125)
        for _ in range(5):
            QApplication.processEvents()
        assert counter.window.shell is old
    counter.settle()
    assert counter.window.shell is not old
    assert (counter.where, last(counter).total) == ("complete", -160)
    assert counter.place.parking.count() == 1


def test_a_key_just_before_the_window_changes_counts(selling):
    counter = over_a_cart(selling)
    with held(counter.till):
        counter.place.preferences.choose(text_size=125)
        counter.keys(Key.Key_F12)
        for _ in range(5):
            QApplication.processEvents()
    counter.settle()
    assert (counter.where, last(counter).total) == ("complete", -160)


NO_KEY, SHIFT, KEYPAD = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


@pytest.mark.parametrize("focus", ["row", "reason", "field"])
def test_plus_and_minus_step_the_row_and_leave_the_receipts_number(counter, focus):
    counter.till.sell(("TEA", 5, 160))
    show(counter)
    hearing = Hearing(counter.window, WedgeScanner())
    find(counter, "0001")
    touch(counter, 0)
    number = counter.named("收據").text()
    keys, seen = Keys(counter.window), []
    if focus == "reason":
        counter.press("買錯")
    for text, also in (("-", NO_KEY), ("-", KEYPAD), ("+", SHIFT), ("-", NO_KEY), ("+", KEYPAD)):
        if focus == "field":
            counter.keys(Key.Key_F4)
        keys.press(text, 300, also)
        keys.release(text, also)
        counter.wait(lambda: not hearing.filter._wedge.is_holding)
        seen.append(rows(counter)[0].split(", ")[2])
    assert seen == ["4 / 5", "3 / 5", "4 / 5", "3 / 5", "4 / 5"]
    assert counter.named("收據").text() == number
    hearing.close()
