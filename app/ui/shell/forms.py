"""Forms: words over fields, in two columns, no wider than one reads."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.look import look
from app.ui.widgets.text import Text
from app.ui.widgets.wrap import WrapRow

#: A form is no wider than this, however wide the window.
FORM = 760


def label(text: str, sub: str = "") -> QWidget:
    """The words over a field or a choice; a note that has no room beside them stands below."""
    found = WrapRow(Text(text, 15, bold=True))
    if sub:
        found.add(Text(sub, 13, tone="ink_3"))
    return found


def titled(text: str, part: QWidget, sub: str = "") -> QVBoxLayout:
    """Something with its words over it."""
    column = QVBoxLayout()
    column.setSpacing(look().px(6))
    column.addWidget(label(text, sub))
    column.addWidget(part)
    column.addStretch(1)
    return column


def columns_of(count: int) -> QGridLayout:
    """A form of columns of the same width."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look().px(16))
    grid.setVerticalSpacing(look().px(14))
    for place in range(count):
        grid.setColumnStretch(place, 1)
    return grid


def keep_left(part: QWidget, width: int = FORM) -> QHBoxLayout:
    """Something at the left, no wider than a form."""
    part.setMaximumWidth(look().px(width))
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(part, 1_000)
    row.addStretch(1)
    return row
