"""How amounts, quantities, rates and moments are written on paper."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from app.domain.money import Currency
from app.domain.quantity import MILLI, Price, Quantity, Unit
from app.domain.receipt.words import Words
from app.domain.tax import PPM

#: Signs that stand before an amount without a space. Of other currencies the code does, with one.
_SIGNS = {"TWD": "$", "USD": "$", "GBP": "£", "EUR": "€", "JPY": "¥", "CNY": "¥", "KRW": "₩", "HKD": "$", "SGD": "$"}
_MINUS = "−"


def amount(minor: int, of: Currency) -> str:
    """Minor units as they stand in a column: ``1,045``, ``−10.50``."""
    unit = 10**of.exponent
    decimals = f".{abs(minor) % unit:0{of.exponent}d}" if of.exponent else ""
    return f"{_MINUS if minor < 0 else ''}{abs(minor) // unit:,d}{decimals}"


def sum_of(minor: int, of: Currency) -> str:
    """An amount that stands alone, with its currency: ``$1,045``, ``−£10.50``, ``KWD 1.250``."""
    sign = _SIGNS.get(of.code, f"{of.code} ")
    return f"{_MINUS if minor < 0 else ''}{sign}{amount(abs(minor), of)}"


def difference(minor: int, of: Currency) -> str:
    """An amount with its sign: ``+30``, ``−30``, ``0``."""
    return f"+{amount(minor, of)}" if minor > 0 else amount(minor, of)


def count(points: int) -> str:
    """A count with its sign: ``+1,280``, ``−30``, ``0``."""
    sign = "+" if points > 0 else _MINUS if points < 0 else ""
    return f"{sign}{abs(points):,}"


def thousandths(milli: int) -> str:
    """Thousandths as people write them: ``2``, ``0.333``, ``1.5``."""
    whole, rest = divmod(abs(milli), MILLI)
    text = f"{whole:,d}" + (f".{rest:03d}".rstrip("0") if rest else "")
    return f"{_MINUS}{text}" if milli < 0 else text


def quantity(of: Quantity, words: Words) -> str:
    """A quantity with its unit: ``2``, ``0.333 kg``."""
    unit = words.units[of.unit]
    return f"{thousandths(of.milli)} {unit}" if unit else thousandths(of.milli)


def price(of: Price, unit: Unit, currency: Currency, words: Words) -> str:
    """A unit price; one for another base than a whole unit says for which: ``25 / 100 g``."""
    text = amount(of.minor, currency)
    if of.per_milli == MILLI:
        return text if unit is Unit.PIECE else f"{text} / {words.units[unit]}"
    if of.per_milli < MILLI and unit in words.parts:
        return f"{text} / {of.per_milli} {words.parts[unit]}"
    return f"{text} / {quantity(Quantity(of.per_milli, unit), words)}"


def rate(ppm: int) -> str:
    """A tax rate: ``5%``, ``7.7%``."""
    whole, rest = divmod(ppm * 100, PPM)
    return f"{whole}.{rest:06d}".rstrip("0").rstrip(".") + "%"


def day(iso: str, words: Words) -> str:
    """A date of the calendar, with its weekday."""
    of = date.fromisoformat(iso)
    return words.on.format(year=of.year, month=of.month, day=of.day, weekday=words.weekdays[of.weekday()])


def moment(at: int, zone: str, words: Words) -> str:
    """A moment in microseconds UTC as the store's clock showed it, to the minute."""
    local = datetime.fromtimestamp(at // 1_000_000, UTC).astimezone(ZoneInfo(zone))
    return words.moment.format(day=day(local.date().isoformat(), words), hour=f"{local:%H:%M}")
