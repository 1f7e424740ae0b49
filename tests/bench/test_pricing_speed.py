"""How long pricing takes: the cart is priced again after every scan, so it has to be far below a frame of the screen.

Printed, never asserted by the clock.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Sequence

import pytest

from app.domain.cart import Cart, Member
from app.domain.offer import (
    ALL_GOODS,
    AmountReward,
    Bundle,
    BundleGroup,
    BuyGet,
    CartOff,
    EachOff,
    Goods,
    Level,
    Measure,
    PercentReward,
    PriceList,
    PriceReward,
    Rule,
    Tier,
    Tiers,
)
from app.domain.pricing import PromotionBook, price_cart
from app.domain.promotion import Minimum, Promotion
from app.domain.quantity import Price
from tests.unit.pricing_cases import NOW, TAX, ZONE, cart, line, promotion

DEPARTMENTS = [f"department{number}" for number in range(10)]
CATEGORIES = [f"{name}/shelf{number}" for name in DEPARTMENTS for number in range(20)]
SKUS = [f"SKU-{number:05}" for number in range(4_000)]
TAGS = [f"tag{number}" for number in range(30)]


def a_cart(chance: random.Random, size: int) -> Cart:
    """Different goods, each a few times."""
    lines = []
    for sku in chance.sample(SKUS, size):
        category, tags = chance.choice(CATEGORIES), frozenset(chance.sample(TAGS, 2))
        lines.append(line(sku, chance.randint(1, 6), chance.randint(20, 900), category, tags=tags))
    return cart(*lines, member=Member("m", "gold"))


def some_goods(chance: random.Random) -> Goods:
    kind = chance.random()
    if kind < 0.4:
        return Goods(skus=frozenset(chance.sample(SKUS, 40)))
    if kind < 0.8:
        return Goods(categories=frozenset(chance.sample(CATEGORIES + DEPARTMENTS, 3)))
    return Goods(tags=frozenset(chance.sample(TAGS, 1)))


def rule_of(chance: random.Random, number: int, goods: Goods, other: Goods) -> Rule:
    half = PercentReward(500_000)
    steps = (Tier(2, PercentReward(100_000)), Tier(3, PercentReward(200_000)))
    rules: list[Rule] = [
        EachOff(goods, PercentReward(100_000)),
        EachOff(goods, AmountReward(5)),
        EachOff(goods, PriceReward(Price(99))),
        PriceList({sku: Price(50) for sku in chance.sample(SKUS, 300)}),
        BuyGet(goods, 1, 1, half, same_sku=True),
        BuyGet(goods, 2, 1, half, other),
        Bundle((BundleGroup(goods, 3),), PriceReward(Price(100))),
        Bundle((BundleGroup(goods, 1), BundleGroup(other, 1)), PriceReward(Price(149))),
        Tiers(goods, Measure.QUANTITY, steps),
        Tiers(goods, Measure.AMOUNT, (Tier(1000, AmountReward(100)),), Level.CART, repeat=True),
        CartOff(AmountReward(50), goods),
    ]
    return rules[number % len(rules)]


def assortment(chance: random.Random, *, everything: bool) -> list[Promotion]:
    """A chain's 500 promotions; `everything` makes each of them mean all goods, which no shop would do."""
    found = []
    for number in range(500):
        goods = ALL_GOODS if everything else some_goods(chance)
        other = ALL_GOODS if everything else some_goods(chance)
        members = frozenset({"gold"}) if number % 7 == 0 else None
        minimum = Minimum(500) if number % 5 == 0 else None
        group = f"g{number % 40}" if number % 6 == 0 else None
        rule = rule_of(chance, number, goods, other)
        more = {"priority": number % 3, "members": members, "minimum": minimum, "group": group}
        found.append(promotion(rule, f"p{number:03}", **more))
    return found


def timed(carts: Sequence[Cart], book: PromotionBook) -> list[float]:
    """Milliseconds of each pricing, each of a cart that was not priced before."""
    took = []
    for one in carts:
        start = time.perf_counter()
        price_cart(one, book, TAX, NOW, zone=ZONE)
        took.append((time.perf_counter() - start) * 1000)
    return took


@pytest.mark.bench
@pytest.mark.parametrize("everything", [False, True], ids=["a chain's promotions", "all 500 mean all goods"])
@pytest.mark.parametrize("size", [10, 50])
def test_pricing_speed(size: int, everything: bool) -> None:
    chance = random.Random(20261120)
    promotions = assortment(chance, everything=everything)
    start = time.perf_counter()
    book = PromotionBook(promotions)
    prepared = (time.perf_counter() - start) * 1000
    carts = [a_cart(chance, size) for _ in range(300)]
    gc.freeze()  # as the program does; the collector stays on
    took = sorted(timed(carts, book))
    again = sorted(timed(carts, book))
    applied = [len(price_cart(one, book, TAX, NOW, zone=ZONE).applied) for one in carts]
    print(
        f"\n{size} lines, 500 promotions ({'all goods' if everything else 'a chain'}):"
        f" median {statistics.median(took):.2f} ms, p95 {took[284]:.2f} ms, worst {took[-1]:.2f} ms;"
        f" priced again: p95 {again[284]:.2f} ms;"
        f" on average {statistics.mean(applied):.0f} promotions applied; preparing the book {prepared:.1f} ms"
    )
    assert max(applied) > 0
