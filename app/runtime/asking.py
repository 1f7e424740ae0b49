"""A payment by providers: what one is asked for is on the disk before it is asked, until its answer is."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.errors import UserError
from app.domain.tender import Tender, TenderKind
from app.runtime.payment import OpenPayment
from app.services.ports import OpenRequest
from app.services.tender_ports import TenderProvider


class AskingPayment(OpenPayment):
    """The payment of the open cart where ways to pay of their own are asked.

    Whether a provider took money is known by its answer alone. So the request is kept first; when no answer came,
    since the program ended or the provider could not tell, it is asked again under the same id, as often as it takes.
    """

    #: Whether what is asked for is part of an Enter of this run, which completes the sale once nothing remains.
    _goes_on = False
    _then: Callable[[], object] | None = None

    def _start(self) -> None:
        self._goes_on, self._then = False, None
        super()._start()

    def begin(self) -> None:
        """Come to the payment; whoever has not answered is asked again."""
        super().begin()
        if self.asked is not None and not self.is_busy and self.provider is not None:
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
        self._put(self.asked, self.provider, self._session.actor)

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
            self.asked = asked
            self._put(asked, provider, actor)

        self._wait(counter.tenders.request(self._cart.cart, asked, counter.ids.mint(), actor), kept)

    def _put(self, asked: OpenRequest, provider: TenderProvider, actor: str) -> None:
        """Ask; the answer is kept by whoever had it asked."""

        def failed(error: BaseException) -> None:
            if isinstance(error, UserError):
                self._refuse(asked, error, actor)
            else:
                self._stop(error)  # nobody knows: it is asked again

        if asked.gives_back:
            tender = next(one for one in self.payment.tenders if one.tender_id == asked.tender_id)
            self._wait(
                provider.give_back(tender),
                lambda _: self._forget(asked.tender_id, actor, asked.reason, self._given_back),
                failed,
            )
        else:
            goes_on = self._goes_on
            self._wait(
                provider.take(asked.tender_id, asked.amount, asked.reference),
                lambda tender: self._keep(tender, actor, complete=goes_on),
                failed,
            )

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
