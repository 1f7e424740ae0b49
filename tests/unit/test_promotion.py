"""What goods a promotion means, when it holds, and what it refuses to be."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserError
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
    Tier,
    Tiers,
    category_paths,
)
from app.domain.promotion import Caps, Hours, Window, local_time
from app.domain.quantity import Price
from tests.unit.pricing_cases import NOW, promotion
from tests.unit.pricing_reference import holds

TAIPEI = ZoneInfo("Asia/Taipei")
TENTH = PercentReward(100_000)


def at(text: str, zone: ZoneInfo = TAIPEI) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()) * 1_000_000


def test_paths_of_a_category() -> None:
    assert category_paths("bakery/bread/rye") == ("bakery", "bakery/bread", "bakery/bread/rye")
    assert category_paths("") == ()


@pytest.mark.parametrize(
    ("goods", "matches"),
    [
        (ALL_GOODS, True),
        (Goods(skus=frozenset({"A"})), True),
        (Goods(skus=frozenset({"B"})), False),
        (Goods(categories=frozenset({"bakery"})), True),
        (Goods(categories=frozenset({"bakery/bread"})), True),
        (Goods(categories=frozenset({"bakery/bread/rye"})), False),
        (Goods(categories=frozenset({"bak"})), False),
        (Goods(tags=frozenset({"new", "old"})), True),
        (Goods(skus=frozenset({"B"}), tags=frozenset({"new"})), True),
        (Goods(not_skus=frozenset({"A"})), False),
        (Goods(categories=frozenset({"bakery"}), not_categories=frozenset({"bakery/bread"})), False),
        (Goods(skus=frozenset({"A"}), not_tags=frozenset({"new"})), False),
    ],
)
def test_goods_that_are_meant(goods: Goods, matches: bool) -> None:
    assert goods.match("A", "bakery/bread", frozenset({"new"})) is matches


@pytest.mark.parametrize(
    ("window", "moment", "is_in"),
    [
        (Window(), "2026-11-20T14:32", True),
        (Window(from_on=date(2026, 11, 20), until_on=date(2026, 11, 20)), "2026-11-20T00:00", True),
        (Window(from_on=date(2026, 11, 20), until_on=date(2026, 11, 20)), "2026-11-20T23:59:59", True),
        (Window(until_on=date(2026, 11, 20)), "2026-11-21T00:00", False),
        (Window(weekdays=frozenset({5})), "2026-11-20T12:00", True),
        (Window(weekdays=frozenset({5})), "2026-11-21T12:00", False),
        (Window(hours=(Hours(time(14), time(15)),)), "2026-11-20T14:00", True),
        (Window(hours=(Hours(time(14), time(15)),)), "2026-11-20T15:00", False),
        (Window(hours=(Hours(time(8), time(9)), Hours(time(17), time(18)))), "2026-11-20T17:30", True),
        (Window(hours=(Hours(time(22), time(0)),)), "2026-11-20T23:59", True),
        (Window(hours=(Hours(time(22), time(0)),)), "2026-11-21T00:00", False),
        (Window(hours=(Hours(time(6), time(6)),), weekdays=frozenset({5})), "2026-11-21T05:59", True),
        (Window(hours=(Hours(time(6), time(6)),), weekdays=frozenset({5})), "2026-11-20T05:59", False),
    ],
)
def test_windows(window: Window, moment: str, is_in: bool) -> None:
    assert window.holds(local_time(at(moment), TAIPEI)) is is_in


@pytest.mark.parametrize(
    ("moment", "is_in"),
    [
        ("2026-11-20T21:59", False),  # Friday
        ("2026-11-20T22:00", True),
        ("2026-11-21T01:59", True),  # Saturday, but Friday's night
        ("2026-11-21T02:00", False),
        ("2026-11-21T22:00", False),
        ("2026-11-20T01:00", False),  # Thursday's night
    ],
)
def test_over_midnight_belongs_to_the_day_it_began(moment: str, is_in: bool) -> None:
    window = Window(until_on=date(2026, 11, 20), weekdays=frozenset({5}), hours=(Hours(time(22), time(2)),))
    assert window.holds(local_time(at(moment), TAIPEI)) is is_in


def test_the_zone_decides() -> None:
    evening = Window(hours=(Hours(time(18), time(20)),))
    moment = int(datetime(2026, 7, 1, 10, 30, tzinfo=UTC).timestamp()) * 1_000_000
    assert evening.holds(local_time(moment, TAIPEI))
    assert not evening.holds(local_time(moment, ZoneInfo("Europe/London")))  # 11:30 in summer time


times = st.times().map(lambda one: one.replace(second=0, microsecond=0))
all_windows = st.builds(
    Window,
    st.none() | st.dates(date(2026, 11, 15), date(2026, 11, 25)),
    st.none() | st.dates(date(2026, 11, 15), date(2026, 11, 25)),
    st.frozensets(st.integers(1, 7), max_size=3),
    st.lists(st.builds(Hours, times, times), max_size=2).map(tuple),
)


@given(all_windows, st.integers(-7 * 24 * 60, 7 * 24 * 60))
def test_windows_against_the_reference(window: Window, minutes: int) -> None:
    local = local_time(NOW + minutes * 60_000_000, TAIPEI)
    assert window.holds(local) is holds(window, local)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: PercentReward(0),
        lambda: PercentReward(1_000_001),
        lambda: AmountReward(0),
        lambda: PriceList({}),
        lambda: BuyGet(ALL_GOODS, 0, 1, TENTH),
        lambda: BuyGet(ALL_GOODS, 1, 1, TENTH, ALL_GOODS, same_sku=True),
        lambda: Bundle((), TENTH),
        lambda: Bundle((BundleGroup(ALL_GOODS, 1),) * 7, TENTH),
        lambda: Bundle((BundleGroup(ALL_GOODS, 1),) * 2, TENTH, same_sku=True),
        lambda: BundleGroup(ALL_GOODS, 0),
        lambda: Tier(0, TENTH),
        lambda: Tiers(ALL_GOODS, Measure.QUANTITY, ()),
        lambda: Tiers(ALL_GOODS, Measure.QUANTITY, (Tier(3, TENTH), Tier(2, TENTH))),
        lambda: Tiers(ALL_GOODS, Measure.QUANTITY, (Tier(2, TENTH), Tier(2, TENTH))),
        lambda: Tiers(ALL_GOODS, Measure.AMOUNT, (Tier(2, TENTH),), repeat=True),
        lambda: Tiers(ALL_GOODS, Measure.AMOUNT, (Tier(2, PriceReward(Price(1))),), Level.CART),
        lambda: Tiers(ALL_GOODS, Measure.AMOUNT, (Tier(2, TENTH),), Level.CART, same_sku=True),
        lambda: Caps(applications=0),
        lambda: promotion(CartOff(TENTH), ""),
        lambda: promotion(CartOff(TENTH), coupon=""),
        lambda: promotion(CartOff(TENTH), once_per_coupon=True),
    ],
)
def test_what_makes_no_sense_is_refused(wrong) -> None:
    with pytest.raises(UserError, match=r"promotion\.out_of_range"):
        wrong()


def test_levels() -> None:
    tiers = (Tier(2, TENTH),)
    assert promotion(CartOff(TENTH)).level is Level.CART
    assert promotion(EachOff(ALL_GOODS, TENTH)).level is Level.ITEM
    assert promotion(Tiers(ALL_GOODS, Measure.QUANTITY, tiers, Level.CART)).level is Level.CART
    assert promotion(Tiers(ALL_GOODS, Measure.QUANTITY, tiers)).level is Level.ITEM
