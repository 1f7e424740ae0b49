"""The board of orders for pickup at work: picking, putting on a shelf, putting back. It outlives its screen."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from app.domain.intake import Intake, IntakeState
from app.domain.order import OrderState
from app.domain.pickup import Pickup
from app.domain.pickup_done import Back, PickState, Problem, Substitute, Why
from app.runtime.bridge import Bridge
from app.runtime.pickup_view import BoardView, Narrow, Step, Work
from app.runtime.session import Session
from app.services.pickup import PickupActs
from app.services.pickup_ports import Pickups
from app.services.scan import Scanned

T = TypeVar("T")
#: By how many minutes an order takes longer while orders are taken in slower.
SLOW_MINUTES = 30
#: Why something is there and cannot be given: of a line of which there is nothing else, nothing is.
_UNFIT = frozenset((Why.DAMAGED, Why.OUTDATED, Why.DECLINED))


class PickupBoard(BoardView):
    """The acts on the order that is looked at.

    Signals:
        picked: a scan or a hand checked goods off, or took that back.
        formed: it was begun, or something was said of it: nothing was checked off.
        refused: an act could not be, as an error.
        readied: an order was put on a shelf.
        returned: its goods went back to where they are sold.
    """

    picked = Signal()
    formed = Signal()
    refused = Signal(object)
    readied = Signal(object)
    returned = Signal(object)

    def __init__(
        self,
        reads: Pickups,
        acts: PickupActs,
        understand: Callable[[str], Scanned],
        session: Session,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(reads, acts.desk.clock, parent)
        self._acts, self._understand = acts, understand
        self._session, self._bridge = session, bridge
        self._ids = acts.desk.ids

    # --- acts ---------------------------------------------------------------------------------------------------

    def scan(self, code: str) -> bool:
        """Check goods off that were scanned; False where they are no goods, or nothing is being picked."""
        if self.chosen is None or not self.can_pick:
            return False
        scanned = self._understand(code)
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
        self._act(self._acts.pick(self.chosen_id, line, milli, actor, entry), self._picked)

    def miss(self, milli: int, why: Why, note: str = "") -> None:
        """There is no more than this of the line that keys are about; what is there and not fit is not given."""
        line = self.chosen_line
        if line is None:
            return
        actor, entry = self._session.actor, self._ids.mint()
        if why in _UNFIT and not milli:
            future = self._acts.reject(self.chosen_id, line.line, why, actor, entry, note)
        else:
            future = self._acts.short(self.chosen_id, line.line, milli, why, actor, entry, note)
        self._act(future, self._formed)

    def replace(self, goods: Substitute, why: Why) -> None:
        """Other goods lie there in the place of the line that keys are about."""
        line = self.chosen_line
        if line is not None:
            actor, entry = self._session.actor, self._ids.mint()
            future = self._acts.substitute(self.chosen_id, line.line, goods, line.ordered, why, actor, entry)
            self._act(future, self._formed)

    def report(self, problem: Problem, note: str) -> None:
        """Something is wrong with it.

        Raises:
            UserError: ``pickup.no_note``.
        """
        actor, entry = self._session.actor, self._ids.mint()
        self._act(self._acts.report(self.chosen_id, problem, note, actor, entry), self._formed)

    def start(self) -> None:
        """Somebody picks it from here on."""
        self._end(self._acts.start(self.chosen_id, self._session.actor, self._ids.mint()), self._formed)

    def ready(self) -> None:
        """It lies on its shelf."""
        if self.obstacle is None and self.step is Step.READY:
            actor, entry = self._session.actor, self._ids.mint()
            self._end(self._acts.ready(self.chosen_id, self.shelf, actor, entry), self._lies)

    def put_back(self) -> None:
        """Its goods go back to where they are sold."""
        if self.chosen is None or not self.may_go_back:
            return
        why = Back.CANCELLED if self.chosen.state is OrderState.CANCELLED else Back.EXPIRED
        actor, entry = self._session.actor, self._ids.mint()
        self._end(self._acts.put_back(self.chosen_id, why, actor, entry), self._gone)

    def take_in(self, state: IntakeState, minutes: int | None = None) -> None:
        """Say how online orders are taken in from here on.

        Args:
            minutes: how long that lasts; None until somebody says otherwise.
        """
        slow = SLOW_MINUTES if state is IntakeState.SLOW else 0
        future = self._acts.set_intake(state, self._session.actor, self._ids.mint(), minutes, slow)
        self._act(future, self._taken_in)

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
        self._follow(one)
        self.picked.emit()
        self.changed.emit()

    def _follow(self, one: Pickup) -> None:
        """The order is as it came back, and keys are about the line that changed."""
        before = self.chosen
        self.become(one)
        if before is not None and before.order_id == one.order_id:
            if one.state is not before.state:
                self.shown = one.column(self.now) or self.shown
            was = {line.line: line for line in before.lines}
            moved = [line.line for line in one.lines if was.get(line.line) != line]
            self.line = next(iter(moved), self.line)

    def _formed(self, one: Pickup) -> None:
        self.is_busy = False
        self.work = Work.BOARD
        self._follow(one)
        self.formed.emit()
        self.changed.emit()

    def _lies(self, one: Pickup) -> None:
        self.is_busy = False
        self.become(one)
        self.readied.emit(one)
        self._go_on()

    def _gone(self, one: Pickup) -> None:
        self.is_busy = False
        self.become(one)
        self.returned.emit(one)
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


__all__ = ["SLOW_MINUTES", "Narrow", "PickupBoard", "Step", "Work"]
