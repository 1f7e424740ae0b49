"""Painted lines: all of a letter is there, also where the line is lower than the font's own."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.ui.widgets.paint import paint_text


def lowest_ink(line: float) -> int:
    """The lowest row of pixels that words with tails reach in a line of a height, its middle at 40."""
    image = QImage(200, 80, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_text(painter, QRectF(0, 40 - line / 2, 200, line), "gypsy jam", 16, QColor("black"))
    painter.end()
    return max(y for y in range(80) for x in range(200) if image.pixelColor(x, y).lightness() < 128)


def test_the_tails_of_letters_are_painted_in_a_low_line_too(qapp):
    assert lowest_ink(21) == lowest_ink(15) == lowest_ink(60)
