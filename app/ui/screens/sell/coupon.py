"""Coupons in the work zone: a code to type, what is in the cart and on what it stands, what the member has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.runtime.coupon_row import CouponRow
from app.runtime.selling import Work
from app.runtime.workplace import Workplace
from app.services.coupon import InWallet
from app.ui.screens.sell.coupon_rows import EDGE, CartCoupon, WalletCoupon
from app.ui.screens.sell.padpanel import WorkHead
from app.ui.shell.coupon import refusal_words
from app.ui.shell.frame import Frame, Room
from app.ui.shell.plural import counted
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.field import Field, Typing
from app.ui.widgets.finger import scroll_by_finger
from app.ui.widgets.panel import SectionTitle, hairline

_ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class CouponPanel(QFrame):
    """The work zone while coupons are looked at.

    The arrows choose among the member's that can be used, while the field keeps the focus; Enter uses what is typed,
    else what is chosen. Nothing is chosen before an arrow said so: Enter pressed twice uses no second one.

    Attributes:
        wallet: the rows of what the member has.

    Signals:
        closed: the way out.
        refilled: other rows are there to be reached.
    """

    closed = Signal()
    refilled = Signal()

    def __init__(self, place: Workplace, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place, self._coupons = place, place.coupons
        self._shown: tuple[tuple[CouponRow, ...], tuple[InWallet, ...]] | None = None
        self.wallet: list[WalletCoupon] = []
        self.setProperty("kind", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = WorkHead(low=frame.room <= Room.COMPACT)
        self.head.button.setText(self.tr("關閉"))
        self.head.closed.connect(self.closed)
        column.addWidget(self.head)
        column.addWidget(hairline())
        column.addLayout(self._entry())
        column.addWidget(self._list(), 1)
        self._coupons.changed.connect(self.refresh)
        self._coupons.refused.connect(self._refused)

    def _entry(self) -> QHBoxLayout:
        px = look().px
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(16), px(20), px(8))
        row.setSpacing(px(8))
        self.field = Field(self.tr("掃描或輸入優惠券代碼"), self.tr("優惠券代碼"), "coupon", typing=Typing.CODE)
        self.field.returnPressed.connect(self._enter)
        self.field.textChanged.connect(self._typed)
        self.field.edit.installEventFilter(self)
        row.addWidget(self.field, 1, Qt.AlignmentFlag.AlignTop)
        self.use_button = Button(self.tr("使用"), "primary", "Enter")
        self.use_button.clicked.connect(self._enter)
        self.use_button.setEnabled(False)
        row.addWidget(self.use_button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _list(self) -> QScrollArea:
        px = look().px
        content = QWidget()
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(px(20 - EDGE), px(4), px(20 - EDGE), px(16))
        self._rows.setSpacing(0)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName(self.tr("優惠券"))
        self._area.setWidget(content)
        scroll_by_finger(self._area)
        return self._area

    # --- what is shown --------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show them as they are now; the field listens."""
        self.refresh()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what there is, unless it is as before or nobody looks."""
        if self._place.selling.work is not Work.COUPON:
            return
        now = (self._coupons.rows(), self._coupons.wallet())
        if now == self._shown:
            return
        self._shown = now
        rows, wallet = now
        count = sum(one.basis is not None for one in rows)
        facts = counted(self.tr("本筆 {} 張"), count) if count else self.tr("本筆尚未使用優惠券")
        self.head.tell("", self.tr("優惠券"), facts)
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self._area.isAncestorOf(focus)
        self._clear()
        self.wallet = [self._wallet_row(one) for one in wallet]
        self._offer()
        if not rows and not wallet:
            hint = self.tr("掃描客人出示的優惠券，或輸入代碼")
            self._rows.addWidget(EmptyState("coupon", self.tr("沒有優惠券"), hint), 1)
        else:
            self._fill(self.tr("本筆交易"), [self._cart_row(one) for one in rows])
            self._fill(self.tr("會員的優惠券"), self.wallet)
            self._rows.addStretch(1)
        if had_focus:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refilled.emit()

    def _fill(self, title: str, rows: Sequence[QWidget]) -> None:
        if not rows:
            return
        self._rows.addSpacing(look().px(8))
        head = SectionTitle(title)
        head.setContentsMargins(look().px(EDGE), 0, look().px(EDGE), 0)
        self._rows.addWidget(head)
        self._rows.addSpacing(look().px(4))
        for row in rows:
            self._rows.addWidget(row)
            self._rows.addWidget(hairline())

    def _clear(self) -> None:
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _cart_row(self, one: CouponRow) -> CartCoupon:
        row = CartCoupon(one, self._place.cart.cart.currency)
        row.removed.connect(self._remove)
        return row

    def _wallet_row(self, one: InWallet) -> WalletCoupon:
        row = WalletCoupon(one, self._place.counter.shop.zone)
        row.used.connect(self._use)
        return row

    # --- choosing -------------------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> WalletCoupon | None:
        return next((one for one in self.wallet if one.is_chosen), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The arrows choose among the member's."""
        is_key = watched is self.field.edit and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in _ARROWS:
            self._walk(_ARROWS[Qt.Key(event.key())])
            return True
        return False

    def _walk(self, step: int) -> None:
        """Choose the one below or above, as far as there is one that can be used."""
        able, chosen = [one for one in self.wallet if one.is_able], self._chosen
        if not able:
            return
        there = able.index(chosen) + step if chosen is not None else 0
        self._choose(able[max(0, min(len(able) - 1, there))])

    def _choose(self, row: WalletCoupon | None) -> None:
        for one in self.wallet:
            one.choose(one is row)
        if row is not None:
            if self.field.text():
                self.field.setText("")
            self._area.ensureWidgetVisible(row, 0, look().px(8))
        self._offer()

    def _typed(self, text: str) -> None:
        self.field.set_error()
        if text.strip():
            self._choose(None)
        self._offer()

    def _offer(self) -> None:
        """The button is for what is typed; a coupon that is chosen has the key on its own."""
        self.use_button.setEnabled(bool(self.field.text().strip()))

    # --- acts -----------------------------------------------------------------------------------------------------

    def _enter(self) -> None:
        text, chosen = self.field.text().strip(), self._chosen
        if text:
            self.field.setText("")
            self._use(text)
        elif chosen is not None:
            self._use(chosen.code)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _use(self, code: str) -> None:
        try:
            if not self._coupons.offer(code):
                self._coupons.take(code)  # says that nobody knows it
        except AppError as error:
            self._place.bridge.failed.emit(error)

    def _remove(self, code: str) -> None:
        try:
            self._coupons.remove(code)
        except AppError as error:
            self._place.bridge.failed.emit(error)

    def _refused(self, row: CouponRow) -> None:
        if self._place.selling.work is Work.COUPON:
            self.field.set_error(refusal_words(row))
