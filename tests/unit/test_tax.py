from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserError
from app.domain.tax import TaxMode, TaxRounding, TaxRule

INCLUSIVE = TaxRule()
EXCLUSIVE = TaxRule(mode=TaxMode.EXCLUSIVE)
FIVE = 50_000

# Gross to net and tax as Taiwan's ministry and the books of its shops have them (facts/taiwan.md, 1.6).
TAIWAN = [
    (1, 1, 0),
    (10, 10, 0),
    (15, 14, 1),
    (21, 20, 1),
    (25, 24, 1),
    (50, 48, 2),
    (99, 94, 5),
    (100, 95, 5),
    (105, 100, 5),
    (168, 160, 8),
    (340, 324, 16),
    (1000, 952, 48),
    (1380, 1314, 66),
    (5500, 5238, 262),
    (9999, 9523, 476),
]


@pytest.mark.parametrize(("gross", "net", "tax"), TAIWAN)
def test_tax_within_a_price_is_as_in_taiwan(gross, net, tax):
    assert INCLUSIVE.tax_in(gross, FIVE) == tax
    assert gross - INCLUSIVE.tax_in(gross, FIVE) == net
    assert INCLUSIVE.tax_in(-gross, FIVE) == -tax


@pytest.mark.parametrize(
    ("net", "tax"), [(0, 0), (9, 0), (10, 1), (29, 1), (30, 2), (50, 3), (90, 5), (130, 7), (952, 48)]
)
def test_tax_on_top_rounds_a_half_up(net, tax):
    assert EXCLUSIVE.tax_in(net, FIVE) == tax
    assert EXCLUSIVE.tax_in(-net, FIVE) == -tax


@given(st.integers(0, 10**12), st.integers(0, 1_000_000))
def test_tax_is_what_decimal_arithmetic_gives(amount, rate):
    share = Decimal(rate) / 1_000_000
    net = (Decimal(amount) / (1 + share)).quantize(Decimal(1), ROUND_HALF_UP)
    assert INCLUSIVE.tax_in(amount, rate) == amount - int(net)
    assert EXCLUSIVE.tax_in(amount, rate) == int((amount * share).quantize(Decimal(1), ROUND_HALF_UP))


RATES = {"standard": FIVE, "reduced": 12_500, "zero": 0, "heavy": 1_000_000}
lines = st.lists(st.tuples(st.sampled_from(sorted(RATES)), st.integers(0, 10**7)), max_size=30)


@given(lines, st.sampled_from(TaxMode))
def test_rounded_per_sale_the_lines_sum_to_each_class_rounded_once(amounts, mode):
    rule = TaxRule(mode, TaxRounding.SALE, RATES)
    taxes = rule.tax_lines(amounts)
    assert len(taxes) == len(amounts)
    for name, rate in RATES.items():
        whole = sum(amount for tax_class, amount in amounts if tax_class == name)
        of_class = [tax for (tax_class, _), tax in zip(amounts, taxes, strict=True) if tax_class == name]
        assert sum(of_class) == rule.tax_in(whole, rate)
    for (_, amount), tax in zip(amounts, taxes, strict=True):
        assert 0 <= tax <= amount


@given(lines, st.sampled_from(TaxMode))
def test_rounded_per_line_each_line_stands_alone(amounts, mode):
    rule = TaxRule(mode, TaxRounding.LINE, RATES)
    assert rule.tax_lines(amounts) == [rule.tax_in(amount, RATES[name]) for name, amount in amounts]


def test_per_line_and_per_sale_differ():
    ten_times_ten = [("standard", 10)] * 10
    assert sum(TaxRule(rounding=TaxRounding.LINE).tax_lines(ten_times_ten)) == 0
    assert sum(TaxRule(rounding=TaxRounding.SALE).tax_lines(ten_times_ten)) == 5


def test_an_unknown_class_is_refused():
    for act in (lambda: INCLUSIVE.rate("luxury"), lambda: INCLUSIVE.tax_lines([("zero", 1), ("luxury", 1)])):
        with pytest.raises(UserError) as refused:
            act()
        assert refused.value.code == "tax.unknown_class"
        assert refused.value.params == {"tax_class": "luxury"}
