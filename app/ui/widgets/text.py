"""Lines of text in the sizes and tones of the design."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme.look import look
from app.ui.widgets.paint import paint_text, text_width


class Text(QLabel):
    """A line, or a paragraph.

    Args:
        text: plain text.
        px: the size of the design.
        bold: whether bold.
        tone: ink, ink_2, ink_3, accent_ink, ok, warn, bad, wheat_ink or on_accent.
        wrap: over several lines.
        elide: shortened with an ellipsis where it does not fit, for words that are the shop's or a customer's; the
            whole is then its tooltip.
    """

    def __init__(
        self,
        text: str = "",
        px: int = 15,
        bold: bool = False,  # noqa: FBT001, FBT002
        tone: str = "ink",
        *,
        wrap: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._px, self._bold, self._elide = px, bold, elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look().font(px, bold))
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if not wrap:
            wide = QSizePolicy.Policy.Ignored if elide else QSizePolicy.Policy.Preferred
            self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    @property
    def elides(self) -> bool:
        """Whether it is shortened where it does not fit."""
        return self._elide

    def set_tone(self, tone: str) -> None:
        """Show it in another tone."""
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it, shortened if it may be."""
        if not self._elide:
            super().paintEvent(event)
            return
        cut = text_width(self.text(), self._px, bold=self._bold) > self.width()
        self.setToolTip(self.text() if cut else "")
        area, align = QRectF(self.rect()), self.alignment().value
        tone = str(self.property("tone"))
        paint_text(QPainter(self), area, self.text(), self._px, tone, bold=self._bold, align=align, free=True)
