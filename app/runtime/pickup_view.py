"""The orders for pickup as the board shows them: which are there, in which column, and which one is looked at."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.errors import UserError
from app.domain.intake import OPEN_INTAKE, Intake
from app.domain.order import OrderState, Paid
from app.domain.pickup import Column, PickLine, Pickup, Temperature, order_of_board
from app.domain.pickup_pick import check_back, check_ready
from app.domain.quantity import Unit
from app.services.pickup_ports import Pickups
from app.services.ports import Clock

#: How a shelf reads: some letters, then figures, such as ``B-02``, ``冷藏 2`` or ``C-03-1``.
_LABEL = re.compile(r"[^\W\d_]{1,4}[- ]?\d{1,3}([- ]\d{1,2})?")
_WAITING = (OrderState.PLACED, OrderState.PICKING)


class Narrow(Enum):
    """Which orders the board shows."""

    ALL = "all"
    DUE = "due"  # something is to be paid
    PAID = "paid"
    COLD = "cold"


class Work(Enum):
    """What the work zone of the board shows."""

    BOARD = "board"
    SHORT = "short"
    SUBSTITUTE = "substitute"
    PROBLEM = "problem"


class Step(Enum):
    """What goes on with an order that is looked at."""

    NONE = "none"
    START = "start"
    READY = "ready"
    HAND_OVER = "hand_over"
    BACK = "back"


_STEPS = {
    OrderState.PLACED: Step.START,
    OrderState.PICKING: Step.READY,
    OrderState.READY: Step.HAND_OVER,
}


class BoardView(QObject):
    """The orders of this store, and the one that is looked at. Lives in the GUI thread.

    Signals:
        changed: another order, line or shelf, or the centre told of orders.

    Attributes:
        chosen: the order that is looked at; None for none.
        line: its line that keys are about.
        shelf: where it is to be put.
        shelves: that are offered.
        narrow, sought: which orders are shown.
        shown: the column that is shown where there is room for one.
        work: what the work zone shows.
        intake: how orders are taken in, as it was told last.
        is_busy: an act that ends something is under way; a second press does nothing.
    """

    changed = Signal()
    _heard = Signal()

    def __init__(self, reads: Pickups, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reads, self._clock = reads, clock
        self._orders: dict[str, Pickup] = {}
        self._is_read = False
        self.chosen: Pickup | None = None
        self.line: int | None = None
        self.shelf = ""
        self.shelves: tuple[str, ...] = ()
        self.narrow, self.sought = Narrow.ALL, ""
        self.shown = Column.PICKING
        self.work = Work.BOARD
        self.intake: Intake = OPEN_INTAKE
        self.is_busy = False
        self._heard.connect(self.refresh, Qt.ConnectionType.QueuedConnection)

    # --- what there is ------------------------------------------------------------------------------------------

    def hear(self) -> None:
        """The centre told something of orders; from any thread, returns at once."""
        self._heard.emit()

    @Slot()
    def refresh(self) -> None:
        """Look at the orders as they are now: a short read."""
        self._orders = {one.order_id: one for one in self._reads.board()}
        self._is_read = True
        self.intake = self._reads.intake()
        if self.chosen is not None:
            self.chosen = self._orders.get(self.chosen.order_id) or self._reads.pickup(self.chosen.order_id)
        if self.chosen is None:
            self._forget()
        self.changed.emit()

    @property
    def now(self) -> int:
        """Microseconds UTC."""
        return self._clock.now()

    @property
    def waiting(self) -> int:
        """How many are new or being picked; an indexed read before the board was looked at."""
        if not self._is_read:
            return self._reads.waiting()
        return sum(one.state in _WAITING for one in self._orders.values())

    def columns(self) -> dict[Column, list[Pickup]]:
        """What each column shows, by when it is promised."""
        at, found = self.now, {column: list[Pickup]() for column in Column}
        for one in sorted(self._orders.values(), key=order_of_board):
            column = one.column(at)
            if column is not None and self._fits(one):
                found[column].append(one)
        return found

    def _fits(self, one: Pickup) -> bool:
        match self.narrow:
            case Narrow.DUE if one.order.how_paid not in {Paid.AT_PICKUP, Paid.PARTLY}:
                return False
            case Narrow.PAID if one.order.how_paid is not Paid.ONLINE:
                return False
            case Narrow.COLD if one.temperature is Temperature.AMBIENT:
                return False
        wanted = _plain(self.sought)
        words = (one.order.code, one.order.customer, one.phone_tail, one.shelf)
        return not wanted or any(wanted in _plain(word) for word in words)

    def narrow_to(self, narrow: Narrow) -> None:
        """Show these alone."""
        self.narrow = narrow
        self.changed.emit()

    def seek(self, text: str) -> None:
        """Show those that have a text in their number, name, last digits or shelf."""
        if text.strip() != self.sought:
            self.sought = text.strip()
            self.changed.emit()

    def turn(self, column: Column) -> None:
        """Show another column, where there is room for one."""
        self.shown = column
        self.changed.emit()

    def find(self, text: str) -> Pickup | None:
        """The order of a number, exactly. An indexed read."""
        return self._reads.find(text.strip()) if text.strip() else None

    def only(self) -> Pickup | None:
        """The only order that the board shows; None where there are more, or none."""
        shown = [one for ones in self.columns().values() for one in ones]
        return shown[0] if len(shown) == 1 else None

    # --- the order that is looked at ----------------------------------------------------------------------------

    def choose(self, order_id: str) -> None:
        """Look at an order; keys are about the first of its goods that are still to be picked."""
        if self.is_busy:
            return
        self.chosen = self._orders.get(order_id) or self._reads.pickup(order_id)
        self._forget()
        if self.chosen is not None:
            self.shown = self.chosen.column(self.now) or self.shown
            self.line = self._first_open()
            self.shelves = self._reads.shelves()
            self.shelf = self.chosen.shelf or next((one for one in self.shelves if not self._lies_on(one)), "")
        self.changed.emit()

    @property
    def chosen_id(self) -> str:
        """The id of the order that is looked at; empty for none."""
        return "" if self.chosen is None else self.chosen.order_id

    def _lies_on(self, shelf: str) -> bool:
        return any(one.shelf == shelf for one in self._orders.values())

    def _first_open(self) -> int | None:
        lines = () if self.chosen is None else self.chosen.lines
        unsettled = [one.line for one in lines if not one.is_settled]
        return next(iter([*unsettled, *(one.line for one in lines)]), None)

    def _forget(self) -> None:
        self.line, self.shelf, self.work = None, "", Work.BOARD

    def close(self) -> bool:
        """One level back: the form, then the order, then what is sought; False where there is nothing."""
        if self.work is not Work.BOARD:
            self.work = Work.BOARD
        elif self.chosen is not None and not self.is_busy:
            self.chosen = None
            self._forget()
        elif self.sought:
            self.sought = ""
        else:
            return False
        self.changed.emit()
        return True

    def walk(self, line: int) -> None:
        """Keys are about this line."""
        if line != self.line:
            self.line = line
            self.changed.emit()

    @property
    def chosen_line(self) -> PickLine | None:
        """The line that keys are about."""
        return self._line(self.line)

    def _line(self, line: int | None) -> PickLine | None:
        lines = () if self.chosen is None else self.chosen.lines
        return next((one for one in lines if one.line == line), None)

    @property
    def can_pick(self) -> bool:
        """Whether goods of it are picked now."""
        return self.chosen is not None and self.chosen.state in _WAITING

    def put_on(self, shelf: str) -> None:
        """Where it is to be put."""
        if shelf != self.shelf and not self.is_busy:
            self.shelf = shelf
            self.changed.emit()

    def shelf_of(self, label: str) -> str:
        """The shelf of a label, while an order waits to be put on one: one that is in use, as it is written there, or
        another that reads as a shelf does. Empty where it says none.
        """
        said = unicodedata.normalize("NFKC", label).strip().upper()
        return self.used_shelf(label) or (said if self._waits and _LABEL.fullmatch(said) else "")

    def used_shelf(self, label: str) -> str:
        """The same of shelves that are in use alone."""
        if not self._waits:
            return ""
        used = (*self.shelves, *(one.shelf for one in self._orders.values() if one.shelf))
        return next((one for one in used if _plain(one) == _plain(label)), "")

    @property
    def _waits(self) -> bool:
        """Whether an order is picked and waits to be put on a shelf."""
        return self.step is Step.READY and self.chosen is not None and self.chosen.is_picked

    def open(self, work: Work) -> None:
        """Show a form; those about a line only where there is one that is picked."""
        if work in {Work.SHORT, Work.SUBSTITUTE} and (self.chosen_line is None or not self.can_pick):
            return
        if self.chosen is not None:
            self.work = work
            self.changed.emit()

    # --- what goes on with it -----------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """What goes on with it."""
        one = self.chosen
        if one is None:
            return Step.NONE
        if one.is_to_go_back:
            return Step.BACK
        return _STEPS.get(one.state, Step.NONE)

    @property
    def may_go_back(self) -> bool:
        """Whether its goods may be put back to where they are sold."""
        if self.chosen is None:
            return False
        try:
            check_back(self.chosen, self.now)
        except UserError:
            return False
        return True

    @property
    def obstacle(self) -> UserError | None:
        """Why it does not go on."""
        if self.step is Step.NONE or self.chosen is None:
            return UserError("pickup.none_chosen")
        if self.step is not Step.READY:
            return None
        if not self.chosen.is_picked:
            return UserError("pickup.not_picked", left=sum(map(_missing, self.chosen.lines)))
        try:
            check_ready(self.chosen, self.shelf)
        except UserError as error:
            return error
        return None


def _missing(line: PickLine) -> int:
    """How many things of a line are still to be picked: what is weighed is one."""
    if line.is_settled:
        return 0
    return line.missing.pieces if line.ordered.unit is Unit.PIECE else 1


def _plain(text: str) -> str:
    """A text as it is compared: full width and capitals count for nothing."""
    return unicodedata.normalize("NFKC", text).casefold().replace("-", "").strip()
