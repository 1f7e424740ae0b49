"""What holds of every priced cart, whatever lies in it and whatever promotions there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cart import Cart
from app.domain.errors import UserError
from app.domain.money import GBP
from app.domain.offer import ALL_GOODS, CartOff, EachOff, Level, PercentReward
from app.domain.pricing import PricedCart, PromotionBook, ReductionKind, price_cart
from app.domain.promotion import Promotion, Window
from app.domain.quantity import Unit
from app.domain.refund import LineState, refund_share
from app.domain.tax import TaxMode, TaxRule
from tests.unit.pricing_cases import (
    FREE_OF_TAX,
    NOW,
    TAX,
    ZONE,
    any_rules,
    cart,
    cart_rules,
    carts,
    goods,
    item_rules,
    line,
    price,
    promotion,
    promotions,
    tax_rules,
)

odd_carts = st.one_of(carts(), carts(odd_basis=True))


def lines_explain_themselves(what: Cart, priced: PricedCart) -> None:
    for bought, one in zip(what.lines, priced.lines, strict=True):
        assert one.line_id == bought.line_id
        assert one.listed_amount == bought.listed.amount(bought.quantity.milli)
        assert one.listed_amount - sum(reduction.amount for reduction in one.reductions) == one.amount


def lines_sum_to_the_total(priced: PricedCart, tax: TaxRule) -> None:
    for one in priced.lines:
        assert one.paid == one.amount + (one.tax if tax.mode is TaxMode.EXCLUSIVE else 0)
    assert sum(one.paid for one in priced.lines) == priced.total == sum(tax.paid for tax in priced.taxes)
    assert priced.listed - priced.reduction == sum(one.amount for one in priced.lines)
    assert priced.tax == sum(one.tax for one in priced.lines) == sum(tax.tax for tax in priced.taxes)
    assert all(tax.net + tax.tax == tax.paid for tax in priced.taxes)


def nothing_is_below_zero(priced: PricedCart) -> None:
    for one in priced.lines:
        assert min(one.amount, one.tax, one.paid) >= 0
        for reduction in one.reductions:
            assert reduction.amount > 0 or reduction.kind is ReductionKind.OVERRIDE
    assert priced.total >= 0


def a_unit_is_used_once(what: Cart, some: list[Promotion], priced: PricedCart) -> None:
    item_level = {one.id for one in some if one.level is Level.ITEM}
    for bought, one in zip(what.lines, priced.lines, strict=True):
        used = Counter()
        for part in one.taken:
            assert part.rule_id in item_level
            assert part.units > 0
            used[part.rule_id] += part.units
        assert used.total() <= (bought.quantity.pieces if bought.quantity.unit is Unit.PIECE else 1)
        for reduction in one.reductions:
            if reduction.kind is ReductionKind.ITEM:
                assert 0 < reduction.units <= used[reduction.rule_id]


def caps_hold(what: Cart, some: list[Promotion], priced: PricedCart) -> None:
    by_id = {one.id: one for one in some}
    off, units = Counter(), Counter()
    for one in priced.lines:
        for reduction in one.reductions:
            if reduction.kind in (ReductionKind.ITEM, ReductionKind.CART):
                off[reduction.rule_id] += reduction.amount
                units[reduction.rule_id] += reduction.units
    for one in priced.applied:
        rule, caps = by_id[one.rule_id], by_id[one.rule_id].caps
        assert off[rule.id] == one.amount <= (caps.reduction or one.amount)
        assert one.applications <= (caps.applications or one.applications)
        if rule.level is Level.ITEM and caps.units is not None:
            assert units[rule.id] <= caps.units
        if rule.once_per_coupon:
            assert one.applications <= len(rule.coupons_among(what.coupons))


def at_most_one_of_a_group_applies(some: list[Promotion], priced: PricedCart) -> None:
    groups = {one.id: one.group for one in some}
    applied = Counter(groups[one.rule_id] for one in priced.applied)
    assert all(count == 1 for group, count in applied.items() if group)


def all_holds(what: Cart, some: list[Promotion], tax: TaxRule) -> None:
    """One drawing for all of these, since drawing is what takes the time."""
    priced = price(what, *some, tax=tax)
    lines_explain_themselves(what, priced)
    lines_sum_to_the_total(priced, tax)
    nothing_is_below_zero(priced)
    a_unit_is_used_once(what, some, priced)
    caps_hold(what, some, priced)
    at_most_one_of_a_group_applies(some, priced)


@given(odd_carts, promotions(), tax_rules)
def test_of_every_cart(what: Cart, some: list[Promotion], tax: TaxRule) -> None:
    all_holds(what, some, tax)


@pytest.mark.bench
@given(odd_carts, promotions(), tax_rules)
def test_of_thousands_of_carts(what: Cart, some: list[Promotion], tax: TaxRule) -> None:
    all_holds(what, some, tax)


def _as_sold(what: Cart, priced: PricedCart) -> Counter:
    return Counter(
        (replace(bought, line_id=0), one.amount, one.tax, one.paid, one.reductions, one.taken)
        for bought, one in zip(what.lines, priced.lines, strict=True)
    )


@given(odd_carts, promotions(), tax_rules, st.data())
def test_the_order_of_scanning_does_not_matter(
    what: Cart, some: list[Promotion], tax: TaxRule, data: st.DataObject
) -> None:
    other = replace(cart(*data.draw(st.permutations(what.lines))), **_beside_lines(what))
    first, second = price(what, *some, tax=tax), price(other, *data.draw(st.permutations(some)), tax=tax)
    assert first.total == second.total
    assert (first.applied, first.coupons, first.hints) == (second.applied, second.coupons, second.hints)
    assert _as_sold(what, first) == _as_sold(other, second)


def _beside_lines(what: Cart) -> dict:
    return {"member": what.member, "coupons": what.coupons, "discount": what.discount}


strangers = st.sampled_from(
    [
        {"rule": EachOff(goods("none of these"), PercentReward(500_000))},
        {"rule": CartOff(PercentReward(500_000), goods(categories=("baker", "bakery/brea")))},
        {"rule": CartOff(PercentReward(500_000)), "coupon": "none"},
        {"rule": CartOff(PercentReward(500_000)), "currency": GBP},
        {"rule": EachOff(ALL_GOODS, PercentReward(500_000)), "members": frozenset({"platinum"})},
        {"rule": EachOff(ALL_GOODS, PercentReward(500_000)), "window": Window(weekdays=frozenset({2}))},
    ]
)


@given(carts(), promotions(), strangers, st.integers(-5, 5), st.sampled_from([None, "g", "h"]))
def test_a_promotion_that_cannot_match_changes_nothing(
    what: Cart, some: list[Promotion], stranger: dict, priority: int, group: str | None
) -> None:
    more = promotion(**stranger, name="0", priority=priority, group=group, exclusive=True)
    assert price(what, *some, more, tax=FREE_OF_TAX) == price(what, *some, tax=FREE_OF_TAX)


@given(st.lists(carts(), min_size=2, max_size=3), promotions())
def test_a_book_that_was_used_answers_as_a_new_one(several: list[Cart], some: list[Promotion]) -> None:
    book = PromotionBook(some)
    for what in [*several, *several]:
        assert price_cart(what, book, FREE_OF_TAX, NOW, zone=ZONE) == price(what, *some, tax=FREE_OF_TAX)


@given(carts(), st.one_of(promotions(item_rules), promotions(cart_rules)))
def test_of_a_group_the_one_that_gives_most_applies(what: Cart, some: list[Promotion]) -> None:
    alone = [price(what, replace(one, group=None), tax=FREE_OF_TAX) for one in some]
    together = price(what, *(replace(one, group="one of these") for one in some), tax=FREE_OF_TAX)
    best = max(
        zip(some, alone, strict=True),
        key=lambda pair: (sum(one.amount for one in pair[1].applied), pair[0].priority, [-ord(pair[0].id[1])]),
    )[1]
    assert together.applied == best.applied
    assert together.lines == best.lines


@given(odd_carts, promotions(), tax_rules, st.data())
def test_returns_mirror_the_sale(what: Cart, some: list[Promotion], tax: TaxRule, data: st.DataObject) -> None:
    """Every line in any number of parts, in any order: exactly what was paid comes back, tax included."""
    priced = price(what, *some, tax=tax)
    states = {one.line_id: LineState(one.quantity.milli, one.paid, one.tax) for one in priced.lines}
    refunded = refunded_tax = 0
    while any(state.remaining_milli for state in states.values()):
        place = data.draw(st.sampled_from([place for place, state in states.items() if state.remaining_milli]))
        state = states[place]
        milli = data.draw(st.integers(1, 4)) * state.quantity_milli // 4 or 1
        milli = min(milli // 1000 * 1000 or state.remaining_milli, state.remaining_milli)
        back, back_tax = refund_share(state, milli)
        assert back >= 0
        assert back_tax >= 0
        states[place] = replace(
            state,
            returned_milli=state.returned_milli + milli,
            refunded=state.refunded + back,
            refunded_tax=state.refunded_tax + back_tax,
        )
        refunded, refunded_tax = refunded + back, refunded_tax + back_tax
        assert refunded <= priced.total
    assert (refunded, refunded_tax) == (priced.total, priced.tax)


@given(st.lists(any_rules, min_size=1, max_size=4), st.integers(1, 10**4))
def test_huge_quantities_are_runs(rules: list, count: int) -> None:
    some = [promotion(rule, f"p{number}") for number, rule in enumerate(rules)]
    priced = price(cart(line("A", 74_215 * count, 12, "bakery/bread"), line("B", count, 7, "drink")), *some)
    assert all(0 <= one.amount <= one.listed_amount for one in priced.lines)


def test_an_empty_cart_costs_nothing() -> None:
    priced = price(cart(), promotion(CartOff(PercentReward(500_000))), tax=TAX)
    assert (priced.lines, priced.total, priced.applied, priced.taxes) == ((), 0, (), ())


def test_an_unknown_tax_class_is_named() -> None:
    with pytest.raises(UserError, match=r"tax\.unknown_class"):
        price(cart(line("A", 1, 10, tax_class="none")), tax=TAX)


def test_an_id_stands_for_one_promotion() -> None:
    twice = [promotion(CartOff(PercentReward(500_000)), "p")] * 2
    with pytest.raises(UserError, match=r"promotion\.duplicate_id"):
        PromotionBook(twice)
