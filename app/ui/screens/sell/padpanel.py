"""The panel of the work zone that something is typed in: a head, a form at the left, a pad at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.shell.frame import Frame, Room
from app.ui.theme.look import look
from app.ui.widgets.art import paint_art
from app.ui.widgets.button import Button
from app.ui.widgets.entry import EntryDisplay
from app.ui.widgets.finger import scroll_by_finger
from app.ui.widgets.pad import NumberPad
from app.ui.widgets.paint import paint_text
from app.ui.widgets.panel import hairline

#: Widths of the pad's zone, in the design: as drawn, and where there is less room.
PAD_ZONE, NARROW_ZONE = 316, 276
_KEYS = {
    Qt.Key.Key_Backspace: "back",
    Qt.Key.Key_Period: ".",
    Qt.Key.Key_Comma: ".",
}


class WorkHead(QWidget):
    """What a panel is about: drawing, name, facts, and the way out.

    Signals:
        closed: the way out.
    """

    closed = Signal()

    def __init__(self, *, low: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._art, self._name, self._facts = "", "", ""
        self._edge, self._side = (6, 52) if low else (16, 56)
        px = look().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), 0, px(12), 0)
        row.addStretch(1)
        self.button = Button("", "quiet", "Esc")
        self.button.clicked.connect(self.closed)
        row.addWidget(self.button)
        self.setFixedHeight(px(64 if low else 88))

    def tell(self, art: str, name: str, facts: str) -> None:
        """Say what it is about; without a drawing the words begin at the left."""
        self._art, self._name, self._facts = art, name, facts
        self.setAccessibleName(f"{name}, {facts}" if facts else name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint drawing and words."""
        painter, px = QPainter(self), look().px
        left, middle = px(20), self.height() / 2
        if self._art:
            paint_art(painter, QRectF(left, px(self._edge), px(self._side), px(self._side)), self._art)
            left += px(self._side + 16)
        width = self.button.x() - px(8) - left
        paint_text(painter, QRectF(left, middle - px(24), width, px(28)), self._name, 20, "ink", bold=True, free=True)
        paint_text(painter, QRectF(left, middle + px(4), width, px(20)), self._facts, 14, "ink_2")


class PadPanel(QFrame):
    """A panel with a pad: digits typed anywhere in it, but in a field of its own, go to the entry.

    Args:
        corner: the key at the bottom left of the pad, see `NumberPad`.

    Signals:
        pressed: a key of the pad or the keyboard: a digit, ``00``, ``.``, ``back`` or ``clear``.
        accepted: Enter.
        closed: the way out was pressed.
    """

    pressed = Signal(str)
    accepted = Signal()
    closed = Signal()

    def __init__(self, frame: Frame, corner: str = "C", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        narrow = frame.room <= Room.COMPACT
        self.is_tight = narrow
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = WorkHead(low=narrow)
        self.head.closed.connect(self.closed)
        column.addWidget(self.head)
        column.addWidget(hairline())
        row = QHBoxLayout()
        row.setSpacing(0)
        column.addLayout(row, 1)
        row.addLayout(self._columns(20 if not narrow else 16, 16 if not narrow else 10), 1)
        self.zone = PadZone(corner, NARROW_ZONE if narrow else PAD_ZONE)
        self.zone.pad.pressed.connect(self.pressed)
        row.addWidget(self.zone)
        self.entry = self.zone.entry

    def _columns(self, edge: int, gap: int) -> QVBoxLayout:
        """What is chosen above, which scrolls where there is too little room; what is done with it below."""
        px = look().px
        column = QVBoxLayout()
        column.setContentsMargins(px(20), px(edge), px(20), px(edge))
        column.setSpacing(px(min(gap, 12)))
        content = QWidget()
        self.form = QVBoxLayout(content)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(px(gap))
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        scroll_by_finger(area)
        column.addWidget(area, 1)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(px(gap))
        column.addLayout(self.foot)
        return column

    def begin(self) -> None:
        """Put the focus where the typing begins."""
        self.zone.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Digits go to the entry, Enter accepts; letters are nobody's here."""
        key, text = Qt.Key(event.key()), event.text()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accepted.emit()
        elif key in _KEYS:
            self.pressed.emit(_KEYS[key])
        elif len(text) == 1 and text.isdecimal():
            self.pressed.emit(str(int(text)))  # a full-width digit, too
        elif not (text and text.isprintable()):
            super().keyPressEvent(event)


class PadZone(QWidget):
    """The entry and its pad; it has the focus while nothing else in the panel has."""

    def __init__(self, corner: str, width: int) -> None:
        super().__init__()
        px = look().px
        self.setAccessibleName(self.tr("數字鍵盤"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFixedWidth(px(width))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20) + 1, px(20), px(20), px(20))
        column.setSpacing(px(12))
        self.entry = EntryDisplay(height=72)
        column.addWidget(self.entry)
        self.pad = NumberPad(corner=corner)
        column.addWidget(self.pad, 1)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the digits go."""
        super().focusInEvent(event)
        self.entry.set_active(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """They still go there, but something else is chosen."""
        super().focusOutEvent(event)
        self.entry.set_active(False)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ground, round where the panel is, and the line at the left."""
        painter, see = QPainter(self), look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(see.color("surface_2"))
        radius = see.px(13)
        area = QRectF(self.rect())
        painter.drawRoundedRect(area, radius, radius)
        painter.drawRect(area.adjusted(0, 0, -radius, 0))
        painter.drawRect(area.adjusted(0, 0, 0, -radius))
        painter.fillRect(QRectF(0, 0, see.px(1), self.height()), see.color("line"))
