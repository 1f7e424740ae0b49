"""The details of a product: price, stock, codes, category, and the other sizes and colours of the same style."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.runtime.counter import Counter
from app.runtime.workplace import Workplace
from app.services.lookup import Detail, Shown
from app.ui.screens.sell.art import art_of
from app.ui.screens.sell.padpanel import WorkHead
from app.ui.screens.sell.words import code_text, is_english, price_text, product_name, stock_text
from app.ui.shell.frame import Frame, Room
from app.ui.shell.zones import scrolled
from app.ui.theme.look import look
from app.ui.widgets.art import paint_art
from app.ui.widgets.button import Button
from app.ui.widgets.option import OptionRow
from app.ui.widgets.panel import KeyValueRow, hairline
from app.ui.widgets.text import Text


class _Picture(QWidget):
    """The drawing of goods, large.

    Args:
        size: of the design.
    """

    def __init__(self, art: str, size: int) -> None:
        super().__init__()
        self._art = art
        self.setFixedSize(look().px(size), look().px(size))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        paint_art(QPainter(self), QRectF(self.rect()), self._art)


def category_name(counter: Counter, path: str) -> str:
    """A category's path in the window's language, as far as its parts have names in it."""
    parts = path.split("/")
    if is_english():
        named = {one.path: one.name_en for one in counter.catalog().shelves()}
        paths = ("/".join(parts[: count + 1]) for count in range(len(parts)))
        parts = [named.get(there) or part for there, part in zip(paths, parts, strict=True)]
    return " / ".join(parts)


class DetailPanel(QFrame):
    """What there is to know of goods, and the way into the cart.

    Signals:
        picked: put goods in, by a `Shown`.
        closed: the way out.
    """

    picked = Signal(object)
    closed = Signal()

    def __init__(self, place: Workplace, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._detail: Detail | None = None
        self._picture = {Room.WIDE: 320, Room.NORMAL: 224}.get(frame.room, 0)
        self._chosen: Shown | None = None
        self.setProperty("kind", "panel")
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = WorkHead(low=frame.room <= Room.COMPACT)
        self.head.button.setText(self.tr("關閉"))
        self.head.closed.connect(self.closed)
        column.addWidget(self.head)
        column.addWidget(hairline())
        self._area = scrolled(QWidget())
        column.addWidget(self._area, 1)
        column.addWidget(hairline())
        low = frame.room is Room.DRAWER
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(6 if low else 12), px(20), px(6 if low else 12))
        row.addStretch(1)
        self.add_button = Button(self.tr("加入"), "primary", "Enter", size="md" if low else "lg")
        self.add_button.clicked.connect(self.pick)
        row.addWidget(self.add_button)
        column.addLayout(row)

    def show_sku(self, sku: str) -> None:
        """Show a product; None is shown of what is no longer sold."""
        counter = self._place.counter
        self._detail = counter.catalog().detail(sku, counter.clock.now())
        if self._detail is None:
            self.closed.emit()
            return
        self._chosen = self._detail.shown
        self._area.setWidget(self._facts(self._detail))
        self._tell(self._detail.shown)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, shown: Shown) -> None:
        product, currency = shown.found.product, self._place.counter.shop.currency
        said = (price_text(shown, currency), stock_text(shown)[0])
        art = "" if self._picture else art_of(product)
        self.head.tell(art, product_name(product), " · ".join(part for part in said if part))

    def _facts(self, detail: Detail) -> QWidget:
        """The facts; beside them a large picture, where there is room for one."""
        px = look().px
        box, edge = QWidget(), px(24 if self._picture else 20)
        row = QHBoxLayout(box)
        row.setContentsMargins(edge, edge if self._picture else px(12), edge, px(12))
        row.setSpacing(px(32))
        if self._picture:
            row.addWidget(_Picture(art_of(detail.shown.found.product), self._picture), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        for fact in self._rows(detail):
            column.addWidget(fact)
            if self._picture:
                column.addWidget(hairline())
        if len(detail.variants) > 1:
            column.addSpacing(px(16 if self._picture else 8))
            column.addWidget(Text(self.tr("同款 {} 種").format(len(detail.variants)), 14, bold=True))
            column.addSpacing(px(8))
            column.addWidget(self._variants(detail))
        column.addStretch(1)
        row.addLayout(column, 1)
        return box

    def _rows(self, detail: Detail) -> list[KeyValueRow]:
        product, high = detail.shown.found.product, 48 if self._picture else 35
        facts = [(self.tr("貨號"), product.sku, "")]
        for code, pack in detail.codes:
            facts.append((self.tr("條碼"), code_text(code), self.tr("{} 件").format(pack) if pack > 1 else ""))
        if product.category:
            facts.append((self.tr("分類"), category_name(self._place.counter, product.category), ""))
        facts += [(self.tr("規格"), value, "") for _, value in product.options]
        return [KeyValueRow(label, value, sub, height=high) for label, value, sub in facts]

    def _variants(self, detail: Detail) -> QWidget:
        """The same style in other sizes and colours: choosing one, it is what goes into the cart."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(8))
        for one in detail.variants:
            product = one.found.product
            options = " · ".join(value for _, value in product.options) or product.sku
            stock, tone = stock_text(one)
            row = OptionRow(product_name(product), options)
            price = price_text(one, self._place.counter.shop.currency)
            row.set_badge(" · ".join(part for part in (price, stock) if part), "warn" if tone else "neutral")
            row.setChecked(product.sku == detail.shown.found.product.sku)
            row.clicked.connect(partial(self._choose, one))
            column.addWidget(row)
        return box

    def _choose(self, one: Shown) -> None:
        self._chosen = one
        self._tell(one)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def pick(self) -> None:
        """Put what is chosen into the cart."""
        if self._chosen is not None:
            self.picked.emit(self._chosen)
