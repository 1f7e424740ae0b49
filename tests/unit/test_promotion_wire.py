"""A promotion's JSON: read strictly, kept aside when a newer version wrote it, refused with place and reason."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from app.contract.promotion import KeptAside, PromotionRule, read_promotion
from app.domain.errors import UserError
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
    Tier,
    Tiers,
)
from app.domain.promotion import Caps, Hours, Minimum, Over, Promotion
from app.domain.quantity import Price
from app.services.promotion import stored_promotion
from tests.unit.pricing_cases import goods

PERCENT = {"kind": "percent_off", "off_ppm": 100_000}


def rule(form: dict, **more) -> str:
    return json.dumps({"id": "p", "name": "P", "currency": "TWD", "rule": form} | more)


@pytest.mark.parametrize(
    ("form", "means"),
    [
        (PERCENT, EachOff(Goods(), PercentReward(100_000))),
        (PERCENT | {"level": "cart"}, CartOff(PercentReward(100_000))),
        (
            {"kind": "amount_off", "off_minor": 5, "goods": {"skus": ["A"], "not_tags": ["x"]}},
            EachOff(Goods(frozenset("A"), not_tags=frozenset("x")), AmountReward(5)),
        ),
        ({"kind": "amount_off", "off_minor": 5, "level": "cart"}, CartOff(AmountReward(5))),
        (
            {"kind": "fixed_price", "goods": {"skus": ["A"]}, "price": {"minor": 9, "per_milli": 100}},
            EachOff(goods("A"), PriceReward(Price(9, 100))),
        ),
        (
            {"kind": "price_list", "prices": {"A": 7, "B": {"minor": 0}}},
            PriceList({"A": Price(7), "B": Price(0)}),
        ),
        (
            {"kind": "buy_get", "buy": {"skus": ["A"], "count": 2}, "get_count": 1, "reward": {"off_ppm": 1_000_000},
             "same_sku": True},
            BuyGet(goods("A"), 2, 1, PercentReward(1_000_000), same_sku=True),
        ),
        (
            {"kind": "buy_get", "buy": {"count": 1}, "get_count": 1, "get_goods": {"skus": ["B"]}, "give": "dearest",
             "reward": {"price": 19}},
            BuyGet(Goods(), 1, 1, PriceReward(Price(19)), goods("B"), dearest=True),
        ),
        (
            {"kind": "n_for_price", "goods": {"skus": ["A"]}, "count": 3, "price_minor": 99, "same_sku": True},
            Bundle((BundleGroup(goods("A"), 3),), PriceReward(Price(99)), same_sku=True),
        ),
        (
            {"kind": "mix_match", "groups": [{"skus": ["A"], "count": 1}, {"tags": ["t"], "count": 2}],
             "reward": {"price_minor": 0}},
            Bundle((BundleGroup(goods("A"), 1), BundleGroup(goods(tags=("t",)), 2)), PriceReward(Price(0))),
        ),
        (
            {"kind": "tiers", "measure": "amount", "level": "cart", "repeat": True, "counted": "before",
             "tiers": [{"at_least": 100, "reward": {"off_minor": 10}}]},
            Tiers(
                Goods(), Measure.AMOUNT, (Tier(100, AmountReward(10)),), Level.CART, repeat=True,
                counted=Counted.BEFORE,
            ),
        ),
    ],
)  # fmt: skip
def test_each_kind_is_converted(form: dict, means: object) -> None:
    promotion = stored_promotion(rule(form))
    assert promotion is not None
    assert promotion.rule == means
    assert promotion.currency == TWD


def test_the_terms_are_converted() -> None:
    text = rule(
        PERCENT,
        schema=1,
        priority=-3,
        group="g",
        exclusive=True,
        when={"from_on": "2026-11-01", "weekdays": [5], "hours": [{"start": "22:00", "end": "24:00"}]},
        members={"tiers": ["gold"]},
        coupon={"code": "S", "once_each": True},
        minimum={"minor": 5, "counted": "after", "over": "goods"},
        caps={"applications": 1, "units": 2, "reduction": 3},
        on_overridden=True,
        on_discounted=False,
    )
    one = stored_promotion(text)
    assert one is not None
    assert (one.priority, one.group, one.exclusive, one.members) == (-3, "g", True, frozenset({"gold"}))
    assert (one.coupon, one.once_per_coupon) == ("S", True)
    assert one.minimum == Minimum(5, Counted.AFTER, Over.GOODS)
    assert one.caps == Caps(1, 2, 3)
    assert (one.on_overridden, one.on_discounted) == (True, False)
    assert str(one.window.from_on) == "2026-11-01"
    assert [(hours.start.hour, hours.end.hour) for hours in one.window.hours] == [(22, 0)]
    assert isinstance(one.window.hours[0], Hours)


def test_what_is_left_out_means_the_usual() -> None:
    one = stored_promotion(json.dumps({"id": "p", "name": "P", "rule": PERCENT}))
    assert one == Promotion("p", "P", EachOff(Goods(), PercentReward(100_000)))
    assert stored_promotion(rule(PERCENT, members={})).members == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        rule({"kind": "lucky_draw", "odds": 0.5}),
        rule(PERCENT, schema=2, phase_of_the_moon="full"),
        rule({"kind": "percent_off", "off_ppm": "a tenth"}, schema=7),
        json.dumps({"id": 5, "rule": {"kind": "unheard of"}}),
    ],
)
def test_what_a_newer_version_wrote_is_kept_aside_whole(text: str) -> None:
    kept = read_promotion(text)
    assert isinstance(kept, KeptAside)
    assert kept.raw == text
    assert stored_promotion(text) is None


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("{", "", "Expecting property name"),
        ("[]", "", "Input should be an object"),
        (rule(PERCENT, colour="red"), "colour", "Extra inputs"),
        (rule(PERCENT | {"ofF_ppm": 1}), "rule.ofF_ppm", "Extra inputs"),
        (rule({"kind": "percent_off", "off_ppm": 0.1}), "rule.off_ppm", "valid integer"),
        (rule({"kind": "percent_off", "off_ppm": 1_000_001}), "rule.off_ppm", "less than or equal"),
        (rule({"off_ppm": 1}), "rule", "Unable to extract tag"),
        (rule({"kind": "amount_off", "off_minor": 5}, currency=None), "", "amounts need a currency"),
        (rule(PERCENT, currency=None, minimum={"minor": 5}), "", "amounts need a currency"),
        (rule(PERCENT, currency="XXX"), "", "money.unknown_currency"),
        (rule(PERCENT, when={"hours": [{"start": "25:00", "end": "02:00"}]}), "when.hours[0].start", "pattern"),
        (rule(PERCENT, when={"from_on": "2026-02-30"}), "when.from_on", "date"),
        (
            rule({"kind": "tiers", "measure": "quantity", "tiers": [{"at_least": 0, "reward": {"off_ppm": 5}}]}),
            "rule.tiers[0].at_least",
            "greater than or equal to 1",
        ),
        (
            rule({"kind": "tiers", "measure": "quantity", "tiers": [{"at_least": 1, "reward": {}}]}),
            "rule.tiers[0].reward",
            "exactly one of off_ppm, off_minor, price",
        ),
        (
            rule({"kind": "tiers", "measure": "amount", "repeat": True,
                  "tiers": [{"at_least": 1, "reward": {"off_ppm": 5}}]}),
            "",
            "repeat",
        ),
        (rule({"kind": "mix_match", "groups": [], "reward": {"off_ppm": 5}}), "rule.groups", "at least 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(text: str, where: str, why: str) -> None:
    with pytest.raises(UserError) as caught:
        stored_promotion(text)
    assert caught.value.code == "promotion.unreadable"
    assert caught.value.params["at"] == where
    assert why in str(caught.value.params["reason"])
    assert "\n" not in str(caught.value)


def test_a_rule_is_frozen_and_reads_what_it_writes() -> None:
    form = read_promotion(rule({"kind": "buy_get", "buy": {"count": 1}, "get_count": 1, "reward": {"price": 5}}))
    assert isinstance(form, PromotionRule)
    assert read_promotion(form.model_dump_json(by_alias=True, exclude_unset=True)) == form
    with pytest.raises(ValidationError):
        form.id = "other"
