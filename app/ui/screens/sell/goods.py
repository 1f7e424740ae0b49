"""What lists of goods share: the model of a page, and the strokes that tiles and rows have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QWidget

from app.domain.money import Currency
from app.services.lookup import Shown
from app.ui.screens.sell.words import base_text, has_price, price_text, product_name, stock_text
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import paint_count
from app.ui.widgets.money import amount_width, paint_amount
from app.ui.widgets.paint import LEFT, RIGHT, paint_text, text_width

Index = QModelIndex | QPersistentModelIndex
SHOWN = Qt.ItemDataRole.UserRole


class GoodsModel(QAbstractListModel):
    """The products of one page, with how many of each are in the cart.

    Args:
        in_cart: pieces of a SKU in the open cart.
    """

    def __init__(self, currency: Currency, in_cart: Callable[[str], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currency = currency
        self._in_cart = in_cart
        self._shown: Sequence[Shown] = ()
        self._counts: list[int] = []

    def show(self, shown: Sequence[Shown]) -> None:
        """Show other products."""
        self.beginResetModel()
        self._shown = shown
        self._counts = self._counted()
        self.endResetModel()

    def _counted(self) -> list[int]:
        return [self._in_cart(one.found.product.sku) for one in self._shown]

    def refresh(self) -> None:
        """The cart changed: only the marks that did are painted anew."""
        counts, before = self._counted(), self._counts
        self._counts = counts
        for row, (now, then) in enumerate(zip(counts, before, strict=True)):
            if now != then:
                self.dataChanged.emit(self.index(row), self.index(row))

    def count(self, row: int) -> int:
        """How many of a row are in the cart."""
        return self._counts[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        """See `QAbstractListModel`."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See `QAbstractListModel`; the accessible text is what a cashier would say."""
        if not index.isValid():
            return None
        shown = self._shown[index.row()]
        if role == SHOWN:
            return shown
        if role == Qt.ItemDataRole.DisplayRole:
            return product_name(shown.found.product)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = self._counts[index.row()]
            said = (product_name(shown.found.product), price_text(shown, self.currency), stock_text(shown)[0])
            return ", ".join(part for part in (*said, self.tr("已有 {} 件").format(count) if count else "") if part)
        return None


class GoodsView(QListView):
    """A list of goods under a finger: a touch picks, a long press asks, a sweep turns the page.

    Signals:
        picked: goods were chosen to go into the cart.
        held: goods were pressed for long, or with the right button; what there is to know about them.
        beyond: the arrows or a finger left the page: 1 forward, -1 back.
    """

    picked = Signal(object)
    held = Signal(object)
    beyond = Signal(int)
    LONG_MS = 600
    #: Logical pixels that a finger travels for another page.
    SWEEP = 80

    def __init__(self, model: GoodsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(False)
        self._from: QPointF | None = None
        self._long = QTimer(self)
        self._long.setSingleShot(True)
        self._long.setInterval(self.LONG_MS)
        self._long.timeout.connect(self._hold)

    def pick(self) -> bool:
        """Take what is chosen; False where nothing is."""
        index = self.currentIndex()
        if index.isValid():
            self.picked.emit(index.data(SHOWN))
        return index.isValid()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A press may become a choice, a long press or a sweep."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.RightButton:
            if index.isValid():
                self.held.emit(index.data(SHOWN))
            return
        self._from = event.position()
        self._long.start()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A finger that travels chooses nothing, and drags no selection behind it."""
        if self._from is None:
            super().mouseMoveEvent(event)
        elif (event.position() - self._from).manhattanLength() > look().px(16):
            self._long.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The end of a sweep turns the page; a touch chooses what it began and ended on."""
        begun, self._from = self._from, None
        waiting = self._long.isActive()
        self._long.stop()
        super().mouseReleaseEvent(event)
        if begun is None:
            return
        way = event.position().x() - begun.x()
        if abs(way) >= look().px(self.SWEEP):
            self.beyond.emit(1 if way < 0 else -1)
            return
        index = self.indexAt(begun.toPoint())
        if waiting and index.isValid() and index == self.indexAt(event.position().toPoint()):
            self.picked.emit(index.data(SHOWN))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Two quick touches are two pieces."""
        self.mousePressEvent(event)

    def _hold(self) -> None:
        if self._from is not None:
            index = self.indexAt(self._from.toPoint())
            self._from = None
            if index.isValid():
                self.held.emit(index.data(SHOWN))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and space pick."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pick()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """There is always something that the keys are about."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))


def paint_stock(painter: QPainter, box: QRectF, shown: Shown) -> None:
    """Paint what is left of it at the right of a box, with its sign where somebody should look."""
    text, tone = stock_text(shown)
    if not text:
        return
    px, warn = look().px, tone == "warn"
    ink = "warn" if warn else "ink_3"
    paint_text(painter, box, text, 13, ink, bold=warn, align=RIGHT)
    if tone:
        left = box.right() - text_width(text, 13, bold=warn) - px(4 + 16)
        name = "warning" if warn else "x"
        paint_icon(painter, left, box.center().y() - px(8), name, 16, ink)


def price_width(shown: Shown, currency: Currency, size: int) -> float:
    """How wide `paint_price` will be."""
    price = shown.found.price
    if price is None or not has_price(shown):
        return text_width(price_text(shown, currency), 15)
    return amount_width(price.minor, currency, size) + text_width(base_text(price, shown.found.product.unit), 13)


def paint_price(painter: QPainter, box: QRectF, shown: Shown, currency: Currency, size: int, ink: str) -> None:
    """Paint a price from the left of a box, with what it is for where that is not one piece."""
    price = shown.found.price
    if price is None or not has_price(shown):
        paint_text(painter, box, price_text(shown, currency), 15, ink)
        return
    width = paint_amount(painter, box, price.minor, currency, size, align=Qt.AlignmentFlag.AlignLeft, color=ink)
    if base := base_text(price, shown.found.product.unit):
        rest = box.adjusted(width, look().px(2), 0, 0)
        paint_text(painter, rest, base, 13, "ink_3", align=LEFT)


def paint_mark(painter: QPainter, art: QRectF, count: int, over: float) -> None:
    """Paint how many are in the cart, on the corner of the drawing, so many pixels over it."""
    if count:
        px = look().px
        left = art.right() - over
        middle = art.y() + px(5)
        paint_count(painter, left, middle, count, "accent", "on_accent")
