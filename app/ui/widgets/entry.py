"""The display above a number pad: what is being typed, large, at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.money import TWD, Currency
from app.ui.theme.look import look
from app.ui.widgets.money import amount_width, money_text, paint_amount
from app.ui.widgets.paint import RIGHT, paint_box, paint_text, text_width


class EntryDisplay(QWidget):
    """A label of one or two lines at the left, a figure at the right.

    Args:
        label: what is typed.
        sub: a second line below it.
        height: 72 to 84.
    """

    def __init__(self, label: str = "", sub: str = "", height: int = 84, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height, self._px = height, 44 if height >= 84 else 32
        self._label, self._sub, self._unit, self._text = label, sub, "", ""
        self._minor: int | None = None
        self._currency, self._active, self._error, self._doubt = TWD, True, False, False
        self.setFixedHeight(look().px(height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def set_label(self, label: str, sub: str = "") -> None:
        """Say what is typed."""
        self._label, self._sub = label, sub
        self._name()

    def set_amount(self, minor: int, currency: Currency) -> None:
        """Show an amount in minor units."""
        self._minor, self._currency = minor, currency
        self._name()

    def set_text(self, text: str, unit: str = "") -> None:
        """Show a figure as it is, with a unit such as ``%`` behind it."""
        self._minor, self._text, self._unit = None, text, unit
        self._name()

    def set_active(self, on: bool) -> None:  # noqa: FBT001
        """Say whether typing goes here: border of the focus, and a caret."""
        self._active = on
        self.update()

    def set_error(self, on: bool) -> None:  # noqa: FBT001
        """Mark the figure as one that cannot be."""
        self._error = on
        self.update()

    def set_doubt(self, on: bool) -> None:  # noqa: FBT001
        """Mark the figure as one to look at again; its second line says why."""
        self._doubt = on
        self.update()

    @property
    def has_doubt(self) -> bool:
        """Whether the figure is marked as one to look at again."""
        return self._doubt

    @property
    def has_error(self) -> bool:
        """Whether the figure is marked as one that cannot be."""
        return self._error

    def text(self) -> str:
        """Return the figure as it is read."""
        figure = self._text if self._minor is None else money_text(self._minor, self._currency)
        return f"{figure} {self._unit}".strip()

    def _name(self) -> None:
        self.setAccessibleName(f"{self._label} {self.text()}".strip())
        self.setAccessibleDescription(self._sub)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the design."""
        return QSize(look().px(276), look().px(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, wear = QPainter(self), look()
        px = wear.px
        line, width = ("focus", 2) if self._active else ("line_3", 1)
        if self._error or self._doubt:
            line, width = "bad" if self._error else "warn", 2
        paint_box(painter, QRectF(self.rect()), wear.color("surface"), wear.color(line), px(width), px(10))
        area = QRectF(self.rect()).adjusted(px(15), 0, -px(15), 0)
        if self._active and self._minor is not None:
            caret = QRectF(area.right() - px(2), area.center().y() - px(22), px(2), px(44))
            painter.fillRect(caret, wear.color("focus"))
            area.setRight(caret.left() - px(12))
        self._paint_figure(painter, area)
        self._paint_label(painter, area)

    def _paint_figure(self, painter: QPainter, area: QRectF) -> None:
        px = look().px
        if self._minor is not None:
            sizes = (self._px, 32, 24, 20)
            size = self._fitting(area.width(), sizes, lambda px: amount_width(self._minor or 0, self._currency, px))
            used = paint_amount(painter, area, self._minor, self._currency, size, align=Qt.AlignmentFlag.AlignRight)
        else:
            used = 0
            if self._unit:
                paint_text(painter, area, self._unit, 20, "ink_2", align=RIGHT)
                used = text_width(self._unit, 20) + px(8)
            rest = area.adjusted(0, 0, -used, 0)
            size = self._fitting(
                rest.width(), (self._px, 24, 20, 16), lambda px: text_width(self._text, px, bold=True)
            )
            paint_text(painter, rest, self._text, size, "ink", bold=True, align=RIGHT)
            used += text_width(self._text, size, bold=True)
        area.setRight(max(area.left(), area.right() - used - px(12)))

    def _fitting(self, width: float, sizes: Sequence[int], wide: Callable[[int], int]) -> int:
        """Return the largest size in which the figure leaves the label its room; at worst one that fits alone."""
        label = max(text_width(self._label, 14), text_width(self._sub, 13)) + look().px(12)
        for room in (width - label, width):
            for size in sizes:
                if wide(size) <= room:
                    return size
        return sizes[-1]

    def _paint_label(self, painter: QPainter, area: QRectF) -> None:
        px = look().px
        if not self._sub:
            paint_text(painter, area, self._label, 15, "ink_3")
            return
        top = area.center().y() - px(19)
        paint_text(painter, QRectF(area.left(), top, area.width(), px(20)), self._label, 14, "ink_3")
        paint_text(
            painter,
            QRectF(area.left(), top + px(20), area.width(), px(18)),
            self._sub,
            13,
            "warn" if self._doubt else "ink_3",
        )
