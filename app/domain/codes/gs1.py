"""GS1 codes that say more than a number: element strings, as GS1-128 and GS1 DataMatrix hold them, and Digital Links.

An element is an application identifier and its value. Those of a fixed length follow each other directly, the others
end at a separator or with the code (GS1 General Specifications, 7.8). A code is read whole or not at all.
"""

from __future__ import annotations

from app.domain.catalog import is_gtin
from app.domain.codes.settings import check_digit
from app.domain.frozen import frozen

#: FNC1 within a code, as readers send it.
SEPARATOR = "\x1d"
#: What readers put before a GS1 code, if they are told to.
SYMBOLOGIES = ("]C1", "]d2", "]Q3", "]e0")
MOST = 500
_DIGITS = frozenset("0123456789")
_HEX = _DIGITS | frozenset("abcdefABCDEF")
#: By the first two digits: characters of the whole identifier.
_TWO, _THREE, _FOUR = 2, 3, 4
_MEASURED = tuple(str(number) for number in range(31, 37))
_OWN = tuple(str(number) for number in range(91, 100))
_LENGTH = (
    dict.fromkeys(("00", "01", "02", "03", "10", "11", "12", "13", "15", "16", "17"), _TWO)
    | dict.fromkeys(("20", "21", "22", "30", "37", "90", *_OWN), _TWO)
    | dict.fromkeys(("23", "24", "25", "40", "41", "42", "71"), _THREE)
    | dict.fromkeys((*_MEASURED, "39", "43", "70", "72", "80", "82"), _FOUR)
)
#: Values of a fixed length, by the first two digits of the identifier: digits alone, and no separator behind them.
_FIXED = (
    {"00": 18, "01": 14, "02": 14, "03": 14, "20": 2, "41": 13}
    | dict.fromkeys(("11", "12", "13", "15", "16", "17", *_MEASURED), 6)
)  # fmt: skip
#: Of the others the most characters, where it is not thirty.
_MOST = (
    {"10": 20, "21": 20, "22": 20, "30": 8, "37": 8, "39": 18, "43": 90, "80": 90, "82": 25}
    | dict.fromkeys(_OWN, 90)
)  # fmt: skip
_NUMBERS = frozenset(("30", "37", "39"))
#: Net weight in kilograms, length in metres, volume in litres: of goods that are sold by it.
_MEASURES = ("310", "311", "315")
_WEIGHT_DECIMALS = 3


@frozen
class Elements:
    """What a GS1 code says of goods.

    Attributes:
        gtin: 14 digits.
        milli: thousandths of a kilogram, metre or litre; 0 where the code measures nothing.
        pieces: how many it counts; 0 where it says none.
        price: the amount to pay for these very goods, and how many of its digits are decimals; None where it says
            none.
        lot, serial: as they stand there.
        best_before: ``YYMMDD`` of the earliest day that it ends at; empty where it says none.
    """

    gtin: str
    milli: int = 0
    pieces: int = 0
    price: tuple[int, int] | None = None
    lot: str = ""
    serial: str = ""
    best_before: str = ""


def read_gs1(text: str) -> Elements | None:
    """A text as a GS1 code with goods in it; None for everything else. Total."""
    if len(text) > MOST:
        return None
    if "://" in text[:8]:
        return _of_link(text)
    marked = text.startswith(SYMBOLOGIES)
    bare = text[3:] if marked else text
    if bare.startswith("("):
        found = _bracketed(bare)
    else:
        if not marked and SEPARATOR not in bare and not (bare.startswith(("01", "02")) and len(bare) > 15):
            return None
        found = _elements(bare.strip(SEPARATOR))
    return None if found is None else _goods(found)


def expand_upc_e(text: str) -> str:
    """The 12 digits that the 8 of a UPC-E stand for (GS1 General Specifications, 5.2.3); empty for other texts."""
    if len(text) != 8 or not _are_digits(text) or text[0] not in "01":
        return ""
    system, a, b, c, d, e, last, check = list(text)
    if last in "012":
        body = f"{a}{b}{last}0000{c}{d}{e}"
    elif last == "3":
        body = f"{a}{b}{c}00000{d}{e}"
    elif last == "4":
        body = f"{a}{b}{c}{d}00000{e}"
    else:
        body = f"{a}{b}{c}{d}{e}0000{last}"
    whole = system + body + check
    return whole if is_gtin(whole) else ""


def _elements(text: str) -> dict[str, str] | None:
    """The elements of a text; None where it is not made of them throughout."""
    found: dict[str, str] = {}
    rest = text
    while rest:
        head = rest[:2]
        size = _LENGTH.get(head)
        if size is None or not _are_digits(rest[:size]) or len(rest) <= size:
            return None
        name, rest = rest[:size], rest[size:]
        if head in _FIXED:
            value, rest = rest[: _FIXED[head]], rest[_FIXED[head] :].removeprefix(SEPARATOR)
        else:
            value, _, rest = rest.partition(SEPARATOR)
        if not _may_be(name, value) or found.get(name, value) != value:
            return None
        found[name] = value
    return found or None


def _bracketed(text: str) -> dict[str, str] | None:
    """Elements as people read them: ``(01)04710000000011(10)A1``."""
    found: dict[str, str] = {}
    for part in text[1:].split("("):
        name, closed, value = part.partition(")")
        if not closed or not _are_digits(name) or _LENGTH.get(name[:2]) != len(name) or not _may_be(name, value):
            return None
        if found.get(name, value) != value:
            return None
        found[name] = value
    return found


def _of_link(text: str) -> Elements | None:
    """A Digital Link: a web address whose path names the goods behind ``/01/``."""
    if not text.startswith(("http://", "https://", "HTTP://", "HTTPS://")):
        return None
    path, _, query = text.partition("#")[0].partition("?")
    parts = path.split("/")[3:]
    if "01" not in parts[:-1]:
        return None
    parts = parts[parts.index("01") :]
    if len(parts) % 2:
        return None
    pairs = [(parts[place], _unquoted(parts[place + 1])) for place in range(0, len(parts), 2)]
    for one in query.replace(";", "&").split("&"):
        name, _, value = one.partition("=")
        if _LENGTH.get(name[:2]) == len(name) and _are_digits(name):
            pairs.append((name, _unquoted(value)))
    found: dict[str, str] = {}
    for name, value in pairs:
        whole = value.zfill(14) if name == "01" else value
        if _LENGTH.get(name[:2]) != len(name) or not _may_be(name, whole) or found.get(name, whole) != whole:
            return None
        found[name] = whole
    return _goods(found)


def _unquoted(text: str) -> str:
    """A part of a web address with its ``%2F`` read; what is no such thing stays."""
    first, *rest = text.split("%")
    made = bytearray(first.encode("utf-8", "replace"))
    for part in rest:
        if len(part) >= 2 and _HEX.issuperset(part[:2]):
            made += bytes.fromhex(part[:2]) + part[2:].encode("utf-8", "replace")
        else:
            made += b"%" + part.encode("utf-8", "replace")
    return made.decode("utf-8", "replace")


def _may_be(name: str, value: str) -> bool:
    head = name[:2]
    if head in _FIXED:
        right = len(value) == _FIXED[head] and _are_digits(value)
        return right and (head not in {"01", "02", "03"} or is_gtin(value))
    if not 1 <= len(value) <= _MOST.get(head, 30) or (head in _NUMBERS and not _are_digits(value)):
        return False
    return all("!" <= one <= "z" for one in value)


def _are_digits(text: str) -> bool:
    return bool(text) and _DIGITS.issuperset(text)


def _goods(found: dict[str, str]) -> Elements | None:
    gtin = found.get("01") or found.get("02")
    if gtin is None or check_digit(gtin[:-1]) != gtin[-1]:
        return None
    count = found.get("30") or ("" if "01" in found else found.get("37", ""))
    milli, price = 0, None
    for name, value in found.items():
        if name[:3] in _MEASURES:
            milli = _thousandths(int(value), int(name[3])) or milli
        elif name[:3] == "392":
            price = (int(value), int(name[3]))
    dates = sorted(found[one] for one in ("15", "16", "17") if one in found)
    pieces = int(count) if count else 0
    return Elements(gtin, milli, pieces, price, found.get("10", ""), found.get("21", ""), dates[0] if dates else "")


def _thousandths(figure: int, decimals: int) -> int:
    """A figure with so many decimals in thousandths; 0 where it is finer than they are."""
    if decimals <= _WEIGHT_DECIMALS:
        return figure * int(10 ** (_WEIGHT_DECIMALS - decimals))
    whole, rest = divmod(figure, int(10 ** (decimals - _WEIGHT_DECIMALS)))
    return 0 if rest else whole
