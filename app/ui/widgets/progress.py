"""A bar that fills."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.look import look
from app.ui.widgets.paint import paint_box


class ProgressBar(QWidget):
    """How much of something is done; as long as that is not known, an empty track."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._whole = 0, 0
        self.setFixedHeight(look().px(8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, done: int, whole: int) -> None:
        """Show how many are done, of how many."""
        self._done, self._whole = done, whole
        self.setAccessibleName(f"{done}/{whole}" if whole else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a track."""
        return QSize(look().px(240), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint track and bar."""
        painter, wear = QPainter(self), look()
        area = QRectF(self.rect())
        paint_box(painter, area, wear.color("surface_3"), radius=area.height() / 2)
        if self._whole:
            area.setWidth(max(area.height(), area.width() * self._done / self._whole))
            paint_box(painter, area, wear.color("accent"), radius=area.height() / 2)
