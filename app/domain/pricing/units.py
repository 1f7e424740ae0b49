"""Item-level promotions that reduce each unit, and thresholds over units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.domain.money import divide_half_up
from app.domain.offer import (
    ALL_OFF,
    AmountReward,
    EachOff,
    Measure,
    PercentReward,
    PriceList,
    PriceReward,
    Reward,
    Tiers,
)
from app.domain.pricing.state import Line, Part, Proposal, share_off
from app.domain.quantity import MILLI


def off_units(reward: Reward, line: Line, units: int, value: int) -> int:
    """What comes off some units of a line that are worth `value`: never negative, never more than that.

    A percentage is rounded half up once for all of them, in the customer's favour.
    """
    if isinstance(reward, PercentReward):
        return divide_half_up(value * reward.ppm, ALL_OFF)
    if isinstance(reward, AmountReward):
        return min(value, reward.minor * units)
    milli = units * MILLI if line.by_piece else line.milli
    return max(0, value - reward.price.amount(milli))


def propose_each(rule: EachOff | PriceList, lines: Iterable[Line], most: int) -> Proposal:
    """Every free unit costs less, dearest first, up to so many units."""
    proposal = Proposal()
    left = most
    for line in lines:
        units = min(line.free, left)
        if units <= 0:
            break
        reward = rule.reward if isinstance(rule, EachOff) else PriceReward(rule.prices[line.cart_line.sku])
        off = off_units(reward, line, units, line.value(units))
        if off:
            proposal.parts.append(Part(line, units, units, off))
            left -= units
    proposal.applications = most - left
    return proposal


def reached(rule: Tiers, measured: int, most: int) -> tuple[Reward | None, int]:
    """The reward of what was measured, and how often a threshold counted, at most so often."""
    if not rule.repeat:
        for tier in reversed(rule.tiers):
            if measured >= tier.at_least:
                return tier.reward, 1
        return None, 0
    rest, times, off = measured, 0, 0
    for tier in reversed(rule.tiers):
        fits = min(rest // tier.at_least, most - times)
        if fits and isinstance(tier.reward, AmountReward):
            rest -= fits * tier.at_least
            times += fits
            off += fits * tier.reward.minor
    return (AmountReward(off), times) if off else (None, 0)


def by_sku(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of one SKU together; in the order of each SKU's first line."""
    parted: dict[str, list[Line]] = {}
    for line in lines:
        parted.setdefault(line.cart_line.sku, []).append(line)
    return list(parted.values())


def propose_tiers(rule: Tiers, lines: Sequence[Line], most: int, most_units: int) -> Proposal:
    """Thresholds at item level: all units that were counted are used, even where only some may be reduced."""
    counted = [line for line in lines if line.by_piece] if rule.measure is Measure.QUANTITY else list(lines)
    proposal = Proposal()
    for part_of in by_sku(counted) if rule.same_sku else [counted]:
        step = _tiers_once(rule, part_of, most - proposal.applications, most_units)
        if step.gain:
            proposal.parts += step.parts
            proposal.applications += step.applications
            most_units -= sum(part.reduced for part in step.parts)
    return proposal


def _tiers_once(rule: Tiers, lines: Sequence[Line], most: int, most_units: int) -> Proposal:
    if rule.measure is Measure.QUANTITY:
        measured = sum(line.free for line in lines)
    else:
        measured = sum(line.value(line.free) for line in lines)
    reward, times = reached(rule, measured, most)
    if reward is None or most <= 0:
        return Proposal()
    proposal = Proposal(applications=times)
    values = []
    for line in lines:
        reduced = min(line.free, most_units)
        most_units -= reduced
        value = line.value(reduced)
        off = 0 if isinstance(reward, AmountReward) else off_units(reward, line, reduced, value)
        proposal.parts.append(Part(line, line.free, reduced, off))
        values.append(value)
    if isinstance(reward, AmountReward):
        share_off(proposal.parts, min(reward.minor, sum(values)), values)
    return proposal
