"""Goods that come back: what was chosen goes into a cart, and the money goes back.

What is chosen touches neither cart nor books until it is put into the cart, all of it in one change; from then on it
is the cart's, which is kept against a crash.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.domain.approval import Request, requests_of
from app.domain.cart import Cart, add_return
from app.domain.errors import AppError, UserError
from app.domain.payment import Does
from app.domain.quantity import MILLI
from app.domain.sale import Sale
from app.domain.tender import TenderKind
from app.runtime.bridge import Bridge
from app.runtime.cart import OpenCart
from app.runtime.counter import Counter
from app.runtime.parking import Parking
from app.runtime.payment import OpenPayment
from app.runtime.refund_choice import Aim, ChosenGoods
from app.services.refund_effect import Effects, effects_of


class GoodsBack(ChosenGoods):
    """The acts on what was chosen."""

    def __init__(
        self,
        counter: Counter,
        open_cart: OpenCart,
        parking: Parking,
        payment: OpenPayment,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(counter, open_cart, payment, bridge, parent)
        self._parking = parking
        payment.completed.connect(self._completed)
        payment.stopped.connect(self._stopped)

    def measure(self, milli: int) -> None:
        """So many thousandths of the line that keys are about come back: a weight, or pieces.

        Raises:
            UserError: ``refund.nothing_chosen``, ``return.more_than_remains``, ``quantity.unreadable``: half a piece.
        """
        self.need_free()
        if self.current is None or self.sought.view is None:
            raise UserError("refund.nothing_chosen")
        line = self._line(self.current)
        if line.is_counted and milli % MILLI:
            raise UserError("quantity.unreadable", text=f"{milli // MILLI}.{milli % MILLI:03d}")
        if milli > line.remaining:
            raise UserError("return.more_than_remains", line=self.current)
        self.choose(self.current, milli)

    def clear_way(self, label: str, done: Callable[[], object]) -> None:
        """Have an empty cart for goods that come back for money; what lies in the open one is put aside.

        Until then the choice holds still.

        Args:
            label: what that is called then.

        Raises:
            UserError: what `obstacle` tells; as `need_free` and `Parking.park`.
        """
        self.need_free()
        self._need_ready()
        if self._cart.cart.is_empty:
            done()
            return

        def parked() -> None:
            self.wait(on=False)
            done()

        self._parking.park(label, parked, lambda: self.wait(on=False))
        self.wait(on=True)

    def wait(self, *, on: bool) -> None:
        """Have the choice hold still while something about it is under way: a cart put aside, somebody's word."""
        self.is_busy = on
        self.changed.emit()

    @property
    def effects(self) -> Effects:
        """What it does beside the money: to points, and to coupons once the whole sale is back. Short reads."""
        view, lines = self.sought.view, self.lines
        if view is None or self.bare.is_open or self.sought.is_foreign or not self.has_chosen:
            return Effects()
        in_exchange = self.aim is Aim.EXCHANGE and not self._paying
        left = [(one.state if in_exchange else one.booked).remaining_milli - one.milli for one in lines]
        before = self._cart.returned if in_exchange else ()
        sale_id = view.sale.ticket.sale_id
        worth = self.total + sum(one.refund for one in before if one.sale_id == sale_id)
        by_points = sum(way.minor for way in self.ways if way.kind is TenderKind.POINTS)
        return effects_of(self._counter.reads(), sale_id, worth, by_points, is_all_back=not any(left))

    def _need_ready(self) -> None:
        if (obstacle := self.obstacle) is not None:
            raise obstacle

    def _with(self, cart: Cart) -> Cart:
        for one in self.returns():
            cart = add_return(cart, one)
        return cart

    def requests(self) -> list[Request]:
        """What of it somebody must be allowed to do, as it would stand in the open cart."""
        limits, cart = self._counter.approvals.limits(), self._cart.cart
        before = requests_of(cart, limits)
        return [one for one in requests_of(self._with(cart), limits) if one not in before]

    def put_in(self) -> int:
        """Put the goods into the open cart, where selling goes on; how many lines.

        Raises:
            UserError: as `need_free`; what `obstacle` tells; as `OpenCart.become`.
        """
        self.need_free()
        self._need_ready()
        count = len(self.returns())
        self._cart.become(self._with(self._cart.cart))
        self.close()
        return count

    def pay_out(self) -> bool:
        """Give the money back: at once where nothing must be typed for it; False where the payment must ask.

        Raises:
            UserError: as `need_free`; what `obstacle` tells; ``refund.cart_not_empty``: somebody began to sell, and
                money for that is not in this; as `OpenCart.become`.
        """
        self.need_free()
        self._need_ready()
        if not self._cart.cart.is_empty:
            raise UserError("refund.cart_not_empty")
        self._paying = True
        try:
            self._cart.become(self._with(self._cart.cart))
        except AppError:
            self._paying = False
            raise
        payment = self._payment
        payment.begin()
        asks_nothing = payment.payment.is_settled or payment.entry.kind is TenderKind.CASH
        if not asks_nothing or payment.ahead.does is not Does.COMPLETE:
            self.close()
            return False
        self.is_busy = True
        self.changed.emit()
        payment.accept()
        return True

    def _completed(self, sale: Sale) -> None:
        if self._paying:
            self.close()
        elif self._shown in {one.sale_id for one in sale.ticket.returns}:
            self.sought.read_again()

    def _stopped(self, _error: object) -> None:
        """The money was not given back: the cart is as it was before, and the choice is still here."""
        if not self._paying:
            return
        for one in self._payment.payment.tenders:
            self._payment.remove(one.tender_id)
        self._cart.undo()
        self._paying = self.is_busy = False
        self.sought.read_again()
        self.changed.emit()
