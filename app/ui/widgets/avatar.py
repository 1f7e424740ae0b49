"""The round first character of a person's name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.look import look
from app.ui.widgets.paint import MIDDLE, paint_box, paint_text

_FIGURES = {32: 14, 36: 14, 56: 22}


def paint_avatar(painter: QPainter, rect: QRectF, name: str, px: int = 14) -> None:
    """Paint the first character of a name in a circle of wheat."""
    wear = look()
    paint_box(painter, rect, wear.color("wheat"), radius=rect.width() / 2)
    paint_text(painter, rect, name[:1].upper(), px, "wheat_ink", bold=True, align=MIDDLE)


class Avatar(QWidget):
    """A person, 32, 36 or 56 wide."""

    def __init__(self, name: str = "", size: int = 32, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show another person."""
        self._name = name
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return its size."""
        return QSize(look().px(self._size), look().px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        side = look().px(self._size)
        paint_avatar(QPainter(self), QRectF(0, 0, side, side), self._name, _FIGURES.get(self._size, 14))
