"""The head of the hand-over: what the code is worth, which order it is, and where it lies."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.pickup import Pickup
from app.ui.screens.handover.words import Said, elsewhere_text, since_text
from app.ui.shell.frame import Frame, Room
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.button import Button
from app.ui.widgets.paint import paint_box
from app.ui.widgets.panel import Panel, hairline
from app.ui.widgets.text import Text

_INK = {"ok": "ok", "warn": "warn", "bad": "bad", "": "ink_2"}


class _Sign(QWidget):
    """The icon of the banner, 40."""

    def __init__(self) -> None:
        super().__init__()
        self.said = ("shield", "ok")
        self.setFixedSize(look().px(40), look().px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        paint_icon(QPainter(self), 0, 0, self.said[0], 40, self.said[1])


class _How(QWidget):
    """How it was verified: a badge on the surface."""

    def __init__(self) -> None:
        super().__init__()
        self._text, self._icon = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, text: str, icon: str) -> None:
        """Say it."""
        self._text, self._icon = text, icon
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that its words need."""
        return QSize(badge_width(self._text, self._icon), look().px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), look().color("surface"), radius=look().px(6))
        paint_badge(painter, 0, 0, self._text, "outline", self._icon)


class Banner(Panel):
    """What a code is worth, 88 high at least, with the next step in words.

    Signals:
        again: ask once more.
    """

    again = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__("ok")
        px = look().px
        self.setMinimumHeight(px(88))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._sign, self._how = _Sign(), _How()
        narrow = frame.room is Room.DRAWER
        wraps = frame.room <= Room.COMPACT
        self.title, self.text = Text("", 24, bold=True, tone="ok", wrap=wraps), Text("", 15, wrap=True)
        if not wraps:
            self.title.setFixedHeight(px(32))
        self.retry = Button(self.tr("再查一次"), icon="sync", size="sm")
        self.retry.clicked.connect(self.again)
        row = self.row((20, 8, 20, 8), 12 if narrow else 16)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop if narrow else Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.text)
        beside: QBoxLayout = words if narrow else row
        if narrow:
            words.addSpacing(px(8))
        else:
            words.addStretch(1)
        row.addLayout(words, 1)
        beside.addWidget(self._how, 0, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter)
        beside.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter)
        if narrow:
            words.addStretch(1)

    def say(self, said: Said, *, retry: bool) -> None:
        """Say it."""
        if self.property("tone") != said.tone:
            self.setProperty("tone", said.tone)
            self.style().unpolish(self)
            self.style().polish(self)
        ink = _INK[said.tone]
        self._sign.said = (said.icon, ink)
        self._sign.update()
        self.title.setText(said.title)
        self.title.set_tone(ink)
        self.text.setText(said.text)
        self._how.say(said.badge, said.badge_icon)
        self.retry.setVisible(retry)
        self.setAccessibleName(f"{said.title}, {said.text}")


class _Place(QWidget):
    """A snowflake before where the rest of it lies."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Text("", 14, tone="ink_2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(16 + 6), 0, 0, 0)
        row.addWidget(self.text)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the flake at the first line."""
        paint_icon(QPainter(self), 0, look().px(3), "snow", 16, "ink_2")


class OrderHead(QWidget):
    """Which order, and on which shelf it lies: the largest word on the screen."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        px, narrow = look().px, frame.room is Room.DRAWER
        row: QBoxLayout = QVBoxLayout(self) if narrow else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.code, self.since = Text("", 32, bold=True), Text("", 14, tone="ink_2", wrap=True)
        self.code.setFixedHeight(px(40))
        self.shelf, self.place = Text("", 44, bold=True, elide=True), _Place()
        self.shelf.setFixedHeight(px(50))
        left = self._part(self.tr("取貨單"), self.code, self.since)
        self.right = self._part(self.tr("貨架"), self.shelf, self.place)
        row.addWidget(left, 1)
        self._line = hairline(vertical=not narrow)
        row.addWidget(self._line)
        row.addWidget(self.right)
        if not narrow:
            self.right.setFixedWidth(px(300 if frame.room > Room.COMPACT else 232))

    def _part(self, word: str, value: Text, under: QWidget) -> QWidget:
        px = look().px
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(px(24), px(16), px(24), px(15))
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(Text(word, 14, tone="ink_2"))
        column.addWidget(value)
        column.addWidget(under)
        column.addStretch(1)
        return part

    def show_order(self, one: Pickup, at: int, zone: str) -> None:
        """Show which."""
        self.code.setText(one.order.code)
        self.since.setText(since_text(one, at, zone))
        self.shelf.setText(one.shelf or "–")
        elsewhere = elsewhere_text(one)
        self.place.text.setText(elsewhere)
        self.place.setVisible(bool(elsewhere))
