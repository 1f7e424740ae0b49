"""Money: whole minor units of a currency that knows its own exponent. No float comes near it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from app.domain.errors import UserError
from app.domain.frozen import frozen

#: The most minor units that an amount may have: what every reader of JSON keeps exactly (RFC 8259, section 6).
MOST = 2**53 - 1


@frozen
class Currency:
    """An ISO 4217 currency.

    Attributes:
        code: three capital letters.
        exponent: number of decimals the trade uses: TWD 0, GBP 2, KWD 3.
    """

    code: str
    exponent: int


# ISO 4217 gives TWD two decimals; the trade has used none since cents left circulation, and the ministry's
# e-invoice carries whole dollars. The trade's use holds here.
_WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF TWD UGX VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_TWO_DECIMALS = (
    "AED AUD BGN BRL CAD CHF CNY CZK DKK EGP EUR GBP HKD HUF IDR ILS INR KES KHR LAK MMK MOP MXN MYR NGN NOK NZD "
    "PEN PHP PKR PLN QAR RON RUB SAR SEK SGD THB TRY UAH USD ZAR"
)
_CURRENCIES = {
    code: Currency(code, exponent)
    for exponent, codes in ((0, _WITHOUT_DECIMALS), (2, _TWO_DECIMALS), (3, _THREE_DECIMALS))
    for code in codes.split()
}


def currency(code: str) -> Currency:
    """Return the currency of an ISO 4217 code.

    Raises:
        UserError: ``money.unknown_currency``.
    """
    try:
        return _CURRENCIES[code.strip().upper()]
    except KeyError:
        raise UserError("money.unknown_currency", currency=code) from None


def currencies() -> tuple[Currency, ...]:
    """All currencies that can be used, by code."""
    return tuple(_CURRENCIES[code] for code in sorted(_CURRENCIES))


TWD = _CURRENCIES["TWD"]
GBP = _CURRENCIES["GBP"]
KWD = _CURRENCIES["KWD"]


def divide_half_up(numerator: int, denominator: int) -> int:
    """Divide and round to the nearest whole number, a half going away from zero.

    Away from zero, so that what is given back for a thing is the mirror of what was taken for it.
    """
    if denominator <= 0:
        raise ValueError("the denominator must be positive")
    if numerator >= 0:
        return (2 * numerator + denominator) // (2 * denominator)
    return -((-2 * numerator + denominator) // (2 * denominator))


def share_out(amount: int, weights: Sequence[int]) -> list[int]:
    """Split a whole amount by weights so that the parts sum to it exactly (largest remainder).

    Ties go to the earlier place. With all weights zero, everything lies on the first part.

    Args:
        amount: minor units, of either sign.
        weights: not negative, at least one.
    """
    if not weights:
        raise ValueError("nothing to split the amount over")
    if min(weights) < 0:
        raise ValueError("a weight is negative")
    total = sum(weights)
    if total == 0:
        return [amount, *([0] * (len(weights) - 1))]
    sign = -1 if amount < 0 else 1
    size = abs(amount)
    parts = [size * weight // total for weight in weights]
    missing = size - sum(parts)
    if missing:
        remainders = [size * weight % total for weight in weights]
        # a reversed sort keeps equal ones in their order, so that the earlier place comes first
        by_remainder = sorted(range(len(weights)), key=remainders.__getitem__, reverse=True)
        for place in by_remainder[:missing]:
            parts[place] += 1
    return [sign * part for part in parts] if sign < 0 else parts


@frozen
class Money:
    """An amount in whole minor units of one currency. Two currencies never mix."""

    minor: int
    currency: Currency

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError("money counts whole minor units")

    def _same(self, other: Money) -> int:
        if self.currency != other.currency:
            raise ValueError("two currencies do not mix")
        return other.minor

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.currency.code} {decimal_text(self.minor, self.currency)}"

    def split(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Split by weights so that the parts sum to this amount exactly (see `share_out`)."""
        return tuple(Money(part, self.currency) for part in share_out(self.minor, weights))


def sum_money(amounts: Iterable[Money], of: Currency) -> Money:
    """Add amounts of one currency; nothing added is zero of that currency."""
    total = Money(0, of)
    for amount in amounts:
        total += amount
    return total


def decimal_text(minor: int, of: Currency) -> str:
    """Write minor units as a plain decimal number, ``-12.05``, without grouping: for files and logs."""
    if of.exponent == 0:
        return str(minor)
    unit = 10**of.exponent
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // unit}.{abs(minor) % unit:0{of.exponent}d}"


#: Nothing costs ten to this many digits: it is a slip, and would not fit where amounts are kept.
_MOST_DIGITS = 18


def exact(amount: Decimal, places: int) -> tuple[int, int]:
    """An amount times ten to `places`, as a whole number and the decimals that it would need beside.

    Decimal's own arithmetic keeps 28 digits and rounds the others away unsaid.

    Raises:
        UserError: ``money.not_an_amount`` for infinities and the like, and for what is too large to be one.
    """
    if not amount.is_finite() or (amount and amount.adjusted() > _MOST_DIGITS):
        raise UserError("money.not_an_amount", amount=str(amount)[:40])
    sign, digits, exponent = amount.as_tuple()
    decimals = -places - int(exponent)
    zeros = 0
    while zeros < min(decimals, len(digits) - 1) and digits[-1 - zeros] == 0:
        zeros += 1
    digits, decimals = digits[: len(digits) - zeros], decimals - zeros
    if not any(digits):
        return 0, 0
    whole = int("".join(map(str, digits[: 3 * _MOST_DIGITS])))  # longer ones have decimals that nobody keeps
    if decimals < 0:
        whole, decimals = whole * 10**-decimals, 0
    return (-whole if sign else whole), decimals


def minor_of(amount: Decimal, of: Currency) -> int:
    """Turn a decimal amount into minor units, refusing what the currency cannot hold.

    Raises:
        UserError: ``money.too_fine`` for more decimals than the currency has, ``money.not_an_amount`` for
            infinities and the like.
    """
    whole, decimals = exact(amount, of.exponent)
    if decimals:
        raise UserError("money.too_fine", amount=str(amount)[:40], currency=of.code)
    return whole
