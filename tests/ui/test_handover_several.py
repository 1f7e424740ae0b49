"""Several orders of one customer: given together, paid one after the other, and left out again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import UserError
from app.domain.order import OrderState
from app.services.pickup_ports import Claimed
from app.ui.widgets.check import CheckRow
from tests.ui.counter import Counter
from tests.ui.pickups import Pickups

Key = Qt.Key
GOODS = "逐項核對"


@pytest.fixture
def store(counter: Counter) -> Pickups:
    return Pickups(counter)


def test_several_orders_of_one_customer_go_together(store: Pickups):
    store.ready("A7-315", (("BR001", 1),), tail="557")
    store.ready("A7-299", (("DA001", 1),), tail="557")
    store.open().scan("A7-315")
    assert "這位客人還有 1 張" in store.said
    store.tap("A7-299")
    assert store.rows(GOODS) == [
        "發酵奶油可頌, A7-315 · 貨架 B-02, × 1, $58",
        "北回鮮乳 936ml, A7-299 · 貨架 B-02, × 1, $99",
    ]
    store.keys(Key.Key_F12)
    assert {store.state(code) for code in ("A7-315", "A7-299")} == {OrderState.HANDED_OVER}
    assert store.toast == "A7-315、A7-299 已交付"


def two_unpaid(store: Pickups) -> None:
    """Two orders of one customer, neither paid; the second is still being picked."""
    store.ready("A7-315", (("BR001", 1),), tail="557", paid=False)
    store.order("A7-299", (("DA001", 1),), "picking", tail="557", paid=False)


def test_of_several_unpaid_orders_it_says_which_is_paid_now_and_what_comes_then(store: Pickups):
    two_unpaid(store)
    store.open().scan("A7-315")
    store.tap("A7-299")
    assert (store.forward, store.amount) == (("收款並交付 $58", "on"), "$58")
    assert "第 1 張，共 2 張 · A7-315\n之後再收 $99" in store.counter.texts()
    store.keys(Key.Key_F12, Key.Key_Return)
    assert (store.counter.where, store.state("A7-315")) == ("complete", OrderState.HANDED_OVER)
    assert store.forward == ("收下一張 $99", "on")
    assert "這位客人還有 1 張要收款" in store.said
    store.counter.screen.deaf.stop()
    store.keys(Key.Key_Return)
    assert store.counter.where == "handover"
    assert {"已收款並交付 A7-315", "接著收 A7-299 的 $99", "第 2 張，共 2 張 · A7-299"} <= set(store.counter.texts())
    assert "A7-299" in store.counter.texts(), "the head is about the one that is paid now"
    assert (store.forward, store.amount) == (("收款並交付 $99", "on"), "$99")
    store.keys(Key.Key_F12, Key.Key_Return)
    assert store.state("A7-299") is OrderState.HANDED_OVER
    store.counter.screen.deaf.stop()
    assert store.forward == ("核對商品", "on")
    store.keys(Key.Key_Return)
    assert store.amount == "$157"
    store.keys(Key.Key_Return)
    assert store.toast == "A7-315、A7-299 已交付"


def test_of_many_paid_orders_it_says_how_many(store: Pickups):
    codes = ("A7-315", "A7-299", "A7-300", "A7-301")
    for code in codes:
        store.ready(code, (("BR001", 1),), tail="557", paid=False)
    store.open().scan(codes[0])
    for code in codes[1:]:
        store.tap(code)
    for number in range(1, 4):
        assert f"第 {number} 張，共 4 張" in store.said
        store.keys(Key.Key_F12, Key.Key_Return)
        store.counter.screen.deaf.stop()
        store.keys(Key.Key_Return)
    assert {"已收款並交付 3 張", "第 4 張，共 4 張 · A7-301"} <= set(store.counter.texts())
    store.keys(Key.Key_Escape)
    assert {one.order.code for one in store.counter.place.handover.orders} == set()
    assert [store.state(code) is OrderState.HANDED_OVER for code in codes] == [True, True, True, False]


def test_an_order_beside_says_that_it_is_not_ready_and_can_be_left_out_again(store: Pickups):
    two_unpaid(store)
    store.open().scan("A7-315")
    row = store.counter.named("A7-299", CheckRow)
    assert row.accessibleDescription() == "還沒備妥 · 1 件 · 到店付 99"
    row.setFocus()
    store.keys(Key.Key_Space)
    assert (len(store.rows(GOODS)), row.isChecked(), row.hasFocus()) == (2, True, True)
    store.keys(Key.Key_Space)
    assert (len(store.rows(GOODS)), row.isChecked(), row.hasFocus()) == (1, False, True)
    assert (store.forward, store.centre.released) == (("收款並交付 $58", "on"), 1)
    store.centre.claimed = Claimed(granted=False, reason="held")
    store.keys(Key.Key_Space)
    assert (len(store.rows(GOODS)), row.isChecked()) == (1, False)
    assert store.toast == "另一台收銀機正在交付這張取貨單"


def test_an_order_for_which_money_lies_there_is_not_left_out(store: Pickups):
    two_unpaid(store)
    store.counter.open("sell")
    store.scan("A7-299").tap("A7-315").keys(Key.Key_F12)
    store.counter.place.payment.take_cash(50)
    store.counter.settle()
    store.counter.window.shell.go("handover")
    handover = store.counter.place.handover
    with pytest.raises(UserError, match="part_paid"):
        handover.leave_out("id-A7-299")
    store.tap("A7-315")
    assert [one.order.code for one in handover.orders] == ["A7-299"]
