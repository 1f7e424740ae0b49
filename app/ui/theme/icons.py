"""Icons and the drawings of goods: SVG of our own, recoloured, rendered once for each colour and size."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.resources import resource
from app.ui.theme.look import look

Colour = str | QColor | None


def icon(name: str, size: int = 20, color: Colour = None) -> QIcon:
    """Return an icon for a widget that wants one.

    Args:
        name: of a file in ``resources/icons``, such as ``trash``.
        size: of the design, before scaling.
        color: a token's name, a colour, or nothing for the primary ink.
    """
    return QIcon(pixmap(name, size, color))


def pixmap(name: str, size: float = 20, color: Colour = None, fill: Colour = None, dpr: float = 0.0) -> QPixmap:
    """Return an icon as a picture, from memory after the first time.

    Args:
        name: of a file in ``resources/icons``; ``art/croissant`` for a drawing of goods.
        size: of the design, before scaling.
        color: of the strokes: a token's name, a colour, or nothing for the primary ink.
        fill: of the areas, in the drawings of goods.
        dpr: device pixels to one of ours; the application's when 0.
    """
    app = _app()
    ratio = dpr or (app.devicePixelRatio() if app else 1.0)
    return _rendered(name, look().px(size), _value(color or "ink"), _value(fill or "wheat_2"), ratio)


def paint_icon(painter: QPainter, x: float, y: float, name: str, size: int = 20, color: Colour = None) -> None:
    """Paint an icon with its top left corner at a place.

    Args:
        painter: on whatever device.
        x: in this look's pixels.
        y: likewise.
        name: as in `pixmap`.
        size: of the design, before scaling.
        color: as in `pixmap`.
    """
    painter.drawPixmap(round(x), round(y), pixmap(name, size, color, dpr=painter.device().devicePixelRatioF()))


def _app() -> QGuiApplication | None:
    app = QGuiApplication.instance()
    return app if isinstance(app, QGuiApplication) else None


def _value(color: str | QColor) -> str:
    return (color if isinstance(color, QColor) else look().color(color)).name(QColor.NameFormat.HexArgb)


@functools.lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@functools.lru_cache(maxsize=1024)
def _rendered(name: str, pixels: int, stroke: str, fill: str, dpr: float) -> QPixmap:
    text = _source(name)
    for word, colour in (("currentColor", stroke), ("context-stroke", stroke), ("context-fill", fill)):
        text = text.replace(word, f"#{colour[3:]}")
    renderer = QSvgRenderer(QByteArray(text.encode()))
    side = max(1, round(pixels * dpr))
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(dpr)
    return made
