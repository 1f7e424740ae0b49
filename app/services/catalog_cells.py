"""The cells of a catalogue file: what a text that a person or a spreadsheet wrote means, or why it cannot be used.

Every function raises a `UserError` whose ``column`` is the header as the file writes it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import Currency, minor_of
from app.domain.quantity import MILLI, Unit

#: A price above this many minor units is a barcode that slipped into the wrong column.
MOST_MINOR = 10**10
MOST_STOCK = 10**9
_FOR_EVER = 9000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOTHING = frozenset(("", "-", "--", "—", "–", "n/a", "na", "無", "null", "none"))
_SHEET_ERROR = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)", re.IGNORECASE)
#: What spreadsheets and web pages leave between characters and nobody sees.
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u2060\u00ad"))
_REFUSED = frozenset(("Cc", "Cf", "Cs"))
_JOINER = "\u200d"  # holds the parts of one emoji together
_MANGLED = re.compile(r"(\d)(?:\.(\d+))?[Ee]\+(\d+)")
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_MONEY_SIGNS = re.compile(r"^(?:NT\$|NTD|TWD|\$)\s*|\s*(?:元|圓|NTD|TWD)$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
_DATE = re.compile(
    r"(民國)?\s*(\d{2,4})[-/.年]\s*(\d{1,2})[-/.月]\s*(\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
)
_BASE = re.compile(r"(?:每|/|per)?\s*(\d+(?:\.\d+)?)?\s*([^\d\s.]+)")

_COUNTED = re.compile(r"(-?[\d.]+)\s*([^\d\s.]+)")
_YES = frozenset("是 y yes true 1 v ✓ ✔ ○ o 開放 開放價 時價 open".split())
_NO = frozenset("否 n no false 0 x ✗ × 固定 fixed".split())
_OPEN_PRICE = frozenset("時價 開放 開放價 自訂 自訂價 現場定價 open openprice".split())

_PIECE_WORDS = (
    "piece pieces pc pcs ea each unit 個 件 包 瓶 盒 罐 條 片 顆 粒 份 支 枝 組 袋 杯 本 張 雙 隻 束 只 枚 台 套 塊 "
    "串 桶 打 箱 匹 把 對 盆 株 卷 捲 入 碗 尾 籃 座 副 頂 幅 節 排 根 朵"
)
#: Unit words and their size in thousandths of the domain's unit.
_UNITS: dict[str, tuple[Unit, Decimal]] = {
    **{word: (Unit.PIECE, Decimal(MILLI)) for word in _PIECE_WORDS.split()},
    **{word: (Unit.KILOGRAM, Decimal(MILLI)) for word in "kg kgs kilogram 公斤 千克 秤重 weighed".split()},
    **{word: (Unit.KILOGRAM, Decimal(1)) for word in "g gram grams 公克 克".split()},
    **{word: (Unit.KILOGRAM, Decimal(600)) for word in "台斤 臺斤 斤 catty".split()},
    **{word: (Unit.KILOGRAM, Decimal("37.5")) for word in "兩 台兩 臺兩 tael".split()},
    **{word: (Unit.LITRE, Decimal(MILLI)) for word in "l liter litre 公升".split()},
    **{word: (Unit.LITRE, Decimal(1)) for word in "ml cc 毫升".split()},
    **{word: (Unit.METRE, Decimal(MILLI)) for word in "m meter metre 公尺 米".split()},
    **{word: (Unit.METRE, Decimal(10)) for word in "cm 公分".split()},
}
#: Too small to be sold by: a price for one gram is surely meant for a hundred, or it is the base that is missing.
_NEEDS_BASE = frozenset("g gram grams 公克 克 兩 台兩 臺兩 tael ml cc 毫升 cm 公分".split())
#: The digits are those of the ministry's e-invoice.
_TAX_WORDS = {
    **dict.fromkeys("應稅 應稅內含 含稅 一般 課稅 taxable standard tx 1".split(), "standard"),
    **dict.fromkeys("零稅 零稅率 zero zerorated 2".split(), "zero"),
    **dict.fromkeys("免稅 exempt taxexempt taxfree 3".split(), "exempt"),
}


@frozen
class Measure:
    """What a unit cell says.

    Attributes:
        unit: what is counted.
        base_milli: thousandths of it that the price is for.
        counted_milli: thousandths of it that one of the stock cell's figures is.
    """

    unit: Unit = Unit.PIECE
    base_milli: int = MILLI
    counted_milli: int = MILLI


def is_blank(text: str) -> bool:
    """Whether a cell says nothing, or in so many words that there is nothing."""
    return unicodedata.normalize("NFKC", text).strip().casefold() in _NOTHING


def shown(text: str, most: int = 40) -> str:
    """A text of the file as a sentence may show it, whatever is in it."""
    plain = " ".join(text.split())
    return "".join(one if one.isprintable() else "\ufffd" for one in plain[:most]) + (" ..." if plain[most:] else "")


def tidy(text: str, column: str, most: int) -> str:
    """A text on one line, without what nobody can see.

    Raises:
        UserError: ``catalog.text_control``, ``.text_unreadable``, ``.text_too_long``, ``.sheet_error``,
            ``.open_quote``.
    """
    unwrapped = _AS_TEXT.fullmatch(text.strip())
    plain = (unwrapped[1] if unwrapped else text).translate(_INVISIBLE)
    plain = " ".join(unicodedata.normalize("NFC", plain).split())
    if not plain.isprintable():
        for character in plain:
            if unicodedata.category(character) in _REFUSED and character != _JOINER:
                raise UserError("catalog.text_control", column=column, character=f"U+{ord(character):04X}")
    if "\ufffd" in plain:
        raise UserError("catalog.text_unreadable", column=column)
    if plain.startswith('"') and plain.count('"') % 2:
        raise UserError("catalog.open_quote", column=column)
    if _SHEET_ERROR.fullmatch(plain):
        raise UserError("catalog.sheet_error", column=column, text=plain)
    if len(plain) > most:
        raise UserError("catalog.text_too_long", column=column, most=most)
    return plain


def plain_text(text: str, column: str, most: int = 64) -> str:
    """A tidy text in narrow characters: for codes, numbers and words that are looked up."""
    return unicodedata.normalize("NFKC", tidy(text, column, most)).strip()


def number_text(text: str, column: str, most: int) -> str:
    """A code as it was before a spreadsheet took it for a number.

    ``4.710088412345E+12`` still has every digit and is written out; ``4.71009E+12`` has lost some.

    Raises:
        UserError: ``catalog.number_mangled``, and those of `tidy`.
    """
    plain = plain_text(text, column, most).removeprefix("'")
    mangled = _MANGLED.fullmatch(plain)
    if mangled is None:
        return plain
    digits = mangled[1] + (mangled[2] or "")
    if len(digits) != int(mangled[3]) + 1:
        raise UserError("catalog.number_mangled", column=column, text=plain)
    return digits


def price_minor(text: str, column: str, currency: Currency) -> int | None:
    """Minor units of a price; None for words that mean an open price.

    Raises:
        UserError: ``catalog.price_unreadable``, ``.price_negative``, ``.price_too_fine``, ``.price_too_high``.
    """
    plain = plain_text(text, column)
    if plain.replace(" ", "").casefold() in _OPEN_PRICE:
        return None
    bare = _MONEY_SIGNS.sub("", _MONEY_SIGNS.sub("", plain))
    amount = _decimal(bare.replace(",", "") if _GROUPED.fullmatch(bare) else bare)
    if amount is None:
        raise UserError("catalog.price_unreadable", column=column, text=plain)
    if amount < 0:
        raise UserError("catalog.price_negative", column=column, text=plain)
    if amount.scaleb(currency.exponent) >= MOST_MINOR:
        raise UserError("catalog.price_too_high", column=column, text=plain)
    try:
        return minor_of(amount, currency)
    except UserError:
        raise UserError(
            "catalog.price_too_fine", column=column, text=plain, currency=currency.code, most=currency.exponent
        ) from None


def _decimal(text: str) -> Decimal | None:
    if not re.fullmatch(r"[-+\u2212]?(\d+(\.\d*)?|\.\d+)", text, re.ASCII):
        return None
    try:
        return Decimal(text.replace("\u2212", "-"))
    except InvalidOperation:
        return None


def measure(text: str, column: str) -> Measure:
    """What a unit word counts: 包 is a piece, 公斤 a kilogram; of 台斤 the price is for 600 g, and so is the stock.

    Raises:
        UserError: ``catalog.unknown_unit``; ``catalog.unit_needs_base`` for a unit too small to be sold by.
    """
    plain = plain_text(text, column)
    if plain.casefold() in _NEEDS_BASE:
        raise UserError("catalog.unit_needs_base", column=column, text=plain)
    unit, size = base(plain, column)
    if unit is Unit.PIECE:
        return Measure()  # 6入 is a pack, sold whole
    return Measure(unit, size, MILLI if re.search(r"\d", plain) else size)


def base(text: str, column: str) -> tuple[Unit, int]:
    """The unit and the quantity, in thousandths of it, that a price is for: ``100g``, 每台斤, ``10 個``.

    Raises:
        UserError: ``catalog.unknown_unit``.
    """
    plain = plain_text(text, column)
    found = _BASE.fullmatch(re.sub(r"\(.*\)$", "", plain).strip())
    known = _UNITS.get(found[2].casefold()) if found else None
    if found is None or known is None:
        raise UserError("catalog.unknown_unit", column=column, text=plain)
    size = Decimal(found[1] or 1) * known[1]
    if size <= 0 or size != size.to_integral_value() or size > 10**9:
        raise UserError("catalog.unknown_unit", column=column, text=plain)
    return known[0], int(size)


def tax_class(text: str, column: str, rates_ppm: Mapping[str, int]) -> str:
    """The tax class that a word names: one of the shop's own, 應稅, 零稅率, 免稅, or the standard rate as ``5%``.

    Raises:
        UserError: ``catalog.unknown_tax``.
    """
    plain = plain_text(text, column)
    for name in rates_ppm:
        if name.casefold() == plain.casefold():
            return name
    found = _TAX_WORDS.get(re.sub(r"[\s_-]", "", plain.casefold()))
    if found is None and plain.endswith("%"):
        rate = _decimal(plain[:-1].strip())
        if rate and rate * 10_000 == rates_ppm.get("standard"):
            found = "standard"
    if found is None or found not in rates_ppm:
        raise UserError("catalog.unknown_tax", column=column, text=plain, allowed=", ".join(rates_ppm))
    return found


def flag(text: str, column: str) -> bool:
    """Yes or no.

    Raises:
        UserError: ``catalog.flag_unreadable``.
    """
    plain = plain_text(text, column)
    if plain.casefold() in _YES or plain.casefold() in _NO:
        return plain.casefold() in _YES
    raise UserError("catalog.flag_unreadable", column=column, text=plain)


def stock_milli(text: str, column: str, counted: Measure) -> int:
    """Thousandths of a count in the product's unit; the cell may name one, as in 2.5 公斤.

    Raises:
        UserError: ``catalog.stock_unreadable``.
    """
    plain = plain_text(text, column)
    number = _decimal(plain.replace(",", "") if _GROUPED.fullmatch(plain.lstrip("-")) else plain)
    size = Decimal(counted.counted_milli)
    if number is None and (named := _COUNTED.fullmatch(plain)):
        unit, size = _UNITS.get(named[2].casefold(), (None, size))
        number = _decimal(named[1]) if unit is counted.unit else None
    if number is None or abs(number) > MOST_STOCK or number * size % 1:
        raise UserError("catalog.stock_unreadable", column=column, text=plain)
    return int(number * size)


def moment(text: str, column: str, zone: ZoneInfo) -> int:
    """Microseconds UTC of a date, or a date and time, in the store's zone.

    A year of three digits, or after 民國, counts from the Republic's first: 115 is 2026. Orders other than year,
    month, day could be taken for each other, and are refused.

    Raises:
        UserError: ``catalog.date_unreadable``.
    """
    return _utc(_local(text, column)[0], zone)


def last_moment(text: str, column: str, zone: ZoneInfo) -> int | None:
    """The moment at which something ends, a day included in it; None for 9999-12-31 and the like, which is for ever.

    Raises:
        UserError: ``catalog.date_unreadable``.
    """
    local, is_day = _local(text, column)
    if local.year >= _FOR_EVER:
        return None
    return _utc(local + timedelta(days=1) if is_day else local, zone)


def _local(text: str, column: str) -> tuple[datetime, bool]:
    """A wall clock's time, and whether only its day was said."""
    plain = plain_text(text, column)
    compact = re.fullmatch(r"()(\d{4})(\d{2})(\d{2})", plain, re.ASCII)
    found = compact or _DATE.fullmatch(plain)
    try:
        if found is None or (len(found[2]) == 2 and not found[1]):
            raise ValueError(plain)
        year, *others = (int(part) for part in found.groups()[1:] if part is not None)
        local = datetime(year if year >= 1000 else year + 1911, *others)  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        raise UserError("catalog.date_unreadable", column=column, text=plain) from None
    return local, len(others) == 2


def _utc(local: datetime, zone: ZoneInfo) -> int:
    return (local.replace(tzinfo=zone) - _EPOCH) // timedelta(microseconds=1)


def words(text: str, column: str, split: str, most: int) -> list[str]:
    """The words of a cell, split at the characters of a class, each checked by `tidy`."""
    parts = re.split(split, unicodedata.normalize("NFC", tidy(text, column, 2_000)))
    return [tidy(part, column, most) for part in parts if part.strip()]
