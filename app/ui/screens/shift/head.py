"""The head of the shift's screens: what is done, for which shift, and which step it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.ui.shell.frame import Frame, Room
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.paint import paint_text, text_width
from app.ui.widgets.text import Text


class Head(QWidget):
    """Title, a line below it, and the steps at the right, 56 high."""

    def __init__(self, title: str, frame: Frame, steps: Sequence[str] = (), at: int = 0) -> None:
        super().__init__()
        px = look().px
        self.title = Text(title, 24, bold=True)
        self.title.setFixedHeight(px(30))
        tight = frame.room == Room.DRAWER
        self.sub = Text("", 14, tone="ink_2", elide=not tight, wrap=tight)
        if not tight:  # there it goes on in a second line
            self.sub.setFixedHeight(px(20))
            self.setFixedHeight(px(56))
        beside = Steps(steps, at) if steps and not tight else None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, px(3), 0, px(3))
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.title, 0, 0)
        wide = frame.room > Room.COMPACT  # else the steps stand beside the title alone
        grid.addWidget(self.sub, 1, 0, 1, 1 if wide else 2)
        if beside is not None:
            grid.addWidget(beside, 0, 1, 2 if wide else 1, 1)

    def tell(self, *parts: str) -> None:
        """Say which shift it is about."""
        self.sub.setText(" · ".join(part for part in parts if part))


class Steps(QWidget):
    """Steps one after the other: those behind are ticked, the one at hand is bold.

    Args:
        names: of the steps.
        at: which one is at hand, from 0.
    """

    def __init__(self, names: Sequence[str], at: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = [f"{number} {name}" for number, name in enumerate(names, 1)]
        self._at = at
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._names[at])

    def _parts(self) -> list[tuple[str, str, int]]:
        """Icons and words in a row, each with its width."""
        px, found = look().px, []
        for place, name in enumerate(self._names):
            if place:
                found.append(("icon", "chevron-right", px(16)))
            if place < self._at:
                found.append(("icon", "check", px(16)))
            bold = place == self._at
            found.append(("bold" if bold else "text", name, text_width(name, 15, bold=bold)))
        return found

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that the words need."""
        parts, px = self._parts(), look().px
        return QSize(sum(width for _, _, width in parts) + px(8) * (len(parts) - 1) + 1, px(24))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the step at hand alone, which is shown where all of them do not fit."""
        return QSize(text_width(self._names[self._at], 15, bold=True) + 1, look().px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint them."""
        painter, px, x = QPainter(self), look().px, 0
        parts = self._parts()
        if self.width() < self.sizeHint().width():
            parts = [part for part in parts if part[0] == "bold"]
            x = self.width() - parts[0][2] - 1
        for kind, what, width in parts:
            if kind == "icon":
                paint_icon(painter, x, (self.height() - px(16)) / 2, what, 16, "ink_3")
            else:
                bold = kind == "bold"
                area = QRectF(x, 0, width + 1, self.height())
                paint_text(painter, area, what, 15, "ink" if bold else "ink_3", bold=bold)
            x += width + px(8)
