"""Cart-level promotions and what is reduced by hand."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.cart import Discount, DiscountKind
from app.domain.money import divide_half_up, share_out
from app.domain.offer import (
    ALL_OFF,
    AmountReward,
    CartOff,
    Counted,
    Measure,
    PercentReward,
    PriceReward,
    Tiers,
)
from app.domain.pricing.result import Reduction, ReductionKind
from app.domain.pricing.state import Line, Part, Proposal
from app.domain.pricing.units import reached


def propose_cart(rule: CartOff | Tiers, lines: Sequence[Line], most: int) -> Proposal:
    """Off what the goods cost now, shared over the lines by that (largest remainder).

    What an exclusive item-level promotion used is not among it, neither to be counted nor to be reduced.
    """
    lines = [line for line in lines if line.amount > line.closed]
    weights = [line.amount - line.closed for line in lines]
    base = sum(weights)
    if isinstance(rule, Tiers):
        reward, times = reached(rule, measured(rule, lines), most)
    else:
        reward, times = rule.reward, 1
        if isinstance(reward, AmountReward):
            times = most
            reward = AmountReward(reward.minor * times) if times else None
    if reward is None or isinstance(reward, PriceReward) or not base or most <= 0:
        return Proposal()
    shares = share_out(_off_base(reward, base), weights)
    return Proposal(
        [Part(line, 0, line.units - line.closed_units, off) for line, off in zip(lines, shares, strict=True) if off],
        times,
    )


def _off_base(reward: PercentReward | AmountReward, base: int) -> int:
    if isinstance(reward, PercentReward):
        return divide_half_up(base * reward.ppm, ALL_OFF)
    return min(reward.minor, base)


def measured(rule: Tiers, lines: Sequence[Line]) -> int:
    """What a cart-level threshold counts of lines that it may reduce: pieces, or minor units."""
    if rule.measure is Measure.QUANTITY:
        return sum(line.units - line.closed_units for line in lines if line.by_piece)
    if rule.counted is Counted.BEFORE:
        return sum(line.priced - line.closed_priced for line in lines)
    return sum(line.amount - line.closed for line in lines)


def _by_hand(discount: Discount, amount: int) -> int:
    if discount.kind is DiscountKind.PERCENT:
        return divide_half_up(amount * discount.value, ALL_OFF)
    return min(discount.value, amount)


def take_line_discounts(lines: Sequence[Line]) -> None:
    """Manual discounts on lines: off what item-level promotions left, after them and before cart-level ones."""
    for line in lines:
        discount = line.cart_line.discount
        off = _by_hand(discount, line.amount) if discount else 0
        if discount and off:
            closed = divide_half_up(off * line.closed, line.amount)
            line.reduce(Reduction("discount", discount.reason, ReductionKind.DISCOUNT, off, line.units), closed)


def take_cart_discount(discount: Discount | None, lines: Sequence[Line]) -> None:
    """The manual discount on the whole cart: last of all, over every line."""
    amounts = [line.amount for line in lines]
    off = _by_hand(discount, sum(amounts)) if discount else 0
    if discount and off:
        for line, share in zip(lines, share_out(off, amounts), strict=True):
            if share:
                kind = ReductionKind.CART_DISCOUNT
                line.reduce(Reduction("cart_discount", discount.reason, kind, share, line.units))
