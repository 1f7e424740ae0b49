"""Product tiles: one list view with a painted delegate, paged so that every row is whole."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.services.lookup import Shown
from app.ui.screens.sell.art import art_of
from app.ui.screens.sell.goods import (
    SHOWN,
    GoodsModel,
    GoodsView,
    Index,
    paint_mark,
    paint_price,
    paint_stock,
    price_width,
)
from app.ui.screens.sell.words import product_name, stock_text
from app.ui.shell.frame import GAP, STANDING_TILE, Frame
from app.ui.theme.look import look
from app.ui.widgets.art import paint_art
from app.ui.widgets.kept import Kept
from app.ui.widgets.paint import paint_box, shortened, tell

#: Tiles whose pictures are kept: two pages of them, each with and without a mark.
_KEPT = 64
#: Whether a tile has the focus, is pressed, has the pointer over it.
_State = tuple[bool, bool, bool]


class TileDelegate(QStyledItemDelegate):
    """Paints a tile as in `sell.png`: drawing, stock, name in two lines, price, how many are in the cart.

    Args:
        lies: the tile is low: the name stands beside the drawing, the stock beside the price.
    """

    def __init__(self, model: GoodsModel, cell: QSize, parent: QWidget, *, lies: bool) -> None:
        super().__init__(parent)
        self._model = model
        self._cell = cell
        self._lies = lies
        self._kept = Kept(look().color("bg"), _KEPT)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """The size of a cell: the tile and the gap behind it."""
        return self._cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See `QStyledItemDelegate`."""
        shown: Shown = index.data(SHOWN)
        gap, count, state = look().px(GAP), self._model.count(index.row()), _state(option)
        tile = option.rect.adjusted(0, 0, -gap, -gap)
        shows = (shown, count, state)
        self._kept.paint(painter, tile, shows, lambda inner, at: self._draw(inner, at, shown, count, state))

    def _draw(self, painter: QPainter, tile: QRect, shown: Shown, count: int, state: _State) -> None:
        see, px = look(), look().px
        out = stock_text(shown)[1] == "out"
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, tile, state, in_cart=count > 0, out=out)
        art = QRectF(tile.x() + px(11 if self._lies else 13), tile.y() + px(11), px(40), px(40))
        paint_art(painter, art, art_of(shown.found.product), dim=out)
        price = QRectF(tile.x() + px(13), tile.bottom() + 1 - px(8 + 24 + 1), tile.width() - px(25), px(24))
        right = tile.right() - px(12)
        if self._lies:
            left = int(art.right()) + px(13)  # the count is on the drawing's corner
            name = QRect(left, tile.y() + px(11), tile.right() - px(8) - left, px(40))
            beside = price_width(shown, self._model.currency, 18) + px(8)
            stock = price.adjusted(min(beside, price.width() / 2), 0, 0, 0)
        else:
            name = QRect(tile.x() + px(13), tile.y() + px(57), tile.width() - px(25), px(40))
            left = int(art.right()) + px(10)
            stock = QRectF(left, tile.y() + px(11), right - left, px(24))
        paint_stock(painter, stock, shown)
        ink = "ink_3" if out else "ink"
        painter.setPen(see.color(ink))
        paint_name(painter, name, product_name(shown.found.product))
        paint_price(painter, price, shown, self._model.currency, 18, ink)
        paint_mark(painter, art, count, px(10))
        painter.restore()


def _state(option: QStyleOptionViewItem) -> _State:
    focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
    pressed = bool(option.state & QStyle.StateFlag.State_Sunken)
    hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
    return focused, pressed, hover


def _paint_ground(painter: QPainter, tile: QRect, state: _State, *, in_cart: bool, out: bool) -> None:
    see, px = look(), look().px
    focused, pressed, hover = state
    line = "focus" if focused else "accent_line" if in_cart else "line"
    fill = "surface_3" if pressed else "surface_2" if hover and not out else "bg" if out else "surface"
    paint_box(painter, QRectF(tile), see.color(fill), see.color(line), px(2 if focused else 1), px(12))


@lru_cache(maxsize=1024)
def _broken(text: str, width: int, scale: float) -> tuple[tuple[str, str], ...]:
    """Cut a name into two lines at most: what belongs there, and what fits."""
    del scale  # of the look: another scale is another font
    metrics = look().metrics(15)
    if metrics.horizontalAdvance(text) <= width:
        return ((text, text),)
    layout = QTextLayout(text, look().font(15))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    end = line.textLength()
    layout.endLayout()
    rest = text[end:].strip()
    first = text[:end].rstrip()
    return ((first, first), (rest, shortened(rest, 15, width)))


def paint_name(painter: QPainter, box: QRect, text: str) -> None:
    """Paint a name in two lines of 20, in the painter's colour."""
    see = look()
    metrics, line = see.metrics(15), see.px(20)
    lead = (line - metrics.height()) / 2 + metrics.ascent()
    painter.setFont(see.font(15))
    for number, (whole, words) in enumerate(_broken(text, box.width(), see.scale)):
        at = QPointF(box.x(), int(box.y() + number * line + lead))
        painter.drawText(at, words)
        tell(painter, at, whole, words, free=True)


class TileView(GoodsView):
    """A page of tiles: touched, clicked, walked with the arrow keys, swept to the next."""

    def __init__(self, model: GoodsModel, frame: Frame, width: int, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setAccessibleName(self.tr("商品"))
        see = look()
        gap = see.px(GAP)
        self.setProperty("empty_edge", gap + 1)
        self._columns = frame.columns
        cell = QSize((width + gap) // frame.columns, see.px(frame.tile_height) + gap)
        self.setItemDelegate(TileDelegate(model, cell, self, lies=frame.tile_height < STANDING_TILE))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setGridSize(cell)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # a pixel more, or Qt breaks the row before its last tile
        self.setFixedSize(cell.width() * frame.columns + 1, cell.height() * frame.rows + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The arrows walk, and leave the page at its ends."""
        key, here = Qt.Key(event.key()), self.currentIndex()
        step = {
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Left: -1,
        }
        move = step.get(key, 0)
        if not move:
            super().keyPressEvent(event)
            return
        there, last = here.row() + move, self.model().rowCount() - 1
        if 0 <= there <= last:
            self.setCurrentIndex(self.model().index(there, 0))
        elif there < 0 or move == 1 or here.row() // self._columns == last // self._columns:
            self.beyond.emit(1 if move > 0 else -1)
        else:
            self.setCurrentIndex(self.model().index(last, 0))
