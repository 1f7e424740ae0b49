"""The fast pricing answers exactly what the slow, plain one does."""

from __future__ import annotations

from hypothesis import given

from app.domain.cart import Cart
from app.domain.promotion import Promotion, local_time
from tests.unit.pricing_cases import FREE_OF_TAX, NOW, ZONE, carts, price, promotions
from tests.unit.pricing_reference import Reference


@given(carts(), promotions())
def test_the_same_answer_as_the_reference(cart: Cart, some: list[Promotion]) -> None:
    priced = price(cart, *some, tax=FREE_OF_TAX)
    slow = Reference(cart, some, local_time(NOW, ZONE))
    by_id = {row.line.line_id: row for row in slow.rows}
    assert [(one.rule_id, one.amount, one.applications) for one in priced.applied] == slow.applied
    assert [line.amount for line in priced.lines] == [by_id[line.line_id].amount for line in priced.lines]
    assert [sum(one.units for one in line.taken) for line in priced.lines] == [
        sum(unit.used for unit in by_id[line.line_id].units) for line in priced.lines
    ]
