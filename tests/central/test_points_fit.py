"""Points that a counter makes up: what its own sale and the rules do not bear moves nothing, and somebody hears."""

from __future__ import annotations

import pytest

from app.central.database import write
from app.central.enrol import Enlisted
from app.central.member import MemberForm, put_member
from app.central.points import hold_points
from app.contract.member import PointsHoldRequest
from tests.central.conftest import START, rows
from tests.central.counter import Counter, new_id
from tests.central.pointing import report, rules, sold

DIFFER = ("points.differ", "M-1", "kept")


@pytest.fixture
def shop(engine):
    rules(engine)
    write(engine, lambda connection: put_member(connection, "M-1", MemberForm(name="林美萱", points=100)))
    return engine


def points(engine) -> int:
    return int(str(rows(engine, "SELECT points FROM member WHERE id='M-1'")[0][0]))


def conflicts(engine) -> list[tuple[object, ...]]:
    return rows(engine, "SELECT kind, subject, outcome FROM conflict WHERE kind LIKE 'points.%' ORDER BY id")


@pytest.mark.parametrize(
    ("reason", "wrong"), [("spent", 10**15), ("spent", 1), ("earned", -1), ("taken_back", 10**15), ("restored", -1)]
)
def test_a_sign_that_is_not_the_reasons_moves_nothing(shop, counter, reason, wrong) -> None:
    held = new_id()
    sale_id = sold(counter, 1_000, member="M-1", points={held: 5, new_id(): -5})
    said = {"hold_id": held} if reason == "spent" else {"of_sale_id": sale_id} if reason == "taken_back" else {}
    report(counter, sale_id, "M-1", wrong, reason, base=1_000, **said)
    counter.push()
    assert (points(shop), conflicts(shop)) == (100, [DIFFER])


@pytest.mark.parametrize("reason", ["earned", "taken_back", "spent", "restored"])
def test_a_sale_that_is_not_this_counters_moves_nothing(shop, counter, reason) -> None:
    other, held = Counter(shop).enlist(), new_id()
    theirs = sold(other, 1_000, member="M-1", points={held: 5})
    other.push()
    sign = -1 if reason in {"taken_back", "spent"} else 1
    report(counter, theirs, "M-1", sign, reason, base=1_000, of_sale_id=theirs, hold_id=held)
    report(counter, new_id(), "M-1", sign, reason, base=1_000, of_sale_id=theirs, hold_id=held)
    counter.push()
    assert (points(shop), conflicts(shop)) == (100, [DIFFER, DIFFER])


def test_no_more_is_earned_than_the_rules_give_once_a_sale_and_to_its_member(shop, counter) -> None:
    write(shop, lambda connection: put_member(connection, "M-2", MemberForm(name="x")))
    sale_id = sold(counter, 1_000, member="M-1")
    report(counter, sale_id, "M-2", 10, base=1_000)
    report(counter, sale_id, "M-1", 10**15, base=10**15)
    report(counter, sale_id, "M-1", 10, base=1_000)
    counter.push()
    assert points(shop) == 110, "what the rules give, once"
    assert sorted(conflicts(shop)) == [DIFFER, DIFFER, ("points.differ", "M-2", "kept")]


def test_a_counter_that_was_away_earns_by_the_rules_of_before(shop, counter) -> None:
    for earn in (200, 400):  # 100, then half as many, then a quarter
        rules(shop, earn=earn)
    report(counter, sold(counter, 1_000, member="M-1"), "M-1", 5, base=1_000)
    counter.push()
    assert (points(shop), conflicts(shop)) == (105, [])
    report(counter, sold(counter, 1_000, member="M-1"), "M-1", 10, base=1_000)
    counter.push()
    assert (points(shop), conflicts(shop)) == (110, [DIFFER]), "of the rules before those the rest is a task"


def test_no_more_is_taken_back_or_given_back_than_there_was(shop, counter) -> None:
    earner, held = sold(counter, 1_000, member="M-1", points={(one := new_id()): 30}), new_id()
    report(counter, earner, "M-1", -30, "spent", hold_id=one)
    report(counter, earner, "M-1", 10, base=1_000)
    back = sold(counter, points={held: -30})
    report(counter, back, "M-1", -4, "taken_back", of_sale_id=earner)
    report(counter, back, "M-1", 30, "restored")
    counter.push()
    assert (points(shop), conflicts(shop)) == (106, [])
    again = sold(counter, points={new_id(): -1})
    report(counter, again, "M-1", -(10**15), "taken_back", of_sale_id=earner)
    report(counter, again, "M-1", 10**15, "restored")
    report(counter, back, "M-1", 30, "restored")
    counter.push()
    assert (points(shop), conflicts(shop)) == (101, [DIFFER] * 3)


def test_nobody_ends_or_takes_over_what_another_counter_keeps(shop, counter) -> None:
    one, held = Counter(shop).enlist(), new_id()

    def hold(who: Counter, amount: int, asked: str = held):
        request = PointsHoldRequest(id=asked, member_id="M-1", points=amount)
        own = Enlisted(who.id, who.store, None)
        return write(shop, lambda connection: hold_points(connection, own, request, START))

    assert hold(one, 60).granted
    assert hold(counter, 60).reason == "too_few", "another's under the same id"
    assert hold(counter, 40).granted
    sale_id = sold(counter, 40, points={held: 40})
    report(counter, sale_id, "M-1", -40, "spent", hold_id=held)
    counter.push()
    assert rows(shop, "SELECT terminal_id, points FROM point_hold") == [(one.id, 60)]
    assert conflicts(shop) == []
