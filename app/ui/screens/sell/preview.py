"""What a change does to a price: the old one struck, the new one large, and why at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.domain.money import Currency
from app.runtime.editing import Preview
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.money import amount_width, fitting_size, money_text, paint_amount

#: Of what it would cost, the largest that fits.
_SIZES = (32, 24, 20, 17)


class PreviewRow(QWidget):
    """What it costs, what it would cost, and why."""

    def __init__(self, currency: Currency, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = currency
        self._shown: Preview | None = None
        self._badges: list[str] = []
        self._struck = True
        self.setFixedHeight(look().px(42))

    def tell(self, shown: Preview | None, badges: list[str], *, struck: bool = True) -> None:
        """Show another change; None for one that cannot be.

        Args:
            struck: what it costs now is struck through: the goods stay the same, and cost another price.
        """
        self._shown, self._badges, self._struck = shown, badges, struck
        if shown is None:
            self.setAccessibleName("")
        else:
            before, after = money_text(shown.before, self._currency), money_text(shown.after, self._currency)
            said = after if shown.before == shown.after else f"{before} → {after}"
            self.setAccessibleName(", ".join((said, *badges)))
        self.update()

    @property
    def is_struck(self) -> bool:
        """Whether an amount is struck through."""
        return self._struck and self._shown is not None and self._shown.before != self._shown.after

    def text(self) -> str:
        """What is shown, in words."""
        return self.accessibleName()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The size of the design."""
        return QSize(look().px(300), look().px(42))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the amounts from the left, the badges at the right as far as there is room."""
        if self._shown is None:
            return
        painter, px = QPainter(self), look().px
        shown, left = self._shown, QRectF(self.rect())
        lead = amount_width(shown.before, self._currency, 17, bold=False) + px(12 + 20 + 12)
        least = amount_width(shown.after, self._currency, _SIZES[-1])
        has_before = shown.before != shown.after and lead + least <= left.width()  # what it will be comes first
        if has_before:
            old = left.adjusted(0, px(9), 0, 0)
            width = paint_amount(
                painter, old, shown.before, self._currency, 17, color="ink_3", bold=False, struck=self._struck,
                align=Qt.AlignmentFlag.AlignLeft,
            )  # fmt: skip
            left.setLeft(left.left() + width + px(12))
            paint_icon(painter, left.left(), left.center().y() - px(4), "arrow-right", 20, "ink")
            left.setLeft(left.left() + px(20 + 12))
        size = fitting_size(shown.after, self._currency, left.width(), _SIZES)
        paint_amount(painter, left, shown.after, self._currency, size, align=Qt.AlignmentFlag.AlignLeft)
        left.setLeft(left.left() + amount_width(shown.after, self._currency, size) + px(12))
        right = float(self.width())
        for words in reversed(self._badges):
            width = badge_width(words)
            if right - width < left.left():
                break
            right -= width
            paint_badge(painter, right, self.height() - px(24), words, "wheat")
            right -= px(4)
