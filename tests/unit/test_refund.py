from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserError
from app.domain.money import currency
from app.domain.payment import given_otherwise, next_entry
from app.domain.pricing import Reduction, ReductionKind
from app.domain.quantity import Price, pieces
from app.domain.refund import LineState, WayBack, break_up, refund_share, ways_back
from app.domain.sale import Reduced, SoldLine
from app.domain.tender import Payment, Tender, TenderKind


def _after(state, milli):
    refund, tax = refund_share(state, milli)
    return (
        refund,
        tax,
        replace(
            state,
            returned_milli=state.returned_milli + milli,
            refunded=state.refunded + refund,
            refunded_tax=state.refunded_tax + tax,
        ),
    )


@st.composite
def lines(draw):
    """A sold line and an order in which all of it comes back."""
    parts = draw(st.lists(st.integers(1, 5_000), min_size=1, max_size=12))
    paid = draw(st.integers(0, 10**9))
    tax = draw(st.integers(0, paid))
    return LineState(sum(parts), paid, tax), draw(st.permutations(parts))


@given(lines())
def test_the_parts_give_back_exactly_what_was_paid(line):
    state, parts = line
    for milli in parts:
        exact = state.paid * milli
        refund, tax, state = _after(state, milli)
        assert refund >= 0
        assert tax >= 0
        assert abs(refund * state.quantity_milli - exact) <= state.quantity_milli  # no part is off by more than one
    assert (state.refunded, state.refunded_tax, state.remaining_milli) == (state.paid, state.tax, 0)


@given(lines())
def test_whatever_the_order_the_same_came_back_so_far(line):
    state, parts = line
    together, _, _ = _after(state, sum(parts[:-1]) or 1)
    for milli in parts[:-1]:
        _, _, state = _after(state, milli)
    assert len(parts) == 1 or state.refunded == together


@pytest.mark.parametrize("milli", [0, -1, 2_001])
def test_no_more_comes_back_than_remains(milli):
    state = LineState(3_000, 100, 5, returned_milli=1_000, refunded=33, refunded_tax=2)
    with pytest.raises(UserError) as refused:
        refund_share(state, milli)
    assert refused.value.code == "return.more_than_remains"
    assert refused.value.params == {"remaining_milli": 2_000, "asked_milli": milli}


def test_three_for_a_hundred_come_back_one_by_one():
    state, given_back = LineState(3_000, 100, 5), []
    for _ in range(3):
        refund, tax, state = _after(state, 1_000)
        given_back.append((refund, tax))
    assert given_back == [(33, 2), (34, 1), (33, 2)]


def paid(kind: TenderKind, minor: int, reference: str = "") -> Tender:
    return Tender(f"{kind.value}{reference}", kind, minor, minor, reference)


ALL = tuple(TenderKind)
MIXED = (paid(TenderKind.CASH, 545), paid(TenderKind.CARD, 300, "A1"), paid(TenderKind.GIFT_CARD, 200, "7731"))


def test_money_goes_back_to_what_was_paid_with_credit_first():
    assert ways_back(150, MIXED, {}, ALL) == (WayBack(TenderKind.GIFT_CARD, 150, "7731"),)
    assert ways_back(1_045, MIXED, {}, ALL) == (
        WayBack(TenderKind.GIFT_CARD, 200, "7731"),
        WayBack(TenderKind.CARD, 300, "A1"),
        WayBack(TenderKind.CASH, 545),
    )
    assert ways_back(0, MIXED, {}, ALL) == ()


def test_what_went_back_before_does_not_go_back_again():
    given = {TenderKind.GIFT_CARD: 200, TenderKind.CARD: 100}
    assert ways_back(400, MIXED, given, ALL) == (WayBack(TenderKind.CARD, 200, "A1"), WayBack(TenderKind.CASH, 200))


def test_of_two_cards_each_gets_its_own():
    cards = (paid(TenderKind.CARD, 100, "A1"), paid(TenderKind.CARD, 50, "B2"))
    assert ways_back(120, cards, {}, ALL) == (WayBack(TenderKind.CARD, 100, "A1"), WayBack(TenderKind.CARD, 20, "B2"))
    assert ways_back(120, cards, {TenderKind.CARD: 110}, ALL) == (
        WayBack(TenderKind.CARD, 40, "B2"),
        WayBack(TenderKind.CASH, 80),
    )


def test_what_nobody_can_give_back_here_goes_back_in_cash():
    here = (TenderKind.CASH, TenderKind.CARD)
    assert ways_back(400, MIXED, {}, here) == (WayBack(TenderKind.CARD, 300, "A1"), WayBack(TenderKind.CASH, 100))


def test_what_was_paid_online_is_no_cash_of_the_drawers():
    online = (paid(TenderKind.PREPAID, 100), paid(TenderKind.CASH, 50))
    ways = ways_back(150, online, {}, (TenderKind.CASH, TenderKind.CARD))
    assert ways == (WayBack(TenderKind.PREPAID, 100), WayBack(TenderKind.CASH, 50))
    due = Payment(-150, currency("TWD"))
    assert next_entry(due, ways).kind is TenderKind.CASH
    assert given_otherwise(due.with_cash("t", -150), ways) == 100


@given(
    st.lists(st.tuples(st.sampled_from(ALL), st.integers(1, 999)), max_size=6),
    st.integers(0, 3_000),
    st.dictionaries(st.sampled_from(ALL), st.integers(0, 999)),
    st.sets(st.sampled_from(ALL)),
)
def test_the_ways_sum_to_what_is_due_and_none_gets_more_than_it_paid(tenders, due, given_back, kinds):
    paid_with = [paid(kind, minor, str(place)) for place, (kind, minor) in enumerate(tenders)]
    ways = ways_back(due, paid_with, given_back, kinds)
    assert sum(way.minor for way in ways) == due
    assert all(way.minor > 0 for way in ways)
    for kind in set(ALL) - {TenderKind.CASH}:
        most = sum(one.amount for one in paid_with if one.kind is kind) - given_back.get(kind, 0)
        is_way = kind in kinds or kind is TenderKind.PREPAID
        assert sum(way.minor for way in ways if way.kind is kind) <= max(0, most if is_way else 0)


@given(st.integers(1, 9), st.integers(0, 500), st.integers(0, 99), st.booleans(), st.data())
def test_a_refund_is_its_price_less_shares_that_sum_to_what_came_off(count, listed, off, contained, data):
    off = min(off, listed * count)
    tax = 0 if contained else (listed * count - off) // 20
    reductions = tuple(
        Reduced(Reduction("P", "less", kind, minor, count))
        for kind, minor in ((ReductionKind.CART, off), (ReductionKind.ITEM, 0))
    )
    whole = listed * count - off + tax
    sold = SoldLine(
        1, "A", "a", "A", "", pieces(count), Price(listed), listed * count, reductions, "standard", 50_000, tax, whole
    )
    state, shares, gross = LineState(count * 1_000, whole, tax), 0, 0
    while state.remaining_milli:
        milli = data.draw(st.integers(1, state.remaining_milli // 1_000)) * 1_000
        part = break_up(sold, state, milli, contained=contained)
        assert part.refund == part.gross - sum(minor for _, minor in part.shares) + part.tax
        shares += sum(minor for _, minor in part.shares)
        gross += part.gross
        refund, back = refund_share(state, milli)
        state = LineState(
            state.quantity_milli, whole, tax, state.returned_milli + milli, state.refunded + refund,
            state.refunded_tax + back,
        )  # fmt: skip
    assert (shares, gross) == (off, listed * count)
