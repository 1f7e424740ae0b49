"""How promotions meet each other, their conditions and what is done by hand; figures worked out by hand."""

from __future__ import annotations

import pytest

from app.domain.cart import Discount, DiscountKind, Override
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
    PriceReward,
    Tier,
    Tiers,
)
from app.domain.pricing import Hint, ReductionKind, UsedCoupon
from app.domain.promotion import Caps, Minimum, Over
from app.domain.quantity import Price
from app.domain.tax import TaxMode, TaxRounding, TaxRule
from tests.unit.pricing_cases import TAX, amounts, cart, goods, line, price, promotion, taken

TENTH, FIFTH, HALF, FREE = (PercentReward(ppm) for ppm in (100_000, 200_000, 500_000, 1_000_000))
A, B = line("A", 2, 100), line("B", 1, 50)


def percent(ppm: int) -> Discount:
    return Discount(DiscountKind.PERCENT, ppm, "damaged")


def amount(minor: int) -> Discount:
    return Discount(DiscountKind.AMOUNT, minor, "kindness")


# --- each other --------------------------------------------------------------------------------------------------


def test_higher_priority_takes_the_units_first() -> None:
    tenth, half = promotion(EachOff(goods("A"), TENTH), "tenth"), promotion(EachOff(ALL_GOODS, HALF), "half")
    assert price(cart(A, B), tenth, half).applied[0].rule_id == "half"  # equal priority: by id
    higher = promotion(EachOff(goods("A"), TENTH), "tenth", priority=1)
    priced = price(cart(A, B), higher, half)
    assert [(one.rule_id, one.amount) for one in priced.applied] == [("tenth", 20), ("half", 25)]


def test_units_left_over_go_to_the_next_promotion() -> None:
    second = promotion(BuyGet(goods("A"), 1, 1, HALF), "second", priority=1)
    tenth = promotion(EachOff(goods("A"), TENTH), "tenth")
    priced = price(cart(line("A", 3, 100)), second, tenth)
    assert [(one.rule_id, one.units) for one in priced.lines[0].taken] == [("second", 2), ("tenth", 1)]
    assert priced.total == 300 - 50 - 10


def test_cart_level_promotions_stack_one_on_the_other() -> None:
    first, then = promotion(CartOff(TENTH), "1", priority=1), promotion(CartOff(AmountReward(25)), "2")
    assert price(cart(A, B), first, then).total == 250 - 25 - 25
    assert price(cart(A, B), promotion(CartOff(TENTH), "2"), promotion(CartOff(AmountReward(25)), "1")).total == 202


def test_an_exclusive_cart_level_promotion_is_alone_there() -> None:
    alone = promotion(CartOff(TENTH), "alone", priority=1, exclusive=True)
    other = promotion(CartOff(AmountReward(40)), "other")
    assert price(cart(A, B), alone, other).total == 225
    late = promotion(CartOff(TENTH), "late", priority=-1, exclusive=True)
    assert price(cart(A, B), other, late).total == 210  # something came first: it does not apply


def test_units_of_an_exclusive_promotion_stand_apart_from_the_cart() -> None:
    # One of two A at half price, exclusive: 50. The other A and B make 150, of which 20 % come off.
    special = promotion(EachOff(goods("A"), HALF), "special", exclusive=True, caps=Caps(units=1))
    priced = price(cart(A, B), special, promotion(CartOff(FIFTH), "cart"))
    assert amounts(priced) == [130, 40]
    tiers = Tiers(ALL_GOODS, Measure.AMOUNT, (Tier(151, AmountReward(30)),), Level.CART)
    assert price(cart(A, B), special, promotion(tiers, "tiers")).total == 200  # 150 is what it may count


def test_best_of_a_group() -> None:
    some = [
        promotion(EachOff(goods("A"), TENTH), "a", group="g", priority=5),
        promotion(BuyGet(goods("A"), 1, 1, HALF), "b", group="g"),
        promotion(EachOff(goods("A"), AmountReward(25)), "c", group="g"),
    ]
    assert [one.rule_id for one in price(cart(A), *some).applied] == ["b"]  # 20, 50, 50: of equals by id


def test_a_group_may_mix_levels() -> None:
    item = promotion(EachOff(goods("A"), TENTH), "item", group="g")
    whole = promotion(CartOff(AmountReward(60)), "whole", group="g")
    assert [one.rule_id for one in price(cart(A), item, whole).applied] == ["whole"]
    assert [one.rule_id for one in price(cart(line("A", 9, 100)), item, whole).applied] == ["item"]


# --- conditions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minimum", "applies"),
    [
        (Minimum(250), True),
        (Minimum(251), False),
        (Minimum(230, Counted.AFTER), True),
        (Minimum(231, Counted.AFTER), False),
        (Minimum(50, Counted.BEFORE, Over.GOODS), True),
        (Minimum(51, Counted.BEFORE, Over.GOODS), False),
    ],
)
def test_minimum_spend(minimum: Minimum, applies: bool) -> None:
    first = promotion(EachOff(goods("A"), TENTH), "first", priority=1)  # 20 off 200
    rule = promotion(EachOff(goods("B"), AmountReward(10)), "rule", minimum=minimum)
    assert price(cart(A, B), first, rule).total == (220 if applies else 230)


def test_minimum_spend_over_the_goods_after_reductions() -> None:
    minimum = Minimum(181, Counted.AFTER, Over.GOODS)
    first = promotion(EachOff(goods("A"), TENTH), "first")
    rule = promotion(CartOff(AmountReward(50), goods("A")), "rule", minimum=minimum)
    assert price(cart(A, B), first, rule).total == 230
    assert price(cart(A, B), rule).total == 200


def test_a_coupon_unlocks_and_is_spent() -> None:
    rule = promotion(CartOff(AmountReward(50)), coupon="SUMMER")
    assert price(cart(A, B), rule).total == 250
    for coupons in (("SUMMER",), ("SUMMER/0193", "SUMMER/0200")):
        priced = price(cart(A, B, coupons=coupons), rule)
        assert (priced.total, priced.coupons) == (200, (UsedCoupon(coupons[0], "p"),))
    assert price(cart(A, B, coupons=("SUMMERTIME", "WINTER")), rule).total == 250


def test_each_coupon_once() -> None:
    rule = promotion(CartOff(AmountReward(50)), coupon="S", once_per_coupon=True)
    priced = price(cart(A, B, coupons=("S/2", "S/1", "S/2")), rule)
    assert (priced.total, priced.applied[0].applications) == (150, 2)
    assert [one.coupon for one in priced.coupons] == ["S/1", "S/2"]
    free = promotion(EachOff(goods("A"), FREE), coupon="S", once_per_coupon=True)  # one free A for each coupon
    assert price(cart(A, B, coupons=("S/1",)), free).total == 150


def test_a_coupon_that_gives_nothing_is_not_spent() -> None:
    assert price(cart(B, coupons=("S",)), promotion(EachOff(goods("A"), HALF), coupon="S")).coupons == ()


def test_caps() -> None:
    many = cart(line("A", 7, 100))
    second = BuyGet(goods("A"), 1, 1, HALF)
    assert price(many, promotion(second)).reduction == 150
    assert price(many, promotion(second, caps=Caps(applications=2))).reduction == 100
    assert price(many, promotion(second, caps=Caps(units=1))).reduction == 50
    assert price(many, promotion(second, caps=Caps(reduction=70))).reduction == 70
    assert price(many, promotion(EachOff(goods("A"), TENTH), caps=Caps(units=4))).reduction == 40
    three = Bundle((BundleGroup(ALL_GOODS, 3),), PriceReward(Price(250)))
    assert price(many, promotion(three, caps=Caps(units=5))).reduction == 50
    assert price(cart(A, B), promotion(CartOff(HALF), caps=Caps(reduction=100))).total == 150


def test_capped_units_are_the_dearest() -> None:
    rule = promotion(EachOff(ALL_GOODS, HALF), caps=Caps(units=1))
    assert amounts(price(cart(B, line("C", 1, 99), A), rule)) == [50, 99, 150]


# --- by hand -----------------------------------------------------------------------------------------------------


def test_an_override_is_explained_and_takes_no_part_unless_told() -> None:
    changed = line("A", 2, 100, override=Override(Price(80), "price match"))
    rule = EachOff(goods("A"), TENTH)
    priced = price(cart(changed), promotion(rule))
    one = priced.lines[0]
    assert (one.listed_amount, one.amount) == (200, 160)
    assert [(r.rule_id, r.kind, r.amount, r.name) for r in one.reductions] == [
        ("override", ReductionKind.OVERRIDE, 40, "price match")
    ]
    assert price(cart(changed), promotion(rule, on_overridden=True)).total == 144
    assert price(cart(changed), promotion(CartOff(TENTH))).total == 144  # cart level takes all goods


def test_an_override_may_raise_the_price() -> None:
    priced = price(cart(line("A", 1, 100, override=Override(Price(120), "gift box"))))
    assert (priced.listed, priced.reduction, priced.total) == (100, -20, 120)


def test_manual_discount_comes_between_item_and_cart_level() -> None:
    # 200 - 20 (item) = 180; 10 % by hand = 18; 162 and B 50: 212, of it 25 % = 53.
    what = cart(line("A", 2, 100, discount=percent(100_000)), B)
    tenth, quarter = promotion(EachOff(goods("A"), TENTH), "t"), promotion(CartOff(PercentReward(250_000)), "q")
    priced = price(what, tenth, quarter)
    kinds = [reduction.kind for reduction in priced.lines[0].reductions]
    assert kinds == [ReductionKind.ITEM, ReductionKind.DISCOUNT, ReductionKind.CART]
    assert priced.total == 159
    without = promotion(EachOff(goods("A"), TENTH), "t", on_discounted=False)
    assert price(what, without).total == 230


def test_a_discount_stops_at_zero() -> None:
    assert price(cart(line("A", 2, 100, discount=amount(500)))).total == 0


def test_the_manual_cart_discount_is_last_and_over_all() -> None:
    special = promotion(EachOff(goods("A"), HALF), "special", exclusive=True)
    whole = promotion(CartOff(AmountReward(10)), "whole")
    priced = price(cart(A, B, discount=percent(500_000)), special, whole)
    assert amounts(priced) == [50, 20]
    assert price(cart(A, B, discount=amount(1_000))).total == 0


def test_gifts_take_no_part() -> None:
    gift = line("gift", 1, 0)
    priced = price(cart(A, gift), promotion(BuyGet(ALL_GOODS, 2, 1, FREE)))
    assert (amounts(priced), taken(priced)) == ([200, 0], [0, 0])


# --- tax, price bases, hints -------------------------------------------------------------------------------------


def test_tax_contained_and_on_top() -> None:
    tenth = promotion(CartOff(TENTH))
    contained = price(cart(A, B), tenth, tax=TAX)
    # 225 / 1.05 = 214.29: 11 of tax, shared 180:45 = 8.8 and 2.2.
    assert [(one.paid, one.tax) for one in contained.lines] == [(180, 9), (45, 2)]
    on_top = TaxRule(TaxMode.EXCLUSIVE, TaxRounding.LINE, {"standard": 50_000})
    added = price(cart(A, B), tenth, tax=on_top)
    assert [(one.amount, one.tax, one.paid) for one in added.lines] == [(180, 9, 189), (45, 2, 47)]
    assert added.total == 236


def test_tax_by_class() -> None:
    rule = TaxRule(rates_ppm={"standard": 50_000, "zero": 0})
    priced = price(cart(A, line("Z", 1, 30, tax_class="zero")), tax=rule)
    assert [(one.tax_class, one.net, one.tax, one.paid) for one in priced.taxes] == [
        ("standard", 190, 10, 200),
        ("zero", 30, 0, 30),
    ]


def test_a_price_finer_than_the_minor_unit() -> None:
    # A tenth of a cent each: 250 screws cost 25. Of every 3 one is free: 83, the last ones of the first 249, which
    # cost what the first 249 cost (24.9: 25) less what the first 166 do (16.6: 17).
    priced = price(cart(line("screw", 250, 1, basis=10_000)), promotion(BuyGet(ALL_GOODS, 2, 1, FREE)))
    assert (priced.listed, priced.total, taken(priced)) == (25, 17, [249])


def test_hints_say_what_to_add() -> None:
    second = promotion(BuyGet(goods("B"), 1, 1, HALF), "second")
    thousand = promotion(Tiers(ALL_GOODS, Measure.AMOUNT, (Tier(400, AmountReward(50)),), Level.CART), "spend")
    far = promotion(Bundle((BundleGroup(goods("B"), 3),), PriceReward(Price(100))), "far")
    priced = price(cart(A, B), second, thousand, far)
    assert priced.hints == (Hint("second", "name of second", units=1), Hint("spend", "name of spend", amount=150))
    three = promotion(Tiers(goods("A"), Measure.QUANTITY, (Tier(2, TENTH), Tier(3, FIFTH))), "three")
    assert price(cart(A), three).hints == (Hint("three", "name of three", units=1),)
    least = promotion(CartOff(TENTH), "least", minimum=Minimum(300))
    assert price(cart(A, B), least).hints == (Hint("least", "name of least", amount=50),)
