"""Enter on a button that has the focus: it presses it, unless Enter means the screen's own act there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.runtime.selling import Work
from app.ui.widgets import press
from app.ui.widgets.button import Button, IconButton, PrimaryBar
from app.ui.widgets.check import CheckRow
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.option import OptionButton, OptionRow
from app.ui.widgets.segment import Segment
from tests.ui.selling import JAM, Selling

Key = Qt.Key


class Page(QWidget):
    """A field above a button, and an act of the page's own on Enter."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        self.field, self.buttons = QLineEdit(), buttons
        self.told: list[str] = []
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        for button in buttons:
            button.clicked.connect(lambda _=False, one=button: self.told.append(one.accessibleName()))
            column.addWidget(button)
        for key in ("Return", "Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(lambda: self.told.append("page"))

    def type(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.windowHandle(), key)


@pytest.fixture
def page(qtbot) -> Callable[..., Page]:
    def made(*buttons: QPushButton) -> Page:
        found = Page(*buttons)
        qtbot.addWidget(found)
        found.show()
        found.activateWindow()
        qtbot.waitUntil(found.isActiveWindow)
        found.field.setFocus()
        return found

    return made


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_presses_the_button_that_the_tab_key_came_to(page, key: Qt.Key) -> None:
    here = page(Button("補印"), IconButton("x", "移除"), PrimaryBar("收款"))
    here.type(key)
    assert here.told == ["page"]
    for _ in here.buttons:
        here.type(Key.Key_Tab, key)
    assert here.told == ["page", "補印", "移除", "收款"]


def test_where_a_touch_left_the_focus_enter_is_the_pages(page) -> None:
    here = page(Button("補印"))
    QTest.mouseClick(here.buttons[0], Qt.MouseButton.LeftButton)
    assert here.buttons[0].hasFocus()
    here.type(Key.Key_Return)
    assert here.told == ["補印", "page"]


@pytest.mark.parametrize("away", [QWidget.hide, lambda one: one.setEnabled(False)])
def test_where_the_focus_fell_enter_is_the_pages(page, away: Callable[[QWidget], None]) -> None:
    here = page(Button("作廢"), Button("補印"))
    away(here.field)
    assert here.buttons[0].hasFocus()
    here.type(Key.Key_Return)
    assert here.told == ["page"]
    here.type(Key.Key_Tab, Key.Key_Return)
    assert here.told == ["page", "補印"]


def test_a_second_press_of_what_put_the_focus_there_presses_nothing(page, monkeypatch) -> None:
    here = page(Button("完成交班"))
    monkeypatch.setattr(press, "DEAF_MS", 600_000)
    here.buttons[0].setFocus()
    here.type(Key.Key_Return)
    assert here.told == ["page"]
    monkeypatch.setattr(press, "DEAF_MS", 0)
    here.type(Key.Key_Return)
    assert here.told == ["page", "完成交班"]


def test_enter_that_is_held_down_presses_nothing(page) -> None:
    here = page(Button("補印"))
    here.type(Key.Key_Tab)
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(here.buttons[0], held)
    assert here.told == []


def test_enter_chooses_a_value_and_goes_on_where_it_is_chosen(page) -> None:
    for value in (OptionButton("現金"), OptionRow("現金")):
        here = page(value)
        here.type(Key.Key_Tab, Key.Key_Return)
        assert (value.isChecked(), here.told) == (True, ["現金"])
        here.type(Key.Key_Return)
        assert (value.isChecked(), here.told) == (True, ["現金", "page"])


def test_a_tick_is_space_s(page) -> None:
    box = CheckRow("同意")
    here = page(box)
    here.type(Key.Key_Tab, Key.Key_Return)
    assert (box.isChecked(), here.told) == (False, ["page"])
    here.type(Key.Key_Space)
    assert box.isChecked()


def test_a_view_is_chosen_by_enter_too(stage) -> None:
    views = Segment([("a", "甲", "", ""), ("b", "乙", "", "")])
    stage(views)
    told: list[str] = []
    views.chosen.connect(told.append)
    views.button("b").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(views.button("b"), Key.Key_Return)
    assert (views.current(), told) == ("b", ["b"])


def test_in_a_dialog_it_presses_no_red_button(page) -> None:
    here = page()
    dialog = Dialog(here, "作廢這筆交易？")
    dialog.add_button("keep", "保留", safe=True)
    dialog.add_button("void", "作廢", "fill_danger")
    answers: list[str] = []
    dialog.closed.connect(answers.append)
    dialog.open()
    dialog.button("void").setFocus(Qt.FocusReason.TabFocusReason)
    here.type(Key.Key_Return)
    assert answers == []
    dialog.button("keep").setFocus(Qt.FocusReason.TabFocusReason)
    here.type(Key.Key_Return)
    assert answers == ["keep"]


def test_at_the_counter_enter_presses_what_has_the_focus(selling: Selling) -> None:
    selling.open().scan(JAM)
    selling.counter.named("合計", QAbstractButton).setFocus(Qt.FocusReason.TabFocusReason)
    selling.keys(Key.Key_Return)
    assert selling.place.selling.work is Work.EDIT
    selling.keys(Key.Key_Escape)
    selling.counter.named("交易", QAbstractButton).setFocus(Qt.FocusReason.TabFocusReason)
    selling.keys(Key.Key_Return)
    assert selling.counter.where == "sales"
