"""Two zones: work that scrolls where it must, and the side with its button below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.shell.frame import BUTTON_GAP, GAP, PAD, Frame, Room
from app.ui.theme.look import look
from app.ui.widgets.button import PrimaryBar
from app.ui.widgets.finger import scroll_by_finger


def side_width(frame: Frame, wide: int) -> int:
    """Return how wide the side is, in pixels; where there is little room, it leaves more than half to the work."""
    usual = look().px(frame.side)
    return usual if frame.room > Room.DRAWER else min(usual, wide * 46 // 100)


def width_of_work(frame: Frame, wide: int) -> int:
    """Return the pixels inside the work zone of a window so wide."""
    return wide - side_width(frame, wide) - 2 * look().px(PAD)


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a frame in which something scrolls up and down if it is too long."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    scroll_by_finger(area)
    return area


class Zones(QWidget):
    """Work at the left, side at the right.

    Attributes:
        work: the layout of the work zone.
        side: the layout of the side zone, above its button.
        primary: the button that goes on.
        width_of_work, side_width: pixels inside the work zone, and of the whole side.
    """

    def __init__(self, frame: Frame, wide: int, primary: str, key: str = "F12") -> None:
        super().__init__()
        see = look()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        inside = QWidget()
        self.work = QVBoxLayout(inside)
        self.work.setContentsMargins(*(see.px(PAD),) * 4)
        self.work.setSpacing(see.px(GAP))
        self.area = scrolled(inside)
        row.addWidget(self.area, 1)
        self.primary = PrimaryBar(primary, key)
        self.side_width = side_width(frame, wide)
        self.width_of_work = width_of_work(frame, wide)
        row.addWidget(self._side(self.side_width))

    def _side(self, width: int) -> QWidget:
        see = look()
        zone = QWidget()
        zone.setProperty("kind", "side")
        zone.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        zone.setFixedWidth(width)
        column = QVBoxLayout(zone)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        inside = QWidget()
        self.side = QVBoxLayout(inside)
        self.side.setContentsMargins(0, 0, 0, 0)
        self.side.setSpacing(0)
        column.addWidget(scrolled(inside), 1)
        self._column, self._foot = column, QVBoxLayout()
        self._foot.setContentsMargins(see.px(16), see.px(12), see.px(16), see.px(16))
        self._foot.setSpacing(see.px(BUTTON_GAP))
        self._foot.addWidget(self.primary)
        column.addLayout(self._foot)
        return zone

    def add_above(self, part: QWidget, line: QWidget) -> None:
        """Put something right above the button, below a line that parts both from what scrolls."""
        self._foot.insertWidget(0, part)
        self._column.insertWidget(1, line)
