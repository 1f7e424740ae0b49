"""The side of the list of sales: the receipt of the one that is looked at, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.sales import ListKind, ListRow
from app.runtime.sales import SalesList
from app.runtime.workplace import Workplace
from app.ui.screens.sales.words import badges, clock_text, day_text, items_text
from app.ui.shell.errors import sentence
from app.ui.shell.people import person_name
from app.ui.theme.look import look
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import Button
from app.ui.widgets.empty import EmptyState, Skeleton
from app.ui.widgets.money import money_text
from app.ui.widgets.paper import PaperView
from app.ui.widgets.text import Text
from app.ui.widgets.wrap import EvenRow

#: Milliseconds after which bars are shown in the place of what is drawn.
PATIENCE = 200


class ReceiptSide(QWidget):
    """Number, badges, paper, doors.

    Signals:
        returned: goods of it come back.
        corrected: one of its tenders was booked wrongly.
    """

    returned = Signal()
    corrected = Signal()

    def __init__(self, place: Workplace, *, can_return: bool, can_correct: bool) -> None:
        super().__init__()
        self._place = place
        self._sales: SalesList = place.sales
        self._can_return, self._can_correct = can_return, can_correct
        px = look().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), 0)
        column.setSpacing(px(12))
        column.addWidget(self._head())
        self.paper = PaperView(self.tr("收據"))
        self._nothing = EmptyState("receipt", self.tr("選一筆交易"), self.tr("收據會顯示在這裡"))
        self._bars = Skeleton()
        self._stack = QStackedWidget()
        for one in (self._nothing, self._bars, self.paper):
            self._stack.addWidget(one)
        column.addWidget(self._stack, 1)
        column.addWidget(self._doors())
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE)
        self._wait.timeout.connect(self._bare)

    def _head(self) -> QWidget:
        px = look().px
        box = QWidget()
        box.setMinimumHeight(px(48))
        self._badges = QHBoxLayout()
        self._badges.setSpacing(px(6))
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        words = QVBoxLayout()
        words.setSpacing(0)
        self._number = Text("", 17, bold=True, elide=True)
        self._sub = Text("", 13, tone="ink_3", elide=True)
        words.addWidget(self._number)
        words.addWidget(self._sub)
        row.addLayout(words, 1)
        row.addLayout(self._badges)
        return box

    def _doors(self) -> EvenRow:
        self.give_back = Button(self.tr("退換貨"), "neutral", "", "undo", "lg")
        self.give_back.clicked.connect(self.returned)
        self.put_right = Button(self.tr("更正付款"), "neutral", "", "pencil", "lg")
        self.put_right.clicked.connect(self.corrected)
        self.doors = EvenRow(self.give_back, self.put_right)
        return self.doors

    # --- what is shown ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the sale that is looked at."""
        sales, row = self._sales, self._sales.chosen
        self._tell(row)
        self.give_back.setVisible(self._can_return and sales.can_return)
        self.put_right.setVisible(self._can_correct and sales.can_correct)
        self.doors.arrange()
        if row is None:
            self._say("receipt", self.tr("選一筆交易"), self.tr("收據會顯示在這裡"))
        elif row.kind is ListKind.VOIDED:
            self._say("x", self.tr("作廢的購物車沒有收據"), items_text(self._place.counter, row))
        elif sales.trouble is not None:
            self._say("receipt", self.tr("收據無法顯示"), sentence(sales.trouble))
        elif sales.drawn is not None:
            self._show(row)
        elif self._stack.currentWidget() is not self._bars:
            self._wait.start()

    def _say(self, icon: str, title: str, hint: str) -> None:
        self._wait.stop()
        self._nothing.set_state(icon, title, hint)
        self._stack.setCurrentWidget(self._nothing)
        self.paper.clear()

    def _bare(self) -> None:
        if self._sales.drawn is None and self._sales.chosen is not None:
            self._stack.setCurrentWidget(self._bars)

    def _show(self, row: ListRow) -> None:
        self._wait.stop()
        drawn = self._sales.drawn
        if drawn is not None and self.paper.key is not drawn:
            self.paper.show_paper(drawn, drawn.images, drawn.document.texts())
            self.paper.setAccessibleName(self.tr("收據 {}").format(row.number))
        self._stack.setCurrentWidget(self.paper)

    def _tell(self, row: ListRow | None) -> None:
        while (item := self._badges.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if row is None:
            self._number.setText("")
            self._sub.setText("")
            return
        counter = self._place.counter
        self._number.setText(row.number or money_text(row.total, counter.shop.currency))
        when = f"{day_text(row.business_on)} {clock_text(row.at, counter.shop.zone)}"
        person = counter.reads().person(row.cashier)
        self._sub.setText(f"{when} · {row.cashier if person is None else person_name(person)}")
        for words, tone, icon in badges(row)[:2]:
            self._badges.addWidget(Badge(words, tone, icon), 0, Qt.AlignmentFlag.AlignTop)
