"""The slow reference's item-level kinds, unit by unit."""

from __future__ import annotations

from app.domain.offer import (
    AmountReward,
    Bundle,
    BuyGet,
    EachOff,
    Measure,
    PercentReward,
    PriceList,
    PriceReward,
    Rule,
    Tiers,
)
from app.domain.quantity import Unit
from tests.unit.pricing_reference import (
    Plan,
    Row,
    Unit1,
    by_row,
    filled,
    less_each,
    off_of,
    parted,
    reached,
    share_over,
)


def plan_item(rule: Rule, pools: list[list[Unit1]], most: int, most_units: int, order: list[Row]) -> Plan:
    if isinstance(rule, EachOff | PriceList):
        return each(rule, pools[0], min(most, most_units))
    if isinstance(rule, Tiers):
        return tiers(rule, pools[0], most, most_units, order)
    pools = [[unit for unit in pool if unit.row.line.quantity.unit is Unit.PIECE] for pool in pools]
    if isinstance(rule, Bundle):
        return bundle(rule, pools, most, most_units, order)
    assert isinstance(rule, BuyGet)
    if rule.get is not None:
        return other_goods(rule, pools[0], pools[1], most, most_units)
    plan = Plan()
    for units in parted(pools[0], rule.same_sku):
        plan.add(same_goods(rule, units, most - plan.times, most_units - len(plan.less)))
    return plan


def each(rule: EachOff | PriceList, units: list[Unit1], most: int) -> Plan:
    plan = Plan()
    for row, of in by_row(units):
        chosen = of[: most - len(plan.used)]
        reward = rule.reward if isinstance(rule, EachOff) else PriceReward(rule.prices[row.line.sku])
        if chosen and off_of(reward, row, chosen):
            plan.add(Plan(chosen, chosen, less_each(reward, chosen), len(chosen)))
    return plan


def same_goods(rule: BuyGet, units: list[Unit1], most: int, most_units: int) -> Plan:
    plan, size = Plan(), rule.buy_count + rule.get_count
    for start in range(0, len(units), size):
        part = units[start : start + size]
        given = part[rule.buy_count :][: most_units - len(plan.less)]
        too_cheap = isinstance(rule.reward, PriceReward) and given and given[0].cost <= rule.reward.price.minor
        if not given or too_cheap or plan.times == most:
            break
        plan.used += part[: rule.buy_count] + given
        plan.less += given
        plan.times += 1
    plan.offs = less_each(rule.reward, plan.less)
    return plan


def other_goods(rule: BuyGet, bought: list[Unit1], wanted: list[Unit1], most: int, most_units: int) -> Plan:
    if isinstance(rule.reward, PriceReward):
        wanted = [unit for unit in wanted if unit.cost > rule.reward.price.minor]
    if not rule.dearest:
        wanted = wanted[::-1]
    for given in range(min(len(wanted), most * rule.get_count, most_units), 0, -1):
        times = -(-given // rule.get_count)
        found = filled([wanted, bought], [given, times * rule.buy_count])
        if found:
            got, paid = found
            return Plan(paid + got, got, less_each(rule.reward, got), times)
    return Plan()


def bundle(rule: Bundle, pools: list[list[Unit1]], most: int, most_units: int, order: list[Row]) -> Plan:
    size = sum(group.count for group in rule.groups)
    plan = Plan()
    whole = [[pool] for pool in parted(pools[0], same_sku=True)] if rule.same_sku else [pools]
    for part in whole:
        plan.add(bundle_of(rule, part, min(most - plan.times, (most_units - len(plan.used)) // size), order))
    return plan


def bundle_of(rule: Bundle, pools: list[list[Unit1]], most: int, order: list[Row]) -> Plan:
    counts = [group.count for group in rule.groups]
    found, sets = None, 0
    while sets < most and (more := filled(pools, [(sets + 1) * count for count in counts])):
        found, sets = more, sets + 1
    if not found:
        return Plan()
    plan, off = Plan(), 0
    for number in range(sets):
        units = [
            unit
            for pool, count in zip(found, counts, strict=True)
            for unit in pool[number * count : (number + 1) * count]
        ]
        cost = sum(unit.cost for unit in units)
        if isinstance(rule.reward, PriceReward):
            if cost <= rule.reward.price.minor:
                break
            off += cost - rule.reward.price.minor
        elif isinstance(rule.reward, AmountReward):
            off += min(cost, rule.reward.minor)
        plan.used += units
        plan.times += 1
    plan.less = plan.used
    percent = isinstance(rule.reward, PercentReward)
    plan.offs = less_each(rule.reward, plan.used) if percent else share_over(off, plan.used, order) if off else {}
    return plan


def tiers(rule: Tiers, units: list[Unit1], most: int, most_units: int, order: list[Row]) -> Plan:
    plan = Plan()
    if rule.measure is Measure.QUANTITY:
        units = [unit for unit in units if unit.row.line.quantity.unit is Unit.PIECE]
    for part in parted(units, rule.same_sku):
        measured = len(part) if rule.measure is Measure.QUANTITY else sum(unit.cost for unit in part)
        left = most - plan.times
        reward, times = reached(rule, measured, left) if left else (None, 0)
        less = part[: most_units - len(plan.less)]
        if reward is None or not less:
            continue
        if isinstance(reward, AmountReward):
            offs = share_over(min(reward.minor, sum(unit.cost for unit in less)), less, order)
        else:
            offs = less_each(reward, less)
        plan.add(Plan(part, less, offs, times))
    return plan
