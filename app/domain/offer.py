"""What a promotion offers: which goods it means, what comes off, and how it counts.

A percentage is whole millionths of what comes *off*: 10 % off (9 折) is 100,000. Amounts are minor units of the
promotion's currency.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypeAlias

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.quantity import Price

ALL_OFF = 1_000_000
#: More groups than this in one mix and match are a mistake; the search for sets doubles with each.
MAX_GROUPS = 6


def check(*, ok: bool, what: str) -> None:
    """Refuse a promotion that makes no sense.

    Raises:
        UserError: ``promotion.out_of_range`` with what is wrong.
    """
    if not ok:
        raise UserError("promotion.out_of_range", what=what)


def category_paths(category: str) -> tuple[str, ...]:
    """A category and those above it: ``bakery/bread`` gives ``bakery`` and ``bakery/bread``."""
    if not category:
        return ()
    words = category.split("/")
    return tuple("/".join(words[: depth + 1]) for depth in range(len(words)))


@frozen
class Goods:
    """Which goods a rule means: those with any of the SKUs, categories or tags, less the exceptions.

    A category means everything below it too. With no SKU, category and tag named, all goods are meant.
    """

    skus: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    not_skus: frozenset[str] = frozenset()
    not_categories: frozenset[str] = frozenset()
    not_tags: frozenset[str] = frozenset()

    @property
    def means_all(self) -> bool:
        """Whether nothing narrows the choice down but exceptions."""
        return not (self.skus or self.categories or self.tags)

    def match(self, sku: str, category: str, tags: frozenset[str]) -> bool:
        """Whether goods of this SKU, category path and tags are meant."""
        paths = category_paths(category)
        if sku in self.not_skus or not self.not_tags.isdisjoint(tags) or not self.not_categories.isdisjoint(paths):
            return False
        return (
            self.means_all
            or sku in self.skus
            or not self.tags.isdisjoint(tags)
            or not self.categories.isdisjoint(paths)
        )


ALL_GOODS = Goods()


@frozen
class PercentReward:
    """A share of the price comes off; all of it is *free*."""

    ppm: int

    def __post_init__(self) -> None:
        check(ok=0 < self.ppm <= ALL_OFF, what="ppm")


@frozen
class AmountReward:
    """A fixed amount comes off: of each unit, of each set, or of the cart, as the rule's kind says."""

    minor: int

    def __post_init__(self) -> None:
        check(ok=self.minor > 0, what="amount")


@frozen
class PriceReward:
    """A fixed price in place of the usual one: of each unit, or of each set. It never makes goods dearer."""

    price: Price


Reward: TypeAlias = PercentReward | AmountReward | PriceReward


@frozen
class EachOff:
    """Every unit that is meant costs less: percent off, amount off, or a special price.

    Goods sold by measure count as one unit: an amount comes off once per line; a special price is per its base
    quantity, as any price.
    """

    goods: Goods
    reward: Reward


@frozen
class PriceList:
    """A special price for each of some SKUs, such as the members' prices."""

    prices: Mapping[str, Price]

    def __post_init__(self) -> None:
        check(ok=bool(self.prices), what="prices")


@frozen
class BuyGet:
    """Buy some, get some for less.

    Attributes:
        get: None means that the goods got are of the goods bought: sets are made from the dearest unit down, and in
            each set the cheapest units are the ones given. Otherwise other goods.
        reward: what comes off each unit got.
        same_sku: a set is made of one SKU only (同商品第二件半價); for `get` None.
        dearest: which of other goods are given when there are more than earned: the dearest, or by the custom of
            the trade the cheapest.
    """

    buy: Goods
    buy_count: int
    get_count: int
    reward: Reward
    get: Goods | None = None
    same_sku: bool = False
    dearest: bool = False

    def __post_init__(self) -> None:
        check(ok=self.buy_count >= 1 and self.get_count >= 1, what="count")
        check(ok=self.get is None or not self.same_sku, what="same_sku")


@frozen
class BundleGroup:
    """One place of a set: so many units of these goods."""

    goods: Goods
    count: int

    def __post_init__(self) -> None:
        check(ok=self.count >= 1, what="count")


@frozen
class Bundle:
    """Sets of goods for less: N for a price (one group), mix and match (several).

    Sets are made from the dearest units down, and only while a set gains by it. The reduction of all sets is
    shared over the goods in them by their prices.

    Attributes:
        reward: a price or an amount is of each set.
        same_sku: a set is made of one SKU only; for one group.
    """

    groups: tuple[BundleGroup, ...]
    reward: Reward
    same_sku: bool = False

    def __post_init__(self) -> None:
        check(ok=1 <= len(self.groups) <= MAX_GROUPS, what="groups")
        check(ok=len(self.groups) == 1 or not self.same_sku, what="same_sku")


class Level(Enum):
    """Where a promotion acts: on units, which it uses up, or on what the goods cost after that."""

    ITEM = "item"
    CART = "cart"


class Counted(Enum):
    """When an amount is counted: at the prices before any reduction, or after what has come off so far."""

    BEFORE = "before"
    AFTER = "after"


class Measure(Enum):
    """What thresholds count: pieces (never goods sold by measure), or minor units."""

    QUANTITY = "quantity"
    AMOUNT = "amount"


@frozen
class Tier:
    """From so much on, this reward."""

    at_least: int
    reward: Reward

    def __post_init__(self) -> None:
        check(ok=self.at_least >= 1, what="at_least")


@frozen
class Tiers:
    """Thresholds: the highest one reached counts (滿2件9折 滿3件8折; 滿千折百).

    Attributes:
        tiers: rising.
        repeat: the highest reached tier counts as often as it fits, then the next lower one on the rest (每滿千折百);
            for amounts off only.
        same_sku: each SKU is counted for itself; for item level.
        counted: at cart level, whether an amount is counted before or after what has come off so far.
    """

    goods: Goods
    measure: Measure
    tiers: tuple[Tier, ...]
    level: Level = Level.ITEM
    repeat: bool = False
    same_sku: bool = False
    counted: Counted = Counted.AFTER

    def __post_init__(self) -> None:
        steps = [tier.at_least for tier in self.tiers]
        check(ok=bool(steps) and steps == sorted(set(steps)), what="tiers")
        amounts = all(isinstance(tier.reward, AmountReward) for tier in self.tiers)
        prices = any(isinstance(tier.reward, PriceReward) for tier in self.tiers)
        check(ok=amounts or not self.repeat, what="repeat")
        check(ok=self.level is Level.ITEM or not (prices or self.same_sku), what="level")


@frozen
class CartOff:
    """Percent or amount off what the goods cost after item-level promotions and manual line discounts."""

    reward: PercentReward | AmountReward
    goods: Goods = ALL_GOODS


Rule: TypeAlias = EachOff | PriceList | BuyGet | Bundle | Tiers | CartOff
