"""The input method's guard without a screen: which one a platform gets, and how a field's answer is held back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodQueryEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.shell import inputmethod
from app.ui.shell.inputmethod import ClosedGuard, NoGuard, ReturnGuard, make_guard
from app.ui.shell.xcb import XcbKey

ENABLED, HINTS = Qt.InputMethodQuery.ImEnabled, Qt.InputMethodQuery.ImHints


class Link:
    """An X server that sends keys back when it is told to."""

    def __init__(self) -> None:
        self.on_key = None
        self.sent: list[XcbKey] = []

    def send_key(self, window: QWindow, key: XcbKey) -> None:
        self.sent.append(key)


@pytest.fixture
def form(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.edit, window.button = QLineEdit(), QPushButton("收款")  # type: ignore[attr-defined]
    window.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferUppercase)  # type: ignore[attr-defined]
    column = QVBoxLayout(window)
    column.addWidget(window.edit)  # type: ignore[attr-defined]
    column.addWidget(window.button)  # type: ignore[attr-defined]
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    return window


@pytest.fixture
def closed(qapp) -> Iterator[ClosedGuard]:
    guard = ClosedGuard()
    yield guard
    guard.close()


@pytest.fixture
def returning(qapp) -> Iterator[tuple[ReturnGuard, Link]]:
    link = Link()
    guard = ReturnGuard(link)  # type: ignore[arg-type]
    yield guard, link
    guard.close()
    assert link.on_key is None


def ask(widget: QWidget, query: Qt.InputMethodQuery) -> QInputMethodQueryEvent:
    """Ask as a platform does."""
    event = QInputMethodQueryEvent(query)
    QCoreApplication.sendEvent(widget, event)
    return event


def key_event(at: int, code: int = 24, kind: QEvent.Type = QEvent.Type.KeyPress) -> QKeyEvent:
    event = QKeyEvent(kind, Qt.Key.Key_Q, Qt.KeyboardModifier.NoModifier, code, 0x71, 0, "q")
    event.setTimestamp(at)
    return event


def test_a_closed_field_says_that_it_takes_no_input_and_answers_the_rest_itself(
    form: QWidget, closed: ClosedGuard
) -> None:
    form.edit.setFocus()
    answer = ask(form.edit, ENABLED | HINTS)
    assert answer.value(ENABLED) is False
    assert answer.value(HINTS) == ask(form.edit, HINTS).value(HINTS) != 0
    assert closed.wants_input()
    assert not closed.takes_over()


def test_it_opens_by_hand_until_the_focus_moves(form: QWidget, closed: ClosedGuard) -> None:
    form.edit.setFocus()
    closed.open(on=True)
    assert ask(form.edit, ENABLED).value(ENABLED) is True
    form.button.setFocus()
    form.edit.setFocus()
    assert ask(form.edit, ENABLED).value(ENABLED) is False


def test_a_field_that_wants_no_input_method_is_no_matter(form: QWidget, closed: ClosedGuard) -> None:
    form.edit.setFocus()
    assert closed.wants_input()
    form.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
    assert not closed.wants_input()
    form.edit.setInputMethodHints(Qt.InputMethodHint.ImhNone)
    form.edit.setEchoMode(QLineEdit.EchoMode.Password)
    assert not closed.wants_input()
    form.edit.setEchoMode(QLineEdit.EchoMode.Normal)
    form.edit.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    assert not closed.wants_input()
    form.button.setFocus()
    assert not closed.wants_input()


def test_closing_the_guard_opens_the_field(form: QWidget) -> None:
    guard = ClosedGuard()
    form.edit.setFocus()
    guard.close()
    assert ask(form.edit, ENABLED).value(ENABLED) is True


def test_the_input_method_is_on_for_a_key_that_was_sent_again_and_for_no_other(
    form: QWidget, returning: tuple[ReturnGuard, Link]
) -> None:
    guard, link = returning
    form.edit.setFocus()
    window = form.windowHandle()
    assert guard.takes_over()
    raw = XcbKey(is_press=True, code=24, at=1_000, state=0)
    link.on_key(raw, False)
    assert ask(form.edit, ENABLED).value(ENABLED) is False
    assert not guard.has_passed(key_event(1_000))
    guard.hand_on(window, key_event(1_000))
    assert link.sent == [raw]
    link.on_key(XcbKey(is_press=True, code=25, at=1_040, state=0), False)  # the next one is there before it is back
    assert ask(form.edit, ENABLED).value(ENABLED) is False
    link.on_key(raw, True)
    assert ask(form.edit, ENABLED).value(ENABLED) is True
    assert guard.has_passed(key_event(1_000))
    assert not guard.has_passed(key_event(1_000, kind=QEvent.Type.KeyRelease))
    link.on_key(XcbKey(is_press=False, code=24, at=1_060, state=0), False)
    assert ask(form.edit, ENABLED).value(ENABLED) is False


def test_keys_on_their_way_are_not_overtaken(form: QWidget, returning: tuple[ReturnGuard, Link]) -> None:
    guard, link = returning
    form.edit.setFocus()
    guard.hand_on(form.windowHandle(), key_event(1_000))
    form.button.setFocus()
    assert guard.takes_over()
    link.on_key(link.sent[0], True)
    assert not guard.takes_over()


def test_a_key_that_another_program_sends_is_not_ours(form: QWidget, returning: tuple[ReturnGuard, Link]) -> None:
    _, link = returning
    form.edit.setFocus()
    link.on_key(XcbKey(is_press=True, code=24, at=1_000, state=0), True)
    assert ask(form.edit, ENABLED).value(ENABLED) is False


@pytest.mark.parametrize(
    ("platform", "module", "kind"),
    [
        ("xcb", "ibus", ReturnGuard),
        ("xcb", "fcitx", ReturnGuard),
        ("xcb", "wayland;ibus", ReturnGuard),
        ("xcb", "compose", NoGuard),
        ("xcb", "", NoGuard),
        ("windows", "", ClosedGuard),
        ("cocoa", "", ClosedGuard),
        ("wayland", "ibus", ClosedGuard),
        ("offscreen", "ibus", NoGuard),
    ],
)
def test_each_platform_gets_the_guard_that_it_needs(
    qapp, monkeypatch: pytest.MonkeyPatch, platform: str, module: str, kind: type[NoGuard]
) -> None:
    monkeypatch.setattr(inputmethod, "_platform", lambda: platform)
    monkeypatch.setenv("QT_IM_MODULE", module)
    monkeypatch.delenv("QT_IM_MODULES", raising=False)
    guard = make_guard(Link() if platform == "xcb" else None)  # type: ignore[arg-type]
    guard.close()
    assert type(guard) is kind


def test_a_key_goes_over_the_wire_and_comes_back_the_same() -> None:
    key = XcbKey(is_press=False, code=38, at=0xFEDCBA98, state=0x2011)
    raw = key.raw(0x1234567)
    assert len(raw) == 32
    assert XcbKey.read(raw) == key
    assert QGuiApplication.platformName() == "offscreen"
