"""What the work zone of returns shows: the field, and below it what was found."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.runtime.refund_choice import Aim
from app.runtime.workplace import Workplace
from app.ui.screens.refund.bare import BarePage
from app.ui.screens.refund.sale import Foot, FoundPage, NothingPage, SalePage
from app.ui.screens.sell.results import Results, is_searched
from app.ui.shell.errors import sentence
from app.ui.shell.frame import BUTTON_GAP, GAP, Frame, Room
from app.ui.theme.look import look
from app.ui.widgets.field import ScanField
from app.ui.widgets.pages import Pages
from app.ui.widgets.panel import Panel
from app.ui.widgets.segment import Segment


def aims(frame: Frame) -> Segment:
    """Money or other goods, as high as the field."""
    px, translate = look().px, QCoreApplication.translate
    found = Segment(
        [
            (Aim.REFUND.value, translate("Refund", "退貨"), "", ""),
            (Aim.EXCHANGE.value, translate("Refund", "換貨"), "", ""),
        ]
    )
    for one in Aim:
        found.button(one.value).setFixedHeight(px(56 if frame.room > Room.DRAWER else 48))
    if frame.room > Room.DRAWER:
        found.setFixedWidth(px(208))
    return found


class RefundPages(QWidget):
    """The field that listens, and a page for each thing that can be found."""

    def __init__(self, place: Workplace, frame: Frame) -> None:
        super().__init__()
        self._place = place
        self._refund, self._sought, self._bare = place.refund, place.refund.sought, place.refund.bare
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(GAP))
        column.addLayout(self._head(frame))
        self.nothing, self.sale = NothingPage(), SalePage(place, frame)
        self.found, self.bare = FoundPage(place), BarePage(place, frame)
        self.results = Results(place)
        self.stack = Pages()
        for page in (self.nothing, self.sale, self.found, self.bare, self.results):
            self.stack.addWidget(page)
        self.foot = Foot()
        panel = Panel()
        inside = panel.column((0, 0, 0, 0), 0)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.stack, 1)
        inside.addWidget(self.foot)
        column.addWidget(panel, 1)

    def _head(self, frame: Frame) -> QBoxLayout:
        px = look().px
        row: QBoxLayout = QHBoxLayout() if frame.room > Room.DRAWER else QVBoxLayout()
        row.setSpacing(px(BUTTON_GAP))
        self.field = ScanField(self.tr("掃描收據或輸入號碼"), "F4", short=self.tr("收據"))
        self.field.setAccessibleName(self.tr("收據"))
        self.aim = aims(frame)
        self.aim.chosen.connect(lambda key: self._refund.aim_at(Aim(key)))
        row.addWidget(self.field, 1)
        row.addWidget(self.aim)
        return row

    def listen(self) -> None:
        """The field has the focus; typing begins a new number."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def show_asked(self) -> None:
        """Show what was looked for."""
        self.field.setText("" if self._bare.is_open else self._sought.asked)

    def refresh(self) -> None:
        """Show what was found and chosen."""
        self.aim.set_current(self._refund.aim.value)
        for page in (self.sale, self.found, self.bare):
            page.refresh()
        trouble = self._sought.trouble
        self.nothing.tell("" if trouble is None else sentence(trouble))
        self.stack.setCurrentWidget(self._page())
        self.foot.setVisible(not self._bare.is_open)
        if self._bare.is_open:
            self.field.ask(self.tr("掃描或搜尋商品"), self.tr("商品"))
        else:
            self.field.ask(self.tr("掃描收據或輸入號碼"), self.tr("收據"))
        self.field.setAccessibleName(self.tr("商品") if self._bare.is_open else self.tr("收據"))
        self._note()

    def _page(self) -> QWidget:
        if self._bare.is_open:
            return self.results if is_searched(self.field.text()) else self.bare
        if self._sought.view is not None:
            return self.sale
        return self.found if self._sought.found else self.nothing

    def _note(self) -> None:
        sought, text = self._sought, self.field.text().strip()
        if self._bare.is_open or not text or text != sought.asked:
            self.field.set_count("")
        elif sought.trouble is not None:
            self.field.set_count(self.tr("找不到"), "warn", "warning")
        else:
            found = 1 if sought.view is not None else len(sought.found)
            self.field.set_count(self.tr("找到 {} 筆").format(found) if found else "", "ok", "check")
