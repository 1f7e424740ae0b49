"""The catalogue: what can be sold, under which codes, at which price from when."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache

from app.domain.frozen import frozen
from app.domain.quantity import Price, Unit

_GTIN_LENGTHS = frozenset((8, 12, 13, 14))


class PriceKind(Enum):
    """Where the price of a product comes from."""

    FIXED = "fixed"
    OPEN = "open"  # typed at the counter, each time


@lru_cache(maxsize=4096)  # an import asks for each code several times, and the sum is not free
def is_gtin(text: str) -> bool:
    """Whether a text is a GTIN-8, -12, -13 or -14 with a right check digit (GS1 General Specifications, 7.9)."""
    if len(text) not in _GTIN_LENGTHS or not text.isascii() or not text.isdigit():
        return False
    # From the right the digits count once and three times in turn, the check digit once: the sum ends in nought.
    return (sum(map(int, text[-1::-2])) + 3 * sum(map(int, text[-2::-2]))) % 10 == 0


def code_key(text: str) -> str:
    """The one form under which a code is stored and looked up.

    A GTIN is padded to 14 digits, since UPC-A and the EAN-13 with a leading zero are one number. Full-width
    characters, which a Chinese input method makes of a scanner's keys, become plain ones. Nothing else changes:
    letters keep their case, because the SKU's text is the product's identity.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    return plain.zfill(14) if is_gtin(plain) else plain


@frozen
class ProductCode:
    """A code printed on goods.

    Attributes:
        code: as printed.
        pack: how many sales units one scan stands for, such as 6 on a six-pack's own barcode.
    """

    code: str
    pack: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.pack <= 10_000:
            raise ValueError("a pack holds 1 to 10,000 units")


@frozen
class Product:
    """A sellable variant; its SKU's text is its identity everywhere.

    Attributes:
        sku: our variant id.
        name: as the customer reads it (zh_TW first).
        name_en: English name, may be empty.
        category: category path, such as ``bakery/bread``.
        tax_class: name of the tax class, see `tax`.
        unit: what is counted.
        price_kind: fixed or typed.
        codes: every GTIN or house code of this variant.
        style: what variants of one thing share, such as a T-shirt's model number.
        options: what tells this variant from the others: (("colour", "白"), ("size", "M")).
        tags: words that promotions may select by.
    """

    sku: str
    name: str
    name_en: str = ""
    category: str = ""
    tax_class: str = "standard"
    unit: Unit = Unit.PIECE
    price_kind: PriceKind = PriceKind.FIXED
    codes: tuple[ProductCode, ...] = ()
    style: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    tags: frozenset[str] = frozenset()


@frozen
class DatedPrice:
    """A price that holds from a moment on, until the next one of the same SKU does.

    Attributes:
        starts_at: microseconds since 1970, UTC.
        ends_at: microseconds, exclusive; None for ever. A passing price (a sale week) ends; the one before it
            then holds again.
    """

    sku: str
    price: Price
    starts_at: int = 0
    ends_at: int | None = None

    def holds(self, at: int) -> bool:
        """Whether this price may hold at a moment in microseconds UTC."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


class PriceBook:
    """The dated prices of some SKUs. Of those that hold at a moment, the one that began last is the price."""

    def __init__(self, prices: Iterable[DatedPrice]) -> None:
        by_sku: dict[str, list[DatedPrice]] = {}
        for dated in prices:
            by_sku.setdefault(dated.sku, []).append(dated)
        self._by_sku: Mapping[str, tuple[DatedPrice, ...]] = {
            sku: tuple(sorted(dated, key=lambda one: one.starts_at, reverse=True)) for sku, dated in by_sku.items()
        }

    def price(self, sku: str, at: int) -> Price | None:
        """The price at a moment in microseconds UTC, or None where none is set."""
        for dated in self._by_sku.get(sku, ()):
            if dated.holds(at):
                return dated.price
        return None
