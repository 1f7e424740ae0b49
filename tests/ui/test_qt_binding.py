"""The Qt binding counts right: PySide6 6.12.0 loses a reference to None a void call on Python 3.11, and dies."""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QImage, QPainter


def test_a_void_call_loses_no_reference_to_none(qapp):
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter, colour = QPainter(image), QColor("red")
    before = sys.getrefcount(None)
    for _ in range(1_000):
        painter.setPen(colour)
    painter.end()
    assert sys.getrefcount(None) > before - 500
