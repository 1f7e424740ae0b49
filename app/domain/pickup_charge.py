"""What the customer pays for goods of an order: its own prices, never the shelf's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import divide_half_up, share_out
from app.domain.pickup import PickLine, Pickup


@frozen
class Charge:
    """What goods that are given now cost; minor units.

    Attributes:
        lines: by the line's number, what its goods cost.
        total: their sum.
        prepaid: what of it was paid online.
    """

    lines: dict[int, int]
    total: int
    prepaid: int

    @property
    def due(self) -> int:
        """What is paid at the counter."""
        return self.total - self.prepaid


def due_by_line(total: int, amounts: Sequence[int]) -> list[int]:
    """The order's total split over its lines by what each costs, so that they sum to it exactly.

    Where lines cost nothing altogether the total lies on the first.
    """
    return share_out(total, amounts) if amounts else []


def check_given(one: Pickup, giving: Mapping[int, int]) -> None:
    """Refuse goods that are not there to be given.

    Args:
        giving: thousandths by the line's number.

    Raises:
        UserError: ``pickup.nothing_given``, ``pickup.no_such_line``, ``pickup.more_than_left``.
    """
    if not any(giving.values()):
        raise UserError("pickup.nothing_given")
    for number, milli in giving.items():
        if not 0 <= milli <= one.line(number).left.milli:
            raise UserError("pickup.more_than_left", line=number)


def charge_of(one: Pickup, giving: Mapping[int, int]) -> Charge:
    """What goods cost that are given now. However a line is given in parts, the parts sum to its price.

    Args:
        giving: thousandths by the line's number.
    """
    lines = {number: _part(one.line(number), one.line(number).given.milli, milli)
             for number, milli in giving.items() if milli}  # fmt: skip
    total = sum(lines.values())
    left = max(0, one.order.paid_online - one.done.prepaid)
    return Charge(lines, total, min(total, left))


def charge_so_far(one: Pickup) -> Charge:
    """What the goods cost that the customer has of an order, and what of that was paid online.

    What is due of it was paid at the counter; goods that were given twice are counted once.
    """
    has = {line.line: min(line.given.milli, line.ordered.milli) for line in one.lines}
    lines = {number: _part(one.line(number), 0, milli) for number, milli in has.items() if milli}
    total = sum(lines.values())
    return Charge(lines, total, min(total, one.done.prepaid))


def due_left(one: Pickup) -> int:
    """Minor units that are paid at the counter for all that can still be given; of one that ended, for all of it."""
    return charge_of(one, all_left(one)).due if one.is_open else one.order.due


def _part(line: PickLine, before: int, milli: int) -> int:
    whole = line.ordered.milli
    return divide_half_up(line.due * (before + milli), whole) - divide_half_up(line.due * before, whole)


def all_left(one: Pickup) -> dict[int, int]:
    """Everything that can be given now, in thousandths by the line's number."""
    return {line.line: line.left.milli for line in one.lines if line.left.milli}
