"""Products: the chain's catalogue, each with its codes and prices; one code means one product."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Connection, delete, select

from app.central.body import body_of, read_body
from app.central.database import reading
from app.central.door import SMALL, After, Here, Key, Limit, Wrote, may, now
from app.central.enrol import Admin
from app.central.feed import CHAIN, Change, listed, lock, publish, stands
from app.central.price import keep_former
from app.central.tables import product_code
from app.contract.feed import ItemPrice, KeyedProduct, ProductItem
from app.contract.wire import Wire, read_wire
from app.domain.catalog import PriceKind, code_key
from app.domain.errors import UserError
from app.domain.money import MOST as MOST_MINOR
from app.domain.quantity import Unit
from app.domain.text import check_texts

admin = APIRouter(prefix="/products", tags=["admin"])
KIND = "product"
#: Products of one request.
MOST = 1_000
_CODES, _PRICES, _WORDS = 100, 200, 50
_UNITS, _PRICE_KINDS = frozenset(one.value for one in Unit), frozenset(one.value for one in PriceKind)


class Products(Wire):
    """Some products, each whole."""

    products: Annotated[tuple[KeyedProduct, ...], Field(max_length=MOST)]


class Prices(Wire):
    """All prices of a product."""

    prices: Annotated[tuple[ItemPrice, ...], Field(max_length=_PRICES)]


def check_product(sku: str, one: ProductItem) -> None:
    """Refuse what no terminal could sell.

    Raises:
        UserError: ``product.malformed`` (sku, field), ``text.unreadable``, ``text.too_long``.
    """
    if not one.name.strip() or sku != sku.strip() or not sku:
        raise UserError("product.malformed", sku=sku, field="name" if sku.strip() else "sku")
    check_texts((sku, one.category, one.tax_class, one.style, *(code.printed for code in one.codes)), ())
    check_texts((), (one.name, one.name_en, one.options, one.tags))
    starts = [price.starts_at for price in one.prices]
    wrong = {
        "unit": one.unit not in _UNITS,
        "price_kind": one.price_kind not in _PRICE_KINDS,
        "tax_class": not one.tax_class,
        "codes": len(one.codes) > _CODES or any(code.code != code_key(code.printed) for code in one.codes),
        "prices": len(starts) > _PRICES
        or starts != sorted(set(starts))
        or any(not _holds(price) for price in one.prices)
        or (one.price_kind == PriceKind.FIXED.value and not starts),
        "options": not _is_list(one.options, pairs=True),
        "tags": not _is_list(one.tags, pairs=False),
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise UserError("product.malformed", sku=sku, field=field)


def _holds(price: ItemPrice) -> bool:
    ends = price.ends_at
    return (
        0 <= price.starts_at <= MOST_MINOR
        and (ends is None or price.starts_at < ends <= MOST_MINOR)
        and price.minor <= 10**12
    )


def _is_list(text: str, *, pairs: bool) -> bool:
    """Whether a text is the JSON of a list of words, or of pairs of words."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(found, list) or len(found) > _WORDS:
        return False
    if pairs:
        return all(
            isinstance(one, list) and len(one) == 2 and all(isinstance(it, str) for it in one) for one in found
        )
    return all(isinstance(one, str) for one in found)


def put_products(connection: Connection, items: Mapping[str, ProductItem], at: int | None = None) -> Counter[str]:
    """Put products in, whole; how many were ``added``, ``updated`` and ``unchanged``. All of them, or none.

    Args:
        at: from when on they hold, in microseconds UTC; now where it is not said.

    Raises:
        UserError: as `check_product`; ``product.taken_code`` (barcode, sku).
    """
    for sku, one in items.items():
        check_product(sku, one)
    lock(connection, CHAIN)
    there = stands(connection, CHAIN, KIND, sorted(items))
    bodies = {sku: one.model_dump_json() for sku, one in items.items()}
    changed = [sku for sku, body in bodies.items() if sku not in there or there[sku][1] != body]
    _claim(connection, {sku: items[sku] for sku in changed})
    before = {sku: read_wire(ProductItem, there[sku][1]) for sku in changed if sku in there}
    keep_former(connection, before, items, now() if at is None else at)
    publish(connection, [Change(CHAIN, KIND, sku, bodies[sku]) for sku in changed])
    return Counter(
        "unchanged" if sku not in set(changed) else "updated" if sku in there else "added" for sku in items
    )


def take_products(
    connection: Connection, items: Mapping[str, ProductItem], at: int | None = None
) -> tuple[Counter[str], dict[str, UserError]]:
    """Put in what can be; how many became what, and why the others were refused."""
    try:
        with connection.begin_nested():
            return put_products(connection, items, at), {}
    except UserError:
        pass  # one of them: which, is found out one by one
    became: Counter[str] = Counter()
    refused = {}
    for sku, one in items.items():
        try:
            with connection.begin_nested():
                became += put_products(connection, {sku: one}, at)
        except UserError as error:
            refused[sku] = error
    return became, refused


def _claim(connection: Connection, items: Mapping[str, ProductItem]) -> None:
    """Give products their codes and no others; the SKU itself is one."""
    owners: dict[str, str] = {}
    for sku, one in items.items():
        for code in {code_key(sku), *(code.code for code in one.codes)}:
            if owners.setdefault(code, sku) != sku:
                raise UserError("product.taken_code", barcode=code, sku=owners[code])
    skus, codes = sorted(items), sorted(owners)
    for start in range(0, len(skus), 500):
        connection.execute(delete(product_code).where(product_code.c.sku.in_(skus[start : start + 500])))
    for start in range(0, len(codes), 500):
        taken = connection.execute(
            select(product_code).where(product_code.c.code.in_(codes[start : start + 500]))
        ).first()
        if taken is not None:
            raise UserError("product.taken_code", barcode=taken.code, sku=taken.sku)
    if codes:
        connection.execute(product_code.insert(), [{"code": code, "sku": owners[code]} for code in codes])


def take_out(connection: Connection, sku: str) -> int:
    """Take a product out of the catalogue; its codes are free. How many were there.

    What stands in the books is untouched: a SKU once sold is never another product's.
    """
    lock(connection, CHAIN)
    if not stands(connection, CHAIN, KIND, [sku]):
        return 0
    connection.execute(delete(product_code).where(product_code.c.sku == sku))
    publish(connection, [Change(CHAIN, KIND, sku, None)])
    return 1


def known_products(connection: Connection, skus: Sequence[str]) -> dict[str, ProductItem]:
    """What of some SKUs is in the catalogue."""
    found = stands(connection, CHAIN, KIND, skus)
    return {sku: read_wire(ProductItem, body) for sku, (_, body) in found.items()}


def owners_of(connection: Connection, codes: Sequence[str]) -> dict[str, str]:
    """Which SKUs have some codes."""
    found = {}
    for start in range(0, len(codes), 500):
        rows = connection.execute(select(product_code).where(product_code.c.code.in_(codes[start : start + 500])))
        found.update({row.code: row.sku for row in rows})
    return found


def put_prices(connection: Connection, sku: str, prices: tuple[ItemPrice, ...]) -> int:
    """Give a product other prices; how many products are other than before.

    Raises:
        UserError: ``product.unknown``; as `put_products`.
    """
    lock(connection, CHAIN)
    found = known_products(connection, [sku]).get(sku)
    if found is None:
        raise UserError("product.unknown", sku=sku)
    return _changed(put_products(connection, {sku: found.model_copy(update={"prices": prices})}))


def _changed(became: Counter[str]) -> int:
    return became["added"] + became["updated"]


@admin.get("", dependencies=[may("product", read=True)])
def list_products(place: Here, after: After = "", limit: Limit = 100) -> Products:
    """Tell the catalogue, by SKU."""
    with reading(place.engine) as connection:
        rows = listed(connection, CHAIN, KIND, after, limit)
    return Products(products=tuple(KeyedProduct(sku=sku, product=read_wire(ProductItem, body)) for sku, body in rows))


@admin.post("", openapi_extra=body_of(Products))
async def post_many(request: Request, place: Here, who: Annotated[Admin, may("product")]) -> Wrote:
    """Put products in, new or changed; all of them or none."""
    who.everywhere()
    form = await read_body(request, Products)
    items = {one.sku: one.product for one in form.products}
    if len(items) < len(form.products):
        raise UserError("request.malformed", where="products", reason="one SKU twice")
    job = run_in_threadpool(place.write, lambda connection: put_products(connection, items))
    return Wrote(changed=_changed(await job))


@admin.put("/{sku}", openapi_extra=body_of(ProductItem))
async def put_one(request: Request, place: Here, sku: Key, who: Annotated[Admin, may("product")]) -> Wrote:
    """Put a product in, new or changed."""
    who.everywhere()
    form = await read_body(request, ProductItem, SMALL)
    job = run_in_threadpool(place.write, lambda connection: put_products(connection, {sku: form}))
    return Wrote(changed=_changed(await job))


@admin.put("/{sku}/prices", openapi_extra=body_of(Prices))
async def put_its_prices(request: Request, place: Here, sku: Key, who: Annotated[Admin, may("product")]) -> Wrote:
    """Give a product other prices, all of them."""
    who.everywhere()
    form = await read_body(request, Prices, SMALL)
    job = run_in_threadpool(place.write, lambda connection: put_prices(connection, sku, form.prices))
    return Wrote(changed=await job)


@admin.delete("/{sku}")
def delete_one(place: Here, sku: Key, who: Annotated[Admin, may("product")]) -> Wrote:
    """Take a product out of the catalogue."""
    who.everywhere()
    return Wrote(changed=place.write(lambda connection: take_out(connection, sku)))
