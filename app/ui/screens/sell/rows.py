"""Goods as rows of 64: the list view of a category, and what a search found."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

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
from app.ui.screens.sell.words import code_text, is_house_code, product_name, stock_text
from app.ui.theme.look import look
from app.ui.widgets.art import paint_art
from app.ui.widgets.finger import scroll_by_finger
from app.ui.widgets.keycap import keycap_width, paint_keycap
from app.ui.widgets.paint import paint_box, paint_text, text_width

#: Height of a row, in the design.
ROW = 64
#: Of a row that is narrower than this, the picture and the key make room for what the goods are called.
NARROW = 360
Mark = Callable[[str], tuple[tuple[int, int], ...]]


def paint_marked(painter: QPainter, box: QRectF, text: str, marks: tuple[tuple[int, int], ...], ink: str) -> None:
    """Paint a name with the characters that were searched in bold and in the accent."""
    see = look()
    if not marks:
        paint_text(painter, box, text, 16, ink)
        return
    x, place = box.left(), 0
    for begin, end in (*marks, (len(text), len(text))):
        for piece, bold in ((text[place:begin], False), (text[begin:end], True)):
            room = box.right() - x
            if piece and room > 0:
                paint_text(
                    painter, QRectF(x, box.top(), room, box.height()), piece, 16,
                    "accent_ink" if bold else ink, bold=bold,
                )  # fmt: skip
                x += see.metrics(16, bold).horizontalAdvance(piece)
        place = end


class RowDelegate(QStyledItemDelegate):
    """Paints a row as in `sell_search.png`.

    Args:
        marks: where in a name what was searched stands; None while nothing is searched.
        sound: how a name sounds, told of the chosen row; None for not at all.
        key: printed on the chosen row.
    """

    def __init__(self, model: GoodsModel, parent: QWidget, key: str = "") -> None:
        super().__init__(parent)
        self._model = model
        self._key = key
        self.marks: Mark | None = None
        self.sound: Callable[[str], str] | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """As wide as the list, 64 high."""
        return QSize(0, look().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See `QStyledItemDelegate`."""
        shown: Shown = index.data(SHOWN)
        see, px, box = look(), look().px, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        out, count = stock_text(shown)[1] == "out", self._model.count(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(box, see.color("accent_tint"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, see.color("surface_2"))
        narrow, left = box.width() < px(NARROW), float(box.x() + px(16))
        if not narrow:
            art = QRectF(left, box.y() + px(12), px(40), px(40))
            paint_art(painter, art, art_of(shown.found.product), dim=out)
            paint_mark(painter, art, count, px(14))
            left = art.right() + px(12)
        key = self._key if chosen and not narrow else ""
        price, stock = self._figures(painter, box, shown, key=key, ink="ink_3" if out else "ink")
        name = QRectF(left, box.y() + px(12), price - px(16) - left, px(23))
        text = product_name(shown.found.product)
        paint_marked(painter, name, text, self.marks(text) if self.marks else (), "ink_3" if out else "ink")
        sub = QRectF(left, box.y() + px(35), stock - px(16) - left, px(18))
        paint_text(painter, sub, self._sub(shown, chosen=chosen), 13, "ink_3")
        if focused:
            paint_box(painter, QRectF(box).adjusted(2, 2, -2, -2), None, see.color("focus"), px(2), px(8))
        painter.restore()

    def _sub(self, shown: Shown, *, chosen: bool) -> str:
        said = [code_text(shown.code or shown.found.product.sku)]
        if is_house_code(shown.code):
            said.append(self.tr("店內條碼"))
        elif chosen and self.sound is not None and (sound := self.sound(shown.found.product.name)):
            said.append(self.tr("注音 {}").format(sound))
        return " · ".join(said)

    def _figures(self, painter: QPainter, box: QRect, shown: Shown, *, key: str, ink: str) -> tuple[float, float]:
        """Paint price and stock, and return where each begins."""
        px = look().px
        right = box.right() + 1 - px(16)
        if key:
            right -= keycap_width(key)
            paint_keycap(painter, right, box.y() + box.height() / 2, key)
            right -= px(32)
        currency = self._model.currency
        width = price_width(shown, currency, 17)
        paint_price(painter, QRectF(right - width, box.y() + px(12), width + 1, px(23)), shown, currency, 17, ink)
        stock = QRectF(right - px(160), box.y() + px(36), px(160), px(18))
        paint_stock(painter, stock, shown)
        words, tone = stock_text(shown)
        return right - width, right - text_width(words, 13, bold=bool(tone)) - (px(20) if tone else 0)


class RowView(GoodsView):
    """Rows of goods. What is chosen is chosen from outside, too: the field above keeps the focus."""

    def __init__(self, model: GoodsModel, name: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setAccessibleName(name)
        self.delegate = RowDelegate(model, self, key)
        self.setItemDelegate(self.delegate)
        self.setVerticalScrollMode(GoodsView.ScrollMode.ScrollPerItem)
        scroll_by_finger(self)

    def choose(self, row: int) -> None:
        """Choose a row, and bring it into sight."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    def walk(self, steps: int) -> None:
        """Choose the row below or above, as far as there is one."""
        last = self.model().rowCount() - 1
        if last >= 0:
            self.choose(min(last, max(0, self.currentIndex().row() + steps)))

    def page(self) -> int:
        """How many whole rows are in sight."""
        return max(1, self.viewport().height() // look().px(ROW))
