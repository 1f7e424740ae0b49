from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from app.domain.catalog import DatedPrice, PriceBook, ProductCode, code_key, is_gtin
from app.domain.quantity import Price

# Of goods on real shelves, and of the GS1 General Specifications.
REAL = [
    "4710018000119",  # EAN-13 of Taiwan
    "4711588210441",
    "036000291452",  # UPC-A of the first pages of every textbook
    "5901234123457",
    "96385074",  # EAN-8
    "73513537",
    "614141007349",
    "10614141000415",  # GTIN-14 of GS1's example of a case
    "9780201379624",
]


@pytest.mark.parametrize("code", REAL)
def test_real_numbers_are_gtins(code):
    assert is_gtin(code)
    assert len(code_key(code)) == 14


@pytest.mark.parametrize("code", REAL)
def test_one_wrong_digit_is_no_gtin(code):
    for place in range(len(code)):
        for digit in "0123456789":
            wrong = code[:place] + digit + code[place + 1 :]
            assert is_gtin(wrong) is (wrong == code)


@pytest.mark.parametrize(
    "code", ["", "4710018", "47100180001195", "471001800011X", "４７１００１８０００１１９", "٤٧١٠", " 4710018000119"]
)
def test_other_texts_are_no_gtins(code):
    assert not is_gtin(code)


@given(st.sampled_from((8, 12, 13, 14)).flatmap(lambda size: st.text("0123456789", min_size=size, max_size=size)))
def test_another_hand_finds_the_same_check_digits(text):
    whole = text[:-1] + ean.calc_check_digit(text[:-1])
    assert is_gtin(whole)
    assert is_gtin(text) is (text == whole)


def test_a_upc_and_its_ean_with_a_leading_zero_are_one_number():
    assert code_key("036000291452") == code_key("0036000291452") == code_key("00036000291452") == "00036000291452"


def test_an_ean_8_keeps_its_number():
    assert code_key("96385074") == "00000096385074"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("４７１００１８０００１１９", "04710018000119"),
        (" 4710018000119\n", "04710018000119"),
        ("　tea－01　", "tea-01"),
        ("Tea-01", "Tea-01"),
        ("TEA-01", "TEA-01"),
        ("茶葉-01", "茶葉-01"),
        ("4710018000118", "4710018000118"),  # a wrong check digit is somebody's house code
        ("", ""),
    ],
)
def test_codes_have_one_form(typed, key):
    assert code_key(typed) == key


def test_a_sku_keeps_its_case():
    assert code_key("abc") != code_key("ABC")


@given(st.text(max_size=30))
def test_the_form_is_total_and_settled(text):
    key = code_key(text)
    assert code_key(key) == key


@pytest.mark.parametrize("pack", [0, -1, 10_001])
def test_a_pack_holds_something(pack):
    with pytest.raises(ValueError, match="pack"):
        ProductCode("1", pack)


def test_of_the_prices_that_hold_the_latest_counts():
    usual, week = DatedPrice("T", Price(100)), DatedPrice("T", Price(80), 1_000, 2_000)
    book = PriceBook([week, usual, DatedPrice("T", Price(110), 5_000), DatedPrice("U", Price(7), 10)])
    moments = [0, 999, 1_000, 1_999, 2_000, 4_999, 5_000, 10**18]
    assert [book.price("T", at).minor for at in moments] == [100, 100, 80, 80, 100, 100, 110, 110]
    assert book.price("U", 9) is None
    assert book.price("V", 9) is None


@given(
    st.lists(st.tuples(st.integers(0, 20), st.none() | st.integers(1, 25), st.integers(0, 99)), max_size=8),
    st.integers(0, 30),
)
def test_the_book_answers_as_a_search_through_all_does(rows, at):
    by_start = {start: (start, end, minor) for start, end, minor in rows}  # one price a start, as the table has it
    holding = [row for row in by_start.values() if row[0] <= at and (row[1] is None or at < row[1])]
    book = PriceBook(DatedPrice("T", Price(minor), start, end) for start, end, minor in by_start.values())
    found = book.price("T", at)
    assert (found.minor if found else None) == (max(holding)[2] if holding else None)
