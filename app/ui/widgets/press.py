"""Enter on a button: it presses it, as Space does, where the keys brought the focus there."""

from __future__ import annotations

import weakref

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QPushButton, QWidget
from shiboken6 import isValid

#: As long as the second press of a key may take that brought the focus here.
DEAF_MS = 400
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
#: The focus comes back from a menu, a dialog or another window: how it first came there still holds.
_BACK = {
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
}
#: How the focus goes on by the tab key; also where what had it goes away.
_TAB = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}


class _Watch(QObject):
    """Looks at the button that has the focus, in the place of each button.

    It knows on what the focus fell because what had it went away: nobody chose that. And it keeps Enter for the
    button. A button's own `event` could do that, but would be called for all that ever happens to each of them: a
    tenth of the time that a screen takes to be made.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._on: weakref.ref[QWidget] | None = None
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        has_gone = old is not None and isValid(old) and not (old.isVisible() and old.isEnabled())
        self._on = weakref.ref(now) if has_gone and now is not None else None

    def is_on(self, widget: QWidget) -> bool:
        """Whether it fell on that one."""
        return self._on is not None and self._on() is widget

    def eventFilter(self, button: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter is not the screen's while it is the button's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(button, PressButton)
            and is_enter(event)
            and button.takes_enter()
        ):
            event.accept()
            return True
        return False


_watching: _Watch | None = None


def _watch() -> _Watch | None:
    """The one of the application; None where there is none."""
    global _watching  # noqa: PLW0603 - one for the application, as the focus is
    if _watching is None or not isValid(_watching):
        app = QApplication.instance()
        _watching = _Watch(app) if isinstance(app, QApplication) else None
    return _watching


def is_enter(event: QKeyEvent) -> bool:
    """Whether a key is one of the two Enters, with nothing held."""
    return event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def press_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Have Enter press a button; True if the key was that. One that is held down presses nothing."""
    if not is_enter(event):
        return False
    event.accept()
    if not event.isAutoRepeat():
        button.click()
    return True


class PressButton(QPushButton):
    """A push button that Enter presses.

    It leaves Enter to the screen where that is what whoever is there means: a touch left the focus here, the focus
    fell here, the screen has put it here only just now, or it is a value that is chosen already. In a dialog Enter is
    the dialog's, which spares what is red.
    """

    _came = Qt.FocusReason.OtherFocusReason
    _since: QElapsedTimer | None = None

    def takes_enter(self) -> bool:
        """Whether Enter presses it now."""
        watch = _watch()
        if self._came is Qt.FocusReason.MouseFocusReason:
            return False
        if self._came in _TAB and watch is not None and watch.is_on(self):
            return False
        if self._since is not None and self._since.elapsed() < DEAF_MS:
            return False
        if self.isCheckable() and self.isChecked() and self._is_value():
            return False
        return not _is_in_dialog(self)

    def _is_value(self) -> bool:
        """Whether it is one of several values of which one is on: to press the one that is on does nothing."""
        group: object = self.group()  # None where it has none
        if self.property("kind") == "option" or self.autoExclusive():
            return True
        return isinstance(group, QButtonGroup) and group.exclusive()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Remember what brought the focus."""
        if (watch := _watch()) is not None:
            self.installEventFilter(watch)
        if event.reason() not in _BACK:
            self._came, self._since = event.reason(), None
            if self._came is Qt.FocusReason.OtherFocusReason:
                self._since = QElapsedTimer()
                self._since.start()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody's keys come here any more."""
        if (watch := _watch()) is not None:
            self.removeEventFilter(watch)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses it."""
        if is_enter(event) and not self.takes_enter():
            event.ignore()
        elif not press_by_enter(self, event):
            super().keyPressEvent(event)


def _is_in_dialog(button: QWidget) -> bool:
    above = button.parentWidget()
    while above is not None and not getattr(above, "TAKES_ENTER", False):
        above = above.parentWidget()
    return above is not None
