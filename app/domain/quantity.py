"""Quantity: pieces, or thousandths of a measure for weighed and measured goods."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from enum import Enum

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import Currency, Money, divide_half_up, exact

#: Thousandths in one piece, kilogram, litre or metre.
MILLI = 1000
#: Decimals that a price may have beyond the currency's own.
_EXTRA_DECIMALS = 9


class Unit(Enum):
    """What a quantity counts."""

    PIECE = "piece"
    KILOGRAM = "kg"
    LITRE = "l"
    METRE = "m"


@frozen
class Quantity:
    """An amount of goods in thousandths of its unit; pieces are whole, so their thousandths end in 000."""

    milli: int
    unit: Unit = Unit.PIECE

    def __post_init__(self) -> None:
        if type(self.milli) is not int:
            raise TypeError("a quantity counts whole thousandths")
        if self.unit is Unit.PIECE and self.milli % MILLI:
            raise ValueError("pieces are whole")

    @property
    def pieces(self) -> int:
        """Whole pieces; only of a quantity that counts pieces."""
        if self.unit is not Unit.PIECE:
            raise ValueError("not counted in pieces")
        return self.milli // MILLI

    def _same(self, other: Quantity) -> int:
        if self.unit is not other.unit:
            raise ValueError("two units do not mix")
        return other.milli

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.milli + self._same(other), self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.milli - self._same(other), self.unit)

    def __neg__(self) -> Quantity:
        return Quantity(-self.milli, self.unit)

    def __lt__(self, other: Quantity) -> bool:
        return self.milli < self._same(other)

    def __le__(self, other: Quantity) -> bool:
        return self.milli <= self._same(other)

    def __str__(self) -> str:
        if self.unit is Unit.PIECE:
            return str(self.milli // MILLI)
        sign = "-" if self.milli < 0 else ""
        return f"{sign}{abs(self.milli) // MILLI}.{abs(self.milli) % MILLI:03d} {self.unit.value}"


def pieces(count: int) -> Quantity:
    """A whole number of pieces."""
    return Quantity(count * MILLI)


def parse_milli(text: str) -> int:
    """Read a decimal count such as ``3`` or ``0.250`` as thousandths.

    Raises:
        UserError: ``quantity.unreadable``, ``quantity.too_fine``.
    """
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        raise UserError("quantity.unreadable", text=text[:40]) from None
    if not number.is_finite() or abs(number) >= 10**12:
        raise UserError("quantity.unreadable", text=text[:40])
    milli, decimals = exact(number, 3)
    if decimals:
        raise UserError("quantity.too_fine", text=text[:40])
    return milli


@frozen
class Price:
    """What a base quantity of goods costs.

    The base is the trade's *price basis*: 1 piece or 1 kg for most goods, 100 g for deli goods, 600 g for goods
    sold by the catty (台斤), 10 pieces for screws. It also carries prices finer than the minor unit without
    fractions: a tenth of a penny each is one penny for ten.

    Attributes:
        minor: minor units for the base quantity, not negative.
        per_milli: the base quantity in thousandths of the goods' unit, positive.
    """

    minor: int
    per_milli: int = MILLI

    def __post_init__(self) -> None:
        if type(self.minor) is not int or type(self.per_milli) is not int:
            raise TypeError("a price counts whole minor units for whole thousandths")
        if self.minor < 0:
            raise UserError("price.negative", minor=self.minor)
        if self.per_milli <= 0:
            raise ValueError("the base quantity must be positive")

    def amount(self, milli: int) -> int:
        """Minor units for a quantity in thousandths, rounded half up once for the whole quantity."""
        if self.per_milli == MILLI and not milli % MILLI:
            return self.minor * (milli // MILLI)
        return divide_half_up(self.minor * milli, self.per_milli)

    def of(self, quantity: Quantity, in_currency: Currency) -> Money:
        """What this quantity costs, rounded half up once."""
        return Money(self.amount(quantity.milli), in_currency)


def price_from_decimal(amount: Decimal, of: Currency) -> Price:
    """A unit price from a decimal number; more decimals than the currency has widen the base quantity.

    ``0.001`` GBP each becomes one penny for ten pieces: nothing is rounded before the line is.

    Raises:
        UserError: ``price.negative``, ``money.not_an_amount``, ``money.too_fine`` beyond nine extra decimals.
    """
    minor, decimals = exact(amount, of.exponent)
    if minor < 0:
        raise UserError("price.negative", amount=str(amount)[:40])
    if decimals > _EXTRA_DECIMALS:
        raise UserError("money.too_fine", amount=str(amount)[:40], currency=of.code)
    return Price(minor, MILLI * 10**decimals)
