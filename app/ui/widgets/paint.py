"""Strokes that several painted widgets share: a box with an even border, and a line of text in a rectangle.

All text that is painted by hand goes through here, and `listen` tells whoever wants to know what became of it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPaintDevice, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from app.domain.frozen import frozen
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


@frozen
class Painted:
    """A line of text as it was painted.

    Attributes:
        on: the widget.
        text: what was to be said.
        shown: what is: shortened, where there was no room.
        ink: where its strokes are, or the box around them, in the widget's own pixels.
        free: it is the shop's or a customer's, not ours, and may be shortened.
        within: beyond this nothing of it is seen, in the widget's own pixels; None where nothing is cut off.
    """

    on: QPaintDevice
    text: str
    shown: str
    ink: QRectF
    free: bool
    within: QRectF | None = None


_listeners: list[Callable[[Painted], object]] = []


@contextmanager
def listen(heard: Callable[[Painted], object]) -> Iterator[None]:
    """Have every line that is painted meanwhile told."""
    _listeners.append(heard)
    try:
        yield
    finally:
        _listeners.remove(heard)


def is_heard() -> bool:
    """Whether anybody listens."""
    return bool(_listeners)


def tell(painter: QPainter, at: QPointF, text: str, shown: str, *, free: bool = False) -> None:
    """Tell the listeners of a line painted in the painter's font; without one this costs nothing.

    Args:
        at: where its baseline begins, as the painter has it.
        text: what was to be said.
        shown: what is.
        free: as in `Painted`.
    """
    if not _listeners:
        return
    ink = QFontMetricsF(painter.font()).tightBoundingRect(shown).translated(at)
    told = Painted(painter.device(), text, shown, painter.worldTransform().mapRect(ink), free)
    for heard in _listeners:
        heard(told)


def _tell_in(
    painter: QPainter, rect: QRectF, align: int, text: str, shown: str, box: QRectF | None, *, free: bool
) -> None:
    metrics = QFontMetricsF(painter.font())
    room = rect.width() - metrics.horizontalAdvance(shown)
    share = 1.0 if align & Qt.AlignmentFlag.AlignRight.value else 0.0
    share = 0.5 if align & Qt.AlignmentFlag.AlignHCenter.value else share
    top = rect.top() + (rect.height() - metrics.height()) / 2
    at = QPointF(rect.left() + share * room, top + metrics.ascent())
    if box is None:
        tell(painter, at, text, shown, free=free)
        return
    told = Painted(painter.device(), text, shown, painter.worldTransform().mapRect(box), free)
    for heard in _listeners:
        heard(told)


def paint_text(  # noqa: PLR0913 - the ways in which a line is shown
    painter: QPainter,
    rect: QRectF,
    text: str,
    px: int,
    color: str | QColor,
    *,
    bold: bool = False,
    align: int = LEFT,
    free: bool = False,
    box: QRectF | None = None,
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
        free: it is the shop's or a customer's, such as a product's name, and may be shortened. What is ours must fit.
        box: what is painted around it, if anything: it takes this room.
    """
    wear = look()
    shown = text
    if text_width(text, px, bold=bold) > rect.width() + 0.5:
        shown = shortened(text, px, rect.width(), bold=bold)
    painter.setFont(wear.font(px, bold))
    painter.setPen(color if isinstance(color, QColor) else wear.color(color))
    # the letters' tails may reach below a line that is lower than the font's own
    painter.drawText(rect, align | Qt.TextFlag.TextDontClip.value, shown)
    if _listeners:
        _tell_in(painter, rect, align, text, shown, box, free=free)


def shortened(text: str, px: int, width: float, *, bold: bool = False) -> str:
    """Return one line with an ellipsis where it is wider than that, in this look's pixels."""
    return look().metrics(px, bold).elidedText(text, Qt.TextElideMode.ElideRight, int(width))


def paint_lines(
    painter: QPainter, rect: QRectF, text: str, px: int, color: str | QColor, *, align: int = LEFT
) -> None:
    """Paint text in as many lines as its width asks for; the arguments are those of `paint_text`."""
    wear = look()
    painter.setFont(wear.font(px))
    painter.setPen(color if isinstance(color, QColor) else wear.color(color))
    how = align | Qt.TextFlag.TextWordWrap.value
    painter.drawText(rect, how, text)
    if _listeners:
        needed = QFontMetricsF(painter.font()).boundingRect(rect, how, text)
        place, room = painter.worldTransform().mapRect(needed), painter.worldTransform().mapRect(rect)
        told = Painted(painter.device(), text, text, place, free=False, within=room)
        for heard in _listeners:
            heard(told)


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
