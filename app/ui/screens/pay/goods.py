"""What is being paid for, quietly, as far as there is room: names, quantities, amounts."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.frozen import frozen
from app.domain.money import TWD, Currency
from app.domain.quantity import MILLI, Quantity
from app.domain.tax import TaxMode
from app.runtime.cart import OpenCart
from app.runtime.editing import ON_LINE
from app.runtime.workplace import Workplace
from app.ui.screens.sell.linemodel import amount_of
from app.ui.screens.sell.words import is_english, quantity_text
from app.ui.theme.look import look
from app.ui.widgets.money import amount_width, money_text, paint_amount
from app.ui.widgets.paint import RIGHT, paint_text, text_width

_ROW = 32


@frozen
class Goods:
    """One line: `count` is empty for one piece."""

    name: str
    count: str
    minor: int


class GoodsList(QWidget):
    """A caption and as many lines as fit; the last row tells how many more there are."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._names: dict[str, str] = {}
        self._goods: list[Goods] = []
        self._currency: Currency = TWD
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def refresh(self) -> None:
        """Show what is in the open cart."""
        cart = self._place.cart
        priced = {line.line_id: line for line in cart.priced.lines}
        goods = [
            Goods(self._name(one.sku, one.name), _count(one.quantity), amount_of(priced[one.line_id]))
            for one in cart.cart.lines
        ]
        goods += self._off_the_cart(cart)
        goods += [Goods(self._name(one.sku, one.name), _count(one.quantity), -one.refund) for one in cart.returned]
        if goods != self._goods:
            self._goods, self._currency = goods, cart.cart.currency
            said = (f"{one.name} {one.count} {money_text(one.minor, self._currency)}" for one in goods)
            self.setAccessibleName(self.tr("本筆明細"))
            self.setAccessibleDescription(", ".join(said))
            self.update()

    def _off_the_cart(self, cart: OpenCart) -> list[Goods]:
        """What came off the whole cart, by coupons and otherwise, and tax that comes on top: as the cart's totals."""
        coupons = {one.rule_id for one in cart.priced.coupons}
        off = {False: 0, True: 0}
        for line in cart.priced.lines:
            for one in line.reductions:
                if one.kind not in ON_LINE:
                    off[one.rule_id in coupons] += one.amount
        rows = [(self.tr("優惠"), -off[False]), (self.tr("優惠券"), -off[True])]
        if self._place.counter.shop.tax.mode is TaxMode.EXCLUSIVE:
            rows.append((self.tr("營業稅"), cart.priced.tax))
        return [Goods(word, "", minor) for word, minor in rows if minor]

    def _name(self, sku: str, name: str) -> str:
        """A name in the window's language; looked up once for each SKU."""
        if not is_english():
            return name
        if sku not in self._names:
            counter = self._place.counter
            found = counter.catalog().find(sku, counter.clock.now())
            self._names[sku] = found.product.name_en if found is not None else ""
        return self._names[sku] or name

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return no height: it shows what there is room for."""
        return QSize(look().px(120), 0)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the rows that fit."""
        px, painter = look().px, QPainter(self)
        caption, row = px(38), px(_ROW)
        fits = (self.height() - caption) // row
        if fits < 1 or not self._goods:
            return
        paint_text(painter, QRectF(0, px(8), self.width(), px(22)), self.tr("本筆明細"), 13, "ink_3", bold=True)
        shown = self._goods if len(self._goods) <= fits else self._goods[: fits - 1]
        for place, one in enumerate(shown):
            self._paint_row(painter, QRectF(0, caption + place * row, self.width(), row), one)
        if len(shown) < len(self._goods):
            rest = QRectF(0, caption + len(shown) * row, self.width(), row)
            paint_text(painter, rest, self.tr("另有 {} 項").format(len(self._goods) - len(shown)), 14, "ink_3")

    def _paint_row(self, painter: QPainter, area: QRectF, one: Goods) -> None:
        px = look().px
        paint_amount(painter, area, one.minor, self._currency, 15, color="ink_2", bold=False)
        right = area.right() - max(px(72), amount_width(one.minor, self._currency, 15, bold=False) + px(12))
        if one.count:
            paint_text(
                painter,
                QRectF(area.left(), area.top(), right - area.left(), area.height()),
                one.count,
                14,
                "ink_3",
                align=RIGHT,
            )
            right -= text_width(one.count, 14) + px(12)
        paint_text(
            painter,
            QRectF(area.left(), area.top(), right - area.left(), area.height()),
            one.name,
            15,
            "ink_2",
            free=True,
        )


def _count(quantity: Quantity) -> str:
    return "" if quantity.milli == MILLI else f"× {quantity_text(quantity)}"
