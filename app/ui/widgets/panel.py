"""Panels and what stands in them: titles, rows of a word and a value, hairlines."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.look import look
from app.ui.widgets.paint import paint_box
from app.ui.widgets.text import Text


class Panel(QFrame):
    """A surface with a hairline around it and a radius of 14.

    Args:
        tone: ok, warn, bad or accent for a tint; nothing for the plain surface.
        kind: panel, inset (a note inside a panel) or dashed (something that is still to come).
    """

    def __init__(self, tone: str = "", kind: str = "panel", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setProperty("tone", tone)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the dashes, which a style sheet draws as dots."""
        super().paintEvent(event)
        if self.property("kind") == "dashed":
            wear = look()
            line = wear.color("line_3")
            paint_box(QPainter(self), QRectF(self.rect()), None, line, wear.px(1), wear.px(12), dashed=True)

    def column(self, margins: tuple[int, int, int, int] = (20, 16, 20, 16), spacing: int = 8) -> QVBoxLayout:
        """Give it a layout from top to bottom, and return that; sizes are of the design."""
        px = look().px
        made = QVBoxLayout(self)
        made.setContentsMargins(*(px(side) for side in margins))
        made.setSpacing(px(spacing))
        return made

    def row(self, margins: tuple[int, int, int, int] = (14, 10, 14, 10), spacing: int = 12) -> QHBoxLayout:
        """Give it a layout from left to right, and return that; sizes are of the design."""
        px = look().px
        made = QHBoxLayout(self)
        made.setContentsMargins(*(px(side) for side in margins))
        made.setSpacing(px(spacing))
        return made


class SectionTitle(Text):
    """The title of a section, 17 and bold."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, 17, bold=True, parent=parent)


class KeyValueRow(QWidget):
    """A word at the left, its value at the right.

    Args:
        label: the word.
        value: what it comes to.
        sub: a small note after the word.
        bold: both bold, for a sum.
        height: of the row.
    """

    def __init__(
        self,
        label: str,
        value: str = "",
        sub: str = "",
        *,
        bold: bool = False,
        height: int = 35,
        px: int = 15,
        tone: str = "ink",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.label, self.value = Text(label, px, bold, tone), Text(value, px, bold, tone)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(12))
        row.addWidget(self.label)
        self.sub = Text(sub, 13, tone="ink_3")
        row.addWidget(self.sub)  # first: shown without a parent it would be a window of its own
        self.sub.setVisible(bool(sub))
        row.addStretch(1)
        row.addWidget(self.value)
        self.setFixedHeight(look().px(height))
        self.setAccessibleName(f"{label} {value}".strip())

    def set_value(self, value: str, sub: str | None = None) -> None:
        """Show another value."""
        self.value.setText(value)
        if sub is not None:
            self.sub.setText(sub)
            self.sub.setVisible(bool(sub))
        self.setAccessibleName(f"{self.label.text()} {value}".strip())


def hairline(parent: QWidget | None = None, *, vertical: bool = False) -> QFrame:
    """Return a line that parts two things."""
    line = QFrame(parent)
    line.setProperty("kind", "hairline")
    thin = look().px(1)
    if vertical:
        line.setFixedWidth(thin)
        line.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
    else:
        line.setFixedHeight(thin)
        line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line
