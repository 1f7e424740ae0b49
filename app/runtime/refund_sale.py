"""The sale whose goods come back: looked for by its receipt, and read."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QObject, Signal

from app.domain.codes.identify import ReceiptCode
from app.domain.codes.paper_view import paper_view
from app.domain.errors import AppError, UserError
from app.domain.receipt import read_receipt_code
from app.domain.refund import LineState
from app.domain.sale import SoldLine
from app.domain.sales import Filter, ListKind, ListRow, SaleView
from app.runtime.bridge import Bridge
from app.runtime.counter import Counter

#: Receipts that are offered where a few digits fit several.
MOST_FOUND = 8


class SoughtSale(QObject):
    """A sale that is looked for. Lives in the GUI thread.

    Signals:
        changed: another sale, or none.

    Attributes:
        asked: what was looked for last.
        view: the sale that is looked at.
        sold: its lines, by their number.
        states: by line, what of it came back.
        found: sales to choose from, where several fit.
        trouble: why there is none.
        is_foreign: it was made at another terminal; only its receipt is known here.
    """

    changed = Signal()

    def __init__(self, counter: Counter, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._bridge = bridge
        self._number = 0
        self._clear("")

    def _clear(self, asked: str) -> None:
        """Look at nothing; what is still being read is no longer waited for."""
        self._number += 1
        self.asked = asked
        self.view: SaleView | None = None
        self.sold: dict[int, SoldLine] = {}
        self.states: dict[int, LineState] = {}
        self.found: tuple[ListRow, ...] = ()
        self.trouble: AppError | None = None
        self.is_foreign = False

    def clear(self, asked: str = "") -> None:
        """Look at nothing."""
        self._clear(asked)
        self.changed.emit()

    def find(self, text: str) -> None:
        """Look for a sale by its receipt's code, its number, or the last digits of that."""
        said = unicodedata.normalize("NFKC", text).strip()
        if (sale_id := read_receipt_code(said)) is not None:
            self.open(sale_id, said)
            return
        verified = self._counter.identify.identify(text)
        if isinstance(verified.what, ReceiptCode):
            self._open_paper(verified.what, verified.refused)
            return
        rows = self._rows(said)
        able = [one for one in rows if one.kind in {ListKind.SALE, ListKind.EXCHANGE}]
        if len(able) == 1:
            self.open(able[0].sale_id, text.strip())
            return
        self._clear(text.strip())
        self.found = tuple(able)
        if rows and not able:
            self.trouble = UserError("refund.of_a_refund", number=rows[0].number)
        elif not rows:
            self.trouble = UserError("refund.unknown_receipt", text=text.strip()[:40])
        self.changed.emit()

    def _open_paper(self, receipt: ReceiptCode, refused: UserError | None) -> None:
        """Look at a sale by its signed receipt: as the journal has it, or as the paper tells if it was elsewhere."""
        sales = self._counter.sales
        if receipt.paper is None or sales.row(receipt.sale_id) is not None:
            self.open(receipt.sale_id, receipt.sale_id)
            return
        told = receipt.paper.sale
        self._clear(told.number)
        if refused is not None:
            self._cannot(refused)
            return
        try:
            view = paper_view(told)
        except UserError as error:
            self._cannot(error)
            return
        if view is None:
            self._cannot(UserError("refund.lines_not_told", number=told.number, count=told.count))
            return
        self.is_foreign = True
        self._show(view)

    def _rows(self, said: str) -> tuple[ListRow, ...]:
        number = said.lstrip("#").strip()
        if not number:
            return ()
        return self._counter.sales.page(Filter(number=number), limit=MOST_FOUND).rows

    def open(self, sale_id: str, asked: str = "") -> None:
        """Look at a sale. One that lies in an archive comes when it is read.

        Args:
            asked: what was typed or scanned for it; its number where nothing was.
        """
        self._clear(asked)
        sales, number = self._counter.sales, self._number
        try:
            if not sales.is_archived(sale_id):
                self._show(sales.view(sale_id))
                return
        except AppError as error:
            self._cannot(error)
            return

        def arrived(view: SaleView) -> None:
            if number == self._number:
                self._show(view)

        def failed(error: BaseException) -> None:
            if number == self._number and isinstance(error, AppError):
                self._cannot(error)
            elif not isinstance(error, AppError):
                self._bridge.failed.emit(error)

        self._bridge.then(self, self._counter.beside.run(lambda: sales.view(sale_id)), arrived, failed)

    def _show(self, view: SaleView) -> None:
        self.view, self.trouble = view, None
        self.sold = {one.line: one for one in view.sale.ticket.lines}
        self.states = dict(view.lines)
        self.asked = view.sale.number
        if not view.sale.ticket.lines:
            self.view, self.sold = None, {}
            self.trouble = UserError("refund.of_a_refund", number=view.sale.number)
        self.changed.emit()

    def _cannot(self, error: AppError) -> None:
        unknown = error.code == "sale.unknown"
        self.trouble = UserError("refund.unknown_receipt", text=self.asked[:40]) if unknown else error
        self.changed.emit()

    def read_again(self) -> None:
        """What remains of its lines may be less than it was."""
        if self.view is not None and not self.is_foreign:
            self.states = self._counter.reads().sale_states(self.view.sale.ticket.sale_id)
            self.changed.emit()
