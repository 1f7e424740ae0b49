"""One of many values, in a list that opens: for what does not fit into a row of options."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.paint import LEFT, paint_text, text_width


class Choice(QComboBox):
    """A list that opens, 48 high.

    Args:
        name: for screen readers.
        options: key and text of each, in order.
    """

    #: The key that a person chose.
    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFixedHeight(look().px(48))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_options(options)
        self.activated.connect(self._on_activated)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other values."""
        self.clear()
        for key, text in options:
            self.addItem(text, key)

    def current(self) -> str:
        """Return the key of the value."""
        return str(self.currentData() or "")

    def set_current(self, key: str) -> None:
        """Choose a value without a signal of `chosen`; an unknown one changes nothing."""
        place = self.findData(key)
        if place >= 0:
            self.setCurrentIndex(place)

    def _on_activated(self, _place: int) -> None:
        self.chosen.emit(self.current())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the longest value."""
        widths = [text_width(self.itemText(place), 15) for place in range(self.count())]
        px = look().px
        return QSize(max(widths, default=0) + px(15) + px(12 + 20 + 15) + 1, px(48))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same."""
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to the page: a value is not changed by scrolling past it."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the box of the style sheet, the value and a chevron."""
        box = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = ""
        box.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        box.end()
        painter, px = QPainter(self), look().px
        ink = "ink" if self.isEnabled() else "ink_3"
        area = QRectF(self.rect()).adjusted(px(15), 0, -px(15 + 20 + 12), 0)
        paint_text(painter, area, self.currentText(), 15, ink, align=LEFT)
        paint_icon(painter, self.width() - px(15 + 20), (self.height() - px(20)) / 2, "chevron-down", 20, "ink_2")
