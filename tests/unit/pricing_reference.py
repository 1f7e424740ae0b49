"""Pricing written a second time, slowly and plainly: every unit by itself, every set tried by matching.

It shares no code with the product but the data types and the exact price of a quantity. Prices here are per unit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from fractions import Fraction

from app.domain.cart import Cart, CartLine, Discount, DiscountKind
from app.domain.offer import (
    AmountReward,
    Bundle,
    BuyGet,
    CartOff,
    Counted,
    Goods,
    Level,
    Measure,
    PercentReward,
    PriceList,
)
from app.domain.promotion import Over, Promotion, Window
from app.domain.quantity import Unit


def half_up(number: Fraction) -> int:
    return int(number + Fraction(1, 2))


def shared(amount: int, weights: list[int]) -> list[int]:
    if not sum(weights):
        return [amount] + [0] * (len(weights) - 1)
    exact = [Fraction(amount * weight, sum(weights)) for weight in weights]
    parts = [int(one) for one in exact]
    order = sorted(range(len(weights)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: amount - sum(parts)]:
        parts[place] += 1
    return parts


@dataclass(eq=False)
class Unit1:
    row: Row
    cost: int
    used: bool = False


@dataclass(eq=False)
class Row:
    line: CartLine
    units: list[Unit1] = field(default_factory=list)
    offs: list[int] = field(default_factory=list)
    closed: int = 0
    closed_cost: int = 0
    closed_units: int = 0

    @property
    def cost(self) -> int:
        return sum(unit.cost for unit in self.units)

    @property
    def amount(self) -> int:
        return self.cost - sum(self.offs)


def rows_of(cart: Cart) -> list[Row]:
    rows = []
    for line in cart.lines:
        row = Row(line)
        if line.quantity.unit is Unit.PIECE:
            row.units = [Unit1(row, line.price.minor) for _ in range(line.quantity.pieces)]
        else:
            row.units = [Unit1(row, line.price.amount(line.quantity.milli))]
        rows.append(row)
    return sorted(rows, key=lambda row: (-row.units[0].cost, row.line.sku, -row.line.quantity.milli, tie(row.line)))


def tie(line: CartLine) -> tuple:
    discount = (line.discount.kind.value, line.discount.value) if line.discount else ("", 0)
    unit = line.quantity.unit.value
    return line.listed.minor, unit, line.category, sorted(line.tags), line.override is not None, discount


def meant(goods: Goods, line: CartLine) -> bool:
    def within(paths: frozenset[str]) -> bool:
        return any(line.category == path or line.category.startswith(f"{path}/") for path in paths)

    if line.sku in goods.not_skus or goods.not_tags & line.tags or within(goods.not_categories):
        return False
    chosen = line.sku in goods.skus or bool(goods.tags & line.tags) or within(goods.categories)
    return chosen or not (goods.skus or goods.tags or goods.categories)


def selections(promotion: Promotion) -> list[Goods]:
    rule = promotion.rule
    if isinstance(rule, PriceList):
        return [Goods(skus=frozenset(rule.prices))]
    if isinstance(rule, BuyGet):
        return [rule.buy, rule.get] if rule.get else [rule.buy]
    if isinstance(rule, Bundle):
        return [group.goods for group in rule.groups]
    return [rule.goods]


def matching(slots: list[list[Unit1]]) -> bool:
    """Whether each slot can have a unit of its own."""
    owner: dict[int, int] = {}

    def place(slot: int, seen: set[int]) -> bool:
        for unit in slots[slot]:
            if id(unit) not in seen:
                seen.add(id(unit))
                if id(unit) not in owner or place(owner[id(unit)], seen):
                    owner[id(unit)] = slot
                    return True
        return False

    return all(place(slot, set()) for slot in range(len(slots)))


def filled(pools: list[list[Unit1]], needs: list[int]) -> list[list[Unit1]] | None:
    """Units for each pool's need, in each pool's order as far as the other needs allow."""

    def possible(fixed: set[int], left: list[int]) -> bool:
        return matching(
            [
                [unit for unit in pool if id(unit) not in fixed]
                for pool, need in zip(pools, left, strict=True)
                for _ in range(need)
            ]
        )

    left, fixed, found = list(needs), set(), []
    if not possible(fixed, left):
        return None
    for number, pool in enumerate(pools):
        chosen = []
        for unit in pool:
            if left[number] and id(unit) not in fixed:
                rest = [need - (at == number) for at, need in enumerate(left)]
                if possible(fixed | {id(unit)}, rest):
                    fixed, left = fixed | {id(unit)}, rest
                    chosen.append(unit)
        found.append(chosen)
    return found


@dataclass
class Plan:
    """Units used; of them those that cost less; minor units off by row."""

    used: list[Unit1] = field(default_factory=list)
    less: list[Unit1] = field(default_factory=list)
    offs: dict[int, tuple[Row, int]] = field(default_factory=dict)
    times: int = 0

    @property
    def gain(self) -> int:
        return sum(off for _, off in self.offs.values())

    def add(self, other: Plan) -> None:
        if other.gain:
            self.used += other.used
            self.less += other.less
            self.offs |= other.offs
            self.times += other.times


def by_row(units: list[Unit1]) -> list[tuple[Row, list[Unit1]]]:
    found: dict[int, tuple[Row, list[Unit1]]] = {}
    for unit in units:
        found.setdefault(id(unit.row), (unit.row, []))[1].append(unit)
    return list(found.values())


def off_of(reward: object, row: Row, units: list[Unit1]) -> int:
    cost = sum(unit.cost for unit in units)
    if isinstance(reward, PercentReward):
        return half_up(Fraction(cost * reward.ppm, 1_000_000))
    if isinstance(reward, AmountReward):
        return min(cost, reward.minor * len(units))
    if row.line.quantity.unit is Unit.PIECE:
        return max(0, cost - reward.price.minor * len(units))
    return max(0, cost - half_up(Fraction(reward.price.minor * row.line.quantity.milli, 1000))) if units else 0


def less_each(reward: object, units: list[Unit1]) -> dict[int, tuple[Row, int]]:
    return {id(row): (row, off_of(reward, row, of)) for row, of in by_row(units)}


def share_over(off: int, units: list[Unit1], order: list[Row]) -> dict[int, tuple[Row, int]]:
    rows = sorted(by_row(units), key=lambda pair: order.index(pair[0]))
    parts = shared(off, [sum(unit.cost for unit in of) for _, of in rows])
    return {id(row): (row, part) for (row, _), part in zip(rows, parts, strict=True)}


def parted(units: list[Unit1], same_sku: bool) -> list[list[Unit1]]:
    if not same_sku:
        return [units] if units else []
    skus = list(dict.fromkeys(unit.row.line.sku for unit in units))
    return [[unit for unit in units if unit.row.line.sku == sku] for sku in skus]


def holds(window: Window, local: datetime) -> bool:
    """By trying each day on which the window may have begun."""
    for day in (local.date(), local.date() - timedelta(days=1)):
        begins = (not window.weekdays or day.isoweekday() in window.weekdays) and (
            (window.from_on or day) <= day <= (window.until_on or day)
        )
        midnight = datetime.combine(day, time.min)
        spans = [(hours.start, hours.end) for hours in window.hours]
        if not spans and begins and day == local.date():
            return True
        for start, end in spans:
            first = midnight + timedelta(hours=start.hour, minutes=start.minute)
            last = midnight + timedelta(hours=end.hour, minutes=end.minute)
            if last <= first:
                last += timedelta(days=1)
            if begins and first <= local.replace(tzinfo=None) < last:
                return True
    return False


def reached(rule: object, measured: int, most: int) -> tuple[object, int]:
    if not rule.repeat:
        fits = [tier.reward for tier in rule.tiers if tier.at_least <= measured]
        return (fits[-1], 1) if fits else (None, 0)
    off = times = 0
    for tier in reversed(rule.tiers):
        while measured >= tier.at_least and times < most:
            measured, times, off = measured - tier.at_least, times + 1, off + tier.reward.minor
    return (AmountReward(off), times) if off else (None, 0)


class Reference:
    """One pricing of one cart."""

    def __init__(self, cart: Cart, promotions: list[Promotion], local: datetime) -> None:
        self.cart = cart
        self.rows = rows_of(cart)
        self.applied: list[tuple[str, int, int]] = []
        self.at_cart: list[Promotion] = []
        self.decided: dict[str, Promotion | None] = {}
        able = [one for one in promotions if self.able(one, local)]
        self.promotions = sorted(able, key=lambda one: (-one.priority, one.id))
        self.turn(Level.ITEM)
        for row in self.rows:
            self.by_hand(row.line.discount, [row])
        self.turn(Level.CART)
        self.by_hand(cart.discount, self.rows)

    def able(self, promotion: Promotion, local: datetime) -> bool:
        member = self.cart.member
        return (
            (promotion.currency or self.cart.currency) == self.cart.currency
            and holds(promotion.window, local)
            and (
                promotion.members is None
                or (member is not None and (not promotion.members or member.tier in promotion.members))
            )
            and (promotion.coupon is None or self.coupons(promotion) > 0)
        )

    def coupons(self, promotion: Promotion) -> int:
        return len({code for code in self.cart.coupons if code.split("/")[0] == promotion.coupon})

    def by_hand(self, discount: Discount | None, rows: list[Row]) -> None:
        base = sum(row.amount for row in rows)
        if not discount or not base:
            return
        percent = discount.kind is DiscountKind.PERCENT
        off = half_up(Fraction(base * discount.value, 1_000_000)) if percent else min(discount.value, base)
        for row, part in zip(rows, shared(off, [row.amount for row in rows]), strict=True):
            if len(rows) == 1 and row.amount:
                row.closed -= half_up(Fraction(part * row.closed, row.amount))
            row.offs.append(part)

    def turn(self, level: Level) -> None:
        for promotion in self.promotions:
            if promotion.level is not level:
                continue
            if promotion.group is None:
                self.do(promotion)
            elif promotion.group in self.decided:
                if self.decided[promotion.group] is promotion:
                    self.do(promotion)
            elif self.plan(promotion).gain:
                rivals = [one for one in self.promotions if one.group == promotion.group]
                rivals = [one for one in rivals if level is Level.ITEM or one.level is level]
                best = max(rivals, key=lambda one: self.plan(one).gain)
                if best.level is level:
                    self.do(best)
                self.decided[promotion.group] = best if best.level is not level else None

    def plan(self, promotion: Promotion) -> Plan:
        minimum = promotion.minimum
        if minimum:
            rows = self.rows
            if minimum.over is Over.GOODS:
                rows = [row for row in rows if any(meant(one, row.line) for one in selections(promotion))]
            if sum(row.cost if minimum.counted is Counted.BEFORE else row.amount for row in rows) < minimum.minor:
                return Plan()
        most = promotion.caps.applications or 10**6
        if promotion.once_per_coupon:
            most = min(most, self.coupons(promotion))
        plan = self.cart_plan(promotion, most) if promotion.level is Level.CART else self.item_plan(promotion, most)
        cap = promotion.caps.reduction
        if cap is not None and plan.gain > cap:
            pairs = sorted(plan.offs.values(), key=lambda pair: self.rows.index(pair[0]))
            parts = shared(cap, [off for _, off in pairs])
            plan.offs = {id(row): (row, part) for (row, _), part in zip(pairs, parts, strict=True)}
        return plan

    def do(self, promotion: Promotion) -> None:
        plan = self.plan(promotion)
        if not plan.gain:
            return
        for unit in plan.used:
            unit.used = True
            if promotion.exclusive:
                unit.row.closed += unit.cost
                unit.row.closed_cost += unit.cost
                unit.row.closed_units += 1
        for row, off in plan.offs.values():
            row.offs.append(off)
            row.closed -= off if promotion.exclusive and promotion.level is Level.ITEM else 0
        if promotion.level is Level.CART:
            self.at_cart.append(promotion)
        self.applied.append((promotion.id, plan.gain, plan.times))

    def item_plan(self, promotion: Promotion, most: int) -> Plan:
        from tests.unit.pricing_reference_kinds import plan_item

        pools = [self.free_units(promotion, one) for one in selections(promotion)]
        return plan_item(promotion.rule, pools, most, promotion.caps.units or 10**6, self.rows)

    def free_units(self, promotion: Promotion, one: Goods) -> list[Unit1]:
        return [
            unit
            for row in self.rows
            if meant(one, row.line)
            and row.line.price.minor
            and (promotion.on_overridden or not row.line.override)
            and (promotion.on_discounted or not row.line.discount)
            for unit in row.units
            if not unit.used
        ]

    def cart_plan(self, promotion: Promotion, most: int) -> Plan:
        if self.at_cart and (promotion.exclusive or self.at_cart[-1].exclusive):
            return Plan()
        rule = promotion.rule
        rows = [row for row in self.rows if meant(rule.goods, row.line) and row.amount > row.closed]
        base = sum(row.amount - row.closed for row in rows)
        if isinstance(rule, CartOff):
            reward, times = rule.reward, 1
            if isinstance(reward, AmountReward) and promotion.once_per_coupon:
                times = most
                reward = AmountReward(reward.minor * times)
        else:
            measured = base
            if rule.measure is Measure.QUANTITY:
                counted = [row for row in rows if row.line.quantity.unit is Unit.PIECE]
                measured = sum(len(row.units) - row.closed_units for row in counted)
            elif rule.counted is Counted.BEFORE:
                measured = sum(row.cost - row.closed_cost for row in rows)
            reward, times = reached(rule, measured, most)
        if reward is None or not base:
            return Plan()
        percent = isinstance(reward, PercentReward)
        off = half_up(Fraction(base * reward.ppm, 1_000_000)) if percent else min(reward.minor, base)
        parts = shared(off, [row.amount - row.closed for row in rows])
        return Plan(offs={id(row): (row, part) for row, part in zip(rows, parts, strict=True)}, times=times)
