"""Where an order is put: the shelf drawn as chosen is the one it lies on, and keys and labels reach it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.order import OrderState
from app.ui.screens.pickup.column import CardList
from app.ui.widgets.option import OptionButton
from tests.ui.counter import Counter
from tests.ui.pickups import Pickups

Key = Qt.Key
ONE = (("BR001", 1),)


@pytest.fixture
def store(counter: Counter) -> Pickups:
    return Pickups(counter)


def chosen(store: Pickups) -> list[str]:
    """The shelves that are drawn as chosen."""
    found = store.counter.screen.shelves.findChildren(OptionButton)
    return [one.text() for one in found if one.isVisible() and one.isChecked()]


def test_a_shelf_that_was_taken_meanwhile_is_not_drawn_as_chosen_for_the_next_order(store: Pickups):
    for code in ("A7-401", "A7-402", "A7-403"):
        store.order(code, ONE)
    store.open().show("A7-401").scan("BR001").tap("其他").keys("A-01", Key.Key_F12)
    store.show("A7-401").keys(Key.Key_F12)
    for _ in store.counter.place.handover.to_tick:
        store.keys(Key.Key_Space, Key.Key_Down)
    store.keys(Key.Key_F12)  # paid online: the shelf is free again
    assert store.state("A7-401") is OrderState.HANDED_OVER
    store.open().show("A7-402").scan("BR001").show("A7-403").scan("BR001").show("A7-402")
    assert chosen(store) == ["A-01"]
    store.keys(Key.Key_F12)
    assert store.pickup("A7-402").shelf == "A-01"
    store.show("A7-403")
    assert store.forward == ("備妥上架", "先選貨架")
    assert chosen(store) == []
    store.tap("A-01").keys(Key.Key_F12)  # it may lie there with another
    assert store.pickup("A7-403").shelf == "A-01"


def picked(store: Pickups, code: str = "A7-401") -> Pickups:
    """An order of which everything lies there; B-02 and C-03 are shelves that were used."""
    store.ready("A7-390")
    store.order(code, ONE)
    return store.open().show(code).scan("BR001")


@pytest.mark.parametrize(("label", "shelf"), [("b-02", "B-02"), ("A-07", "A-07"), ("冷藏 2", "冷藏 2")])
def test_a_label_that_is_scanned_says_the_shelf(store: Pickups, label: str, shelf: str):
    picked(store).scan(label)
    assert (chosen(store), store.counter.screen.field.note()) == (
        [shelf if shelf == "B-02" else "其他"],
        f"貨架 {shelf}",
    )
    assert store.forward == ("備妥上架", "on")
    store.keys(Key.Key_F12)
    assert store.pickup("A7-401").shelf == shelf


def test_the_label_that_was_scanned_last_counts(store: Pickups):
    picked(store).tap("其他").keys("D-0").scan("C-03").scan("B-02")
    assert chosen(store) == ["B-02"]
    store.scan("C-09").keys(Key.Key_F12)
    assert store.pickup("A7-401").shelf == "C-09"


def test_a_label_that_is_typed_says_the_shelf_too(store: Pickups):
    picked(store).keys(Key.Key_F4, "c-11", Key.Key_Return)
    assert (chosen(store), store.counter.screen.field.text()) == (["其他"], "")
    store.keys(Key.Key_F12)
    assert store.pickup("A7-401").shelf == "C-11"


def test_goods_orders_and_figures_are_no_shelves(store: Pickups):
    store.order("A7-402", ONE)
    picked(store).scan("4710000000017")
    assert (chosen(store), store.counter.screen.field.note()) == ([], "查無此條碼 4710000000017")
    store.scan("A7-402")
    assert "A7-402" in store.said
    assert store.forward == ("開始備貨", "on")
    store.scan("C-05")  # nothing of it was picked: it waits for no shelf
    assert store.counter.screen.field.note() == "查無此條碼 C-05"


def test_keys_choose_a_shelf_and_open_what_takes_the_place_of_goods(store: Pickups):
    picked(store).keys(Key.Key_F1)
    assert chosen(store) == ["B-02"]
    store.keys(Key.Key_F5, "E-01", Key.Key_F12)
    assert store.pickup("A7-401").shelf == "E-01"
    store.order("A7-402", ONE)
    store.show("A7-402").keys(Key.Key_F6)
    assert "替代：發酵奶油可頌" in store.said
    store.keys(Key.Key_Escape)
    store.counter.keys(Key.Key_F1, held=Qt.KeyboardModifier.ShiftModifier)
    assert {"替代品 F6", "缺貨 F7", "備妥上架 F12"} & set(store.counter.names()) >= {"替代品 F6", "缺貨 F7"}


def test_a_column_without_orders_is_no_stop_of_the_tab_key(store: Pickups):
    picked(store)
    assert not _stops(store, "逾期未取")
    assert _stops(store, "待取貨")
    store.ready("A7-266", ready_at=store.now - 6_000 * 60_000_000, keep_until=store.now - 1_440 * 60_000_000)
    assert _stops(store, "逾期未取")


def _stops(store: Pickups, name: str) -> bool:
    lists = [one for one in store.counter.screen.findChildren(CardList) if one.accessibleName() == name]
    return bool(lists[0].focusPolicy() & Qt.FocusPolicy.TabFocus)
