"""Lines of text in the sizes and tones of the design."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme.look import look


class Text(QLabel):
    """A line, or a paragraph.

    Args:
        text: plain text.
        px: the size of the design.
        bold: whether bold.
        tone: ink, ink_2, ink_3, accent_ink, ok, warn, bad, wheat_ink or on_accent.
        wrap: over several lines.
    """

    def __init__(
        self,
        text: str = "",
        px: int = 15,
        bold: bool = False,  # noqa: FBT001, FBT002
        tone: str = "ink",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look().font(px, bold))
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if not wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_tone(self, tone: str) -> None:
        """Show it in another tone."""
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)
