"""The input method's guard: keys of a scanner never reach it, keys of a person do.

What was found, with Qt 6.12 and ibus-chewing on X11: the platform hands every key to the input method before the
application sees it (`QPlatformInputContext::filterEvent`, ahead of every event filter), and ibus takes it away at
once and answers later. So with the focus in any field that allows Chinese, a scan of ``4710000000011`` and Enter
becomes tone marks and a few characters, an event filter sees none of it, and keys that ibus hands back come late and
out of order. Turning the input method off everywhere would leave the cashier without Chinese in the search.

Hence the other way round, on X11 (`ReturnGuard`): keys come in with the input method off, and the scanner's
recogniser sees every one of them, raw and in order. Only what turns out to be a person's is sent again, by way of the
X server, and the input method is on for just these: a filter of native events sees each key before the input method
does, tells the two apart and switches. A composition that is under way stays as it was when a scan comes between its
keys. What a person types in such a field comes `Wedge.patience` ms later, and only there.

The switch is Qt's own: a platform asks the focused object whether it takes input (`Qt::ImEnabled`) and keeps the
answer until it is told to ask anew. On other systems no program can hand a key back to the input method, and there it
is closed until the person opens it (`ClosedGuard`). Where there is none, nothing stands in its way (`NoGuard`).
"""

from __future__ import annotations

import os
from collections import deque
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodQueryEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.ui.shell.xcb import XcbKey, XcbLink

#: Platforms on which the input method of the system takes keys before the program, and cannot be given one back.
_CLOSED = ("windows", "cocoa", "wayland")
#: Names in QT_IM_MODULE that stand for Qt's own table of dead keys, which takes no plain key away.
_HARMLESS = {"", "compose", "none", "simple"}
#: What fields say that hold nothing to compose.
_PLAIN = (
    Qt.InputMethodHint.ImhExclusiveInputMask | Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
)
#: Keys that were sent again and may come back late, by way of the input method.
_REMEMBERED = 256


class Guard(Protocol):
    """Stands between the keys and the input method."""

    def takes_over(self) -> bool:
        """Whether keys of a person must go through `hand_on` now, because the input method may want them."""
        ...

    def hand_on(self, window: QWindow, event: QKeyEvent) -> None:
        """Give a person's key to the input method and, if that does not want it, to the focus."""
        ...

    def has_passed(self, event: QKeyEvent) -> bool:
        """Whether a key comes out of `hand_on`, and so is a person's."""
        ...

    def open(self, *, on: bool) -> None:
        """Open or close the input method by hand, where that is needed."""
        ...

    def close(self) -> None:
        """Take the guard away."""
        ...


class NoGuard(QObject):
    """No input method, or none that takes keys: there is nothing to stand in the way of."""

    def takes_over(self) -> bool:
        """Never."""
        return False

    def hand_on(self, window: QWindow, event: QKeyEvent) -> None:
        """Nothing is ever handed on."""
        raise NotImplementedError

    def has_passed(self, event: QKeyEvent) -> bool:  # noqa: ARG002
        """Nothing comes back."""
        return False

    def open(self, *, on: bool) -> None:
        """It is open always."""

    def close(self) -> None:
        """There is nothing to take away."""


class ClosedGuard(NoGuard):
    """Keeps the input method off in every field, until the person opens it for the field that has the focus."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_open = False
        self._focus: QObject | None = None
        _application().focusObjectChanged.connect(self._focus_moved)
        self._focus_moved(QGuiApplication.focusObject())

    def _focus_moved(self, now: QObject | None) -> None:
        if self._focus is not None and isValid(self._focus):
            self._focus.removeEventFilter(self)
        self._focus = now
        if now is not None:
            now.installEventFilter(self)
        self._set(on=False)

    def _set(self, *, on: bool) -> None:
        self._is_open = on
        QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Answer for the focused object that it takes no input."""
        if self._is_open or event.type() != QEvent.Type.InputMethodQuery:
            return False
        enabled = Qt.InputMethodQuery.ImEnabled
        if not isinstance(event, QInputMethodQueryEvent) or not event.queries() & enabled:
            return False
        rest = QInputMethodQueryEvent(event.queries() & ~enabled)  # asked in one breath, answered by the object
        QCoreApplication.sendEvent(watched, rest)
        for query in rest.queries():
            event.setValue(query, rest.value(query))
        event.setValue(enabled, False)  # noqa: FBT003
        event.accept()
        return True

    def wants_input(self) -> bool:
        """Whether the focused object itself would take what an input method composes.

        A field for digits, a password or a widget without `WA_InputMethodEnabled` would not, although a `QLineEdit`
        answers that it does.
        """
        focus = self._focus
        if focus is None or not isValid(focus):
            return False
        if isinstance(focus, QWidget) and not focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            return False
        before, self._is_open = self._is_open, True
        try:
            query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled | Qt.InputMethodQuery.ImHints)
            QCoreApplication.sendEvent(focus, query)
        finally:
            self._is_open = before
        hints = Qt.InputMethodHint(int(query.value(Qt.InputMethodQuery.ImHints) or 0))
        return bool(query.value(Qt.InputMethodQuery.ImEnabled)) and not hints & _PLAIN

    def open(self, *, on: bool) -> None:
        """Open it until the focus moves, or close it again."""
        self._set(on=on)

    def close(self) -> None:
        """Leave the input method to Qt again."""
        _application().focusObjectChanged.disconnect(self._focus_moved)
        self._focus_moved(None)


class ReturnGuard(ClosedGuard):
    """Sends a person's keys again, with the input method on for these alone; see the top of this file."""

    def __init__(self, link: XcbLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._under_way: deque[XcbKey] = deque()
        self._passed: deque[XcbKey] = deque(maxlen=_REMEMBERED)
        link.on_key = self._key_arrives

    def _key_arrives(self, key: XcbKey, sent: bool) -> None:  # noqa: FBT001
        """Switch the input method for a key that it is about to see."""
        ours = sent and key in self._under_way
        if ours:
            while self._under_way.popleft() != key:  # the server keeps the order, so those before it are lost
                pass
        if ours != self._is_open:
            self._set(on=ours)

    def takes_over(self) -> bool:
        """While a field that allows the input method has the focus, and as long as a key is on its way."""
        return bool(self._under_way) or self.wants_input()

    def hand_on(self, window: QWindow, event: QKeyEvent) -> None:
        """Send a key again to its window."""
        key = XcbKey.of(event)
        self._under_way.append(key)
        self._passed.append(key)
        self._link.send_key(window, key)

    def has_passed(self, event: QKeyEvent) -> bool:
        """Whether a key was sent again: it is back at once if the input method has no use for it, else late."""
        return bool(self._passed) and XcbKey.of(event) in self._passed

    def open(self, *, on: bool) -> None:
        """Not by hand: it opens for a person's keys by itself."""

    def close(self) -> None:
        """Leave the input method to Qt again."""
        self._link.on_key = None
        super().close()


def _application() -> QGuiApplication:
    found = QGuiApplication.instance()
    if not isinstance(found, QGuiApplication):
        raise TypeError("no application to guard")
    return found


def _platform() -> str:
    return QGuiApplication.platformName()


def make_guard(link: XcbLink | None, parent: QObject | None = None) -> Guard:
    """The guard that this platform needs."""
    if _platform().startswith(_CLOSED):
        return ClosedGuard(parent)
    modules = os.environ.get("QT_IM_MODULES", "") or os.environ.get("QT_IM_MODULE", "")
    if link is not None and not set(modules.split(";")) <= _HARMLESS:
        return ReturnGuard(link, parent)
    return NoGuard(parent)
