"""Selling: what the sell screen is at, whatever it looks like: it outlives the screen, which is made anew at will."""

from __future__ import annotations

import unicodedata
from collections import deque
from enum import Enum

from PySide6.QtCore import QObject, Signal

from app.domain.cart import CartLine
from app.domain.errors import AppError, UserError
from app.domain.receipt import read_receipt_code, receipt_code
from app.domain.sales import Filter
from app.runtime.cart import Held, OpenCart
from app.runtime.counter import Counter
from app.runtime.editing import Editing
from app.runtime.measuring import Measuring
from app.runtime.unknown import Unknown
from app.services.edit import What
from app.services.lookup import Shown
from app.services.scan import Outcome, Scanned

#: The category of what sells most.
OFTEN = ""


class Work(Enum):
    """What the work zone shows."""

    BROWSE = "browse"
    SEARCH = "search"
    EDIT = "edit"
    MEASURE = "measure"
    UNKNOWN = "unknown"
    PARKED = "parked"
    DETAIL = "detail"
    MEMBER = "member"
    COUPON = "coupon"


class Selling(QObject):
    """Scans, and what they ask for. Lives in the GUI thread.

    Signals:
        turned: the work zone shows something else.
        took: a scan or a chosen product, understood and, where nothing is missing, in the cart already.
        refused: what a scan could not do, as an error.

    Attributes:
        category: whose goods are browsed.
        pages: where the pages seen so far begin; `page` of them is shown.
        sku: whose details are shown.
        typed: what is being searched.
    """

    turned = Signal()
    took = Signal(object)
    refused = Signal(object)

    def __init__(
        self,
        counter: Counter,
        open_cart: OpenCart,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._counter = counter
        self._cart = open_cart
        self._work = Work.BROWSE
        self._waiting: deque[str] = deque()
        self.category = OFTEN
        self._often_on = ""
        self._often: tuple[str, ...] = ()
        self.pages: list[tuple[str, str]] = [("", "")]
        self.page = 0
        self.sku = ""
        self.typed = ""
        self.editing = Editing(counter, open_cart, self)
        self.measuring = Measuring(open_cart, self)
        self.unknown = Unknown(counter, open_cart, self)
        self.editing.changed.connect(self._look)
        self.measuring.changed.connect(self._look)
        self.unknown.changed.connect(self._look)
        open_cart.ended.connect(self._forget)
        open_cart.changed.connect(self._take_waiting)

    # --- scans --------------------------------------------------------------------------------------------------

    def scan(self, text: str) -> None:
        """Take a scan. While the cart is put aside or fetched it waits, and goes into the one that is open then."""
        if self._cart.held is Held.MOVING:
            self._waiting.append(text)
            return
        try:
            self._took(self._cart.scan(text))
        except AppError as error:
            self.refused.emit(error)

    def enter(self, text: str) -> Outcome:
        """Take a code that was typed; what nobody knows is left to a search, and nothing is told of it."""
        counter = self._counter
        scanned = counter.understand(text)
        if scanned.outcome not in {Outcome.UNKNOWN, Outcome.NOTHING}:
            self.scan(text)
        return scanned.outcome

    def receipt(self, text: str) -> str | None:
        """The code on the receipt whose code or whole number was typed; None for anything else. An indexed read."""
        said = unicodedata.normalize("NFKC", text).strip()
        if read_receipt_code(said) is not None:
            return said
        if "-" not in said:  # last digits alone may be of anything
            return None
        rows = self._counter.sales.page(Filter(number=said), limit=1).rows
        return receipt_code(rows[0].sale_id) if rows else None

    def pick(self, sku: str, milli: int = 0) -> None:
        """Take goods that were chosen on the screen; `milli` thousandths, if that was typed before."""
        try:
            self._took(self._cart.pick(sku, milli))
        except AppError as error:
            self.refused.emit(error)

    def _took(self, scanned: Scanned) -> None:
        if scanned.outcome in {Outcome.PRICE, Outcome.WEIGH}:
            self.editing.close()
            self.measuring.ask(scanned)
        self.took.emit(scanned)

    def _take_waiting(self) -> None:
        while self._waiting and self._cart.held is not Held.MOVING:
            self.scan(self._waiting.popleft())

    def _forget(self) -> None:
        """The cart is gone, and with it what was being typed for it: it must not come to stand in the next one."""
        self.measuring.clear()
        self.unknown.close()
        self.editing.close()

    def need_finished(self) -> None:
        """Refuse to end or put aside a cart while something of it is half done.

        Raises:
            UserError: ``cart.goods_waiting``: goods wait for a price or a measure; ``cart.edit_waiting``: a change
                was typed and not applied.
        """
        if self.work in {Work.MEASURE, Work.UNKNOWN}:
            raise UserError("cart.goods_waiting", cart_id=self._cart.cart.cart_id)
        if self.editing.is_changed:
            raise UserError("cart.edit_waiting", cart_id=self._cart.cart.cart_id)

    # --- what is shown ------------------------------------------------------------------------------------------

    @property
    def work(self) -> Work:
        """What the work zone shows: goods that wait for a figure before anything else."""
        if self.measuring.now is not None:
            return Work.MEASURE
        if self.unknown.is_asked:
            return Work.UNKNOWN
        if self.editing.draft is not None:
            return Work.EDIT
        return self._work

    @property
    def beneath(self) -> Work:
        """What the work zone shows once nothing is typed for goods any more."""
        return self._work

    def _look(self) -> None:
        self.turned.emit()

    def turn(self, work: Work) -> None:
        """Show goods, results, parked carts or details; whatever was being typed for a line is given up."""
        self._work = work
        self.editing.close()
        self.unknown.close()
        self.turned.emit()

    def close(self) -> bool:
        """Back to the goods, one level at a time; False where there is nothing to close."""
        shown = self.work
        if shown is Work.MEASURE:
            self.measuring.skip()
        elif shown is Work.UNKNOWN:
            self.unknown.close()
        elif shown is Work.EDIT:
            self.editing.close()
        elif shown is not Work.BROWSE:
            self._work = Work.BROWSE
        else:
            return False
        self.turned.emit()
        return True

    def show(self, sku: str) -> None:
        """Show the details of a product."""
        self.sku = sku
        self.turn(Work.DETAIL)

    def browse(self, category: str) -> None:
        """Show another category from its first page."""
        self.category = category
        self.pages, self.page = [("", "")], 0

    def in_order(self, often: list[Shown], size: int) -> list[Shown]:
        """Goods that are often sold, each at its place of this morning: hands learn where a tile is.

        Args:
            often: as they would be put in order now.
            size: how many there is room for.
        """
        shift, at = self._counter.reads().open_shift(), self._counter.clock.now()
        day = "" if shift is None else shift.business_on
        if day != self._often_on:
            self._often_on, self._often = day, ()
        now, catalog = {one.found.product.sku: one for one in often}, self._counter.catalog()
        kept = [now.pop(sku, None) or catalog.shown(sku, at) for sku in self._often]
        found = [*(one for one in kept if one is not None), *now.values()][:size]
        if len(found) > len(self._often):
            self._often = tuple(one.found.product.sku for one in found)
        return found

    # --- lines --------------------------------------------------------------------------------------------------

    @property
    def line(self) -> CartLine | None:
        """The line that a key is about: the chosen one, or the last."""
        lines = self._cart.cart.lines
        chosen = next((one for one in lines if one.line_id == self._cart.selected), None)
        return chosen or (lines[-1] if lines else None)

    def edit(self, what: What) -> None:
        """Edit the chosen line, or the last."""
        if (line := self.line) is not None:
            self._cart.select(line.line_id)
            self.editing.open(line.line_id, what)

    def edit_cart(self) -> None:
        """Edit what comes off the whole cart, and its note."""
        if self._cart.cart.lines:
            self.editing.open(None, What.DISCOUNT)

    def walk(self, steps: int) -> None:
        """Choose the line below or above; from none, the last or the first."""
        cart = self._cart.cart
        ids = [one.line_id for one in cart.lines] + [one.line_id for one in cart.returns]
        if not ids:
            return
        if self._cart.selected in ids:
            place = ids.index(self._cart.selected) + steps
            self._cart.select(ids[place] if 0 <= place < len(ids) else None)
        else:
            self._cart.select(ids[0] if steps > 0 else ids[-1])

    def step(self, pieces: int) -> None:
        """A piece more or less of the line that a key is about.

        Raises:
            UserError: as `OpenCart.step`.
        """
        if (line := self.line) is not None:
            self._cart.step(line.line_id, pieces)
