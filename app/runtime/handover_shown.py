"""What a customer shows: the code, asked for at the centre or looked up here, and the person who shows it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.codes.identify import Identified, PickupCode, Unknown
from app.domain.errors import AppError, UserError
from app.domain.pickup import Pickup
from app.domain.pickup_done import Check
from app.runtime.bridge import Bridge
from app.runtime.handover_claim import Claims
from app.runtime.handover_goods import HandOverGoods
from app.runtime.routing import Kind, Router
from app.services.identify import Verified
from app.services.pickup_ports import Presented
from app.services.pickup_present import Present, refusal
from app.services.ports import Clock, IdSource
from app.services.scan import Scanned


class ShownCode(HandOverGoods):
    """A code, what it is worth, and what was looked at to know the person.

    Signals:
        refused: something could not be, as an error.
        came: a code was scanned, on whatever screen.

    Attributes:
        presented: what was shown, and what it is worth; None before.
        trouble: why nobody can say what it is worth.
        is_code: a code was scanned or typed, and no order chosen on the board; `is_signed`: it proves itself.
        at: when, microseconds UTC.
        checked: what was looked at to know the person.
        given, paid: orders that the customer has; of those paid, goods may still be checked off.
        is_asking: the centre is asked.
        is_busy: an act is under way.
    """

    refused = Signal(object)
    came = Signal()

    def __init__(
        self,
        present: Callable[[], Present],
        understand: Callable[[str], Scanned],
        clock: Clock,
        ids: IdSource,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(understand, parent)
        self._make_present, self._clock, self._ids, self._bridge = present, clock, ids, bridge
        self._number, self._unknown = 0, ""
        self._claims = Claims(present, clock, bridge, self)
        self._forget()

    def _forget(self) -> None:
        self._forget_goods()
        self.presented: Presented | None = None
        self.trouble: AppError | None = None
        self._order, self._store, self.at = "", "", 0
        self.is_code = self.is_signed = False
        self.checked: frozenset[Check] = frozenset()
        self.is_asking = self.is_busy = False
        self.given: tuple[Pickup, ...] = ()
        self.paid: frozenset[str] = frozenset()

    # --- codes of any screen ------------------------------------------------------------------------------------

    def listen(self, router: Router) -> None:
        """Take the codes of orders, whatever screen is shown."""
        router.on(Kind.PICKUP, self._scanned, self._refused)
        router.on(Kind.UNKNOWN, self._maybe)

    def _scanned(self, what: Identified) -> bool:
        """A signed code, or one that this store has an order under; of another one it is looked at last."""
        if not isinstance(what, PickupCode) or self._is_elsewhere():
            return isinstance(what, PickupCode)
        if what.signed is None and self._make_present().pickups().find(what.code) is None:
            self._unknown = what.code
            return False
        store = "" if what.signed is None else what.signed.claim.store
        self.show(what.order_id or what.code, store=store, is_signed=what.signed is not None)
        self.came.emit()
        return True

    def _maybe(self, what: Identified) -> bool:
        """A text that nobody knows: an order's number, or what looks like a pickup code, maybe another store's."""
        text = what.text.strip() if isinstance(what, Unknown) else ""
        looks, self._unknown = bool(text) and self._unknown == text.upper(), ""
        if not text or not (looks or self._make_present().pickups().find(text) is not None):
            return False
        if self._is_elsewhere():
            return True
        self.show(text)
        self.came.emit()
        return True

    @property
    def is_held(self) -> bool:
        """Whether what was begun has to be ended first."""
        return False

    def _is_elsewhere(self) -> bool:
        """Whether no code is looked at now, which is told."""
        if self.is_held:
            self._bridge.failed.emit(UserError("cart.part_paid"))
        return self.is_held or self.is_busy

    def _refused(self, verified: Verified) -> bool:
        """A genuine code that does not count here and now: the next step is told in words."""
        if verified.refused is not None and not self._is_elsewhere():
            self.refuse(verified.refused)
            self.came.emit()
        return True

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
            self._claims.take(found.pickup.order_id, found)

    def release(self) -> None:
        """Nothing of it is handed over from here: another counter may."""
        self._claims.give_up()
        self._number += 1
        self._forget()

    def _ask_anew(self, order_id: str, go_on: Callable[[], None]) -> None:
        """What the centre said of an order is too long ago: go on where it says it again.

        Where it does not answer the store decides by itself, and whoever hands over sees so before they go on.
        """
        self.is_busy, number = True, self._number

        def came(found: Presented) -> None:
            if number != self._number:
                return  # let go meanwhile, and the claim with it
            self.is_busy = False
            if found.gives:
                self._claims.take(order_id, found)
            else:
                self._claims.drop(order_id)
                self.orders = tuple(one for one in self.orders if one.order_id != order_id)
                self.refused.emit(refusal(found))
            if found.gives and found.online:
                go_on()
                return
            if found.gives or not self.orders:
                self.presented = found
            self.changed.emit()

        self._claims.ask(order_id, came, self._failed)
        self.changed.emit()

    @property
    def pickup(self) -> Pickup | None:
        """The order that it is about: the first that is given, or the one that was shown."""
        if self.orders:
            return self.orders[0]
        return None if self.presented is None else self.presented.pickup

    # --- the person ---------------------------------------------------------------------------------------------

    def look_at(self, check: Check) -> None:
        """Something was looked at to know the person, or it was not after all."""
        self.checked = self.checked ^ {check}
        self.changed.emit()

    # --- several orders -----------------------------------------------------------------------------------------

    @property
    def others(self) -> tuple[Pickup, ...]:
        """Other orders of the same customer that wait, given along or not, beside the one that was shown."""
        if self.presented is None:
            return ()
        had = {one.order_id for one in self.given} | self.paid
        return tuple(one for one in self.presented.together if one.order_id not in had)

    def is_along(self, order_id: str) -> bool:
        """Whether an order is among those that are given."""
        return any(one.order_id == order_id for one in self.orders)

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
                self.refused.emit(refusal(found))
            self.changed.emit()

        self._bridge.then(self, self._make_present().show(order_id, self._ids.mint()), came, self._failed)

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
