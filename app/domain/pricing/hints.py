"""Promotions that nearly give more: at least half of the next step lies in the cart already."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.offer import Bundle, BuyGet, Level, Measure, Tiers
from app.domain.pricing.carts import measured
from app.domain.pricing.result import Hint
from app.domain.pricing.state import Line
from app.domain.pricing.units import by_sku
from app.domain.promotion import Promotion


def hint_of(promotion: Promotion, pools: Sequence[Sequence[Line]], missing_spend: int) -> Hint | None:
    """What to add for the next step of a promotion that could apply.

    Args:
        pools: the lines of each of its selections, after all promotions have been applied.
        missing_spend: minor units that its minimum spend lacks.
    """
    minimum = promotion.minimum
    if minimum is not None and missing_spend > 0:
        near = 2 * missing_spend <= minimum.minor
        return Hint(promotion.id, promotion.name, amount=missing_spend) if near else None
    rule = promotion.rule
    if isinstance(rule, Tiers):
        missing = _missing_of_tiers(promotion, rule, pools[0])
        if rule.measure is Measure.AMOUNT:
            return Hint(promotion.id, promotion.name, amount=missing) if missing else None
    elif isinstance(rule, BuyGet):
        missing = _missing_of_buy_get(rule, pools)
    elif isinstance(rule, Bundle) and len(rule.groups) == 1:
        missing = _missing_of_sets(pools[0], rule.groups[0].count, same_sku=rule.same_sku)
    else:
        missing = 0
    return Hint(promotion.id, promotion.name, units=missing) if missing else None


def _near(has: int, step: int) -> int:
    """What is missing for a step when at least half of it is there, or 0."""
    return step - has if has < step <= 2 * has else 0


def _free(lines: Sequence[Line]) -> int:
    return sum(line.units - line.used for line in lines if line.is_plain and line.minor)


def _missing_of_sets(lines: Sequence[Line], size: int, *, same_sku: bool) -> int:
    parts = by_sku(lines) if same_sku else [lines]
    return min((missing for part in parts if (missing := _near(_free(part) % size, size))), default=0)


def _missing_of_buy_get(rule: BuyGet, pools: Sequence[Sequence[Line]]) -> int:
    if rule.get is None:
        return _missing_of_sets(pools[0], rule.buy_count + rule.get_count, same_sku=rule.same_sku)
    return rule.get_count if _free(pools[0]) >= rule.buy_count and not _free(pools[1]) else 0


def _missing_of_tiers(promotion: Promotion, rule: Tiers, lines: Sequence[Line]) -> int:
    if rule.level is Level.CART:
        has = measured(rule, [line for line in lines if line.amount > line.closed])
        return _next_step(rule, has)
    own = [_own(promotion, rule, part) for part in (by_sku(lines) if rule.same_sku else [lines])]
    return min((missing for has in own if (missing := _next_step(rule, has))), default=0)


def _own(promotion: Promotion, rule: Tiers, lines: Sequence[Line]) -> int:
    """What the promotion has used, and what is still free for it."""
    has = 0
    for line in lines:
        if line.is_plain and line.minor:
            units = line.units - line.used + sum(one.units for one in line.taken if one.rule_id == promotion.id)
            has += units if rule.measure is Measure.QUANTITY else line.cart_line.price.amount(units * 1000)
    return has


def _next_step(rule: Tiers, has: int) -> int:
    if rule.repeat:
        for tier in reversed(rule.tiers):
            has %= tier.at_least
        return _near(has, rule.tiers[0].at_least)
    return next((_near(has, tier.at_least) for tier in rule.tiers if tier.at_least > has), 0)
