"""The nouns of product search: what is put in, and what comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import Any, Protocol

from app.domain.frozen import frozen


class Cursor(Protocol):
    """The part of a DBAPI cursor that search uses."""

    def __iter__(self) -> Iterator[tuple[Any, ...]]: ...

    def fetchone(self) -> tuple[Any, ...] | None: ...  # noqa: D102  as in the DBAPI

    def fetchall(self) -> list[tuple[Any, ...]]: ...  # noqa: D102  as in the DBAPI

    def close(self) -> None: ...  # noqa: D102  as in the DBAPI


class Connection(Protocol):
    """The part of a raw SQLite connection that search uses; `sqlcipher3.dbapi2` and `sqlite3` both fit."""

    @property
    def total_changes(self) -> int: ...  # noqa: D102  as in the DBAPI

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Cursor: ...  # noqa: D102  as in the DBAPI


@frozen
class SearchDoc:
    """One product as search sees it.

    Attributes:
        sku: the product's key; shown names and prices are looked up by it elsewhere.
        name: the name on the shelf, in Chinese as a rule.
        name_en: a second name in Latin letters; may be empty.
        codes: all barcodes of the product.
        sold: how often it sells, in any unit that is the same for all products; negative counts as 0.
    """

    sku: str
    name: str
    name_en: str = ""
    codes: tuple[str, ...] = ()
    sold: int = 0


class MatchKind(IntEnum):
    """How a product matched, best first. With several words it is the worst of them."""

    EXACT = 0  # the whole name, SKU or barcode
    PREFIX = 1  # the beginning of the name or of a word in it, of the SKU, of a barcode
    PART = 2  # anywhere inside
    LOOSE = 3  # in two parts, in order but apart: 統一布丁 for 統一 雞蛋布丁, 台啤 for 台灣啤酒
    INITIALS = 4  # by sound: bopomofo initials or whole syllables, pinyin initials
    MIXED = 5  # by sound, where some characters gave an initial and others more
    ALIKE = 6  # other characters that sound the same, as an input method offers them: 肉松 for 肉鬆
    SLIP = 7  # with one wrong, missing, doubled or swapped character


@frozen
class Hit:
    """One found product. `sold` is what it was ranked by within its kind."""

    sku: str
    kind: MatchKind
    sold: int
