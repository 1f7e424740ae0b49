"""Values that exclude each other: outlined and tinted when chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.look import look
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.button import Button
from app.ui.widgets.paint import LEFT, begin_button, paint_box, paint_text, text_width
from app.ui.widgets.press import PressButton


class OptionButton(Button):
    """A value as a button, bold and outlined when it is chosen.

    Args:
        text: the value.
        key: the key printed on it.
        icon: an icon's name.
        bold: bold also while it is not chosen.
        stacked: icon, words and cap one above the other, as the tenders.
        size: sm, md, lg or xl.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        icon: str = "",
        *,
        bold: bool = False,
        stacked: bool = False,
        size: str = "md",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, "option", key, icon, size, parent)
        self.set_style(bold=bold or stacked, stacked=stacked)


def paint_radio(painter: QPainter, x: float, middle: float, *, on: bool, ground: QColor | None = None) -> None:
    """Paint the circle of an exclusive value, 22 wide."""
    wear = look()
    side = wear.px(22)
    rect = QRectF(x, round(middle - side / 2), side, side)
    line, width = ("select", 7) if on else ("line_3", 2)
    paint_box(painter, rect, ground or wear.color("surface"), wear.color(line), wear.px(width), side / 2)


class OptionRow(PressButton):
    """A value as a row, 60 high: circle, title, a line below it, and a badge at the right."""

    def __init__(self, title: str, sub: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._sub, self._badge, self._tone, self._icon = sub, "", "neutral", ""
        self.setProperty("kind", "row")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sub)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_sub(self, text: str) -> None:
        """Say something else below the title."""
        self._sub = text
        self.setAccessibleDescription(text)
        self.update()

    def set_badge(self, text: str, tone: str = "neutral", icon: str = "") -> None:
        """Show a badge at the right, or none."""
        self._badge, self._tone, self._icon = text, tone, icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that its words need."""
        px = look().px
        words = max(text_width(self.text(), 16, bold=True), text_width(self._sub, 13))
        badge = badge_width(self._badge, self._icon) + px(12) if self._badge else 0
        return QSize(px(15 + 22 + 12) + words + badge + px(15), px(60))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for circle and some words."""
        return QSize(look().px(160), look().px(60))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, wear = begin_button(self), look()
        px, area, on = wear.px, QRectF(self.rect()), self.isChecked()
        able = self.isEnabled()
        paint_radio(painter, px(15), area.center().y(), on=on)
        left, right = px(15 + 22 + 12), area.right() - px(15)
        if self._badge:
            width = badge_width(self._badge, self._icon)
            right -= width
            paint_badge(painter, right, area.center().y() - px(12), self._badge, self._tone, self._icon)
            right -= px(12)
        ink = "ink_3" if not able else "accent_ink" if on else "ink"
        if not self._sub:
            rect = QRectF(left, 0, right - left, area.height())
            paint_text(painter, rect, self.text(), 16, ink, bold=on, align=LEFT)
            return
        top = (area.height() - px(40)) / 2
        paint_text(painter, QRectF(left, top, right - left, px(22)), self.text(), 16, ink, bold=on)
        sub = QRectF(left, top + px(22), right - left, px(18))
        paint_text(painter, sub, self._sub, 13, "ink_2" if able else "ink_3")
