"""The green panel: the change in figures that are read from where the customer stands, and how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

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
_PILL = 44
#: Of its words, room at either side, between two of them, and between note and count; smaller where there is little.
_PILLS = ((17, 16, 8, 6), (17, 8, 4, 6), (15, 8, 4, 6), (13, 6, 4, 4))


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
        used = px(44) + (px(12 + _PILL) if told.pieces else 0)
        room = high - 2 * px(60 if low else 96) - used
        sizes = [size for size in _SIZES if wear.px(size) * 1.06 <= room] or [_SIZES[-1]]
        size = fitting_size(told.minor, told.currency, wide - 2 * px(32), sizes)
        line = wear.px(size) * 1.06
        top = (high - used - line) / 2
        paint_text(painter, QRectF(0, top, wide, px(44)), told.word, 32, "ok", bold=True, align=MIDDLE)
        top += px(44)
        area = QRectF(0, top, wide, line)
        paint_amount(painter, area, told.minor, told.currency, size, align=Qt.AlignmentFlag.AlignHCenter)
        if told.pieces:
            self._paint_pieces(painter, top + line + px(12))
        self._paint_sum(painter, high - px(20 if low else 36) - px(24))

    def _paint_pieces(self, painter: QPainter, top: float) -> None:
        wear, told = look(), self._told
        px = wear.px
        texts = [(digits_text(face, told.currency), f"× {count}") for face, count in told.pieces]
        for size, *room in _PILLS:
            pad, gap, inner = (px(one) for one in room)
            sizes = [(text_width(face, size, bold=True), text_width(count, size)) for face, count in texts]
            whole = sum(one + two + inner + 2 * pad + gap for one, two in sizes) - gap
            if whole <= self.width() - px(32):
                break
        x = (self.width() - whole) / 2
        for (face, count), (one, two) in zip(texts, sizes, strict=True):
            box = QRectF(x, top, one + two + inner + 2 * pad, px(_PILL))
            paint_box(painter, box, wear.color("surface"), wear.color("ok_line"), px(1), px(10))
            at = QRectF(x + pad, top, one + 1, px(_PILL))
            paint_text(painter, at, face, size, "ink", bold=True, align=LEFT)
            at = QRectF(x + pad + one + inner, top, two + 1, px(_PILL))
            paint_text(painter, at, count, size, "ink", align=LEFT)
            x += box.width() + gap

    def _paint_sum(self, painter: QPainter, top: float) -> None:
        """Paint the terms in the middle, closer together and smaller where there is little room."""
        px = look().px
        terms = self._told.terms
        tries = [(terms, 17, 24), (terms, 17, 12), (terms, 15, 8), (terms, 13, 6), (terms[:-1], 13, 6)]
        for shown, size, gap in tries:  # what comes of it is read above, and gives way first
            parts = _parts(shown, size)
            whole = sum(width for _, _, _, width in parts) + px(gap) * max(0, len(parts) - 1)
            if whole <= self.width() - px(32):
                break
        x = max(float(px(16)), (self.width() - whole) / 2)
        for text, ink, bold, width in parts:
            paint_text(painter, QRectF(x, top, width + 1, px(24)), text, size, ink, bold=bold)
            x += width + px(gap)


def _parts(terms: Sequence[tuple[str, str]], size: int) -> list[tuple[str, str, bool, int]]:
    parts: list[tuple[str, str, bool, int]] = []
    for place, (sign, words) in enumerate(terms):
        last = place == len(terms) - 1 and sign == "="
        if sign:
            parts.append((sign, "ink_3", False, text_width(sign, size)))
        parts.append((words, "ink" if last else "ink_2", last, text_width(words, size, bold=last)))
    return parts
