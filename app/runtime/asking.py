"""A payment by providers: what one is asked for is on the disk before it is asked, until its answer is."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import Any, TypeVar

from PySide6.QtCore import QTimer

from app.domain.approval import Request
from app.domain.errors import FaultError, UserError
from app.domain.tender import Tender, TenderKind
from app.runtime.payment import OpenPayment
from app.services.ports import OpenRequest
from app.services.tender import abandon_request
from app.services.tender_ports import TenderProvider

T = TypeVar("T")
#: Milliseconds after which a provider that says nothing counts as one that cannot tell.
PATIENCE_MS = 90_000


class AskingPayment(OpenPayment):
    """The payment of the open cart where ways to pay of their own are asked.

    Whether a provider took money is known by its answer alone. So the request is kept first; when no answer came,
    since the program ended or the provider could not tell, it is asked again under the same id, as often as it takes;
    or, once that was of no use, somebody who may leaves it to the books, and the cart goes on without it.
    """

    #: Whether what is asked for is part of an Enter of this run, which completes the sale once nothing remains.
    _goes_on = False
    _then: Callable[[], object] | None = None
    #: Whether asking again brought no answer either.
    _is_in_vain = False

    #: Ends the wait for a provider that says nothing; made with the first question.
    patience: QTimer | None = None
    _heard: Future[Any] | None = None

    def _start(self) -> None:
        self._goes_on, self._then, self._is_in_vain = False, None, False
        super()._start()

    def begin(self) -> None:
        """Come to the payment; whoever has not answered is asked again, unless that was in vain already."""
        super().begin()
        if self.asked is not None and not self.is_busy and self.provider is not None and not self._is_in_vain:
            self.ask_again()

    def accept(self) -> None:
        """Enter: where a provider has not answered it is asked again; else as ever.

        Raises:
            UserError: as `OpenPayment.accept`, `ask_again`.
        """
        if self.asked is not None:
            self.ask_again()
        else:
            super().accept()

    @property
    def provider(self) -> TenderProvider | None:
        """Who was asked and has not answered; None where nobody was, or nobody of that kind is set up any more."""
        asked = self.asked
        return next((one for kind, one in self.providers.items() if asked and kind.value == asked.kind), None)

    def ask_again(self) -> None:
        """Ask again under the same id; what comes back is booked, or refused.

        Raises:
            UserError: ``tender.no_provider``.
        """
        if self.asked is None or self.is_busy:
            return
        if self.provider is None:
            raise UserError("tender.no_provider", kind=self.asked.kind)
        self._put(self.asked, self.provider, self._session.actor, again=True)

    # --- nobody will ever tell ----------------------------------------------------------------------------------

    @property
    def may_abandon(self) -> bool:
        """Whether what a provider was asked for can be left to the books: it was asked again, and nobody can tell."""
        return self.asked is not None and not self.is_busy and (self._is_in_vain or self.provider is None)

    def abandonment(self, reason: str) -> Request | None:
        """What somebody must allow before it is; None where there is nothing to leave, or asking again may help."""
        return abandon_request(self.asked, reason) if self.asked is not None and self.may_abandon else None

    def abandon(self, reason: str, note: str, tender_id: str) -> None:
        """Leave it to the books: the cart goes on without it, as does what waited for a tender to be given back.

        Args:
            tender_id: what was meant, where somebody was asked in between; another one stays as it is.

        Raises:
            UserError: ``tender.unresolved``: it may still be found out; ``tender.no_reason``.
        """
        asked, counter = self.asked, self._counter
        if asked is None or self.is_busy or asked.tender_id != tender_id:
            return
        if not self.may_abandon:
            self.need_answer()

        def left(_: None) -> None:
            self.asked, self._is_in_vain = None, False
            if asked.gives_back:
                self._without(asked.tender_id)
            self.entry = self._next_entry()
            self._given_back()

        actor = self._session.actor
        self._wait(counter.tenders.abandon(asked, reason, note, counter.ids.mint(), actor), left)

    def _ask(self, kind: TenderKind, tender_id: str, amount: int, reference: str) -> None:
        """Have a provider take money; what it took is kept at once, whoever stands at the counter by then."""
        self._goes_on = True
        self._request(OpenRequest(tender_id, self._cart.cart.cart_id, kind.value, amount, reference))

    def _give_back(self, tender: Tender, reason: str, then: Callable[[], object] = lambda: None) -> None:
        """Have a provider give a tender back."""
        self._then = then
        cart_id, kind = self._cart.cart.cart_id, tender.kind.value
        self._request(
            OpenRequest(
                tender.tender_id, cart_id, kind, tender.amount, tender.reference, gives_back=True, reason=reason
            )
        )

    def _request(self, asked: OpenRequest) -> None:
        """Keep a request, and only then ask."""
        counter, actor = self._counter, self._session.actor
        provider = self.providers[TenderKind(asked.kind)]

        def kept(_: None) -> None:
            self.asked, self._is_in_vain = asked, False
            self._put(asked, provider, actor)

        self._wait(counter.tenders.request(self._cart.cart, asked, counter.ids.mint(), actor), kept)

    def _put(self, asked: OpenRequest, provider: TenderProvider, actor: str, *, again: bool = False) -> None:
        """Ask; the answer is kept by whoever had it asked."""

        def failed(error: BaseException) -> None:
            if isinstance(error, UserError):
                self._refuse(asked, error, actor)
            else:
                self._is_in_vain = again
                self._stop(error)  # nobody knows: it is asked again

        if asked.gives_back:
            tender = next(one for one in self.payment.tenders if one.tender_id == asked.tender_id)
            self._hear(
                provider.give_back(tender),
                lambda _: self._forget(asked.tender_id, actor, asked.reason, self._given_back),
                failed,
            )
        else:
            goes_on = self._goes_on
            self._hear(
                provider.take(asked.tender_id, asked.amount, asked.reference),
                lambda tender: self._keep(tender, actor, complete=goes_on),
                failed,
            )

    def _hear(self, answer: Future[T], done: Callable[[T], None], failed: Callable[[BaseException], None]) -> None:
        """Wait for a provider, with patience: silence is an answer too.

        What it says after that is passed over: asked again it says the same, or the books tell it.
        """
        heard: Future[T] = Future()
        self._heard = heard
        if self.patience is None:
            self.patience = QTimer(self)
            self.patience.setSingleShot(True)
            self.patience.timeout.connect(self._lose_patience)
        self.patience.start(PATIENCE_MS)
        answer.add_done_callback(lambda told: _pass_on(told, heard))
        self._wait(heard, done, failed)

    def _lose_patience(self) -> None:
        if self._heard is not None:
            _fail(self._heard, FaultError("tender.no_answer"))

    def _given_back(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _refuse(self, asked: OpenRequest, error: UserError, actor: str) -> None:
        """Keep that a provider said no, and tell it."""
        counter = self._counter

        def kept(_: None) -> None:
            self.asked = self._then = None
            self._stop(error)

        self._wait(counter.tenders.refuse(asked, error.code, counter.ids.mint(), actor), kept)


def _pass_on(told: Future[T], to: Future[T]) -> None:
    """Tell an answer to who still waits for it; on the provider's thread."""
    if told.cancelled():
        _fail(to, FaultError("tender.no_answer"))
    elif (error := told.exception()) is not None:
        _fail(to, error)
    else:
        with suppress(InvalidStateError):  # patience was at an end
            to.set_result(told.result())


def _fail(to: Future[Any], error: BaseException) -> None:
    with suppress(InvalidStateError):
        to.set_exception(error)
