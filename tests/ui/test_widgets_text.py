"""Painted lines, and pages: all of a letter is there, also where the line is lower than the font's own."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.widgets.pages import Pages
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


def test_pages_ask_for_the_room_of_the_one_that_is_shown(qtbot):
    pages, low, high = Pages(), QWidget(), QLineEdit()
    low.setMinimumSize(100, 40)
    high.setMinimumSize(200, 400)
    pages.addWidget(low)
    pages.addWidget(high)
    qtbot.addWidget(pages)
    pages.show()
    assert (pages.minimumSizeHint().height(), high.isVisible()) == (40, False)
    pages.setCurrentWidget(high)
    assert (pages.minimumSizeHint().height(), low.isVisible()) == (400, False)
    assert pages.currentWidget() is high
