"""Badges: an icon and a word on a tint, and the round count."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.paint import LEFT, MIDDLE, paint_box, paint_text, text_width

#: Fill, text and border of each tone.
_TONES = {
    "neutral": ("surface_3", "ink_2", ""),
    "ok": ("ok_tint", "ok", ""),
    "warn": ("warn_tint", "warn", ""),
    "bad": ("bad_tint", "bad", ""),
    "accent": ("accent_tint", "accent_ink", ""),
    "wheat": ("wheat", "wheat_ink", ""),
    "outline": ("", "ink_2", "line_2"),
}
_PX, _ICON = 13, 16


def badge_width(text: str, icon: str = "", *, small: bool = False) -> int:
    """Return how wide a badge is, in this look's pixels."""
    px = look().px
    return text_width(text, _PX, bold=True) + 2 * px(6 if small else 8) + 2 + (px(_ICON + 4) if icon else 0)


def paint_badge(
    painter: QPainter, x: float, y: float, text: str, tone: str = "neutral", icon: str = "", *, small: bool = False
) -> int:
    """Paint a badge with its top left corner at a place, and return its width.

    Args:
        painter: on whatever device.
        x: in this look's pixels.
        y: likewise.
        text: a word or two.
        tone: neutral, ok, warn, bad, accent, wheat or outline.
        icon: an icon's name.
        small: 20 high instead of 24, for a line of a list.
    """
    wear = look()
    fill, ink, line = _TONES[tone]
    width, height = badge_width(text, icon, small=small), wear.px(20 if small else 24)
    rect = QRectF(x, y, width, height)
    paint_box(
        painter,
        rect,
        wear.color(fill) if fill else None,
        wear.color(line) if line else None,
        wear.px(1) if line else 0,
        wear.px(6),
    )
    left = x + wear.px(6 if small else 8) + 1
    if icon:
        paint_icon(painter, left, y + (height - wear.px(_ICON)) / 2, icon, _ICON, ink)
        left += wear.px(_ICON + 4)
    paint_text(painter, QRectF(left, y, x + width - left, height), text, _PX, ink, bold=True, align=LEFT, box=rect)
    return width


def count_width(count: int | str) -> int:
    """Return how wide a count is, in this look's pixels."""
    return max(look().px(22), text_width(str(count), _PX, bold=True) + 2 * look().px(6))


def paint_count(
    painter: QPainter, x: float, middle: float, count: int | str, fill: str = "surface_3", ink: str = "ink"
) -> int:
    """Paint a round count, 22 high, and return its width."""
    wear = look()
    width, height = count_width(count), wear.px(22)
    rect = QRectF(x, round(middle - height / 2), width, height)
    paint_box(painter, rect, wear.color(fill), radius=height / 2)
    paint_text(painter, rect, str(count), _PX, ink, bold=True, align=MIDDLE, box=rect)
    return width


class Badge(QWidget):
    """A badge of its own, 24 high."""

    def __init__(self, text: str, tone: str = "neutral", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_badge(text, tone, icon)

    def set_badge(self, text: str, tone: str = "neutral", icon: str = "") -> None:
        """Show something else."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return what it says."""
        return self._text

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that its words need."""
        return QSize(badge_width(self._text, self._icon), look().px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        paint_badge(QPainter(self), 0, 0, self._text, self._tone, self._icon)
