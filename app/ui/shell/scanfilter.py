"""The scan filter: takes a scanner's bursts out of the keys before any widget sees them, wherever the focus is.

It watches the windows, not the widgets: Qt hands each key to the window that has the focus, first as a question
whether somebody overrides shortcuts, then as a press. What the recogniser keeps back is answered as overridden, so
that no shortcut, mnemonic or default button acts on it; what it gives back is delivered again to the same window, and
as such keys are not spontaneous, Qt asks its shortcuts about them once more. A person's keys thus do what they always
do, at most 35 ms later; a burst never does anything but become a scan.

A key without a time (a test's, a screen keyboard's) belongs to no burst.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QWidget
from shiboken6 import isValid

from app.services.scanner import Key, KeyAnswer, KeyKind, Scan, Shown, Typed, Wedge
from app.ui.shell.inputmethod import Guard, make_guard
from app.ui.shell.xcb import XcbLink
from app.ui.widgets.dialog import open_dialog
from app.ui.widgets.field import ScanField

_KEYS = {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease}
_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Mode_switch,
}
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
#: Control characters that scanners type within a code, as Ctrl and a letter; every other such key is a shortcut.
_CONTROLS = frozenset("\x02\x03\x04\x1c\x1d\x1e\x1f")


@dataclass(slots=True)
class _Before:
    """What a scan field held before a key that may be taken back."""

    field: QLineEdit
    text: str
    place: int
    selected: tuple[int, int]
    after: str = ""

    @classmethod
    def of(cls, field: QLineEdit) -> _Before:
        return cls(field, field.text(), field.cursorPosition(), (field.selectionStart(), len(field.selectedText())))

    def restore(self) -> None:
        if not isValid(self.field) or self.field.text() != self.after:
            return  # somebody has put something else there meanwhile
        self.field.setText(self.text)
        self.field.setCursorPosition(self.place)
        if self.selected[0] >= 0:
            self.field.setSelection(*self.selected)


class ScanFilter(QObject):
    """Tells scans from typing for all windows of the program. Made once, after the application.

    Signals:
        scanned: a code, from anywhere.
        scanned_in_dialog: a code while a dialog is open, where only a badge counts.
        broken: the rest of a code that a busy system tore apart; it has to be scanned again.
        typed: a printable character that nobody who has the focus took, and no scan field was found for.

    Args:
        wedge: the recogniser.
        find_field: the scan field that text typed anywhere lands in; None from it for "not now".
        guard: the input method's; that of the platform if none is given. `NoGuard` switches it off.
    """

    scanned = Signal(str)
    scanned_in_dialog = Signal(str)
    broken = Signal()
    typed = Signal(str)

    def __init__(
        self,
        wedge: Wedge,
        find_field: Callable[[], QWidget | None] | None = None,
        guard: Guard | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._wedge = wedge
        self._find_field = find_field
        self._link = XcbLink(self) if QGuiApplication.platformName() == "xcb" else None
        self._guard = guard if guard is not None else make_guard(self._link, self)
        self._answers: deque[tuple[QWindow | None, KeyAnswer]] = deque()
        self._own: list[QKeyEvent] = []  # events on their way to a window from here, innermost last
        self._before: _Before | None = None
        self._patience = self._timer(wedge.patience, self._ask_for_more)
        self._silence = self._timer(0, self._give_back)
        self._echoes = 0
        if self._link is not None:
            self._link.echoed.connect(self._echoed)
        self._window: QWindow | None = None
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("a scan filter without its application")
        app.focusWindowChanged.connect(self._watch)
        for window in QGuiApplication.allWindows():
            self._watch(window)

    def _timer(self, after: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(after)
        timer.timeout.connect(act)
        return timer

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def open_input_method(self, *, on: bool) -> None:
        """Open the input method for the focused field by hand; does something only where it is closed by default."""
        self._guard.open(on=on)

    def close(self) -> None:
        """Watch nothing any more; a person's keys that are still kept back are delivered."""
        self._give_back()
        self._guard.close()
        if self._link is not None:
            self._link.close()
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)

    # --- keys ---------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See every key of a window first."""
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow):
            return False
        if any(_is_same(event, own) for own in self._own) or self._guard.has_passed(event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._asked(watched, event)
        return self._key(watched, event)

    def _asked(self, window: QWindow, event: QKeyEvent) -> bool:
        """A key is about to be pressed: keep shortcuts away from it if it may be a scanner's."""
        key = _key_of(event)
        if self._wedge.would_keep(key) or _is_untimed_text(key) or self._guard.takes_over():
            event.accept()
            return True
        self._tell(window, self._wedge.give_back())  # what was kept back comes before whatever this key does
        return False

    def _key(self, window: QWindow, event: QKeyEvent) -> bool:
        self._window = window
        takes_over = self._guard.takes_over()
        show_first = not takes_over and isinstance(_focus(), ScanField)
        key = _key_of(event)
        answers = self._wedge.feed(key, show_first=show_first)
        self._silence.stop()
        self._echoes += 1  # an echo asked for before this key says nothing any more
        if self._wedge.is_holding:
            self._patience.start()
        else:
            self._patience.stop()
        passes = answers and isinstance(answers[-1], Typed) and answers[-1].key is key
        if passes and not takes_over and not _is_untimed_text(key):
            self._tell(window, answers[:-1])
            return False  # it goes on by itself, with whatever Qt makes of it
        self._tell(window, answers)
        return True

    # A timer tells how long this program has waited, not how long the keyboard was silent: on a busy machine keys lie
    # ready that it has not seen yet. So before anything is given back, X11 is asked for what it has; elsewhere keys
    # come before timers, and one more turn of the loop is enough.

    def _ask_for_more(self) -> None:
        if self._link is not None and self._window is not None and isValid(self._window):
            self._link.echo(self._window, self._echoes & 0xFFFFFFFF)
        else:
            self._silence.start()

    def _echoed(self, number: int) -> None:
        if number == self._echoes & 0xFFFFFFFF:
            self._silence.start()

    def _give_back(self) -> None:
        self._tell(self._window, self._wedge.give_back())

    # --- what becomes of them -----------------------------------------------------------------------------------

    def _tell(self, window: QWindow | None, answers: tuple[KeyAnswer, ...]) -> None:
        """Carry out answers in order, also if one of them opens a loop of its own in which the next keys come."""
        self._answers.extend((window, answer) for answer in answers)
        while self._answers:
            where, answer = self._answers.popleft()
            if where is None or not isValid(where):  # gone, or only Python's side of it: the keyboard is where it is
                where = QGuiApplication.focusWindow()
            match answer:
                case Scan():
                    self._scan(answer)
                case Typed(key=Key(event=QKeyEvent() as event)) if where is not None:
                    self._type(where, event)
                case Shown(key=Key(event=QKeyEvent() as event)) if where is not None:
                    self._show(where, event)

    def _scan(self, scan: Scan) -> None:
        if scan.takes_back and self._before is not None:
            self._before.restore()
        self._before = None
        if scan.is_broken:
            self.broken.emit()
        elif _is_dialog_open():
            self.scanned_in_dialog.emit(scan.text)
        else:
            self.scanned.emit(scan.text)

    def _show(self, window: QWindow, event: QKeyEvent) -> None:
        field = _focus()
        self._before = _Before.of(field) if isinstance(field, QLineEdit) else None
        self._deliver(window, event)
        if self._before is not None and isValid(self._before.field):
            self._before.after = self._before.field.text()

    def _type(self, window: QWindow, event: QKeyEvent) -> None:
        """Deliver a person's key; text that nobody takes lands in the scan field."""
        if self._guard.takes_over():
            self._guard.hand_on(window, event)
            return
        pressed = event.type() == QEvent.Type.KeyPress
        taken = self._deliver(window, event)
        if taken or not pressed or not _is_text(event) or _is_busy():
            return
        field = self._find_field() if self._find_field is not None else None
        if field is None:
            self.typed.emit(event.text())
            return
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._guard.takes_over():
            self._guard.hand_on(window, event)
        else:
            self._deliver(window, event)

    def _deliver(self, window: QWindow, event: QKeyEvent) -> bool:
        """Send a key to where Qt would have; whether somebody took it."""
        own = _copy(event)
        own.setAccepted(True)
        target: QObject = window
        focus = _focus()
        own_keys = getattr(focus, "OWN_KEYS", ())
        if isinstance(focus, (QAbstractItemView, QComboBox)) and _is_text(event) and event.text() not in own_keys:
            # Lists look typed text up in themselves; here it belongs to the scan field, but for what they act on.
            target = focus.parentWidget() or focus
        self._own.append(own)
        try:
            QCoreApplication.sendEvent(target, own)
        finally:
            self._own.remove(own)
        return own.isAccepted()


def _focus() -> QWidget | None:
    """The widget that keys go to, unless a menu or a list hangs open over it."""
    return QApplication.focusWidget() if QApplication.activePopupWidget() is None else None


def _is_same(event: QKeyEvent, own: QKeyEvent) -> bool:
    """Whether it is the very key that is being delivered: a menu hands on a copy of what it has no use for."""
    return (event.type(), event.key(), event.timestamp()) == (own.type(), own.key(), own.timestamp())


def _is_dialog_open() -> bool:
    if QApplication.activeModalWidget() is not None:
        return True
    window = QApplication.activeWindow()
    return window is not None and open_dialog(window) is not None


def _is_busy() -> bool:
    """Whether something lies over the screen that text typed into nothing must not slip past."""
    return _is_dialog_open() or QApplication.activePopupWidget() is not None


def _is_text(event: QKeyEvent) -> bool:
    """Whether it is text for the scan field; a space presses and ticks, and is none."""
    return bool(event.text().strip()) and event.text().isprintable() and not event.modifiers() & ~_PLAIN


def _is_untimed_text(key: Key) -> bool:
    event = key.event
    return key.kind is KeyKind.OTHER and not key.at and isinstance(event, QKeyEvent) and _is_text(event)


def _copy(event: QKeyEvent) -> QKeyEvent:
    """The same event as an object that goes when nobody refers to it: what `clone` gives is never freed."""
    copy = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
        event.device(),
    )
    copy.setTimestamp(event.timestamp())
    return copy


def _key_of(event: QKeyEvent) -> Key:
    """An event as the recogniser sees it; the copy outlives the original."""
    code = event.nativeScanCode() or event.key()
    return Key(_kind_of(event), event.text(), event.timestamp(), code, event.isAutoRepeat(), _copy(event))


def _kind_of(event: QKeyEvent) -> KeyKind:
    if event.type() == QEvent.Type.KeyRelease:
        return KeyKind.RELEASE
    if not event.timestamp():
        return KeyKind.OTHER
    if event.key() in _MODIFIERS:
        return KeyKind.MODIFIER
    plain = not event.modifiers() & ~_PLAIN
    if (event.key() in _ENDS and plain) or event.text() == "\n":
        return KeyKind.END
    if event.text() and ((plain and event.text().isprintable()) or event.text() in _CONTROLS):
        return KeyKind.TEXT
    return KeyKind.OTHER
