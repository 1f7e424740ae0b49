"""Taiwan's unified numbers: eight figures whose check holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.taxid import is_unified_number


@pytest.mark.parametrize("number", ["04595257", "22099131", "10458575", "12345675", "10458574", "00000005"])
def test_numbers_that_can_be_given(number):
    assert is_unified_number(number) is (number != "10458574" or _holds(number))


def _holds(number: str) -> bool:
    """The rule, written down anew: each figure times its weight, the figures of the products added up."""
    products = [int(figure) * weight for figure, weight in zip(number, (1, 2, 1, 2, 1, 2, 4, 1), strict=True)]
    total = sum(int(figure) for product in products for figure in str(product))
    return any(one % 5 == 0 for one in ({total, total + 1} if number[6] == "7" else {total}))


@given(st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_the_check_is_the_rule(number):
    assert is_unified_number(number) is (_holds(number) and number != "00000000")


@pytest.mark.parametrize(
    "text", ["", "1234567", "123456755", "00000000", "1234567５", "1234567 ", "²2345675", "abcdefgh"]
)
def test_what_is_none(text):
    assert not is_unified_number(text)
