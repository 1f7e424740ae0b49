"""The payment of the open cart: tenders gathered one by one, undone one by one, until nothing remains."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from app.domain.sale import Sale
from app.domain.tender import Payment, Tender
from app.runtime.bridge import Bridge
from app.runtime.cart import OpenCart
from app.runtime.counter import Counter
from app.runtime.session import Session
from app.services.tender import pending


class OpenPayment(QObject):
    """What was taken for the open cart so far. Lives in the GUI thread.

    A tender that settles the payment goes into the sale's own transaction; one that leaves a remainder is kept at
    once, so that a crash cannot forget money that was taken.

    Signals:
        changed: a tender came or went, or one is being kept.
        completed: the sale is on the disk.
    """

    changed = Signal()
    completed = Signal(object)

    def __init__(
        self, counter: Counter, session: Session, open_cart: OpenCart, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._counter = counter
        self._session = session
        self._cart = open_cart
        self._bridge = bridge
        self.is_busy = False
        self._kept: set[str] = set()
        self.payment = self._begun()

    def _begun(self) -> Payment:
        """A payment of what the cart costs, with what was taken for it before a crash."""
        taken = pending(self._counter.reads(), self._cart.cart.cart_id)
        self._kept = {one.tender_id for one in taken}
        shop = self._counter.shop
        return Payment(self._cart.total, shop.currency, shop.cash, taken)

    def begin(self) -> None:
        """Go to the payment: the cart holds still until it is paid or everything taken is given back."""
        self._cart.hold()
        self.payment = self._begun()
        self.changed.emit()

    @property
    def has_taken(self) -> bool:
        """Whether money was taken that the cart's end must account for."""
        return bool(self.payment.tenders)

    def leave(self) -> bool:
        """Back to the cart; False while money lies on the counter for it."""
        if self.has_taken or self.is_busy:
            return False
        self._cart.release()
        self.payment = self._begun()
        self.changed.emit()
        return True

    def take_cash(self, tendered: int) -> None:
        """Take cash, in minor units.

        Raises:
            UserError: of the payment.
        """
        self._take(self.payment.with_cash(self._counter.ids.mint(), tendered))

    def take_card(self, amount: int, reference: str) -> None:
        """Take what a stand-alone card terminal approved.

        Raises:
            UserError: of the payment.
        """
        self._take(self.payment.with_card(self._counter.ids.mint(), amount, reference))

    def _take(self, then: Payment) -> None:
        if self.is_busy:
            return
        known = {one.tender_id for one in self.payment.tenders}
        fresh = [one for one in then.tenders if one.tender_id not in known]
        if then.is_settled or not fresh:
            self.payment = then
            self.changed.emit()
            return
        self._keep(fresh[0], then)

    def _keep(self, tender: Tender, then: Payment) -> None:
        def kept(_: object) -> None:
            self._kept.add(tender.tender_id)
            self.payment = then

        self._wait(self._counter.tenders.take(self._cart.cart, tender, self._session.actor), kept)

    def remove(self, tender_id: str, reason: str = "") -> None:
        """Give a tender back."""
        if self.is_busy:
            return
        if tender_id not in self._kept:
            self.payment = self.payment.without(tender_id)
            self.changed.emit()
            return

        def removed(_: object) -> None:
            self._kept.discard(tender_id)
            self.payment = self.payment.without(tender_id)

        counter = self._counter
        self._wait(
            counter.tenders.remove(
                self._cart.cart.cart_id, tender_id, counter.ids.mint(), self._session.actor, reason
            ),
            removed,
        )

    def complete(self) -> None:
        """Commit the sale; a second press while it is under way does nothing.

        Raises:
            UserError: ``cart.empty``, ``tender.remaining``.
        """
        if self.is_busy:
            return
        cart = self._cart

        def sold(sale: Sale) -> None:
            cart.start_next()
            self.payment = self._begun()
            self.completed.emit(sale)

        self._wait(
            self._counter.sell.complete(cart.cart, cart.priced, self.payment, self._session.actor, cart.returned), sold
        )

    def _wait(self, future: Future[object] | Future[None] | Future[Sale], done: Callable[..., None]) -> None:
        self.is_busy = True
        self.changed.emit()

        def arrived(result: object) -> None:
            self.is_busy = False
            done(result)
            self.changed.emit()

        def failed(error: BaseException) -> None:
            self.is_busy = False
            self.changed.emit()
            self._bridge.failed.emit(error)

        self._bridge.then(self, future, arrived, failed)
