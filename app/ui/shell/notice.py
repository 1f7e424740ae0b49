"""A small window that says in one sentence why the program does not open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.text import Text


class Notice(QWidget):
    """Title, sentence, and a button that closes it; Esc and Enter close it too.

    Args:
        title: what does not happen.
        sentence: why, and what to do.
    """

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        px = look().px
        self.setWindowTitle("OMO POS")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(20))
        column.setSpacing(px(8))
        column.addWidget(Text(title, 20, bold=True, wrap=True))
        column.addWidget(Text(sentence, 15, tone="ink_2", wrap=True))
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.button = Button(self.tr("關閉"), "primary", "Enter")
        self.button.clicked.connect(self.close)
        row.addWidget(self.button)
        column.addLayout(row)
        self.setFixedWidth(px(460))
        self.setMinimumHeight(px(200))
        self.button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc and Enter close it."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.close()
        else:
            super().keyPressEvent(event)
