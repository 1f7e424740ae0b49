"""The title of a group of results."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme.look import look
from app.ui.widgets.paint import paint_text, text_width


class GroupTitle(QWidget):
    """What kind of things follow, and how many."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text, self._count = text, ""
        self.setFixedHeight(look().px(32))

    def show_count(self, count: str) -> None:
        """Say how many."""
        self._count = count
        self.setAccessibleName(f"{self._text} {count}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the two."""
        painter, px = QPainter(self), look().px
        line = QRectF(px(15), px(10), self.width() - px(31), px(18))
        paint_text(painter, line, self._text, 13, "ink_3", bold=True)
        left = line.left() + text_width(self._text, 13, bold=True) + px(13)
        paint_text(painter, QRectF(left, line.top(), line.right() - left, line.height()), self._count, 13, "ink_3")
