"""What is typed into the settings: it waits while something else is looked at, for whoever typed it alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from tests.ui.counter import Counter
from tests.ui.test_settings import CHEN, SHOP, at_the_settings, notes


@pytest.fixture
def managed(make_counter: Callable[..., Counter]) -> Counter:
    """A manager at the settings of a shop without a shift."""
    return at_the_settings(make_counter(SHOP, opening_float=None))


def test_what_one_person_typed_is_not_the_next_ones(managed):
    managed.named("門市名稱").setText("永康店")
    managed.window.shell.lock()
    managed.place.session.enter(CHEN)
    managed.settle()
    managed.window.shell.go("settings")
    assert managed.named("門市名稱").text() == "大稻埕店"
    assert managed.screen.zones.primary.text() == "完成"


def test_what_is_typed_waits_while_another_part_is_looked_at(managed):
    form = managed.screen.part.form
    managed.named("門市名稱").setText("永康店")
    for section in ("聲音", "收據", "門市"):
        managed.press(section)
    assert managed.screen.part.form is form
    assert managed.named("門市名稱").text() == "永康店"
    managed.press("收據")
    managed.keys(Qt.Key.Key_Escape)
    managed.press("門市")
    assert managed.named("門市名稱").text() == "大稻埕店"


def test_the_currency_can_be_chosen_until_money_is_counted(managed):
    assert managed.named("幣別 新台幣").isEnabled()
    managed.window.shell.go("sell")
    managed.window.shell.go("shift")
    managed.settle()
    managed.keys("3", Qt.Key.Key_F12)
    managed.settle()
    managed.window.shell.go("settings")
    assert not managed.named("幣別 新台幣").isEnabled()
    assert "已經收過錢，幣別不能再改" in notes(managed)
