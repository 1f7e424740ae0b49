"""The result: counted beside expected, why they differ, who signs, and the close."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.approval import Approval, Request
from app.domain.staff import Person
from app.runtime.count import DrawerCount
from app.runtime.workplace import Workplace
from app.services.approve import Verdict
from app.services.count import Review, Sent
from app.ui.screens.shift.count import steps
from app.ui.screens.shift.figures import (
    NARROW_BELOW,
    TIGHT_BELOW,
    TenderTable,
    beside,
    cash_flow,
    figures,
    in_short,
    over_short_name,
)
from app.ui.screens.shift.head import Head
from app.ui.screens.shift.signs import SignRow
from app.ui.screens.shift.words import OTHER, REASONS, clock_text, reason_name, reason_text, shift_name
from app.ui.shell.frame import Frame
from app.ui.shell.people import person_name, role_name
from app.ui.shell.zones import Zones
from app.ui.theme.icons import paint_icon
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.check import CheckRow
from app.ui.widgets.empty import Skeleton
from app.ui.widgets.field import Field
from app.ui.widgets.money import money_text
from app.ui.widgets.option import OptionButton
from app.ui.widgets.panel import SectionTitle
from app.ui.widgets.text import Text
from app.ui.widgets.wrap import WrapRow

Ask = Callable[[Request], object]


class ResultView(Zones):
    """`shift_result.png`

    Args:
        ask_recount: has a manager allow a fresh count.
        ask_sign: has a manager allow the difference.
    """

    def __init__(self, place: Workplace, frame: Frame, wide: int, ask_recount: Ask, ask_sign: Ask) -> None:
        super().__init__(frame, wide, self.tr("完成交班"))
        self.place, self.frame = place, frame
        self.drawer: DrawerCount = place.count
        self.currency = place.counter.shop.currency
        self._ask_recount, self._ask_sign = ask_recount, ask_sign
        self._narrow = self.width_of_work < look().px(NARROW_BELOW)
        self._tight = self.width_of_work < look().px(TIGHT_BELOW)
        self.head = Head(self.tr("核對結果"), frame, steps(), 2)
        self.work.addWidget(self.head)
        self._board: QWidget = Skeleton()
        self.work.addWidget(self._board, 1)
        self._signs = QVBoxLayout()
        self._signs.setSpacing(look().px(8))
        self._fill_side()
        self._shown: Review | None = None
        self._signed: tuple[object, ...] = ()
        self._ask: Button | None = None
        self.primary.clicked.connect(self.submit)

    # --- the side -----------------------------------------------------------------------------------------------

    def _fill_side(self) -> None:
        px = look().px
        column = QVBoxLayout()
        column.setContentsMargins(px(20), px(20), px(20), 0)
        column.setSpacing(0)
        self._why = self._make_why()
        column.addWidget(self._why)
        column.addWidget(SectionTitle(self.tr("簽核")))
        column.addSpacing(px(8))
        column.addLayout(self._signs)
        column.addSpacing(px(2))
        self._report = CheckRow(self.tr("列印交班單"), px=15)
        self._report.clicked.connect(lambda on: self.drawer.choose_after(print_report=on))
        self._float = CheckRow("", px=15)
        self._float.clicked.connect(lambda on: self.drawer.choose_after(keep_float=on))
        self._wishes = QHBoxLayout()
        column.addLayout(self._wishes)
        self._again = Button(self.tr("重新清點"), "quiet", icon="redo", size="sm")
        self._again.setToolTip(self.tr("需店長核准，前次清點會保留"))
        self._again.clicked.connect(lambda: self._ask_recount(self.drawer.recount))
        row = QHBoxLayout()
        row.addWidget(self._again)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        column.addWidget(OfflineNote())
        self.side.addLayout(column, 1)

    def _make_why(self) -> QWidget:
        px = look().px
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, px(24))
        column.setSpacing(px(8))
        self._why_title = SectionTitle("")
        column.addWidget(self._why_title)
        self._reasons: dict[str, OptionButton] = {}
        for reason in REASONS:
            option = OptionButton(reason_name(reason))
            option.clicked.connect(lambda _=False, reason=reason: self._choose(reason))
            self._reasons[reason] = option
        column.addWidget(WrapRow(*self._reasons.values()))
        self.note = Field(self.tr("備註（選填）"), self.tr("備註"))
        self.note.setText(self.drawer.count.note)
        self.note.textChanged.connect(lambda text: self.drawer.choose(note=text))
        column.addWidget(self.note)
        return box

    def _choose(self, reason: str) -> None:
        self.drawer.choose(reason=reason)
        self.refresh()
        if reason == OTHER and not self.note.text().strip():
            self.note.setFocus()

    def _sign(self, review: Review, sent: Sent) -> None:
        """Show the signatures: the cashier's, and the manager's or its place."""
        wanted = self.drawer.sign_off
        verdict = None if wanted is None else self._verdict(wanted)
        by = self._approver(wanted) if wanted is not None and verdict is Verdict.APPROVED else ""
        if self._signed == (sent, wanted, verdict, by):
            return
        self._signed = (sent, wanted, verdict, by)
        self._ask = None
        while (item := self._signs.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in (self._cashier(sent), self._manager(review, wanted, verdict, by)):
            self._signs.addWidget(row)
            row.show()

    def _verdict(self, wanted: Request) -> Verdict:
        return self.place.counter.approvals.ask(wanted, self.place.session.actor)

    def _cashier(self, sent: Sent) -> SignRow:
        person = self.place.counter.reads().person(sent.by)
        title = sent.by if person is None else f"{person_name(person)} · {role_name(person.role)}"
        when = clock_text(sent.at, self.place.counter.shop.zone)
        return SignRow("check-circle", title, self.tr("{} 送出清點").format(when)).signed(self.tr("已簽"))

    def _manager(self, review: Review, wanted: Request | None, verdict: Verdict | None, by: str) -> SignRow:
        title = self.tr("店長")
        if wanted is None:
            limit = money_text(review.limit, self.currency)
            return SignRow("badge", title, self.tr("差異在 {} 以內").format(limit)).signed(self.tr("免簽"))
        if verdict is Verdict.ALONE:
            person = self.place.session.person
            return SignRow("badge", title, person_name(person) if person else "").signed(self.tr("已簽"))
        if verdict is Verdict.APPROVED:
            return SignRow("badge", title, by).signed(self.tr("已簽"))
        row = SignRow("badge", title, self.tr("刷識別證，或輸入密碼"), waits=True)
        self._ask = row.ask(self.tr("輸入密碼"))
        self._ask.clicked.connect(lambda: self._ask_sign(wanted))
        return row

    def _approver(self, wanted: Request) -> str:
        reads = self.place.counter.reads()
        found: Approval | None = next((one for one in reads.approvals(wanted.subject_id) if one.covers(wanted)), None)
        person: Person | None = None if found is None else reads.person(found.approved_by)
        return "" if person is None else person_name(person)

    # --- what happens -------------------------------------------------------------------------------------------

    @property
    def obstacle(self) -> str:
        """Why the shift cannot be closed yet, in a few words; empty when it can."""
        drawer, count = self.drawer, self.drawer.count
        if drawer.review is None or drawer.is_busy:
            return self.tr("處理中")
        if drawer.over_short and not count.reason:
            return self.tr("選擇{}原因").format(over_short_name(drawer.over_short))
        if drawer.over_short and count.reason == OTHER and not count.note.strip():
            return self.tr("填寫備註")
        wanted = drawer.sign_off
        if wanted is not None and self._verdict(wanted) is Verdict.ASK:
            return self.tr("等待店長簽核")
        return ""

    def focus(self) -> None:
        """What is missing comes first."""
        if self.primary.isEnabled():
            self.primary.setFocus()
        elif self.drawer.over_short and not self.drawer.count.reason:
            next(iter(self._reasons.values())).setFocus()
        elif self.drawer.over_short and self.drawer.count.reason == OTHER and not self.note.text().strip():
            self.note.setFocus()
        elif self._ask is not None:
            self._ask.setFocus()

    def refresh(self) -> None:
        """Show what the system says."""
        drawer, count = self.drawer, self.drawer.count
        review, sent = drawer.review, count.sent
        if review is not None and sent is not None and review is not self._shown:
            self._shown = review
            self._show(review, sent)
        for reason, option in self._reasons.items():
            option.setChecked(reason == count.reason)
        self.note.edit.setPlaceholderText(
            self.tr("備註（必填）") if count.reason == OTHER else self.tr("備註（選填）")
        )
        self._why.setVisible(bool(drawer.over_short))
        self._report.setChecked(count.print_report)
        self._float.setChecked(count.keep_float)
        obstacle = self.obstacle
        self.primary.setEnabled(not obstacle)
        self.primary.setReason(obstacle)
        if review is not None and sent is not None:
            self._sign(review, sent)

    def _show(self, review: Review, sent: Sent) -> None:
        of, off, shop = self.currency, self.drawer.over_short, self.place.counter.shop
        shift = review.shift
        times = f"{clock_text(shift.opened_at, shop.zone)} – {clock_text(sent.at, shop.zone)}"
        person = self.place.counter.reads().person(sent.by)
        self.head.tell(
            f"{shift_name(shift, shop.zone)} {times}",
            self.tr("收銀 {}").format(shop.register),
            sent.by if person is None else person_name(person),
        )
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.work.spacing())
        column.addLayout(figures(review, sent, off, of, tight=self._tight))
        providers = self.place.counter.tender_providers
        column.addWidget(TenderTable(review, sent, of, providers, width=self.width_of_work))
        column.addLayout(beside(cash_flow(review, of), in_short(review, of), narrow=self._narrow))
        column.addStretch(1)
        self.work.replaceWidget(self._board, board)
        self._board.deleteLater()
        self._board = board
        self._why_title.setText(self.tr("{}原因").format(over_short_name(off)))
        kept = money_text(min(shift.opening_float, sent.total), of)
        self._float.setText(self.tr("下一班沿用 {}").format(kept))
        self._float.setAccessibleName(self._float.text())
        self._place_wishes()

    def _place_wishes(self) -> None:
        """Put the two boxes into halves of the row, or one below the other where they are longer."""
        if self._wishes.count():
            return
        half = (self.side_width - look().px(40 + 12)) // 2
        if max(self._report.sizeHint().width(), self._float.sizeHint().width()) <= half:
            self._wishes.setSpacing(look().px(12))
            self._wishes.addWidget(self._report, 1)
            self._wishes.addWidget(self._float, 1)
        else:
            self._wishes.addWidget(WrapRow(self._report, self._float, gap=4))

    def submit(self) -> None:
        """Seal the shift."""
        if not self.obstacle:
            count, off = self.drawer.count, self.drawer.over_short
            self.drawer.close(reason_text(count.reason, count.note) if off else "")


class OfflineNote(QWidget):
    """Says that a close waits for nobody."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(28), look().px(12), 0, 0)
        row.addWidget(Text(self.tr("離線也能交班，連線後自動上傳"), 14, tone="ink_2", wrap=True))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the cloud before it."""
        px = look().px
        area = QRectF(0, px(12), px(20), self.height() - px(12))
        paint_icon(QPainter(self), 0, area.center().y() - px(10), "cloud-check", 20, "ink_2")
