"""A person's initials, in a circle."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.look import look
from app.ui.widgets.paint import MIDDLE, paint_box, paint_text

_FIGURES = {32: 14, 36: 14, 56: 22}


def initials(name: str) -> str:
    """What stands for a name: its first character; of a name in Latin letters its first and last words' first."""
    words = [word for word in name.split() if word[0].isalpha()]
    if len(words) < 2 or not all(word[0].isascii() for word in words):
        return name[:1].upper()
    return (words[0][0] + words[-1][0]).upper()


def paint_avatar(painter: QPainter, rect: QRectF, name: str, px: int = 14) -> None:
    """Paint a name's initials in a circle of wheat."""
    wear = look()
    paint_box(painter, rect, wear.color("wheat"), radius=rect.width() / 2)
    paint_text(painter, rect, initials(name), px, "wheat_ink", bold=True, align=MIDDLE)


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
