"""Scan: what a code that was scanned or typed means at the counter."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from app.domain.catalog import PriceKind
from app.domain.codes.identify import Identified, Product
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import divide_half_up
from app.domain.quantity import MILLI, Price, Quantity, Unit, parse_milli
from app.services.lookup import Found
from app.services.ports import Catalog

#: ``3*4710000000011``: three of what is scanned. Scanners and keyboards of other countries type × or x for it.
_TIMES = re.compile(r"\s*(\d{1,4}(?:\.\d{1,3})?)\s*[*×xX]\s*(.*)", re.DOTALL)
MAX_CODE = 512


class Outcome(Enum):
    """What a scanned code asks the counter to do."""

    ADD = "add"  # goods with everything known
    PRICE = "price"  # open-price goods: somebody types what they cost
    WEIGH = "weigh"  # goods sold by measure: somebody types how much
    NO_PRICE = "no_price"  # known goods that have no price now
    UNKNOWN = "unknown"
    NOTHING = "nothing"  # an empty scan


@frozen
class Scanned:
    """A scan, understood.

    Attributes:
        code: as it was read, without the quantity before it.
        quantity: how much of it; of goods sold by measure only when it was typed before the code.
    """

    outcome: Outcome
    code: str
    found: Found | None = None
    quantity: Quantity | None = None


def split_times(text: str) -> tuple[int, str]:
    """Thousandths typed before a code (``2*``), and the code; 0 where none were typed."""
    if (parted := _TIMES.fullmatch(text)) is None:
        return 0, text.strip()
    return parse_milli(parted[1]), parted[2].strip()


#: What a text may be, see `Identify.meanings`.
Meanings = Callable[[str], tuple[Identified, ...]]


def _itself(text: str) -> tuple[Identified, ...]:
    return (Product(text),)


def understand(catalog: Catalog, text: str, at: int, meanings: Meanings = _itself) -> Scanned:
    """Look a code up exactly: a scan never falls through to a search. It never raises for what was scanned.

    A code that reads as a quantity and a code, such as ``12X450``, is first taken for what it is.

    Args:
        at: now, in microseconds UTC.
        meanings: reads codes that tell more of goods than which they are: their price, weight or count.
    """
    whole = text[:MAX_CODE].strip()
    if not whole:
        return Scanned(Outcome.NOTHING, whole)
    if (found := catalog.find(whole, at)) is not None:
        return of_found(found, whole)
    for one in meanings(whole):
        if isinstance(one, Product) and one != Product(whole):
            scanned = _of_product(catalog, one, whole, at)
            if scanned is not None:
                return scanned
    milli, code = split_times(whole)
    if not code:
        return Scanned(Outcome.NOTHING, code)
    if milli and (found := catalog.find(code, at)) is not None:
        return of_found(found, code, milli)
    return Scanned(Outcome.UNKNOWN, code, quantity=Quantity(milli) if milli and not milli % MILLI else None)


def _of_product(catalog: Catalog, one: Product, code: str, at: int) -> Scanned | None:
    """Goods that a code names, as much of them as it says, at the price that it says."""
    found = next((found for name in (one.code, *one.others) if (found := catalog.find(name, at)) is not None), None)
    if found is None:
        return None
    milli = one.pieces * MILLI if found.product.unit is Unit.PIECE else one.milli
    scanned = of_found(found, code, milli)
    if one.minor is None:
        return scanned
    quantity = scanned.quantity or Quantity(_worth(found, one.minor), found.product.unit)
    return Scanned(Outcome.ADD, code, replace(found, price=Price(one.minor, quantity.milli)), quantity)


def _worth(found: Found, minor: int) -> int:
    """How much of goods sold by measure an amount buys, in thousandths; one unit where nobody knows."""
    if found.price is None or not found.price.minor:
        return MILLI
    return max(1, divide_half_up(minor * found.price.per_milli, found.price.minor))


def of_found(found: Found, code: str, milli: int = 0) -> Scanned:
    """What to do with goods that were found.

    Args:
        milli: thousandths that were typed; 0 for one sales unit of what the code stands for.
    """
    product = found.product
    if product.unit is Unit.PIECE and milli % MILLI:
        milli = 0  # half a piece is a slip: one of it
    quantity = _quantity(found, milli)
    if product.price_kind is PriceKind.OPEN:
        return Scanned(Outcome.PRICE, code, found, quantity or _one(found))
    if found.price is None:
        return Scanned(Outcome.NO_PRICE, code, found, quantity or _one(found))
    if quantity is None:
        return Scanned(Outcome.WEIGH, code, found)
    return Scanned(Outcome.ADD, code, found, quantity)


def _quantity(found: Found, milli: int) -> Quantity | None:
    if found.product.unit is Unit.PIECE:
        return Quantity((milli or MILLI) * found.pack)
    return Quantity(milli, found.product.unit) if milli else None


def _one(found: Found) -> Quantity:
    return Quantity(MILLI, found.product.unit)


def need_quantity(scanned: Scanned) -> Quantity:
    """The quantity of goods that are ready to be added.

    Raises:
        UserError: ``scan.no_quantity``.
    """
    if scanned.quantity is None:
        raise UserError("scan.no_quantity", text=scanned.code[:40])
    return scanned.quantity
