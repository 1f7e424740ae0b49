from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.runtime.schedule import due_in
from app.services.backup import DAYS, HOURS, MONTHS, NEWEST, WEEKS, kept

NOW = int(datetime(2026, 3, 5, 12, tzinfo=UTC).timestamp())
HOUR, DAY = 3_600, 86_400
moments = st.lists(st.integers(NOW - 900 * DAY, NOW), max_size=120)


@given(moments)
def test_the_newest_are_never_dropped(taken):
    newest = sorted(set(taken), reverse=True)[:NEWEST]
    assert set(newest) <= kept(taken) <= set(taken)


@given(moments)
def test_what_is_kept_is_bounded_and_settled(taken):
    keep = kept(taken)
    assert len(keep) <= NEWEST + HOURS + DAYS + WEEKS + MONTHS
    assert kept(keep) == keep


@given(moments, st.integers(1, 400 * DAY))
def test_what_was_dropped_never_matters_again(taken, later):
    """Dropping today and again after the next copy leaves what dropping only then would."""
    fresh = NOW + later
    assert kept([*kept(taken), fresh]) == kept([*taken, fresh])


@given(moments)
def test_order_and_repeats_do_not_matter(taken):
    assert kept(sorted(taken) + taken) == kept(taken)


def test_a_year_of_hourly_copies_leaves_a_ladder():
    keep: set[int] = set()
    start = NOW - 365 * DAY
    for second in range(start, NOW + 1, HOUR):
        keep = kept([*keep, second])
    assert all(NOW - hours * HOUR in keep for hours in range(HOURS))
    days = {second // DAY for second in keep}
    assert all(NOW // DAY - day in days for day in range(DAYS))
    assert len({second // (7 * DAY) for second in keep}) >= WEEKS
    months = {(day.year, day.month) for day in (datetime.fromtimestamp(second, UTC) for second in keep)}
    assert len(months) == MONTHS
    assert NOW in keep


def test_none_gives_none():
    assert kept([]) == set()
    assert kept([NOW]) == {NOW}


@pytest.mark.parametrize(
    ("last", "now", "seconds"),
    [(None, 100, 0), (100, 100, 60), (100, 130, 30), (100, 160, 0), (100, 10_000, 0), (101, 100, 0)],
)
def test_when_the_next_copy_is_due(last, now, seconds):
    assert due_in(last, 60, now) == seconds
