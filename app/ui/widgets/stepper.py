"""A quantity with a key at each side."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme.look import look
from app.ui.widgets.button import IconButton
from app.ui.widgets.paint import MIDDLE, paint_box, paint_text, text_width


class Stepper(QWidget):
    """Less, how many, more: 48 high. It shows what it is told, and says what was wished."""

    #: -1 or 1.
    stepped = Signal(int)
    #: The figure was touched: somebody wants to type it.
    asked = Signal()

    def __init__(self, text: str = "1", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.less, self.more = IconButton("minus", self.tr("減少"), "-"), IconButton("plus", self.tr("增加"), "+")
        for button in (self.less, self.more):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAutoRepeat(True)
        self.less.clicked.connect(self._on_less)
        self.more.clicked.connect(self._on_more)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.less)
        row.addStretch(1)
        row.addWidget(self.more)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another quantity."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def _on_less(self) -> None:
        self.stepped.emit(-1)

    def _on_more(self) -> None:
        self.stepped.emit(1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A touch on the figure."""
        if self.isEnabled() and self.rect().contains(event.position().toPoint()):
            self.asked.emit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that its figure needs."""
        px = look().px
        return QSize(px(96) + max(px(34), text_width(self._text, 18, bold=True) + px(8)), px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the frame and the figure."""
        painter, wear = QPainter(self), look()
        area = QRectF(self.rect())
        paint_box(painter, area, wear.color("surface"), wear.color("line_2"), wear.px(1), wear.px(10))
        paint_text(painter, area, self._text, 18, "ink", bold=True, align=MIDDLE)
