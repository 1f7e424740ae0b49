"""The right of the pay screen: papers, what is being paid for, the change, and the button that goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.money import Currency
from app.domain.payment import Ahead, Does
from app.domain.tender import TenderKind
from app.runtime.payment import OpenPayment
from app.runtime.void import VoidablePayment
from app.runtime.workplace import Workplace
from app.services.ports import OpenRequest
from app.ui.screens.pay.change import Change, ChangeBlock
from app.ui.screens.pay.goods import GoodsList
from app.ui.screens.pay.papers import Papers
from app.ui.screens.pay.words import reference_name, tender_name
from app.ui.screens.sell.member_words import tier_text
from app.ui.shell.errors import sentence
from app.ui.theme.look import look
from app.ui.widgets.button import PrimaryBar
from app.ui.widgets.money import MINUS, digits_text
from app.ui.widgets.panel import hairline
from app.ui.widgets.text import Text


class Notes(QWidget):
    """The member and the note of the cart, where there are any."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(8), 0, 0)
        column.setSpacing(px(4))
        self._member, self._note = Text("", 14, tone="ink_2", elide=True), Text("", 14, tone="ink_2", elide=True)
        column.addWidget(self._member)
        column.addWidget(self._note)

    def refresh(self) -> None:
        """Show them."""
        cart = self._place.cart.cart
        member = cart.member
        known = self._place.member.card
        called = known.name if known is not None else member.member_id if member is not None else ""
        tier = tier_text(known) if known is not None else member.tier if member is not None else ""
        self._member.setText(self.tr("會員 {} {}").format(called, tier).strip() if member else "")
        self._note.setText(self.tr("備註 {}").format(cart.note.strip()) if cart.note.strip() else "")
        for text in (self._member, self._note):
            text.setVisible(bool(text.text()))
        self.setVisible(bool(self._member.text() or self._note.text()))


class Side(QWidget):
    """The side zone.

    Args:
        above: what stands at its top where there is no room for it elsewhere.
        low: everything less high.
        narrow: options less high.

    Signals:
        accepted: the primary was pressed.
        settled: what was typed for a paper is complete.
    """

    accepted = Signal()
    settled = Signal()

    def __init__(
        self,
        place: Workplace,
        *,
        low: bool,
        narrow: bool = False,
        above: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._place = place
        self._blocked = ""
        px = look().px
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(1), 0, 0, 0)
        column.setSpacing(0)
        if above is not None:
            column.addWidget(above, 1)
        self.papers = Papers(place, low=low, high=52 if narrow else 60)
        self.papers.settled.connect(self.settled)
        column.addWidget(self.papers)
        self.notes, self.goods = Notes(place, self), GoodsList(place, self)
        self._has_middle = above is None and self.papers.options is None
        self.notes.setVisible(self._has_middle)
        self.goods.setVisible(self._has_middle)
        if self._has_middle:
            column.addLayout(self._middle(), 1)
        elif above is None:
            column.addStretch(1)
        column.addLayout(self._foot(low=low))

    def _foot(self, *, low: bool) -> QVBoxLayout:
        px = look().px
        self.change = ChangeBlock(low=low)
        self.primary = PrimaryBar(self.tr("完成收款"), "Enter")
        self.primary.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.primary.clicked.connect(self.accepted)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(16), px(8 if low else 12), px(16), px(16))
        foot.setSpacing(px(8 if low else 12))
        foot.addWidget(self.change)
        foot.addWidget(self.primary)
        return foot

    def _middle(self) -> QVBoxLayout:
        px = look().px
        middle = QVBoxLayout()
        middle.setContentsMargins(px(20), px(8), px(20), 0)
        middle.setSpacing(0)
        middle.addWidget(hairline())
        middle.addWidget(self.notes)
        middle.addWidget(self.goods, 1)
        return middle

    def block(self, reason: str) -> None:
        """Say why nothing can be completed now, whatever is typed; empty when it can."""
        self._blocked = reason

    def refresh(self, obstacle: str) -> None:
        """Show the payment as it stands.

        Args:
            obstacle: why Enter would do nothing, in words.
        """
        payment, ahead = self._place.payment, self._place.payment.ahead
        currency = payment.payment.currency
        self.papers.refresh()
        if self._has_middle:
            self.notes.refresh()
            self.goods.refresh()
        if payment.asked is not None:
            self._refresh_asked(payment, payment.asked, currency)
            return
        self.change.show_change(self._change(payment, ahead, currency))
        taking = ahead.does is Does.TAKE
        refers = ahead.does is Does.REFER
        asks = reference_name(payment.entry.kind, payment.providers)
        self.primary.setText(self.tr("接著輸入{}").format(asks) if refers else self._verb(payment, taking=taking))
        self.primary.set_amount(payment.entry.size(payment.payment) if taking else None, currency)
        reason = self._blocked or (obstacle if ahead.does is Does.NOTHING else "")
        if not reason and ahead.does is Does.COMPLETE and self._place.fiscal.problem is not None:
            asks = self._place.fiscal.asks
            reason = self.tr("輸入{}").format(asks) if asks else sentence(self._place.fiscal.problem)
        self.primary.setReason(reason)
        self.primary.setEnabled(not reason)

    def _refresh_asked(self, payment: VoidablePayment, asked: OpenRequest, currency: Currency) -> None:
        """Show that a provider has not answered; it can be asked again, and nothing else goes on."""
        name = tender_name(TenderKind(asked.kind), payment.providers)
        word = self.tr("確認退款中") if asked.gives_back else self.tr("確認付款中")
        self.change.show_change(Change(word, abs(asked.amount), currency))
        self.primary.setText(self.tr("再詢問"))
        self.primary.set_amount(None, currency)
        reason = self.tr("等候回覆") if payment.is_busy else ""
        if payment.provider is None:
            reason = self.tr("{}未啟用").format(name)
        self.primary.setReason(reason)
        self.primary.setEnabled(not reason)

    def _verb(self, payment: OpenPayment, *, taking: bool) -> str:
        total = payment.payment.total
        if total == 0:
            return self.tr("完成交易")
        if total < 0:
            return self.tr("先退") if taking else self.tr("完成退款")
        return self.tr("先收") if taking else self.tr("完成收款")

    def _change(self, payment: OpenPayment, ahead: Ahead, currency: Currency) -> Change:
        paid, entry = payment.payment, payment.entry
        cash = entry.kind is TenderKind.CASH
        due = abs(paid.cash_due if cash else paid.remaining)
        size = 0 if paid.is_settled else entry.size(paid)
        done = ahead.does is Does.COMPLETE
        if done and (ahead.change or (cash and paid.total > 0)):
            handed, left = self._handed(payment, size, due)
            formula = f"{digits_text(handed, currency)} {MINUS} {digits_text(left, currency)}"
            return Change(self.tr("找零"), ahead.change, currency, formula, done=True)
        if done and paid.total < 0:
            notes = sum(-one.amount for one in paid.tenders if one.kind is TenderKind.CASH) + size if cash else 0
            if notes:  # what leaves the drawer, whatever else went back beside it
                return Change(self.tr("退還現金"), notes, currency, done=True)
            given = sum(abs(one.amount) for one in paid.tenders) + size
            return Change(self.tr("退款"), given, currency, done=True)
        name = tender_name(entry.kind, payment.providers)
        if done and paid.is_settled:
            return Change(self.tr("尚餘") if paid.tenders else self.tr("不需收款"), 0, currency, done=True)
        if not cash and size == due and size:
            return Change(name, size, currency, done=done)
        formula = f"{digits_text(due, currency)} {MINUS} {digits_text(size, currency)}" if 0 < size < due else ""
        word = self.tr("尚待退") if paid.total < 0 else self.tr("尚餘")
        return Change(word, max(0, due - size) if size < due else due, currency, formula)

    def _handed(self, payment: OpenPayment, size: int, due: int) -> tuple[int, int]:
        """What is handed over in cash, and what is due of it."""
        paid = payment.payment
        if not paid.is_settled:
            return size, due
        cash = [one for one in paid.tenders if one.change] or list(paid.tenders[-1:])
        return sum(one.tendered for one in cash), sum(one.amount for one in cash)
