"""Fields to type in: one with a sentence below for what is wrong, and the one that always listens."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.button import IconButton
from app.ui.widgets.keycap import keycap_width, paint_keycap
from app.ui.widgets.paint import RIGHT, paint_text, text_width
from app.ui.widgets.text import Text

_THIN_SPACE = "\N{THIN SPACE}"


class Typing(Enum):
    """What a line takes, and so whether an input method may stand between the keys and it."""

    WORDS = "words"  # in any script
    CODE = "code"  # plain letters and digits
    FIGURES = "figures"  # an amount, a count, a rate


_HINT = Qt.InputMethodHint
_HINTS = {
    Typing.CODE: _HINT.ImhLatinOnly | _HINT.ImhNoPredictiveText | _HINT.ImhNoAutoUppercase,
    Typing.FIGURES: _HINT.ImhFormattedNumbersOnly | _HINT.ImhNoPredictiveText,
}


def takes(line: QLineEdit, typing: Typing) -> None:
    """Say what a line takes. Where it is no words, keys arrive as they are, whatever input method is on."""
    line.setProperty("typing", typing.value)
    if typing is not Typing.WORDS:
        line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        line.setInputMethodHints(_HINTS[typing])


class _Line(QLineEdit):
    """A line whose caret is two wide, in the colour of the focus, and does not blink."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        takes(self, Typing.WORDS)

    def setPlaceholderText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Ask for something; the caret stands before it, not on it."""
        super().setPlaceholderText(_THIN_SPACE + text if text else "")

    def placeholderText(self) -> str:  # noqa: N802 - Qt's name
        """Return what is asked for."""
        return super().placeholderText().removeprefix(_THIN_SPACE)

    def paint_caret(self, painter: QPainter) -> None:
        """Paint the caret over Qt's own."""
        if not self.hasFocus() or self.isReadOnly() or self.hasSelectedText():
            return
        px, at = look().px, self.cursorRect()
        height = max(px(24), at.height())
        rect = QRectF(at.center().x(), (self.height() - height) / 2, px(2), height)
        painter.fillRect(rect, look().color("focus"))


class LineField(_Line):
    """A line to type in, 48 high, with an icon inside at the left."""

    def __init__(
        self, placeholder: str = "", icon: str = "", height: int = 48, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setPlaceholderText(placeholder)
        self.setFont(look().font(15))
        self.setFixedHeight(look().px(height))
        if icon:
            self.setTextMargins(look().px(20 + 10), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint icon and caret over the line."""
        super().paintEvent(event)
        painter = QPainter(self)
        self.paint_caret(painter)
        if self._icon:
            px = look().px
            paint_icon(painter, px(15), (self.height() - px(20)) / 2, self._icon, 20, "ink_3")


class Field(QWidget):
    """A line to type in, with one sentence below it when it cannot be so.

    Args:
        placeholder: what belongs here.
        name: for screen readers; the placeholder if none.
        icon: an icon inside at the left.
        height: of the line.
        typing: what it takes.
    """

    textChanged = Signal(str)  # noqa: N815 - as QLineEdit has it
    returnPressed = Signal()  # noqa: N815 - as QLineEdit has it

    def __init__(
        self,
        placeholder: str = "",
        name: str = "",
        icon: str = "",
        height: int = 48,
        parent: QWidget | None = None,
        *,
        typing: Typing = Typing.WORDS,
    ) -> None:
        super().__init__(parent)
        px = look().px
        self.edit = LineField(placeholder, icon, height)
        takes(self.edit, typing)
        self.edit.setAccessibleName(name or placeholder)
        self.edit.textChanged.connect(self.textChanged)
        self.edit.returnPressed.connect(self.returnPressed)
        self._error = Complaint()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.edit)
        column.addWidget(self._error)
        self._error.hide()
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return what is typed."""
        return self.edit.text()

    def setText(self, text: str) -> None:  # noqa: N802 - as QLineEdit has it
        """Put text in."""
        self.edit.setText(text)

    def set_error(self, sentence: str = "") -> None:
        """Say in one sentence what is wrong, or that nothing is."""
        self._error.say(sentence)
        self._error.setVisible(bool(sentence))
        self.edit.setAccessibleDescription(sentence)
        if bool(sentence) != (self.edit.property("error") == "true"):
            self.edit.setProperty("error", "true" if sentence else "false")
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)

    def error(self) -> str:
        """Return the sentence, empty when nothing is wrong."""
        return self._error.sentence()


class Complaint(QWidget):
    """A red sentence with its sign, below what it is about."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(20), 0, 0, 0)
        self._text = Text("", 13, tone="bad", wrap=True)
        row.addWidget(self._text)

    def say(self, sentence: str) -> None:
        """Say something else."""
        self._text.setText(sentence)

    def sentence(self) -> str:
        """Return what it says."""
        return self._text.text()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the sign."""
        paint_icon(QPainter(self), 0, look().px(1), "warning", 16, "bad")


class ScanField(_Line):
    """The field that always listens, 56 high: icon, words, what the last scan did, and its key.

    Args:
        placeholder: what it takes.
        key: that puts the focus here.
        short: the same in few words, where there is little room.
    """

    #: The cross was pressed.
    cleared = Signal()

    def __init__(
        self, placeholder: str = "", key: str = "F4", parent: QWidget | None = None, *, short: str = ""
    ) -> None:
        super().__init__(parent)
        px = look().px
        self._asked, self._short = placeholder, short or placeholder
        self._key, self._note, self._tone, self._icon = key, "", "ok", "check"
        self._count, self._count_tone, self._count_icon = "", "ink_3", ""
        self.setProperty("kind", "scan")
        self.setFont(look().font(17))
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setFixedHeight(px(56))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._clear = IconButton("x", self.tr("清除"), parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self._on_clear)
        self._clear.hide()
        self.textChanged.connect(self._arrange)
        self._arrange()

    def set_note(self, text: str, tone: str = "ok", icon: str = "check") -> None:
        """Say at the right what the last scan did: green for done, amber for what to look at."""
        self._note, self._tone, self._icon = text, tone, icon
        self.setAccessibleDescription(text)
        self._arrange()

    def note(self) -> str:
        """Return what is said at the right."""
        return self._note

    def ask(self, placeholder: str, short: str = "") -> None:
        """Take something else; the arguments are those of the beginning."""
        if placeholder != self._asked:
            self._asked, self._short = placeholder, short or placeholder
            self._arrange()

    def set_count(self, text: str, tone: str = "ink_3", icon: str = "") -> None:
        """Say at the right how much was found, while something is typed; empty for nothing."""
        self._count, self._count_tone, self._count_icon = text, tone, icon
        self._arrange()

    def count(self) -> str:
        """Return how much was found."""
        return self._count

    def _on_clear(self) -> None:
        self.clear()
        self.cleared.emit()

    def _note_room(self) -> int:
        """Return how wide the note may be: what is typed and asked for comes first."""
        px = look().px
        if self.text() or not self._note:
            return 0
        wanted = text_width(self._note, 14) + px(16 + 4)
        asked = min(text_width(self._asked, 17), text_width(self._short, 17))  # in few words, while there is a note
        room = self.width() - px(15 + 24 + 12) - asked - px(16) - self._right()
        return wanted if room >= wanted else 0

    def _right(self) -> int:
        """Return how much the key takes at the right."""
        px = look().px
        return px(15) + (keycap_width(self._key) + px(12) if self._key else 0)

    def _arrange(self) -> None:
        px = look().px
        typed = bool(self.text())
        self._clear.setVisible(typed)
        note = self._note_room()
        asks = self.width() - px(15 + 24 + 12) - self._right() - (note + px(16) if note else 0)
        fitting = (words for words in (self._asked, self._short) if text_width(words, 17) <= asks)
        self.setPlaceholderText(next(fitting, ""))  # half a word tells nobody anything
        self._clear.move(self.width() - px(48 + 4), (self.height() - px(48)) // 2)
        found = text_width(self._count, 14) + px(12) if self._count else 0
        found += px(20) if self._count and self._count_icon else 0
        right = px(48) + found if typed else self._right() - px(15) + self._note_room()
        self.setTextMargins(px(24 + 12), 0, right, 0)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what is at the right at the right."""
        super().resizeEvent(event)
        self._arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Repaint the icon, which shows the focus too."""
        super().focusInEvent(event)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the design."""
        return QSize(look().px(480), look().px(56))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for its icon, some figures and the cross."""
        return QSize(look().px(144), look().px(56))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint what stands beside the words."""
        super().paintEvent(event)
        painter, px = QPainter(self), look().px
        self.paint_caret(painter)
        middle = self.height() / 2
        icon = "search" if self.text() else "scan"
        paint_icon(painter, px(15), middle - px(12), icon, 24, "accent_ink" if self.hasFocus() else "ink_3")
        if self.text():
            found = QRectF(0, 0, self._clear.x(), self.height())
            paint_text(painter, found, self._count, 14, self._count_tone, align=RIGHT)
            if self._count and self._count_icon:
                left = found.right() - text_width(self._count, 14) - px(20)
                paint_icon(painter, left, middle - px(8), self._count_icon, 16, self._count_tone)
            return
        right = self.width() - px(15)
        if self._key:
            right -= keycap_width(self._key)
            paint_keycap(painter, right, middle, self._key)
            right -= px(12)
        if room := self._note_room():
            words = min(room - px(20), text_width(self._note, 14))
            paint_text(
                painter,
                QRectF(right - words - 1, 0, words + 1, self.height()),
                self._note,
                14,
                self._tone,
                align=RIGHT,
            )
            paint_icon(painter, right - words - px(20), middle - px(8), self._icon, 16, self._tone)
