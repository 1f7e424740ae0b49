"""The working state of one pricing: lines as plain integers, and what a promotion proposes to do with them.

Units are never expanded one by one: a line of 74,215 pieces is one run, used up from its front.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from app.domain.cart import Cart, CartLine
from app.domain.money import divide_half_up, share_out
from app.domain.pricing.result import Reduction, ReductionKind, Taken
from app.domain.promotion import Promotion
from app.domain.quantity import MILLI, Price, Unit

#: Minor units of one unit; a fraction where the price basis is not one unit, so that comparing is exact.
UnitPrice: TypeAlias = int | Fraction


def unit_price(price: Price) -> UnitPrice:
    """What one unit costs, exactly."""
    return price.minor if price.per_milli == MILLI else Fraction(price.minor * MILLI, price.per_milli)


class Line:
    """One cart line while it is being priced.

    Attributes:
        place: where it stands in the order of pricing, dearest unit first.
        units: pieces; 1 for goods sold by measure.
        is_plain: pieces whose price nobody changed by hand.
        used: units that item-level promotions have used up, from the front.
        priced: minor units at the line's price (listed, or overridden), before reductions.
        amount: minor units now.
        closed, closed_units, closed_priced: the part of the amount now, of the units and of the priced amount that
            exclusive promotions keep from cart-level ones.
    """

    __slots__ = (
        "amount",
        "by_piece",
        "cart_line",
        "closed",
        "closed_priced",
        "closed_units",
        "is_plain",
        "listed_amount",
        "milli",
        "minor",
        "per_milli",
        "place",
        "priced",
        "reductions",
        "taken",
        "unit_price",
        "units",
        "used",
    )

    def __init__(self, cart_line: CartLine) -> None:
        price = cart_line.price
        self.cart_line = cart_line
        self.place = 0
        self.minor = price.minor
        self.per_milli = price.per_milli
        self.milli = cart_line.quantity.milli
        self.by_piece = cart_line.quantity.unit is Unit.PIECE
        self.units = self.milli // MILLI if self.by_piece else 1
        self.is_plain = self.by_piece and cart_line.override is None and cart_line.discount is None
        self.used = 0
        self.priced = price.amount(self.milli)
        self.listed_amount = cart_line.listed.amount(self.milli) if cart_line.override else self.priced
        self.unit_price = unit_price(price) if self.by_piece else self.priced
        self.amount = self.priced
        self.closed = self.closed_units = self.closed_priced = 0
        self.reductions: list[Reduction] = []
        self.taken: list[Taken] = []
        if cart_line.override:
            off, reason = self.listed_amount - self.priced, cart_line.override.reason
            self.reductions.append(Reduction("override", reason, ReductionKind.OVERRIDE, off, self.units))

    @property
    def free(self) -> int:
        """Units that no item-level promotion has used."""
        return self.units - self.used

    def value(self, units: int) -> int:
        """Minor units, before reductions, of the next free units.

        With a price basis other than one unit, what a unit costs depends on where it stands: the runs of a line
        always sum to what the whole line costs.
        """
        if not self.by_piece:
            return self.priced if units else 0
        if self.per_milli == MILLI:
            return self.minor * units
        return self._up_to(self.used + units) - self._up_to(self.used)

    def last_value(self, units: int, of: int) -> int:
        """Minor units of the last few of the next free units."""
        return self.value(of) - self.value(of - units)

    def _up_to(self, units: int) -> int:
        return divide_half_up(self.minor * MILLI * units, self.per_milli)

    def reduce(self, reduction: Reduction, closed: int = 0) -> None:
        """Take a reduction off, so much of it from the closed part."""
        self.amount -= reduction.amount
        self.closed -= closed
        self.reductions.append(reduction)


def _tie(line: CartLine) -> tuple[object, ...]:
    """Whatever else decides the price of a line, so that equal lines are those that may swap freely."""
    discount = line.discount
    return (
        line.listed.minor,
        line.listed.per_milli,
        line.quantity.unit.value,
        line.category,
        line.tax_class,
        sorted(line.tags),
        line.override is not None,
        (discount.kind.value, discount.value) if discount else ("", 0),
    )


def working_lines(cart: Cart) -> list[Line]:
    """The cart's lines, dearest unit first, in an order that does not depend on the order of scanning."""
    often = Counter(line.sku for line in cart.lines)

    def key(line: Line) -> tuple[UnitPrice, str, int, tuple[object, ...], int]:
        bought = line.cart_line
        tie = _tie(bought) if often[bought.sku] > 1 else ()
        return (-line.unit_price, bought.sku, -line.milli, tie, bought.line_id)

    lines = sorted((Line(bought) for bought in cart.lines), key=key)
    for place, line in enumerate(lines):
        line.place = place
    return lines


@dataclass(slots=True)
class Part:
    """What a promotion would do with one line.

    Attributes:
        units: units that it uses up; 0 at cart level.
        reduced: units of them that cost less.
        off: minor units that come off.
    """

    line: Line
    units: int
    reduced: int
    off: int


@dataclass(slots=True)
class Proposal:
    """What a promotion would do with the cart as it stands now."""

    parts: list[Part] = field(default_factory=list)
    applications: int = 0

    @property
    def gain(self) -> int:
        """Minor units that the customer would save."""
        return sum(part.off for part in self.parts)


def share_off(parts: Sequence[Part], off: int, weights: Sequence[int]) -> None:
    """Share a reduction over parts by weights (largest remainder); no part gets more than its weight."""
    for part, share in zip(parts, share_out(off, weights), strict=True):
        part.off = share


def cap_off(proposal: Proposal, most: int) -> Proposal:
    """Cut a reduction down to what the promotion may give per cart; the units stay in it."""
    if proposal.gain > most:
        proposal.parts.sort(key=lambda part: part.line.place)
        share_off(proposal.parts, most, [part.off for part in proposal.parts])
    return proposal


def commit_item(promotion: Promotion, proposal: Proposal) -> None:
    """Use up the units and take the reductions off."""
    for part in proposal.parts:
        line = part.line
        value = line.value(part.units) if promotion.exclusive else 0
        line.used += part.units
        line.taken.append(Taken(promotion.id, part.units))
        if promotion.exclusive:
            line.closed += value
            line.closed_priced += value
            line.closed_units += part.units
        if part.off:
            reduction = Reduction(promotion.id, promotion.name, ReductionKind.ITEM, part.off, part.reduced)
            line.reduce(reduction, part.off if promotion.exclusive else 0)


def commit_cart(promotion: Promotion, proposal: Proposal) -> None:
    """Take each line's share off its open part."""
    rule_id, name, kind = promotion.id, promotion.name, ReductionKind.CART
    for part in proposal.parts:
        if part.off:
            part.line.reduce(Reduction(rule_id, name, kind, part.off, part.reduced))


def spend(lines: Iterable[Line], *, before: bool) -> int:
    """What lines cost, in minor units: before any reduction, or as they stand now."""
    return sum(line.priced if before else line.amount for line in lines)
