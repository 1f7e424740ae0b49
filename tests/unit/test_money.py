from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserError
from app.domain.money import (
    GBP,
    KWD,
    TWD,
    Currency,
    Money,
    currency,
    decimal_text,
    divide_half_up,
    minor_of,
    share_out,
    sum_money,
)

amounts = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [
        (0, 7, 0),
        (1, 2, 1),
        (-1, 2, -1),
        (3, 2, 2),
        (-3, 2, -2),
        (49, 100, 0),
        (50, 100, 1),
        (51, 100, 1),
        (-49, 100, 0),
        (-50, 100, -1),
        (25, 10, 3),  # Python's own round() gives 2
        (35, 10, 4),
        (10**30 + 5, 10, 10**29 + 1),
    ],
)
def test_a_half_goes_away_from_zero(numerator, denominator, rounded):
    assert divide_half_up(numerator, denominator) == rounded


@given(amounts, st.integers(1, 10**12))
def test_division_rounds_to_the_nearest_and_mirrors(numerator, denominator):
    rounded = divide_half_up(numerator, denominator)
    off = abs(Fraction(numerator, denominator) - rounded)
    assert off <= Fraction(1, 2)
    assert off < Fraction(1, 2) or abs(rounded) > abs(Fraction(numerator, denominator))
    assert divide_half_up(-numerator, denominator) == -rounded


@pytest.mark.parametrize("denominator", [0, -1])
def test_nothing_is_divided_by_zero_or_less(denominator):
    with pytest.raises(ValueError, match="positive"):
        divide_half_up(1, denominator)


weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=40)


@given(amounts, weights)
def test_shares_sum_exactly_and_none_is_a_unit_off(amount, parts):
    shares = share_out(amount, parts)
    assert len(shares) == len(parts)
    assert sum(shares) == amount
    total = sum(parts)
    if total:
        for share, weight in zip(shares, parts, strict=True):
            exact = Fraction(amount * weight, total)
            assert abs(share - exact) < 1
            assert weight or share == 0
            assert share * amount >= 0


@given(amounts, weights)
def test_shares_of_a_negative_amount_are_the_mirror(amount, parts):
    assert share_out(-amount, parts) == [-share for share in share_out(amount, parts)]


@given(st.integers(0, 10**12), weights)
def test_the_largest_remainders_get_what_is_left_over(amount, parts):
    total = sum(parts)
    if not total:
        return
    shares = share_out(amount, parts)
    rest = [amount * weight % total for weight in parts]
    given_up = [share > amount * weight // total for share, weight in zip(shares, parts, strict=True)]
    raised = [(remainder, -place) for place, remainder in enumerate(rest) if given_up[place]]
    left = [(remainder, -place) for place, remainder in enumerate(rest) if not given_up[place]]
    assert not raised or not left or min(raised) > max(left)


@given(amounts, st.lists(st.just(0), min_size=1, max_size=5))
def test_without_any_weight_the_first_takes_all(amount, parts):
    assert share_out(amount, parts) == [amount] + [0] * (len(parts) - 1)


def test_ties_go_to_the_earlier_place():
    assert share_out(100, [1, 1, 1]) == [34, 33, 33]
    assert share_out(2, [1, 1, 1]) == [1, 1, 0]
    assert share_out(-100, [1, 1, 1]) == [-34, -33, -33]


@pytest.mark.parametrize("parts", [[], [1, -1], [-3]])
def test_weights_that_make_no_sense_are_refused(parts):
    with pytest.raises(ValueError, match=r"split|negative"):
        share_out(10, parts)


@pytest.mark.parametrize(("code", "exponent"), [("TWD", 0), ("JPY", 0), ("GBP", 2), ("CHF", 2), ("KWD", 3)])
def test_currencies_know_their_decimals(code, exponent):
    assert currency(code) == currency(f" {code.lower()} ") == Currency(code, exponent)


@pytest.mark.parametrize("code", ["", "XXX", "TW", "NT$", "ＴＷＤ"])
def test_an_unknown_currency_is_refused(code):
    with pytest.raises(UserError) as refused:
        currency(code)
    assert refused.value.code == "money.unknown_currency"


@pytest.mark.parametrize(
    ("text", "of", "minor"),
    [
        ("120", TWD, 120),
        ("-120", TWD, -120),
        ("120.00", TWD, 120),
        ("1E2", TWD, 100),
        ("12.05", GBP, 1205),
        ("-0.01", GBP, -1),
        ("12.050", GBP, 1205),
        ("1.234", KWD, 1234),
        ("0", KWD, 0),
        ("90071992547409.91", GBP, 9007199254740991),
    ],
)
def test_decimals_become_minor_units(text, of, minor):
    assert minor_of(Decimal(text), of) == minor


@pytest.mark.parametrize(
    ("text", "of", "code"),
    [
        ("0.5", TWD, "money.too_fine"),
        ("0.001", GBP, "money.too_fine"),
        ("0.0001", KWD, "money.too_fine"),
        ("1.0000000000000000000000000000001", GBP, "money.too_fine"),  # finer than a decimal context keeps
        ("12345678901234567890123456789.1", GBP, "money.not_an_amount"),
        ("1E+999999", GBP, "money.not_an_amount"),
        ("1E-999999", GBP, "money.too_fine"),
        ("NaN", GBP, "money.not_an_amount"),
        ("sNaN", GBP, "money.not_an_amount"),
        ("Infinity", GBP, "money.not_an_amount"),
        ("-Infinity", TWD, "money.not_an_amount"),
    ],
)
def test_what_a_currency_cannot_hold_is_refused(text, of, code):
    with pytest.raises(UserError) as refused:
        minor_of(Decimal(text), of)
    assert refused.value.code == code


@given(amounts, st.sampled_from([TWD, GBP, KWD]))
def test_text_and_minor_units_are_the_same_amount(minor, of):
    text = decimal_text(minor, of)
    assert minor_of(Decimal(text), of) == minor
    assert len(text.partition(".")[2]) == of.exponent


def test_small_amounts_are_written_with_all_their_zeros():
    assert [decimal_text(minor, GBP) for minor in (-5, 0, 5, 100, -1205)] == [
        "-0.05",
        "0.00",
        "0.05",
        "1.00",
        "-12.05",
    ]
    assert decimal_text(-7, KWD) == "-0.007"
    assert decimal_text(-7, TWD) == "-7"


def test_two_currencies_never_mix():
    pound, dollar = Money(1, GBP), Money(1, TWD)
    acts = [
        lambda: pound + dollar,
        lambda: pound - dollar,
        lambda: pound < dollar,
        lambda: pound <= dollar,
        lambda: pound > dollar,
        lambda: pound >= dollar,
        lambda: sum_money([pound, dollar], GBP),
    ]
    for act in acts:
        with pytest.raises(ValueError, match="do not mix"):
            act()
    assert pound != dollar


@pytest.mark.parametrize("minor", [1.0, Decimal(1), "1", True, None])
def test_money_counts_whole_units_only(minor):
    with pytest.raises(TypeError):
        Money(minor, GBP)


def test_money_counts():
    assert Money(120, GBP) * 3 - Money(1, GBP) + -Money(9, GBP) == Money(350, GBP)
    assert not Money(0, GBP)
    assert Money(-1, GBP)
    assert str(Money(-1205, GBP)) == "GBP -12.05"
    assert Money(100, GBP).split([1, 1, 1]) == (Money(34, GBP), Money(33, GBP), Money(33, GBP))
    assert sum_money([], TWD) == Money(0, TWD)
    assert sum_money([Money(1, TWD), Money(2, TWD)], TWD) == Money(3, TWD)
    with pytest.raises(TypeError):
        Money(3, GBP) * 1.5
