"""The member's panel in the work zone: looking for one, the card, becoming one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.runtime.member import Page
from app.runtime.workplace import Workplace
from app.ui.screens.sell.member_card import CardPage
from app.ui.screens.sell.member_find import FindPage
from app.ui.screens.sell.member_form import FormPage
from app.ui.screens.sell.member_words import tail_text
from app.ui.screens.sell.padpanel import WorkHead
from app.ui.shell.frame import Frame, Room
from app.ui.widgets.panel import hairline


class MemberPanel(QFrame):
    """Shows what `Members` is at.

    Signals:
        closed: the way out.
        coupons: the member's coupons are asked for.
    """

    closed = Signal()
    coupons = Signal()

    def __init__(self, place: Workplace, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place, self._members = place, place.member
        self.setProperty("kind", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = WorkHead(low=frame.room <= Room.COMPACT)
        self.head.closed.connect(self._back)
        column.addWidget(self.head)
        column.addWidget(hairline())
        self.finding = FindPage(place.member, place.counter.shop.zone)
        self.finding.entered.connect(lambda row: self._do(lambda: self._members.enter(row)))
        self.finding.picked.connect(lambda card: self._do(lambda: self._members.attach(card)))
        self.finding.enrol.connect(self._members.begin_enrolment)
        self.card = CardPage(place, frame)
        self.card.removed.connect(lambda: self._do(self._members.remove))
        self.card.another.connect(self._members.look_for)
        self.card.coupons.connect(self.coupons)
        self.card.closed.connect(self.closed)
        self.form = FormPage(place.member.enrolling)
        self.form.accepted.connect(self._members.enrolling.keep)
        self._stack = QStackedWidget()
        self._pages: dict[Page, FindPage | CardPage | FormPage] = {
            Page.FIND: self.finding,
            Page.CARD: self.card,
            Page.ENROL: self.form,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)
        self._shown: Page | None = None
        self._members.changed.connect(self.refresh)
        self.refresh()

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except AppError as error:
            self._place.bridge.failed.emit(error)

    def _back(self) -> None:
        if not self._members.back():
            self.closed.emit()

    def begin(self) -> None:
        """Put the focus where one goes on."""
        self._pages[self._members.page].begin()

    def refresh(self) -> None:
        """Something is other than before; on another page the focus goes there."""
        page = self._members.page
        self._tell(page)
        shown = self._pages[page]
        shown.refresh()
        self._stack.setCurrentWidget(shown)
        again = page is Page.ENROL and self._members.enrolling.problems
        if (page is not self._shown or again) and self.isVisible():
            shown.begin()
        self._shown = page

    def _tell(self, page: Page) -> None:
        """What the head says, and where its button leads."""
        has_member = self._place.cart.cart.member is not None
        returns = page is Page.ENROL or (page is Page.FIND and has_member)
        self.head.button.setText(self.tr("返回") if returns else self.tr("關閉"))
        match page:
            case Page.CARD:
                card = self._members.card
                name = card.name if card is not None else self.tr("會員")
                self.head.tell("", name, tail_text(card) if card is not None else self.tr("本機沒有這位會員的資料"))
            case Page.ENROL:
                self.head.tell("", self.tr("新增會員"), self.tr("離線也能建立，連線後由總部合併"))
            case Page.FIND:
                title = self.tr("更換會員") if has_member else self.tr("加入會員到本筆")
                self.head.tell("", title, self.tr("會員碼、電話、尾碼 3 碼、姓名或會員編號"))
