"""A box to tick: indigo for what was chosen, green for what was verified by scan or hand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.paint import RIGHT, begin_button, paint_box, paint_text, text_width


def paint_check(painter: QPainter, x: float, middle: float, *, on: bool, verified: bool = False) -> None:
    """Paint the box, 28 wide."""
    wear = look()
    px, side = wear.px, wear.px(28)
    rect = QRectF(x, round(middle - side / 2), side, side)
    if not on:
        paint_box(painter, rect, wear.color("surface"), wear.color("line_3"), px(2), px(7))
        return
    paint_box(painter, rect, wear.color("ok" if verified else "accent"), radius=px(7))
    place = (side - px(20)) / 2
    paint_icon(painter, x + place, rect.top() + place, "check", 20, "surface" if verified else "on_accent")


class CheckRow(QPushButton):
    """A box with words, 56 high, wholly clickable.

    Args:
        text: what is chosen.
        note: a short fact at the right.
        verified: green instead of indigo.
        sub: what that means, on a line below.
    """

    def __init__(
        self,
        text: str,
        note: str = "",
        *,
        verified: bool = False,
        px: int = 16,
        sub: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._note, self._verified, self._px, self._sub = note, verified, px, sub
        self.setProperty("kind", "check")
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setAccessibleDescription(sub or note)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_note(self, text: str) -> None:
        """Say something else at the right."""
        self._note = text
        self.setAccessibleDescription(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that its words need."""
        px = look().px
        note = text_width(self._note, 13) + px(12) if self._note else 0
        words = max(text_width(self.text(), self._px), text_width(self._sub, 13))
        return QSize(px(4 + 28 + 12) + words + note + px(4), px(56))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter, px = begin_button(self), look().px
        area = QRectF(self.rect()).adjusted(px(4), 0, -px(4), 0)
        able = self.isEnabled()
        paint_check(painter, area.left(), area.center().y(), on=self.isChecked(), verified=self._verified)
        if self._note:
            paint_text(painter, area, self._note, 13, "ink_3", align=RIGHT)
            area.setRight(area.right() - text_width(self._note, 13) - px(12))
        area.setLeft(area.left() + px(28 + 12))
        if self._sub:
            below = QRectF(area.left(), area.center().y() + px(3), area.width(), px(18))
            paint_text(painter, below, self._sub, 13, "ink_3")
            area = QRectF(area.left(), area.center().y() - px(20), area.width(), px(22))
        paint_text(painter, area, self.text(), self._px, "ink" if able else "ink_3")
