"""The hand-over: a code was shown, the goods are checked off, the person is looked at. It outlives its screen."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError, UserError
from app.domain.frozen import frozen
from app.domain.pickup import PickLine, Pickup
from app.domain.pickup_charge import all_left, charge_of
from app.domain.pickup_done import Check, PickState, Problem
from app.domain.quantity import MILLI, Unit
from app.runtime.bridge import Bridge
from app.runtime.handover_pay import OrderPay
from app.runtime.session import Session
from app.services.pickup import Given, PickupActs
from app.services.pickup_ports import Presented
from app.services.pickup_present import Present
from app.services.ports import Catalog
from app.services.scan import understand


class Work(Enum):
    """What the work zone of the hand-over shows."""

    GOODS = "goods"
    PARTIAL = "partial"
    PROBLEM = "problem"


@frozen
class Item:
    """Goods to be given: a line of one of the orders.

    Attributes:
        left: thousandths that can be given.
        ticked: thousandths that were checked off.
    """

    order: Pickup
    line: PickLine
    left: int
    ticked: int

    @property
    def is_ticked(self) -> bool:
        """Whether all of it was checked off."""
        return self.ticked >= self.left


class HandOver(QObject):
    """Orders of one customer, while they are given. Lives in the GUI thread.

    Signals:
        changed: the answer came, goods were checked off, an order was added.
        refused: an act could not be, as an error.
        done: everything that was to be given without money is given.
        paying: the open cart holds what is to be paid now.

    Attributes:
        presented: what was shown, and what it is worth; None before.
        trouble: why nobody can say what it is worth.
        is_code: a code was scanned or typed, and no order chosen on the board; `is_signed`: it proves itself.
        at: when, microseconds UTC.
        orders: that are given together, as they are now.
        checked: what was looked at to know the person.
        line: of the goods that keys are about, by their place.
        ends: what is not given now does not wait any more.
        given, paid: orders that the customer has; of those paid, goods may still be checked off.
        is_asking: the centre is asked.
        is_busy: an act is under way.
    """

    changed = Signal()
    refused = Signal(object)
    done = Signal(object)
    paying = Signal(object)

    def __init__(
        self,
        present: Callable[[], Present],
        acts: PickupActs,
        catalog: Callable[[], Catalog],
        pay: OrderPay,
        session: Session,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_present, self._acts, self._catalog = present, acts, catalog
        self._pay, self._session, self._bridge = pay, session, bridge
        self._clock, self._ids = acts.desk.clock, acts.desk.ids
        self._number = 0
        self._shown: dict[str, Presented] = {}
        self._reset()

    def _reset(self) -> None:
        self.presented: Presented | None = None
        self.trouble: AppError | None = None
        self._order, self._store, self.at = "", "", 0
        self.is_code = self.is_signed = False
        self.orders: tuple[Pickup, ...] = ()
        self.checked: frozenset[Check] = frozenset()
        self.line: int | None = None
        self.work, self.ends = Work.GOODS, False
        self._paying = ""
        self.is_asking = self.is_busy = False
        self._ticked: dict[tuple[str, int], int] = {}
        self._shown = {}
        self.given: tuple[Pickup, ...] = ()
        self.paid: frozenset[str] = frozenset()

    # --- a code is shown ----------------------------------------------------------------------------------------

    def show(self, order: str, *, store: str = "", is_signed: bool = False) -> None:
        """A customer shows a code. Whatever was being handed over before is given up.

        Args:
            order: the order's id, or its code.
            store: the only store at which the code counts; empty where it does not say.
            is_signed: the code proves itself.
        """
        self._ask(order, store, is_code=True, is_signed=is_signed)

    def open(self, order_id: str) -> None:
        """An order was chosen on the board."""
        self._ask(order_id, "", is_code=False, is_signed=False)

    def refuse(self, error: AppError) -> None:
        """A code was shown that does not count."""
        if not self.is_busy:
            self.release()
            self.trouble, self.at = error, self._clock.now()
            self.changed.emit()

    def again(self) -> None:
        """Ask once more."""
        if self._order and not self.is_asking:
            self._ask(self._order, self._store, is_code=self.is_code, is_signed=self.is_signed)

    def _ask(self, order: str, store: str, *, is_code: bool, is_signed: bool) -> None:
        if self.is_busy:
            return
        self.release()
        number = self._number
        self._order, self._store, self.is_code, self.is_signed = order, store, is_code, is_signed
        self.at, self.is_asking = self._clock.now(), True

        def came(found: Presented) -> None:
            if number == self._number:
                self._came(found)
            else:
                self._make_present().give_up(found)

        def failed(error: BaseException) -> None:
            if number == self._number:
                self.is_asking = False
                self._fail(error, as_trouble=True)

        self._bridge.then(self, self._make_present().show(order, self._ids.mint(), store=store), came, failed)
        self.changed.emit()

    def _came(self, found: Presented) -> None:
        self.is_asking = False
        self.presented = found
        if found.pickup is not None and found.gives:
            self._take(found)
            if self.is_code:
                self.checked = frozenset({Check.CODE})
            self.line = 0 if self.items else None
        self.changed.emit()

    def _take(self, found: Presented) -> None:
        if found.pickup is not None:
            self.orders = (*self.orders, found.pickup)
            self._shown[found.pickup.order_id] = found

    def release(self) -> None:
        """Nothing of it is handed over from here: another counter may."""
        self._pay.let_go()
        for shown in self._shown.values():
            self._make_present().give_up(shown)
        self._number += 1
        self._reset()

    def close(self) -> bool:
        """One level back: the form; False where there is none."""
        if self.work is Work.GOODS:
            return False
        self.work = Work.GOODS
        self.changed.emit()
        return True

    def open_form(self, work: Work) -> None:
        """Show a form."""
        if self.orders and not self.is_busy:
            self.work = work
            self.changed.emit()

    def end(self, ends: bool) -> None:  # noqa: FBT001 - of a signal
        """Whether what is not given now does not wait any more."""
        self.ends = ends
        self.changed.emit()

    # --- the goods ----------------------------------------------------------------------------------------------

    @property
    def items(self) -> list[Item]:
        """What can be given, order by order."""
        found = []
        for one in self.orders:
            for line in one.lines:
                ticked = self._ticked.get((one.order_id, line.line), 0)
                found.append(Item(one, line, line.left.milli, min(ticked, line.left.milli)))
        return [one for one in found if one.left or one.line.state in {PickState.SHORT, PickState.REJECTED}]

    @property
    def to_tick(self) -> list[Item]:
        """Those that are to be checked off."""
        return [one for one in self.items if one.left]

    @property
    def unticked(self) -> int:
        """How many are not checked off."""
        return sum(not one.is_ticked for one in self.to_tick)

    def tick(self, place: int) -> None:
        """Check goods off by hand, or take that back; by their place."""
        items = self.items
        if 0 <= place < len(items) and items[place].left:
            item = items[place]
            self.line = place
            self._set(item, 0 if item.is_ticked else item.left)

    def _set(self, item: Item, milli: int) -> None:
        self._ticked[item.order.order_id, item.line.line] = milli
        self.changed.emit()

    def walk(self, place: int) -> None:
        """Keys are about these goods."""
        if place != self.line:
            self.line = place
            self.changed.emit()

    def scan(self, code: str) -> bool:
        """Check goods off that were scanned; False where they are none.

        Raises:
            UserError: ``pickup.not_ordered``, ``pickup.enough`` (sku).
        """
        if not self.orders:
            return False
        scanned = understand(self._catalog(), code, self._clock.now())
        if scanned.found is None:
            return False
        sku = scanned.found.product.sku
        items = [(place, one) for place, one in enumerate(self.items) if one.left and one.line.goods.sku == sku]
        if not items:
            raise UserError("pickup.not_ordered", sku=sku)
        wanting = [(place, one) for place, one in items if not one.is_ticked]
        if not wanting:
            raise UserError("pickup.enough", sku=sku)
        place, item = wanting[0]
        step = MILLI if scanned.quantity is None else scanned.quantity.milli
        self.line = place
        self._set(item, item.left if item.line.ordered.unit is not Unit.PIECE else min(item.left, item.ticked + step))
        return True

    # --- the person ---------------------------------------------------------------------------------------------

    def look_at(self, check: Check) -> None:
        """Something was looked at to know the person, or it was not after all."""
        self.checked = self.checked ^ {check}
        self.changed.emit()

    # --- several orders -----------------------------------------------------------------------------------------

    @property
    def others(self) -> tuple[Pickup, ...]:
        """Other orders of the same customer that wait."""
        if self.presented is None:
            return ()
        here = {one.order_id for one in (*self.orders, *self.given)}
        return tuple(one for one in self.presented.together if one.order_id not in here)

    def add(self, order_id: str) -> None:
        """Give another order of the same customer along."""
        if self.is_busy:
            return
        self.is_busy = True

        def came(found: Presented) -> None:
            self.is_busy = False
            if found.pickup is not None and found.gives:
                self._take(found)
            else:
                self.refused.emit(UserError(f"pickup.{found.verdict.value}"))
            self.changed.emit()

        self._bridge.then(self, self._make_present().show(order_id, self._ids.mint()), came, self._failed)

    # --- what is given ------------------------------------------------------------------------------------------

    def giving(self, one: Pickup) -> dict[int, int]:
        """What of an order is given now, in thousandths by line: all that can be, or in parts what is checked off."""
        if one.order_id in self.paid:
            return {}
        if self.work is not Work.PARTIAL:
            return all_left(one)
        ticked = {item.line.line: item.ticked for item in self.items if item.order.order_id == one.order_id}
        return {line: milli for line, milli in ticked.items() if milli}

    def due(self, one: Pickup) -> int:
        """What is to be paid for what is given of an order, in minor units."""
        return charge_of(one, self.giving(one)).due

    @property
    def due_now(self) -> int:
        """What is to be paid next: orders are paid one by one."""
        return next((due for due in map(self.due, self.orders) if due), 0)

    @property
    def obstacle(self) -> UserError | None:
        """Why nothing can be given."""
        if not self.orders:
            return UserError("pickup.none_chosen")
        if self.is_given:
            return None
        if not any(any(self.giving(one).values()) for one in self.orders):
            return UserError("pickup.nothing_given")
        return None

    def _given(self, one: Pickup) -> Given:
        ends = self.work is not Work.PARTIAL or self.ends
        shown = self._shown.get(one.order_id)
        offline = shown is None or not shown.online
        return Given(one.order_id, self.giving(one), tuple(self.checked), ends=ends, offline=offline)

    @property
    def is_given(self) -> bool:
        """Whether all of it was given in the sale that paid for it, and its goods are only checked off still."""
        return bool(self.orders) and all(one.order_id in self.paid for one in self.orders)

    def accept(self, label: str = "") -> None:
        """Give what costs nothing now; then have the next order paid that does.

        Args:
            label: what an open cart is called that is put aside for that.

        Raises:
            AppError: the cart cannot be made.
        """
        if self.is_busy or self.obstacle is not None:
            return
        if self.is_given:
            self._end()
            return
        free = [one for one in self.orders if any(self.giving(one).values()) and not self.due(one)]
        if free:
            self.is_busy = True
            self._give(free[0])
            return
        one = next(one for one in self.orders if self.due(one))
        given = self._given(one)

        def opened() -> None:
            self._paying = one.order_id
            self.paying.emit(one)

        self._pay.begin(one, given, label, opened)

    def _give(self, one: Pickup) -> None:
        future = self._acts.hand_over(self._given(one), self._session.actor, self._ids.mint())
        self._bridge.then(self, future, self._gave, self._failed)

    def _gave(self, one: Pickup) -> None:
        self.is_busy = False
        self._leave(one)
        if any(any(self.giving(other).values()) and not self.due(other) for other in self.orders):
            self.accept()
        elif self.orders and self.due_now:
            self.changed.emit()
        else:
            self._end()

    def _leave(self, one: Pickup) -> None:
        self.given = (*self.given, one)
        self.orders = tuple(other for other in self.orders if other.order_id != one.order_id)
        self._shown.pop(one.order_id, None)

    def completed(self, _sale: object) -> None:
        """A sale is on the disk: where it paid for an order, the customer has that."""
        one = next((one for one in self.orders if one.order_id == self._paying), None)
        if one is None:
            return
        self._paying = ""
        self.work = Work.GOODS
        if any(not item.is_ticked for item in self.to_tick if item.order.order_id == one.order_id):
            self.paid |= {one.order_id}
            self._shown.pop(one.order_id, None)
        else:
            self._leave(one)
        self.changed.emit()

    def _end(self) -> None:
        given = self.given
        self.release()
        self.done.emit(given)
        self.changed.emit()

    def report(self, problem: Problem, note: str) -> None:
        """Something is wrong with the order that keys are about.

        Raises:
            UserError: ``pickup.no_note``.
        """
        items = self.items
        place = self.line if self.line is not None and self.line < len(items) else None
        one = items[place].order if place is not None else self.orders[0]
        future = self._acts.report(one.order_id, problem, note, self._session.actor, self._ids.mint())

        def reported(now: Pickup) -> None:
            self.orders = tuple(now if other.order_id == now.order_id else other for other in self.orders)
            self.work = Work.GOODS
            self.changed.emit()

        self._bridge.then(self, future, reported, self._failed)

    def _failed(self, error: BaseException) -> None:
        self.is_busy = False
        self._fail(error)

    def _fail(self, error: BaseException, *, as_trouble: bool = False) -> None:
        if not isinstance(error, AppError):
            self._bridge.failed.emit(error)
        elif as_trouble:
            self.trouble = error
        else:
            self.refused.emit(error)
        self.changed.emit()
