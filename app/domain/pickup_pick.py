"""Picking: what a scan or a hand does to a line of an order."""

from __future__ import annotations

from app.domain.errors import UserError
from app.domain.order import OrderState
from app.domain.pickup import PickLine, Pickup
from app.domain.pickup_done import DoneLine, PickState, Substitute, Why
from app.domain.quantity import Quantity
from app.domain.text import check_texts


def need_open(one: Pickup) -> None:
    """Refuse to do anything with an order that nobody is to be given any more.

    Raises:
        UserError: ``pickup.not_open`` (state).
    """
    if not one.is_open:
        raise UserError("pickup.not_open", state=one.state.value)


def scan(one: Pickup, sku: str, milli: int) -> DoneLine:
    """The line that a scan of goods checks off, with so much more of it.

    Of several lines of the same goods the first that wants more. What the customer has of a line that nobody picked
    lay there, too.

    Raises:
        UserError: ``pickup.not_open``; ``pickup.not_ordered`` (sku); ``pickup.enough`` (sku): all of it is there.
    """
    need_open(one)
    lines = [line for line in one.lines if line.goods.sku == sku]
    if not lines:
        raise UserError("pickup.not_ordered", sku=sku[:40])
    for line in lines:
        there = max(line.picked.milli, line.given.milli)
        if there < line.ordered.milli and line.state is not PickState.REJECTED:
            return pick(one, line.line, min(there + milli, line.ordered.milli))
    raise UserError("pickup.enough", sku=sku[:40])


def pick(one: Pickup, number: int, milli: int) -> DoneLine:
    """A line of which so much lies there, in thousandths; all of it is picked, less is still open.

    Raises:
        UserError: ``pickup.not_open``, ``pickup.no_such_line``, ``pickup.out_of_range``.
    """
    line = _line(one, number, milli)
    if line.substitute is not None:
        return DoneLine(number, milli, PickState.SUBSTITUTED, line.reason, line.note, line.substitute)
    return DoneLine(number, milli, PickState.PICKED if milli == line.ordered.milli else PickState.OPEN)


def short(one: Pickup, number: int, milli: int, reason: Why, note: str = "") -> DoneLine:
    """A line of which there is no more than this, in thousandths.

    Raises:
        UserError: as `pick`; ``pickup.not_short``: all of it is there; ``pickup.no_note``: it says nothing.
    """
    line = _line(one, number, milli)
    if milli == line.ordered.milli:
        raise UserError("pickup.not_short", line=number)
    return DoneLine(number, milli, PickState.SHORT, reason, _note(reason, note))


def reject(one: Pickup, number: int, reason: Why, note: str = "") -> DoneLine:
    """A line of which nothing is given.

    Raises:
        UserError: ``pickup.not_open``, ``pickup.no_such_line``, ``pickup.no_note``.
    """
    _line(one, number, 0)
    return DoneLine(number, 0, PickState.REJECTED, reason, _note(reason, note))


def substitute(
    one: Pickup, number: int, goods: Substitute, quantity: Quantity, reason: Why, note: str = ""
) -> DoneLine:
    """A line in whose place other goods lie; the customer says at the counter whether they take them.

    Raises:
        UserError: as `pick`; ``pickup.other_unit``: they are not counted as what was ordered;
            ``pickup.same_goods``, ``pickup.no_note``.
    """
    line = _line(one, number, quantity.milli)
    if quantity.unit is not line.ordered.unit:
        raise UserError("pickup.other_unit", line=number)
    if goods.sku == line.sku or not quantity.milli:
        raise UserError("pickup.same_goods", line=number)
    check_texts((goods.sku,), (goods.name,))
    return DoneLine(number, quantity.milli, PickState.SUBSTITUTED, reason, _note(reason, note), goods)


def check_ready(one: Pickup, shelf: str) -> str:
    """The shelf, as it is written; all lines are settled and something lies there.

    Raises:
        UserError: ``pickup.not_open``; ``pickup.not_picked`` (left): lines are still open;
            ``pickup.nothing_picked``: then it is to be cancelled; ``pickup.no_shelf``.
    """
    need_open(one)
    left = sum(not line.is_settled for line in one.lines)
    if left:
        raise UserError("pickup.not_picked", left=left)
    if not any(line.left.milli for line in one.lines):
        raise UserError("pickup.nothing_picked")
    if not shelf.strip():
        raise UserError("pickup.no_shelf")
    check_texts((shelf,), ())
    return shelf.strip()


def check_back(one: Pickup, at: int) -> None:
    """Refuse to put goods back that still wait for their customer.

    Raises:
        UserError: ``pickup.still_waits``: it is not overdue; ``pickup.not_open`` (state): they are gone or back.
    """
    if one.is_to_go_back:
        return
    need_open(one)
    late = one.overdue_from
    if one.state is not OrderState.READY or late is None or at < late:
        raise UserError("pickup.still_waits")


def _line(one: Pickup, number: int, milli: int) -> PickLine:
    need_open(one)
    line = one.line(number)
    if not line.given.milli <= milli <= line.ordered.milli:
        if milli == 0:  # nothing more of it is given; what the customer has is theirs
            return line
        raise UserError("pickup.out_of_range", line=number)
    if milli % 1000 and line.ordered.milli % 1000 == 0 and line.ordered.unit.value == "piece":
        raise UserError("quantity.too_fine", text=str(milli))
    return line


def _note(reason: Why, note: str) -> str:
    if reason is Why.OTHER and not note.strip():
        raise UserError("pickup.no_note")
    check_texts((), (note,))
    return note.strip()
