"""Pictures of what is painted often and seldom changes, kept so that it need not be painted anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPixmap

from app.ui.widgets.paint import is_heard


class Kept:
    """The pictures that were painted last, each under all that it shows.

    Made anew with the widget that paints, so that another look or language begins without any. Opaque, for only
    there text has the edges that it has in a window.

    Args:
        ground: what lies behind.
        most: pictures that are kept.
    """

    def __init__(self, ground: QColor, most: int) -> None:
        self._ground = ground
        self._most = most
        self._pictures: OrderedDict[Hashable, QPixmap] = OrderedDict()

    def paint(self, painter: QPainter, at: QRect, shows: Hashable, draw: Callable[[QPainter, QRect], None]) -> None:
        """Paint a rectangle, from its picture where there is one; where somebody listens, in full.

        Args:
            shows: all that what is drawn depends on, but its place.
            draw: paints it with a painter into a rectangle of that size.
        """
        if is_heard():
            draw(painter, at)
            return
        ratio = painter.device().devicePixelRatioF()
        key = (shows, at.width(), at.height(), ratio)
        picture = self._pictures.get(key)
        if picture is None:
            picture = QPixmap(at.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(self._ground)
            inner = QPainter(picture)
            draw(inner, QRect(0, 0, at.width(), at.height()))
            inner.end()
            self._pictures[key] = picture
            if len(self._pictures) > self._most:
                self._pictures.popitem(last=False)
        else:
            self._pictures.move_to_end(key)
        painter.drawPixmap(at.topLeft(), picture)
