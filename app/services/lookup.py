"""Goods as look-ups in the catalogue give them."""

from __future__ import annotations

from app.domain.catalog import Product
from app.domain.frozen import frozen
from app.domain.quantity import Price


@frozen
class Found:
    """A product found under a code, the price that holds, and how many units the code stands for."""

    product: Product
    price: Price | None
    pack: int = 1


@frozen
class Shown:
    """A product as the screen shows it.

    Attributes:
        stock_milli: None where nobody ever counted or moved it.
        code: the longest that is printed on one of it; empty where there is none but the SKU.
    """

    found: Found
    stock_milli: int | None = None
    code: str = ""


@frozen
class SearchResult:
    """A product that fits what was typed; `match` names how, the best kinds come first."""

    shown: Shown
    match: str
    sold: int

    @property
    def found(self) -> Found:
        """The product and its price."""
        return self.shown.found


@frozen
class Detail:
    """All that there is to know of a product at the counter.

    Attributes:
        codes: as printed, and how many units each stands for.
        variants: those of the same style, itself among them; only itself where it has none.
    """

    shown: Shown
    codes: tuple[tuple[str, int], ...]
    variants: tuple[Shown, ...]


@frozen
class Shelf:
    """A category that stands alone, by the first part of the paths below it; `name_en` may be empty."""

    path: str
    name_en: str = ""
