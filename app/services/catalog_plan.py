"""What an import changes: a file's item held against what the catalogue has. Pure; the database applies it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from app.domain.catalog import DatedPrice, PriceKind, Product, code_key
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.quantity import MILLI, Price, Unit

#: Fields of a product that a file may leave alone; `options` are given one by one, as ``option:colour``.
_FIELDS = ("name", "name_en", "category", "tax_class", "unit", "price_kind", "codes", "style", "tags")
OPTION = "option:"


@frozen
class AskedPrice:
    """A price as a file has it.

    Attributes:
        minor: minor units for the base quantity.
        per_milli: the base quantity in thousandths; None where the file does not say.
        starts_at, ends_at: microseconds UTC; None where the file does not say.
    """

    minor: int
    per_milli: int | None = None
    starts_at: int | None = None
    ends_at: int | None = None


@frozen
class Item:
    """What a file says of one product.

    Attributes:
        line: its first line.
        product: with the usual values where the file is silent.
        given: names of the product's fields that the file does speak of.
        prices: in the file's order, no two from the same moment on.
        stock_milli: the counted stock in thousandths of the product's unit.
        guessed: keys of codes that the file does not have but may have meant; they yield to every other claim.
    """

    line: int
    product: Product
    given: frozenset[str]
    prices: tuple[AskedPrice, ...] = ()
    stock_milli: int | None = None
    guessed: frozenset[str] = frozenset()

    @property
    def sku(self) -> str:
        """The product's identity."""
        return self.product.sku


def without(product: Product, keys: Collection[str]) -> Product:
    """A product without some of its codes."""
    return replace(product, codes=tuple(code for code in product.codes if code_key(code.code) not in keys))


@frozen
class Known:
    """A product as the catalogue has it, with all its prices, past ones too."""

    product: Product
    prices: tuple[DatedPrice, ...] = ()
    active: bool = True


def merged(item: Item, known: Known | None) -> Product:
    """The product as it shall be: what the file is silent about stays as it was."""
    if known is None:
        return item.product
    fields = {name: getattr(item.product, name) for name in _FIELDS if name in item.given}
    options = dict(known.product.options)
    for name in (name.removeprefix(OPTION) for name in item.given if name.startswith(OPTION)):
        options.pop(name, None)
    options.update(item.product.options)
    return replace(known.product, **fields, options=tuple(sorted(options.items())))


def same(one: Product, other: Product) -> bool:
    """Whether two products of a SKU are equal to the catalogue, whatever the order of their codes."""
    return _coded(one) == _coded(other) and replace(one, codes=()) == replace(other, codes=())


def _coded(product: Product) -> frozenset[tuple[str, int, str]]:
    own = code_key(product.sku)
    return frozenset((key, code.pack, code.code) for code in product.codes if (key := code_key(code.code)) != own)


def problem(item: Item, product: Product, known: Known | None) -> UserError | None:
    """What is wrong with an item beside what the catalogue has; None if nothing is.

    A new product of fixed price that has none could not be sold, and pieces are whole.
    """
    if product.price_kind is PriceKind.FIXED and not item.prices and not (known and known.prices):
        return UserError("catalog.no_price")
    if product.unit is Unit.PIECE and (item.stock_milli or 0) % MILLI:
        return UserError("catalog.stock_not_whole")
    return None


def price_rows(item: Item, product: Product, known: Known | None, at: int) -> list[DatedPrice]:
    """The dated prices to write, so that from now on the file's prices hold and the past stays as it was.

    - A price without a starting day holds from now on, if it is not the one that holds already; a new product's, for
      ever.
    - A passing price that is still running goes on when the usual price below it changes.
    - A starting day in the past cannot change what was: the price holds from now on.

    Args:
        at: now, in microseconds UTC.
    """
    stored = known.prices if known else ()
    asked = [_dated(one, product, known) for one in item.prices]
    if not stored:
        return [DatedPrice(product.sku, price, _first_start(one, at), one.ends_at) for one, price in asked]
    rows = [
        row
        for one, price in asked
        if one.starts_at is not None and one.starts_at > at
        if (row := DatedPrice(product.sku, price, one.starts_at, one.ends_at)) not in stored
    ]
    begun = [(one, price) for one, price in asked if one.starts_at is None or one.starts_at <= at]
    usual = _latest([(one, price) for one, price in begun if one.ends_at is None], 0)
    passing = _latest([(one, price) for one, price in begun if one.ends_at is not None and one.ends_at > at], at)
    if usual and passing and None not in (usual[0].starts_at, passing[0].starts_at):
        later = (passing[0].starts_at or 0) > (usual[0].starts_at or 0)
        passing = passing if later else None  # of two prices the one that began last holds
    return [*_now(product.sku, stored, usual, passing, at), *rows]


def _dated(one: AskedPrice, product: Product, known: Known | None) -> tuple[AskedPrice, Price]:
    """An asked price with its base quantity: the product's present one, where the file does not say."""
    per = one.per_milli
    if per is None and known is not None and known.prices and known.product.unit is product.unit:
        per = max(known.prices, key=lambda row: row.starts_at).price.per_milli
    return one, Price(one.minor, per or MILLI)


def _first_start(one: AskedPrice, at: int) -> int:
    if one.starts_at is not None:
        return one.starts_at
    return 0 if one.ends_at is None else at


def _latest(asked: Sequence[tuple[AskedPrice, Price]], unsaid: int) -> tuple[AskedPrice, Price] | None:
    """The one that begins last; `unsaid` is from when one holds that does not say it."""

    def start(pair: tuple[AskedPrice, Price]) -> tuple[int, bool]:
        said = pair[0].starts_at
        return (unsaid, True) if said is None else (said, False)

    return max(asked, key=start, default=None)


def _holding(stored: Sequence[DatedPrice], at: int, *, passing: bool) -> DatedPrice | None:
    holding = [row for row in stored if row.holds(at) and (row.ends_at is not None) is passing]
    return max(holding, key=lambda row: row.starts_at, default=None)


def _now(
    sku: str,
    stored: Sequence[DatedPrice],
    usual: tuple[AskedPrice, Price] | None,
    passing: tuple[AskedPrice, Price] | None,
    at: int,
) -> list[DatedPrice]:
    """The rows that make the asked usual and passing price hold from now on."""
    rows = []
    base = _holding(stored, at, passing=False)
    running = _holding(stored, at, passing=True)
    if running is not None and base is not None and running.starts_at <= base.starts_at:
        running = None  # it has been overtaken
    begins = at if base is None else max(at, base.starts_at + 1)
    if usual is not None and (base is None or base.price != usual[1]):
        rows.append(DatedPrice(sku, usual[1], at))
        begins = at + 1
    if passing is None:
        if rows and running is not None:
            rows.append(replace(running, starts_at=begins))
        return rows
    one, price = passing
    if running is None or running.price != price or rows:
        rows.append(DatedPrice(sku, price, begins, one.ends_at))
    elif running.ends_at != one.ends_at:
        rows.append(replace(running, ends_at=one.ends_at))
    return rows
