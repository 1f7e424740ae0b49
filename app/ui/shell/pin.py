"""The PIN column: a name, dots that fill, the pad with 1-2-3 on top, and the key that hands the PIN in.

How long somebody's PIN is stays their own affair: four places are shown at first, more appear as they are typed, and
nothing is handed in before somebody says so (Enter, or the key that takes the place of the line below the pad as soon
as there are digits enough).
"""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from app.domain.staff import PIN_LONGEST, PIN_SHORTEST
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.pad import NumberPad
from app.ui.widgets.paint import MIDDLE, paint_box, paint_text, text_width
from app.ui.widgets.text import Text

_GAP, _SIDE = 18, 18


def is_pin_key(event: QKeyEvent) -> bool:
    """Whether a key is a digit, also a full-width one, or Enter: it is meant for somebody's PIN."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    text = unicodedata.normalize("NFKC", event.text())
    is_digit = len(text) == 1 and text.isascii() and text.isdigit()
    return is_digit or event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class PinDots(QWidget):
    """One dot for each digit that is typed, and places for the least number of them."""

    def __init__(self, height: int = 64, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._frame: tuple[str, int] | None = None
        self.setFixedHeight(look().px(height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_frame(self, *, on: bool) -> None:
        """Stand in a field's frame, with the focus or without."""
        self._frame = ("focus", 2) if on else ("line_3", 1)
        self.update()

    def set_count(self, count: int) -> None:
        """Show how many digits are typed."""
        self._count = count
        self.setAccessibleName(self.tr("已輸入 {} 位").format(count))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the longest PIN."""
        px = look().px
        return QSize(PIN_LONGEST * px(_SIDE) + (PIN_LONGEST - 1) * px(_GAP), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint them in a row, in the middle."""
        painter, wear = QPainter(self), look()
        px, places = wear.px, max(PIN_SHORTEST, self._count)
        if self._frame is not None:
            box = QRectF(self.rect()).adjusted(0, px(2), 0, -px(6))
            paint_box(painter, box, wear.color("surface"), wear.color(self._frame[0]), px(self._frame[1]), px(10))
        width = places * px(_SIDE) + (places - 1) * px(_GAP)
        lift = px(2) if self._frame is not None else 0
        x, y = (self.width() - width) / 2, (self.height() - px(_SIDE)) / 2 - lift
        for place in range(places):
            rect = QRectF(round(x), round(y), px(_SIDE), px(_SIDE))
            if place < self._count:
                paint_box(painter, rect, wear.color("ink"), radius=px(_SIDE) / 2)
            else:
                paint_box(painter, rect, None, wear.color("line_3"), px(2), px(_SIDE) / 2)
            x += px(_SIDE) + px(_GAP)


class PinNote(QWidget):
    """One line in the middle, with a sign where there is something to look at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone, self._icon = "", "ink_2", ""
        self.setFixedHeight(look().px(22))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, text: str, tone: str = "ink_2", icon: str = "") -> None:
        """Say something else."""
        if (text, tone, icon) == (self._text, self._tone, self._icon):
            return
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.update()

    def text(self) -> str:
        """Return what it says."""
        return self._text

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it; what is too long becomes a little smaller rather than shorter."""
        painter, px = QPainter(self), look().px
        sign = px(16 + 6) if self._icon else 0
        size = 15 if text_width(self._text, 15) + sign <= self.width() else 13
        width = text_width(self._text, size)
        x = max(0.0, (self.width() - width - sign) / 2)
        if self._icon:
            paint_icon(painter, x, (self.height() - px(16)) / 2, self._icon, 16, self._tone)
        paint_text(painter, QRectF(x + sign, 0, width + 2, self.height()), self._text, size, self._tone, align=MIDDLE)


class PinPad(QWidget):
    """Where a PIN is typed, by touch or by keyboard; it shows what it is told and hands in what is typed.

    Args:
        submit: the verb of the key that hands in; nothing in a dialog, which has the keys that hand in and give up.
        below: what stands below the pad while there are not digits enough.
        key_height: of the pad's keys.
        dots_height: of the row of dots.
    """

    #: The PIN, once it is handed in.
    submitted = Signal(str)
    #: The key at the bottom left, or Esc, while nothing was typed.
    cancelled = Signal()
    #: Something was typed, forgotten, or handed in.
    typed = Signal()

    def __init__(
        self,
        submit: str,
        below: QWidget | None = None,
        key_height: int = 82,
        dots_height: int = 64,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pin, self._busy, self._wait_s = "", False, 0
        self._hint, self._why, self._instead = "", "", ""
        self.setAccessibleName(self.tr("密碼鍵盤"))
        self._lay_out(submit, below, key_height, dots_height)
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self._on_tick)
        self._show()

    def _lay_out(self, submit: str, below: QWidget | None, key_height: int, dots_height: int) -> None:
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._title = Text("", 24, bold=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title.setFixedHeight(px(33))
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._note = PinNote()
        self._dots = PinDots(dots_height)
        self.pad = NumberPad("pin", "cancel" if submit else "C")
        self.pad.setFixedHeight(px(key_height) * 4 + px(8) * 3)
        self.pad.pressed.connect(self.press)
        self.submit = Button(submit, "primary", "Enter", size="md", parent=self)
        self.submit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.submit.clicked.connect(self.hand_in)
        self.submit.hide()
        column.addWidget(self._title)
        column.addSpacing(px(4))
        column.addWidget(self._note)
        column.addWidget(self._dots)
        column.addWidget(self.pad)
        self._below: QStackedLayout | None = None
        if submit:
            column.addSpacing(px(15 if dots_height >= 64 else 8))
            self._below = self._last_row(below)
            column.addLayout(self._below)
        column.addStretch(1)

    def _last_row(self, below: QWidget | None) -> QStackedLayout:
        """What stands below the pad, and the key that takes its place."""
        stack = QStackedLayout()
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        if below is not None:
            line.addWidget(below, 0, Qt.AlignmentFlag.AlignCenter)
        stack.addWidget(row)
        stack.addWidget(self.submit)
        return stack

    # -- what it is told -----------------------------------------------------------------------------------------

    def ask(self, title: str, hint: str, instead: str = "") -> None:
        """Begin anew, for somebody.

        Args:
            instead: said in place of taking a digit, where it is nobody's yet.
        """
        self._title.setText(title)
        self._hint, self._instead = hint, instead
        self._tick.stop()
        self._pin, self._wait_s = "", 0
        self._note.say(hint)
        self._show()

    def complain(self, text: str, wait_s: int = 0) -> None:
        """Say that it was not taken; with seconds to wait, which are counted down in words."""
        self._pin, self._wait_s, self._why = "", wait_s, text
        if wait_s:
            self._count_down()
            self._tick.start()
        else:
            self._tick.stop()
            self._note.say(text, "warn", "warning")
        self._show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._note, QAccessible.Event.Alert))

    def set_busy(self, on: bool) -> None:  # noqa: FBT001
        """It is being checked: what was typed stays in sight, and nothing more is taken."""
        self._busy = on
        if on:
            self._note.say(self.tr("確認中…"))
        elif self._note.text() == self.tr("確認中…"):
            self._note.say(self._hint)
        self._show()

    @property
    def waits(self) -> bool:
        """Whether nothing may be typed yet."""
        return self._wait_s > 0

    def note(self) -> str:
        """Return the line below the name."""
        return self._note.text()

    def title(self) -> str:
        """Return whose PIN it is."""
        return self._title.text()

    @property
    def count(self) -> int:
        """How many digits are typed."""
        return len(self._pin)

    # -- typing --------------------------------------------------------------------------------------------------

    def press(self, sent: str) -> None:
        """A key of the pad: a digit, ``back``, ``clear`` or ``cancel``."""
        if sent == "cancel":
            self.cancel()
            return
        if self._busy or self.waits:
            return
        if self._instead:
            self.complain(self._instead)
            return
        kept = {"back": self._pin[:-1], "clear": ""}
        self._pin = kept.get(sent, (self._pin + sent)[:PIN_LONGEST])
        if self._note.text() != self._hint:
            self._note.say(self._hint)
        self._show()

    def cancel(self) -> None:
        """Forget what was typed; where nothing was, give up."""
        if self._busy:
            return
        if not self._pin:
            self.cancelled.emit()
            return
        self._pin = ""
        self._show()

    def take_focus(self) -> None:
        """Type here by keyboard while it has the focus, which the frame around the dots shows."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._dots.set_frame(on=False)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show that keys come here."""
        super().focusInEvent(event)
        self._dots.set_frame(on=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show that they no longer do."""
        super().focusOutEvent(event)
        self._dots.set_frame(on=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Digits, Backspace and Enter, while it has the focus itself."""
        if not (self.hasFocus() and self.take_key(event)):
            super().keyPressEvent(event)

    def hand_in(self) -> None:
        """Hand the PIN in, if there are digits enough; a second press while it is checked does nothing."""
        if len(self._pin) >= PIN_SHORTEST and not self._busy and not self.waits:
            self.submitted.emit(self._pin)

    def take_key(self, event: QKeyEvent) -> bool:
        """Take a key of the keyboard: digits, also full-width ones, Backspace and Enter; True if it was one."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        text = unicodedata.normalize("NFKC", event.text())
        if len(text) == 1 and text.isascii() and text.isdigit():
            self.press(text)
        elif event.key() == Qt.Key.Key_Backspace:
            self.press("back")
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.hand_in()
        else:
            return False
        return True

    def _on_tick(self) -> None:
        self._wait_s = max(0, self._wait_s - 1)
        if self._wait_s:
            self._count_down()
            return
        self._tick.stop()
        self._note.say(self._hint)

    def _count_down(self) -> None:
        minutes, seconds = divmod(self._wait_s, 60)
        left = self.tr("{} 分 {} 秒").format(minutes, seconds) if minutes else self.tr("{} 秒").format(seconds)
        told = self.tr("{why}，請等 {left}再試") if self._why else self.tr("請等 {left}再試")
        self._note.say(told.format(why=self._why, left=left), "ink_2", "clock")

    def _show(self) -> None:
        self._dots.set_count(len(self._pin))
        ready = len(self._pin) >= PIN_SHORTEST
        if self._below is not None:
            self._below.setCurrentIndex(1 if ready else 0)
        self.typed.emit()
