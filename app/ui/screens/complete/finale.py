"""The green panel: the change in figures that are read from where the customer stands, and how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.frozen import frozen
from app.domain.money import TWD, Currency
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.money import digits_text, fitting_size, money_text, paint_amount
from app.ui.widgets.paint import LEFT, MIDDLE, paint_box, paint_text, text_width

_SIZES = (208, 160, 128, 104, 84, 64, 48)
_PILL, _BETWEEN = 44, 8
#: Height of a row of the sum below.
_TERM = 24
#: Of its words, room at either side, between two of them, and between note and count; smaller where there is little.
_PILLS = ((17, 16, 8, 6), (17, 8, 4, 6), (15, 8, 4, 6), (13, 6, 4, 4))


@frozen
class _Pills:
    """A row of notes and coins: the size of its words, and its room, in this look's pixels.

    Attributes:
        pad, gap, inner: at either side of the words, between two, between note and count.
        pieces: words of note and count.
    """

    size: int
    pad: int
    gap: int
    inner: int
    pieces: list[tuple[str, str]]

    def width_of(self, face: str, count: str) -> int:
        """How wide one of them is."""
        words = text_width(face, self.size, bold=True) + text_width(count, self.size)
        return words + self.inner + 2 * self.pad

    def width(self) -> int:
        """How wide the row is."""
        gaps = self.gap * max(0, len(self.pieces) - 1)
        return sum(self.width_of(*one) for one in self.pieces) + gaps


@frozen
class Told:
    """What the panel says.

    Attributes:
        title, sub: what happened; which receipt, and when.
        word: over the figure.
        minor: the figure, without sign.
        pieces: notes and coins that make it, by face value and count.
        terms: the sum below: sign and words of each term.
    """

    title: str = ""
    sub: str = ""
    word: str = ""
    minor: int = 0
    currency: Currency = TWD
    pieces: tuple[tuple[int, int], ...] = ()
    terms: tuple[tuple[str, str], ...] = field(default=())

    def text(self) -> str:
        """All of it in one line, for who listens."""
        pieces = ", ".join(f"{digits_text(face, self.currency)} × {count}" for face, count in self.pieces)
        terms = " ".join(f"{sign} {words}".strip() for sign, words in self.terms)
        parts = (self.title, self.sub, f"{self.word} {money_text(self.minor, self.currency)}", pieces, terms)
        return ". ".join(part for part in parts if part)


class Finale(QWidget):
    """Painted in one pass."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = Told()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def tell(self, told: Told) -> None:
        """Show a completed sale, and say it to who listens."""
        self._told = told
        self.setAccessibleName(told.text())
        self.update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def told(self) -> Told:
        """What it shows."""
        return self._told

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the design."""
        return QSize(look().px(632), look().px(712))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what the smallest figure needs."""
        return QSize(look().px(280), look().px(300))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, wear, told = QPainter(self), look(), self._told
        painter.fillRect(self.rect(), wear.color("ok_tint"))
        px, wide, high = wear.px, float(self.width()), float(self.height())
        low = high < px(600)
        edge = px(16 if low else 32)
        paint_icon(painter, edge, edge + px(6), "check-circle", 32, "ok")
        left = edge + px(44)
        paint_text(painter, QRectF(left, edge - px(2), wide - left, px(28)), told.title, 20, "ok", bold=True)
        paint_text(painter, QRectF(left, edge + px(24), wide - left, px(20)), told.sub, 14, "ok")
        rows = self._sum_rows()
        foot = px(20 if low else 36) + len(rows) * px(_TERM)
        pills = self._pill_rows()
        used = px(44) + (px(12 + (_PILL + _BETWEEN) * len(pills) - _BETWEEN) if pills else 0)
        room = high - 2 * max(px(60 if low else 96), foot + px(12)) - used
        sizes = [size for size in _SIZES if wear.px(size) * 1.06 + self._tail(size) <= room] or [_SIZES[-1]]
        size = fitting_size(told.minor, told.currency, wide - 2 * px(32), sizes)
        line, tail = wear.px(size) * 1.06, self._tail(size)
        top = (high - used - line - tail) / 2
        paint_text(painter, QRectF(0, top, wide, px(44)), told.word, 32, "ok", bold=True, align=MIDDLE)
        top += px(44)
        area = QRectF(0, top, wide, line)
        paint_amount(painter, area, told.minor, told.currency, size, align=Qt.AlignmentFlag.AlignHCenter)
        self._paint_pieces(painter, pills, top + line + tail + px(12))
        self._paint_sum(painter, rows, high - foot)

    def _tail(self, size: int) -> float:
        """How far the figure's comma reaches below its line, in pixels; nothing where it has none."""
        metrics, line = look().metrics(size, True), look().px(size) * 1.06  # noqa: FBT003 - bold
        ink = metrics.tightBoundingRect(digits_text(self._told.minor, self._told.currency))
        return max(0.0, (line - metrics.height()) / 2 + metrics.ascent() + ink.bottom() - line)

    def _pill_rows(self) -> list[_Pills]:
        """Notes and coins, row by row: smaller where there is little room, then one row below the other."""
        px, told = look().px, self._told
        room = self.width() - px(32)
        pieces = [(digits_text(face, told.currency), f"× {count}") for face, count in told.pieces]
        for size, pad, gap, inner in _PILLS:
            pills = _Pills(size, px(pad), px(gap), px(inner), pieces)
            if pills.width() <= room:
                return [pills] if pieces else []
        pills = replace(pills, pieces=[])
        rows = [pills]
        for piece in pieces:
            longer = replace(rows[-1], pieces=[*rows[-1].pieces, piece])
            if longer.width() > room:
                rows.append(replace(pills, pieces=[piece]))
            else:
                rows[-1] = longer
        return rows

    def _paint_pieces(self, painter: QPainter, rows: list[_Pills], top: float) -> None:
        wear, px = look(), look().px
        for row in rows:
            x, size = (self.width() - row.width()) / 2, row.size
            for face, count in row.pieces:
                one, two = text_width(face, size, bold=True), text_width(count, size)
                box = QRectF(x, top, row.width_of(face, count), px(_PILL))
                paint_box(painter, box, wear.color("surface"), wear.color("ok_line"), px(1), px(10))
                at = QRectF(x + row.pad, top, one + 1, px(_PILL))
                half = QRectF(x, top, row.pad + one, px(_PILL))  # of the box: the other is the count's
                paint_text(painter, at, face, size, "ink", bold=True, align=LEFT, box=half)
                at = QRectF(x + row.pad + one + row.inner, top, two + 1, px(_PILL))
                half = QRectF(at.left(), top, box.right() - at.left(), px(_PILL))
                paint_text(painter, at, count, size, "ink", align=LEFT, box=half)
                x += box.width() + row.gap
            top += px(_PILL + _BETWEEN)

    def _sum_rows(self) -> list[tuple[list[_Part], int]]:
        """The terms in rows, each with its gap: closer and smaller where there is little room, then in two."""
        px, terms = look().px, self._told.terms
        for size, gap in ((17, 24), (17, 12), (15, 8), (13, 6)):
            parts = _parts(terms, size)
            if _width(parts, px(gap)) <= self.width() - px(32):
                return [(parts, px(gap))] if parts else []
        split = max(1, len(terms) - 1)
        while split > 1 and _width(_parts(terms[:split], 15), px(8)) > self.width() - px(32):
            split -= 1
        return [(_parts(some, 15), px(8)) for some in (terms[:split], terms[split:]) if some]

    def _paint_sum(self, painter: QPainter, rows: list[tuple[list[_Part], int]], top: float) -> None:
        """Paint the terms in the middle."""
        px = look().px
        for parts, gap in rows:
            x = max(float(px(16)), (self.width() - _width(parts, gap)) / 2)
            for text, size, ink, bold, width in parts:
                paint_text(painter, QRectF(x, top, width + 1, px(_TERM)), text, size, ink, bold=bold)
                x += width + gap
            top += px(_TERM)


#: Words, their size, ink and weight, and how wide they are.
_Part = tuple[str, int, str, bool, int]


def _width(parts: Sequence[_Part], gap: int) -> int:
    return sum(width for *_, width in parts) + gap * max(0, len(parts) - 1)


def _parts(terms: Sequence[tuple[str, str]], size: int) -> list[_Part]:
    parts: list[_Part] = []
    for place, (sign, words) in enumerate(terms):
        last = place == len(terms) - 1 and sign == "="
        if sign:
            parts.append((sign, size, "ink_3", False, text_width(sign, size)))
        parts.append((words, size, "ink" if last else "ink_2", last, text_width(words, size, bold=last)))
    return parts
