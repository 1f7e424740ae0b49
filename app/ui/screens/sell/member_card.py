"""The card of the cart's member: points, coupons, birthday, what was bought before, what was agreed to."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.member import Consent, MemberCard
from app.runtime.member_recent import Recent
from app.runtime.workplace import Workplace
from app.ui.screens.sell.member_words import (
    birthday_text,
    consent_text,
    copy_text,
    is_birthday_near,
    points_text,
    purchase_text,
    tier_text,
)
from app.ui.shell.frame import Frame, Room
from app.ui.shell.plural import counted
from app.ui.shell.zones import scrolled
from app.ui.theme.look import look
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import Button
from app.ui.widgets.check import CheckRow
from app.ui.widgets.money import money_text
from app.ui.widgets.panel import KeyValueRow, Panel, SectionTitle, hairline
from app.ui.widgets.text import Text

#: So many purchases are shown, by how much room there is.
_SHOWN = {Room.WIDE: 5, Room.NORMAL: 4}
_FEW = 3
#: What can be agreed to and taken back at the counter; who wants to be no member any more says so at the centre.
_ASKED = (Consent.OFFERS, Consent.PROFILE)


class CardPage(QWidget):
    """Shows the member of the open cart.

    Signals:
        coupons: the member's coupons are asked for.
        removed: the member leaves the cart.
        another: another one is looked for.
        closed: it was read.
    """

    coupons = Signal()
    removed = Signal()
    another = Signal()
    closed = Signal()

    def __init__(self, place: Workplace, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place, self._members = place, place.member
        self._most = _SHOWN.get(frame.room, _FEW)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inside = QWidget()
        self._body = QVBoxLayout(inside)
        px = look().px
        self._body.setContentsMargins(px(20), px(16), px(20), px(12))
        self._body.setSpacing(px(12))
        self._body.addLayout(self._badges())
        self._body.addLayout(self._figures())
        self._body.addWidget(SectionTitle(self.tr("最近消費")))
        self._bought = QVBoxLayout()
        self._bought.setSpacing(0)
        self._body.addLayout(self._bought)
        self._body.addLayout(self._agreed())
        self._body.addStretch(1)
        column.addWidget(scrolled(inside), 1)
        column.addWidget(hairline())
        column.addLayout(self._foot())

    def _badges(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        self._tier = Badge("", "wheat")
        self._birthday = Badge("")
        self._copy = Badge("", "outline", "clock")
        for badge in (self._tier, self._birthday, self._copy):
            row.addWidget(badge)
        row.addStretch(1)
        return row

    def _figures(self) -> QHBoxLayout:
        px = look().px
        row = QHBoxLayout()
        row.setSpacing(px(12))
        points = Panel(kind="inset")
        inside = points.column((16, 10, 16, 10), 0)
        inside.addWidget(Text(self.tr("點數"), 13, tone="ink_3"))
        self._points = Text("", 24, bold=True)
        inside.addWidget(self._points)
        row.addWidget(points, 1)
        coupons = Panel(kind="inset")
        beside = coupons.row((16, 10, 10, 10), 8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(self.tr("可用優惠券"), 13, tone="ink_3"))
        self._coupons = Text("", 24, bold=True)
        words.addWidget(self._coupons)
        beside.addLayout(words, 1)
        self.coupon_button = Button(self.tr("優惠券"), "neutral", "F11", "coupon", "sm")
        self.coupon_button.clicked.connect(self.coupons)
        beside.addWidget(self.coupon_button)
        row.addWidget(coupons, 1)
        return row

    def _agreed(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        self.checks = {one: CheckRow(consent_text(one)[0], sub=consent_text(one)[1]) for one in _ASKED}
        for one, check in self.checks.items():
            check.clicked.connect(partial(self._agree, one))
            column.addWidget(check)
        return column

    def _foot(self) -> QHBoxLayout:
        px = look().px
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(12), px(20), px(12))
        row.setSpacing(px(8))
        self.remove_button = Button(self.tr("移除會員"), "danger", "", "x", "lg")
        self.remove_button.clicked.connect(self.removed)
        self.another_button = Button(self.tr("更換會員"), "neutral", "F10", "swap", "lg")
        self.another_button.clicked.connect(self.another)
        row.addWidget(self.remove_button)
        row.addWidget(self.another_button)
        row.addStretch(1)
        self.done_button = Button(self.tr("完成"), "primary", "Enter", size="lg")
        self.done_button.clicked.connect(self.closed)
        row.addWidget(self.done_button)
        return row

    def begin(self) -> None:
        """Enter goes on."""
        self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes on, unless the keys brought the focus to a button."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _agree(self, one: Consent) -> None:
        self._members.agree(one, agrees=self.checks[one].isChecked())

    # --- what is shown ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Another member, or something of this one is other than before."""
        card = self._members.card
        counter = self._place.counter
        now, zone = counter.clock.now(), counter.shop.zone
        self._points.setText("–" if card is None else points_text(card.points))
        self._coupons.setText("–" if card is None else counted(self.tr("{} 張"), card.coupons))
        self.coupon_button.setVisible(self._place.coupons.is_known)
        self._show(self._tier, tier_text(card) if card is not None else "")
        birthday = birthday_text(card, now, zone) if card is not None else ""
        near = card is not None and is_birthday_near(card, now, zone)
        self._birthday.set_badge(birthday, "wheat" if near else "neutral", "gift" if near else "calendar")
        self._birthday.setVisible(bool(birthday))
        self._show(self._copy, copy_text(card, zone) if card is not None else "")
        self._tell_agreed(card)
        self._tell_bought()

    def _show(self, badge: Badge, text: str) -> None:
        tone, icon = ("outline", "clock") if badge is self._copy else ("wheat", "")
        badge.set_badge(text, tone, icon)
        badge.setVisible(bool(text))

    def _tell_agreed(self, card: MemberCard | None) -> None:
        for one, check in self.checks.items():
            check.setVisible(card is not None)
            check.setChecked(card is not None and one in card.consents)

    def _tell_bought(self) -> None:
        while (item := self._bought.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in self._purchases():
            self._bought.addWidget(row)

    def _no_purchases(self, recent: Recent | None) -> Text:
        """Why none are shown: they are waited for, or nobody could or would tell them."""
        if recent is not None and recent.is_offline:
            return Text(self.tr("離線作業，連線後可看消費紀錄"), 14, tone="ink_2", wrap=True)
        if recent is not None and recent.is_unknown:
            return Text(self.tr("會員資料上傳後可看消費紀錄"), 14, tone="ink_2", wrap=True)
        if recent is not None and recent.is_refused:
            return Text(self.tr("目前查不到消費紀錄，稍後再試"), 14, tone="ink_2", wrap=True)
        return Text(self.tr("查詢中"), 14, tone="ink_3")

    def _purchases(self) -> list[QWidget]:
        recent, counter = self._members.recent, self._place.counter
        if recent is None or recent.purchases is None:
            return [self._no_purchases(recent)]
        if not recent.purchases:
            return [Text(self.tr("還沒有消費紀錄"), 14, tone="ink_2")]
        now, zone, currency = counter.clock.now(), counter.shop.zone, counter.shop.currency
        rows: list[QWidget] = []
        for one in recent.purchases[: self._most]:
            what, sub = purchase_text(one, now, zone)
            rows.append(KeyValueRow(what, money_text(one.minor, currency), sub, height=40))
            rows.append(hairline())
        return rows[:-1]
