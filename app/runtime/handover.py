"""The hand-over: the goods are given, what is due is paid first, what is wrong is reported."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError, UserError
from app.domain.pickup import Pickup
from app.domain.pickup_done import Problem
from app.domain.sale import Sale
from app.runtime.bridge import Bridge
from app.runtime.handover_due import DueOrders, Work
from app.runtime.handover_goods import Item
from app.runtime.handover_pay import OrderPay
from app.runtime.session import Session
from app.services.pickup import Given, PickupActs
from app.services.pickup_present import Present
from app.services.scan import Scanned


class HandOver(DueOrders):
    """Orders of one customer, while they are given.

    Signals:
        done: everything that was to be given is given, as a tuple of orders.
        paying: the open cart holds what is to be paid now.
    """

    done = Signal(object)
    paying = Signal(object)

    def __init__(
        self,
        present: Callable[[], Present],
        acts: PickupActs,
        understand: Callable[[str], Scanned],
        pay: OrderPay,
        session: Session,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(present, understand, acts.desk.clock, acts.desk.ids, bridge, parent)
        self._acts, self._pay, self._session = acts, pay, session

    def _forget(self) -> None:
        super()._forget()
        self._paying, self._was_order = ("", ""), False

    @property
    def is_held(self) -> bool:
        """Whether money lies on the counter for an order: that is ended before another code is looked at."""
        return self._pay.is_begun

    def release(self) -> None:
        """Nothing of it is handed over from here: another counter may; a cart that was made for it is let go."""
        self._pay.let_go()
        super().release()

    def give_back(self) -> None:
        """The order whose cart is open waits again as it did before.

        Raises:
            UserError: ``cart.part_paid`` and others of `OpenCart.need_free`; ``cart.moving``: an act is under way.
        """
        self._pay.need_free()
        if self.is_busy:
            raise UserError("cart.moving", cart_id=self._pay.cart_id)
        self.release()
        self.changed.emit()

    def close(self) -> bool:
        """One level back: the form; False where there is none."""
        if self.work is Work.GOODS:
            return False
        self.work = Work.GOODS
        self.changed.emit()
        return True

    def open_form(self, work: Work) -> None:
        """Show a form."""
        able = bool(self.orders) or (work is Work.PROBLEM and self.pickup is not None)
        if able and not self.is_busy:
            self.work = work
            self.changed.emit()

    def end(self, ends: bool) -> None:  # noqa: FBT001 - of a signal
        """Whether what is not given now does not wait any more."""
        self.ends = ends
        self.changed.emit()

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
        offline = not self._claims.is_online(one.order_id)
        return Given(one.order_id, self.giving(one), tuple(self.checked), ends=ends, offline=offline)

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
        one = free[0] if free else self.next_due
        if one is None:
            return
        if self._claims.is_over(one.order_id) and not self._pay.is_begun:
            self._ask_anew(one.order_id, lambda: self._go_on(label))
            return
        if free:
            self.is_busy = True
            self._give(one)
            return
        given = self._given(one)

        def opened() -> None:
            self._paying = (one.order_id, self._pay.cart_id)
            self.paying.emit(one)

        self._pay.begin(one, given, label, opened)

    def _go_on(self, label: str) -> None:
        try:
            self.accept(label)
        except AppError as error:
            self.refused.emit(error)

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

    def leave_out(self, order_id: str) -> None:
        """An order that was to be given along waits after all.

        Raises:
            UserError: ``cart.part_paid``: money lies on the counter for it.
        """
        one = next((one for one in self.orders if one.order_id == order_id), None)
        if one is None or self.is_busy or order_id in self.paid:
            return
        if self._pay.is_for(order_id):
            if self._pay.is_begun:
                raise UserError("cart.part_paid", cart_id=self._pay.cart_id)
            self._pay.let_go()
        self.orders = tuple(other for other in self.orders if other.order_id != order_id)
        self._ticked = {key: milli for key, milli in self._ticked.items() if key[0] != order_id}
        self._claims.give_up_one(order_id)
        self.line = 0 if self.items else None
        if self.orders or not self.given:
            self.changed.emit()
        else:
            self._end()

    def _leave(self, one: Pickup) -> None:
        self.given = (*self.given, self._as_it_is(one))
        self.orders = tuple(other for other in self.orders if other.order_id != one.order_id)
        self._claims.drop(one.order_id)

    def _as_it_is(self, one: Pickup) -> Pickup:
        return self._make_present().pickups().pickup(one.order_id) or one

    def completed(self, sale: Sale) -> None:
        """A sale is on the disk: where it paid for an order, the customer has what was in it."""
        order_id, cart_id = self._paying
        is_it = bool(order_id) and sale.ticket.sale_id == cart_id
        one = next((one for one in self.orders if is_it and one.order_id == order_id), None)
        self._was_order = one is not None
        if one is None:
            return
        self._paying, self.taken = ("", ""), self.taken.after(one.order.code, sale)
        has = {line.line: line.quantity.milli for line in sale.ticket.lines}
        mine = [item for item in self.to_tick if item.order.order_id == one.order_id]
        if any(item.ticked < has.get(item.line.line, 0) for item in mine):
            self.paid |= {one.order_id}
            self._claims.drop(one.order_id)
        else:
            self._leave(one)
        if not self.due_now:
            self.work = Work.GOODS
        self.changed.emit()

    @property
    def goes_on(self) -> bool:
        """Whether the sale was an order's, and its customer gets more: goods to check off, or another order."""
        return self._was_order and bool(self.orders)

    def after_sale(self) -> str:
        """Where one goes on after a sale: where goods wait to be checked off or given, or the board; or to sell."""
        if not self._was_order:
            return "sell"
        self._was_order = False
        if self.orders:
            return "handover"
        self.release()
        return "pickup"

    def _end(self) -> None:
        given = (*self.given, *(self._as_it_is(one) for one in self.orders if one.order_id in self.paid))
        self.release()
        self.done.emit(given)
        self.changed.emit()

    def report(self, problem: Problem, note: str) -> None:
        """Something is wrong with the order that keys are about.

        Raises:
            UserError: ``pickup.no_note``.
        """
        items = self.items
        one = items[self.line].order if self.line is not None and self.line < len(items) else self.pickup
        if one is None:
            return
        future = self._acts.report(one.order_id, problem, note, self._session.actor, self._ids.mint())

        def reported(now: Pickup) -> None:
            self.orders = tuple(now if other.order_id == now.order_id else other for other in self.orders)
            self.work = Work.GOODS
            self.changed.emit()

        self._bridge.then(self, future, reported, self._failed)


__all__ = ["HandOver", "Item", "Work"]
