from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserError
from app.domain.refund import LineState, refund_share


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
