"""The payment of the open cart: tenders gathered one by one, undone one by one, until nothing remains."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.approval import Request
from app.domain.errors import AppError, UserError
from app.domain.frozen import frozen
from app.domain.payment import Does, Entry, Field, Term, change_sum, given_otherwise, next_entry, take, ways_left
from app.domain.refund import WayBack
from app.domain.sale import Sale
from app.domain.tender import Payment, Tender, TenderKind
from app.runtime.bridge import Bridge
from app.runtime.cart import Held, OpenCart
from app.runtime.counter import Counter
from app.runtime.session import Session
from app.runtime.tendering import TypedPayment
from app.services.refund import otherwise_request, ways_back
from app.services.tender import pending

T = TypeVar("T")


@frozen
class Completed:
    """The sale that was completed last, as the screen after it tells it; amounts in minor units.

    Attributes:
        wants_receipt: whether the customer gets its paper.
    """

    sale: Sale
    wants_receipt: bool

    @property
    def total(self) -> int:
        """What changed hands; negative when the customer got money."""
        return self.sale.ticket.total

    @property
    def change(self) -> int:
        """What the customer gets back from cash."""
        return sum(tender.change for tender in self.sale.ticket.tenders)

    @property
    def cash_to_give(self) -> int:
        """Cash that leaves the drawer's owner's hand now: change, or what is given back in cash."""
        given = sum(one.amount for one in self.sale.ticket.tenders if one.kind is TenderKind.CASH and one.amount < 0)
        return self.change - given

    @property
    def sum(self) -> tuple[Term, ...]:
        """How the change came about."""
        return change_sum(self.sale.ticket)


class OpenPayment(TypedPayment):
    """What was taken for the open cart so far, and what is being typed. Lives in the GUI thread.

    A tender that settles the payment goes into the sale's own transaction; one that leaves a remainder is kept at
    once, so that a crash cannot forget money that was taken. From then on the cart holds still.

    Args:
        wants_receipt: whether a receipt is printed unless somebody says otherwise.
        reference_required: whether a card payment needs its approval code.

    Signals:
        completed: the sale is on the disk; `last` tells of it.
        stopped: an act could not be done, with its error; told by the bridge as well.

    Attributes:
        last: the sale that was completed last, for the screen after it.
        is_untold: nobody saw yet how it ended, such as the change.
        ways: how money that is given back goes back to what the goods were paid with.
    """

    completed = Signal(object)
    stopped = Signal(object)

    def __init__(
        self,
        counter: Counter,
        session: Session,
        open_cart: OpenCart,
        bridge: Bridge,
        parent: QObject | None = None,
        *,
        wants_receipt: Callable[[], bool] = lambda: True,
        reference_required: bool = True,
    ) -> None:
        super().__init__(
            counter.tender_providers, parent, reference_required=reference_required, wants_receipt=wants_receipt
        )
        self._counter = counter
        self._session = session
        self._cart = open_cart
        self._bridge = bridge
        self.last: Completed | None = None
        self.is_untold = False
        self._kept: set[str] = set()
        self._start()
        open_cart.changed.connect(self._cart_changed)

    def _start(self) -> None:
        """Begin a payment of what the cart costs, with what was taken and asked for it before a crash."""
        cart, shop, reads = self._cart, self._counter.shop, self._counter.reads()
        taken = pending(reads, cart.cart.cart_id)
        self.asked = next(iter(reads.open_requests(cart.cart.cart_id)), None)
        self._kept = {one.tender_id for one in taken}
        self._for = (cart.cart.cart_id, cart.total)
        self.payment = Payment(cart.total, shop.currency, shop.cash, taken)
        self.ways = self._ways_back()
        self.entry = self._next_entry()
        self._receipt = None
        self._holds = False
        self._hold()

    @property
    def origin(self) -> str:
        """What money that goes back next was paid with, by its reference; empty for none."""
        kind = self.entry.kind
        return next((way.reference for way in ways_left(self.payment, self.ways) if way.kind is kind), "")

    def otherwise(self) -> Request | None:
        """What somebody must allow before Enter gives money back with something else than the goods were paid with.

        How they were paid is looked at anew: it may have been put right meanwhile.
        """
        then = self.payment
        if then.total >= 0:
            return None
        self.ways = self._ways_back()
        if not then.is_settled:
            if self.ahead.does not in {Does.COMPLETE, Does.TAKE}:
                return None
            then = take(then, self.entry, "ahead", reference_required=self.needs_reference)
        minor = given_otherwise(then, self.ways)
        return otherwise_request(self._cart.cart.cart_id, minor) if minor else None

    def _ways_back(self) -> tuple[WayBack, ...]:
        back = max(0, -self._cart.total)
        return ways_back(self._counter.reads(), self._cart.returned, back, self.kinds) if back else ()

    def _next_entry(self) -> Entry:
        return next_entry(self.payment, self.ways)

    def _hold(self) -> None:
        """Money on the counter, or an act under way: then the cart holds still."""
        wanted = self.is_busy or self.has_taken
        if wanted:
            still = Held.PAYING if self.is_busy else Held.TAKEN
            self._cart.hold(still if self.asked is None else Held.ASKING)
        elif self._holds:
            for why in (Held.PAYING, Held.TAKEN, Held.ASKING):
                self._cart.release(why)
        self._holds = wanted

    def _cart_changed(self) -> None:
        cart = self._cart
        if not self.is_busy and not self.has_taken and self._for != (cart.cart.cart_id, cart.total):
            self._start()
            self.changed.emit()

    def begin(self) -> None:
        """Come to the payment: of the cart as it is now. What was typed for it before is still there."""
        self._cart.renew()
        self._cart_changed()
        self.changed.emit()

    def leave(self) -> bool:
        """Back to the cart; False while money lies on the counter for it."""
        if self.has_taken or self.is_busy:
            return False
        self._start()
        self.changed.emit()
        return True

    # --- tenders ------------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Enter: take what is typed; when nothing remains then, complete the sale.

        Where something is typed beside the amount, Enter on the amount leads on to that.

        A second press while something is under way does nothing.

        Raises:
            UserError: of the payment; ``cart.empty``; as `need_still`.
        """
        if self.is_busy:
            return
        self.need_still()
        if self.payment.is_settled:
            self.complete()
            return
        if self.ahead.does is Does.REFER:
            self.turn_to(Field.REFERENCE)
            return
        entry, tender_id = self.entry, self._counter.ids.mint()
        then = take(self.payment, entry, tender_id, reference_required=self.needs_reference)
        if entry.kind in self.providers:
            self._ask(entry.kind, tender_id, entry.amount(self.payment), entry.reference.strip())
        else:
            self._take(then)

    def wait(self, *, on: bool) -> None:
        """Have everything hold still while somebody's word about it is waited for."""
        self.is_busy = on
        self._hold()
        self.changed.emit()

    def need_still(self) -> None:
        """Refuse money for a cart that is being put aside, fetched or cancelled.

        Raises:
            UserError: ``cart.moving``.
        """
        if self._cart.held is Held.MOVING:
            raise UserError("cart.moving", cart_id=self._cart.cart.cart_id)

    def take_cash(self, tendered: int) -> None:
        """Take cash, in minor units; the sale is not completed by it.

        Raises:
            UserError: of the payment; as `need_still`.
        """
        if not self.is_busy:
            self.need_still()
            self._take(self.payment.with_cash(self._counter.ids.mint(), tendered), complete=False)

    def take_card(self, amount: int, reference: str) -> None:
        """Take what a stand-alone card terminal approved; the sale is not completed by it.

        Raises:
            UserError: of the payment; as `need_still`.
        """
        if not self.is_busy:
            self.need_still()
            self._take(self.payment.with_card(self._counter.ids.mint(), amount, reference), complete=False)

    def _take(self, then: Payment, *, complete: bool = True) -> None:
        known = {one.tender_id for one in self.payment.tenders}
        fresh = [one for one in then.tenders if one.tender_id not in known]
        if fresh and not then.is_settled:
            self._keep(fresh[0], self._session.actor, complete=False)
            return
        self.payment, self.entry = then, Entry(kind=self.entry.kind)
        self._hold()
        self.changed.emit()
        if complete and then.is_settled:
            self.complete()

    def _ask(self, kind: TenderKind, tender_id: str, amount: int, reference: str) -> None:
        """Have a provider take money."""
        raise NotImplementedError

    def _give_back(self, tender: Tender, reason: str, then: Callable[[], object] = lambda: None) -> None:
        """Have a provider give a tender back; `then` is done once that is on the disk."""
        raise NotImplementedError

    def _keep(self, tender: Tender, actor: str, *, complete: bool) -> None:
        def kept(_: None) -> None:
            self._kept.add(tender.tender_id)
            self.asked = None
            self.payment = replace(self.payment, tenders=(*self.payment.tenders, tender))
            self.entry = self._next_entry()
            if complete and self.payment.is_settled:
                self._complete(actor)

        self._wait(self._counter.tenders.take(self._cart.cart, tender, actor), kept)

    def remove(self, tender_id: str, reason: str = "") -> None:
        """Give a tender back; taking it again is all that it takes to undo that.

        Raises:
            UserError: ``tender.unresolved``.
        """
        self.need_answer()
        tender = next((one for one in self.payment.tenders if one.tender_id == tender_id), None)
        if self.is_busy or tender is None:
            return
        if tender_id not in self._kept:
            self._without(tender_id)
            self.changed.emit()
        elif tender.kind in self.providers:
            self._give_back(tender, reason)
        else:
            self._forget(tender_id, self._session.actor, reason)

    def _forget(self, tender_id: str, actor: str, reason: str, then: Callable[[], object] = lambda: None) -> None:
        counter, cart_id = self._counter, self._cart.cart.cart_id
        removed = counter.tenders.remove(cart_id, tender_id, counter.ids.mint(), actor, reason)

        def forgotten(_: None) -> None:
            self.asked = None
            self._without(tender_id)
            then()

        self._wait(removed, forgotten)

    def _without(self, tender_id: str) -> None:
        self._kept.discard(tender_id)
        self.payment = self.payment.without(tender_id)
        self.entry = self._next_entry()
        self._hold()

    # --- the end ------------------------------------------------------------------------------------------------

    def complete(self) -> None:
        """Commit the sale; a second press while it is under way does nothing.

        Raises:
            UserError: ``cart.empty``, ``tender.remaining``, ``tender.unresolved``.
        """
        if not self.is_busy:
            self.need_still()
            self.need_answer()
            self._complete(self._session.actor)

    def _complete(self, actor: str) -> None:
        cart, wanted = self._cart, self.wants_receipt

        def sold(sale: Sale) -> None:
            self.last, self.is_untold = Completed(sale, wanted), True
            self.payment = replace(self.payment, tenders=())
            cart.start_next()  # and with it the payment: `_cart_changed`
            self.completed.emit(sale)

        done = self._counter.sell.complete(
            cart.cart,
            cart.priced,
            self.payment,
            actor,
            cart.returned,
            print_receipt=wanted,
            back_with=self.kinds,
        )
        self._wait(done, sold)

    def renew(self, sale: Sale) -> None:
        """A tender of a sale was put right: if it is the last one, that is how it is told from here on."""
        if self.last is not None and self.last.sale.ticket.sale_id == sale.ticket.sale_id:
            self.last = replace(self.last, sale=sale)
            self.changed.emit()

    def _wait(
        self, future: Future[T], done: Callable[[T], None], failed: Callable[[BaseException], None] | None = None
    ) -> None:
        self.is_busy = True
        self._hold()
        self.changed.emit()

        def arrived(result: T) -> None:
            self.is_busy = False
            done(result)
            self._hold()
            self.changed.emit()

        self._bridge.then(self, future, arrived, failed or self._stop)

    def _stop(self, error: BaseException) -> None:
        """An act could not be done."""
        self.is_busy = False
        if isinstance(error, AppError) and error.code == "return.changed":
            self._look_again()
        self._hold()
        self.changed.emit()
        self._bridge.failed.emit(error)
        self.stopped.emit(error)

    def _look_again(self) -> None:
        """Goods of the cart came back elsewhere meanwhile: what nobody kept yet is paid anew, at what holds now."""
        for one in self.payment.tenders:
            if one.tender_id not in self._kept:
                self._without(one.tender_id)
        self._cart.renew()
