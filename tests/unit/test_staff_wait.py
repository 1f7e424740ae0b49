"""Wrong PINs slow down: by hypothesis, over any times, any people, and a clock that somebody sets back."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.staff import (
    OF_BADGES,
    OF_PERSON,
    OF_TERMINAL,
    RECENT,
    SECOND,
    Refusal,
    badge_wait,
    pin_wait,
    set_back,
    settle,
)

HOUR = 3_600 * SECOND
RULES = [OF_PERSON, OF_TERMINAL, OF_BADGES]
times = st.integers(0, 4 * 10**15)
who = st.sampled_from(["S01", "S02", "S03", "S04", "S05"])
refusals = st.lists(st.builds(Refusal, st.none() | who, times), max_size=30)


@dataclass
class Door:
    """A terminal at which somebody guesses: what the service and the database do together, in plain figures.

    `at` is the time that really passes; the clock shows `back` less.
    """

    at: int = 10**15
    back: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    noticed: int | None = None
    wrong: list[tuple[int, str]] = field(default_factory=list)

    @property
    def clock(self) -> int:
        return self.at - self.back

    def wait(self, staff_id: str) -> int:
        self.noticed = set_back(self.refusals, self.clock, self.noticed)
        return pin_wait(settle(self.refusals, self.noticed), staff_id, self.clock)

    def guess(self, staff_id: str) -> bool:
        """Try a wrong PIN; whether it was looked at."""
        if self.wait(staff_id):
            return False
        now = self.clock
        self.refusals = [Refusal(one.staff_id, min(one.at, now)) for one in self.refusals]
        self.refusals.append(Refusal(staff_id, now))
        self.noticed = None
        self.wrong.append((self.at, staff_id))
        return True

    def restart(self) -> None:
        self.noticed = None


def test_three_wrong_ones_are_free_then_it_takes_longer():
    door, waits = Door(), []
    for _ in range(10):
        assert door.guess("S01")
        waits.append(door.wait("S01") // SECOND)
        door.at += door.wait("S01")
    assert waits == [0, 0, 0, 5, 15, 60, 180, 300, 300, 300]


def test_others_are_not_kept_waiting_by_one_persons_slips():
    door = Door()
    for _ in range(6):
        door.at += door.wait("S01")
        door.guess("S01")
    assert door.wait("S01") == 60 * SECOND
    assert door.wait("S02") == 0


def test_trying_one_after_the_other_is_no_way_round():
    door = Door()
    looked = [door.guess(f"S{number:02d}") for number in range(12) for _ in range(3)]
    assert sum(looked) == OF_TERMINAL.free + 1
    assert door.wait("S99") == 5 * SECOND


def test_wrong_pins_keep_no_badge_out_and_wrong_badges_no_pin():
    now = 10**15
    pins = [Refusal("S01", now)] * 50
    badges = [Refusal(None, now)] * 50
    assert badge_wait(pins, now) == 0 < badge_wait(badges, now)
    assert pin_wait(badges, "S01", now) == 0 < pin_wait(pins, "S01", now)


@pytest.mark.parametrize("rule", RULES)
@given(wrong=st.lists(times, max_size=60), now=times)
def test_nobody_waits_longer_than_the_last_step(rule, wrong, now):
    assert 0 <= rule.wait(wrong, now) <= rule.steps[-1] * SECOND


@pytest.mark.parametrize("rule", RULES)
@given(wrong=st.lists(times, max_size=60), now=times)
def test_who_waits_as_long_as_told_waits_no_more(rule, wrong, now):
    wait = rule.wait(wrong, now)
    if not wrong or max(wrong) <= now:
        assert rule.wait(wrong, now + wait) == 0
        if wait:
            assert rule.wait(wrong, now + wait - 1) > 0


@pytest.mark.parametrize("rule", RULES)
@given(wrong=st.lists(times, max_size=30), now=times, more=st.integers(0, HOUR))
def test_another_wrong_one_never_makes_it_shorter(rule, wrong, now, more):
    assert rule.wait([*wrong, now], now) >= rule.wait([*wrong], now)
    assert rule.wait([*wrong, now + more], now) >= rule.wait(wrong, now), "also one of the future"


@given(refusals, who, times)
def test_what_is_long_ago_is_forgotten(found, staff_id, at):
    latest = max((one.at for one in found), default=0)
    assert pin_wait(found, staff_id, latest + RECENT) == badge_wait(found, latest + RECENT) == 0
    future = [one for one in found if one.at > at]
    assert pin_wait(found, staff_id, at) >= 0
    assert (set_back(found, at, None) is None) == (not future)


acts = st.one_of(
    st.tuples(st.just("guess"), who),
    st.tuples(st.just("pass"), st.integers(0, 400 * SECOND)),
    st.tuples(st.just("patient"), who),
    st.tuples(st.just("back"), st.integers(1, 30 * 24 * HOUR)),
    st.tuples(st.just("restart"), st.none()),
)


def live(door: Door, found: list[tuple[str, object]], kinds: set[str]) -> None:
    for kind, value in found:
        match kind if kind in kinds else "":
            case "guess":
                door.guess(str(value))
            case "patient":
                door.at += door.wait(str(value))
                assert door.guess(str(value)), "whoever waits as long as told is let try"
            case "pass":
                door.at += int(str(value))
            case "back":
                door.back += int(str(value))
            case "restart":
                door.restart()


EVERYTHING = {"guess", "patient", "pass", "back", "restart"}


@given(st.lists(acts, max_size=120))
def test_no_setting_back_and_no_restart_makes_a_guess_come_sooner(found):
    """Measured by the time that really passes, each guess keeps the distance that its forerunners cost."""
    door = Door()
    live(door, found, EVERYTHING)
    for index, (at, staff_id) in enumerate(door.wrong):
        before = [(when, whose) for when, whose in door.wrong[:index] if when > at - RECENT]
        own = [when for when, whose in before if whose == staff_id]
        for rule, some in ((OF_PERSON, own), (OF_TERMINAL, [when for when, _ in before])):
            if some:
                assert at - max(some) >= rule.seconds(len(some)) * SECOND


@given(st.integers(4, 15), st.integers(1, 10**15), st.integers(0, 400 * SECOND), st.integers(0, 3))
def test_a_wait_runs_and_ends_also_while_the_clock_is_behind(wrong, back, after, looks):
    door = Door()
    for _ in range(wrong):
        door.at += door.wait("S01")
        assert door.guess("S01")
    door.back += back
    whole = door.wait("S01")
    assert whole == OF_PERSON.seconds(wrong) * SECOND
    for _ in range(looks):  # somebody looks again and again meanwhile
        step = min(after, door.wait("S01"))
        door.at += step
        whole -= step
        assert door.wait("S01") == whole
    door.at += whole
    assert door.guess("S01")


@given(st.integers(4, 15), st.lists(st.tuples(st.integers(1, 10**12), st.integers(0, 400 * SECOND)), max_size=5))
def test_a_clock_set_back_again_and_again_starts_the_wait_anew_each_time(wrong, backs):
    door = Door()
    for _ in range(wrong):
        door.at += door.wait("S01")
        door.guess("S01")
    for back, passed in backs:
        door.back += back + 400 * SECOND  # more than has passed since
        assert door.wait("S01") == OF_PERSON.seconds(wrong) * SECOND
        door.at += min(passed, door.wait("S01"))
    door.at += door.wait("S01")
    assert door.guess("S01")


@given(st.lists(acts, max_size=120), who)
def test_a_clock_set_back_keeps_nobody_out_for_long(found, staff_id):
    """From the first try after it, the longest step is the longest wait, and then the clock is as good as new."""
    door = Door()
    live(door, found, EVERYTHING)
    wait = door.wait(staff_id)
    assert wait <= OF_PERSON.steps[-1] * SECOND
    door.at += wait
    assert door.guess(staff_id)
    assert set_back(door.refusals, door.clock, None) is None


@given(st.lists(acts, max_size=200), who)
def test_an_hour_of_guessing_is_bounded(found, staff_id):
    door = Door()
    live(door, found, EVERYTHING)
    for start, _ in door.wrong:
        hour = [whose for at, whose in door.wrong if start <= at < start + HOUR]
        assert len(hour) <= 45, "of everybody together"
        assert hour.count(staff_id) <= 20


def test_a_night_of_patient_guessing_finds_few_pins():
    """Eight hours without a pause: of one person's 10,000 PINs about a hundred, of everybody's about 250."""
    for people, most in ((["S01"], 110), ([f"S{number:02d}" for number in range(12)], 260)):
        door, end = Door(), 10**15 + 8 * HOUR
        while door.at < end:
            door.at += min(door.wait(one) for one in people)
            for one in people:
                door.guess(one)
        assert len(door.wrong) <= most
