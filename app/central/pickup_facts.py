"""What was done with an order, between its forms on the wire and the domain's; see `app.domain.pickup_done`."""

from __future__ import annotations

from app.contract.order import OrderItem
from app.contract.pickup import (
    LinePicked,
    OrderGiven,
    OrderPutBack,
    OrderReadied,
    PickingStarted,
    ProblemReported,
    ToldLine,
    ToldPickup,
)
from app.contract.wire import Wire
from app.domain import pickup_done as acts
from app.domain.order import OrderState
from app.domain.pickup_done import Done, DoneLine, PickState, Problem, Substitute, Why


def _why(word: str) -> Why | None:
    """A reason; one of a newer version is another reason."""
    if not word:
        return None
    return next((one for one in Why if one.value == word), Why.OTHER)


def _problem(word: str) -> Problem | None:
    if not word:
        return None
    return next((one for one in Problem if one.value == word), Problem.OTHER)


def _substitute(sku: str, name: str) -> Substitute | None:
    return Substitute(sku, name) if sku else None


def done_of(item: OrderItem) -> Done:
    """What the centre told of what was done."""
    told = item.pickup or ToldPickup()
    lines = tuple(
        DoneLine(
            one.line,
            one.milli,
            PickState(one.state),
            _why(one.reason),
            one.note,
            _substitute(one.substitute_sku, one.substitute_name),
            one.given,
        )
        for one in told.lines
    )
    return Done(
        lines,
        told.shelf,
        told.started_at,
        told.ready_at,
        told.keep_until,
        _problem(told.problem),
        told.problem_note,
        told.prepaid_minor,
        told.handed_at,
        told.returned_at,
    )


def after(state: OrderState, done: Done, act: Wire | None, at: int) -> tuple[OrderState, Done]:
    """An order after one act; an act of a newer version changes nothing."""
    match act:
        case PickingStarted():
            state, done = acts.started(state, done, at)
        case LinePicked():
            goods = _substitute(act.substitute_sku, act.substitute_name)
            line = DoneLine(act.line, act.milli, PickState(act.state), _why(act.reason), act.note, goods)
            state, done = acts.picked(state, done, line, at)
        case OrderReadied():
            state, done = acts.readied(state, done, act.shelf, at, act.keep_until)
        case ProblemReported():
            done = acts.reported(done, _problem(act.problem) or Problem.OTHER, act.note)
        case OrderGiven():
            given = {one.line: one.milli for one in act.given}
            state, done = acts.given(state, done, given, at, act.prepaid_minor, ends=act.ends)
        case OrderPutBack():
            state, done = acts.put_back(state, done, at)
    return state, done


def told_of(done: Done, reminded: int) -> ToldPickup:
    """What was done, as terminals are told it."""
    lines = tuple(
        ToldLine(
            line=one.line,
            milli=one.milli,
            state=one.state.value,
            reason="" if one.reason is None else one.reason.value,
            note=one.note,
            substitute_sku="" if one.substitute is None else one.substitute.sku,
            substitute_name="" if one.substitute is None else one.substitute.name,
            given=one.given,
        )
        for one in done.lines
    )
    return ToldPickup(
        lines=lines,
        shelf=done.shelf,
        started_at=done.started_at,
        ready_at=done.ready_at,
        keep_until=done.keep_until,
        problem="" if done.problem is None else done.problem.value,
        problem_note=done.problem_note,
        prepaid_minor=done.prepaid,
        handed_at=done.handed_at,
        returned_at=done.returned_at,
        reminded=reminded,
    )
