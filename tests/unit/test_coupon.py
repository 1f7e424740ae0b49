"""Coupons by their rules: where and when they count, what may be taken in offline, what each took off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.campaign import DAY, Campaign, Issue, Offline
from app.domain.coupon import Basis, CouponHold, Proof, Tally, plain_code, why_not_offline
from app.domain.money import TWD
from app.domain.offer import AmountReward, CartOff
from app.domain.pricing import Reduction, ReductionKind
from app.domain.promotion import Promotion
from app.domain.quantity import Price, pieces
from app.domain.sale import Reduced, SoldLine, Ticket
from app.services.coupon import amounts_of

BOUNDED = Campaign("c", "x", "S", offline=Offline.BOUNDED, offline_count=3, offline_amount=100)


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ({}, ""),
        ({"starts_at": 11}, "not_yet"),
        ({"starts_at": 10}, ""),
        ({"ends_at": 11}, ""),
        ({"ends_at": 10}, "over"),
        ({"stores": frozenset({"S02"})}, "other_store"),
        ({"stores": frozenset({"S01", "S02"})}, ""),
        ({"channels": frozenset({"online"})}, "other_channel"),
        ({"channels": frozenset({"online", "store"})}, ""),
    ],
)
def test_a_campaign_counts_where_and_when_it_says(terms, reason) -> None:
    assert Campaign("c", "x", "S", **terms).why_not("S01", 10) == reason


@given(st.text(max_size=12))
def test_a_shared_campaign_has_its_code_alone_and_any_other_what_follows_it(text) -> None:
    assert Campaign("c", "x", "S", shared=True).has(text) == (text == "S")
    assert Campaign("c", "x", "S").has(text) == text.startswith("S/")


def test_a_printed_coupon_ends_with_its_days_or_its_campaign() -> None:
    assert Issue(1, 30).ends_at(5, None) == 5 + 30 * DAY
    assert Issue(1, 30).ends_at(5, 40) == 40


@given(st.lists(st.integers(0, 80), max_size=8))
def test_however_many_come_offline_no_terminal_takes_in_more_than_its_bounds(amounts) -> None:
    taken = Tally()
    for amount in amounts:
        if not why_not_offline(BOUNDED, Proof.KNOWN, taken, amount):
            taken = Tally(taken.count + 1, taken.amount + amount)
    assert taken.count <= 3
    assert taken.amount <= 100


@given(st.sampled_from(Offline), st.sampled_from(Proof), st.integers(0, 9), st.integers(0, 200))
def test_nothing_unproven_or_denied_is_ever_taken_in(offline, proof, count, amount) -> None:
    campaign = Campaign("c", "x", "S", offline=offline, offline_count=3, offline_amount=100)
    if not why_not_offline(campaign, proof, Tally(count, amount), 1):
        assert (offline is not Offline.DENIED, proof is not Proof.NONE) == (True, True)
        assert offline is Offline.ALLOWED or (count < 3 and amount < 100)


@given(st.text())
def test_any_text_is_a_code_or_none(text) -> None:
    code = plain_code(text)
    assert code == plain_code(code)
    assert code.isprintable()
    assert len(code) <= 200


def test_full_width_characters_are_plain_ones() -> None:
    assert plain_code("　ＳＵＭＭＥＲ／1\n") == "SUMMER/1"


def line(number: int, off: int) -> SoldLine:
    reduction = Reduction("r", "x", ReductionKind.CART, off, 1)
    return SoldLine(
        number, "A", "A", "A", "", pieces(1), Price(1_000), 1_000, (Reduced(reduction, None),), "standard", 0, 0,
        1_000 - off,
    )  # fmt: skip


@given(st.lists(st.integers(0, 900), min_size=1, max_size=5), st.integers(1, 4))
def test_what_coupons_took_off_sums_to_what_came_off(offs, count) -> None:
    codes = tuple(f"S/{place}" for place in range(count))
    lines = tuple(line(*one) for one in enumerate(offs, 1))
    ticket = Ticket("s", TWD, lines, (), (), -sum(one.paid for one in lines), None, codes)
    rule = Promotion("r", "x", CartOff(AmountReward(1)), TWD, coupon="S", once_per_coupon=True)
    found = amounts_of(ticket, [rule])
    assert sum(found.values()) == sum(offs)
    assert max(found.values()) - min(found.values()) <= 1


def test_a_hold_begins_as_a_question() -> None:
    assert CouponHold("S/1", "h").basis is Basis.ASKING
