"""The pay screen: what is due, what it is paid with, what comes back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.approval import Approval
from app.domain.errors import UserError
from app.domain.payment import Entry, Field
from app.domain.tender import TenderKind
from app.runtime.workplace import Workplace
from app.ui.screens.pay.abandon import ask_abandon
from app.ui.screens.pay.column import QUICK, TenderColumn
from app.ui.screens.pay.payer import welcome_payer
from app.ui.screens.pay.side import Side
from app.ui.screens.pay.summary import Summary, summary_panel
from app.ui.screens.pay.void import ask_remove, void_paid
from app.ui.screens.pay.words import told_ways
from app.ui.shell.approval import ask_approval
from app.ui.shell.deaf import deaf_moment
from app.ui.shell.frame import PAD, Frame, Room
from app.ui.shell.host import Host
from app.ui.shell.screen import Screen
from app.ui.theme.look import look

#: Widths of the summary where there is room for it, and where there is little.
SUMMARY, SUMMARY_NARROW = 328, 220
_ERASERS = {Qt.Key.Key_Backspace: "back", Qt.Key.Key_Delete: "clear"}


class PayScreen(Screen):
    """Take a payment, or pay one out. Where only one zone has room the summary stands over the papers."""

    tab = "sell"

    def __init__(self, place: Workplace, host: Host, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(place, host, frame, parent)
        self._is_shown = self._told = False
        px = look().px
        low = frame.room is Room.DRAWER
        self.summary = Summary(place, narrow=frame.room <= Room.COMPACT, small=low)
        self.summary.back.connect(self.back)
        self.summary.removed.connect(self._remove)
        self.summary.voided.connect(self._void)
        self.summary.abandoned.connect(self._abandon)
        self.column = TenderColumn(place, low=low)
        self.column.tiles.chosen.connect(self._choose)
        narrow = frame.room is Room.COMPACT
        self.side = Side(place, low=low, narrow=narrow, above=self.summary if low else None)
        self.side.accepted.connect(self._press)
        self.deaf = deaf_moment(self)
        self._prefilled: Entry | None = None
        self.side.settled.connect(self.column.focus_field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        pad = px(PAD)
        if not low:
            panel = summary_panel(self.summary)
            panel.setFixedWidth(px(SUMMARY_NARROW if frame.room is Room.COMPACT else SUMMARY))
            self.side.setFixedWidth(px(frame.side))
            left = QVBoxLayout()
            left.setContentsMargins(pad, pad, 0, pad)
            left.addWidget(panel)
            row.addLayout(left)
        middle = QVBoxLayout()
        middle.setContentsMargins(pad, px(4) if low else pad, pad, px(4) if low else pad)
        middle.addWidget(self.column)
        row.addLayout(middle, 6)
        row.addWidget(self.side, 5)
        self._keys()
        place.payment.changed.connect(self._changed)
        place.fiscal.changed.connect(self._changed)
        place.session.changed.connect(self._who)
        place.preferences.changed.connect(self._changed)

    def _keys(self) -> None:
        for place, kind in enumerate(self.place.payment.kinds):
            self.key(f"F{place + 1}", partial(self._choose, kind))
        for place in range(QUICK):
            self.key(f"Alt+{place + 1}", partial(self._quick, place))
        if self.side.papers.options is not None:
            self.key("F9", self.place.fiscal.turn)
        self.key("F7", self._abandon)
        self.key("F8", self._void)
        self.key("F12", self._press)
        for key in ("Return", "Enter"):
            self.key(key, self._accept)

    def entered(self) -> None:
        """Begin with what the cart costs now; typing goes to the amount."""
        if self.place.cart.cart.is_empty:
            self.host.go("complete" if self.place.payment.is_untold else "sell")
            return
        came, self._is_shown = not self._is_shown, True
        self._block()
        self.place.payment.begin()
        if came:
            self._prefilled = self.place.payment.entry
            self.deaf.start()
        self.column.focus_field()

    def _block(self) -> None:
        """Say why nothing can be completed by who is here, or at all."""
        place = self.place
        sells = place.session.may_sell or not place.cart.cart.lines
        if place.counter.reads().open_shift() is None:
            self.side.block(self.tr("尚未開班"))
        else:
            self.side.block("" if sells else self.tr("換收銀員登入才能收款"))

    def _who(self) -> None:
        """Somebody else took the counter over."""
        if self._is_shown:
            self._block()
            self._changed()

    def left(self) -> None:
        """Another screen is shown; what was typed waits."""
        self._is_shown = False
        self.deaf.stop()

    def _changed(self) -> None:
        if self._is_shown:
            fresh = self.summary.refresh()
            self.column.refresh()
            self.side.refresh(self.column.said())
            if fresh:
                self.arrange()
        if self._told and not self.place.payment.has_taken:
            self._told = False
            self.host.hush()  # nothing keeps the cart any more

    # --- acts ---------------------------------------------------------------------------------------------------

    def _choose(self, kind: TenderKind) -> None:
        provider = self.place.payment.providers.get(kind)
        if provider is not None and provider.obstacle():
            return
        self.place.payment.choose(kind)
        self.column.focus_field()

    def _quick(self, place: int) -> None:
        minor = self.column.quick.amount(place)
        if minor is not None:
            self.place.payment.fill(minor)

    def _press(self) -> None:
        """F12, or the button: in the very place of those that led here, so a second press of them is not meant."""
        if not (self.deaf.isActive() and self.place.payment.entry == self._prefilled):
            self._accept()

    def _accept(self) -> None:
        if self.side.primary.isEnabled() and self.column.doubt():
            self.host.cue("rejected")
        elif self.side.primary.isEnabled():
            self.guarded(self._allowed)
            self.column.focus_field()
        else:
            self.column.miss()

    def _allowed(self) -> None:
        """Take what is typed, once somebody allowed it where money goes back otherwise than it came."""
        payment = self.place.payment
        request = None if payment.is_busy else payment.otherwise()
        if request is None:
            payment.accept()
            return
        told = told_ways(payment, self.place.counter.shop.currency)
        ask_approval(self.host, self.place, request, self._pay_allowed, told=told, waits=payment.wait)

    def _pay_allowed(self, _: Approval | None) -> None:
        self.guarded(self.place.payment.accept)

    def _remove(self, tender_id: str) -> None:
        """Give a tender back: cash at one touch; a card's once its terminal cancelled it."""
        payment = self.place.payment
        tender = next((one for one in payment.payment.tenders if one.tender_id == tender_id), None)
        if tender is None or payment.is_busy:
            return
        if tender.kind is TenderKind.CARD:
            self.guarded(payment.need_answer)
            ask_remove(self, tender, lambda reason: payment.remove(tender_id, reason))
            return
        self.guarded(lambda: payment.remove(tender_id))
        self.column.focus_field()

    def back(self) -> bool:
        """To the cart, unless money lies on the counter for it: that is given back first, or the sale completed."""
        is_order = self.place.cart.cart.order is not None
        if self.place.payment.leave():
            self.host.go("handover" if is_order else "sell")
        elif self.place.payment.asked is not None:
            self.guarded(self.place.payment.need_answer)
        elif not self.place.payment.is_busy:
            void = self.tr("作廢交易")
            self.host.toast(self.tr("已收款項先移除，才能返回購物車"), "warn", void, self._void)
            self._told = True
        return True

    def _void(self) -> None:
        """The customer leaves: what was taken goes back, and the cart is cancelled."""
        if self.place.payment.has_taken and not self.place.payment.is_busy:
            self.guarded(lambda: void_paid(self))

    def _abandon(self) -> None:
        """A provider does not answer: the cart goes on without what it was asked for, once somebody allowed that."""
        if self.place.payment.may_abandon:
            self.guarded(lambda: ask_abandon(self))
        elif self.place.payment.asked is not None:
            self.guarded(self.place.payment.need_answer)

    # --- typing -------------------------------------------------------------------------------------------------

    def take_receipt(self, code: str) -> bool:
        """Goods come back: not into a cart that money was taken for."""
        del code
        return self._holds_still()

    def claims(self, code: str) -> bool:
        """A code of a provider's own, or of the fiscal document."""
        desk = self.place.fiscal.desk
        return bool(desk is not None and desk.recognises(code)) or self._kind_of(code) is not None

    def _kind_of(self, code: str) -> TenderKind | None:
        """What a code pays with here and now; points that go back are their payer's, whose code is not asked for."""
        payment = self.place.payment
        if payment.asked is not None:
            return None
        able = (kind for kind, one in payment.providers.items() if one.recognises(code) and not one.obstacle())
        back = payment.payment.total < 0
        return next((kind for kind in able if not (back and kind is TenderKind.POINTS)), None)

    def scanned(self, code: str) -> bool:
        """A code of a provider's own is its reference; goods go into the cart while nothing was taken yet."""
        fiscal = self.place.fiscal
        if fiscal.desk is not None and (name := fiscal.desk.recognises(code)):
            fiscal.choose(name, code)
            self.host.cue("accepted" if fiscal.problem is None else "rejected")
            return True
        kind = self._kind_of(code)
        if kind is None:
            return self._holds_still()
        if self.guarded(partial(self._pay_by, kind, code)):
            self.host.cue("accepted")
        return True

    def _pay_by(self, kind: TenderKind, code: str) -> None:
        """Pay with what was scanned."""
        welcome_payer(self.place, code)
        self._choose(kind)
        self.place.payment.refer(code)

    def _holds_still(self) -> bool:
        """Whether money keeps the cart from changing, which is told; else the payment is left for the cart."""
        payment = self.place.payment
        if payment.has_taken or payment.is_busy:
            code = "cart.being_paid" if payment.is_busy else "cart.part_paid"
            if self.guarded(payment.need_answer):
                self.host.refused(UserError(code))
            self._told = payment.has_taken
            return True
        payment.leave()
        return False

    def typed(self, text: str) -> bool:
        """Figures go to the amount, anything to a reference."""
        if self.place.payment.entry.field is Field.AMOUNT and not (text.isdigit() or text == "."):
            return False
        self.place.payment.press(text)
        self.column.focus_field()  # or Enter would press the button that has the focus
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Typing goes where it is turned to, whatever has the focus."""
        eraser = _ERASERS.get(Qt.Key(event.key()))
        if eraser is not None:
            self.place.payment.press(eraser)
        elif not (event.text().isprintable() and event.text().strip() and self.typed(event.text())):
            super().keyPressEvent(event)
