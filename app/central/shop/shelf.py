"""The shelf: the catalogue and the promotions as a customer meets them, kept in memory and brought up to date."""

from __future__ import annotations

import json
import threading
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from app.central.feed import BEGIN, CHAIN, Place, heads, leads_here
from app.central.tables import change
from app.contract.feed import ProductItem
from app.contract.wire import WireError, read_wire
from app.domain.catalog import PriceKind
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.pricing import PromotionBook
from app.domain.promotion import Promotion
from app.domain.quantity import MILLI, Price, Unit

#: Of the feed, what a customer meets.
_KINDS = ("product", "promotion")
#: Of goods sold by measure whose price is for a whole unit: what one step more or less is.
_STEPS = {Unit.PIECE: MILLI, Unit.KILOGRAM: MILLI // 2, Unit.LITRE: MILLI // 2, Unit.METRE: MILLI // 2}


@frozen
class Goods:
    """A product that can be ordered.

    Attributes:
        prices: from when, until when, in microseconds UTC, and the price; the latest beginning first.
        words: what a search looks through.
    """

    sku: str
    name: str
    name_en: str
    category: str
    tax_class: str
    tags: frozenset[str]
    unit: Unit
    prices: tuple[tuple[int, int | None, Price], ...]
    words: str

    @property
    def top(self) -> str:
        """Its top category."""
        return self.category.partition("/")[0]

    def price(self, at: int) -> Price | None:
        """What it costs at a moment, or None where no price holds."""
        for starts, ends, price in self.prices:
            if starts <= at and (ends is None or at < ends):
                return price
        return None

    def step(self, price: Price) -> int:
        """Thousandths that are ordered at once: a piece, or the measure that the price is for."""
        if self.unit is Unit.PIECE:
            return MILLI
        return price.per_milli if price.per_milli < MILLI else _STEPS[self.unit]


@frozen
class Range:
    """All goods and promotions at a store, as of one moment."""

    goods: dict[str, Goods]
    tops: tuple[str, ...]
    book: PromotionBook

    def find(self, top: str, text: str) -> list[Goods]:
        """The goods of a top category (empty for all) in whose words every word of a text is found."""
        wanted = folded(text).split()
        return [
            one
            for one in self.goods.values()
            if (not top or one.top == top) and all(word in one.words for word in wanted)
        ]


def folded(text: str) -> str:
    """A text as it is searched: full-width or not, capitals or not."""
    return unicodedata.normalize("NFKC", text).casefold()


@dataclass
class _Scope:
    """What of a scope was read, up to where; `stamp` counts what of it concerned a customer."""

    place: Place = BEGIN
    stamp: int = 0
    goods: dict[str, Goods] = field(default_factory=dict)
    promotions: dict[str, Promotion] = field(default_factory=dict)


class Shelf:
    """Reads what changed since the last time; every page is made from it.

    Args:
        order: top categories that come first, in their order.
    """

    def __init__(self, read_promotion: Callable[[str], Promotion | None], order: Sequence[str]) -> None:
        self._read_promotion = read_promotion
        self._order = {name: place for place, name in enumerate(order)}
        self._lock = threading.Lock()
        self._scopes: dict[str, _Scope] = {}
        self._made: dict[str, tuple[tuple[int, int], Range]] = {}

    def at(self, connection: Connection, store: str) -> Range:
        """What a store has, as one picture of the database shows it."""
        with self._lock:
            chain, own = self._read(connection, CHAIN), self._read(connection, store)
            made = self._made.get(store)
            if made is None or made[0] != (chain.stamp, own.stamp):
                made = self._made[store] = ((chain.stamp, own.stamp), self._make(chain, own))
            return made[1]

    def _read(self, connection: Connection, name: str) -> _Scope:
        """Read on in a scope. An older picture than one seen before reads nothing: what is kept is newer."""
        scope = self._scopes.setdefault(name, _Scope())
        head = heads(connection, [name]).get(name, BEGIN)
        if head.commits < scope.place.commits or head == scope.place:
            return scope
        if not leads_here(connection, name, scope.place):  # the database came back from a copy
            scope = self._scopes[name] = _Scope(stamp=scope.stamp + 1)
        for row in connection.execute(
            select(change.c.kind, change.c.key, change.c.deleted, change.c.body)
            .where(
                change.c.scope == name,
                change.c.number > scope.place.number,
                change.c.kind.in_(("product", "promotion")),
            )
            .order_by(change.c.number)
        ):
            scope.stamp += 1
            self._take(scope, row)
        scope.place = head
        return scope

    def _take(self, scope: _Scope, row: Any) -> None:  # noqa: ANN401 - a row by its names
        kept: dict[str, Goods] | dict[str, Promotion] = scope.goods if row.kind == "product" else scope.promotions
        kept.pop(row.key, None)
        if row.deleted:
            return
        if row.kind == "product":
            goods = _goods(row.key, row.body)
            if goods is not None:
                scope.goods[row.key] = goods
            return
        with suppress(UserError):  # a condition that is not understood must not reduce the goods for everybody
            promotion = self._read_promotion(row.body)
            if promotion is not None:
                scope.promotions[row.key] = promotion

    def _make(self, chain: _Scope, own: _Scope) -> Range:
        def place(one: Goods) -> tuple[int, str, str]:
            return (self._order.get(one.top, len(self._order)), one.category, one.sku)

        goods = {one.sku: one for one in sorted(chain.goods.values(), key=place)}
        tops = tuple(dict.fromkeys(one.top for one in goods.values() if one.top))
        return Range(goods, tops, PromotionBook({**chain.promotions, **own.promotions}.values()))


def _goods(sku: str, body: str) -> Goods | None:
    """A product of the feed; None for one that cannot be ordered: not active, without a price, or not understood."""
    try:
        one = read_wire(ProductItem, body)
        unit, is_fixed = Unit(one.unit), PriceKind(one.price_kind) is PriceKind.FIXED
        tags = frozenset(map(str, json.loads(one.tags)))
        prices = [(price.starts_at, price.ends_at, Price(price.minor, price.per_milli)) for price in one.prices]
    except (WireError, ValueError, UserError):
        return None
    if not one.active or not is_fixed or not prices:
        return None
    words = folded(" ".join((one.name, one.name_en, one.category, sku, *(code.printed for code in one.codes))))
    return Goods(
        sku, one.name, one.name_en, one.category, one.tax_class, tags, unit,
        tuple(sorted(prices, key=lambda price: -price[0])), words,
    )  # fmt: skip
