"""A category: the one that is on is filled with ink."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.paint import MIDDLE, begin_button, paint_text, text_width
from app.ui.widgets.press import PressButton


class Chip(PressButton):
    """A checkable chip, 48 high and fully round."""

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of its words when they are bold, so that choosing moves nothing."""
        px = look().px
        width = text_width(self.text(), 15, bold=True) + 2 * px(17)
        return QSize(max(px(48), width + (px(16 + 8) if self._icon else 0)), px(48))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same: a chip that does not fit folds away whole."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, px = begin_button(self), look().px
        ink = "ink_3" if not self.isEnabled() else "surface" if self.isChecked() else "ink"
        area = QRectF(self.rect())
        if self._icon:
            paint_icon(painter, area.right() - px(17 + 16), area.center().y() - px(8), self._icon, 16, ink)
            area.setRight(area.right() - px(16 + 8))
        paint_text(painter, area, self.text(), 15, ink, bold=self.isChecked(), align=MIDDLE)
