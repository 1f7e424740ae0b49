"""Taking a payment: what is being typed, what Enter would do with it, and which sums to offer at one touch."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import Currency
from app.domain.refund import WayBack
from app.domain.sale import Ticket
from app.domain.tender import Payment, TenderKind

#: Figures of an amount that is typed; nobody pays more at a counter.
MOST_FIGURES = 9
#: Letters and digits of a card slip's approval code or reference.
REFERENCE_SHORTEST, REFERENCE_LONGEST = 4, 20


def card_reference(typed: str, *, required: bool = True) -> str:
    """The approval code of a card slip as it is kept: capital letters and digits.

    Raises:
        UserError: ``tender.no_reference``, or ``tender.bad_reference`` (shortest, longest).
    """
    text = "".join(unicodedata.normalize("NFKC", typed).split()).upper()
    if not text and not required:
        return ""
    if not text:
        raise UserError("tender.no_reference")
    if not (text.isascii() and text.isalnum() and REFERENCE_SHORTEST <= len(text) <= REFERENCE_LONGEST):
        raise UserError("tender.bad_reference", shortest=REFERENCE_SHORTEST, longest=REFERENCE_LONGEST)
    return text


def quick_amounts(due: int, notes: Sequence[int], coins: Sequence[int] = (), count: int = 3) -> tuple[int, ...]:
    """What a customer is likely to hand over for an amount, besides the amount itself: rising, each above it.

    A single note or coin that is enough, or so many notes of one kind as just are; where that is too little to
    choose from, further notes of the largest kind.

    Args:
        due: minor units, positive; for nothing or a refund nothing is offered.
        notes, coins: face values in minor units; none for a currency whose money nobody listed.
    """
    if due <= 0:
        return ()
    faces = tuple(notes) or _steps(due)
    likely = {-(-due // face) * face for face in faces} | {face for face in coins if face > due}
    found = sorted(amount for amount in likely if amount > due)[:count]
    largest = max(faces)
    step = (max(found, default=due) // largest + 1) * largest
    while len(found) < count:
        found.append(step)
        step += largest
    return tuple(found)


def _steps(due: int) -> tuple[int, ...]:
    """1, 2, 5, 10 ... up to beyond an amount, for want of a currency's own."""
    size = 10 ** max(0, len(str(due)) - 2)
    return tuple(size * face for face in (1, 2, 5, 10, 20, 50, 100))


class Field(Enum):
    """Where typing goes."""

    AMOUNT = "amount"
    REFERENCE = "reference"


@frozen
class Entry:
    """The next tender while it is typed.

    Attributes:
        typed: the figures so far, a decimal number without sign; None while the remainder stands prefilled.
        reference: approval code, card number and the like.
        field: where the next key goes.
        carried: nobody typed it for this kind; the next figure begins anew.
    """

    kind: TenderKind = TenderKind.CASH
    typed: str | None = None
    reference: str = ""
    field: Field = Field.AMOUNT
    carried: bool = False

    def size(self, payment: Payment) -> int:
        """Minor units without sign: as typed, or what remains."""
        if self.typed is None:
            return abs(payment.cash_due if self.kind is TenderKind.CASH else payment.remaining)
        whole, _, decimals = self.typed.partition(".")
        exponent = payment.currency.exponent
        return int((whole or "0") + decimals.ljust(exponent, "0")[:exponent])

    def amount(self, payment: Payment) -> int:
        """Minor units, negative while money is given back."""
        return -self.size(payment) if payment.remaining < 0 else self.size(payment)

    def after(self, key: str, of: Currency) -> Entry:
        """The entry after one more key.

        Args:
            key: ``0`` to ``9``, ``00``, ``.``, ``back`` or ``clear``; any letter for a reference.
        """
        if self.field is Field.REFERENCE:
            return replace(self, reference=reference_after(self.reference, key))
        before = "" if self.carried and key != "back" else self.typed or ""
        return replace(self, typed=_figures_after(before, key, of.exponent), carried=False)

    def filled(self, minor: int, of: Currency) -> Entry:
        """The entry with an amount put in, as if typed."""
        unit = 10**of.exponent
        text = f"{minor // unit}.{minor % unit:0{of.exponent}d}" if of.exponent else str(minor)
        return replace(self, typed=text, field=Field.AMOUNT, carried=False)


def reference_after(text: str, key: str) -> str:
    """A reference after one more key, as `Entry.after` takes them."""
    if key == "clear":
        return ""
    if key == "back":
        return text[:-1]
    grown = text + "".join(unicodedata.normalize("NFKC", key).split()).upper()
    return grown if len(grown) <= REFERENCE_LONGEST and grown.isascii() and grown.isprintable() else text


def _figures_after(text: str, key: str, exponent: int) -> str:
    if key == "clear":
        return ""
    if key == "back":
        return text[:-1]
    if key == ".":
        return text if "." in text or not exponent else f"{text or '0'}."
    if not (key.isascii() and key.isdigit()):
        return text
    grown = (text + key).lstrip("0") or "0"
    grown = f"0{grown}" if grown.startswith(".") else grown
    whole, _, decimals = grown.partition(".")
    return grown if len(whole) <= MOST_FIGURES and len(decimals) <= exponent else text


class Does(Enum):
    """What Enter does."""

    COMPLETE = "complete"  # take what is typed, if anything is still due, and commit the sale
    TAKE = "take"  # take what is typed; a remainder moves on
    REFER = "refer"  # the amount stands; what is typed beside it comes next
    NOTHING = "nothing"


@frozen
class Ahead:
    """What would be, were Enter pressed now; amounts in minor units.

    Attributes:
        change: what the customer gets back from cash.
        remaining: what would still be to pay, negative to give back.
        rounding: what cash rounding would add.
        obstacle: code of why nothing would happen.
        params: of the obstacle's sentence.
    """

    does: Does
    change: int = 0
    remaining: int = 0
    rounding: int = 0
    obstacle: str = ""
    params: tuple[tuple[str, object], ...] = ()


def take(payment: Payment, entry: Entry, tender_id: str, *, reference_required: bool = True) -> Payment:
    """The payment with what is typed taken.

    Args:
        reference_required: whether this kind needs what is typed beside the amount; cash never does.

    Raises:
        UserError: of the payment; ``tender.nothing``; of a card's reference.
    """
    amount = entry.amount(payment)
    if entry.kind is TenderKind.CASH:
        if amount == 0 and payment.cash_due:
            raise UserError("tender.nothing")
        if amount < 0 and amount < payment.cash_due:
            raise UserError("tender.more_than_due", amount=amount, due=payment.cash_due)
        return payment.with_cash(tender_id, amount)
    if amount == 0:
        raise UserError("tender.nothing")
    reference = entry.reference.strip()
    if entry.kind is TenderKind.CARD:
        reference = card_reference(reference, required=reference_required)
    elif reference_required and not reference:
        raise UserError("tender.no_reference")
    return payment.with_exact(tender_id, entry.kind, amount, reference)


def refers(entry: Entry, *, required: bool = True) -> bool:
    """Whether what is typed beside the amount will do."""
    if entry.kind is not TenderKind.CARD:
        return bool(entry.reference.strip()) or not required
    try:
        card_reference(entry.reference, required=required)
    except UserError:
        return False
    return True


#: Stands for what is typed beside the amount while only the amount is looked at.
_ANY_REFERENCE = "0" * REFERENCE_SHORTEST


def look_ahead(
    payment: Payment, entry: Entry, *, reference_required: bool = True, asks_reference: bool = False
) -> Ahead:
    """What Enter would do with what is typed.

    Args:
        asks_reference: whether something is typed beside the amount; the amount comes first.
    """
    if payment.is_settled:
        return Ahead(Does.COMPLETE, payment.change.minor, 0, payment.rounding)
    refer = asks_reference and entry.field is Field.AMOUNT
    refer = refer and not (entry.reference.strip() and refers(entry, required=reference_required))
    try:
        tried = replace(entry, reference=_ANY_REFERENCE) if refer else entry
        then = take(payment, tried, "ahead", reference_required=reference_required)
    except UserError as error:
        params = tuple(sorted(error.params.items()))
        return Ahead(Does.NOTHING, 0, payment.remaining, payment.rounding, error.code, params)
    if refer:
        return Ahead(Does.REFER, 0, payment.remaining, payment.rounding)
    does = Does.COMPLETE if then.is_settled else Does.TAKE
    return Ahead(does, then.change.minor, then.remaining, then.rounding)


@frozen
class Term:
    """One figure of the sum that gives the change: ``cash``, ``due``, a tender's kind, or ``change``.

    Attributes:
        sign: ``+``, ``-`` or ``=`` before it; empty for the first.
        minor: not negative.
    """

    sign: str
    what: str
    minor: int


def change_sum(ticket: Ticket) -> tuple[Term, ...]:
    """How the change came about: what was handed over in cash, less what was due, and what else was paid with.

    Without cash: what was paid with, and what was due. Of a refund: what was due and how it was given back.
    """
    kinds = dict.fromkeys(tender.kind for tender in ticket.tenders)
    sums = {kind: abs(sum(one.tendered for one in ticket.tenders if one.kind is kind)) for kind in kinds}
    if not sums:
        return ()
    if ticket.total < 0:
        return (Term("", "due", -ticket.total), *_terms("=", sums))
    cash = sums.pop(TenderKind.CASH, None)
    if cash is None:
        return (*_terms("", sums), Term("=", "due", ticket.total))
    change = Term("=", "change", sum(tender.change for tender in ticket.tenders))
    return (Term("", TenderKind.CASH.value, cash), Term("-", "due", ticket.total), *_terms("+", sums), change)


def _terms(first: str, sums: Mapping[TenderKind, int]) -> tuple[Term, ...]:
    return tuple(Term("+" if place else first, kind.value, sums[kind]) for place, kind in enumerate(sums))


def next_entry(payment: Payment, ways: Sequence[WayBack]) -> Entry:
    """What stands prefilled: the remainder; of money that is given back, the next part of it by its way.

    Args:
        ways: how money goes back; none while money comes in.
    """
    open_ways = (way for way in ways_left(payment, ways) if way.kind is not TenderKind.PREPAID)
    way = next(open_ways, None)
    if way is None:
        return Entry()
    entry = Entry(kind=way.kind)
    if way.kind is not TenderKind.CASH and way.minor < abs(payment.remaining):
        entry = replace(entry.filled(way.minor, payment.currency), carried=True)
    return entry


def ways_left(payment: Payment, ways: Sequence[WayBack]) -> tuple[WayBack, ...]:
    """What of the ways is still to be given, in their order."""
    given = _given(payment)
    left: list[WayBack] = []
    for way in ways:
        gone = min(way.minor, max(0, given[way.kind]))
        given[way.kind] -= gone
        if gone < way.minor:
            left.append(replace(way, minor=way.minor - gone))
    return tuple(left)


def given_otherwise(payment: Payment, ways: Sequence[WayBack]) -> int:
    """Minor units that are given back with something else than the goods were paid with; cash rounding is no such."""
    given = _given(payment)
    given[TenderKind.CASH] -= max(0, -payment.rounding)
    for way in ways:
        given[way.kind] -= way.minor
    return sum(max(0, minor) for minor in given.values())


def _given(payment: Payment) -> Counter[TenderKind]:
    """What is given back so far, by kind."""
    given: Counter[TenderKind] = Counter()
    for one in payment.tenders:
        given[one.kind] -= one.amount
    return given
