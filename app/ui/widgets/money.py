"""Amounts as people read them: the sign of the currency, thousands, a minus before both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.frozen import frozen
from app.domain.money import TWD, Currency
from app.ui.theme.look import look
from app.ui.widgets.paint import tell

MINUS = "\N{MINUS SIGN}"
#: The short signs, as prices on a shelf have them. A currency without one shows its code.
_SIGNS = {
    "TWD": "$", "USD": "$", "HKD": "$", "SGD": "$", "AUD": "$", "CAD": "$", "NZD": "$", "MXN": "$", "MOP": "$",
    "GBP": "£", "EUR": "€", "JPY": "¥", "CNY": "¥", "KRW": "₩", "THB": "฿", "VND": "₫", "PHP": "₱", "INR": "₹",
}  # fmt: skip
_SPACE = "\N{NO-BREAK SPACE}"
_TAIL = 0.26  # of a figure's size, which the comma needs below the line


def digits_text(minor: int, of: Currency) -> str:
    """Write an amount without sign or currency, ``1,234.50``."""
    unit = 10**of.exponent
    whole = f"{abs(minor) // unit:,}"
    return f"{whole}.{abs(minor) % unit:0{of.exponent}d}" if of.exponent else whole


def currency_sign(of: Currency) -> str:
    """Return what stands before the figures of a currency: its sign, or its code and a space."""
    return _SIGNS.get(of.code, of.code + _SPACE)


def money_text(minor: int, currency: Currency, sign: bool = False) -> str:  # noqa: FBT001, FBT002
    """Write an amount as it is read, ``−$28``.

    Args:
        minor: minor units, of either sign.
        currency: whose they are.
        sign: a plus before what is more than nothing.
    """
    before = MINUS if minor < 0 else "+" if sign and minor > 0 else ""
    return before + currency_sign(currency) + digits_text(minor, currency)


@frozen
class _Piece:
    text: str
    font: QFont
    width: float
    lift: float


def _pieces(minor: int, currency: Currency, px: int, *, bold: bool, sign: bool) -> list[_Piece]:
    """Cut an amount into what is painted in one font each."""
    wear = look()
    large = px > 44
    mark_px = round(px * 0.46) if large else max(13, round(px * 0.72))
    mark_font, digit_font = wear.font(mark_px), wear.font(px, bold)
    found = []
    before = MINUS if minor < 0 else "+" if sign and minor > 0 else ""
    if before:
        found.append(_Piece(before, digit_font, wear.metrics(px, bold).horizontalAdvance(before), 0))
    mark = currency_sign(currency)
    gap = wear.px(mark_px) * (0.12 if large else 0.08)
    lift = wear.px(mark_px) * 0.38 if large else 0
    found.append(_Piece(mark, mark_font, wear.metrics(mark_px).horizontalAdvance(mark) + gap, lift))
    digits = digits_text(minor, currency)
    found.append(_Piece(digits, digit_font, wear.metrics(px, bold).horizontalAdvance(digits), 0))
    return found


def amount_width(minor: int, currency: Currency, px: int, *, bold: bool = True, sign: bool = False) -> int:
    """Return how wide a painted amount is, in this look's pixels."""
    return round(sum(piece.width for piece in _pieces(minor, currency, px, bold=bold, sign=sign)) + 0.5)


def paint_amount(  # noqa: PLR0913 - the ways in which an amount is shown
    painter: QPainter,
    rect: QRectF,
    minor: int,
    currency: Currency,
    px: int,
    *,
    color: str | QColor = "ink",
    bold: bool = True,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignRight,
    sign: bool = False,
    struck: bool = False,
) -> int:
    """Paint an amount in the middle of a rectangle's height, and return its width.

    The currency's sign is smaller and regular; from 44 px up smaller still, and raised.

    Args:
        painter: on whatever device.
        rect: in this look's pixels.
        minor: minor units.
        currency: whose they are.
        px: the size of the figures in the design.
        color: a token's name, or a colour.
        bold: whether the figures are bold.
        align: left, right or centre.
        sign: a plus before what is more than nothing.
        struck: struck through, as a price that holds no more.
    """
    wear = look()
    pieces = _pieces(minor, currency, px, bold=bold, sign=sign)
    width = sum(piece.width for piece in pieces)
    left = rect.left()
    if align & Qt.AlignmentFlag.AlignRight:
        left = rect.right() - width
    elif align & Qt.AlignmentFlag.AlignHCenter:
        left = rect.center().x() - width / 2
    metrics = wear.metrics(px, bold)
    baseline = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent()
    painter.setPen(color if isinstance(color, QColor) else wear.color(color))
    x = left
    for piece in pieces:
        painter.setFont(piece.font)
        painter.drawText(QPointF(x, baseline - piece.lift), piece.text)
        tell(painter, QPointF(x, baseline - piece.lift), piece.text, piece.text)
        x += piece.width
    if struck:
        y = round(baseline - metrics.strikeOutPos())
        painter.fillRect(QRectF(left, y, width, wear.px(1)), painter.pen().color())
    return round(width + 0.5)


def fitting_size(minor: int, currency: Currency, width: float, sizes: Sequence[int], *, bold: bool = True) -> int:
    """Return the first of several sizes, from the largest, in which an amount fits a width; the last if none does."""
    fits = (size for size in sizes if amount_width(minor, currency, size, bold=bold) <= width)
    return next(fits, sizes[-1])


class AmountLabel(QWidget):
    """An amount on its own, whose size follows its figures.

    Args:
        size: of the figures in the design.
        smaller: sizes to go down to, from the largest, where the room is too small for it.
    """

    def __init__(
        self,
        size: int = 17,
        bold: bool = True,  # noqa: FBT001, FBT002
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignRight,
        color: str = "ink",
        parent: QWidget | None = None,
        *,
        smaller: Sequence[int] = (),
    ) -> None:
        super().__init__(parent)
        self._size, self._bold, self._align, self._color = size, bold, align, color
        self._smaller = tuple(smaller)
        self._minor, self._currency, self._sign, self._struck = 0, TWD, False, False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_amount(0, TWD)

    def set_amount(self, minor: int, currency: Currency, *, sign: bool = False, struck: bool = False) -> None:
        """Show an amount."""
        self._minor, self._currency, self._sign, self._struck = minor, currency, sign, struck
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def set_color(self, name: str) -> None:
        """Show it in another token's colour."""
        self._color = name
        self.update()

    def text(self) -> str:
        """Return the amount as it is read."""
        return money_text(self._minor, self._currency, self._sign)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that the figures need."""
        width = amount_width(self._minor, self._currency, self._size, bold=self._bold, sign=self._sign)
        line = 1.4 if self._size < 32 else 1.15
        return QSize(width + 1, look().px(self._size * line))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same, of the smallest of its sizes: figures are never cut."""
        hint = self.sizeHint()
        if self._smaller:
            size = self._smaller[-1]
            hint.setWidth(amount_width(self._minor, self._currency, size, bold=self._bold, sign=self._sign) + 1)
        return hint

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it; in a line lower than the font's own, high enough that the tail of a comma stays inside."""
        sizes = (self._size, *self._smaller)
        size = fitting_size(self._minor, self._currency, self.width(), sizes, bold=self._bold)
        area, metrics = QRectF(self.rect()), look().metrics(size, self._bold)
        baseline = (area.height() - metrics.height()) / 2 + metrics.ascent()
        tail = look().px(size) * _TAIL + 1
        area.translate(0, min(0.0, area.height() - tail - baseline))
        paint_amount(
            QPainter(self), area, self._minor, self._currency, size,
            color=self._color if self.isEnabled() else "ink_3", bold=self._bold, align=self._align,
            sign=self._sign, struck=self._struck,
        )  # fmt: skip
