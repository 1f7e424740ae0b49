"""A sale that is cancelled after money was taken for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.errors import UserError
from app.runtime.asking import AskingPayment


class VoidablePayment(AskingPayment):
    """The payment of the open cart, until the customer leaves."""

    def void(self, reason: str, done: Callable[[], object], cart_id: str = "") -> None:
        """Cancel the cart: what was taken for it is given back with it, in one entry each and one transaction.

        What a provider took it gives back first; where it cannot, the rest stays as it is.

        Args:
            cart_id: the cart that was meant, where somebody was asked in between; empty for the open one.

        Raises:
            UserError: ``cart.being_paid``, ``cart.ended``: it was sold meanwhile; ``cart.moving``,
                ``tender.unresolved``.
        """
        if self.is_busy:
            raise UserError("cart.being_paid", cart_id=cart_id)
        if cart_id and cart_id != self._cart.cart.cart_id:
            raise UserError("cart.ended", cart_id=cart_id)
        self.need_answer()
        self.need_still()
        actor, cart = self._session.actor, self._cart
        foreign = next((one for one in self.payment.tenders if one.kind in self.providers), None)
        if foreign is not None:
            self._give_back(foreign, reason, lambda: self.void(reason, done, cart.cart.cart_id))
            return
        kept = tuple(one.tender_id for one in self.payment.tenders if one.tender_id in self._kept)

        def voided(_: None) -> None:
            self.payment = replace(self.payment, tenders=())
            cart.start_next()
            done()

        self._wait(self._counter.carts.void(cart.cart, reason, actor, give_back=kept), voided)
