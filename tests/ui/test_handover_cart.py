"""The cart of an order, where things are sold: it says whose it is, it goes back, and it is never paid twice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.contract.pickup import ToldPickup
from app.domain.order import OrderState
from app.domain.pickup_charge import all_left
from app.services.pickup import Given
from app.services.pickup_cart import cart_of
from app.ui.widgets.button import Button
from tests.ui.counter import Counter
from tests.ui.pickups import Pickups
from tests.ui.selling import JAM

Key = Qt.Key


@pytest.fixture
def store(counter: Counter) -> Pickups:
    return Pickups(counter)


def left_in_sell(store: Pickups) -> None:
    """An order's cart was made, and whoever made it went to sell."""
    store.ready("A7-315", paid=False)
    store.counter.open("sell")
    store.scan("A7-315").keys(Key.Key_F12)
    assert store.counter.where == "pay"
    store.counter.window.shell.go("sell")
    store.counter.settle()


def kept(store: Pickups) -> list[str]:
    """The first goods of every cart that is put aside."""
    return [one.cart.lines[0].sku for one in store.counter.place.parking.all()]


def put_aside(store: Pickups, code: str) -> None:
    """An order's cart lies among those that are put aside, as an earlier program left it."""
    counter = store.counter.place.counter
    one = store.pickup(code)
    cart = cart_of(one, Given(one.order_id, all_left(one)), counter.ids.mint(), counter.catalog(), store.now)
    counter.carts.park(cart, "10:00 · 3 件", counter.ids.mint(), "anna").result()


def hand_over_elsewhere(store: Pickups, code: str) -> None:
    """The order comes by the feed as given by another terminal."""
    told = ToldPickup(handed_at=store.now)
    store.order(code, state="handed_over", paid=False, told=told)


def test_its_head_says_which_order_it_is_and_a_key_gives_it_back(store: Pickups):
    left_in_sell(store)
    assert "取貨單 A7-315" in store.counter.texts()
    assert not store.counter.screen.panel.hold_button.isVisible()
    assert store.counter.named("放回取貨", Button).isEnabled()
    store.keys(Key.Key_F5)
    assert store.counter.place.cart.cart.is_empty
    assert (kept(store), store.centre.released) == ([], 1)
    assert store.toast == "取貨單 A7-315 已放回取貨，要收款再掃一次取貨碼"
    assert "取貨單 A7-315" not in store.counter.texts()
    assert store.counter.screen.panel.hold_button.isVisible()
    assert store.state("A7-315") is OrderState.READY
    store.scan(JAM)
    assert [line.sku for line in store.counter.place.cart.cart.lines] == ["JA001"]


def test_it_goes_back_after_a_restart_too(store: Pickups):
    left_in_sell(store)
    store.counter.settle()
    store.counter.restart()
    store.counter.open("sell")
    assert "取貨單 A7-315" in store.counter.texts()
    store.tap("放回取貨")
    assert store.counter.place.cart.cart.is_empty
    store.counter.settle()
    store.counter.restart()
    assert store.counter.place.cart.cart.is_empty


def test_where_there_is_little_room_the_bar_says_so_too(store: Pickups):
    store.ready("A7-315", paid=False)
    store.counter.open("sell", 900, 700)
    store.scan("A7-315").keys(Key.Key_F12)
    store.counter.window.shell.go("sell")
    assert "取貨單 A7-315 3 件" in store.counter.names()
    store.keys(Key.Key_F5)
    assert "購物車 0 件" in store.counter.names()


def test_it_does_not_go_back_while_money_lies_there(store: Pickups):
    left_in_sell(store)
    store.counter.place.payment.take_cash(50)
    store.counter.settle()
    store.keys(Key.Key_F5)
    assert "已收款項" in store.toast
    assert store.counter.place.cart.cart.order is not None


def test_goods_that_are_scanned_into_it_are_refused_with_what_to_do(store: Pickups):
    left_in_sell(store)
    store.scan(JAM)
    assert store.toast == "取貨單 A7-315 的品項與價格不能變更。先收款，或按 F5 放回取貨"


def test_a_cart_that_lay_open_is_put_aside_for_an_order_and_that_is_told(store: Pickups):
    store.ready("A7-315", paid=False)
    store.counter.open("sell")
    store.scan(JAM).scan("A7-315").keys(Key.Key_F12)
    assert store.counter.where == "pay"
    assert store.toast == "原交易已保留為 10:00 · 1 件，按 F6 取回"


def test_it_is_not_put_aside_where_another_cart_is_fetched(store: Pickups):
    store.ready("A7-315", paid=False)
    store.counter.open("sell")
    store.scan(JAM).scan("A7-315").keys(Key.Key_F12)
    store.counter.window.shell.go("sell")
    store.keys(Key.Key_F6)
    assert "取回時，取貨單 A7-315 會放回取貨" in store.counter.texts()
    store.keys(Key.Key_Return)
    assert [line.sku for line in store.counter.place.cart.cart.lines] == ["JA001"]
    assert (kept(store), store.toast) == ([], "已取回 10:00 · 1 件")


def test_one_that_was_put_aside_is_marked_and_refused_once_the_order_is_given(store: Pickups):
    store.ready("A7-315", paid=False)
    put_aside(store, "A7-315")
    hand_over_elsewhere(store, "A7-315")
    store.counter.open("sell")
    store.keys(Key.Key_F6)
    assert any(row.startswith("取貨單 A7-315 · 10:00") for row in store.rows("保留中的交易"))
    store.keys(Key.Key_Return)
    assert store.toast == "這張取貨單已經交付過"
    assert store.counter.place.cart.cart.is_empty
    assert kept(store) == ["BR001"]


def test_one_whose_price_is_another_by_now_is_refused_where_it_is_fetched(store: Pickups):
    store.ready("A7-315", paid=False)
    put_aside(store, "A7-315")
    store.ready("A7-315", paid=100)
    store.counter.open("sell")
    store.keys(Key.Key_F6, Key.Key_Return)
    assert store.toast == "取貨單 A7-315 的金額已變動，請重新核對"
    assert store.counter.place.cart.cart.is_empty


def test_an_order_whose_cart_is_put_aside_is_refused_where_it_is_shown_again(store: Pickups):
    store.ready("A7-315", paid=False)
    put_aside(store, "A7-315")
    store.open().scan("A7-315").keys(Key.Key_F12)
    assert store.counter.where == "handover"
    assert store.toast == "取貨單 A7-315 在保留中：到銷售按 F6 取回收款，或刪除後再掃取貨碼"
    assert store.counter.place.cart.cart.is_empty


def test_an_open_one_whose_order_was_given_meanwhile_is_refused_before_money_is_taken(store: Pickups):
    left_in_sell(store)
    hand_over_elsewhere(store, "A7-315")
    store.keys(Key.Key_F12)
    assert (store.counter.where, store.toast) == ("sell", "這張取貨單已經交付過")
    store.keys(Key.Key_F5)
    assert store.counter.place.cart.cart.is_empty
