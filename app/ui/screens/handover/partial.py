"""The partial hand-over: what is checked off is given, and what becomes of the rest."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.look import look
from app.ui.widgets.button import IconButton
from app.ui.widgets.option import OptionButton
from app.ui.widgets.panel import hairline
from app.ui.widgets.text import Text
from app.ui.widgets.wrap import EvenRow


class PartialHead(QWidget):
    """Says that what is checked off is given alone, and asks what becomes of the rest.

    Signals:
        chosen: whether the rest does not wait any more.
        closed: all of it is given after all.
    """

    chosen = Signal(bool)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        inside = QVBoxLayout()
        inside.setContentsMargins(px(24), px(8), px(12), px(12))
        inside.setSpacing(px(8))
        column.addLayout(inside)
        row = QHBoxLayout()
        title = Text(self.tr("部分交付：只交付勾選的商品"), 15, bold=True, wrap=True)
        row.addWidget(title, 1)
        close = IconButton("x", self.tr("取消部分交付"), "Esc")
        close.clicked.connect(self.closed)
        row.addWidget(close)
        inside.addLayout(row)
        self.waits, self.ends = OptionButton(self.tr("其餘下次再取")), OptionButton(self.tr("其餘不要了"))
        self._group = QButtonGroup(self)
        for button in (self.waits, self.ends):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button)
        self.waits.clicked.connect(lambda: self.chosen.emit(self.ends.isChecked()))
        self.ends.clicked.connect(lambda: self.chosen.emit(self.ends.isChecked()))
        choices = EvenRow(self.waits, self.ends)
        choices.setContentsMargins(0, 0, px(12), 0)
        inside.addWidget(choices)

    def show_choice(self, *, ends: bool) -> None:
        """Show which is chosen."""
        self.waits.setChecked(not ends)
        self.ends.setChecked(ends)
