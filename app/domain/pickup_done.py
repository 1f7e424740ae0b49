"""What was done with an order for pickup: absolute facts, folded act by act.

The terminal folds its own acts over what the centre told last, the centre folds everybody's: so both come to the same
picture by the same rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum

from app.domain.frozen import frozen
from app.domain.order import OPEN, OrderState

#: The last number of a sum, as everybody who reads it keeps it exactly: thousandths and minor units stop there.
MOST = 2**53 - 1


class PickState(Enum):
    """Where a line of an order stands."""

    OPEN = "open"
    PICKED = "picked"
    SHORT = "short"  # there is less than was ordered; what there is was picked
    REJECTED = "rejected"  # it is there and not fit to be given, or the customer does not want it
    SUBSTITUTED = "substituted"  # other goods lie there in its place; the customer says at the counter


class Why(Enum):
    """Why a line is short or rejected."""

    SOLD_OUT = "sold_out"
    NOT_FOUND = "not_found"
    DAMAGED = "damaged"
    OUTDATED = "outdated"
    DECLINED = "declined"  # by the customer
    OTHER = "other"


class Problem(Enum):
    """What is wrong at a hand-over."""

    DAMAGED = "damaged"
    MISSING = "missing"
    NOT_THE_PERSON = "not_the_person"
    OTHER = "other"


class Check(Enum):
    """What was looked at to know the person."""

    CODE = "code"  # the signed code on their screen
    PHONE_TAIL = "phone_tail"
    NAME = "name"
    ID = "id"  # a document; nothing of it is written down


class Back(Enum):
    """Why goods go back to where they are sold."""

    EXPIRED = "expired"
    CANCELLED = "cancelled"
    DECLINED = "declined"


@frozen
class Substitute:
    """Goods in the place of those ordered, as much of them in the same unit, at no higher price."""

    sku: str
    name: str


@frozen
class DoneLine:
    """What was done with a line.

    Attributes:
        line: its number in the order, from 1.
        milli: thousandths that lie there for the customer; of the substitute where there is one.
        given: thousandths that the customer has.
    """

    line: int
    milli: int = 0
    state: PickState = PickState.OPEN
    reason: Why | None = None
    note: str = ""
    substitute: Substitute | None = None
    given: int = 0


@frozen
class Done:
    """What was done with an order; all times are microseconds UTC.

    Attributes:
        lines: those with which something was done, by their number.
        shelf: where it lies; empty for nowhere yet.
        keep_until: until when it waits there; None by the rule, see `Pickup.overdue_from`.
        problem, problem_note: what was reported last.
        prepaid: minor units of what was paid online that went into what was given so far.
        handed_at: when something of it was given last.
        returned_at: when its goods went back to where they are sold.
    """

    lines: tuple[DoneLine, ...] = ()
    shelf: str = ""
    started_at: int | None = None
    ready_at: int | None = None
    keep_until: int | None = None
    problem: Problem | None = None
    problem_note: str = ""
    prepaid: int = 0
    handed_at: int | None = None
    returned_at: int | None = None

    def line(self, number: int) -> DoneLine:
        """What was done with a line."""
        return next((one for one in self.lines if one.line == number), DoneLine(number))


def _put(done: Done, one: DoneLine) -> Done:
    others = [other for other in done.lines if other.line != one.line]
    return replace(done, lines=tuple(sorted((*others, one), key=lambda each: each.line)))


def started(state: OrderState, done: Done, at: int) -> tuple[OrderState, Done]:
    """Somebody began to pick it."""
    first = at if done.started_at is None else min(at, done.started_at)
    return (OrderState.PICKING if state is OrderState.PLACED else state), replace(done, started_at=first)


def picked(state: OrderState, done: Done, line: DoneLine, at: int) -> tuple[OrderState, Done]:
    """A line is as said; what of it the customer has stays."""
    state, done = started(state, done, at)
    return state, _put(done, replace(line, given=done.line(line.line).given))


def readied(state: OrderState, done: Done, shelf: str, at: int, keep_until: int | None) -> tuple[OrderState, Done]:
    """It lies on a shelf for its customer."""
    then = replace(done, shelf=shelf, ready_at=at, keep_until=keep_until)
    return (OrderState.READY if state in OPEN else state), then


def reported(done: Done, problem: Problem, note: str) -> Done:
    """Something is wrong with it."""
    return replace(done, problem=problem, problem_note=note)


def given(
    state: OrderState, done: Done, lines: Mapping[int, int], at: int, prepaid: int, *, ends: bool
) -> tuple[OrderState, Done]:
    """The customer has goods of it, in thousandths by line; what was given twice is counted twice, up to `MOST`.

    Args:
        ends: nothing of it waits any more.
    """
    there = {one.line: one for one in done.lines}
    for number, milli in lines.items():
        line = there.get(number, DoneLine(number))
        there[number] = replace(line, given=min(line.given + milli, MOST))
    done = replace(
        done,
        lines=tuple(there[number] for number in sorted(there)),
        handed_at=max(at, done.handed_at or 0),
        prepaid=min(done.prepaid + prepaid, MOST),
    )
    return (OrderState.HANDED_OVER if ends and state in OPEN else state), done


def put_back(state: OrderState, done: Done, at: int) -> tuple[OrderState, Done]:
    """Its goods went back to where they are sold."""
    then = replace(done, returned_at=at, shelf="")
    return (state if state is OrderState.HANDED_OVER else OrderState.RETURNED), then
