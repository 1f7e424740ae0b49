"""What is due and what was taken of it: the left of the pay screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.tender import TenderKind
from app.runtime.payment import OpenPayment
from app.runtime.workplace import Workplace
from app.ui.screens.pay.tenders import Shown, TenderList
from app.ui.screens.pay.words import tender_icon, tender_name
from app.ui.shell.goods import pieces_words
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.money import MINUS, AmountLabel, digits_text
from app.ui.widgets.panel import Panel, hairline
from app.ui.widgets.text import Text


class Sums(QWidget):
    """What was taken altogether, and what remains after what is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(14), px(20), px(16))
        column.setSpacing(px(4))
        self.taken, self.remaining = AmountLabel(17, bold=False, color="ink_2"), AmountLabel(20)
        self.rounding = Text("", 15, tone="ink_2")
        self._taken_word, self._remaining_word = Text("", 15, tone="ink_2"), Text("", 15)
        self._rounding_row = QWidget()
        column.addLayout(_row(self._taken_word, self.taken))
        rounding = _row(Text(self.tr("現金捨入"), 15, tone="ink_2"), self.rounding)
        rounding.setContentsMargins(0, 0, 0, 0)
        self._rounding_row.setLayout(rounding)
        column.addWidget(self._rounding_row)
        column.addLayout(_row(self._remaining_word, self.remaining))

    def refresh(self, payment: OpenPayment) -> None:
        """Show the payment as it stands, with what is typed."""
        paid, ahead = payment.payment, payment.ahead
        currency, back = paid.currency, paid.total < 0
        self._taken_word.setText(self.tr("已退合計") if back else self.tr("已收合計"))
        self._remaining_word.setText(self.tr("尚待退") if back else self.tr("尚餘"))
        taken = sum(abs(one.tendered) for one in paid.tenders)
        typed = 0 if paid.is_settled or payment.asked is not None else payment.entry.size(paid)
        due = abs(paid.cash_due if payment.entry.kind is TenderKind.CASH else paid.remaining)
        self.taken.set_amount(taken + typed, currency)
        self.remaining.set_amount(max(0, due - typed), currency)
        self._rounding_row.setVisible(bool(ahead.rounding))
        sign = MINUS if ahead.rounding < 0 else "+"
        self.rounding.setText(sign + digits_text(abs(ahead.rounding), currency))


def _row(word: QWidget, figure: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(word)
    row.addStretch(1)
    row.addWidget(figure)
    return row


class Due(QWidget):
    """What is to be paid, large, with what it is for in one line below.

    Args:
        small: beside the way back, where there is little room.
    """

    def __init__(self, *, small: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = look().px
        left = Qt.AlignmentFlag.AlignLeft
        self._word, self._sub = Text("", 15, tone="ink_2"), Text("", 14, tone="ink_3", elide=True)
        if small:
            self._word.setFont(look().font(13))
            self._amount = AmountLabel(20, smaller=(17, 15))
            below = QVBoxLayout(self)
            below.setContentsMargins(px(12), 0, px(16), 0)
            below.setSpacing(0)
            below.addWidget(self._word, 0, Qt.AlignmentFlag.AlignRight)
            below.addWidget(self._amount)
            return
        self._amount = AmountLabel(56, align=left, smaller=(44, 36, 28))
        self._amount.setFixedHeight(px(68))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(17), px(20), px(13))
        column.setSpacing(0)
        column.addWidget(self._word)
        column.addWidget(self._amount)
        column.addWidget(self._sub)

    def refresh(self, place: Workplace) -> None:
        """Show what the open cart costs."""
        cart, total = place.cart, place.payment.payment.total
        self._word.setText(self._title(total, exchange=bool(cart.cart.returns)))
        self._amount.set_amount(abs(total), cart.cart.currency)
        parts = [pieces_words(cart)]
        if cart.cart.member is not None:
            known = place.member.card
            parts.append(known.name if known else self.tr("會員 {}").format(cart.cart.member.member_id))
        off = sum(one.amount for line in cart.priced.lines for one in line.reductions)
        if off > 0:
            parts.append(self.tr("已折 {}").format(digits_text(off, cart.cart.currency)))
        self._sub.setText(" · ".join(parts))

    def _title(self, total: int, *, exchange: bool) -> str:
        if total < 0:
            return self.tr("應退")
        if total == 0 and exchange:
            return self.tr("等值換貨")
        return self.tr("應收")


class Summary(QWidget):
    """Back to the cart, what is due, the tenders so far, the sums.

    Signals:
        back: the way back to the cart was touched.
        removed: a tender is to be given back, by its id.
        voided: the sale is to be cancelled, whatever was taken for it.
        abandoned: what a provider does not answer is to be left to the books.
    """

    back = Signal()
    removed = Signal(str)
    voided = Signal()
    abandoned = Signal()

    def __init__(self, place: Workplace, *, narrow: bool, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(px(8), px(4), px(4), px(4))
        self._back = Button(self.tr("返回購物車"), "quiet", "Esc", "back", "sm")
        self._back.clicked.connect(self.back)
        self._back.set_style(px=15)
        self._void = Button(self.tr("作廢交易"), "danger", "F8", "trash", "sm")
        self._void.clicked.connect(self.voided)
        self._abandon = Button(self.tr("無法確認"), "danger", "F7", "warning", "sm")
        self._abandon.clicked.connect(self.abandoned)
        self.due = Due(small=small)
        self._caption = Text("", 13, bold=True, tone="ink_3")
        self._caption.setContentsMargins(px(20), px(14), px(20), px(6))
        self.tenders = TenderList(narrow=narrow)
        self.tenders.removed.connect(self.removed)
        self.sums = Sums()
        head.addWidget(self._back)
        head.addWidget(self._void)
        head.addWidget(self._abandon)
        column.addLayout(head)
        column.addWidget(hairline())
        if small:  # the change block says what remains
            head.addWidget(self.due, 1)
            column.addWidget(self.tenders, 1)
            return
        head.addStretch(1)
        column.addWidget(self.due)
        column.addWidget(hairline())
        column.addWidget(self._caption)
        column.addWidget(self.tenders, 1)
        column.addWidget(hairline())
        column.addWidget(self.sums)

    def refresh(self) -> bool:
        """Show the payment as it stands. True where there are controls that were not there before."""
        payment = self._place.payment
        back = payment.payment.total < 0
        self._back.setVisible(not payment.has_taken)  # there is no way back from money on the counter but these
        self._void.setVisible(payment.has_taken and not payment.may_abandon)
        self._void.setEnabled(not payment.is_busy and payment.asked is None)
        self._abandon.setVisible(payment.may_abandon)
        self.due.refresh(self._place)
        rows = self._rows(payment)
        self._caption.setText(self._said(payment, back=back) if not rows else self._taken(back=back))
        fresh = self.tenders.show_tenders(rows)
        self.sums.refresh(payment)
        return fresh

    def _taken(self, *, back: bool) -> str:
        return self.tr("已退款項") if back else self.tr("已收款項")

    def _said(self, payment: OpenPayment, *, back: bool) -> str:
        """What stands in place of the tenders while there is none."""
        if payment.payment.is_settled:
            return self.tr("不需收款")
        return self.tr("尚未退款") if back else self.tr("尚未收款")

    def _rows(self, payment: OpenPayment) -> list[Shown]:
        paid, providers, asked = payment.payment, payment.providers, payment.asked
        rows = []
        for one in paid.tenders:
            if asked is not None and one.tender_id == asked.tender_id:
                continue
            provider = providers.get(one.kind)
            sub = provider.detail(one) if provider else one.reference
            icon, name = tender_icon(one.kind, providers), tender_name(one.kind, providers)
            is_fixed = one.kind is TenderKind.PREPAID
            rows.append(Shown(one.tender_id, icon, name, sub, abs(one.tendered), paid.currency, is_fixed))
        if asked is not None:
            kind = TenderKind(asked.kind)
            icon, name = tender_icon(kind, providers), tender_name(kind, providers)
            rows.append(Shown("", icon, name, self.tr("確認中"), abs(asked.amount), paid.currency))
            return rows
        size = payment.entry.size(paid)
        if not paid.is_settled and size:
            kind = payment.entry.kind
            icon, name = tender_icon(kind, providers), tender_name(kind, providers)
            rows.append(Shown("", icon, name, self.tr("輸入中"), size, paid.currency))
        return rows


def summary_panel(summary: Summary) -> Panel:
    """The summary in a panel of its own."""
    panel = Panel()
    column = panel.column((0, 0, 0, 0), 0)
    one = look().px(1)
    column.setContentsMargins(one, one, one, one)
    column.addWidget(summary)
    return panel
