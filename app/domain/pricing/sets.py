"""Item-level promotions that count units into sets: buy some get some, N for a price, mix and match.

Everything works on runs of equal units. Lists of lines are in the order of pricing, dearest unit first, unless a
rule says otherwise; goods sold by measure are never among them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from app.domain.offer import (
    AmountReward,
    Bundle,
    BuyGet,
    PercentReward,
    PriceReward,
)
from app.domain.pricing.state import Line, Part, Proposal, UnitPrice, share_off, unit_price
from app.domain.pricing.units import by_sku, off_units

#: So many units of a line.
_Run = tuple[Line, int]


def _count_while(most: int, holds: Callable[[int], bool]) -> int:
    """How many of 0, 1, 2 ... below `most` hold, where all that hold come before all that do not."""
    return bisect_left(range(most), 1, key=lambda number: 0 if holds(number) else 1)


def _prefix(runs: Sequence[_Run], units: int) -> UnitPrice:
    """What the first units of some runs cost, exactly."""
    total: UnitPrice = 0
    for line, count in runs:
        if units <= 0:
            break
        total += line.unit_price * min(count, units)
        units -= count
    return total


def _first(runs: Sequence[_Run], units: int) -> list[_Run]:
    """The first so many units of some runs."""
    taken = []
    for line, count in runs:
        if units <= 0:
            break
        taken.append((line, min(count, units)))
        units -= count
    return taken


# --- buy some, get some -----------------------------------------------------------------------------------------


def propose_buy_get(rule: BuyGet, pools: Sequence[Sequence[Line]], most: int, most_units: int) -> Proposal:
    """Sets of bought and given units; the last set may give fewer than promised when no more goods are there."""
    if rule.get is not None:
        return _other_goods(rule, pools[0], pools[1], most, most_units)
    proposal = Proposal()
    for lines in by_sku(pools[0]) if rule.same_sku else [pools[0]]:
        step = _same_goods(rule, lines, most - proposal.applications, most_units)
        if step.gain:
            proposal.parts += step.parts
            proposal.applications += step.applications
            most_units -= sum(part.reduced for part in step.parts)
    return proposal


def _same_goods(rule: BuyGet, lines: Sequence[Line], most: int, most_units: int) -> Proposal:
    buy, get = rule.buy_count, rule.get_count
    size = buy + get
    runs = [(line, line.free) for line in lines]
    total = min(sum(count for _, count in runs), most * size)
    if isinstance(rule.reward, PriceReward):
        limit = unit_price(rule.reward.price)
        sets = _count_while(-(-total // size), lambda number: _unit_at(runs, number * size + buy) > limit)
        total = min(total, sets * size)

    def given(units: int) -> int:  # of the first so many units
        return units // size * get + max(0, units % size - buy)

    whole, part = divmod(min(given(total), most_units), get)
    total = min(total, whole * size + (buy + part if part else 0))
    if given(total) == 0:
        return Proposal()
    proposal = Proposal(applications=whole + (part > 0))
    seen = 0
    for line, units in _first(runs, whole * size + (buy + part if part else 0)):
        reduced = given(seen + units) - given(seen)
        seen += units
        off = off_units(rule.reward, line, reduced, line.last_value(reduced, units)) if reduced else 0
        proposal.parts.append(Part(line, units, reduced, off))
    return proposal


def _unit_at(runs: Sequence[_Run], place: int) -> UnitPrice:
    for line, count in runs:
        if place < count:
            return line.unit_price
        place -= count
    return 0


def _other_goods(
    rule: BuyGet, bought: Sequence[Line], wanted: Sequence[Line], most: int, most_units: int
) -> Proposal:
    """Some goods may be in both selections; each unit is either bought or given."""
    if isinstance(rule.reward, PriceReward):
        limit = unit_price(rule.reward.price)
        wanted = [line for line in wanted if line.unit_price > limit]
    wanted = list(wanted) if rule.dearest else list(reversed(wanted))
    buyable, gettable = set(map(id, bought)), set(map(id, wanted))
    all_bought = sum(line.free for line in bought)
    all_wanted = sum(line.free for line in wanted)
    all_units = all_wanted + sum(line.free for line in bought if id(line) not in gettable)

    def needed(given: int) -> int:
        return -(-given // rule.get_count) * rule.buy_count

    ceiling = min(all_wanted, most * rule.get_count, most_units)
    given = _count_while(
        ceiling, lambda less: needed(less + 1) <= all_bought and less + 1 + needed(less + 1) <= all_units
    )
    if given == 0:
        return Proposal()
    got, spare = [], all_bought - needed(given)
    left = given
    for line in wanted:
        units = min(line.free, left, spare if id(line) in buyable else left)
        if units > 0:
            got.append((line, units))
            left -= units
            spare -= units if id(line) in buyable else 0
    got_of = {id(line): units for line, units in got}
    rest = [(line, line.free - got_of.get(id(line), 0)) for line in bought]
    return _bought_and_got(rule, _first([run for run in rest if run[1]], needed(given)), got)


def _bought_and_got(rule: BuyGet, bought: Sequence[_Run], got: Sequence[_Run]) -> Proposal:
    given = sum(units for _, units in got)
    proposal = Proposal(applications=-(-given // rule.get_count))
    for line, count, reduced in _merged(bought, got):
        off = off_units(rule.reward, line, reduced, line.last_value(reduced, count)) if reduced else 0
        proposal.parts.append(Part(line, count, reduced, off))
    return proposal


def _merged(bought: Sequence[_Run], got: Sequence[_Run]) -> list[tuple[Line, int, int]]:
    """Each line once: its units in the set, and how many of them are given."""
    found: dict[int, tuple[Line, int, int]] = {}
    for runs, given in ((bought, False), (got, True)):
        for line, units in runs:
            _, count, reduced = found.get(line.place, (line, 0, 0))
            found[line.place] = (line, count + units, reduced + (units if given else 0))
    return [found[place] for place in sorted(found)]


# --- N for a price, mix and match -------------------------------------------------------------------------------


def propose_bundle(rule: Bundle, pools: Sequence[Sequence[Line]], most: int, most_units: int) -> Proposal:
    """Sets with one place or several, while a set gains by it."""
    most = min(most, most_units // sum(group.count for group in rule.groups))
    if not rule.same_sku:
        return _bundle_once(rule, pools, most)
    proposal = Proposal()
    for lines in by_sku(pools[0]):
        step = _bundle_once(rule, [lines], most - proposal.applications)
        if step.gain:
            proposal.parts += step.parts
            proposal.applications += step.applications
    return proposal


def _bundle_once(rule: Bundle, pools: Sequence[Sequence[Line]], most: int) -> Proposal:
    counts = [group.count for group in rule.groups]
    sets, places = _fill(pools, counts, most)
    if sets <= 0:
        return Proposal()

    def cost(number: int) -> UnitPrice:  # of one set; the first is the dearest
        return sum(
            _prefix(runs, (number + 1) * count) - _prefix(runs, number * count)
            for runs, count in zip(places, counts, strict=True)
        )

    reward, off = rule.reward, None
    if isinstance(reward, PriceReward):
        price = reward.price.minor
        sets = _count_while(sets, lambda number: cost(number) > price)
        off = _all_cost(places, counts, sets) - sets * price
    elif isinstance(reward, AmountReward):
        full = _count_while(sets, lambda number: cost(number) > reward.minor)
        rest = _all_cost(places, counts, sets) - _all_cost(places, counts, full)
        off = full * reward.minor + rest
    taken = [_first(runs, sets * count) for runs, count in zip(places, counts, strict=True)]
    return _bundled(reward, sets, taken, None if off is None else int(off))


def _all_cost(places: Sequence[Sequence[_Run]], counts: Sequence[int], sets: int) -> UnitPrice:
    return sum(_prefix(runs, sets * count) for runs, count in zip(places, counts, strict=True))


def _bundled(
    reward: PercentReward | AmountReward | PriceReward, sets: int, taken: Sequence[Sequence[_Run]], off: int | None
) -> Proposal:
    """The proposal for the units of all sets: `off` shared by their prices, or a percentage line by line."""
    units: dict[int, int] = {}
    lines: dict[int, Line] = {}
    for runs in taken:
        for line, count in runs:
            lines[line.place] = line
            units[line.place] = units.get(line.place, 0) + count
    proposal = Proposal(applications=sets)
    values = []
    for place in sorted(lines):
        line, count = lines[place], units[place]
        value = line.value(count)
        values.append(value)
        proposal.parts.append(Part(line, count, count, off_units(reward, line, count, value) if off is None else 0))
    if off is not None and values:
        share_off(proposal.parts, max(0, min(off, sum(values))), values)
    return proposal


def _fill(pools: Sequence[Sequence[Line]], counts: Sequence[int], most: int) -> tuple[int, list[list[_Run]]]:
    """As many sets as the goods allow, and the units for each place of them, dearest first.

    Goods may fit several places. By Hall's theorem there are enough for n sets exactly when any choice of places
    finds, in all goods that fit any of them, n times what these places need. So that is the number of sets, and a
    place may take units from a line as long as no choice of the other places would then find too few.
    """
    masks: dict[int, int] = {}
    free: dict[int, int] = {}
    for number, pool in enumerate(pools):
        for line in pool:
            masks[line.place] = masks.get(line.place, 0) | 1 << number
            free[line.place] = line.free
    choices = range(1, 1 << len(pools))
    found = {choice: sum(free[place] for place, mask in masks.items() if mask & choice) for choice in choices}
    need = {choice: sum(count for at, count in enumerate(counts) if choice >> at & 1) for choice in choices}
    sets = min(most, *(found[choice] // need[choice] for choice in choices))
    if sets <= 0:
        return 0, []
    spare = {choice: found[choice] - sets * need[choice] for choice in choices}
    places: list[list[_Run]] = []
    for number, pool in enumerate(pools):
        left, runs = sets * counts[number], []
        for line in pool:
            others = [choice for choice in choices if not choice >> number & 1 and choice & masks[line.place]]
            units = min(left, free[line.place], *(spare[choice] for choice in others))
            if units > 0:
                runs.append((line, units))
                left -= units
                free[line.place] -= units
                for choice in others:
                    spare[choice] -= units
        places.append(runs)
    return sets, places
