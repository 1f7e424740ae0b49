"""The cart beside the work zone: head, lines, totals and the button that goes on. It never disappears."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from app.domain.pricing import ReductionKind
from app.domain.quantity import Unit
from app.domain.tax import TaxMode
from app.runtime.workplace import Workplace
from app.ui.screens.sell.lines import LineModel, LineView, tool_row
from app.ui.screens.sell.words import quantity_text
from app.ui.shell.frame import Frame
from app.ui.theme.look import look
from app.ui.widgets.badge import badge_width, paint_badge
from app.ui.widgets.button import Button, IconButton, PrimaryBar
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.money import amount_width, digits_text, paint_amount
from app.ui.widgets.paint import paint_text, text_width
from app.ui.widgets.text import Text

#: Promotions named beside a total; the rest is told on the receipt.
NAMED = 3


class CartPanel(QWidget):
    """The side zone of the sell screen.

    Signals: what the cashier wants done with the cart; the screen does it.
    """

    pay = Signal()
    hold = Signal()
    recall = Signal()
    clear = Signal()
    edit = Signal(str)  # "quantity", "discount", "price"
    remove = Signal()
    chosen = Signal(object)

    def __init__(self, place: Workplace, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._cart = place.cart
        see = look()
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(see.px(frame.side))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self._list(frame), 1)
        self.totals = Totals(place)
        layout.addWidget(self.totals)
        self.primary = PrimaryBar(self.tr("收款"), "F12")
        self.primary.clicked.connect(self.pay)
        foot = QVBoxLayout()
        foot.setContentsMargins(see.px(16), see.px(12), see.px(16), see.px(16))
        foot.addWidget(self.primary)
        layout.addLayout(foot)
        place.cart.changed.connect(self.refresh)
        place.cart.added.connect(self.lines.flash)
        self.refresh()

    def _head(self) -> QWidget:
        see = look()
        head = QWidget()
        head.setFixedHeight(see.px(64))
        row = QHBoxLayout(head)
        row.setContentsMargins(see.px(20), 0, see.px(8), 0)
        row.setSpacing(0)
        names = QVBoxLayout()
        names.setSpacing(0)
        self._title = Text(self.tr("本筆交易"), 17, True)
        self._sub = Text("", 13, tone="ink_3")
        names.addStretch()
        names.addWidget(self._title)
        names.addWidget(self._sub)
        names.addStretch()
        row.addLayout(names, 1)
        self.hold_button = Button(self.tr("保留"), "quiet", "F5", size="sm")
        self.hold_button.clicked.connect(self.hold)
        self.recall_button = Button(self.tr("取回"), "quiet", "F6", size="sm")
        self.recall_button.clicked.connect(self.recall)
        self.clear_button = IconButton("trash", self.tr("清空"))
        self.clear_button.clicked.connect(self.clear)
        for button in (self.hold_button, self.recall_button, self.clear_button):
            row.addWidget(button)
        return head

    def _list(self, frame: Frame) -> QWidget:
        self._model = LineModel(self._cart, self)
        self.lines = LineView(self._model, frame)
        self.lines.chosen.connect(self.chosen)
        self.lines.set_tools(self._tools(frame))
        box = QWidget()
        self._stack = QStackedLayout(box)
        self._stack.addWidget(EmptyState("basket", self.tr("尚無商品"), self.tr("掃描商品或會員條碼開始")))
        self._stack.addWidget(self.lines)
        return box

    def _tools(self, frame: Frame) -> QWidget:
        self._stepper = Stepper()
        self._stepper.stepped.connect(self._step)
        self._stepper.asked.connect(lambda: self.edit.emit("quantity"))
        narrow = frame.side < 440
        discount = Button(self.tr("折扣"), "neutral", "" if narrow else "F7", "percent", "sm")
        discount.clicked.connect(lambda: self.edit.emit("discount"))
        price = Button(self.tr("改價"), "neutral", "" if narrow else "F8", "pencil", "sm")
        price.clicked.connect(lambda: self.edit.emit("price"))
        remove = IconButton("trash", self.tr("移除"), "Del", "danger")
        remove.clicked.connect(self.remove)
        self.line_tools = {"discount": discount, "price": price, "remove": remove}
        return tool_row(self._stepper, discount, price, remove)

    def _step(self, pieces: int) -> None:
        if self._cart.selected is not None:
            self._cart.step(self._cart.selected, pieces)

    def refresh(self) -> None:
        """The cart changed."""
        cart = self._cart
        empty = cart.cart.is_empty
        self._stack.setCurrentIndex(0 if empty else 1)
        head = self._place.counter.reads().head()
        number = self._place.counter.reads().last_receipt(head.epoch if head else 0) + 1
        self._sub.setText(self.tr("#{} · {} 件").format(f"{number:04d}", cart.pieces))
        parked = len(self._place.counter.reads().parked_carts())
        self.recall_button.set_count(parked or None)
        self.recall_button.setEnabled(bool(parked))
        for button in (self.hold_button, self.clear_button):
            button.setEnabled(not empty)
        self.lines.refresh()
        if cart.selected is not None:
            line = next((one for one in cart.cart.lines if one.line_id == cart.selected), None)
            for name in ("discount", "price"):
                self.line_tools[name].setEnabled(line is not None)
            self._stepper.show_quantity(
                quantity_text(line.quantity) if line else "", can_step=bool(line and line.quantity.unit is Unit.PIECE)
            )
        self.totals.refresh()
        self.primary.setEnabled(not empty)
        self.primary.setReason(self.tr("尚無商品") if empty else "")
        refund = cart.total < 0
        self.primary.setText(self.tr("退款") if refund else self.tr("收款"))
        self.primary.set_amount(None if empty else abs(cart.total), cart.cart.currency)


class Stepper(QWidget):
    """A piece less, how many, a piece more.

    Signals:
        stepped: by how many pieces.
        asked: the figure was touched: type it.
    """

    stepped = Signal(int)
    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "stepper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._less = IconButton("minus", self.tr("減一件"), "-")
        self._less.clicked.connect(lambda: self.stepped.emit(-1))
        self._figure = Button("", "quiet", size="sm")
        self._figure.set_style(px=18, bold=True)
        self._figure.setAccessibleName(self.tr("數量"))
        self._figure.clicked.connect(self.asked)
        self._more = IconButton("plus", self.tr("加一件"), "+")
        self._more.clicked.connect(lambda: self.stepped.emit(1))
        for button in (self._less, self._figure, self._more):
            row.addWidget(button)

    def show_quantity(self, text: str, *, can_step: bool) -> None:
        """Show a quantity; goods sold by measure are typed, not stepped."""
        self._figure.setText(text)
        for button in (self._less, self._more):
            button.setEnabled(can_step)


class Totals(QWidget):
    """Subtotal with its tax, what came off and why, each a row of 24."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._rows: list[tuple[str, str, list[str], int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def refresh(self) -> None:
        """The cart changed."""
        cart, tax = self._place.cart, self._place.counter.shop.tax
        priced, currency = cart.priced, cart.cart.currency
        rows: list[tuple[str, str, list[str], int]] = []
        if cart.cart.lines:
            inclusive = tax.mode is TaxMode.INCLUSIVE
            words = self._tax_words(inclusive=inclusive)
            rows.append((self.tr("小計"), words if inclusive else "", [], priced.listed))
            for label, kinds in (
                (self.tr("折扣"), {ReductionKind.OVERRIDE, ReductionKind.ITEM, ReductionKind.DISCOUNT}),
                (self.tr("優惠"), {ReductionKind.CART, ReductionKind.CART_DISCOUNT}),
            ):
                off, names = self._off(kinds)
                if off:
                    rows.append((label, "", names, -off))
            if not inclusive and priced.tax:
                rows.append((self.tr("營業稅"), digits_text(priced.tax, currency), [], priced.tax))
        if cart.returned:
            rows.append((self.tr("退貨"), "", [], -sum(line.refund for line in cart.returned)))
        self._rows = rows
        said = ", ".join(f"{label} {digits_text(minor, currency)}" for label, _, _, minor in rows)
        self.setAccessibleName(said)
        self.updateGeometry()
        self.update()

    def _tax_words(self, *, inclusive: bool) -> str:
        priced, currency = self._place.cart.priced, self._place.cart.cart.currency
        rates = [one for one in priced.taxes if one.rate_ppm]
        if not inclusive or not rates:
            return ""
        amount = digits_text(priced.tax, currency)
        if len(rates) > 1:
            return self.tr("內含營業稅 {}").format(amount)
        return self.tr("內含營業稅 {}% {}").format(f"{rates[0].rate_ppm / 10_000:g}", amount)

    def _off(self, kinds: set[ReductionKind]) -> tuple[int, list[str]]:
        off, names = 0, []
        for line in self._place.cart.priced.lines:
            for one in line.reductions:
                if one.kind in kinds:
                    off += one.amount
                    if one.name and one.name not in names:
                        names.append(one.name)
        return off, names

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As many rows as there are, and the rule above them."""
        px = look().px
        return QSize(px(200), px(12) + px(24) * max(1, len(self._rows)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the rows."""
        see, painter = look(), QPainter(self)
        currency = self._place.cart.cart.currency
        painter.fillRect(0, 0, self.width(), 1, see.color("line"))
        top, left, right = see.px(12), see.px(20), self.width() - see.px(20)
        for label, words, names, minor in self._rows:
            row = QRectF(left, top, right - left, see.px(24))
            paint_text(painter, row, label, 15, "ink_2")
            x = left + text_width(label, 15) + see.px(15)
            room = right - amount_width(minor, currency, 15, bold=False) - see.px(12)
            if words:
                paint_text(painter, QRectF(x, top, room - x, see.px(24)), words, 13, "ink_3")
            for name in names[:NAMED]:
                if x + badge_width(name, small=True) > room:
                    break
                x += paint_badge(painter, x, top + see.px(2), name, "wheat", small=True) + see.px(4)
            paint_amount(painter, row, minor, currency, 15, color="ink_2", bold=False)
            top += see.px(24)
