"""The drawing of a kind of goods on its tile, where there is no photograph."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.domain.errors import FaultError
from app.resources import resource
from app.ui.theme.icons import pixmap
from app.ui.theme.look import look
from app.ui.widgets.paint import paint_box

_SHARE = 0.72  # of the tile that the drawing takes


def paint_art(painter: QPainter, rect: QRectF, name: str, dim: bool = False) -> None:  # noqa: FBT001, FBT002
    """Paint a drawing on its wheat tile, radius 10.

    Args:
        painter: on whatever device.
        rect: the tile, in this look's pixels.
        name: of a drawing, such as ``croissant``; ``box`` for one that there is none of.
        dim: grey, for what is sold out.
    """
    wear = look()
    paint_box(painter, rect, wear.color("surface_3" if dim else "wheat"), radius=wear.px(10))
    paint_drawing(painter, rect, name, dim=dim, share=_SHARE)


def paint_drawing(painter: QPainter, rect: QRectF, name: str, *, dim: bool = False, share: float = 1.0) -> None:
    """Paint a drawing without a tile, in the middle of a rectangle."""
    wear = look()
    side = round(min(rect.width(), rect.height()) * share)
    stroke, fill = ("ink_3", "surface_3") if dim else ("wheat_ink", "wheat_2")
    drawn = pixmap(
        f"art/{name if name in art_names() else 'box'}",
        side / wear.scale,
        stroke,
        fill,
        painter.device().devicePixelRatioF(),
    )
    painter.drawPixmap(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), drawn)


_names: set[str] = set()


def art_names() -> set[str]:
    """Return the drawings that there are."""
    if not _names:
        try:
            _names.update(path.stem for path in resource("icons/art").glob("*.svg"))
        except FaultError:
            _names.add("box")
    return _names
