"""The list of sales on screen: what it is narrowed to, the rows read so far, and the one that is looked at.

It hangs on the workplace, so that another language or size finds it where it was. Pages are read beside the window,
one at a time; what was asked for before the latest change of the filter is dropped when it comes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.frozen import frozen
from app.domain.receipt import read_receipt_code
from app.domain.sales import Filter, ListKind, ListRow
from app.runtime.bridge import Bridge
from app.runtime.counter import Counter
from app.runtime.paper import Drawn
from app.runtime.preferences import PreferenceFile
from app.runtime.session import Session
from app.services.seek import Seek, begin_seek, go_on, meanings

#: Rows of a page, and pages that follow one another by themselves while nothing is found.
PAGE = 40
DAYS = 7


class Span(Enum):
    """How far back the list goes."""

    TODAY = "today"
    WEEK = "week"
    ALL = "all"


@frozen
class Narrowed:
    """What the list is narrowed to.

    Attributes:
        text: what was typed: a receipt number or its last digits, an amount, goods.
    """

    span: Span = Span.TODAY
    cashier: str | None = None
    kind: ListKind | None = None
    tender: str | None = None
    text: str = ""


class SalesList(QObject):
    """The list of sales. Lives in the GUI thread.

    Attributes:
        narrowed: what it is narrowed to.
        rows: what was read, newest first.
        is_reading: a page is under way.
        reached: the trading day down to which was looked while nothing is found; None otherwise.
        chosen: the row that is looked at.
        drawn: its receipt; None while it is drawn, or where there is none.
        trouble: why the receipt cannot be shown.

    Signals:
        restarted: the rows are gone, others come.
        grown: rows came, from this place on.
        told: reading began or ended.
        looked: another row is looked at, or its receipt came.
        reprinted: a receipt was sent to the printer again; which copy it is.
    """

    restarted = Signal()
    grown = Signal(int)
    told = Signal()
    looked = Signal()
    reprinted = Signal(int)

    def __init__(
        self,
        counter: Counter,
        session: Session,
        preferences: PreferenceFile,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._counter = counter
        self._session = session
        self._preferences = preferences
        self._bridge = bridge
        self.narrowed = Narrowed()
        self.rows: list[ListRow] = []
        self.is_reading = False
        self.reached: str | None = None
        self.chosen: ListRow | None = None
        self.drawn: Drawn | None = None
        self.trouble: BaseException | None = None
        self.is_printing = False
        self._seek: Seek | None = None
        self._generation = 0
        self._drawing = 0
        self._drawn_as = self._dress()
        self._head = 0

    # --- what it is narrowed to ---------------------------------------------------------------------------------

    def narrow(self, **change: object) -> None:
        """Narrow it otherwise; the rows are read anew."""
        wanted = replace(self.narrowed, **change)  # type: ignore[arg-type]
        if wanted != self.narrowed:
            self.narrowed = wanted
            self.restart()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the span keeps rows out."""
        return replace(self.narrowed, span=Span.ALL) != Narrowed(Span.ALL)

    def _filters(self) -> tuple[Filter, ...]:
        wanted = self.narrowed
        today = self._counter.desk.business_on(self._counter.clock.now())
        since = {
            Span.TODAY: today,
            Span.WEEK: (date.fromisoformat(today) - timedelta(days=DAYS - 1)).isoformat(),
            Span.ALL: None,
        }[wanted.span]
        base = Filter(cashier=wanted.cashier, since=since, kind=wanted.kind, tender=wanted.tender)
        return meanings(wanted.text, base, self._counter.shop.currency)

    # --- reading ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read anew if anything was journalled since; draw anew in another language or for another paper."""
        head = self._counter.reads().head()
        seq = head.seq if head else 0
        if self._seek is None or seq != self._head:
            self.restart()
        elif self.chosen is not None and self._drawn_as != self._dress():
            self._look(self.chosen)

    def restart(self) -> None:
        """Read from the newest on."""
        head = self._counter.reads().head()
        self._head = head.seq if head else 0
        self._generation += 1
        self._seek = begin_seek(self._filters())
        self.rows = []
        self.reached = None
        self.is_reading = False
        self.restarted.emit()
        self.read_on()

    @property
    def has_more(self) -> bool:
        """Whether there may be older rows."""
        return self._seek is not None and not self._seek.is_done

    def read_on(self) -> None:
        """Read a page more, unless one is under way or there is none."""
        seek = self._seek
        if self.is_reading or seek is None or seek.is_done:
            return
        self.is_reading = True
        self.told.emit()
        generation, sales = self._generation, self._counter.sales

        def arrived(found: tuple[Seek, tuple[ListRow, ...]]) -> None:
            if generation == self._generation:
                self._arrived(*found)

        def failed(error: BaseException) -> None:
            if generation == self._generation:
                self.is_reading = False
                self._seek = None
                self.told.emit()
                self._bridge.failed.emit(error)

        reading = self._counter.beside.run(
            lambda: go_on(seek, lambda wanted, before: sales.page(wanted, before, PAGE))
        )
        self._bridge.then(self, reading, arrived, failed)

    def _arrived(self, seek: Seek, rows: tuple[ListRow, ...]) -> None:
        first = len(self.rows)
        self._seek = seek
        self.rows += rows
        self.is_reading = False
        self.reached = seek.reached if not self.rows else None
        if rows:
            self.grown.emit(first)
            self._keep_chosen(first)
        elif not seek.is_done:
            QTimer.singleShot(0, self, self.read_on)  # one page in a turn
        else:
            self._keep_chosen(first)
        self.told.emit()

    def _keep_chosen(self, first: int) -> None:
        """Keep looking at the same sale, as it stands now; else at the newest."""
        known = None if self.chosen is None else self.chosen.sale_id
        again = next((one for one in self.rows[first:] if one.sale_id == known), None)
        if again is not None:
            self._look(again)
        elif first == 0:
            self._look(self.rows[0] if self.rows else None)

    # --- one of them --------------------------------------------------------------------------------------------

    def choose(self, row: ListRow | None) -> None:
        """Look at another sale."""
        if row != self.chosen:
            self._look(row)

    def find(self, code: str) -> bool:
        """Look at the sale of a receipt's code; False where it is none, or of another terminal."""
        sale_id = read_receipt_code(code)
        row = None if sale_id is None else self._counter.sales.row(sale_id)
        if row is None:
            return False
        if row.sale_id not in {one.sale_id for one in self.rows}:
            self.chosen = row
            self.narrow(span=Span.ALL, text=row.number, cashier=None, kind=None, tender=None)
        self._look(row)
        return True

    def _look(self, row: ListRow | None) -> None:
        self.chosen = row
        self.drawn = self.trouble = None
        self._drawing += 1
        if row is not None and row.kind is not ListKind.VOIDED:
            self._draw(row.sale_id, self._drawing)
        self.looked.emit()

    def _dress(self) -> tuple[str, int]:
        """In which language, and for which paper, a receipt is drawn now."""
        chosen = self._preferences.now
        return chosen.language.value, chosen.receipt_width_mm

    def _draw(self, sale_id: str, drawing: int) -> None:
        self._drawn_as = self._dress()

        def arrived(drawn: Drawn) -> None:
            if drawing == self._drawing:
                self.drawn = drawn
                self.looked.emit()

        def failed(error: BaseException) -> None:
            if drawing == self._drawing:
                self.trouble = error
                self.looked.emit()

        paper = self._counter.paper.receipt(sale_id, *self._drawn_as)
        self._bridge.then(self, paper, arrived, failed)

    @property
    def can_correct(self) -> bool:
        """Whether the tenders of the sale that is looked at may still be put right: its shift is open."""
        row, reads = self.chosen, self._counter.reads()
        if row is None or not row.tenders:
            return False
        shift = reads.open_shift()
        return shift is not None and reads.shift_of_sale(row.sale_id) == shift.shift_id

    @property
    def can_return(self) -> bool:
        """Whether goods of the sale that is looked at could come back."""
        return self.chosen is not None and self.chosen.kind in {ListKind.SALE, ListKind.EXCHANGE}

    def reprint(self) -> None:
        """Ask for the receipt again; a second press while that is under way does nothing."""
        row = self.chosen
        if self.is_printing or row is None or row.kind is ListKind.VOIDED:
            return
        self.is_printing = True
        self.looked.emit()
        asking = self._counter.receipts.reprint(row.sale_id, self._counter.ids.mint(), self._session.actor)

        def arrived(copy: int) -> None:
            self.is_printing = False
            self.looked.emit()
            self.reprinted.emit(copy)

        def failed(error: BaseException) -> None:
            self.is_printing = False
            self.looked.emit()
            self._bridge.failed.emit(error)

        self._bridge.then(self, asking, arrived, failed)
