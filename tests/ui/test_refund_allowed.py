"""What somebody allowed of a return is for those goods alone."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.ui.widgets.dialog import open_dialog
from tests.ui.counter import CASHIER
from tests.ui.refunding import BARE, find, last, rows, show
from tests.ui.selling import OOLONG, TOAST
from tests.ui.test_refund_exchange import CHEN, LEE, employ

Key = Qt.Key


def test_an_approval_is_for_those_goods_alone(counter):
    """A receipt's goods come into the cart only once they are allowed: no line's number tells them till then."""
    employ(counter, LEE, CHEN)
    counter.place.session.enter(LEE)
    till = counter.till
    till.complete(till.cart(("GUM", 1, 10), ("PEN", 1, 20), ("WATCH", 1, 9_999)), actor="S01").result()
    show(counter)
    find(counter, "0001")
    refund = counter.place.refund
    refund.choose(1, 1_000)
    refund.choose(2, 1_000)
    counter.press("買錯")
    counter.keys(Key.Key_F12)
    counter.settle()
    assert "商品 goods GUM" in counter.names()
    counter.window.shell.scanned("BADGE-S01")
    counter.settle()
    assert "商品 goods PEN" in counter.names()
    open_dialog(counter.window).answer("cancel")
    refund.choose(1, 0)
    refund.choose(2, 0)
    refund.choose(3, 1_000)
    counter.keys(Key.Key_F12)
    counter.settle()
    dialog = open_dialog(counter.window)
    assert {"商品 goods WATCH", "退款金額 $9,999"} <= set(counter.names())
    dialog.answer("cancel")
    assert counter.place.payment.last is None
    refund.choose(3, 0)
    refund.choose(1, 1_000)
    counter.keys(Key.Key_F12)
    counter.settle()
    assert last(counter).total == -10
    till.check()


def test_so_is_one_for_goods_without_a_receipt(selling):
    goods = selling.counter
    employ(goods, CASHIER, CHEN)
    show(goods)
    goods.press("無收據退貨")
    goods.window.shell.scanned(TOAST)
    goods.window.shell.scanned(OOLONG)
    goods.screen.zone.bare.begin()
    goods.keys("95")
    goods.press("買錯")
    goods.keys(Key.Key_F12)
    goods.settle()
    goods.window.shell.scanned("BADGE-S01")
    goods.settle()
    open_dialog(goods.window).answer("cancel")
    goods.place.refund.bare.choose(1)
    goods.place.refund.bare.remove()
    assert rows(goods, BARE) == ["高山烏龍 茶包 12 入, 單價 $95, 1, $95"]
    goods.keys(Key.Key_F12)
    goods.settle()
    assert "商品 高山烏龍 茶包 12 入" in goods.names()
    assert goods.place.payment.last is None
