"""The barcode cells of a catalogue file: several codes in a cell, packs, and what spreadsheets do to long numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.domain.catalog import ProductCode, code_key, is_gtin
from app.domain.errors import UserError
from app.services.catalog_cells import is_blank, number_text, tidy

MOST_LENGTH = 80
_MOST_CELL = 2_000
_BETWEEN = re.compile(r"[;,|、\s]+")
_LOOSE_PACK = re.compile(r"(?<=\d)\s+[xX×*]\s*(?=\d{1,5}(?:[;,|、\s]|$))")
_PACK = re.compile(r"(\d{6,})[xX×*](\d{1,5})", re.ASCII)
#: What programs write that read the column as numbers.
_POINT_ZERO = re.compile(r"(\d{6,})\.0+", re.ASCII)


def codes_in(text: str, column: str) -> Iterator[ProductCode]:
    """The codes of a cell, in its order.

    A number written in groups, ``4710 0000 12348`` or with hyphens as on books, is one code where the whole is a
    right GTIN and no group is.

    Raises:
        UserError: of a cell (see `catalog_cells`), ``catalog.pack_out_of_range``.
    """
    plain = unicodedata.normalize("NFKC", tidy(text, column, _MOST_CELL))
    whole = re.sub(r"[\s-]", "", plain)
    parts = _BETWEEN.split(_LOOSE_PACK.sub("x", plain))
    if is_gtin(whole) and not any(is_gtin(part) for part in parts):
        parts = [whole]
    for part in parts:
        if not is_blank(part):
            yield _code(part, column)


def _code(part: str, column: str) -> ProductCode:
    text = number_text(part, column, MOST_LENGTH)
    if pointed := _POINT_ZERO.fullmatch(text):
        text = pointed[1]
    packed = _PACK.fullmatch(text)
    if packed is None:
        return ProductCode(text)
    try:
        return ProductCode(packed[1], int(packed[2]))
    except ValueError:
        raise UserError("catalog.pack_out_of_range", column=column, text=text) from None


def lost_zeros(code: str) -> str | None:
    """The GTIN that a number of 7 or 9 to 11 digits was before a spreadsheet took its leading zeros; None if none."""
    if not (code.isascii() and code.isdigit()) or len(code) not in (7, 9, 10, 11):
        return None
    padded = code.zfill(8 if len(code) == 7 else 12)
    return padded if is_gtin(padded) else None


def right_check_digit(code: str) -> str | None:
    """The check digit that would make a GTIN of digits of its length; None for what is right or no GTIN at all."""
    if not (code.isascii() and code.isdigit()) or len(code) not in (8, 12, 13, 14) or is_gtin(code):
        return None
    return next(digit for digit in "0123456789" if is_gtin(code[:-1] + digit))


def distinct(codes: list[ProductCode], sku: str, column: str) -> tuple[ProductCode, ...]:
    """Each code once, without the SKU itself, which is found anyway.

    Raises:
        UserError: ``catalog.pack_twice``: one code for two pack sizes, or the SKU for a pack.
    """
    packs: dict[str, ProductCode] = {}
    own = ProductCode(sku)
    for code in codes:
        key = code_key(code.code)
        before = packs.setdefault(key, own if key == code_key(sku) else code)
        if before.pack != code.pack:
            raise UserError("catalog.pack_twice", column=column, barcode=code.code)
    return tuple(code for code in packs.values() if code is not own)
