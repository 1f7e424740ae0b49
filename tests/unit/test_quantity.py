from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserError
from app.domain.money import GBP, KWD, TWD, Money
from app.domain.quantity import MILLI, Price, Quantity, Unit, parse_milli, pieces, price_from_decimal


def test_pieces_are_whole():
    assert pieces(3) == Quantity(3_000) == Quantity(3_000, Unit.PIECE)
    assert pieces(-2).pieces == -2
    with pytest.raises(ValueError, match="whole"):
        Quantity(1_500)
    with pytest.raises(ValueError, match="not counted"):
        _ = Quantity(1_000, Unit.KILOGRAM).pieces
    for milli in (1.0, True, "1000", None):
        with pytest.raises(TypeError):
            Quantity(milli)


def test_units_do_not_mix():
    kilo, piece = Quantity(1_000, Unit.KILOGRAM), pieces(1)
    for act in (lambda: kilo + piece, lambda: kilo - piece, lambda: kilo < piece, lambda: kilo <= piece):
        with pytest.raises(ValueError, match="do not mix"):
            act()
    assert kilo != piece
    assert Quantity(1_250, Unit.KILOGRAM) - kilo + -Quantity(50, Unit.KILOGRAM) == Quantity(200, Unit.KILOGRAM)


def test_quantities_read_as_people_write_them():
    written = [str(one) for one in (pieces(12), pieces(-1), Quantity(-5, Unit.KILOGRAM), Quantity(1_250, Unit.LITRE))]
    assert written == ["12", "-1", "-0.005 kg", "1.250 l"]


@pytest.mark.parametrize(
    ("text", "milli"), [("3", 3_000), (" 0.250 ", 250), ("-1", -1_000), ("1e3", 1_000_000), ("２.５", 2_500)]
)
def test_counts_are_read(text, milli):
    assert parse_milli(text) == milli


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "quantity.unreadable"),
        ("three", "quantity.unreadable"),
        ("NaN", "quantity.unreadable"),
        ("inf", "quantity.unreadable"),
        ("1E+999999", "quantity.unreadable"),
        ("1000000000000", "quantity.unreadable"),
        ("0.0001", "quantity.too_fine"),
        ("1E-999999", "quantity.too_fine"),
        ("1.0000000000000000000000000000001", "quantity.too_fine"),
    ],
)
def test_counts_that_cannot_be_are_refused(text, code):
    with pytest.raises(UserError) as refused:
        parse_milli(text)
    assert refused.value.code == code


def test_a_price_holds_for_its_base_quantity():
    catty = Price(120, 600)  # NT$120 for 600 g, sold by the kilogram
    assert catty.amount(600) == 120
    assert catty.amount(1_000) == 200
    assert catty.amount(125) == 25
    assert Price(1, 10 * MILLI).amount(4 * MILLI) == 0
    assert Price(1, 10 * MILLI).amount(5 * MILLI) == 1
    assert Price(30).of(pieces(4), TWD) == Money(120, TWD)
    assert Price(250).amount(333) == 83


@given(st.integers(0, 10**7), st.integers(1, 10**6), st.integers(-(10**7), 10**7))
def test_a_line_is_rounded_half_up_once_and_mirrors(minor, base, milli):
    price = Price(minor, base)
    exact = Decimal(minor) * Decimal(milli) / Decimal(base)
    near = Decimal(minor * milli) / Decimal(base)
    if (2 * minor * milli) % base == 0:  # only then is the decimal exact enough to judge a tie
        assert price.amount(milli) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert abs(price.amount(milli) - near) <= Decimal("0.5000000001")
    assert price.amount(-milli) == -price.amount(milli)


@pytest.mark.parametrize(
    ("text", "of", "price"),
    [
        ("2.55", GBP, Price(255)),
        ("120", TWD, Price(120)),
        ("0.001", GBP, Price(1, 10 * MILLI)),
        ("0.0625", GBP, Price(625, 100 * MILLI)),
        ("1.5", TWD, Price(15, 10 * MILLI)),
        ("1.2345", KWD, Price(12345, 10 * MILLI)),
        ("0", GBP, Price(0)),
        ("0.000", GBP, Price(0)),
        ("-0", GBP, Price(0)),
    ],
)
def test_finer_prices_widen_the_base(text, of, price):
    assert price_from_decimal(Decimal(text), of) == price


@given(st.decimals(0, 10_000, places=6), st.integers(1, 100_000))
def test_nothing_is_rounded_before_the_line_is(price, count):
    exact = (price * 100 * count).quantize(Decimal(1), ROUND_HALF_UP)
    assert price_from_decimal(price, GBP).amount(count * MILLI) == int(exact)


def test_ten_thousand_at_a_tenth_of_a_penny_are_ten_pounds():
    tenth = price_from_decimal(Decimal("0.001"), GBP)
    assert tenth.amount(10_000 * MILLI) == 1_000
    assert tenth.amount(4 * MILLI) == 0
    assert tenth.amount(5 * MILLI) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-0.01", "price.negative"),
        ("NaN", "money.not_an_amount"),
        ("Infinity", "money.not_an_amount"),
        ("0.000000000001", "money.too_fine"),
        ("1.0000000000000000000000000000001", "money.too_fine"),
        ("1E-999999", "money.too_fine"),
        ("1E+999999", "money.not_an_amount"),
        ("12345678901234567890123456789.1", "money.not_an_amount"),
    ],
)
def test_prices_that_cannot_be_are_refused(text, code):
    with pytest.raises(UserError) as refused:
        price_from_decimal(Decimal(text), GBP)
    assert refused.value.code == code


def test_a_price_is_not_negative_and_its_base_is_something():
    with pytest.raises(UserError) as refused:
        Price(-1)
    assert refused.value.code == "price.negative"
    for base in (0, -1):
        with pytest.raises(ValueError, match="positive"):
            Price(1, base)
    for parts in ((1.0, 1_000), (1, 1_000.0), (True, 1_000)):
        with pytest.raises(TypeError):
            Price(*parts)
