"""What the list of sales calls a sale that has no goods of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.refunding import show
from tests.ui.selling import Selling

Key = Qt.Key


def test_the_list_of_sales_names_what_came_back_without_a_receipt(selling: Selling) -> None:
    goods = selling.counter
    show(goods)
    goods.press("無收據退貨")
    goods.window.shell.scanned("WE002")
    goods.press("買錯")
    goods.screen.zone.bare.begin()
    goods.keys("0.350", Key.Key_F12)
    goods.settle()
    goods.window.shell.go("sales")
    goods.settle()
    assert goods.place.sales.rows[0].first == "牛番茄"
