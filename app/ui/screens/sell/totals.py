"""The totals below the lines: subtotal with its tax, what came off and why. A touch opens what is of the whole."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.domain.frozen import frozen
from app.domain.money import Currency
from app.domain.pricing import ReductionKind
from app.domain.tax import TaxMode
from app.runtime.workplace import Workplace
from app.ui.screens.sell.words import listed, reduction_name
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.money import amount_width, digits_text, money_text, paint_amount
from app.ui.widgets.paint import paint_box, paint_text, shortened, text_width
from app.ui.widgets.press import press_by_enter

_BY_LINE = frozenset({ReductionKind.OVERRIDE, ReductionKind.ITEM, ReductionKind.DISCOUNT})
_BY_CART = frozenset({ReductionKind.CART, ReductionKind.CART_DISCOUNT})


@frozen
class _Row:
    """A word, a remark or names beside it, a mark behind them, and minor units; None for none."""

    label: str
    minor: int | None
    remark: str = ""
    names: tuple[str, ...] = ()
    mark: str = ""


class Totals(QAbstractButton):
    """Rows of 24 above the button that goes on."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._rows: list[_Row] = []
        self.setAccessibleName(self.tr("合計"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(self.tr("整筆折扣與備註 (Shift+F7)"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def refresh(self) -> None:
        """The cart changed."""
        rows, currency = self._made(), self._place.cart.cart.currency
        if rows == self._rows:
            return
        if len(rows) != len(self._rows):
            self.updateGeometry()
        self._rows = rows
        said = [
            " ".join(part for part in (row.label, listed(row.names), row.mark, _amount(row.minor, currency)) if part)
            for row in rows
        ]
        self.setAccessibleDescription(", ".join(said))
        self.update()

    def _made(self) -> list[_Row]:
        cart, tax = self._place.cart, self._place.counter.shop.tax
        rows: list[_Row] = []
        if cart.cart.lines:
            inclusive = tax.mode is TaxMode.INCLUSIVE
            rows.append(_Row(self.tr("小計"), cart.priced.listed, self._tax_words() if inclusive else ""))
            rows += self._reduced()
            if not inclusive and cart.priced.tax:
                rows.append(_Row(self.tr("營業稅"), cart.priced.tax))
        if cart.returned:
            rows.append(_Row(self.tr("退貨"), -sum(line.refund for line in cart.returned)))
        if cart.cart.note:
            rows.append(_Row(self.tr("備註"), None, cart.cart.note))
        return rows

    def _reduced(self) -> list[_Row]:
        """What came off the lines, the cart, and by coupons."""
        coupons = {one.rule_id for one in self._place.cart.priced.coupons}
        rows = []
        for label, kinds, by_coupon in (
            (self.tr("折扣"), _BY_LINE, False),
            (self.tr("優惠"), _BY_CART, False),
            (self.tr("優惠券"), _BY_LINE | _BY_CART, True),
        ):
            off, names = self._off(kinds, coupons, by_coupon=by_coupon)
            if off:
                mark = self.tr("離線核銷") if by_coupon and self._is_offline() else ""
                rows.append(_Row(label, -off, "", names, mark))
        return rows

    def _is_offline(self) -> bool:
        """Whether a coupon that takes something off was taken in without the centre."""
        offline = self._place.coupons.offline
        return any(one.coupon in offline for one in self._place.cart.priced.coupons)

    def _off(
        self, kinds: frozenset[ReductionKind], coupons: set[str], *, by_coupon: bool
    ) -> tuple[int, tuple[str, ...]]:
        cart = self._place.cart
        off, names = 0, dict[str, None]()
        for line, priced in zip(cart.cart.lines, cart.priced.lines, strict=True):
            for one in priced.reductions:
                if one.kind in kinds and (one.rule_id in coupons) == by_coupon:
                    off += one.amount
                    names[reduction_name(one, line, cart.cart.discount, self._place.counter.promotions)] = None
        return off, tuple(name for name in names if name)

    def _tax_words(self) -> str:
        priced, currency = self._place.cart.priced, self._place.cart.cart.currency
        rates = [one for one in priced.taxes if one.rate_ppm]
        if not rates:
            return ""
        amount = digits_text(priced.tax, currency)
        if len(rates) > 1:
            return self.tr("內含營業稅 {}").format(amount)
        whole, rest = divmod(rates[0].rate_ppm, 10_000)
        rate = f"{whole}.{rest:04d}".rstrip("0") if rest else str(whole)
        return self.tr("內含營業稅 {}% {}").format(rate, amount)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As many rows as there are, and the rule above them."""
        px = look().px
        return QSize(px(200), max(px(48), px(13) + px(24) * len(self._rows)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses it as Space does."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the rows."""
        see, px, painter = look(), look().px, QPainter(self)
        if self._rows and (self.isDown() or self.underMouse()):
            painter.fillRect(self.rect(), see.color("surface_3" if self.isDown() else "surface_2"))
        painter.fillRect(0, 0, self.width(), 1, see.color("line"))
        row = QRectF(px(20), px(13), self.width() - px(40), px(24))
        for one in self._rows:
            self._paint_row(painter, row, one)
            row.translate(0, px(24))
        if self.hasFocus():
            box = QRectF(self.rect()).adjusted(px(4), px(4), -px(4), 0)
            paint_box(painter, box, None, see.color("focus"), px(2), px(8))

    def _paint_row(self, painter: QPainter, row: QRectF, one: _Row) -> None:
        px, currency = look().px, self._place.cart.cart.currency
        paint_text(painter, row, one.label, 15, "ink_2")
        x, right = row.left() + text_width(one.label, 15) + px(15), row.right()
        if one.minor is not None:
            paint_amount(painter, row, one.minor, currency, 15, color="ink_2", bold=False)
            right -= amount_width(one.minor, currency, 15, bold=False) + px(12)
        if one.remark:
            paint_text(painter, QRectF(x, row.top(), right - x, row.height()), one.remark, 13, "ink_3")
        if one.mark:
            right -= badge_width(one.mark, small=True) + px(4)
        for place, name in enumerate(one.names):
            width = badge_width(name, small=True)
            if x + width > right and (place or right - x < px(64)):
                paint_icon(painter, min(x, right - px(16)), row.top() + px(4), "more", 16, "ink_3")
                break
            room = int(right - x - px(16))
            shown = shortened(name, 13, room, bold=True)
            x += paint_badge(painter, x, row.top() + px(2), shown, "wheat", small=True) + px(4)
        if one.mark:
            paint_badge(painter, x + px(4), row.top() + px(2), one.mark, "outline", small=True)


def _amount(minor: int | None, currency: Currency) -> str:
    return "" if minor is None else money_text(minor, currency)
