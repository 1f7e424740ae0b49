"""What is being typed for the next tender of a payment, before anything is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.errors import UserError
from app.domain.payment import Ahead, Entry, Field, look_ahead, quick_amounts, refers
from app.domain.shift import denominations
from app.domain.tender import Payment, TenderKind
from app.services.ports import OpenRequest
from app.services.tender_ports import TenderProvider

#: Cash of more than so many times what is due, and of more than so many whole units, is asked about once.
MUCH_TIMES, MUCH = 10, 10_000


class TypedPayment(QObject):
    """What is being typed for the next tender of a payment, and what it would do.

    Signals:
        changed: a tender came or went, something was typed, or an act is under way.

    Attributes:
        payment: the tenders so far.
        entry: the next one while it is typed.
        providers: ways to pay of their own, by what their money counts as.
        is_busy: an act is under way; further ones do nothing.
        asked: what a provider was asked for while its answer is not known; nothing else is taken meanwhile.
    """

    changed = Signal()
    payment: Payment
    entry: Entry

    def __init__(
        self,
        providers: Iterable[TenderProvider],
        parent: QObject | None,
        *,
        reference_required: bool,
        wants_receipt: Callable[[], bool],
    ) -> None:
        super().__init__(parent)
        self._wants_receipt = wants_receipt
        self._receipt: bool | None = None
        self.providers: dict[TenderKind, TenderProvider] = {one.kind: one for one in providers}
        self.reference_required = reference_required
        self.is_busy = False
        self.asked: OpenRequest | None = None

    @property
    def wants_receipt(self) -> bool:
        """Whether this sale's receipt is printed."""
        return self._wants_receipt() if self._receipt is None else self._receipt

    def set_wants_receipt(self, wanted: bool) -> None:  # noqa: FBT001 - of a signal
        """Say it for this sale alone."""
        self._receipt = wanted
        self.changed.emit()

    @property
    def has_taken(self) -> bool:
        """Whether money was taken, or may have been, that the cart's end must account for."""
        here = (one for one in self.payment.tenders if one.kind is not TenderKind.PREPAID)
        return any(here) or self.asked is not None

    def need_answer(self) -> None:
        """Refuse what cannot be done while a provider has not answered.

        Raises:
            UserError: ``tender.unresolved``.
        """
        if self.asked is not None:
            raise UserError("tender.unresolved", cart_id=self.asked.cart_id)

    @property
    def kinds(self) -> tuple[TenderKind, ...]:
        """What can be paid with here, in the order of the tiles, and what money goes back to."""
        offered = (kind for kind, one in self.providers.items() if one.is_offered)
        return (TenderKind.CASH, TenderKind.CARD, *offered)

    def asks_reference(self, kind: TenderKind) -> bool:
        """Whether something is typed beside the amount. Points go back to whoever paid with them: nobody is asked."""
        if kind is TenderKind.POINTS and self.payment.total < 0:
            return False
        return kind is TenderKind.CARD or bool(kind in self.providers and self.providers[kind].asks)

    @property
    def needs_reference(self) -> bool:
        """Whether what is typed beside the amount may not be missing."""
        kind = self.entry.kind
        return self.asks_reference(kind) and (kind is not TenderKind.CARD or self.reference_required)

    @property
    def ahead(self) -> Ahead:
        """What Enter would do."""
        asks = self.asks_reference(self.entry.kind)
        return look_ahead(self.payment, self.entry, reference_required=self.needs_reference, asks_reference=asks)

    @property
    def is_reference_wrong(self) -> bool:
        """Whether something is typed beside the amount that will not do."""
        return bool(self.entry.reference) and not refers(self.entry, required=self.needs_reference)

    @property
    def is_doubtful(self) -> bool:
        """Whether far more cash is typed than anybody hands over: a code, or a nought too many."""
        due, size = self.payment.cash_due, self.entry.size(self.payment)
        if self.entry.kind is not TenderKind.CASH or due <= 0 or self.payment.is_settled:
            return False
        return size > MUCH_TIMES * due and size > MUCH * 10**self.payment.currency.exponent

    @property
    def quick(self) -> tuple[int, ...]:
        """Amounts of cash to offer at one touch, the exact one first; nothing else while money is given back."""
        if self.payment.is_settled or self.asked is not None:
            return ()
        due, faces = self.payment.cash_due, denominations(self.payment.currency)
        notes = [one.face for one in faces if one.is_note and one.is_usual]
        coins = [one.face for one in faces if not one.is_note and one.is_usual]
        return (abs(due), *quick_amounts(due, notes, coins))

    def choose(self, kind: TenderKind) -> None:
        """Pay with something else. An amount that was typed stays, as far as this may be paid of it, until a figure
        is typed; cash, which pays the rest, keeps only what can be nothing else: more than is due.

        Typing goes to the amount whatever it is: figures that are meant as an amount must not become a card's code.
        """
        if self.is_busy or kind is self.entry.kind:
            return
        entry = replace(self.entry, kind=kind, reference="", field=Field.AMOUNT, carried=self.entry.typed is not None)
        is_more = entry.size(self.payment) > abs(self.payment.remaining)
        if not entry.typed or is_more is not (kind is TenderKind.CASH):
            entry = replace(entry, typed=None, carried=False)
        self._become(entry)

    def press(self, key: str) -> None:
        """A key of the pad or the keyboard."""
        self._become(self.entry.after(key, self.payment.currency))

    def turn_to(self, field: Field) -> None:
        """Type the amount, or the reference."""
        self._become(replace(self.entry, field=field))

    def refer(self, reference: str) -> None:
        """Put a reference in, as one that was scanned; the amount is typed next."""
        self._become(replace(self.entry, reference=reference, field=Field.AMOUNT))

    def fill(self, minor: int) -> None:
        """Put an amount of cash in, as one of the quick ones; minor units without sign."""
        self._become(replace(self.entry, kind=TenderKind.CASH).filled(minor, self.payment.currency))

    def _become(self, entry: Entry) -> None:
        still = self.is_busy or self.asked is not None or self.payment.is_settled
        if entry != self.entry and not still:
            self.entry = entry
            self.changed.emit()
