"""Small, crowded cases by chance: hypothesis draws wide and thin, these are narrow and dense, where rules collide."""

from __future__ import annotations

from random import Random

from app.domain.cart import Cart, CartLine, Discount, DiscountKind, Override
from app.domain.money import TWD
from app.domain.offer import (
    AmountReward,
    Bundle,
    BundleGroup,
    BuyGet,
    CartOff,
    Counted,
    EachOff,
    Goods,
    Level,
    Measure,
    PercentReward,
    PriceList,
    PriceReward,
    Reward,
    Rule,
    Tier,
    Tiers,
)
from app.domain.promotion import Caps, Minimum, Over, Promotion
from app.domain.quantity import Price, Quantity, Unit, pieces
from tests.unit.pricing_cases import cart

TAGS = {"A": {"x"}, "B": {"x", "y"}, "C": {"y"}}


def some_goods(chance: Random) -> Goods:
    return chance.choice(
        [
            Goods(),
            Goods(tags=frozenset({"x"})),
            Goods(tags=frozenset({"y"})),
            Goods(skus=frozenset(chance.sample("ABC", 2))),
            Goods(skus=frozenset(chance.choice("ABC"))),
            Goods(not_skus=frozenset(chance.choice("ABC"))),
        ]
    )


def reward(chance: Random, most: int = 30) -> Reward:
    return chance.choice(
        [
            PercentReward(chance.choice([100_000, 333_333, 500_000, 1_000_000])),
            AmountReward(chance.randint(1, most)),
            PriceReward(Price(chance.randint(0, most))),
        ]
    )


def tiers(chance: Random) -> Tiers:
    level, measure, repeat = chance.choice(list(Level)), chance.choice(list(Measure)), chance.random() < 0.3
    scale = 1 if measure is Measure.QUANTITY else 20
    steps = sorted(chance.sample(range(1, 7), chance.randint(1, 3)))
    rewards = [reward(chance) for _ in steps]
    if repeat:
        rewards = [AmountReward(chance.randint(1, 30)) for _ in steps]
    elif level is Level.CART:
        rewards = [AmountReward(7) if isinstance(one, PriceReward) else one for one in rewards]
    return Tiers(
        some_goods(chance),
        measure,
        tuple(Tier(step * scale, one) for step, one in zip(steps, rewards, strict=True)),
        level,
        repeat,
        level is Level.ITEM and chance.random() < 0.3,
        chance.choice(list(Counted)),
    )


def rule(chance: Random) -> Rule:
    kind = chance.randrange(7)
    if kind == 0:
        return EachOff(some_goods(chance), reward(chance))
    if kind == 1:
        return PriceList({sku: Price(chance.randint(0, 30)) for sku in chance.sample("ABC", 2)})
    if kind in (2, 3):
        other = some_goods(chance) if chance.random() < 0.6 else None
        counts = (chance.randint(1, 3), chance.randint(1, 2))
        same = other is None and chance.random() < 0.4
        return BuyGet(some_goods(chance), *counts, reward(chance), other, same, chance.random() < 0.5)
    if kind == 4:
        count = chance.randint(1, 3)
        groups = tuple(BundleGroup(some_goods(chance), chance.randint(1, 2)) for _ in range(count))
        return Bundle(groups, reward(chance, 90), count == 1 and chance.random() < 0.4)
    if kind == 5:
        return tiers(chance)
    percent = PercentReward(chance.choice([100_000, 500_000]))
    return CartOff(chance.choice([percent, AmountReward(chance.randint(1, 60))]), some_goods(chance))


def promotion(chance: Random, number: int) -> Promotion:
    def rarely(value: object) -> object:
        return value if chance.random() < 0.2 else None

    coupon = rarely("S")
    return Promotion(
        f"p{number}",
        f"p{number}",
        rule(chance),
        TWD,
        priority=chance.randint(0, 1),
        group=rarely("g"),
        exclusive=chance.random() < 0.3,
        coupon=coupon,
        once_per_coupon=coupon is not None and chance.random() < 0.7,
        minimum=rarely(Minimum(chance.randint(1, 150), chance.choice(list(Counted)), chance.choice(list(Over)))),
        caps=Caps(rarely(chance.randint(1, 3)), rarely(chance.randint(1, 4)), rarely(chance.randint(1, 40))),
        on_overridden=chance.random() < 0.5,
        on_discounted=chance.random() < 0.7,
    )


def line(chance: Random) -> CartLine:
    sku = chance.choice("ABC")
    by_weight = chance.random() < 0.1
    quantity = Quantity(chance.randint(1, 1_500), Unit.KILOGRAM) if by_weight else pieces(chance.randint(1, 4))
    discount = Discount(DiscountKind.PERCENT, chance.choice([100_000, 250_000]), "why")
    if chance.random() < 0.5:
        discount = Discount(DiscountKind.AMOUNT, chance.randint(0, 40), "why")
    return CartLine(
        0,
        sku,
        sku,
        quantity,
        Price(chance.choice([10, 10, 15, 21, 30, 0])),
        tags=frozenset(TAGS[sku] if chance.random() < 0.8 else chance.sample("xy", 1)),
        discount=discount if chance.random() < 0.15 else None,
        override=Override(Price(chance.choice([0, 8, 15])), "why") if chance.random() < 0.1 else None,
    )


def case(chance: Random) -> tuple[Cart, list[Promotion]]:
    lines = [line(chance) for _ in range(chance.randint(1, 5))]
    coupons = chance.choice([(), ("S",), ("S/1", "S/2", "S/3")])
    discount = Discount(DiscountKind.PERCENT, 100_000, "why") if chance.random() < 0.1 else None
    return cart(*lines, coupons=coupons, discount=discount), [
        promotion(chance, number) for number in range(chance.randint(1, 4))
    ]
