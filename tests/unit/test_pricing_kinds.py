"""Every kind of promotion, with figures worked out by hand."""

from __future__ import annotations

from app.domain.cart import Member
from app.domain.money import GBP, KWD, TWD
from app.domain.offer import (
    ALL_GOODS,
    AmountReward,
    Bundle,
    BundleGroup,
    BuyGet,
    CartOff,
    Counted,
    EachOff,
    Level,
    Measure,
    PercentReward,
    PriceList,
    PriceReward,
    Tier,
    Tiers,
)
from app.domain.promotion import Caps
from app.domain.quantity import Price
from tests.unit.pricing_cases import amounts, cart, goods, line, price, promotion, taken, weighed

TENTH, FIFTH, HALF, FREE = (PercentReward(ppm) for ppm in (100_000, 200_000, 500_000, 1_000_000))
BAKERY = goods(categories=("bakery",))
BREAD = line("bread", 3, 45, "bakery/bread")
CAKE = line("cake", 1, 80, "bakery/cake")
TEA = line("tea", 2, 30, "drink")


def costs(unit: int) -> PriceReward:
    return PriceReward(Price(unit))


# --- each unit ---------------------------------------------------------------------------------------------------


def test_percent_off_goods_is_rounded_once_for_a_line() -> None:
    # 10 % of 3 x 45 is 13.5: 14 off. In the customer's favour, and not 3 x 5 = 15.
    assert amounts(price(cart(BREAD, TEA), promotion(EachOff(goods("bread"), TENTH)))) == [121, 60]


def test_a_category_means_all_below_it_and_no_namesake() -> None:
    rule = EachOff(BAKERY, FIFTH)
    assert amounts(price(cart(BREAD, CAKE, TEA, line("tins", 1, 50, "bakeryware")), promotion(rule))) == [
        108,
        64,
        60,
        50,
    ]


def test_tags_choose_goods() -> None:
    chilled = line("milk", 2, 50, tags=frozenset({"soon", "cold"}))
    assert amounts(price(cart(chilled, BREAD), promotion(EachOff(goods(tags=("soon",)), HALF)))) == [50, 135]


def test_amount_off_each_unit_stops_at_zero() -> None:
    assert amounts(price(cart(BREAD, TEA), promotion(EachOff(ALL_GOODS, AmountReward(40))))) == [15, 0]


def test_special_price_never_makes_dearer() -> None:
    priced = price(cart(BREAD, TEA), promotion(EachOff(ALL_GOODS, costs(39))))
    assert amounts(priced) == [117, 60]
    assert taken(priced) == [3, 0]  # what gains nothing stays free for another promotion


def test_special_price_of_weighed_goods_is_for_its_own_base() -> None:
    # 0.350 kg at 200 a kilo is 70; at 30 per 100 g it would be 105, at 15 per 100 g it is 52.5: 53.
    fish = weighed("fish", 350, 200)
    assert amounts(price(cart(fish), promotion(EachOff(ALL_GOODS, PriceReward(Price(30, 100)))))) == [70]
    assert amounts(price(cart(fish), promotion(EachOff(ALL_GOODS, PriceReward(Price(15, 100)))))) == [53]


def test_weighed_goods_are_one_unit() -> None:
    fish = weighed("fish", 2_350, 200)
    assert amounts(price(cart(fish), promotion(EachOff(ALL_GOODS, AmountReward(40))))) == [430]
    assert amounts(price(cart(fish), promotion(EachOff(ALL_GOODS, TENTH), caps=Caps(units=1)))) == [423]


def test_price_list_for_members() -> None:
    rule = promotion(PriceList({"bread": Price(40), "tea": Price(25)}), members=frozenset())
    assert amounts(price(cart(BREAD, TEA), rule)) == [135, 60]
    assert amounts(price(cart(BREAD, TEA, member=Member("m")), rule)) == [120, 50]


def test_member_tiers() -> None:
    silver = promotion(EachOff(ALL_GOODS, TENTH), "silver", members=frozenset({"silver", "gold"}), group="tier")
    gold = promotion(EachOff(ALL_GOODS, FIFTH), "gold", members=frozenset({"gold"}), group="tier")
    assert price(cart(TEA, member=Member("m", "silver")), silver, gold).total == 54
    assert price(cart(TEA, member=Member("m", "gold")), silver, gold).total == 48
    assert price(cart(TEA, member=Member("m", "basic")), silver, gold).total == 60


# --- buy some, get some ------------------------------------------------------------------------------------------


def test_second_of_the_same_at_half_price() -> None:
    # 同商品第二件半價: of 3 breads one is the second; of 2 teas one. Cake has no second.
    rule = promotion(BuyGet(ALL_GOODS, 1, 1, HALF, same_sku=True))
    priced = price(cart(BREAD, CAKE, TEA), rule)
    assert amounts(priced) == [112, 80, 45]  # half of 45 is 22.5: 23 off
    assert taken(priced) == [2, 0, 2]


def test_buy_two_get_the_cheapest_free() -> None:
    # From the dearest down: (80 45 45) gives 45, (45 30 30) gives 30.
    priced = price(cart(BREAD, CAKE, TEA), promotion(BuyGet(ALL_GOODS, 2, 1, FREE)))
    assert amounts(priced) == [90, 80, 30]
    assert taken(priced) == [3, 1, 2]
    assert priced.applied[0].applications == 2


def test_buy_one_get_two_with_only_two_there() -> None:
    priced = price(cart(TEA), promotion(BuyGet(ALL_GOODS, 1, 2, FREE)))
    assert (amounts(priced), taken(priced)) == ([30], [2])


def test_buy_get_other_goods_takes_the_cheapest_or_the_dearest() -> None:
    biscuit = line("biscuit", 1, 25, "snack")
    crisps = line("crisps", 1, 35, "snack")
    snack = goods(categories=("snack",))
    what = cart(line("tea", 1, 30, "drink"), biscuit, crisps)
    drink = goods(categories=("drink",))
    assert amounts(price(what, promotion(BuyGet(drink, 1, 1, FREE, snack)))) == [30, 0, 35]
    assert amounts(price(what, promotion(BuyGet(drink, 1, 1, FREE, snack, dearest=True)))) == [30, 25, 0]


def test_add_on_at_a_special_price() -> None:
    # 加價購: with each bread one tea for 19; two teas, three breads.
    priced = price(cart(BREAD, TEA), promotion(BuyGet(goods("bread"), 1, 1, costs(19), goods("tea"))))
    assert amounts(priced) == [135, 38]
    assert taken(priced) == [2, 2]


def test_a_unit_is_bought_or_got_never_both() -> None:
    # Buy any two of the bakery, get one cake: the only cake cannot count as bought.
    rule = promotion(BuyGet(BAKERY, 2, 1, FREE, goods("cake")))
    assert amounts(price(cart(line("bread", 1, 45, "bakery/bread"), CAKE), rule)) == [45, 80]
    assert amounts(price(cart(line("bread", 2, 45, "bakery/bread"), CAKE), rule)) == [90, 0]


# --- sets --------------------------------------------------------------------------------------------------------


def test_n_for_a_price_takes_the_dearest_and_shares_by_price() -> None:
    # Any 3 for 150: 80 + 45 + 45 = 170, 20 off, shared 80:90 = 9.41 and 10.59. The rest, 45 + 30 + 30, is below 150.
    priced = price(cart(BREAD, CAKE, TEA), promotion(Bundle((BundleGroup(ALL_GOODS, 3),), costs(150))))
    assert amounts(priced) == [124, 71, 60]
    assert taken(priced) == [2, 1, 0]


def test_n_for_a_price_many_times() -> None:
    # 74,215 pieces at 35, 3 for 99: 24,738 sets save 6 each.
    priced = price(cart(line("tea", 74_215, 35)), promotion(Bundle((BundleGroup(ALL_GOODS, 3),), costs(99))))
    assert priced.reduction == 24_738 * 6
    assert priced.applied[0].applications == 24_738


def test_mix_and_match_for_a_price() -> None:
    # Bread and drink for 60: two sets of 75, 30 off, shared 90:60 = 18 and 12.
    groups = (BundleGroup(goods("bread"), 1), BundleGroup(goods(categories=("drink",)), 1))
    priced = price(cart(BREAD, TEA), promotion(Bundle(groups, costs(60))))
    assert amounts(priced) == [117, 48]


def test_mix_and_match_percent_and_amount() -> None:
    groups = (BundleGroup(goods("bread"), 2), BundleGroup(goods("tea"), 1))
    assert amounts(price(cart(BREAD, TEA), promotion(Bundle(groups, TENTH)))) == [126, 57]
    # 12 off a set of 90 + 30: 9 and 3.
    assert amounts(price(cart(BREAD, TEA), promotion(Bundle(groups, AmountReward(12))))) == [126, 57]


def test_mix_and_match_finds_the_set_that_overlapping_groups_allow() -> None:
    # The cake fits both places, the bread only the first: the bread has to take it.
    groups = (BundleGroup(BAKERY, 1), BundleGroup(goods("cake"), 1))
    priced = price(cart(line("bread", 1, 45, "bakery/bread"), CAKE), promotion(Bundle(groups, costs(99))))
    assert priced.total == 99


# --- thresholds --------------------------------------------------------------------------------------------------


def test_tiers_by_quantity() -> None:
    # 滿2件9折 滿3件8折
    rule = promotion(Tiers(goods("bread"), Measure.QUANTITY, (Tier(2, TENTH), Tier(3, FIFTH))))
    for count, total in ((1, 45), (2, 81), (3, 108), (4, 144)):
        assert price(cart(line("bread", count, 45)), rule).total == total


def test_tiers_count_each_sku_for_itself_when_told() -> None:
    tiers = (Tier(2, TENTH),)
    assert amounts(price(cart(BREAD, CAKE), promotion(Tiers(BAKERY, Measure.QUANTITY, tiers, same_sku=True)))) == [
        121,
        80,
    ]
    assert amounts(price(cart(BREAD, CAKE), promotion(Tiers(BAKERY, Measure.QUANTITY, tiers)))) == [121, 72]


def test_spend_a_thousand_save_a_hundred() -> None:
    # 滿千折百, once; 每滿千折百, as often as it fits.
    what = cart(line("A", 2, 900), line("B", 1, 400))
    tier = (Tier(1000, AmountReward(100)),)
    once = promotion(Tiers(ALL_GOODS, Measure.AMOUNT, tier, Level.CART))
    often = promotion(Tiers(ALL_GOODS, Measure.AMOUNT, tier, Level.CART, repeat=True))
    assert amounts(price(what, once)) == [1718, 382]  # 100 shared 1800:400 = 81.8 and 18.2
    assert amounts(price(what, often)) == [1636, 364]


def test_repeated_tiers_go_down_from_the_highest() -> None:
    # 2,700 of 1000 -> 100 and 500 -> 40: twice a thousand, once five hundred.
    tiers = (Tier(500, AmountReward(40)), Tier(1000, AmountReward(100)))
    rule = promotion(Tiers(ALL_GOODS, Measure.AMOUNT, tiers, Level.CART, repeat=True))
    priced = price(cart(line("A", 3, 900)), rule)
    assert (priced.total, priced.applied[0].applications) == (2460, 3)


def test_a_threshold_counts_before_or_after_other_reductions() -> None:
    tier = (Tier(1000, AmountReward(100)),)
    half = promotion(EachOff(goods("A"), HALF), "half")
    for counted, total in ((Counted.BEFORE, 550), (Counted.AFTER, 650)):
        rule = promotion(Tiers(ALL_GOODS, Measure.AMOUNT, tier, Level.CART, counted=counted), "thousand")
        assert price(cart(line("A", 1, 900), line("B", 1, 200)), half, rule).total == total


# --- the cart, and other currencies ------------------------------------------------------------------------------


def test_percent_and_amount_off_the_cart() -> None:
    assert amounts(price(cart(BREAD, CAKE), promotion(CartOff(TENTH)))) == [121, 72]  # 21.5 is 22: 13.8 and 8.2
    assert amounts(price(cart(BREAD, TEA), promotion(CartOff(AmountReward(500))))) == [0, 0]
    assert amounts(price(cart(BREAD, CAKE, TEA), promotion(CartOff(TENTH, BAKERY)))) == [121, 72, 60]


def test_pence() -> None:
    # 3 for £2.00 of 3 at £0.85: 55p off 255. 12.5 % off £1.99 is 24.875: 25p.
    three = promotion(Bundle((BundleGroup(goods("A"), 3),), costs(200)), currency=GBP)
    eighth = promotion(EachOff(goods("B"), PercentReward(125_000)), "q", currency=GBP)
    assert amounts(price(cart(line("A", 3, 85), line("B", 1, 199), money=GBP), three, eighth)) == [200, 174]


def test_fils() -> None:
    # KWD 0.250 off a cart of 1.000 and 2.500: 71.43 and 178.57 fils.
    off = promotion(CartOff(AmountReward(250)), currency=KWD)
    assert amounts(price(cart(line("A", 1, 1_000), line("B", 1, 2_500), money=KWD), off)) == [929, 2_321]


def test_another_currency_gives_nothing() -> None:
    rule = promotion(CartOff(AmountReward(50)), currency=TWD)
    assert price(cart(line("A", 1, 1_000), money=KWD), rule).total == 1_000
