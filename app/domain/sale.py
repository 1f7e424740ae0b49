"""The sale: one committed counter ticket, immutable. A refund has returned lines only, an exchange both."""

from __future__ import annotations

from enum import Enum

from app.domain.frozen import frozen
from app.domain.money import Currency
from app.domain.pricing import Reduction
from app.domain.quantity import Price, Quantity
from app.domain.tender import Tender


class SaleKind(Enum):
    """What a ticket is, by what is on it."""

    SALE = "sale"
    REFUND = "refund"
    EXCHANGE = "exchange"


@frozen
class Reduced:
    """One reduction of one line: what gave it, and minor units taken off (negative for an approved raise)."""

    reduction: Reduction
    approved_by: str | None = None


@frozen
class SoldLine:
    """Goods sold; amounts in minor units, `paid` with the tax in either tax mode."""

    line: int
    sku: str
    name: str
    code: str
    category: str
    quantity: Quantity
    listed: Price
    listed_amount: int
    reductions: tuple[Reduced, ...]
    tax_class: str
    rate_ppm: int
    tax: int
    paid: int
    note: str = ""
    unknown: bool = False


@frozen
class ReturnedLine:
    """Goods that came back; `refund` in minor units is what is given back, tax contained, not negative."""

    line: int
    sku: str
    name: str
    quantity: Quantity
    sale_id: str | None
    sale_line: int | None
    tax_class: str
    rate_ppm: int
    tax: int
    refund: int
    reason: str = ""
    restock: bool = True


@frozen
class TaxSum:
    """Tax of one class over a sale, in minor units: what was taxed (tax contained in neither mode) and the tax."""

    tax_class: str
    rate_ppm: int
    taxed: int
    tax: int


@frozen
class ReceiptNumber:
    """``store-register-epoch-sequence``, gap-free within an epoch. A label for people; the id is the identity."""

    store: str
    register: int
    epoch: int
    sequence: int

    def __str__(self) -> str:
        return f"{self.store}-{self.register}-{self.epoch}-{self.sequence:06d}"


@frozen
class Ticket:
    """Everything of a sale but its number, which the transaction gives.

    Attributes:
        sale_id: the id that was minted when the cart opened.
        rounding: minor units of the cash rounding line.
    """

    sale_id: str
    currency: Currency
    lines: tuple[SoldLine, ...]
    returns: tuple[ReturnedLine, ...]
    tenders: tuple[Tender, ...]
    rounding: int = 0
    member_id: str | None = None
    coupons: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if not self.lines and not self.returns:
            raise ValueError("a sale of nothing")
        if self.total != sum(tender.amount for tender in self.tenders):
            raise ValueError("the tenders do not sum to the total")
        if len({tender.tender_id for tender in self.tenders}) != len(self.tenders):
            raise ValueError("one tender counted twice")
        if any(line.paid < 0 for line in self.lines) or any(line.refund < 0 for line in self.returns):
            raise ValueError("a line below zero")

    @property
    def kind(self) -> SaleKind:
        """Sale, refund or exchange."""
        if not self.returns:
            return SaleKind.SALE
        return SaleKind.EXCHANGE if self.lines else SaleKind.REFUND

    @property
    def sold(self) -> int:
        """Minor units paid for the goods sold."""
        return sum(line.paid for line in self.lines)

    @property
    def returned(self) -> int:
        """Minor units given back for the goods returned, not negative."""
        return sum(line.refund for line in self.returns)

    @property
    def total(self) -> int:
        """Minor units that changed hands; negative when the customer got money."""
        return self.sold - self.returned + self.rounding

    def taxes(self) -> tuple[TaxSum, ...]:
        """Tax by class and rate; goods that came back count against it."""
        sums: dict[tuple[str, int], list[int]] = {}
        for line in self.lines:
            entry = sums.setdefault((line.tax_class, line.rate_ppm), [0, 0])
            entry[0] += line.paid - line.tax
            entry[1] += line.tax
        for back in self.returns:
            entry = sums.setdefault((back.tax_class, back.rate_ppm), [0, 0])
            entry[0] -= back.refund - back.tax
            entry[1] -= back.tax
        return tuple(TaxSum(name, rate, taxed, tax) for (name, rate), (taxed, tax) in sorted(sums.items()))


@frozen
class FiscalNumber:
    """The number that a fiscal document got with its sale; `body` is in the provider's own form."""

    provider: str
    number: str
    body: str = ""


@frozen
class Sale:
    """A committed ticket with its number and place in the day."""

    ticket: Ticket
    number: str
    completed_at: int
    business_on: str
    shift_id: str
    cashier: str
    fiscal: FiscalNumber | None = None
