"""What a store does with orders for pickup, as its terminals journal it and as the centre tells it on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.contract.wire import Code, Count, Text, Uuid, Wire, WireQuantity, added

#: A line's number in its order, from 1.
LineNumber = Annotated[int, Field(ge=1, le=10_000)]
PickStateWord = Literal["open", "picked", "short", "rejected", "substituted"]


class PickingStarted(Wire):
    """Somebody began to pick an order."""

    order_id: Code


class LinePicked(Wire):
    """A line of an order as it is from here on: so many thousandths lie there for the customer.

    ``reason`` says why less than ordered does. Where other goods lie in its place ``milli`` counts those.
    """

    order_id: Code
    line: LineNumber
    milli: Count
    state: PickStateWord
    reason: Code = ""
    note: Text = ""
    substitute_sku: Code = ""
    substitute_name: Text = ""


class OrderReadied(Wire):
    """An order lies on a shelf for its customer. ``keep_until``: until when, where somebody said so."""

    order_id: Code
    shelf: Code
    keep_until: Count | None = None


class ProblemReported(Wire):
    """Something is wrong with an order at its hand-over."""

    order_id: Code
    problem: Code
    note: Text = ""


class GivenLine(Wire):
    """Goods of a line that the customer was given, in thousandths."""

    line: LineNumber
    milli: Annotated[int, Field(gt=0, le=10**12)]


class MovedGoods(Wire):
    """Goods that left the store."""

    sku: Code
    quantity: WireQuantity


class OrderGiven(Wire):
    """An order's goods were given to its customer, all or some of them. Kind ``order.handed_over`` from number 2 on.

    Attributes:
        given: what, by the order's lines.
        moved: those of the goods that no sale of this very moment moves: of what was paid online.
        ends: nothing of the order waits any more.
        sale_id: the sale by which they were paid at the counter.
        prepaid_minor: what was paid online of what they cost.
        checked: what was looked at to know the person.
        offline: nobody could be asked whether another terminal had done it.
    """

    order_id: Code
    given: tuple[GivenLine, ...]
    moved: tuple[MovedGoods, ...] = ()
    ends: bool = True
    sale_id: Uuid | None = None
    prepaid_minor: Count = 0
    checked: tuple[Code, ...] = ()
    offline: bool = False


class OrderPutBack(Wire):
    """An order's goods went back to where they are sold: it expired, was cancelled, or nobody wanted it."""

    order_id: Code
    why: Code


class IntakeChanged(Wire):
    """How the store takes online orders in from here on, in a rush.

    ``until`` (microseconds UTC) ends it; ``slow_minutes`` is how much longer an order takes while it is slow.
    """

    state: Literal["open", "slow", "paused"]
    slow_minutes: Count = 0
    until: Count | None = None


class IntakeItem(Wire):
    """Kind ``intake``, keyed by the store's code: how it takes orders in."""

    state: Literal["open", "slow", "paused"]
    slow_minutes: Count = 0
    until: Count | None = None
    changed_at: Count = 0


class ToldLine(Wire):
    """What was done with a line of an order, as the centre has it."""

    line: LineNumber
    milli: Count = 0
    state: PickStateWord = "open"
    reason: Code = ""
    note: Text = ""
    substitute_sku: Code = ""
    substitute_name: Text = ""
    given: Count = 0


class ToldPickup(Wire):
    """What was done with an order, as the centre has it from all terminals; times in microseconds UTC."""

    lines: tuple[ToldLine, ...] = ()
    shelf: Code = ""
    started_at: Count | None = None
    ready_at: Count | None = None
    keep_until: Count | None = None
    problem: Code = ""
    problem_note: Text = ""
    prepaid_minor: Count = 0
    handed_at: Count | None = None
    returned_at: Count | None = None
    reminded: Count = added(default=0)
