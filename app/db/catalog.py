"""The catalogue's tables: products, their codes, dated prices. Any code is one indexed read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from app.db import browse as browsing
from app.db import search as searching
from app.db import tables
from app.db.connection import Connection
from app.db.product import product_of
from app.db.search import SearchDoc, put_many
from app.domain.catalog import DatedPrice, Product, ProductCode, code_key
from app.domain.frozen import frozen
from app.domain.quantity import Price
from app.services.lookup import Detail, Found, SearchResult, Shelf, Shown

_PRODUCT_COLUMNS = [column.name for column in tables.product.columns]
_UPSERT = (
    tables.insert_sql(tables.product)
    + " ON CONFLICT(sku) DO UPDATE SET "
    + ", ".join(f"{name}=excluded.{name}" for name in _PRODUCT_COLUMNS if name != "sku")
)
_CODE = tables.insert_sql(tables.product_code)
_PRICE = (
    tables.insert_sql(tables.price)
    + " ON CONFLICT(sku, starts_at) DO UPDATE SET ends_at=excluded.ends_at, minor=excluded.minor, "
    "per_milli=excluded.per_milli"
)
_SHELF = (
    "INSERT INTO category(path, name_en, place) VALUES(?, ?, (SELECT coalesce(max(place), 0) + 1 FROM category)) "
    "ON CONFLICT(path) DO NOTHING"
)
_SHELF_NAME = _SHELF.replace("DO NOTHING", "DO UPDATE SET name_en=excluded.name_en")
#: One statement, each step of it a search in a primary key: the code, its product, the price that holds.
LOOKUP = (
    "SELECT p.sku, p.name, p.name_en, p.category, p.tax_class, p.unit, p.price_kind, p.style, p.options, p.tags, "
    "c.pack, r.minor, r.per_milli "
    "FROM product_code c JOIN product p ON p.sku = c.sku "
    "LEFT JOIN price r ON r.sku = p.sku AND r.starts_at = ("
    "SELECT starts_at FROM price WHERE sku = p.sku AND starts_at <= :at AND (ends_at IS NULL OR ends_at > :at) "
    "ORDER BY starts_at DESC LIMIT 1) "
    "WHERE c.code = :code AND p.active = 1"
)


@frozen
class Row:
    """A product as it is put into the catalogue, with its price if that changes too."""

    product: Product
    price: DatedPrice | None = None


class SqliteCatalog:
    """Look-ups on a reader's connection; fits the port `Catalog`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, code: str, at: int) -> Found | None:
        """See `Catalog.find`."""
        row = self._connection.execute(LOOKUP, {"code": code_key(code), "at": at}).fetchone()
        if row is None:
            return None
        *product, pack, minor, per_milli = row
        price = None if minor is None else Price(minor, per_milli)
        return Found(product_of(product), price, pack)

    def search(self, text: str, limit: int, at: int) -> list[SearchResult]:
        """See `Catalog.search`."""
        hits = ((hit, self.shown(hit.sku, at)) for hit in searching.search(self._connection, text, limit))
        return [SearchResult(shown, hit.kind.name.lower(), hit.sold) for hit, shown in hits if shown is not None]

    def marks(self, text: str, name: str) -> tuple[tuple[int, int], ...]:
        """See `Catalog.marks`."""
        return searching.marks(text, name)

    def sound(self, name: str) -> str:
        """See `Catalog.sound`."""
        return searching.readings_of(name)

    def categories(self) -> list[str]:
        """See `Catalog.categories`."""
        return browsing.categories(self._connection)

    def shelves(self) -> list[Shelf]:
        """See `Catalog.shelves`."""
        return browsing.shelves(self._connection)

    def browse(self, category: str, after: tuple[str, str], limit: int, at: int) -> list[Shown]:
        """See `Catalog.browse`."""
        return browsing.browse(self._connection, category, after, limit, at)

    def how_many(self, category: str, limit: int) -> int:
        """See `Catalog.how_many`."""
        return browsing.how_many(self._connection, category, limit)

    def often_sold(self, limit: int, at: int) -> list[Shown]:
        """See `Catalog.often_sold`."""
        return browsing.often_sold(self._connection, limit, at)

    def shown(self, sku: str, at: int) -> Shown | None:
        """See `Catalog.shown`."""
        return browsing.shown(self._connection, sku, at)

    def detail(self, sku: str, at: int) -> Detail | None:
        """See `Catalog.detail`."""
        return browsing.detail(self._connection, sku, at)


def known(connection: Connection, sku: str) -> bool:
    """Whether a SKU is in the catalogue."""
    return connection.execute("SELECT 1 FROM product WHERE sku=?", (sku,)).fetchone() is not None


def owner_of(connection: Connection, code: str) -> str | None:
    """The SKU that a code belongs to."""
    row = connection.execute("SELECT sku FROM product_code WHERE code=?", (code_key(code),)).fetchone()
    return None if row is None else str(row[0])


def codes_of(connection: Connection, sku: str) -> tuple[ProductCode, ...]:
    """The codes printed on a product."""
    rows = connection.execute(
        "SELECT printed, pack FROM product_code WHERE sku=? AND code<>? ORDER BY code", (sku, code_key(sku))
    )
    return tuple(ProductCode(printed, pack) for printed, pack in rows)


def read_product(connection: Connection, sku: str) -> tuple[Product, bool] | None:
    """A product with its codes, and whether it is sold; None for an unknown SKU."""
    columns = ", ".join(_PRODUCT_COLUMNS)
    row = connection.execute(f"SELECT {columns} FROM product WHERE sku=?", (sku,)).fetchone()
    if row is None:
        return None
    *product, active = row
    return replace(product_of(product), codes=codes_of(connection, sku)), bool(active)


def put(connection: Connection, rows: Iterable[Row]) -> None:
    """Put products in, new or changed, with their codes and what search needs; within the caller's transaction.

    The caller has made sure that no code belongs to another SKU.
    """
    docs = []
    shelves: dict[str, None] = {}
    for row in rows:
        product = row.product
        shelves[product.category.split("/")[0]] = None
        connection.execute(_UPSERT, _columns(product))
        connection.execute("DELETE FROM product_code WHERE sku=?", (product.sku,))
        codes = {code_key(product.sku): (1, product.sku)}
        codes.update({code_key(one.code): (one.pack, one.code) for one in product.codes})
        connection.executemany(_CODE, [(code, product.sku, pack, printed) for code, (pack, printed) in codes.items()])
        if row.price is not None:
            put_price(connection, row.price)
        docs.append(_doc(connection, product))
    put_many(connection, docs)
    _put_shelves(connection, shelves)


def put_shelves(connection: Connection, names: Iterable[tuple[str, str]]) -> None:
    """Give shelves their English names, and those that are new their places; within the caller's transaction."""
    connection.executemany(_SHELF_NAME, list(names))


def put_categories(connection: Connection, categories: Iterable[str]) -> None:
    """Take in the shelves that these categories stand on; within the caller's transaction."""
    _put_shelves(connection, dict.fromkeys(category.split("/")[0] for category in categories))


def index_due(connection: Connection, skus: Iterable[str]) -> None:
    """Have search hear of these products, or of their going; within the caller's transaction."""
    for sku in skus:
        found = read_product(connection, sku)
        if found is None or not found[1]:
            searching.remove(connection, sku)
        else:
            put_many(connection, [_doc(connection, found[0])])


def _doc(connection: Connection, product: Product) -> SearchDoc:
    sold = connection.execute("SELECT times_sold FROM stock WHERE sku=?", (product.sku,)).fetchone()
    printed = tuple(one.code for one in product.codes)
    return SearchDoc(product.sku, product.name, product.name_en, printed, sold[0] if sold else 0)


def _put_shelves(connection: Connection, paths: Iterable[str]) -> None:
    """Take shelves in as they come; those that are there stay where they are."""
    connection.executemany(_SHELF, [(path, "") for path in paths if path])


def put_price(connection: Connection, dated: DatedPrice) -> None:
    """Set the price that holds from a moment on."""
    connection.execute(_PRICE, (dated.sku, dated.starts_at, dated.ends_at, dated.price.minor, dated.price.per_milli))


def _columns(product: Product) -> tuple[object, ...]:
    return (
        product.sku,
        product.name,
        product.name_en,
        product.category,
        product.tax_class,
        product.unit.value,
        product.price_kind.value,
        product.style,
        json.dumps([list(option) for option in product.options], ensure_ascii=False),
        json.dumps(sorted(product.tags), ensure_ascii=False),
        1,
    )
