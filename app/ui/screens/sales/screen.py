"""The list of sales: found at the left, looked at as on paper at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.receipt import read_receipt_code
from app.domain.sales import ListRow
from app.runtime.sales import SalesList, Span
from app.runtime.workplace import Workplace
from app.ui.screens.sales.filters import Filters
from app.ui.screens.sales.rows import SaleView
from app.ui.screens.sales.side import PATIENCE, ReceiptSide
from app.ui.screens.sales.words import day_text
from app.ui.shell.frame import Frame
from app.ui.shell.host import Host
from app.ui.shell.screen import Screen
from app.ui.shell.zones import Zones
from app.ui.theme.look import look
from app.ui.widgets.button import Button
from app.ui.widgets.empty import EmptyState, Skeleton
from app.ui.widgets.field import ScanField
from app.ui.widgets.panel import Panel

#: Names of the screens that the doors lead to, where they are there.
REFUND, CORRECT = "refund", "correct"
#: Milliseconds of rest after which what is typed is searched for.
REST = 120


class SalesScreen(Screen):
    """Find a sale, look at its receipt, print it again, go on with it."""

    def __init__(self, place: Workplace, host: Host, frame: Frame, width: int, parent: QWidget | None = None) -> None:
        super().__init__(place, host, frame, parent)
        self.sales: SalesList = place.sales
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.zones = Zones(frame, width, self.tr("補印收據"), "F9")
        whole.addWidget(self.zones)
        self.primary = self.zones.primary
        self.primary.clicked.connect(self._reprint)
        self._fill_work()
        self.receipt = ReceiptSide(place, can_return=host.has(REFUND), can_correct=host.has(CORRECT))
        self.receipt.returned.connect(self._give_back)
        self.receipt.corrected.connect(self._put_right)
        self.zones.side.addWidget(self.receipt, 1)
        self._connect()

    def _fill_work(self) -> None:
        work = self.zones.work
        self.field = ScanField(self.tr("收據號碼末幾碼、金額、商品"), "F4", short=self.tr("搜尋交易"))
        self.field.setAccessibleName(self.tr("搜尋交易"))
        self.field.setText(self.sales.narrowed.text)
        work.addWidget(self.field)
        self.filters = Filters(self.place, self.zones.width_of_work)
        work.addWidget(self.filters)
        panel = Panel()
        inside = panel.column((0, 6, 0, 6), 0)
        self.list = SaleView(self.place)
        self._nothing = EmptyState("receipt", "", "")
        self.everywhere = Button(self.tr("在全部日期尋找"), "neutral", "", "calendar")
        self.everywhere.clicked.connect(lambda: self.sales.narrow(span=Span.ALL))
        self._empty = QWidget()
        column = QVBoxLayout(self._empty)
        column.addStretch(1)
        column.addWidget(self._nothing)
        column.addWidget(self.everywhere, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._bars = Skeleton()
        self._stack = QStackedWidget()
        for one in (self.list, self._empty, self._bars):
            self._stack.addWidget(one)
        inside.addWidget(self._stack)
        panel.setMinimumHeight(look().px(160))
        work.addWidget(panel, 1)

    def _connect(self) -> None:
        sales = self.sales
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._search)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE)
        self._wait.timeout.connect(self._bare)
        self.field.textChanged.connect(lambda _: self._rest.start())
        self.field.returnPressed.connect(self._entered_text)
        self.field.cleared.connect(self._search)
        self.list.walked.connect(self._walked)
        self.list.typed.connect(self.typed)
        sales.told.connect(self._tell)
        sales.looked.connect(self._look)
        sales.restarted.connect(self.filters.refresh)
        sales.reprinted.connect(self._reprinted)
        self.key("F4", self._to_field)
        self.key("F9", self._reprint)
        self.key("F12", self._reprint)

    # --- finding ------------------------------------------------------------------------------------------------

    def entered(self) -> None:
        """Read anew what was sold since; the field listens."""
        self.sales.refresh()
        self._tell()
        self._look()
        self.field.setFocus()

    def _to_field(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def _search(self) -> None:
        self._rest.stop()
        self.sales.narrow(text=self.field.text().strip())

    def _entered_text(self) -> None:
        self._search()
        if self.sales.rows:
            self.list.setFocus()

    def typed(self, text: str) -> bool:
        """Text typed anywhere lands in the field."""
        self.field.setFocus()
        self.field.insert(text)
        return True

    def take_receipt(self, code: str) -> bool:
        """A receipt is looked at; one of another terminal only where goods come back."""
        return read_receipt_code(code) is not None and self.scanned(code)

    def scanned(self, code: str) -> bool:
        """A receipt is looked at; goods are searched for."""
        if not self.sales.find(code):
            self.field.setText(code)
            self._search()
        else:
            self.field.setText(self.sales.narrowed.text)
            self._rest.stop()
        self.host.cue("accepted")
        return True

    def back(self) -> bool:
        """First everything again, then back to selling."""
        if self.field.text():
            self.field.clear()
            self._search()
            self.field.setFocus()
        else:
            self.host.go("sell")
        return True

    # --- what is shown ------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        """Rows, or why there are none."""
        sales = self.sales
        if sales.rows:
            self._wait.stop()
            self._stack.setCurrentWidget(self.list)
        elif sales.is_reading or sales.has_more:
            if sales.reached is not None:
                words = self.tr("已往前找到 {}").format(day_text(sales.reached))
                self._nothing.set_state("search", self.tr("尋找中"), words)
                self.everywhere.hide()
                self._stack.setCurrentWidget(self._empty)
            elif self._stack.currentWidget() is not self._bars:
                self._wait.start()
        else:
            self._wait.stop()
            self._nothing.set_state(*self._why())
            self.everywhere.setVisible(bool(sales.narrowed.text) and sales.narrowed.span is not Span.ALL)
            self._stack.setCurrentWidget(self._empty)
        self.field.set_note(self._note(), "ok" if sales.rows else "warn", "check" if sales.rows else "search")

    def _bare(self) -> None:
        if not self.sales.rows and self.sales.is_reading:
            self._stack.setCurrentWidget(self._bars)

    def _note(self) -> str:
        sales = self.sales
        if not sales.narrowed.text or sales.is_reading:
            return ""
        if not sales.rows:
            return self.tr("找不到")
        words = self.tr("{} 筆以上") if sales.has_more else self.tr("{} 筆")
        return words.format(len(sales.rows))

    def _why(self) -> tuple[str, str, str]:
        narrowed = self.sales.narrowed
        if narrowed.text:
            title = self.tr("找不到「{}」").format(narrowed.text)
            return "search", title, self.tr("試收據號碼末 4 碼、金額或商品名稱")
        if self.sales.is_narrowed:
            return "filter", self.tr("沒有符合的交易"), self.tr("放寬人員、類型或付款方式")
        if narrowed.span is Span.TODAY:
            return "receipt", self.tr("今天還沒有交易"), self.tr("完成的交易會列在這裡")
        return "receipt", self.tr("還沒有交易"), self.tr("完成的交易會列在這裡")

    def _walked(self, row: ListRow) -> None:
        self.sales.choose(row)

    def _look(self) -> None:
        row = self.sales.chosen
        self.list.look_at(None if row is None else row.sale_id)
        self.receipt.refresh()
        able = row is not None and bool(row.number) and not self.sales.is_printing
        self.primary.setEnabled(able)
        self.primary.setReason("" if row is not None and row.number else self.tr("沒有收據"))

    # --- what is done -------------------------------------------------------------------------------------------

    def _reprint(self) -> None:
        if self.primary.isEnabled():
            self.guarded(self.sales.reprint)

    def _reprinted(self, copy: int) -> None:
        words = self.tr("已送出補印（第 {} 次）").format(copy) if copy else self.tr("已送出列印")
        self.host.toast(words, "ok")

    def _give_back(self) -> None:
        row = self.sales.chosen
        if row is not None:
            self.place.refund.sought.open(row.sale_id)
            self.host.go(REFUND)

    def _put_right(self) -> None:
        row = self.sales.chosen
        if row is not None and self.guarded(lambda: self.place.correction.begin(row.sale_id, "sales")):
            self.host.go(CORRECT)
