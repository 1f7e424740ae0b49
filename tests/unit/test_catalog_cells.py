from __future__ import annotations

from contextlib import suppress
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserError
from app.domain.money import GBP, KWD, TWD
from app.domain.quantity import Unit
from app.services.catalog_cells import (
    Measure,
    base,
    flag,
    is_blank,
    last_moment,
    measure,
    moment,
    number_text,
    price_minor,
    stock_milli,
    tax_class,
    tidy,
    words,
)

TAIPEI = ZoneInfo("Asia/Taipei")
RATES = {"standard": 50_000, "zero": 0, "exempt": 0, "luxury": 150_000}
DAY = 86_400_000_000


def refused(code, read, *arguments):
    with pytest.raises(UserError) as caught:
        read(*arguments)
    assert caught.value.code == code
    return caught.value


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("58", TWD, 58),
        ("58.00", TWD, 58),
        ("1,200", TWD, 1200),
        ("$1,200", TWD, 1200),
        ("NT$ 35", TWD, 35),
        ("NTD35", TWD, 35),
        ("35 元", TWD, 35),
        ("$35元", TWD, 35),
        ("１２０", TWD, 120),
        ("0", TWD, 0),
        ("1.25", GBP, 125),
        ("1.250", KWD, 1250),
        (".5", GBP, 50),
        ("時價", TWD, None),
        ("Open Price", TWD, None),
    ],
)
def test_a_price_is_read_as_people_write_it(text, currency, minor):
    assert price_minor(text, "售價", currency) == minor


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-5", "catalog.price_negative"),
        ("\u22125", "catalog.price_negative"),
        ("35.5", "catalog.price_too_fine"),
        ("1.200,50", "catalog.price_unreadable"),
        ("1,20", "catalog.price_unreadable"),
        ("5~8", "catalog.price_unreadable"),
        ("免費", "catalog.price_unreadable"),
        ("1e3", "catalog.price_unreadable"),
        ("NaN", "catalog.price_unreadable"),
        ("Infinity", "catalog.price_unreadable"),
        ("٣٥", "catalog.price_unreadable"),
        ("4710000000011", "catalog.price_too_high"),
        ("#N/A", "catalog.sheet_error"),
    ],
)
def test_what_is_no_price_says_why(text, code):
    error = refused(code, price_minor, text, "售價", TWD)
    assert error.params["column"] == "售價"


def test_more_decimals_than_the_currency_has_are_refused_by_its_name():
    assert refused("catalog.price_too_fine", price_minor, "1.005", "p", GBP).params["most"] == 2


@given(st.text(max_size=30))
def test_no_text_makes_a_cell_raise_anything_but_its_own_error(text):
    for read in (
        lambda: tidy(text, "c", 200),
        lambda: number_text(text, "c", 64),
        lambda: price_minor(text, "c", TWD),
        lambda: measure(text, "c"),
        lambda: base(text, "c"),
        lambda: tax_class(text, "c", RATES),
        lambda: flag(text, "c"),
        lambda: stock_milli(text, "c", Measure()),
        lambda: moment(text, "c", TAIPEI),
        lambda: words(text, "c", ",", 50),
    ):
        with suppress(UserError):
            read()


@pytest.mark.parametrize(
    ("text", "unit", "per", "counted"),
    [
        ("個", Unit.PIECE, 1000, 1000),
        ("包", Unit.PIECE, 1000, 1000),
        ("6 入", Unit.PIECE, 1000, 1000),
        ("瓶(500ml)", Unit.PIECE, 1000, 1000),
        ("PCS", Unit.PIECE, 1000, 1000),
        ("公斤", Unit.KILOGRAM, 1000, 1000),
        ("ＫＧ", Unit.KILOGRAM, 1000, 1000),
        ("台斤", Unit.KILOGRAM, 600, 600),
        ("100g", Unit.KILOGRAM, 100, 1000),
        ("每100公克", Unit.KILOGRAM, 100, 1000),
        ("2 兩", Unit.KILOGRAM, 75, 1000),
        ("公升", Unit.LITRE, 1000, 1000),
        ("公尺", Unit.METRE, 1000, 1000),
    ],
)
def test_a_unit_says_what_is_counted_and_what_the_price_is_for(text, unit, per, counted):
    assert measure(text, "單位") == Measure(unit, per, counted)


def test_a_unit_too_small_to_price_by_asks_for_its_base():
    for text in ("g", "公克", "兩", "ml", "cm"):
        refused("catalog.unit_needs_base", measure, text, "單位")
    for text in ("斗", "", "100", "0.0001g", "0g"):
        refused("catalog.unknown_unit", measure, text, "單位")


def test_a_price_base_may_be_several_pieces():
    assert base("10 個", "計價單位") == (Unit.PIECE, 10_000)
    assert base("/kg", "per") == (Unit.KILOGRAM, 1000)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("應稅", "standard"),
        ("TX", "standard"),
        ("5%", "standard"),
        ("１", "standard"),
        ("零稅率", "zero"),
        ("zero-rated", "zero"),
        ("2", "zero"),
        ("免稅", "exempt"),
        ("Exempt", "exempt"),
        ("3", "exempt"),
        ("LUXURY", "luxury"),
    ],
)
def test_a_tax_class_by_its_names(text, name):
    assert tax_class(text, "稅別", RATES) == name


def test_a_tax_class_that_the_shop_does_not_have_is_refused():
    refused("catalog.unknown_tax", tax_class, "0%", "稅別", RATES)  # zero-rated or exempt: it does not say
    refused("catalog.unknown_tax", tax_class, "免稅", "稅別", {"standard": 200_000})
    refused("catalog.unknown_tax", tax_class, "5%", "稅別", {"standard": 200_000})


def test_yes_and_no():
    assert [flag(text, "c") for text in ("是", "Y", "1", "v", "否", "no", "0")] == [True] * 4 + [False] * 3
    refused("catalog.flag_unreadable", flag, "也許", "c")


@pytest.mark.parametrize(("text", "milli"), [("12", 12_000), ("12.0", 12_000), ("1,200", 1_200_000), ("-3", -3_000)])
def test_a_count(text, milli):
    assert stock_milli(text, "庫存", Measure()) == milli


def test_a_weighed_count_is_in_its_own_unit():
    assert stock_milli("2.5", "庫存", Measure(Unit.KILOGRAM, 100)) == 2_500
    assert stock_milli("10", "庫存", measure("台斤", "單位")) == 6_000
    assert stock_milli("2.5公斤", "庫存", Measure(Unit.KILOGRAM, 100)) == 2_500
    assert stock_milli("500 g", "庫存", Measure(Unit.KILOGRAM)) == 500
    assert stock_milli("14 個", "庫存", Measure()) == 14_000
    refused("catalog.stock_unreadable", stock_milli, "2 公斤", "庫存", Measure())
    refused("catalog.stock_unreadable", stock_milli, "0.0005", "庫存", Measure(Unit.KILOGRAM))
    refused("catalog.stock_unreadable", stock_milli, "99+", "庫存", Measure())
    refused("catalog.stock_unreadable", stock_milli, "1e5", "庫存", Measure())
    refused("catalog.stock_unreadable", stock_milli, "9" * 12, "庫存", Measure())


def test_a_day_is_the_stores_day():
    midnight = 1_795_190_400_000_000  # 2026-11-21 00:00 in Taipei
    for text in (
        "2026-11-21",
        "2026/11/21",
        "2026.11.21",
        "20261121",
        "2026年11月21日",
        "115/11/21",
        "民國115年11月21日",
    ):
        assert moment(text, "起", TAIPEI) == midnight, text
    assert moment("2026-11-21 09:30", "起", TAIPEI) == midnight + 34_200_000_000
    assert last_moment("2026-11-21", "迄", TAIPEI) == midnight + DAY
    assert last_moment("2026-11-21 18:00", "迄", TAIPEI) == midnight + DAY * 3 // 4


@pytest.mark.parametrize(
    "text", ["11/21/2026", "21.11.2026", "26/11/21", "2026-02-30", "2026-13-01", "46000", "明天"]
)
def test_a_date_that_could_be_another_is_refused(text):
    refused("catalog.date_unreadable", moment, text, "起", TAIPEI)


def test_texts_are_tidied_of_what_nobody_sees():
    assert tidy("\ufeff 發酵\u200b奶油\u3000可頌\n 大 ", "品名", 200) == "發酵奶油 可頌 大"
    assert tidy('="高山 烏龍"', "品名", 200) == "高山 烏龍"
    assert tidy("e\u0301clair", "品名", 200) == "éclair"
    assert tidy("👩\u200d🍳 特製", "品名", 200) == "👩\u200d🍳 特製"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\x07b", "catalog.text_control"),
        ("a\x00b", "catalog.text_control"),
        ("a\u202eb", "catalog.text_control"),
        ("可\ufffd", "catalog.text_unreadable"),
        ("長" * 201, "catalog.text_too_long"),
        ("#REF!", "catalog.sheet_error"),
        ('"沒關', "catalog.open_quote"),
    ],
)
def test_a_text_that_cannot_be_shown_is_refused(text, code):
    refused(code, tidy, text, "品名", 200)


def test_quotation_marks_within_a_text_stay():
    assert tidy('"小農" 鮮乳', "品名", 200) == '"小農" 鮮乳'
    assert tidy('17" 披薩', "品名", 200) == '17" 披薩'


def test_a_number_that_lost_digits_is_refused_and_a_whole_one_is_written_out():
    assert number_text("4.710088412348E+12", "條碼", 80) == "4710088412348"
    assert number_text("'0471", "條碼", 80) == "0471"
    assert number_text("1E5", "貨號", 80) == "1E5"  # a SKU like any other: spreadsheets write E+05
    refused("catalog.number_mangled", number_text, "4.71009E+12", "條碼", 80)


def test_words_for_nothing_are_nothing():
    assert all(is_blank(text) for text in ("", " ", "\u3000", "-", "N/A", "無", "－"))
    assert not is_blank("0")


def test_words_are_split_and_tidied():
    assert words(" 熱銷, 新品 ;素食 ", "標籤", r"[,;]", 20) == ["熱銷", "新品", "素食"]


def test_for_ever_and_the_ends_of_the_calendar():
    assert last_moment("9999-12-31", "迄", TAIPEI) is None
    assert moment("1000-01-01", "起", TAIPEI) < 0 < moment("9999-12-31", "起", TAIPEI)
