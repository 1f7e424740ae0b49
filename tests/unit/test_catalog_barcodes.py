from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalog import ProductCode, is_gtin
from app.domain.errors import UserError
from app.services.catalog_codes import codes_in, distinct, lost_zeros, right_check_digit


def read(text: str) -> list[tuple[str, int]]:
    return [(code.code, code.pack) for code in codes_in(text, "條碼")]


@pytest.mark.parametrize("between", [";", ",", "|", " ", "\n", "；", "，", "、", " ; "])
def test_several_codes_in_one_cell(between):
    assert read(between.join(("4710000000011", "02000015", "A-12"))) == [
        ("4710000000011", 1),
        ("02000015", 1),
        ("A-12", 1),
    ]


@pytest.mark.parametrize(
    "text", ["14710000300088x24", "14710000300088 x 24", "14710000300088×24", "14710000300088 X24"]
)
def test_a_packs_own_code(text):
    assert read(text) == [("14710000300088", 24)]
    assert read(f"4710000300081; {text}") == [("4710000300081", 1), ("14710000300088", 24)]


def test_a_house_code_with_an_x_is_no_pack():
    assert read("BOX6") == [("BOX6", 1)]
    with pytest.raises(UserError, match=r"catalog\.pack_out_of_range"):
        read("14710000300088x0")


def test_a_number_written_in_groups_is_one_code():
    assert read("4710 0003 00081") == [("4710000300081", 1)]
    assert read("978-0-201-37962-4") == [("9780201379624", 1)]
    assert read("4710 0003") == [("4710", 1), ("0003", 1)]


def test_what_programs_and_spreadsheets_make_of_a_code():
    assert read("4710000300081.0") == [("4710000300081", 1)]
    assert read('="0471000030008"') == [("0471000030008", 1)]
    assert read("４７１００００３０００８１") == [("4710000300081", 1)]
    assert read("無") == []
    with pytest.raises(UserError, match=r"catalog\.number_mangled"):
        read("4.71E+12")


def test_zeros_that_a_spreadsheet_took():
    assert lost_zeros("2000015") == "02000015"
    assert lost_zeros("36000291452") == "036000291452"
    assert lost_zeros("2000016") is None
    assert lost_zeros("471000030008") is None


@given(st.from_regex(r"[0-9]{7}|[0-9]{11}|[0-9]{12}|[0-9]{13}", fullmatch=True))
def test_the_right_check_digit_is_named(body):
    right = [digit for digit in "0123456789" if is_gtin(body + digit)]
    assert len(right) == 1
    for digit in "0123456789":
        assert right_check_digit(body + digit) == (None if digit == right[0] else right[0])


def test_house_codes_have_no_check_digit():
    assert right_check_digit("A1234567") is None
    assert right_check_digit("12345") is None


def test_each_code_once_and_the_sku_is_none_of_them():
    codes = [ProductCode("036000291452"), ProductCode("0036000291452"), ProductCode("A1")]
    assert distinct(codes, "A1", "條碼") == (ProductCode("036000291452"),)
    for twice in ([ProductCode("A"), ProductCode("A", 6)], [ProductCode("S", 6)]):
        with pytest.raises(UserError, match=r"catalog\.pack_twice"):
            distinct(twice, "S", "條碼")
