"""Promotions that nearly give more: at least half of the next step lies in the cart already."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.domain.offer import Bundle, BuyGet, Counted, Level, Measure, Tiers
from app.domain.pricing.carts import measured
from app.domain.pricing.result import Hint
from app.domain.pricing.state import Line
from app.domain.pricing.units import by_sku
from app.domain.promotion import Promotion
from app.domain.quantity import MILLI


class Left:
    """What item-level promotions left of a selection of lines: looked up once, since many promotions mean the same.

    Selections are known by their identity: they live as long as the pricing.
    """

    def __init__(self, applied: Collection[str]) -> None:
        #: Ids of the promotions that gave something.
        self.applied = applied
        self._units: dict[int, int] = {}
        self._worth: dict[int, int] = {}
        self._parts: dict[int, list[list[Line]]] = {}
        self._measured: dict[tuple[int, Measure, Counted], int] = {}

    def units(self, lines: Sequence[Line]) -> int:
        """Pieces at a price that nobody changed by hand and no promotion used."""
        found = self._units.get(id(lines))
        if found is None:
            found = self._units[id(lines)] = sum(
                line.units - line.used for line in lines if line.is_plain and line.minor
            )
        return found

    def worth(self, lines: Sequence[Line]) -> int:
        """What these pieces cost, in minor units."""
        found = self._worth.get(id(lines))
        if found is None:
            found = self._worth[id(lines)] = sum(
                _value(line, line.units - line.used) for line in lines if line.is_plain
            )
        return found

    def measured(self, rule: Tiers, lines: Sequence[Line]) -> int:
        """What a cart-level threshold counts of them, when all has been taken off."""
        key = (id(lines), rule.measure, rule.counted)
        found = self._measured.get(key)
        if found is None:
            found = self._measured[key] = measured(rule, [line for line in lines if line.amount > line.closed])
        return found

    def parts(self, lines: Sequence[Line], *, same_sku: bool) -> Sequence[Sequence[Line]]:
        """Those of one SKU together, or all."""
        if not same_sku:
            return (lines,)
        found = self._parts.get(id(lines))
        if found is None:
            found = self._parts[id(lines)] = by_sku(lines)
        return found


def _value(line: Line, units: int) -> int:
    return line.cart_line.price.amount(units * MILLI)


def hint_of(promotion: Promotion, pools: Sequence[Sequence[Line]], missing_spend: int, left: Left) -> Hint | None:
    """What to add for the next step of a promotion that could apply.

    Args:
        pools: the lines of each of its selections, after all promotions have been applied.
        missing_spend: minor units that its minimum spend lacks.
        left: what is left of them, for all hints of one pricing.
    """
    minimum = promotion.minimum
    if minimum is not None and missing_spend > 0:
        near = 2 * missing_spend <= minimum.minor
        return Hint(promotion.id, promotion.name, amount=missing_spend) if near else None
    rule = promotion.rule
    used_up = not left.units(pools[0]) and promotion.id not in left.applied
    if used_up and promotion.level is Level.ITEM:
        return None  # most promotions of a chain, and half of nothing is never near
    if isinstance(rule, Tiers):
        missing = _missing_of_tiers(promotion, rule, pools[0], left)
        if rule.measure is Measure.AMOUNT:
            return Hint(promotion.id, promotion.name, amount=missing) if missing else None
    elif isinstance(rule, BuyGet):
        missing = _missing_of_buy_get(rule, pools, left)
    elif isinstance(rule, Bundle) and len(rule.groups) == 1:
        missing = _missing_of_sets(left.parts(pools[0], same_sku=rule.same_sku), rule.groups[0].count, left)
    else:
        missing = 0
    return Hint(promotion.id, promotion.name, units=missing) if missing else None


def _near(has: int, step: int) -> int:
    """What is missing for a step when at least half of it is there, or 0."""
    return step - has if has < step <= 2 * has else 0


def _missing_of_sets(parts: Sequence[Sequence[Line]], size: int, left: Left) -> int:
    return min((missing for part in parts if (missing := _near(left.units(part) % size, size))), default=0)


def _missing_of_buy_get(rule: BuyGet, pools: Sequence[Sequence[Line]], left: Left) -> int:
    if rule.get is None:
        parts = left.parts(pools[0], same_sku=rule.same_sku)
        return _missing_of_sets(parts, rule.buy_count + rule.get_count, left)
    return rule.get_count if left.units(pools[0]) >= rule.buy_count and not left.units(pools[1]) else 0


def _missing_of_tiers(promotion: Promotion, rule: Tiers, lines: Sequence[Line], left: Left) -> int:
    if rule.level is Level.CART:
        return _next_step(rule, left.measured(rule, lines))
    own = [_own(promotion, rule, part, left) for part in left.parts(lines, same_sku=rule.same_sku)]
    return min((missing for has in own if (missing := _next_step(rule, has))), default=0)


def _own(promotion: Promotion, rule: Tiers, lines: Sequence[Line], left: Left) -> int:
    """What the promotion has used, and what is still free for it."""
    if promotion.id not in left.applied:
        return left.units(lines) if rule.measure is Measure.QUANTITY else left.worth(lines)
    has = 0
    for line in lines:
        if line.is_plain and line.minor:
            units = line.units - line.used + sum(one.units for one in line.taken if one.rule_id == promotion.id)
            has += units if rule.measure is Measure.QUANTITY else _value(line, units)
    return has


def _next_step(rule: Tiers, has: int) -> int:
    if rule.repeat:
        for tier in reversed(rule.tiers):
            has %= tier.at_least
        return _near(has, rule.tiers[0].at_least)
    return next((_near(has, tier.at_least) for tier in rule.tiers if tier.at_least > has), 0)
