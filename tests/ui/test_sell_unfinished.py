"""What is half done when a customer's cart ends: it is finished or given up first, and never the next one's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.runtime.selling import Work
from tests.db.conftest import held
from tests.ui.counter import CASHIER
from tests.ui.refunding import find, last, toast
from tests.ui.selling import MILK, OOLONG, TOAST, Selling

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
GOODS, CHANGE = "還有商品等候輸入，先完成或按 Esc 略過", "變更還沒套用，先套用或按 Esc 取消"


def weighed(selling: Selling) -> str:
    selling.scan(TOAST, "WE002")
    return GOODS


def unknown(selling: Selling) -> str:
    selling.scan(TOAST, "4719999999998")
    selling.act()
    selling.keys("35")
    return GOODS


def off_the_cart(selling: Selling) -> str:
    selling.scan(TOAST)
    selling.keys(Key.Key_F7, held=SHIFT)
    selling.place.selling.editing.choose_percent(10)
    return CHANGE


def note(selling: Selling) -> str:
    selling.scan(TOAST)
    selling.keys(Key.Key_F9)
    selling.place.selling.editing.set_note("gift")
    return CHANGE


@pytest.mark.parametrize("begin", [weighed, unknown, off_the_cart, note])
@pytest.mark.parametrize("key", [Key.Key_F12, Key.Key_F5])
def test_a_cart_with_something_half_done_is_neither_paid_nor_put_aside(selling, begin, key):
    counter = selling.open().counter
    said = begin(selling)
    work = selling.place.selling.work
    counter.keys(key)
    counter.settle()
    assert (counter.where, toast(counter)) == ("sell", said)
    assert (selling.place.selling.work, selling.place.parking.count()) == (work, 0)
    counter.keys(Key.Key_Escape)
    counter.keys(Key.Key_F12)
    counter.settle()
    assert counter.where == "pay"
    counter.keys(Key.Key_Return)
    counter.settle()
    assert [line.sku for line in last(counter).lines] == ["BR011"]


@pytest.mark.parametrize("begin", [weighed, unknown, off_the_cart, note])
def test_with_a_cleared_cart_it_goes_too(selling, begin):
    counter = selling.open().counter
    begin(selling)
    counter.press("清空")
    counter.settle()
    assert selling.place.selling.work is Work.BROWSE
    selling.scan(MILK)
    assert (selling.skus, selling.place.selling.measuring.now) == ([("DA001", 1_000)], None)
    assert selling.place.selling.editing.draft is None


def test_goods_that_wait_keep_another_cart_from_being_fetched(selling):
    counter = selling.open().counter
    selling.scan(TOAST)
    counter.keys(Key.Key_F5)
    counter.settle()
    selling.scan(OOLONG)
    counter.keys(Key.Key_F6)
    selling.scan("WE002")
    (parked,) = selling.place.parking.all()
    counter.screen.guarded(lambda: counter.screen.acts.recall(parked))
    counter.settle()
    assert toast(counter) == GOODS
    assert selling.skus == [("TE001", 1_000)]


def test_and_a_return_from_being_paid_out(selling):
    counter = selling.counter
    counter.till.sell(("TEA", 1, 160))
    selling.open().scan("WE002")
    counter.window.shell.go("refund")
    find(counter, "0001")
    counter.keys(Key.Key_F9)
    counter.press("買錯")
    counter.keys(Key.Key_F12)
    counter.settle()
    assert (counter.where, toast(counter)) == ("refund", GOODS)


def test_an_editor_in_which_nothing_was_typed_is_no_obstacle(selling):
    counter = selling.open().counter
    selling.scan(TOAST)
    counter.keys(Key.Key_F9)
    selling.scan(TOAST)
    assert selling.place.selling.work is Work.EDIT
    counter.keys(Key.Key_F12)
    counter.settle()
    assert counter.where == "pay"
    counter.keys(Key.Key_Return)
    counter.settle()
    selling.scan(MILK)
    assert selling.place.selling.work is Work.BROWSE


def test_a_lock_while_a_cart_is_fetched_leaves_one_cart_open(counter):
    counter.goods(("CUP", 1, 60))
    counter.open("sell")
    counter.keys(Key.Key_F5)
    counter.settle()
    counter.goods(("PEN", 1, 20))
    counter.keys(Key.Key_F6)
    counter.settle()
    with held(counter.till):
        counter.keys(Key.Key_Return)
        QApplication.processEvents()
        counter.keys(Key.Key_L, held=CTRL)
    counter.settle()
    counter.place.session.enter(CASHIER)
    counter.window.shell.go("sell")
    assert [line.sku for line in counter.place.cart.cart.lines] == ["CUP"]
    assert [[line.sku for line in one.cart.lines] for one in counter.place.parking.all()] == [["PEN"]]
    counter.keys(Key.Key_F12)
    counter.keys(Key.Key_Return)
    counter.settle()
    assert [line.sku for line in last(counter).lines] == ["CUP"]
    counter.till.check()


def test_what_a_cleared_cart_held_comes_back_under_numbers_of_its_own(selling):
    """What was allowed for a line of the open cart that is gone must not be for other goods."""
    counter = selling.open().counter
    selling.scan(TOAST)
    cleared = selling.cart
    counter.press("清空")
    counter.settle()
    selling.scan(MILK)
    counter.place.cart.remove(1)
    here = selling.cart
    counter.place.parking.bring_back(cleared)
    assert [(one.line_id, one.sku) for one in selling.cart.lines] == [(2, "BR011")]
    assert (selling.cart.cart_id, selling.cart.next_line_id) == (here.cart_id, 3)
    counter.keys(Key.Key_F12, Key.Key_Return)
    counter.settle()
    assert [line.sku for line in last(counter).lines] == ["BR011"]
