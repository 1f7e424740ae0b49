"""In the head of a cart that is an order's: of which, and the way back to where that waited."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Text


class OrderBand(QWidget):
    """Says which order it is; hidden where it is none.

    Signals:
        given_back: the order is to wait again.
    """

    given_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        px = look().px
        around, panel = QHBoxLayout(self), Panel("accent")
        around.setContentsMargins(px(16), 0, px(16), px(8))
        around.addWidget(panel)
        row = panel.row((14, 4, 6, 4), 8)
        self._code = Text("", 15, bold=True, wrap=True)
        row.addWidget(self._code, 1)
        self.button = Button(self.tr("放回取貨"), key="F5", size="sm")
        self.button.clicked.connect(self.given_back)
        row.addWidget(self.button)

    def tell(self, code: str) -> None:
        """Say which, by its number; nothing for none."""
        self._code.setText(self.tr("取貨單 {}").format(code) if code else "")
        self.setAccessibleName(self._code.text())
        self.setVisible(bool(code))
