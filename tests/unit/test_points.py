"""Points and masked names: what a sale earns, what goes back, whom a text may mean."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.points import Loyalty, Tier, to_take_back
from app.services.member import may_mean

RULES = Loyalty(100, 1, {"gold": Tier("金穗會員", "Gold", 2_000_000)})


def test_points_are_rounded_down_and_a_tier_multiplies():
    assert [RULES.earned(base, "") for base in (0, 99, 100, 1_045)] == [0, 0, 1, 10]
    assert [RULES.earned(base, "gold") for base in (49, 50, 1_045)] == [0, 1, 20]
    assert RULES.earned(-5, "") == Loyalty(0).earned(500, "") == 0
    assert (RULES.worth(30), RULES.needed(30), Loyalty(100, 3).needed(31)) == (30, 30, 11)


@given(st.integers(1, 10**6), st.integers(1, 10**7), st.lists(st.integers(0, 10**6), max_size=8))
def test_however_goods_come_back_all_of_them_take_back_all_that_was_earned(earned, base, parts):
    refunded = taken = 0
    for part in [*parts, base]:
        refunded = min(base, refunded + part)
        back = to_take_back(earned, base, refunded, taken)
        assert back >= 0
        taken += back
        assert taken <= earned
    assert taken == earned


def test_whom_a_text_may_mean():
    assert all(may_mean(text, "林○萱") for text in ("林", "林萱", "林雅萱", "林○萱"))
    assert not any(may_mean(text, "林○萱") for text in ("陳", "林美", "萱", ""))
    assert all(may_mean(text, "王○") for text in ("王", "王明"))
    assert not may_mean("王大明", "王○")
    assert all(may_mean(text, "Lin Y***") for text in ("l", "lin", "Lin Y", "lin yiting"))
    assert not any(may_mean(text, "Lin Y***") for text in ("lin x", "linda"))
    assert all(may_mean(text, "Y***") for text in ("y", "Yiting"))
