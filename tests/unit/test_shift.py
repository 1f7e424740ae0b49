from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.shift import Shift, ShiftSums, business_date, expected_cash


def at(text: str) -> int:
    """Microseconds of an ISO moment."""
    return int(datetime.fromisoformat(text).timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("moment", "zone", "starts", "day"),
    [
        ("2026-03-05T15:59:59+00:00", "Asia/Taipei", 0, "2026-03-05"),
        ("2026-03-05T16:00:00+00:00", "Asia/Taipei", 0, "2026-03-06"),
        # A bar closes at three in the morning.
        ("2026-03-05T18:59:59+00:00", "Asia/Taipei", 180, "2026-03-05"),
        ("2026-03-05T19:00:00+00:00", "Asia/Taipei", 180, "2026-03-06"),
        ("2026-03-05T15:58:59+00:00", "Asia/Taipei", 1_439, "2026-03-04"),
        ("2026-03-05T15:59:00+00:00", "Asia/Taipei", 1_439, "2026-03-05"),
        ("2025-12-31T23:59:59+00:00", "Europe/London", 0, "2025-12-31"),
        ("2026-01-01T00:00:00+00:00", "Europe/London", 0, "2026-01-01"),
        # London, 29 March 2026: the clocks go from 01:00 to 02:00.
        ("2026-03-28T23:59:59+00:00", "Europe/London", 0, "2026-03-28"),
        ("2026-03-29T00:59:59+00:00", "Europe/London", 120, "2026-03-28"),
        ("2026-03-29T01:00:00+00:00", "Europe/London", 120, "2026-03-29"),
        ("2026-03-29T22:59:59+00:00", "Europe/London", 0, "2026-03-29"),
        ("2026-03-29T23:00:00+00:00", "Europe/London", 0, "2026-03-30"),
        # London, 25 October 2026: 01:30 comes twice, and both are of the day before, which ends at 02:00.
        ("2026-10-25T00:30:00+00:00", "Europe/London", 120, "2026-10-24"),
        ("2026-10-25T01:30:00+00:00", "Europe/London", 120, "2026-10-24"),
        ("2026-10-25T02:00:00+00:00", "Europe/London", 120, "2026-10-25"),
        ("1969-12-31T23:59:59+00:00", "UTC", 0, "1969-12-31"),
    ],
)
def test_the_trading_day_of_a_moment(moment, zone, starts, day):
    assert business_date(at(moment), zone, starts) == day


@pytest.mark.parametrize("microsecond", [0, 1, 999_999])
def test_a_day_begins_with_its_first_microsecond(microsecond):
    midnight = at("2026-03-05T16:00:00+00:00")
    assert business_date(midnight + microsecond, "Asia/Taipei", 0) == "2026-03-06"
    assert business_date(midnight - 1 - microsecond, "Asia/Taipei", 0) == "2026-03-05"


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - it wants them naive
    st.sampled_from(["Asia/Taipei", "Europe/London", "America/St_Johns", "Pacific/Apia", "UTC"]),
    st.integers(0, 1_439),
)
def test_the_day_is_the_wall_clock_less_the_start(moment, zone, starts):
    local = moment.astimezone(ZoneInfo(zone))
    day = local.date() - timedelta(days=(local.hour * 60 + local.minute < starts))
    assert business_date(int(moment.timestamp()) * 1_000_000, zone, starts) == day.isoformat()


def test_a_shift_is_open_until_it_is_closed():
    shift = Shift("s", 1, "2026-03-05", 10, "anna", 500, 3)
    assert shift.is_open
    assert not Shift("s", 1, "2026-03-05", 10, "anna", 500, 3, closed_at=20).is_open


def test_the_drawer_should_hold_float_and_cash():
    sums = ShiftSums(3, 1, 900, 100, -2, (("card", 1, 300), ("cash", 3, 498)), (), 498)
    assert expected_cash(2_000, sums) == 2_498
