"""The board where there is little room: the line that is picked is seen, and amounts are whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QWidget

from app.runtime.preferences import Language
from app.ui.screens.pickup.side import Fact
from app.ui.widgets.paint import Painted, listen
from tests.ui.counter import Counter
from tests.ui.pickups import Pickups

GOODS = (("BR001", 2), ("DA001", 1), ("DA003", 1), ("HM001", 1), ("HM002", 1), ("TE001", 1))


@pytest.fixture
def store(counter: Counter) -> Pickups:
    return Pickups(counter)


def seen(store: Pickups, row: int) -> bool:
    """Whether a row of the pick list is wholly within what is shown."""
    view = _goods(store)
    box = view.visualRect(view.model().index(row, 0))
    return _inside(view.viewport(), box) and _inside(_area(view).viewport(), box, view.viewport())


def _goods(store: Pickups) -> QAbstractItemView:
    goods = store.counter.screen.details.goods
    assert isinstance(goods, QAbstractItemView)
    return goods


def _area(one: QWidget) -> QScrollArea:
    parent = one.parentWidget()
    while not isinstance(parent, QScrollArea):
        assert parent is not None
        parent = parent.parentWidget()
    return parent


def _inside(outer: QWidget, box: QRect, of: QWidget | None = None) -> bool:
    corner = outer.mapFromGlobal((of or outer).mapToGlobal(box.topLeft())) if of is not None else box.topLeft()
    return outer.rect().contains(QRect(QPoint(0, corner.y()), box.size()).adjusted(0, 0, -box.width() + 1, 0))


@pytest.mark.parametrize("language", list(Language))
def test_in_large_text_in_a_small_window_the_line_that_is_ticked_is_seen(store: Pickups, language: Language):
    store.counter.place.preferences.choose(language=language, text_size=150)
    store.order("A7-322", GOODS, paid=False)
    store.open(1024, 768).show("A7-322")
    for row, (sku, count) in enumerate(GOODS):
        for _ in range(count):
            store.scan(sku)
        assert seen(store, row), sku


def test_how_it_is_paid_is_said_shorter_before_an_amount_is_cut(store: Pickups):
    store.open()
    heard: list[Painted] = []
    fact = Fact("付款")
    fact.tell("試用，到店付 1,180", "到店付 1,180", "1,180")
    for width, words in ((600, "試用，到店付 1,180"), (120, "到店付 1,180"), (70, "1,180")):
        fact.resize(width, 90)
        heard.clear()
        with listen(heard.append):
            fact.grab()
        assert heard[-1].text == words
    assert fact.accessibleName() == "付款 試用，到店付 1,180"
