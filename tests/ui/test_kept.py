"""Kept pictures: painted once for what they show, the same as in full, and in full for whoever listens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.ui.widgets.kept import Kept
from app.ui.widgets.paint import listen

PLACE = QRect(3, 5, 20, 10)


@pytest.fixture
def drawn() -> list[QRect]:
    return []


def paint(kept: Kept, shows: str, drawn: list[QRect], ratio: float = 1) -> QImage:
    """A picture of a kept one, with what was drawn for it."""
    image = QImage(int(40 * ratio), int(20 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)

    def draw(painter: QPainter, at: QRect) -> None:
        drawn.append(at)
        painter.fillRect(at.adjusted(2, 2, -2, -2), QColor(shows))

    painter = QPainter(image)
    kept.paint(painter, PLACE, shows, draw)
    painter.end()
    return image


@pytest.mark.parametrize("ratio", [1, 2])
def test_it_is_drawn_once_and_looks_as_if_it_were_drawn_again(qapp, drawn, ratio):
    kept = Kept(QColor("white"), 4)
    first, again = paint(kept, "red", drawn, ratio), paint(kept, "red", drawn, ratio)
    assert len(drawn) == 1
    assert first == again
    with listen(lambda told: None):
        assert paint(kept, "red", drawn, ratio) == first
    assert drawn[1:] == [PLACE]


def test_what_shows_something_else_is_drawn_and_the_oldest_is_forgotten(qapp, drawn):
    kept = Kept(QColor("white"), 2)
    pictures = {one: paint(kept, one, drawn) for one in ("red", "green", "red", "blue")}
    assert len(drawn) == 3
    assert pictures["red"].pixelColor(10, 10) == QColor("red")
    assert pictures["blue"].pixelColor(10, 10) == QColor("blue")
    paint(kept, "red", drawn)  # used after green was
    assert len(drawn) == 3
    paint(kept, "green", drawn)
    assert len(drawn) == 4


def test_another_density_of_pixels_is_another_picture(qapp, drawn):
    kept = Kept(QColor("white"), 2)
    paint(kept, "red", drawn)
    assert paint(kept, "red", drawn, 2).pixelColor(20, 20) == QColor("red")
    assert len(drawn) == 2
