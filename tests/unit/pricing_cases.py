"""Carts and promotions for the pricing tests: short builders, and strategies that draw every kind and option."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from app.domain.cart import Cart, CartLine, Discount, DiscountKind, Member, Override
from app.domain.money import TWD, Currency
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
    Rule,
    Tier,
    Tiers,
)
from app.domain.pricing import PricedCart, PromotionBook, price_cart
from app.domain.promotion import Caps, Hours, Minimum, Over, Promotion, Window
from app.domain.quantity import Price, Quantity, Unit, pieces
from app.domain.tax import TaxMode, TaxRounding, TaxRule

ZONE = ZoneInfo("Asia/Taipei")
#: Friday 2026-11-20, 14:32 in Taipei.
NOW = int(datetime(2026, 11, 20, 6, 32, tzinfo=UTC).timestamp()) * 1_000_000
NO_TAX = TaxRule(rates_ppm={"standard": 0, "zero": 0})
TAX = TaxRule()


def line(sku: str, count: int, minor: int, category: str = "", basis: int = 1000, **more) -> CartLine:
    return CartLine(0, sku, sku, pieces(count), Price(minor, basis), category, **more)


def weighed(sku: str, milli: int, minor: int, category: str = "", **more) -> CartLine:
    return CartLine(0, sku, sku, Quantity(milli, Unit.KILOGRAM), Price(minor), category, **more)


def cart(*lines: CartLine, money: Currency = TWD, **more) -> Cart:
    numbered = tuple(replace(one, line_id=number) for number, one in enumerate(lines, 1))
    return Cart("cart", money, numbered, **more)


def goods(*skus: str, categories: tuple[str, ...] = (), tags: tuple[str, ...] = ()) -> Goods:
    return Goods(frozenset(skus), frozenset(categories), frozenset(tags))


def promotion(rule: Rule, name: str = "p", **more) -> Promotion:
    return Promotion(name, f"name of {name}", rule, **({"currency": TWD} | more))


def price(what: Cart, *promotions: Promotion, tax: TaxRule = NO_TAX, at: int = NOW) -> PricedCart:
    return price_cart(what, PromotionBook(promotions), tax, at, zone=ZONE)


def amounts(priced: PricedCart) -> list[int]:
    return [one.amount for one in priced.lines]


def taken(priced: PricedCart) -> list[int]:
    return [sum(one.units for one in line.taken) for line in priced.lines]


SKUS = ("A", "B", "C", "D")
CATEGORY_OF = {"A": "bakery/bread", "B": "bakery/cake", "C": "drink", "D": ""}
TAGS_OF = {"A": {"new"}, "B": {"new", "cold"}, "C": {"cold"}, "D": set()}
TAX_OF = {"A": "standard", "B": "standard", "C": "zero", "D": "exempt"}

#: True once in eight; what is usual shrinks first.
rarely = st.sampled_from([False] * 7 + [True])


def mostly(usual: object, unusual: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return rarely.flatmap(lambda is_rare: unusual if is_rare else st.just(usual))


percents = st.sampled_from([500_000, 100_000, 1, 50_000, 333_333, 999_999, 1_000_000]).map(PercentReward)
offs = st.integers(1, 60).map(AmountReward)
prices = st.integers(0, 60).map(Price).map(PriceReward)
rewards = st.one_of(percents, offs, prices)
counts = st.integers(1, 3)
limits = mostly(None, st.integers(1, 5))
some_goods = st.builds(
    Goods,
    st.sampled_from([(), (), (), "A", "AB", "BC", "BD"]).map(frozenset),
    st.sampled_from([(), (), ("bakery",), ("bakery/bread", "drink"), ("bak",)]).map(frozenset),
    st.sampled_from([(), (), (), ("new",), ("cold", "old")]).map(frozenset),
    mostly(frozenset(), st.sampled_from(SKUS).map(frozenset)),
    mostly(frozenset(), st.just(frozenset({"bakery/cake"}))),
    mostly(frozenset(), st.sampled_from(["new", "old"]).map(lambda tag: frozenset({tag}))),
)


@st.composite
def tiers(draw: st.DrawFn) -> Tiers:
    level, measure = draw(st.sampled_from(Level)), draw(st.sampled_from(Measure))
    repeat = draw(st.booleans())
    reward = offs if repeat else st.one_of(percents, offs) if level is Level.CART else rewards
    scale = 1 if measure is Measure.QUANTITY else 25
    steps = sorted(draw(st.sets(st.integers(1, 8), min_size=1, max_size=3)))
    return Tiers(
        draw(some_goods),
        measure,
        tuple(Tier(step * scale, draw(reward)) for step in steps),
        level,
        repeat,
        level is Level.ITEM and draw(st.booleans()),
        draw(st.sampled_from(Counted)),
    )


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    groups = draw(st.lists(st.builds(BundleGroup, some_goods, st.integers(1, 2)), min_size=1, max_size=3))
    reward = draw(st.one_of(percents, offs, st.integers(0, 150).map(Price).map(PriceReward)))
    return Bundle(tuple(groups), reward, len(groups) == 1 and draw(st.booleans()))


@st.composite
def buy_gets(draw: st.DrawFn) -> BuyGet:
    other = draw(st.none() | some_goods)
    same = other is None and draw(st.booleans())
    return BuyGet(draw(some_goods), draw(counts), draw(counts), draw(rewards), other, same, draw(st.booleans()))


price_lists = st.dictionaries(st.sampled_from(SKUS), st.integers(0, 60).map(Price), min_size=1).map(PriceList)
item_rules = st.one_of(
    st.builds(EachOff, some_goods, rewards),
    price_lists,
    buy_gets(),
    bundles(),
    tiers().filter(lambda rule: rule.level is Level.ITEM),
)
cart_rules = st.one_of(
    st.builds(CartOff, st.one_of(percents, offs), some_goods), tiers().filter(lambda rule: rule.level is Level.CART)
)
any_rules = st.one_of(item_rules, item_rules, cart_rules)
minimums = mostly(None, st.builds(Minimum, st.integers(1, 300), st.sampled_from(Counted), st.sampled_from(Over)))
windows = st.sampled_from(
    [
        *[Window()] * 6,
        Window(hours=(Hours(time(14), time(15)),)),
        Window(hours=(Hours(time(15), time(14)),)),
        Window(weekdays=frozenset({5, 6})),
        Window(weekdays=frozenset({1})),
    ]
)


@st.composite
def one_promotion(draw: st.DrawFn, number: int, rule: Rule, groups: bool) -> Promotion:
    coupon = draw(st.sampled_from([None, None, None, None, "X", "Y"]))
    return Promotion(
        id=f"p{number}",
        name=f"p{number}",
        rule=rule,
        currency=draw(st.sampled_from([TWD, TWD, TWD, None])),
        priority=draw(st.integers(0, 2)),
        group=draw(st.sampled_from([None, None, None, "g", "h"])) if groups else None,
        exclusive=draw(rarely),
        window=draw(windows),
        members=draw(mostly(None, st.sampled_from([(), ("gold",), ("silver",)]).map(frozenset))),
        coupon=coupon,
        once_per_coupon=coupon is not None and draw(st.booleans()),
        minimum=draw(minimums),
        caps=draw(st.builds(Caps, limits, limits, mostly(None, st.integers(1, 80)))),
        on_overridden=draw(st.booleans()),
        on_discounted=draw(st.booleans()),
    )


@st.composite
def promotions(draw: st.DrawFn, rules: st.SearchStrategy[Rule] = any_rules, groups: bool = True) -> list[Promotion]:
    drawn = draw(st.lists(rules, min_size=2, max_size=5))
    return [draw(one_promotion(number, rule, groups)) for number, rule in enumerate(drawn)]


discounts = st.none() | st.one_of(
    st.builds(Discount, st.just(DiscountKind.PERCENT), st.integers(0, 1_000_000), st.just("why")),
    st.builds(Discount, st.just(DiscountKind.AMOUNT), st.integers(0, 90), st.just("why")),
)


@st.composite
def lines(draw: st.DrawFn, odd_basis: bool = False) -> CartLine:
    sku = draw(st.sampled_from(SKUS))
    if draw(rarely):
        quantity = Quantity(draw(st.integers(1, 2_500)), Unit.KILOGRAM)
    else:
        quantity = pieces(draw(st.integers(1, 6)))
    basis = st.sampled_from([1000, 10_000, 600]) if odd_basis else st.just(1000)
    return CartLine(
        0,
        sku,
        sku,
        quantity,
        Price(draw(mostly(25, st.integers(0, 60)) if draw(rarely) else st.integers(5, 60)), draw(basis)),
        CATEGORY_OF[sku],
        TAX_OF[sku],
        frozenset(TAGS_OF[sku]),
        discount=draw(discounts) if draw(rarely) else None,
        override=Override(Price(draw(st.integers(0, 60))), "why") if draw(rarely) else None,
    )


@st.composite
def carts(draw: st.DrawFn, most: int = 5, odd_basis: bool = False) -> Cart:
    return cart(
        *draw(st.lists(lines(odd_basis), min_size=2, max_size=most)),
        member=draw(st.sampled_from([Member("m", "gold"), Member("m"), None])),
        coupons=draw(st.sampled_from([("X", "Y/9"), ("X/1", "X/2"), ("X",), ()])),
        discount=draw(discounts) if draw(rarely) else None,
    )


tax_rules = st.builds(
    TaxRule,
    st.sampled_from(TaxMode),
    st.sampled_from(TaxRounding),
    st.just({"standard": 50_000, "zero": 0, "exempt": 200_000}),
)
FREE_OF_TAX = TaxRule(rates_ppm=dict.fromkeys(("standard", "zero", "exempt"), 0))
