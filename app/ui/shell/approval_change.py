"""What an act does to a value, for whoever allows it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.domain.money import Currency
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.money import amount_width, money_text, paint_amount


class Change(QWidget):
    """A value as it is, struck, an arrow, and as it would be."""

    def __init__(self, before: int | None, after: int, currency: Currency, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before, self._after, self._currency = before, after, currency
        told = money_text(after, currency)
        self.setAccessibleName(told if before is None else f"{money_text(before, currency)} → {told}")
        self.setFixedHeight(look().px(44))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for both."""
        return QSize(look().px(240), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint them."""
        painter, px = QPainter(self), look().px
        left, high = 0.0, float(self.height())
        align = Qt.AlignmentFlag.AlignLeft
        if self._before is not None:
            rect = QRectF(left, 0, self.width(), high)
            left += paint_amount(
                painter, rect, self._before, self._currency, 18, color="ink_3", bold=False, align=align, struck=True
            )
            left += px(12)
            paint_icon(painter, left, high / 2 - px(10), "arrow-right", 20, "ink_2")
            left += px(20 + 12)
        size = 32 if left + amount_width(self._after, self._currency, 32) <= self.width() else 24
        paint_amount(
            painter, QRectF(left, 0, self.width() - left, high), self._after, self._currency, size, align=align
        )
