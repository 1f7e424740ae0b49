"""Strokes that several painted widgets share: a box with an even border, and a line of text in a rectangle."""

from __future__ import annotations

import functools

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from app.ui.theme.look import look

# As numbers, which is what drawText takes.
LEFT: int = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
RIGHT: int = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
MIDDLE: int = Qt.AlignmentFlag.AlignCenter.value


def paint_box(
    painter: QPainter,
    rect: QRectF,
    fill: QColor | None,
    line: QColor | None = None,
    width: float = 0,
    radius: float = 0,
    *,
    dashed: bool = False,
) -> None:
    """Paint a filled box with its border inside the rectangle, so that a thicker border moves nothing."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    if line and width:
        pen = QPen(line, width)
        if dashed:
            dash = 3 * look().scale / width  # in widths of the pen
            pen.setDashPattern([dash, dash])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # others reach into the gaps
        painter.setPen(pen)
        half = width / 2
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


def paint_text(
    painter: QPainter, rect: QRectF, text: str, px: int, color: str | QColor, *, bold: bool = False, align: int = LEFT
) -> None:
    """Paint one line, shortened with an ellipsis where it does not fit.

    Args:
        painter: on whatever device.
        rect: in this look's pixels.
        text: one line.
        px: the size of the design.
        color: a token's name, or a colour.
        bold: whether bold.
        align: `LEFT`, `RIGHT` or `MIDDLE`.
    """
    wear = look()
    metrics = wear.metrics(px, bold)
    if text_width(text, px, bold=bold) > rect.width() + 0.5:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.setFont(wear.font(px, bold))
    painter.setPen(color if isinstance(color, QColor) else wear.color(color))
    painter.drawText(rect, align, text)


def text_width(text: str, px: int, *, bold: bool = False) -> int:
    """Return how wide one line is, in this look's pixels."""
    wear = look()
    return _advance(text, px, bold, wear.px(px))


@functools.lru_cache(maxsize=4096)
def _advance(text: str, px: int, bold: bool, _pixels: int) -> int:  # noqa: FBT001
    return look().metrics(px, bold).horizontalAdvance(text)


def begin_button(button: QPushButton) -> QStylePainter:
    """Paint a button's box as the style sheet has it, and return the painter for what stands in it."""
    painter = QStylePainter(button)
    option = QStyleOptionButton()
    option.initFrom(button)
    if button.isDown():
        option.state |= QStyle.StateFlag.State_Sunken
    if button.isCheckable():
        option.state |= QStyle.StateFlag.State_On if button.isChecked() else QStyle.StateFlag.State_Off
    painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
    return painter
