"""Pure rules of pickups: what is picked, what it costs, how what was done adds up, when an order is late."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserError
from app.domain.intake import Intake, IntakeState, intake_of
from app.domain.money import TWD
from app.domain.order import OPEN, Order, OrderLine, OrderState
from app.domain.pickup import (
    KEEP,
    OVERDUE,
    URGENT,
    Column,
    PickLine,
    Pickup,
    Span,
    Temperature,
    age_of,
    place_of,
    temperature_of,
)
from app.domain.pickup_charge import all_left, charge_of, charge_so_far, check_given, due_by_line, due_left
from app.domain.pickup_done import (
    Done,
    DoneLine,
    PickState,
    Problem,
    Substitute,
    Why,
    picked,
    put_back,
    readied,
    reported,
    started,
)
from app.domain.pickup_done import given as given_act
from app.domain.pickup_pick import check_back, check_ready, pick, reject, scan, short, substitute
from app.domain.quantity import MILLI, Quantity, Unit, pieces

MINUTE, DAY = 60_000_000, 86_400_000_000
AT = 1_772_676_000_000_000


def pickup(
    *goods: tuple[str, int, int],
    total: int | None = None,
    paid: int = 0,
    state: OrderState = OrderState.PLACED,
    done: Done | None = None,
    trial: bool = False,
    ready_by: int | None = None,
) -> Pickup:
    """An order of (SKU, pieces, minor units), with what was done."""
    did = done or Done()
    lines = tuple(OrderLine(sku, f"goods {sku}", pieces(count), minor) for sku, count, minor in goods)
    whole = sum(one.amount for one in lines) if total is None else total
    order = Order("o1", "A7-1", state, "王○明", None, TWD, lines, whole, paid, "", AT, ready_by, trial)
    dues = due_by_line(whole, [one.amount for one in lines])
    made = []
    for number, (line, due) in enumerate(zip(lines, dues, strict=True), 1):
        one = did.line(number)
        made.append(
            PickLine(number, line.sku, line.name, line.quantity, line.amount, due, Quantity(one.milli),
                     Quantity(one.given), one.state, one.reason, one.note, one.substitute)
        )  # fmt: skip
    return Pickup(order, state, tuple(made), did)


def after(one: Pickup, state: OrderState, done: Done) -> Pickup:
    """The same order with other things done."""
    goods = tuple((line.sku, line.ordered.pieces, line.amount) for line in one.lines)
    return pickup(*goods, total=one.order.total, paid=one.order.paid, state=state, done=done)


def code_of(act) -> str:
    with pytest.raises(UserError) as refused:
        act()
    return refused.value.code


AMOUNTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=8)
GOODS = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 5), st.integers(0, 5_000)), min_size=1, max_size=4)


@given(AMOUNTS, st.data())
def test_the_lines_of_an_order_cost_its_total_exactly(amounts, data) -> None:
    total = data.draw(st.integers(0, sum(amounts)))
    dues = due_by_line(total, amounts)
    assert (sum(dues), len(dues)) == (total, len(amounts))
    assert all(0 <= due <= amount for due, amount in zip(dues, amounts, strict=True))


@given(GOODS, st.data())
def test_however_it_is_given_in_parts_it_costs_the_same_and_what_was_paid_online_counts_once(goods, data) -> None:
    whole = sum(minor for *_, minor in goods)
    total = data.draw(st.integers(0, whole))
    one = pickup(*goods, total=total, paid=data.draw(st.integers(0, total)))
    state, done, cost, prepaid = one.state, one.done, 0, 0
    while left := all_left(one):
        giving = {number: MILLI * data.draw(st.integers(0, milli // MILLI)) for number, milli in left.items()}
        if not any(giving.values()):
            giving = left
        check_given(one, giving)
        charge = charge_of(one, giving)
        assert 0 <= charge.prepaid <= charge.total
        cost, prepaid = cost + charge.total, prepaid + charge.prepaid
        state, done = given_act(state, done, giving, AT, charge.prepaid, ends=giving == left)
        one = after(one, OrderState.READY, done)
    assert (cost, prepaid, done.prepaid) == (total, one.order.paid_online, prepaid)
    so_far = charge_so_far(one)
    assert (so_far.total, so_far.prepaid) == (cost, prepaid)
    assert state is OrderState.HANDED_OVER


def test_nobody_pays_on_the_trial_page() -> None:
    one = pickup(("A", 1, 100), paid=100, trial=True)
    assert charge_of(one, {1: MILLI}).due == 100


@given(GOODS, st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(1, 3)), max_size=20))
def test_scans_check_off_what_was_ordered_and_never_more(goods, scans) -> None:
    one = pickup(*goods)
    for sku, count in scans:
        wants = any(each.sku == sku and not each.is_settled for each in one.lines)
        if not wants:
            assert code_of(partial(scan, one, sku, count * MILLI)) in {"pickup.not_ordered", "pickup.enough"}
            continue
        line = scan(one, sku, count * MILLI)
        state, done = picked(one.state, one.done, line, AT)
        one = after(one, state, done)
        assert one.state is OrderState.PICKING
    for sku in "ABC":
        ordered = sum(count for each, count, _ in goods if each == sku)
        lies = sum(line.picked.pieces for line in one.lines if line.sku == sku)
        settled = all(line.is_settled for line in one.lines if line.sku == sku)
        assert (lies <= ordered, lies == ordered) == (True, settled)


def test_what_is_left_of_a_line_that_was_given_before_anybody_picked_it_is_still_scanned() -> None:
    one = pickup(("A", 3, 90))
    state, done = given_act(one.state, one.done, {1: 2_000}, AT, 0, ends=False)
    one = after(one, state, done)
    assert scan(one, "A", 1_000) == DoneLine(1, 3_000, PickState.PICKED)
    whole = after(one, *given_act(state, done, {1: 1_000}, AT, 0, ends=False))
    assert code_of(lambda: scan(whole, "A", 1_000)) == "pickup.enough"


ACTS = st.one_of(
    st.tuples(st.just("start")),
    st.tuples(st.just("pick"), st.integers(1, 3), st.integers(0, 3), st.sampled_from(PickState)),
    st.tuples(st.just("ready"), st.sampled_from(("A-1", "B-2"))),
    st.tuples(st.just("report"), st.sampled_from(Problem)),
    st.tuples(st.just("give"), st.integers(1, 3), st.integers(1, 3), st.booleans()),
    st.tuples(st.just("back")),
)


def fold(state: OrderState, done: Done, act, at: int) -> tuple[OrderState, Done]:
    match act:
        case ("start",):
            return started(state, done, at)
        case ("pick", int(line), int(count), PickState() as how):
            return picked(state, done, DoneLine(line, count * MILLI, how), at)
        case ("ready", str(shelf)):
            return readied(state, done, shelf, at, None)
        case ("report", Problem() as problem):
            return state, reported(done, problem, "")
        case ("give", int(line), int(count), bool(ends)):
            return given_act(state, done, {line: count * MILLI}, at, 0, ends=ends)
    return put_back(state, done, at)


@given(st.sampled_from(OrderState), st.lists(ACTS, max_size=12))
def test_any_acts_in_any_order_add_up(state: OrderState, acts) -> None:
    """Nothing that ended opens again, what was given is never forgotten, and what is said again changes nothing."""
    done, given_so_far = Done(), 0
    for number, act in enumerate(acts):
        before = state
        state, done = fold(state, done, act, AT + number)
        if before not in OPEN:
            assert state not in OPEN
        if act[0] == "give":
            given_so_far += act[2] * MILLI
        elif act[0] != "back":
            assert fold(state, done, act, AT + number) == (state, done)
        assert sum(line.given for line in done.lines) == given_so_far
        assert [line.line for line in done.lines] == sorted({line.line for line in done.lines})


def test_a_line_is_picked_short_rejected_or_substituted() -> None:
    one = pickup(("A", 3, 90), ("B", 1, 10))
    assert pick(one, 1, 2_000) == DoneLine(1, 2_000, PickState.OPEN)
    assert pick(one, 1, 3_000).state is PickState.PICKED
    assert short(one, 1, 0, Why.SOLD_OUT).state is PickState.SHORT
    goods = Substitute("C", "丙")
    found = substitute(one, 1, goods, pieces(2), Why.NOT_FOUND)
    assert (found.milli, found.state, found.substitute) == (2_000, PickState.SUBSTITUTED, goods)
    assert code_of(lambda: pick(one, 9, 0)) == "pickup.no_such_line"
    assert code_of(lambda: pick(one, 1, 4_000)) == "pickup.out_of_range"
    assert code_of(lambda: pick(one, 1, 1_500)) == "quantity.too_fine"
    assert code_of(lambda: short(one, 1, 3_000, Why.SOLD_OUT)) == "pickup.not_short"
    assert code_of(lambda: reject(one, 1, Why.OTHER, " ")) == "pickup.no_note"
    kilos = Quantity(1_000, Unit.KILOGRAM)
    assert code_of(lambda: substitute(one, 1, goods, kilos, Why.NOT_FOUND)) == "pickup.other_unit"
    same = Substitute("A", "甲")
    assert code_of(lambda: substitute(one, 1, same, pieces(1), Why.NOT_FOUND)) == "pickup.same_goods"
    ended = replace(one, state=OrderState.CANCELLED)
    for act in (lambda: pick(ended, 1, 0), lambda: scan(ended, "A", 1_000), lambda: check_ready(ended, "A-1")):
        assert code_of(act) == "pickup.not_open"


def test_what_may_be_put_on_a_shelf() -> None:
    one = pickup(("A", 1, 90))
    assert code_of(lambda: check_ready(one, "A-1")) == "pickup.not_picked"
    none = after(one, OrderState.PICKING, Done((DoneLine(1, 0, PickState.SHORT, Why.SOLD_OUT),)))
    assert code_of(lambda: check_ready(none, "A-1")) == "pickup.nothing_picked"
    there = after(one, OrderState.PICKING, Done((DoneLine(1, 1_000, PickState.PICKED),)))
    assert code_of(lambda: check_ready(there, "  ")) == "pickup.no_shelf"
    assert check_ready(there, " A-1 ") == "A-1"


def test_what_may_be_given() -> None:
    one = after(pickup(("A", 2, 90), ("B", 1, 10)), OrderState.READY, Done((DoneLine(1, 1_000, PickState.SHORT),)))
    assert all_left(one) == {1: 1_000, 2: 1_000}
    assert code_of(lambda: check_given(one, {})) == "pickup.nothing_given"
    assert code_of(lambda: check_given(one, {1: 2_000})) == "pickup.more_than_left"
    assert code_of(lambda: check_given(one, {3: 1_000})) == "pickup.no_such_line"


def test_columns_and_ages_follow_the_clock() -> None:
    new = pickup(("A", 1, 90), ready_by=AT + 30 * MINUTE)
    assert (new.column(AT), age_of(new, AT + 6 * MINUTE).count) == (Column.NEW, 6)
    soon = age_of(new, AT + 30 * MINUTE - URGENT + 1)
    assert (soon.span, soon.count, soon.is_urgent) == (Span.LEFT, 15, True)
    assert (age_of(new, AT + 33 * MINUTE).span, age_of(new, AT + 33 * MINUTE).count) == (Span.LATE, 3)
    ready = after(new, OrderState.READY, Done(shelf="A-1", ready_at=AT))
    assert (ready.column(AT), age_of(ready, AT + 150 * MINUTE).span) == (Column.READY, Span.HOURS)
    late = AT + KEEP
    assert (ready.column(late - 1), ready.column(late), ready.back_from) == (
        Column.READY, Column.OVERDUE, late + OVERDUE,
    )  # fmt: skip
    assert [age_of(ready, late + passed).count for passed in (0, DAY, 3 * DAY)] == [1, 1, 3]
    assert code_of(lambda: check_back(ready, late - 1)) == "pickup.still_waits"
    check_back(ready, late)
    kept = after(new, OrderState.READY, Done(ready_at=AT, keep_until=AT + DAY))
    assert kept.column(AT + DAY) is Column.OVERDUE
    cancelled = after(new, OrderState.CANCELLED, Done(ready_at=AT))
    assert (cancelled.column(AT), after(new, OrderState.CANCELLED, Done()).column(AT)) == (Column.OVERDUE, None)


def test_how_goods_are_kept_and_where_they_stand() -> None:
    assert temperature_of(("熱銷", "冷藏")) is Temperature.CHILLED
    assert temperature_of(("冷藏", "Frozen")) is Temperature.FROZEN
    assert temperature_of(()) is Temperature.AMBIENT
    assert (place_of(("熱銷", "位置:A-11")), place_of(("place: B 2",)), place_of(("A",))) == ("A-11", "B 2", "")


def test_a_pause_ends_by_itself_and_a_slow_day_promises_later() -> None:
    paused = intake_of(IntakeState.PAUSED, AT, 30, 15)
    assert (paused.slow_minutes, paused.until) == (0, AT + 30 * MINUTE)
    assert paused.at(AT + 30 * MINUTE - 1).state is IntakeState.PAUSED
    assert paused.at(AT + 30 * MINUTE).state is IntakeState.OPEN
    slow = intake_of(IntakeState.SLOW, AT, None, 20)
    assert slow.at(AT + 9 * DAY) == slow
    assert slow.ready_by(AT, None, 60) == AT + 80 * MINUTE
    assert slow.ready_by(AT, AT + DAY, 60) == AT + DAY
    assert Intake().ready_by(AT, None, 60) is None
    for wrong in ((IntakeState.PAUSED, 0, 0), (IntakeState.SLOW, None, 0), (IntakeState.PAUSED, 9_999, 0)):
        assert code_of(lambda one=wrong: intake_of(one[0], AT, *one[1:])) == "intake.out_of_range"


def test_what_nobody_said_since_when_it_is_ready_waits_since_it_was_ordered_and_runs_out_from_its_promise() -> None:
    goods, promised = ("A", 1, 100), AT + 60 * MINUTE
    one = pickup(goods, state=OrderState.READY, ready_by=promised)
    assert age_of(one, AT + 25 * MINUTE).count == 25
    assert (one.overdue_from, one.back_from) == (promised + KEEP, promised + KEEP + OVERDUE)
    assert (one.column(promised + KEEP - 1), one.column(promised + KEEP)) == (Column.READY, Column.OVERDUE)
    check_back(one, promised + KEEP)
    assert pickup(goods, state=OrderState.READY).overdue_from == AT + KEEP
    assert pickup(goods, state=OrderState.PICKING, ready_by=promised).overdue_from is None


def test_what_is_still_due_and_still_given_is_of_what_lies_there() -> None:
    goods = (("A", 2, 700), ("B", 1, 480))
    one = pickup(*goods, state=OrderState.READY)
    assert (due_left(one), one.pieces) == (1_180, 3)
    lines = (DoneLine(1, 1_000, PickState.SHORT, Why.SOLD_OUT), DoneLine(2, 1_000, PickState.SUBSTITUTED,
             Why.SOLD_OUT, substitute=Substitute("C", "goods C")))  # fmt: skip
    one = pickup(*goods, state=OrderState.READY, done=Done(lines))
    assert (due_left(one), one.pieces) == (830, 2)
    one = after(one, *given_act(one.state, one.done, {2: 1_000}, AT, 0, ends=False))
    assert (due_left(one), one.pieces) == (350, 1)
    one = pickup(*goods, paid=1_180, state=OrderState.READY, done=Done(lines))
    assert (due_left(one), one.pieces) == (0, 2)
    one = pickup(*goods, state=OrderState.CANCELLED)
    assert (due_left(one), one.pieces) == (1_180, 3)
