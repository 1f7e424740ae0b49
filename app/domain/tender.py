"""Tenders: the means by which a sale is paid, with change and cash rounding kept apart from the amount."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import MOST, Currency, Money, divide_half_up
from app.domain.text import check_texts


class TenderKind(Enum):
    """What money came as. All but the first two and the last need a provider that takes them."""

    CASH = "cash"
    CARD = "card"  # on a terminal that stands alone: the cashier types the approval code
    WALLET = "wallet"
    GIFT_CARD = "gift_card"
    POINTS = "points"
    STORE_CREDIT = "store_credit"
    PREPAID = "prepaid"  # what was paid online of an order that is collected: nobody at the counter takes or gives it


class RoundingMode(Enum):
    """To which multiple a cash amount goes."""

    NEAREST = "nearest"
    DOWN = "down"
    UP = "up"


@frozen
class CashRounding:
    """The smallest coin in use, such as 5 for CHF 0.05.

    Attributes:
        increment: minor units; 1 rounds nothing.
    """

    increment: int = 1
    mode: RoundingMode = RoundingMode.NEAREST

    def __post_init__(self) -> None:
        if self.increment < 1:
            raise ValueError("the smallest coin is worth something")

    def rounded(self, minor: int) -> int:
        """The cash amount for an exact one, of either sign; a refund mirrors a sale."""
        sign = -1 if minor < 0 else 1
        size = abs(minor)
        match self.mode:
            case RoundingMode.NEAREST:
                steps = divide_half_up(size, self.increment)
            case RoundingMode.DOWN:
                steps = size // self.increment
            case RoundingMode.UP:
                steps = -(-size // self.increment)
        return sign * steps * self.increment


@frozen
class Tender:
    """One means of paying part of a sale; all minor units, negative in a refund.

    Attributes:
        tender_id: minted before anything is asked of anyone.
        amount: what counts towards the sale.
        tendered: what was handed over; more than the amount only in cash.
        reference: approval code of a card slip and the like.
    """

    tender_id: str
    kind: TenderKind
    amount: int
    tendered: int
    reference: str = ""

    def __post_init__(self) -> None:
        if self.amount == 0:
            raise UserError("tender.nothing")
        if max(abs(self.amount), abs(self.tendered)) > MOST:
            raise UserError("tender.out_of_range", most=MOST)
        check_texts((), (self.reference,))
        if self.kind is not TenderKind.CASH and self.tendered != self.amount:
            raise UserError("tender.no_change_on", kind=self.kind.value)
        if self.amount > 0 and self.tendered < self.amount:
            raise UserError("tender.too_little", tendered=self.tendered, amount=self.amount)
        if self.amount < 0 and self.tendered != self.amount:
            raise UserError("tender.refund_is_exact")

    @property
    def change(self) -> int:
        """Minor units given back from what was handed over."""
        return self.tendered - self.amount


@frozen
class Payment:
    """The tenders gathered for one total, which may be negative for a refund.

    Attributes:
        total: minor units due before cash rounding.
        rounding: minor units that cash rounding added (or took, negative); its own line on the receipt.
    """

    total: int
    currency: Currency
    cash: CashRounding = CashRounding()
    tenders: tuple[Tender, ...] = ()
    rounding: int = 0

    @property
    def remaining(self) -> int:
        """Minor units still to pay, or to give back when negative."""
        return self.total + self.rounding - sum(tender.amount for tender in self.tenders)

    @property
    def is_settled(self) -> bool:
        """Whether nothing remains; a zero sale and an even exchange are settled from the start."""
        return self.remaining == 0

    @property
    def change(self) -> Money:
        """What the customer gets back in cash."""
        return Money(sum(tender.change for tender in self.tenders), self.currency)

    @property
    def cash_due(self) -> int:
        """What remains, as it would be paid in cash."""
        return self.cash.rounded(self.remaining)

    def with_cash(self, tender_id: str, tendered: int) -> Payment:
        """Take cash. Enough of it settles the payment and gives change; less leaves a remainder.

        A remainder below the smallest coin is settled by nothing at all: `cash_due`, 0, always settles.

        Raises:
            UserError: ``tender.nothing_due``, ``tender.wrong_direction``, ``tender.too_little``.
        """
        due = self.cash_due
        self._check(tendered if due or tendered else self.remaining)
        if self.falls_between(tendered):
            raise UserError("tender.too_little", tendered=tendered, amount=due)
        if abs(tendered) < abs(due):
            return self._with(Tender(tender_id, TenderKind.CASH, tendered, tendered))
        rounded = replace(self, rounding=self.rounding + due - self.remaining)
        if due == 0:
            return rounded
        handed = tendered if tendered > 0 else due
        return replace(rounded, tenders=(*self.tenders, Tender(tender_id, TenderKind.CASH, due, handed)))

    def with_card(self, tender_id: str, amount: int, reference: str) -> Payment:
        """Take a card payment that a stand-alone terminal approved; raises as `with_exact`."""
        return self.with_exact(tender_id, TenderKind.CARD, amount, reference)

    def with_prepaid(self, tender_id: str, amount: int) -> Payment:
        """Count what was paid online of an order: the rest is due here."""
        return self.with_exact(tender_id, TenderKind.PREPAID, amount) if amount else self

    def with_exact(self, tender_id: str, kind: TenderKind, amount: int, reference: str = "") -> Payment:
        """Take anything but cash: no more than is due, and no change.

        Raises:
            UserError: ``tender.nothing_due``, ``tender.wrong_direction``, ``tender.more_than_due``.
        """
        self._check(amount)
        if abs(amount) > abs(self.remaining):
            raise UserError("tender.more_than_due", amount=amount, due=self.remaining)
        return self._with(Tender(tender_id, kind, amount, amount, reference))

    def without(self, tender_id: str) -> Payment:
        """Take a tender out again. What is kept is counted anew, as if it alone had been handed over.

        So cash rounding goes with its cash, and what would have been change counts where it is now needed. Cash that
        would then lie between what is due and its rounding, which no coins make, comes out with it.

        Raises:
            UserError: ``tender.unknown``.
        """
        kept = tuple(tender for tender in self.tenders if tender.tender_id != tender_id)
        if len(kept) == len(self.tenders):
            raise UserError("tender.unknown", tender_id=tender_id)
        anew = replace(self, tenders=(), rounding=0)
        for one in kept:
            if one.kind is not TenderKind.CASH:
                anew = anew.with_exact(one.tender_id, one.kind, one.amount, one.reference)
            elif not anew.falls_between(one.tendered):
                anew = anew.with_cash(one.tender_id, one.tendered)
        return anew

    def falls_between(self, tendered: int) -> bool:
        """Whether cash covers what remains but not its rounding: no part, not the whole, and no coins make it."""
        return abs(self.remaining) < abs(tendered) < abs(self.cash_due)

    def _check(self, amount: int) -> None:
        if self.remaining == 0:
            raise UserError("tender.nothing_due")
        if amount == 0 or (amount > 0) != (self.remaining > 0):
            raise UserError("tender.wrong_direction", amount=amount, due=self.remaining)

    def _with(self, tender: Tender) -> Payment:
        return replace(self, tenders=(*self.tenders, tender))
