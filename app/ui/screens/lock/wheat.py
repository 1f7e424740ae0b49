"""The wheat panel of the lock: whose counter it is, the time, and how the day stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.art import paint_drawing
from app.ui.widgets.paint import LEFT, MIDDLE, RIGHT, paint_box, paint_text, text_width
from app.ui.widgets.text import Text

#: What the shop sells, in four drawings.
_ART = ("croissant", "tea", "toast", "cup")

#: Icon, word and value of a row.
Row = tuple[str, str, str]
#: The shop's name and its store's.
Names = tuple[str, str]
#: Icon of the first row where something waits to be finished.
WAITS = "basket"


class _Mark(QWidget):
    """The shop's first character on a square of wheat ink."""

    def __init__(self, text: str, side: int) -> None:
        super().__init__()
        self._text = text[:1]
        self.setFixedSize(look().px(side), look().px(side))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, wear = QPainter(self), look()
        area = QRectF(self.rect())
        paint_box(painter, area, wear.color("wheat_ink"), radius=area.width() / 4)
        paint_text(
            painter, area, self._text, 25 if area.width() >= wear.px(44) else 18, "wheat", bold=True, align=MIDDLE
        )


class _Time(QWidget):
    """The time of day, large."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._text, self._size = "", size
        self.setFixedHeight(look().px(size))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(text_width(self._text, self._size, bold=True), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, wear = QPainter(self), look()
        # A line as high as its figures: the font's own line, which leaves room for Chinese, hangs over both ends.
        high = wear.metrics(self._size, bold=True).height()
        rect = QRectF(-wear.px(4), (self.height() - high) / 2, self.width() + wear.px(8), high)
        painter.setClipping(False)
        paint_text(painter, rect, self._text, self._size, "wheat_ink", bold=True, align=LEFT)


class _Art(QWidget):
    """Drawings of goods, as many as there is room for."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._side = side
        self.setFixedHeight(look().px(side))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, px = QPainter(self), look().px
        side, step = px(self._side), px(self._side + 14)
        for place, name in enumerate(_ART):
            left = place * step - px(self._side / 9)  # a drawing has a margin of its own, which the text has not
            if left + side <= self.width():
                paint_drawing(painter, QRectF(left, 0, side, side), name)


class _Rows(QWidget):
    """Rows of an icon, a word and a value, parted by lines."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[Row]) -> None:
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        self.setAccessibleName("\n".join(f"{word} {value}" for _, word, value in rows))
        self.setFixedHeight(look().px(52) * len(rows))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, wear = QPainter(self), look()
        px, width = wear.px, self.width()
        left = px(20 + 12)
        room = width - left
        fits = all(
            text_width(word, 15) + px(12) + text_width(value, 15, bold=True) <= room for _, word, value in self._rows
        )
        for place, (icon, word, value) in enumerate(self._rows):
            top = place * px(52)
            painter.fillRect(QRectF(0, top, width, px(1)), wear.color("wheat_2"))
            rect = QRectF(left, top + px(1), room, px(51))
            paint_icon(painter, 0, rect.center().y() - px(10), icon, 20, "wheat_ink")
            if fits:
                paint_text(painter, rect, word, 15, "wheat_ink")
                paint_text(painter, rect, value, 15, "wheat_ink", bold=True, align=RIGHT)
                continue
            size = 15 if text_width(value, 15, bold=True) <= room else 13
            half = rect.center().y()
            paint_text(painter, QRectF(left, half - px(19), room, px(18)), word, 13, "wheat_ink")
            paint_text(painter, QRectF(left, half - px(1), room, px(21)), value, size, "wheat_ink", bold=True)


class WheatPanel(QWidget):
    """The panel at the left, 440 wide where there is room.

    Args:
        mark: what the mark is the first character of: the same in every language.
        names: the second may be empty.
        width: of the design.
    """

    def __init__(self, mark: str, names: Names, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        wide = width >= 400
        self.setProperty("ground", "wheat")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(px(width))
        side = 40 if wide else 20
        column = QVBoxLayout(self)
        column.setContentsMargins(px(side), px(37 if wide else 25), px(side), px(28 if wide else 16))
        column.setSpacing(0)
        column.addLayout(_names(mark, names, 44))
        column.addSpacing(px(54 if wide else 42))
        self._time = _Time(92 if wide else 64)
        column.addWidget(self._time)
        column.addSpacing(px(10))
        self._date = Text("", 20 if wide else 17, tone="wheat_ink", wrap=True)
        column.addWidget(self._date)
        column.addStretch(1)
        column.addWidget(_Art(72 if wide else 52))
        column.addSpacing(px(28))
        self._rows = _Rows()
        column.addWidget(self._rows)

    def tell_time(self, now: datetime) -> None:
        """Show the store's time and day."""
        self._time.set_text(f"{now:%H:%M}")
        self._date.setText(day_words(now, self.tr("M 月 d 日　dddd")))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show how the day stands."""
        self._rows.show_rows(rows)


class WheatStrip(QWidget):
    """The same in one line, where there is no room for a panel: names at the left, day and time at the right."""

    def __init__(self, mark: str, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        self.setProperty("ground", "wheat")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(px(56))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.setSpacing(px(12))
        row.addLayout(_names(mark, names, 32))
        row.addStretch(1)
        self._date, self._time = Text("", 14, tone="wheat_ink"), Text("", 24, bold=True, tone="wheat_ink")
        row.addWidget(self._date)
        row.addWidget(self._time)

    def tell_time(self, now: datetime) -> None:
        """Show the store's time and day."""
        self._time.setText(f"{now:%H:%M}")
        self._date.setText(day_words(now, self.tr("M 月 d 日　dddd")))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """There is no room for them, but what waits to be finished takes the place of the day."""
        icon, _, value = rows[0]
        if icon == WAITS:
            self._date.setText(value)


def day_words(now: datetime, form: str) -> str:
    """A day in words of the window's language, by a form of Qt's."""
    return QLocale().toString(QDate(now.year, now.month, now.day), form)


def _names(mark: str, names: Names, side: int) -> QHBoxLayout:
    px = look().px
    row = QHBoxLayout()
    row.setSpacing(px(12))
    row.addWidget(_Mark(mark, side))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addStretch(1)
    large, small = (20, 14) if side >= 44 else (15, 13)
    for text, size, bold in ((names[0], large, True), (names[1], small, False)):
        if text:
            label = Text(text, size, bold=bold, tone="wheat_ink", wrap=side >= 44)
            words.addWidget(label)
    words.addStretch(1)
    row.addLayout(words, 1)
    return row
