"""The lines of a sale whose goods come back: what of each can still come back, and what that is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.cart import CartReturn
from app.domain.frozen import frozen
from app.domain.quantity import MILLI, Unit
from app.domain.refund import Breakdown, LineState, break_up
from app.domain.sale import SoldLine
from app.runtime.refund_sale import SoughtSale


@frozen
class BackLine:
    """A line of the sale that is looked at.

    Attributes:
        state: what of it came back, what the open cart holds among it.
        booked: what of it came back already, by the books alone.
        milli: thousandths of it that are chosen.
    """

    sold: SoldLine
    state: LineState
    booked: LineState
    milli: int = 0

    @property
    def remaining(self) -> int:
        """Thousandths that can still come back."""
        return max(0, self.state.remaining_milli)

    @property
    def step(self) -> int:
        """Thousandths that one step is: a piece, or a tenth of what goods are measured in."""
        return MILLI if self.is_counted else MILLI // 10

    @property
    def is_counted(self) -> bool:
        """Whether it is sold by the piece."""
        return self.sold.quantity.unit is Unit.PIECE


class BackLines:
    """The lines, asked for at every key: while nothing about one changed it is the same object, and so is its worth.

    Args:
        sought: whose lines they are.
        contained: whether the tax is in the prices.
    """

    def __init__(self, sought: SoughtSale, *, contained: bool) -> None:
        self._sought = sought
        self._contained = contained
        self._told: dict[int, BackLine] = {}
        self._lines: tuple[BackLine, ...] = ()
        self._made_of: tuple[object, ...] = (None,) * 4
        self._parts: dict[int, tuple[BackLine, LineState, Breakdown]] = {}

    def all(self, chosen: Mapping[int, int], returns: tuple[CartReturn, ...]) -> tuple[BackLine, ...]:
        """As they stand.

        Args:
            chosen: thousandths that come back, by line; another one for another choice.
            returns: what the open cart holds already.
        """
        sought = self._sought
        made_of = (chosen, sought.sold, sought.states, returns)
        if any(one is not other for one, other in zip(made_of, self._made_of, strict=True)):
            held = self._held(returns)
            told = {
                number: self._line(sold, held.get(number, ()), chosen.get(number, 0))
                for number, sold in sought.sold.items()
            }
            self._told, self._lines, self._made_of = told, tuple(told.values()), made_of
        return self._lines

    def _held(self, returns: tuple[CartReturn, ...]) -> dict[int, list[int]]:
        """By line of the sale, the thousandths of it that the open cart holds."""
        view, held = self._sought.view, dict[int, list[int]]()
        for one in returns if view is not None else ():
            if view is not None and one.sale_id == view.sale.ticket.sale_id and one.sale_line is not None:
                held.setdefault(one.sale_line, []).append(one.quantity.milli)
        return held

    def _line(self, sold: SoldLine, held: Sequence[int], wanted: int) -> BackLine:
        booked = state = self._sought.states[sold.line]
        for milli in held:
            if milli <= state.remaining_milli:
                state = state.after(milli)
        before = self._told.get(sold.line)
        same = before is not None and before.sold is sold and before.booked is booked and before.milli == wanted
        if same and before is not None and (before.state is state or before.state == state):
            return before
        return BackLine(sold, state, booked, wanted)

    def breakdown(self, line: BackLine, *, in_exchange: bool) -> Breakdown:
        """How what is given back for a line comes about: in an exchange after what the cart holds of it."""
        number, state = line.sold.line, line.state if in_exchange else line.booked
        known = self._parts.get(number)
        if known is not None and known[0] is line and known[1] is state:
            return known[2]
        part = break_up(line.sold, state, line.milli, contained=self._contained)
        self._parts[number] = (line, state, part)
        return part
