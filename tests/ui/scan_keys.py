"""Keys as a platform hands them to a window, at the times that a person's or a scanner's fingers would give them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

NAMED = {
    "\r": Qt.Key.Key_Return,
    "\t": Qt.Key.Key_Tab,
    " ": Qt.Key.Key_Space,
    "\x1b": Qt.Key.Key_Escape,
    "\b": Qt.Key.Key_Backspace,
}


class Keys:
    """A keyboard at one window. Its clock goes on by itself from key to key and knows nothing of the test's."""

    def __init__(self, window: QWidget) -> None:
        self._window = window.window()
        self.at = 10_000

    def press(
        self,
        text: str,
        gap: int = 100,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        key: int = 0,
        *,
        repeats: bool = False,
    ) -> None:
        """One key down, as Qt tells of it: first whether somebody overrides shortcuts, then the press."""
        self.at += gap
        question = self._event(QEvent.Type.ShortcutOverride, text, modifiers, key, repeats=repeats)
        question.ignore()
        self._send(question)
        self._send(self._event(QEvent.Type.KeyPress, text, modifiers, key, repeats=repeats))

    def release(
        self, text: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, key: int = 0
    ) -> None:
        """The same key up."""
        self._send(self._event(QEvent.Type.KeyRelease, text, modifiers, key))

    def _event(
        self, kind: QEvent.Type, text: str, modifiers: Qt.KeyboardModifier, key: int, *, repeats: bool = False
    ) -> QKeyEvent:
        code = key or NAMED.get(text) or ord(text.upper())
        event = QKeyEvent(kind, int(code), modifiers, 0, 0, 0, text, repeats)
        event.setTimestamp(self.at)
        return event

    def _send(self, event: QKeyEvent) -> None:
        window = self._window.windowHandle()
        assert window is not None, "the window is not shown yet"
        QCoreApplication.sendEvent(window, event)

    def type(self, text: str, gap: int = 100) -> None:
        """A person types: one key after the other, slowly."""
        for one in text:
            shift = Qt.KeyboardModifier.ShiftModifier if one.isupper() else Qt.KeyboardModifier.NoModifier
            self.press(one, gap, shift)
            self.release(one, shift)

    def scan(self, code: str, end: str = "\r", gap: int = 2, pause: int = 100) -> None:
        """A scanner types, after a pause: every key quickly, capitals between presses of Shift, and its end."""
        self.at += pause
        for one in code:
            if one.isupper():
                self.press("", gap, key=Qt.Key.Key_Shift)
            shift = Qt.KeyboardModifier.ShiftModifier if one.isupper() else Qt.KeyboardModifier.NoModifier
            self.press(one, gap, shift)
            self.release(one, shift)
            if one.isupper():
                self.release("", key=Qt.Key.Key_Shift)
        if end:
            self.press(end, gap)
            self.release(end)
