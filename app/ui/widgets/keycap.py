"""The small cap that says which key does the same as a button."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from app.ui.theme.look import look
from app.ui.widgets.paint import MIDDLE, paint_box, paint_text, text_width

_PX, _HEIGHT, _PADDING = 12, 20, 5


def keycap_width(text: str) -> int:
    """Return how wide a cap is, in this look's pixels; 0 without a text."""
    px = look().px
    return max(px(_HEIGHT), text_width(text, _PX) + 2 * px(_PADDING) + 2 * px(1)) if text else 0


def paint_keycap(
    painter: QPainter, x: float, middle: float, text: str, color: QColor | None = None, line: QColor | None = None
) -> int:
    """Paint a cap and return its width.

    Args:
        painter: on whatever device.
        x: its left edge.
        middle: the height of its middle.
        text: the key, such as ``F5``.
        color: of its text on a ground that has a colour of its own, where the cap has no fill; of the design if none.
        line: of its border there; the text's colour if none.
    """
    wear = look()
    width, height = keycap_width(text), wear.px(_HEIGHT)
    rect = QRectF(x, round(middle - height / 2), width, height)
    fill = None if color else wear.color("surface")
    paint_box(painter, rect, fill, line or color or wear.color("line_2"), wear.px(1), wear.px(4))
    paint_text(painter, rect, text, _PX, color or wear.color("ink_3"), align=MIDDLE, box=rect)
    return width
