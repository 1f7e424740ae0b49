"""The board of orders for pickup: what is looked at, picked and put on a shelf. It outlives its screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from concurrent.futures import Future
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.errors import AppError, UserError
from app.domain.intake import OPEN_INTAKE, Intake, IntakeState
from app.domain.order import OrderState, Paid
from app.domain.pickup import Column, PickLine, Pickup, Temperature, order_of_board
from app.domain.pickup_done import Back, PickState, Problem, Substitute, Why
from app.domain.pickup_pick import check_back, check_ready
from app.runtime.bridge import Bridge
from app.runtime.session import Session
from app.services.pickup import PickupActs
from app.services.pickup_ports import Pickups
from app.services.ports import Catalog, Clock, IdSource
from app.services.scan import understand

T = TypeVar("T")
#: Minutes that a slower or a paused intake lasts, and by how many an order takes longer, as the board offers them.
PAUSE_MINUTES, SLOW_MINUTES = 30, 30


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


class PickupBoard(QObject):
    """The orders of this store, and the one that is being worked on. Lives in the GUI thread.

    Signals:
        changed: another order, line or shelf, or the centre told of orders.
        picked: a scan or a hand checked goods off.
        refused: an act could not be, as an error.
        readied: an order was put on a shelf.

    Attributes:
        chosen: the order that is looked at; None for none.
        line: its line that keys are about.
        shelf: where it is to be put.
        shelves: that are offered.
        narrow, sought: which orders are shown.
        shown: the column that is shown where there is room for one.
        work: what the work zone shows.
        is_busy: an act that ends something is under way; a second press does nothing.
    """

    changed = Signal()
    picked = Signal()
    refused = Signal(object)
    readied = Signal(object)
    _heard = Signal()

    def __init__(
        self,
        reads: Pickups,
        acts: PickupActs,
        catalog: Callable[[], Catalog],
        session: Session,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reads, self._acts, self._catalog = reads, acts, catalog
        self._session, self._bridge = session, bridge
        self._clock: Clock = acts.desk.clock
        self._ids: IdSource = acts.desk.ids
        self._orders: dict[str, Pickup] = {}
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
        """How many are new or being picked: an indexed read."""
        return self._reads.waiting()

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
        """The order that somebody typed: by its number, or the only one that the board shows. An indexed read."""
        found = self._reads.find(text.strip())
        if found is not None or not text.strip():
            return found
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
            self._orders[order_id] = self.chosen
            self.shown = self.chosen.column(self.now) or self.shown
            self.line = self._first_open()
            self.shelves = self._reads.shelves()
            self.shelf = self.chosen.shelf or next((one for one in self.shelves if not self._lies_on(one)), "")
        self.changed.emit()

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
        lines = () if self.chosen is None else self.chosen.lines
        return next((one for one in lines if one.line == self.line), None)

    @property
    def can_pick(self) -> bool:
        """Whether goods of it are picked now."""
        return self.chosen is not None and self.chosen.state in {OrderState.PLACED, OrderState.PICKING}

    def put_on(self, shelf: str) -> None:
        """Where it is to be put."""
        if shelf != self.shelf and not self.is_busy:
            self.shelf = shelf
            self.changed.emit()

    def open(self, work: Work) -> None:
        """Show a form; those about a line only where there is one that is picked."""
        if work in {Work.SHORT, Work.SUBSTITUTE} and (self.chosen_line is None or not self.can_pick):
            return
        if self.chosen is not None:
            self.work = work
            self.changed.emit()

    @property
    def step(self) -> Step:
        """What goes on with it."""
        one = self.chosen
        if one is None:
            return Step.NONE
        if one.is_to_go_back:
            return Step.BACK
        steps = {
            OrderState.PLACED: Step.START,
            OrderState.PICKING: Step.READY,
            OrderState.READY: Step.HAND_OVER,
        }
        if one.state is OrderState.PLACED and any(line.is_settled or line.picked.milli for line in one.lines):
            return Step.READY
        return steps.get(one.state, Step.NONE)

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
        done, whole = self.chosen.progress
        if not self.chosen.is_picked:
            lines = sum(not one.is_settled for one in self.chosen.lines)
            return UserError("pickup.not_picked", left=max(lines, self.pieces_left(whole - done)))
        try:
            check_ready(self.chosen, self.shelf)
        except UserError as error:
            return error
        return None

    def pieces_left(self, missing: int) -> int:
        """How many things are still to be picked, without those that are short."""
        gone = 0
        for one in self.chosen.lines if self.chosen is not None else ():
            if one.is_settled:
                gone += one.ordered.pieces - one.picked.pieces if one.ordered.unit.value == "piece" else 0
        return max(0, missing - gone)

    # --- acts ---------------------------------------------------------------------------------------------------

    def scan(self, code: str) -> bool:
        """Check goods off that were scanned; False where they are no goods, or nothing is being picked."""
        if self.chosen is None or not self.can_pick:
            return False
        scanned = understand(self._catalog(), code, self.now)
        if scanned.found is None:
            return False
        milli = 0 if scanned.quantity is None else scanned.quantity.milli
        sku = scanned.found.product.sku
        if not milli:  # sold by measure: what was ordered of it lies there
            wanted = [one for one in self.chosen.lines if one.goods.sku == sku and not one.is_settled]
            milli = wanted[0].ordered.milli if wanted else 1_000
        order_id = self.chosen.order_id
        self._act(self._acts.scan(order_id, sku, milli, self._session.actor, self._ids.mint()), self._picked)
        return True

    def toggle(self, line: int) -> None:
        """Check a line off by hand, or take that back."""
        one = self._line(line)
        if one is None or not self.can_pick:
            return
        self.line = line
        milli = one.ordered.milli
        if one.state is PickState.PICKED:
            milli = one.given.milli
        elif one.is_settled:
            milli = one.picked.milli
        actor, entry = self._session.actor, self._ids.mint()
        self._act(self._acts.pick(self._order_id, line, milli, actor, entry), self._picked)

    def miss(self, milli: int, why: Why, note: str = "") -> None:
        """There is no more than this of the line that keys are about; what is there and not fit is not given."""
        line = self.chosen_line
        if line is None:
            return
        actor, entry = self._session.actor, self._ids.mint()
        unfit = why in {Why.DAMAGED, Why.OUTDATED, Why.DECLINED}
        if unfit and not milli:
            future = self._acts.reject(self._order_id, line.line, why, actor, entry, note)
        else:
            future = self._acts.short(self._order_id, line.line, milli, why, actor, entry, note)
        self._act(future, self._formed)

    def replace(self, goods: Substitute, why: Why) -> None:
        """Other goods lie there in the place of the line that keys are about."""
        line = self.chosen_line
        if line is not None:
            actor, entry = self._session.actor, self._ids.mint()
            future = self._acts.substitute(self._order_id, line.line, goods, line.ordered, why, actor, entry)
            self._act(future, self._formed)

    def report(self, problem: Problem, note: str) -> None:
        """Something is wrong with it.

        Raises:
            UserError: ``pickup.no_note``.
        """
        actor, entry = self._session.actor, self._ids.mint()
        self._act(self._acts.report(self._order_id, problem, note, actor, entry), self._formed)

    def start(self) -> None:
        """Somebody picks it from here on."""
        self._end(self._acts.start(self._order_id, self._session.actor, self._ids.mint()), self._formed)

    def ready(self) -> None:
        """It lies on its shelf."""
        if self.obstacle is None and self.step is Step.READY:
            actor, entry = self._session.actor, self._ids.mint()
            self._end(self._acts.ready(self._order_id, self.shelf, actor, entry), self._lies)

    def put_back(self) -> None:
        """Its goods go back to where they are sold."""
        if self.chosen is None or not self.may_go_back:
            return
        why = Back.CANCELLED if self.chosen.state is OrderState.CANCELLED else Back.EXPIRED
        actor, entry = self._session.actor, self._ids.mint()
        self._end(self._acts.put_back(self._order_id, why, actor, entry), self._gone)

    def take_in(self, state: IntakeState) -> None:
        """Say how online orders are taken in from here on."""
        minutes = None if state is IntakeState.OPEN else PAUSE_MINUTES
        slow = SLOW_MINUTES if state is IntakeState.SLOW else 0
        future = self._acts.set_intake(state, self._session.actor, self._ids.mint(), minutes, slow)
        self._act(future, self._taken_in)

    @property
    def _order_id(self) -> str:
        return "" if self.chosen is None else self.chosen.order_id

    def _line(self, line: int) -> PickLine | None:
        lines = () if self.chosen is None else self.chosen.lines
        return next((one for one in lines if one.line == line), None)

    # --- what came of them --------------------------------------------------------------------------------------

    def _act(self, future: Future[T], done: Callable[[T], None]) -> None:
        self._bridge.then(self, future, done, self._failed)

    def _end(self, future: Future[T], done: Callable[[T], None]) -> None:
        if not self.is_busy:
            self.is_busy = True
            self._act(future, done)

    def become(self, one: Pickup) -> None:
        """An order is as it came back from an act."""
        self._orders[one.order_id] = one
        if self.chosen is not None and self.chosen.order_id == one.order_id:
            self.chosen = one

    def _picked(self, one: Pickup) -> None:
        before = self.chosen
        self.become(one)
        if before is not None and before.order_id == one.order_id:
            was = {line.line: line for line in before.lines}
            moved = [line.line for line in one.lines if was.get(line.line) != line]
            self.line = next(iter(moved), self.line)
        self.picked.emit()
        self.changed.emit()

    def _formed(self, one: Pickup) -> None:
        self.is_busy = False
        self.work = Work.BOARD
        self._picked(one)

    def _lies(self, one: Pickup) -> None:
        self.is_busy = False
        self.become(one)
        self.readied.emit(one)
        self._go_on()

    def _gone(self, one: Pickup) -> None:
        self.is_busy = False
        self.become(one)
        self._go_on()

    def _go_on(self) -> None:
        """The order is done with: the next look is at none."""
        self.chosen = None
        self._forget()
        self.changed.emit()

    def _taken_in(self, intake: Intake) -> None:
        self.intake = intake
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.is_busy = False
        if isinstance(error, AppError):
            self.refused.emit(error)
            self.refresh()
        else:
            self._bridge.failed.emit(error)
            self.changed.emit()


def _plain(text: str) -> str:
    """A text as it is compared: full width and capitals count for nothing."""
    return unicodedata.normalize("NFKC", text).casefold().replace("-", "").strip()
