"""Sales tax: classes, rates, prices with or without it, and where it is rounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import Enum

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import divide_half_up, share_out

#: Rates are whole millionths: 5 % is 50,000. Every rate in use anywhere is exact in them.
PPM = 1_000_000


class TaxMode(Enum):
    """Whether shelf prices contain the tax. In Taiwan they must (VAT act, art. 32: 定價應內含營業稅)."""

    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"


class TaxRounding(Enum):
    """Where tax becomes whole minor units: on each line, or once per rate for the whole sale.

    Taiwan's e-invoice rounds once per invoice.
    """

    LINE = "line"
    SALE = "sale"


@frozen
class TaxRule:
    """A shop's tax settings.

    Attributes:
        rates_ppm: rate by tax class, in millionths.
    """

    mode: TaxMode = TaxMode.INCLUSIVE
    rounding: TaxRounding = TaxRounding.SALE
    rates_ppm: Mapping[str, int] = field(default_factory=lambda: {"standard": 50_000, "zero": 0, "exempt": 0})

    def rate(self, tax_class: str) -> int:
        """The rate of a class in millionths.

        Raises:
            UserError: ``tax.unknown_class``.
        """
        try:
            return self.rates_ppm[tax_class]
        except KeyError:
            raise UserError("tax.unknown_class", tax_class=tax_class) from None

    def tax_in(self, amount: int, rate_ppm: int) -> int:
        """Tax, in minor units, of an amount as priced: contained in it when inclusive, on top when exclusive."""
        if self.mode is TaxMode.INCLUSIVE:
            return amount - divide_half_up(amount * PPM, PPM + rate_ppm)
        return divide_half_up(amount * rate_ppm, PPM)

    def tax_lines(self, amounts: Sequence[tuple[str, int]]) -> list[int]:
        """Tax of each line, in minor units, so that the lines sum to the tax of the sale.

        Rounded per sale, the tax of each class is computed once from the class's sum and shared over its lines
        by largest remainder: a part of a sale that comes back then carries its own exact share.

        Args:
            amounts: tax class and priced amount (not negative) of each line.
        """
        rates = [self.rate(tax_class) for tax_class, _ in amounts]
        if self.rounding is TaxRounding.LINE:
            return [self.tax_in(amount, rate) for (_, amount), rate in zip(amounts, rates, strict=True)]
        taxes = [0] * len(amounts)
        for tax_class in dict.fromkeys(name for name, _ in amounts):
            places = [place for place, (name, _) in enumerate(amounts) if name == tax_class]
            due = self.tax_in(sum(amounts[place][1] for place in places), self.rate(tax_class))
            shares = share_out(due, [amounts[place][1] for place in places])
            for place, share in zip(places, shares, strict=True):
                taxes[place] = share
        return taxes
