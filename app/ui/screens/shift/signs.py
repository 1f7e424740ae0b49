"""Signing off: who sent the count in, and who allows a difference above the limit."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import Button
from app.ui.widgets.paint import paint_box
from app.ui.widgets.text import Text


class SignRow(QWidget):
    """Somebody's signature, or the place for it; at least 64 high.

    Args:
        waits: whose turn it is; outlined and tinted.
    """

    def __init__(self, icon: str, title: str, sub: str, *, waits: bool = False) -> None:
        super().__init__()
        px = look().px
        self._icon, self._waits = icon, waits
        row = QHBoxLayout(self)
        row.setContentsMargins(px(51), px(8), px(13), px(8))
        row.setSpacing(px(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Text(title, 16, bold=True, wrap=True))
        words.addWidget(Text(sub, 13, tone="ink_2", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        self._row = row
        self.setMinimumHeight(px(64))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(f"{title} {sub}")

    def signed(self, text: str) -> SignRow:
        """Put a green badge at the right."""
        self._row.addWidget(Badge(text, "ok", "check"))
        self.setAccessibleName(f"{self.accessibleName()} {text}")
        return self

    def ask(self, text: str) -> Button:
        """Put a button at the right."""
        button = Button(text, "neutral", size="sm")
        self._row.addWidget(button)
        return button

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what its words need, and at least the size of the design."""
        found = super().sizeHint()
        return QSize(found.width(), max(found.height(), look().px(64)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the box and the icon."""
        see, painter = look(), QPainter(self)
        px = see.px
        if self._waits:
            paint_box(painter, QRectF(self.rect()), see.color("accent_tint"), see.color("select"), px(2), px(12))
        else:
            paint_box(painter, QRectF(self.rect()), see.color("surface"), see.color("line"), px(1), px(12))
        paint_icon(painter, px(15), (self.height() - px(24)) / 2, self._icon, 24, "ink_2")
