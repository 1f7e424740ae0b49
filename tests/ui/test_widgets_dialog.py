"""The dialog and the toast: what keys do, where the focus goes, and that nothing waits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.ui.widgets.button import Button
from app.ui.widgets.dialog import Dialog, open_dialog
from app.ui.widgets.toast import Toast


@pytest.fixture
def window(qtbot):
    """A window with a field that has the focus and a button below."""
    made = QWidget()
    made.resize(1280, 800)
    column = QVBoxLayout(made)
    made.field, made.below = QLineEdit(), QPushButton("below")
    column.addWidget(made.field)
    column.addWidget(made.below)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    return made


@pytest.fixture
def ask(window):
    """Open the question of the design, and return it with what it answered."""

    def opened(*, typed: bool = False) -> tuple[Dialog, list[str]]:
        dialog = Dialog(window, "作廢這筆交易？", "作廢後不能取回。")
        dialog.add_button("keep", "保留交易", safe=True)
        dialog.add_button("void", "作廢 #0187", "fill_danger")
        if typed:
            dialog.body.addWidget(QLineEdit())
        answers: list[str] = []
        dialog.closed.connect(answers.append)
        dialog.open()
        return dialog, answers

    return opened


def press(qtbot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def test_it_opens_at_once_with_the_focus_on_the_safe_choice(window, ask) -> None:
    dialog, answers = ask()
    assert answers == []
    assert dialog.geometry() == window.rect()
    assert dialog.button("keep").hasFocus()
    assert dialog.accessibleName() == "作廢這筆交易？"
    assert window.rect().contains(dialog.panel.geometry())
    assert open_dialog(window) is dialog


def test_esc_is_the_safe_choice_and_the_focus_goes_back(window, ask, qtbot) -> None:
    dialog, answers = ask()
    dialog.button("void").setFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert answers == ["keep"]
    assert window.field.hasFocus()
    assert open_dialog(window) is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_never_presses_the_red_button(ask, qtbot, key: Qt.Key) -> None:
    dialog, answers = ask()
    dialog.button("void").setFocus()
    press(qtbot, key)
    assert answers == []
    assert dialog.isVisible()
    dialog.button("keep").setFocus()
    press(qtbot, key)
    assert answers == ["keep"]


def test_the_red_button_is_pressed_by_hand_or_by_space(ask, qtbot) -> None:
    dialog, answers = ask()
    qtbot.mouseClick(dialog.button("void"), Qt.MouseButton.LeftButton)
    assert answers == ["void"]
    dialog, answers = ask()
    dialog.button("void").setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert answers == ["void"]


def test_tab_stays_inside_in_both_directions(window, ask, qtbot) -> None:
    dialog, _ = ask(typed=True)
    seen = []
    for _ in range(4):
        seen.append(QApplication.focusWidget())
        press(qtbot, Qt.Key.Key_Tab)
    field, keep, void, again = seen
    assert isinstance(field, QLineEdit)
    assert field is again
    assert (keep, void) == (dialog.button("keep"), dialog.button("void"))
    field.setFocus()
    press(qtbot, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert void.hasFocus()


def test_the_focus_that_is_taken_elsewhere_comes_back(window, ask) -> None:
    dialog, _ = ask()
    window.field.setFocus()
    assert dialog.isAncestorOf(QApplication.focusWidget())


def test_no_key_and_no_touch_reaches_what_lies_below(window, ask, qtbot) -> None:
    heard: list[str] = []
    shortcut = QShortcut(QKeySequence("F12"), window)
    shortcut.activated.connect(lambda: heard.append("F12"))
    window.below.clicked.connect(lambda: heard.append("below"))
    press(qtbot, Qt.Key.Key_F12)
    assert heard == ["F12"]
    dialog, _ = ask()
    press(qtbot, Qt.Key.Key_F12)
    hit = window.childAt(window.below.geometry().center())
    assert hit is dialog or dialog.isAncestorOf(hit)
    qtbot.mouseClick(dialog, Qt.MouseButton.LeftButton, pos=window.below.geometry().center())
    assert heard == ["F12"]


def test_a_second_answer_counts_for_nothing(ask) -> None:
    dialog, answers = ask()
    dialog.answer("keep")
    dialog.answer("void")
    assert answers == ["keep"]


def test_it_follows_the_window(window, ask) -> None:
    dialog, _ = ask()
    window.resize(1024, 768)
    QApplication.processEvents()
    assert dialog.geometry() == window.rect()
    assert abs(dialog.panel.geometry().center().x() - window.rect().center().x()) <= 1


def test_a_field_in_it_has_the_focus_first_and_takes_text(ask, qtbot) -> None:
    _, answers = ask(typed=True)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "1234")
    press(qtbot, Qt.Key.Key_Return)
    assert field.text() == "1234"
    assert answers == []


def test_a_toast_goes_by_itself_and_a_later_one_takes_its_place(window, qtbot) -> None:
    toast = Toast(window)
    toast.timer.setInterval(10)
    toast.show_toast("已加入 高山烏龍", "ok", sticky=True)
    toast.show_toast("查無此條碼", "info")
    assert toast.text() == toast.accessibleName() == "查無此條碼"
    assert toast.height() == 52
    assert toast.geometry().left() == 16
    assert window.height() - toast.geometry().bottom() - 1 == 16
    with qtbot.waitSignal(toast.dismissed):
        pass
    assert toast.text() == ""
    assert window.field.hasFocus()


def test_a_toast_that_is_to_stay_stays_until_it_is_closed(window, qtbot) -> None:
    toast = Toast(window)
    toast.show_toast("印表機沒有回應。交易已存，稍後可補印", "warn", sticky=True)
    assert not toast.timer.isActive()
    close = next(one for one in toast.findChildren(Button) if one.accessibleName() == "關閉")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert toast.isHidden()


def test_the_action_of_a_toast_is_done_once(window, qtbot) -> None:
    toast, done = Toast(window), []
    toast.show_toast("已移除", "info", "復原", lambda: done.append(toast.isHidden()))
    action = next(one for one in toast.findChildren(Button) if one.text() == "復原")
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert done == [True]


def test_a_touch_puts_a_toast_away(window, qtbot) -> None:
    toast = Toast(window)
    toast.show_toast("已移除")
    qtbot.mouseClick(toast, Qt.MouseButton.LeftButton)
    assert toast.isHidden()


def test_a_toast_lies_where_nothing_is_covered_or_at_the_end_of_its_strip(window) -> None:
    toast, clear = Toast(window), 300
    toast.keep_to(lambda: (QRect(8, 0, 700, 56), clear))
    toast.show_toast("已移除")
    assert (toast.x(), toast.y(), toast.width()) == (300, 2, 320)
    clear = 500
    toast.show_toast("已移除")
    assert toast.geometry().right() + 1 == 708


def test_a_toast_is_read_over_a_dialog_and_offers_nothing_meanwhile(window, ask, qtbot) -> None:
    toast, done = Toast(window), []
    toast.show_toast("已移除", "info", "復原", lambda: done.append(1))
    ask()
    toast.stay_over(dialog=True)
    action = next(one for one in toast.findChildren(Button) if one.text() == "復原")
    assert window.childAt(toast.geometry().center()) in {toast, *toast.children()}
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert (done, toast.text()) == ([], "已移除")
    toast.stay_over(dialog=False)
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert done == [1]


def test_a_toast_stays_in_its_corner_when_the_zone_changes(window) -> None:
    toast = Toast(window)
    toast.show_toast("已加入")
    window.resize(1024, 600)
    QApplication.processEvents()
    assert window.height() - toast.geometry().bottom() - 1 == 16
