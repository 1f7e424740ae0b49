"""The fast pricing answers exactly what the slow, plain one does."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from app.domain.cart import Cart
from app.domain.promotion import Promotion, local_time
from tests.unit.pricing_cases import FREE_OF_TAX, NOW, ZONE, cart, carts, price, promotions
from tests.unit.pricing_chance import case
from tests.unit.pricing_reference import Reference


def agree(what: Cart, some: list[Promotion]) -> None:
    priced = price(what, *some, tax=FREE_OF_TAX)
    slow = Reference(what, some, local_time(NOW, ZONE))
    by_id = {row.line.line_id: row for row in slow.rows}
    assert [(one.rule_id, one.amount, one.applications) for one in priced.applied] == slow.applied
    assert [line.amount for line in priced.lines] == [by_id[line.line_id].amount for line in priced.lines]
    assert [sum(one.units for one in line.taken) for line in priced.lines] == [
        sum(unit.used for unit in by_id[line.line_id].units) for line in priced.lines
    ]


def shuffled(what: Cart, seed: int) -> Cart:
    lines = list(what.lines)
    random.Random(seed).shuffle(lines)
    return replace(cart(*lines), coupons=what.coupons, discount=what.discount)


def as_sold(what: Cart, some: list[Promotion]) -> Counter:
    priced = price(what, *some, tax=FREE_OF_TAX)
    pairs = zip(what.lines, priced.lines, strict=True)
    return Counter((replace(bought, line_id=0), line.amount, line.reductions, line.taken) for bought, line in pairs)


@given(carts(), promotions())
def test_the_same_answer_as_the_reference(what: Cart, some: list[Promotion]) -> None:
    agree(what, some)


@pytest.mark.parametrize("part", range(4))
def test_the_same_answer_where_rules_collide(part: int) -> None:
    for _ in range(8 * settings().max_examples):
        seed = random.getrandbits(64)
        what, some = case(random.Random(seed))
        try:
            agree(what, some)
            assert as_sold(what, some) == as_sold(shuffled(what, seed), some)
        except AssertionError as error:
            error.add_note(f"case(random.Random({seed}))")
            raise
