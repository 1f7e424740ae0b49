"""Prices in time: what a product cost when it was sold, and until when it had cost something else."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from app.central.database import upsert
from app.central.tables import former_price, store
from app.contract.feed import ProductItem
from app.domain.catalog import PriceKind
from app.domain.frozen import frozen

_MINUTE = 60 * 1_000_000
#: Minor units and the base quantity in thousandths that they are for.
Asked = tuple[int, int]
_Row = tuple[int, int | None, int, int]


@frozen
class Sold:
    """A line of a sale: what was asked for a SKU, and when (microseconds UTC)."""

    sku: str
    asked: Asked
    at: int
    sale_id: str
    business_on: str


def keep_former(
    connection: Connection, before: Mapping[str, ProductItem], items: Mapping[str, ProductItem], at: int
) -> None:
    """Keep the prices that products had until now and have no more."""
    rows = [
        {"sku": sku, "minor": minor, "per_milli": per_milli, "until_at": at}
        for sku, one in sorted(before.items())
        for minor, per_milli in sorted(_asked(one) - _asked(items[sku]))
    ]
    if rows:
        statement = upsert(connection, former_price)
        statement = statement.on_conflict_do_update(
            index_elements=[former_price.c.sku, former_price.c.minor, former_price.c.per_milli],
            set_={"until_at": statement.excluded.until_at},
        )
        connection.execute(statement, rows)


def _asked(one: ProductItem) -> set[Asked]:
    return {(price.minor, price.per_milli) for price in one.prices}


@lru_cache(maxsize=4_096)
def _prices(body: str) -> tuple[_Row, ...]:
    """A product's fixed prices, of its text in the feed."""
    product: dict[str, Any] = json.loads(body)
    if product["price_kind"] != PriceKind.FIXED.value:
        return ()
    return tuple((one["starts_at"], one["ends_at"], one["minor"], one["per_milli"]) for one in product["prices"])


def _at(rows: Sequence[_Row], moment: int) -> Asked | None:
    """What is asked at a moment: of the prices that hold, the one that began last."""
    found = [row for row in rows if row[0] <= moment and (row[1] is None or moment < row[1])]
    return max(found)[2:] if found else None


def too_old(
    connection: Connection,
    of_store: str,
    sold: Sequence[Sold],
    bodies: Mapping[str, str],
    of_orders: Container[str | None] = (),
) -> list[Sold]:
    """The lines whose price was another already for longer than their store allows.

    Args:
        bodies: the products as the feed has them; what it does not have has no price to compare with.
        of_orders: sales at the prices of orders, which are never the shelf's.
    """
    shelf = [one for one in sold if one.sale_id not in of_orders]
    other = [one for one in shelf if one.sku in bodies and _is_other(one, _prices(bodies[one.sku]))]
    if not other:
        return []
    lag = connection.execute(select(store.c.price_lag_minutes).where(store.c.code == of_store)).scalar_one() * _MINUTE
    skus = sorted({one.sku for one in other})
    until: dict[tuple[str, int, int], int] = {}
    for start in range(0, len(skus), 500):
        query = select(former_price).where(former_price.c.sku.in_(skus[start : start + 500]))
        until |= {(row.sku, row.minor, row.per_milli): row.until_at for row in connection.execute(query)}
    return [
        one
        for one in other
        if until.get((one.sku, *one.asked), -1) < one.at - lag and not _held(one, _prices(bodies[one.sku]), lag)
    ]


def _is_other(one: Sold, rows: Sequence[_Row]) -> bool:
    price = _at(rows, one.at)
    return price is not None and price != one.asked


def _held(one: Sold, rows: Sequence[_Row], lag: int) -> bool:
    """Whether what was asked held at any moment since as long ago as is allowed; it changes only where a row does."""
    first = one.at - lag
    changes = {moment for row in rows for moment in row[:2] if moment is not None and first < moment <= one.at}
    return any(_at(rows, moment) == one.asked for moment in (first, *changes))
