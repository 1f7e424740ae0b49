"""The block over the primary: what the customer gets back, or what is still to pay."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.frozen import frozen
from app.domain.money import TWD, Currency
from app.ui.theme.look import look
from app.ui.widgets.money import fitting_size, money_text, paint_amount
from app.ui.widgets.paint import RIGHT, paint_box, paint_text, text_width

_SIZES, _LOW_SIZES = (104, 84, 64, 48, 36), (54, 44, 36, 28)


@frozen
class Change:
    """What the block says.

    Attributes:
        word: over the figure.
        minor: without sign.
        formula: how it came about; may be empty.
        done: green: nothing remains.
    """

    word: str
    minor: int
    currency: Currency = TWD
    formula: str = ""
    done: bool = False


#: Of the block, in the design, and where there is little room.
HIGH, LOW = 162, 104


class ChangeBlock(QWidget):
    """162 high, or lower where there is little room; told to screen readers whenever it changes."""

    def __init__(self, *, low: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._high = LOW if low else HIGH
        self._shown = Change("", 0)
        self.setMinimumHeight(look().px(LOW))
        self.setMaximumHeight(look().px(self._high))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_change(self, shown: Change) -> None:
        """Say something else."""
        if shown == self._shown:
            return
        self._shown = shown
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(shown.formula)
        self.update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        """What it says, without the formula."""
        return f"{self._shown.word} {money_text(self._shown.minor, self._shown.currency)}"

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the design."""
        return QSize(look().px(260), look().px(self._high))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint words, formula and figure."""
        painter, wear, shown = QPainter(self), look(), self._shown
        px, area = wear.px, QRectF(self.rect())
        low = area.height() < px((LOW + HIGH) / 2)
        if shown.done:
            paint_box(painter, area, wear.color("ok_tint"), radius=px(12))
        else:
            paint_box(painter, area, wear.color("surface_2"), wear.color("line"), px(1), px(12))
        tone = "ok" if shown.done else "ink_2"
        inner = area.adjusted(px(20), 0, -px(20), 0)
        top = QRectF(inner.left(), px(8 if low else 12), inner.width(), px(28))
        paint_text(painter, top, shown.word, 20, tone, bold=True)
        left = top.left() + text_width(shown.word, 20, bold=True) + px(12)
        paint_text(
            painter, QRectF(left, top.top(), top.right() - left, top.height()), shown.formula, 14, tone, align=RIGHT
        )
        sizes = _LOW_SIZES if low else _SIZES
        size = fitting_size(shown.minor, shown.currency, inner.width(), sizes)
        figure = QRectF(
            inner.left(), top.bottom(), inner.width(), area.height() - top.bottom() - px(10 if low else 22)
        )
        paint_amount(painter, figure, shown.minor, shown.currency, size)
