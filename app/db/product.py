"""A product as a row of the catalogue's table."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.db.connection import Connection
from app.domain.catalog import PriceKind, Product
from app.domain.quantity import Unit


def product_of(row: Sequence[object]) -> Product:
    """The product of its columns, from ``sku`` to ``tags``; its codes are in a table of their own."""
    sku, name, name_en, category, tax_class, unit, price_kind, style, options, tags = row
    return Product(
        sku=str(sku),
        name=str(name),
        name_en=str(name_en),
        category=str(category),
        tax_class=str(tax_class),
        unit=Unit(unit),
        price_kind=PriceKind(price_kind),
        style=None if style is None else str(style),
        options=() if options == "[]" else tuple((key, value) for key, value in json.loads(str(options))),
        tags=frozenset() if tags == "[]" else frozenset(json.loads(str(tags))),
    )


def tags_of(connection: Connection, sku: str) -> frozenset[str]:
    """The tags of a product; none of one that the catalogue does not know."""
    row = connection.execute("SELECT tags FROM product WHERE sku=?", (sku,)).fetchone()
    return frozenset() if row is None or row[0] == "[]" else frozenset(json.loads(row[0]))
