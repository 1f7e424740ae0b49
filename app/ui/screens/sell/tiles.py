"""Product tiles: one list view with a painted delegate, paged so that every row is whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.catalog import PriceKind
from app.domain.money import Currency
from app.domain.quantity import MILLI, Unit
from app.services.ports import Shown
from app.ui.screens.sell.art import art_of
from app.ui.screens.sell.words import milli_text, product_name, unit_text
from app.ui.shell.frame import GAP, Frame
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.art import paint_art
from app.ui.widgets.money import money_text, paint_amount

Index = QModelIndex | QPersistentModelIndex
SHOWN = Qt.ItemDataRole.UserRole
#: So few pieces are told in amber: somebody may want the last one.
LOW_STOCK = 3
MANY = 99


class TileModel(QAbstractListModel):
    """The products of one page."""

    def __init__(self, currency: Currency, in_cart: Callable[[str], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = currency
        self._in_cart = in_cart
        self._shown: list[Shown] = []

    def show(self, shown: list[Shown]) -> None:
        """Show other products."""
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def refresh(self) -> None:
        """The cart changed: the marks on the tiles may, too."""
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """See `QAbstractListModel`."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See `QAbstractListModel`; the accessible text is what a cashier would say."""
        if not index.isValid():
            return None
        shown = self._shown[index.row()]
        if role == SHOWN:
            return shown
        if role == Qt.ItemDataRole.DisplayRole:
            return product_name(shown.found.product)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((product_name(shown.found.product), self.price(shown), stock_text(shown)[0]))
        return None

    def count(self, shown: Shown) -> int:
        """How many of it are in the cart."""
        return self._in_cart(shown.found.product.sku)

    def price(self, shown: Shown) -> str:
        """What it costs, in words."""
        if shown.found.product.price_kind is PriceKind.OPEN or shown.found.price is None:
            return self.tr("自訂價")
        return money_text(shown.found.price.minor, self._currency) + per_text(shown)

    @property
    def currency(self) -> Currency:
        """Of the prices."""
        return self._currency


def per_text(shown: Shown) -> str:
    """What the price is for, where that is not one piece: ``/ kg``, ``/ 100 g``."""
    price, unit = shown.found.price, shown.found.product.unit
    if price is None or (unit is Unit.PIECE and price.per_milli == MILLI):
        return ""
    if unit is Unit.KILOGRAM and price.per_milli < MILLI:
        return f" / {price.per_milli} g"
    amount = "" if price.per_milli == MILLI else f"{milli_text(price.per_milli)} "
    return f" / {amount}{unit_text(unit)}"


def stock_text(shown: Shown) -> tuple[str, str]:
    """What the tile says of the stock, and in which tone: ``""``, ``warn`` or ``out``."""
    if shown.stock_milli is None:
        return "", ""
    model = TileModel.tr  # the words belong to the tiles
    if shown.stock_milli <= 0:
        return str(model("售完")), "out"
    piece = shown.found.product.unit is Unit.PIECE
    left = shown.stock_milli // MILLI
    amount = milli_text(shown.stock_milli // 100 * 100) if not piece else f"{MANY}+" if left > MANY else str(left)
    if piece and left <= LOW_STOCK:
        return str(model("剩 {}")).format(amount), "warn"
    return str(model("庫存 {}")).format(amount), ""


class TileDelegate(QStyledItemDelegate):
    """Paints a tile as in `sell.png`: drawing, stock, name in two lines, price, how many are in the cart."""

    def __init__(self, model: TileModel, cell: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._cell = cell

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """The size of a cell: the tile and the gap behind it."""
        return self._cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See `QStyledItemDelegate`."""
        shown: Shown = index.data(SHOWN)
        see = look()
        gap = see.px(GAP)
        tile = option.rect.adjusted(0, 0, -gap, -gap)
        count = self._model.count(shown)
        stock, tone = stock_text(shown)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, tile, option, in_cart=count > 0, out=tone == "out")
        art = QRect(tile.x() + see.px(13), tile.y() + see.px(11), see.px(40), see.px(40))
        paint_art(painter, art, art_of(shown.found.product), dim=tone == "out")
        self._stock(painter, tile, stock, tone)
        self._name(painter, tile, product_name(shown.found.product), out=tone == "out")
        self._price(painter, tile, shown, out=tone == "out")
        if count:
            self._mark(painter, tile, str(count))
        painter.restore()

    def _ground(
        self, painter: QPainter, tile: QRect, option: QStyleOptionViewItem, *, in_cart: bool, out: bool
    ) -> None:
        see = look()
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        pressed = bool(option.state & QStyle.StateFlag.State_Sunken)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        width = see.px(2) if focused else 1
        painter.setPen(QPen(see.color("focus" if focused else "accent_line" if in_cart else "line"), width))
        ground = "surface_3" if pressed else "surface_2" if hover and not out else "bg" if out else "surface"
        painter.setBrush(see.color(ground))
        half = width / 2
        painter.drawRoundedRect(QRectF(tile).adjusted(half, half, -half, -half), see.px(12), see.px(12))

    def _stock(self, painter: QPainter, tile: QRect, text: str, tone: str) -> None:
        if not text:
            return
        see = look()
        warn = tone == "warn"
        font = see.font(13, warn)
        painter.setFont(font)
        painter.setPen(see.color("warn" if warn else "ink_3"))
        right = tile.right() - see.px(12)
        box = QRect(tile.x() + see.px(60), tile.y() + see.px(11), right - tile.x() - see.px(60), see.px(24))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        if tone:
            width = see.metrics(13, warn).horizontalAdvance(text)
            left = right - width - see.px(20)
            name = "warning" if warn else "x"
            paint_icon(painter, left, box.y() + see.px(4), name, 16, "warn" if warn else "ink_3")

    def _name(self, painter: QPainter, tile: QRect, text: str, *, out: bool) -> None:
        see = look()
        painter.setPen(see.color("ink_3" if out else "ink"))
        left, top = tile.x() + see.px(13), tile.y() + see.px(57)
        paint_two_lines(painter, QRect(left, top, tile.width() - see.px(25), see.px(40)), text, see.px(20))

    def _price(self, painter: QPainter, tile: QRect, shown: Shown, *, out: bool) -> None:
        see = look()
        ink = "ink_3" if out else "ink"
        left = tile.x() + see.px(13)
        line = QRect(left, tile.bottom() - see.px(8 + 24), tile.width() - see.px(25), see.px(24))
        price = shown.found.price
        if shown.found.product.price_kind is PriceKind.OPEN or price is None:
            painter.setFont(see.font(15))
            painter.setPen(see.color(ink))
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._model.price(shown))
            return
        width = paint_amount(
            painter, QRectF(line), price.minor, self._model.currency, 18, align=Qt.AlignmentFlag.AlignLeft, color=ink
        )
        if per := per_text(shown):
            painter.setFont(see.font(13))
            painter.setPen(see.color("ink_3"))
            rest = line.adjusted(width + see.px(2), see.px(2), 0, 0)
            painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, per)

    def _mark(self, painter: QPainter, tile: QRect, text: str) -> None:
        see = look()
        width = max(see.px(22), see.metrics(13, True).horizontalAdvance(text) + see.px(10))
        dot = QRect(tile.x() + see.px(43), tile.y() + see.px(5), width, see.px(22))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(see.color("accent"))
        painter.drawRoundedRect(dot, dot.height() / 2, dot.height() / 2)
        painter.setFont(see.font(13, True))
        painter.setPen(see.color("on_accent"))
        painter.drawText(dot, Qt.AlignmentFlag.AlignCenter, text)


def paint_two_lines(painter: QPainter, box: QRect, text: str, line_height: int) -> None:
    """Paint a name in at most two lines; what does not fit into the second is elided there."""
    see = look()
    font, metrics = see.font(15), see.metrics(15)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(box.width())
    end = first.textStart() + first.textLength()
    layout.endLayout()
    painter.setFont(font)
    lead = (line_height - metrics.height()) / 2 + metrics.ascent()
    painter.drawText(box.x(), round(box.y() + lead), text[:end].rstrip())
    if end < len(text):
        rest = metrics.elidedText(text[end:].strip(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box.x(), round(box.y() + line_height + lead), rest)


class TileView(QListView):
    """A page of tiles: touched, clicked, or walked with the arrow keys.

    Signals:
        picked: a tile was chosen.
        held: a tile was pressed for long; what there is to know about it.
        beyond: the arrows left the page: 1 forward, -1 back.
    """

    picked = Signal(object)
    held = Signal(object)
    beyond = Signal(int)
    LONG_MS = 600

    def __init__(self, model: TileModel, frame: Frame, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        see = look()
        gap = see.px(GAP)
        self._columns = frame.columns
        cell = QSize((width + gap) // frame.columns, see.px(frame.tile_height) + gap)
        self.setModel(model)
        self.setItemDelegate(TileDelegate(model, cell, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setGridSize(cell)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("商品"))
        self.setFixedSize(cell.width() * frame.columns, cell.height() * frame.rows)
        self.clicked.connect(self._clicked)
        self.activated.connect(self._activated)
        self._by_key = False

    def _clicked(self, index: QModelIndex) -> None:
        self.picked.emit(index.data(SHOWN))

    def _activated(self, index: QModelIndex) -> None:
        if self._by_key:  # a click activates, too, on some systems
            self.picked.emit(index.data(SHOWN))

    def keyPressEvent(self, event: Any) -> None:  # noqa: N802
        """Enter picks; the arrows walk, and leave the page at its ends."""
        row, last = self.currentIndex().row(), self.model().rowCount() - 1
        step = {Qt.Key.Key_Down: self._columns, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self._columns, Qt.Key.Key_Left: -1}
        move = step.get(Qt.Key(event.key()), 0)
        if move and not 0 <= row + move <= last and (row + move < 0 or row == last or move == 1):
            self.beyond.emit(1 if move > 0 else -1)
            return
        self._by_key = True
        try:
            super().keyPressEvent(event)
        finally:
            self._by_key = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Two quick touches are two pieces."""
        self.mousePressEvent(event)
