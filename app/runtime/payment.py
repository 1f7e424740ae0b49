"""The payment of the open cart: tenders gathered one by one, undone one by one, until nothing remains."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Signal

from app.domain.errors import AppError
from app.domain.frozen import frozen
from app.domain.payment import Does, Entry, Field, Term, change_sum, take
from app.domain.sale import Sale
from app.domain.tender import Payment, Tender, TenderKind
from app.runtime.payment_begun import BegunPayment
from app.services.refund_effect import CouponFate, coupons_with

T = TypeVar("T")


@frozen
class Completed:
    """The sale that was completed last, as the screen after it tells it; amounts in minor units.

    Attributes:
        wants_receipt: whether the customer gets its paper.
        coupons: what became of coupons with goods that came back.
    """

    sale: Sale
    wants_receipt: bool
    coupons: tuple[CouponFate, ...] = ()

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


class OpenPayment(BegunPayment):
    """What was taken for the open cart so far, and what is being typed. Lives in the GUI thread.

    A tender that settles the payment goes into the sale's own transaction; one that leaves a remainder is kept at
    once, so that a crash cannot forget money that was taken. From then on the cart holds still.

    Signals:
        completed: the sale is on the disk; `last` tells of it.
        stopped: an act could not be done, with its error; told by the bridge as well.

    Attributes:
        last: the sale that was completed last, for the screen after it.
        is_untold: nobody saw yet how it ended, such as the change.
    """

    completed = Signal(object)
    stopped = Signal(object)
    last: Completed | None = None
    is_untold = False

    # --- tenders ------------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Enter: take what is typed; when nothing remains then, complete the sale.

        Where something is typed beside the amount, Enter on the amount leads on to that.

        A second press while something is under way does nothing.

        Raises:
            UserError: of the payment; ``cart.empty``; as `need_still`, `need_own`.
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
        self.need_own(self.payer)
        entry, tender_id = self.entry, self._counter.ids.mint()
        then = take(self.payment, entry, tender_id, reference_required=self.needs_reference)
        if entry.kind in self.providers:
            self._ask(entry.kind, tender_id, entry.amount(self.payment), entry.reference.strip())
        else:
            self._take(then)

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
        if self.is_busy or tender is None or tender.kind is TenderKind.PREPAID:
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
        coupons = coupons_with(self._counter.reads(), cart.returned) if cart.returned else ()

        def sold(sale: Sale) -> None:
            self.last, self.is_untold = Completed(sale, wanted, coupons), True
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
