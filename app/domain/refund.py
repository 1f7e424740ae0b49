"""What is given back for goods that return: exactly what was paid, however often parts of a line come back."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import UserError
from app.domain.money import divide_half_up


@dataclass(frozen=True, slots=True)
class LineState:
    """A sold line and what of it has already come back; quantities in thousandths, amounts in minor units."""

    quantity_milli: int
    paid: int
    tax: int
    returned_milli: int = 0
    refunded: int = 0
    refunded_tax: int = 0

    @property
    def remaining_milli(self) -> int:
        """How much of the line can still come back."""
        return self.quantity_milli - self.returned_milli


def refund_share(state: LineState, milli: int) -> tuple[int, int]:
    """What to give back, and the tax in it, for a part of a line.

    ``round(paid x returned so far / quantity) - already refunded``: the parts always sum to what was paid.

    Raises:
        UserError: ``return.more_than_remains``.
    """
    if not 0 < milli <= state.remaining_milli:
        raise UserError("return.more_than_remains", remaining_milli=state.remaining_milli, asked_milli=milli)
    so_far = state.returned_milli + milli
    refund = divide_half_up(state.paid * so_far, state.quantity_milli) - state.refunded
    tax = divide_half_up(state.tax * so_far, state.quantity_milli) - state.refunded_tax
    return refund, tax
