"""What a place says that has nothing to show: why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.paint import paint_box
from app.ui.widgets.text import Text


class EmptyState(QWidget):
    """An icon of 32, one bold line, and a hint with the next act, in the middle of what room there is."""

    def __init__(self, icon: str, title: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = _Glyph(icon)
        self._title, self._hint = Text(title, 15, bold=True, wrap=True), Text(hint, 13, tone="ink_3", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(12), look().px(12), look().px(12), look().px(12))
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(look().px(6))
        for line in (self._title, self._hint):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(line)
        column.addStretch(1)
        self.set_state(icon, title, hint)

    def set_state(self, icon: str, title: str, hint: str = "") -> None:
        """Say something else."""
        self._icon.name = icon
        self._icon.update()
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)


class _Glyph(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.setFixedSize(look().px(32), look().px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        paint_icon(QPainter(self), 0, 0, self.name, 32, "ink_3")


class Skeleton(QWidget):
    """Flat bars in the place of what is being read; shown after 200 ms only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(look().px(104))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint a square and two bars."""
        painter, wear = QPainter(self), look()
        px, width = wear.px, self.width() - wear.px(24)
        top = (self.height() - px(88)) / 2
        for y, w, h in ((0, px(44), 44), (52, round(width * 0.8), 14), (74, round(width * 0.4), 14)):
            rect = QRectF(px(12), top + px(y), w, px(h))
            paint_box(painter, rect, wear.color("surface_3"), radius=px(6))
