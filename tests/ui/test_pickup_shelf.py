"""Where an order is put: the shelf drawn as chosen is the one it lies on, and keys and labels reach it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.order import OrderState
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
