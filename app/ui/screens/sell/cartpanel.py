"""The cart beside the work zone: head, member, lines, totals and the button that goes on. It never disappears."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from app.domain.cart import CartLine
from app.domain.errors import AppError
from app.domain.quantity import MILLI, Unit
from app.runtime.workplace import Workplace
from app.services.edit import What
from app.ui.screens.sell.banner import MemberBanner, MemberShown
from app.ui.screens.sell.linemodel import LineModel
from app.ui.screens.sell.lines import LineView, tool_row
from app.ui.screens.sell.member_words import shown_text
from app.ui.screens.sell.orderband import OrderBand
from app.ui.screens.sell.paying import pay_obstacle
from app.ui.screens.sell.totals import Totals
from app.ui.screens.sell.words import hint_text, is_english, quantity_text
from app.ui.shell.frame import Frame
from app.ui.shell.goods import pieces_words
from app.ui.theme.look import look
from app.ui.widgets.button import Button, IconButton, PrimaryBar
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.panel import Panel
from app.ui.widgets.stepper import Stepper
from app.ui.widgets.text import Text

#: From this width on there is room for keys on the tools of a line.
_WIDE = 440


class CartPanel(QWidget):
    """The side zone of the sell screen.

    Signals: what the cashier wants done with the cart; the screen does it.
    """

    pay = Signal()
    hold = Signal()
    recall = Signal()
    clear = Signal()
    drawer = Signal()
    edit = Signal(object)  # a `What`
    edit_cart = Signal()
    step = Signal(int)
    remove = Signal()
    chosen = Signal(object)
    shift = Signal()
    member = Signal()

    def __init__(self, place: Workplace, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._cart = place.cart
        self._names: dict[str, str] = {}
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(look().px(frame.side))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        self.of_order = OrderBand()
        self.of_order.given_back.connect(self.hold)
        layout.addWidget(self.of_order)
        layout.addLayout(self._member())
        layout.addSpacing(look().px(8))
        layout.addWidget(self._list(frame), 1)
        layout.addLayout(self._notice())
        self.totals = Totals(place)
        self.totals.clicked.connect(self.edit_cart)
        layout.addWidget(self.totals)
        layout.addLayout(self._foot())
        place.cart.changed.connect(self.refresh)
        place.session.changed.connect(self.refresh)
        place.member.changed.connect(self._tell_member)
        place.cart.added.connect(self.lines.flash)
        place.cart.ended.connect(self.begin)
        self.begin()
        self.refresh()

    # --- parts --------------------------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        px = look().px
        head = QWidget()
        head.setFixedHeight(px(64))
        row = QHBoxLayout(head)
        row.setContentsMargins(px(20), 0, px(8), 0)
        row.setSpacing(0)
        names = QVBoxLayout()
        names.setSpacing(0)
        self._title = Text(self.tr("本筆交易"), 17, bold=True)
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
        self.drawer_button = IconButton("drawer", self.tr("開錢櫃"), "Ctrl+D")
        self.drawer_button.clicked.connect(self.drawer)
        for button in (self.hold_button, self.recall_button, self.clear_button, self.drawer_button):
            row.addWidget(button)
        return head

    def _member(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(look().px(16), 0, look().px(16), 0)
        self.banner = MemberBanner()
        self.banner.removed.connect(self._remove_member)
        self.banner.clicked.connect(self.member)
        self.member_button = Button(self.tr("會員"), "neutral", "F10", "user")
        self.member_button.clicked.connect(self.member)
        row.addWidget(self.banner)
        row.addWidget(self.member_button)
        return row

    def _list(self, frame: Frame) -> QWidget:
        self._model = LineModel(self._cart, self._name, self._place.counter.promotions, self)
        self.lines = LineView(self._model, frame)
        self.lines.chosen.connect(self.chosen)
        self.lines.set_tools(self._tools(frame))
        box = QWidget()
        self._stack = QStackedLayout(box)
        self._stack.addWidget(EmptyState("basket", self.tr("尚無商品"), self.tr("掃描商品條碼，或點選商品開始")))
        self._stack.addWidget(self.lines)
        return box

    def _tools(self, frame: Frame) -> QWidget:
        self.stepper = Stepper()
        self.stepper.stepped.connect(self.step)
        self.stepper.asked.connect(partial(self.edit.emit, What.QUANTITY))
        wide = frame.side >= _WIDE
        discount = Button(self.tr("折扣"), "option", "F7" if wide else "", "percent", "sm")
        discount.clicked.connect(partial(self.edit.emit, What.DISCOUNT))
        price = Button(self.tr("改價"), "option", "F8" if wide else "", "pencil", "sm")
        price.clicked.connect(partial(self.edit.emit, What.PRICE))
        self._remove_button = IconButton("trash", self.tr("移除"), "Del", "danger")
        self._remove_button.clicked.connect(self.remove)
        for button in (discount, price):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line_tools = {What.DISCOUNT: discount, What.PRICE: price}
        return tool_row(self.stepper, discount, price, self._remove_button)

    def _notice(self) -> QHBoxLayout:
        """That nothing can be sold yet, and the way there."""
        px = look().px
        around = QHBoxLayout()
        around.setContentsMargins(px(16), 0, px(16), px(8))
        self.no_shift = Panel("warn")
        row = self.no_shift.row((14, 4, 6, 4), 8)
        row.addWidget(Text(self.tr("尚未開班，開班後才能收款"), 14, tone="warn", wrap=True), 1)
        self._open_shift = Button(self.tr("開班"), size="sm")
        self._open_shift.clicked.connect(self.shift)
        row.addWidget(self._open_shift)
        around.addWidget(self.no_shift)
        return around

    def _foot(self) -> QVBoxLayout:
        px = look().px
        self.primary = PrimaryBar(self.tr("收款"), "F12")
        self.primary.clicked.connect(self.pay)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(16), px(12), px(16), px(16))
        foot.addWidget(self.primary)
        return foot

    # --- what is shown ------------------------------------------------------------------------------------------

    def _name(self, line: CartLine) -> str:
        """A line's name in the window's language; looked up once for each SKU."""
        if not is_english():
            return line.name
        if line.sku not in self._names:
            counter = self._place.counter
            found = counter.catalog().find(line.sku, counter.clock.now())
            self._names[line.sku] = found.product.name_en if found is not None else ""
        return self._names[line.sku] or line.name

    def begin(self) -> None:
        """Another cart is open, or the screen was left for a while: read what no change of a cart changes."""
        reads = self._place.counter.reads()
        head = reads.head()
        self._number = reads.last_receipt(head.epoch if head else 0) + 1
        parked = self._place.parking.count()
        self.recall_button.set_count(parked or None)
        self.recall_button.setEnabled(bool(parked))
        self.has_shift = reads.open_shift() is not None
        self.no_shift.setVisible(not self.has_shift)

    @property
    def number(self) -> str:
        """What the open cart will be called when it is sold: ``#0187``."""
        return f"#{self._number:04d}"

    def refresh(self) -> None:
        """The cart changed."""
        cart = self._cart
        empty = cart.cart.is_empty
        self._stack.setCurrentIndex(0 if empty else 1)
        self._sub.setText(f"{self.number} · {pieces_words(cart)}")
        for button in (self.hold_button, self.clear_button):
            button.setEnabled(not empty)
        self.clear_button.setVisible(not empty)
        self.drawer_button.setVisible(empty)  # between two customers there is nothing to clear
        order = cart.cart.order
        self.of_order.tell("" if order is None else order.code)
        self.hold_button.setVisible(order is None)  # an order's cart goes back to where it waited
        self._tell_member()
        self._tell_tools()
        self.lines.refresh()
        hints = cart.priced.hints
        self.lines.set_hint(hint_text(hints[0], cart.cart.currency, self._place.counter.promotions) if hints else "")
        self.totals.setEnabled(bool(cart.cart.lines))
        self.totals.refresh()
        self._tell_primary(empty=empty)

    def _tell_member(self) -> None:
        member = self._cart.cart.member
        is_order = self._cart.cart.order is not None
        self.member_button.setVisible(member is None and self._place.member.is_known and not is_order)
        if member is None:
            self.banner.tell(None)
            return
        known = self._place.member.card
        zone = self._place.counter.shop.zone
        self.banner.tell(shown_text(known, zone) if known else MemberShown(self.tr("會員"), member.tier))

    def _tell_tools(self) -> None:
        cart = self._cart
        line = next((one for one in cart.cart.lines if one.line_id == cart.selected), None)
        for button in self.line_tools.values():
            button.setEnabled(line is not None)  # goods that come back are changed where they came in
        pieces = line is not None and line.quantity.unit is Unit.PIECE
        self.stepper.set_text(quantity_text(line.quantity) if line is not None else "")
        self.stepper.less.setEnabled(line is not None and pieces and line.quantity.milli > MILLI)
        self.stepper.more.setEnabled(pieces)

    def in_order(self) -> list[QWidget]:
        """What can have the focus, as one goes through it: the lines first, what pays last."""
        tools = [self.stepper.less, self.stepper.more, *self.line_tools.values(), self._remove_button]
        head = [
            self.of_order.button,
            self.hold_button,
            self.recall_button,
            self.clear_button,
            self.drawer_button,
            self.member_button,
            self.banner,
            self.banner.remove_button,
        ]
        return [self.lines, *tools, *head, self._open_shift, self.totals, self.primary]

    def show_editing(self, what: What | None) -> None:
        """Mark the tool whose editor is open, or none."""
        for one, button in self.line_tools.items():
            button.setChecked(one is what)

    def _tell_primary(self, *, empty: bool) -> None:
        cart = self._cart
        reason = pay_obstacle(self._place, has_shift=self.has_shift)
        self.primary.setEnabled(not reason)
        self.primary.setReason(reason)
        self.primary.setText(self.tr("退款") if cart.total < 0 else self.tr("收款"))
        self.primary.set_amount(None if empty else abs(cart.total), cart.cart.currency)

    def _remove_member(self) -> None:
        try:
            self._cart.change(lambda cart: replace(cart, member=None))
        except AppError as error:
            self._place.bridge.failed.emit(error)
