"""What is given back for goods that return: exactly what was paid, however often parts of a line come back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import divide_half_up
from app.domain.sale import Reduced, SoldLine
from app.domain.tender import Tender, TenderKind

#: Back to what was paid with, in this order: money that never was cash first, cash last.
CREDIT_FIRST = (
    TenderKind.PREPAID,
    TenderKind.POINTS,
    TenderKind.STORE_CREDIT,
    TenderKind.GIFT_CARD,
    TenderKind.WALLET,
    TenderKind.CARD,
    TenderKind.CASH,
)


@frozen
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

    def after(self, milli: int) -> LineState:
        """The line once a part of it came back.

        Raises:
            UserError: ``return.more_than_remains``.
        """
        refund, tax = refund_share(self, milli)
        return replace(
            self,
            returned_milli=self.returned_milli + milli,
            refunded=self.refunded + refund,
            refunded_tax=self.refunded_tax + tax,
        )


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


def part_of(whole: int, state: LineState, milli: int) -> int:
    """The part of an amount that goes with a part of a line, such that all parts sum to the whole."""
    before, then = state.returned_milli, state.returned_milli + milli
    total = state.quantity_milli
    return divide_half_up(whole * then, total) - divide_half_up(whole * before, total)


@frozen
class Breakdown:
    """How what is given back for a part of a line comes about; minor units.

    Attributes:
        gross: at the price on the line, before the shares of what came off the whole cart.
        shares: what came off, by the part of it that goes with these goods.
        tax: what was added on top, where tax is not contained.
        refund: what is given back: `gross` less the shares, and the tax.
    """

    gross: int
    shares: tuple[tuple[Reduced, int], ...]
    tax: int
    refund: int


def break_up(sold: SoldLine, state: LineState, milli: int, *, contained: bool) -> Breakdown:
    """Say how the refund for a part of a line comes about.

    Args:
        contained: whether the tax is in the price.

    Raises:
        UserError: ``return.more_than_remains``.
    """
    refund, tax = refund_share(state, milli)
    added = 0 if contained else tax
    whole = [one for one in sold.reductions if one.reduction.kind.is_of_cart]
    shares = tuple((one, part_of(one.reduction.amount, state, milli)) for one in whole)
    gross = refund - added + sum(minor for _, minor in shares)  # what rounding leaves over is the price's
    return Breakdown(gross, tuple(one for one in shares if one[1]), added, refund)


@frozen
class WayBack:
    """A part of a refund, by what the goods were paid with.

    Attributes:
        minor: minor units, positive.
        reference: of the tender that took the money, such as a card slip's approval code.
    """

    kind: TenderKind
    minor: int
    reference: str = ""


def ways_back(
    due: int, paid: Sequence[Tender], given: Mapping[TenderKind, int], kinds: Collection[TenderKind]
) -> tuple[WayBack, ...]:
    """Split a refund over what was paid with: everything that is no cash first, each as far as it paid.

    Args:
        due: minor units, not negative.
        paid: the tenders of the sale, as they stand now.
        given: by kind, what was given back for goods of it already.
        kinds: what money can be given back with here; the rest goes in cash. What was paid online stays a way of its
            own, which nobody here can go: cash in its place is another way than it was paid.
    """
    found: list[WayBack] = []
    for kind in CREDIT_FIRST[:-1]:
        before = given.get(kind, 0)
        for one in paid if kind in kinds or kind is TenderKind.PREPAID else ():
            if one.kind is not kind or one.amount <= 0:
                continue
            gone = min(before, one.amount)
            before -= gone
            if minor := min(due, one.amount - gone):
                found.append(WayBack(kind, minor, one.reference))
                due -= minor
    return (*found, WayBack(TenderKind.CASH, due)) if due else tuple(found)
