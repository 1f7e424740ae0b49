"""A catalogue file on its way to the centre: read as the terminal reads it, held against what the centre has."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from app.contract.feed import ItemCode, ItemPrice, ProductItem
from app.domain.catalog import DatedPrice, PriceKind, Product, ProductCode, code_key
from app.domain.errors import UserError
from app.domain.quantity import MILLI, Price, Unit
from app.services.catalog_plan import Item, Known, merged, price_rows, problem, without


def known_of(sku: str, one: ProductItem) -> Known:
    """What the centre has of a product, as an import holds a file against it."""
    product = Product(
        sku=sku,
        name=one.name,
        name_en=one.name_en,
        category=one.category,
        tax_class=one.tax_class,
        unit=Unit(one.unit),
        price_kind=PriceKind(one.price_kind),
        codes=tuple(ProductCode(code.printed, max(1, code.pack // MILLI)) for code in one.codes),
        style=one.style,
        options=tuple((str(name), str(value)) for name, value in json.loads(one.options)),
        tags=frozenset(map(str, json.loads(one.tags))),
    )
    prices = tuple(
        DatedPrice(sku, Price(price.minor, price.per_milli), price.starts_at, price.ends_at) for price in one.prices
    )
    return Known(product, prices, one.active)


def item_of(product: Product, prices: Sequence[DatedPrice]) -> ProductItem:
    """A product as it travels: of two prices from the same moment on the later one holds."""
    own = code_key(product.sku)
    codes = {code_key(code.code): code for code in product.codes}
    starts = {price.starts_at: price for price in prices}
    return ProductItem(
        name=product.name,
        name_en=product.name_en,
        category=product.category,
        tax_class=product.tax_class,
        unit=product.unit.value,
        price_kind=product.price_kind.value,
        style=product.style,
        options=json.dumps([list(option) for option in product.options], ensure_ascii=False),
        tags=json.dumps(sorted(product.tags), ensure_ascii=False),
        active=True,
        codes=tuple(
            ItemCode(code=key, pack=code.pack * MILLI, printed=code.code) for key, code in codes.items() if key != own
        ),
        prices=tuple(
            ItemPrice(starts_at=start, ends_at=one.ends_at, minor=one.price.minor, per_milli=one.price.per_milli)
            for start, one in sorted(starts.items())
        ),
    )


def planned(
    items: Sequence[Item], there: Mapping[str, ProductItem], owners: Mapping[str, str], at: int
) -> tuple[dict[str, ProductItem], dict[str, UserError]]:
    """What a file's items make of the centre's products, and what is wrong with the others.

    Args:
        there: what the centre has of them.
        owners: which SKUs have codes that the file only guessed.
        at: now, in microseconds UTC.
    """
    good: dict[str, ProductItem] = {}
    bad: dict[str, UserError] = {}
    for item in items:
        known = known_of(item.sku, there[item.sku]) if item.sku in there else None
        product = merged(item, known)
        product = without(product, {key for key in item.guessed if owners.get(key, item.sku) != item.sku})
        error = problem(item, product, known)
        if error is not None:
            bad[item.sku] = error
            continue
        stored = known.prices if known else ()
        good[item.sku] = item_of(product, [*stored, *price_rows(item, product, known, at)])
    return good, bad
