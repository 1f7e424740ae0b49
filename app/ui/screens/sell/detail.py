"""The details of a product: price, stock, codes, category, and the other sizes and colours of the same style."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.runtime.workplace import Workplace
from app.services.lookup import Detail, Shown
from app.ui.screens.sell.art import art_of
from app.ui.screens.sell.padpanel import WorkHead
from app.ui.screens.sell.words import code_text, price_text, product_name, stock_text
from app.ui.shell.frame import Frame, Room
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.option import OptionRow
from app.ui.widgets.panel import KeyValueRow, hairline
from app.ui.widgets.text import Text

#: Words and their values stand no further apart than this.
_WIDTH = 600


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
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area, 1)
        column.addWidget(hairline())
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(12), px(20), px(12))
        row.addStretch(1)
        self.add_button = Button(self.tr("加入"), "primary", "Enter", size="lg")
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
        self.head.tell(art_of(product), product_name(product), " · ".join(part for part in said if part))

    def _facts(self, detail: Detail) -> QWidget:
        px = look().px
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(px(20), px(12), px(20), px(12))
        column.setSpacing(0)
        box.setMaximumWidth(px(_WIDTH))
        product = detail.shown.found.product
        column.addWidget(KeyValueRow(self.tr("貨號"), product.sku))
        for code, pack in detail.codes:
            count = self.tr("{} 件").format(pack) if pack > 1 else ""
            column.addWidget(KeyValueRow(self.tr("條碼"), code_text(code), count))
        if product.category:
            column.addWidget(KeyValueRow(self.tr("分類"), product.category.replace("/", " / ")))
        for _, value in product.options:
            column.addWidget(KeyValueRow(self.tr("規格"), value))
        if len(detail.variants) > 1:
            column.addSpacing(px(8))
            column.addWidget(Text(self.tr("同款 {} 種").format(len(detail.variants)), 14, bold=True))
            column.addSpacing(px(8))
            column.addWidget(self._variants(detail))
        column.addStretch(1)
        return box

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
