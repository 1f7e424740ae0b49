"""Browsing: goods as tiles, rows and details show them, page by page, each an indexed read."""

from __future__ import annotations

from collections.abc import Iterable

from app.db.connection import Connection
from app.db.product import product_of
from app.domain.catalog import code_key
from app.domain.quantity import Price
from app.services.lookup import Detail, Found, Shelf, Shown

#: One product with the price that holds, its stock, and the longest code that stands for one of it: a GTIN-13 rather
#: than the shop's own eight digits or the box around six.
_SHOWN = (
    "SELECT p.sku, p.name, p.name_en, p.category, p.tax_class, p.unit, p.price_kind, p.style, p.options, p.tags, "
    "r.minor, r.per_milli, CASE WHEN l.sku IS NULL THEN s.moved_milli ELSE l.base_milli + "
    "coalesce(s.moved_milli, 0) END, coalesce((SELECT printed FROM product_code WHERE sku = p.sku "
    "AND printed <> p.sku ORDER BY pack, length(printed) DESC, code DESC LIMIT 1), '') "
    "FROM product p LEFT JOIN stock s ON s.sku = p.sku LEFT JOIN stock_level l ON l.sku = p.sku "
    "LEFT JOIN price r ON r.sku = p.sku AND r.starts_at = ("
    "SELECT starts_at FROM price WHERE sku = p.sku AND starts_at <= :at AND (ends_at IS NULL OR ends_at > :at) "
    "ORDER BY starts_at DESC LIMIT 1) "
    "WHERE p.sku = :sku AND p.active = 1"
)
#: From one category to the next by the index, however many products there are.
CATEGORIES = (
    "WITH RECURSIVE path(name) AS (SELECT min(category) FROM product UNION ALL "
    "SELECT (SELECT min(category) FROM product WHERE category > path.name) FROM path WHERE path.name NOTNULL) "
    "SELECT name FROM path WHERE name <> ''"
)
#: The shelves in their order; only those on which something is.
SHELVES = "SELECT path, name_en FROM category ORDER BY place, path"
# The character after a slash is a nought: what begins with the category lies before that.
PAGE = (
    "SELECT sku FROM product WHERE (category, sku) > (:path, :sku) AND category < :top || '0' "
    "AND (category = :top OR substr(category, 1, length(:top) + 1) = :top || '/') "
    "AND active = 1 ORDER BY category, sku LIMIT :limit"
)
COUNT = (
    "SELECT count(*) FROM (SELECT 1 FROM product WHERE category >= :top AND category < :top || '0' "
    "AND (category = :top OR substr(category, 1, length(:top) + 1) = :top || '/') AND active = 1 LIMIT :limit)"
)
OFTEN = (
    "SELECT s.sku FROM stock s JOIN product p ON p.sku = s.sku WHERE s.times_sold > 0 AND p.active = 1 "
    "ORDER BY s.times_sold DESC, s.sku DESC LIMIT :limit"
)
VARIANTS = "SELECT sku FROM product WHERE style = :style AND active = 1 ORDER BY sku LIMIT :limit"
#: Of one style so many are shown; a shop that has more sizes and colours searches.
MOST_VARIANTS = 60


def shown(connection: Connection, sku: str, at: int) -> Shown | None:
    """See `Catalog.shown`."""
    row = connection.execute(_SHOWN, {"sku": sku, "at": at}).fetchone()
    if row is None:
        return None
    *product, minor, per_milli, stock_milli, code = row
    price = None if minor is None else Price(minor, per_milli)
    return Shown(Found(product_of(product), price), stock_milli, str(code))


def all_shown(connection: Connection, skus: Iterable[str], at: int) -> list[Shown]:
    """Those of some products that are sold, in their order."""
    found = (shown(connection, sku, at) for sku in skus)
    return [one for one in found if one is not None]


def categories(connection: Connection) -> list[str]:
    """See `Catalog.categories`."""
    return [str(name) for (name,) in connection.execute(CATEGORIES)]


def shelves(connection: Connection) -> list[Shelf]:
    """See `Catalog.shelves`."""
    full = dict.fromkeys(name.split("/")[0] for name in categories(connection))
    named = [Shelf(str(path), str(name_en)) for path, name_en in connection.execute(SHELVES) if path in full]
    known = {one.path for one in named}
    return [*named, *(Shelf(path) for path in full if path not in known)]


def browse(connection: Connection, category: str, after: tuple[str, str], limit: int, at: int) -> list[Shown]:
    """See `Catalog.browse`."""
    path, sku = max(after, (category, ""))
    rows = connection.execute(PAGE, {"top": category, "path": path, "sku": sku, "limit": limit})
    return all_shown(connection, [sku for (sku,) in rows.fetchall()], at)


def how_many(connection: Connection, category: str, limit: int) -> int:
    """See `Catalog.how_many`."""
    return int(connection.execute(COUNT, {"top": category, "limit": limit}).fetchone()[0])


def often_sold(connection: Connection, limit: int, at: int) -> list[Shown]:
    """See `Catalog.often_sold`."""
    rows = connection.execute(OFTEN, {"limit": limit})
    return all_shown(connection, [sku for (sku,) in rows.fetchall()], at)


def detail(connection: Connection, sku: str, at: int) -> Detail | None:
    """See `Catalog.detail`."""
    one = shown(connection, sku, at)
    if one is None:
        return None
    codes = connection.execute(
        "SELECT printed, pack FROM product_code WHERE sku = ? AND code <> ? ORDER BY code DESC", (sku, code_key(sku))
    ).fetchall()
    style, skus = one.found.product.style, [sku]
    if style is not None:
        rows = connection.execute(VARIANTS, {"style": style, "limit": MOST_VARIANTS})
        skus = [str(other) for (other,) in rows.fetchall()]
    return Detail(one, tuple((str(code), int(pack)) for code, pack in codes), tuple(all_shown(connection, skus, at)))
