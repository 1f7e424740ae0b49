"""The payment of the open cart before a tender is taken: begun, holding the cart still, and how money goes back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.domain.approval import Request
from app.domain.errors import UserError
from app.domain.payment import Does, Entry, given_otherwise, next_entry, take, ways_left
from app.domain.refund import WayBack
from app.domain.tender import Payment, TenderKind
from app.runtime.bridge import Bridge
from app.runtime.cart import Held, OpenCart
from app.runtime.counter import Counter
from app.runtime.session import Session
from app.runtime.tendering import TypedPayment
from app.services.points import need_own
from app.services.refund import otherwise_request, ways_back
from app.services.tender import pending
from app.services.tender_ports import Payer


class BegunPayment(TypedPayment):
    """A payment of the cart as it stands.

    Args:
        wants_receipt: whether a receipt is printed unless somebody says otherwise.
        reference_required: whether a card payment needs its approval code.

    Attributes:
        ways: how money that is given back goes back to what the goods were paid with.
    """

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
        paid = Payment(cart.total, shop.currency, shop.cash, taken)
        order = cart.cart.order
        self.payment = paid if order is None else paid.with_prepaid(self._counter.ids.mint(), order.prepaid)
        self.ways = self._ways_back()
        self.entry = self._next_entry()
        self._receipt = None
        self._holds = False
        self._hold()

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

    @property
    def payer(self) -> Payer | None:
        """The member whose points pay, by the code that was shown; None where nobody's do. A short read."""
        kind, reference = self.entry.kind, self.entry.reference
        if self.asked is not None:
            kind, reference = TenderKind(self.asked.kind), self.asked.reference
        provider = self.providers.get(kind)
        return provider.payer(reference) if provider is not None and reference else None

    def payer_of(self, code: str) -> Payer | None:
        """The member whose points a code would pay with; None where it pays with nobody's. A short read."""
        found = (one.payer(code) for one in self.providers.values() if one.is_offered and one.recognises(code))
        return next((one for one in found if one is not None), None)

    def need_own(self, payer: Payer | None) -> None:
        """Refuse points of somebody else than the member in the cart.

        Raises:
            UserError: ``points.other_member`` (payer, member).
        """
        member = self._cart.cart.member
        if payer is not None and member is not None:
            need_own(self._counter.reads().members, payer.member_id, member.member_id)

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
