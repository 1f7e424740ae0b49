from __future__ import annotations

import pytest

from app.domain.catalog import PriceKind, ProductCode
from app.domain.errors import UserError
from app.domain.money import GBP
from app.domain.quantity import Unit
from app.domain.shop import Shop
from app.services.catalog import Reading, read_catalogue
from app.services.catalog_plan import AskedPrice

NOW = 1_795_224_600_000_000  # 2026-11-21 09:30 in Taipei
HEADER = "貨號,品名,英文名稱,條碼,售價,單位,計價單位,分類,稅別,庫存,開放價,款號,顏色,尺寸,標籤,起,迄"


class Text:
    def __init__(self, text: str) -> None:
        self._text = text

    def rows(self):
        for line, row in enumerate(self._text.splitlines(), 1):
            if row.strip(","):
                yield line, row.split(",")


def read(*rows: str, header: str = HEADER, shop: Shop | None = None) -> Reading:
    return read_catalogue("goods.csv", [Text("\n".join((header, *rows)))], shop or Shop(), NOW)


def refusals(reading: Reading) -> list[tuple[int, str]]:
    return [(remark.line, remark.error.code.removeprefix("catalog.")) for remark in reading.refused]


def notes(reading: Reading) -> list[tuple[int, str]]:
    return [(remark.line, remark.error.code.removeprefix("catalog.")) for remark in reading.notes]


def test_a_full_row():
    reading = read("A1,可頌,Croissant,4710000000011 02000015,58,個,,麵包 > 可頌,應稅,14,,S1,白,M,熱銷;新品,,")
    (item,) = reading.items
    product = item.product
    assert (product.sku, product.name, product.name_en, product.category) == ("A1", "可頌", "Croissant", "麵包/可頌")
    assert product.codes == (ProductCode("4710000000011"), ProductCode("02000015"))
    assert (product.tax_class, product.unit, product.style) == ("standard", Unit.PIECE, "S1")
    assert product.options == (("colour", "白"), ("size", "M"))
    assert product.tags == {"熱銷", "新品"}
    assert item.prices == (AskedPrice(58, 1000),)
    assert item.stock_milli == 14_000
    assert reading.refused == reading.notes == []


def test_a_weighed_product_and_a_price_for_a_hundred_grams():
    reading = read(
        "A,起司,,,78,公斤,100g,,,2.5,,,,,,,", "B,芭樂,,,60,台斤,,,免稅,10,,,,,,,", "C,米,,,50,,每公斤,,,,,,,,,,"
    )
    assert [(item.product.unit, item.prices[0].per_milli, item.stock_milli) for item in reading.items] == [
        (Unit.KILOGRAM, 100, 2_500),
        (Unit.KILOGRAM, 600, 6_000),
        (Unit.KILOGRAM, 1_000, None),
    ]


def test_an_open_price_by_its_column_or_by_the_word_for_it():
    reading = read("A,蛋糕,,,,,,,,,是,,,,,,", "B,魚,,,時價,,,,,,,,,,,,", "C,杯,,,5,,,,,,否,,,,,,")
    assert [item.product.price_kind for item in reading.items] == [PriceKind.OPEN, PriceKind.OPEN, PriceKind.FIXED]


def test_every_fault_of_a_row_and_every_bad_row_is_told():
    reading = read(
        "A,好,,,5,,,,,,,,,,,,",
        ",無號,,,-5,斗,,,外星,很多,,,,,,,",
        "B,,,,abc,,,,,,也許,,,,,,",
        "C,好,,,9,,,,,,,,,,,,",
        "D,多,,,1,200,,,,,,,,,,,,",
    )
    assert [item.sku for item in reading.items] == ["A", "C"]
    assert refusals(reading) == [
        (3, "empty"),
        (3, "unknown_unit"),
        (3, "price_negative"),
        (3, "unknown_tax"),
        (3, "stock_unreadable"),
        (4, "empty"),
        (4, "flag_unreadable"),
        (4, "price_unreadable"),
        (6, "unknown_unit"),
    ]


def test_cells_beyond_the_header_are_a_comma_too_many():
    header = "sku,name,price"
    reading = read("A,甲,1,200", "B,乙,5,,", header=header)
    assert refusals(reading) == [(2, "too_many_cells")]
    assert [item.sku for item in reading.items] == ["B"]


def test_faults_name_the_column_as_the_file_writes_it():
    reading = read("A,x", header="SKU,品 名,售價（含稅）")
    assert reading.items[0].prices == ()
    reading = read("A,x,?", header="SKU,品 名,售價（含稅）")
    assert reading.refused[0].error.params["column"] == "售價（含稅）"


def test_of_two_rows_of_a_sku_the_first_holds():
    reading = read("A,甲,,,5,,,,,,,,,,,,", "A,乙,,,6,,,,,,,,,,,,", "A,甲,,,5,,,,,,,,,,,,")
    assert [item.product.name for item in reading.items] == ["甲"]
    assert refusals(reading) == [(3, "sku_twice"), (4, "sku_twice")]
    assert reading.refused[0].error.params["line"] == 2


def test_after_a_bad_row_a_good_one_of_the_same_sku_goes_in():
    reading = read("A,甲,,,x,,,,,,,,,,,,", "A,甲,,,6,,,,,,,,,,,,")
    assert [item.line for item in reading.items] == [3]


def test_rows_of_one_product_with_prices_of_other_days_are_one_product():
    reading = read(
        "A,甲,,,60,,,,,,,,,,,,",
        "A,甲,,,50,,,,,,,,,,,2026-12-01,2026-12-07",
        "A,甲,,,65,,,,,,,,,,,2027/1/1,",
        "A,甲,,,45,,,,,,,,,,,,2026-11-30",
    )
    (item,) = reading.items
    day = 86_400_000_000
    midnight = 1_795_190_400_000_000
    assert [(one.minor, one.starts_at, one.ends_at) for one in item.prices] == [
        (60, None, None),
        (50, midnight + 10 * day, midnight + 17 * day),
        (65, midnight + 41 * day, None),
        (45, None, midnight + 10 * day),
    ]
    assert reading.refused == []


def test_days_need_a_price_and_an_order():
    reading = read(
        "A,甲,,,,,,,,,,,,,,2026-12-01,",
        "B,乙,,,5,,,,,,,,,,,2026-12-07,2026-12-01",
        "C,丙,,,5,,,,,,,,,,,12/01/2026,",
        "D,丁,,,5,,,,,,,,,,,,2020-01-01",
    )
    assert refusals(reading) == [(2, "dates_without_price"), (3, "dates_reversed"), (4, "date_unreadable")]
    assert notes(reading) == [(5, "price_over")]


def test_one_code_means_one_product():
    reading = read(
        "A,甲,,4710000000011,5,,,,,,,,,,,,",
        "B,乙,,4710000000011,5,,,,,,,,,,,,",
        "C,丙,,A,5,,,,,,,,,,,,",
        "4710000000011,丁,,,5,,,,,,,,,,,,",
        "Ａ,戊,,,5,,,,,,,,,,,,",
    )
    assert [item.sku for item in reading.items] == ["A"]
    assert refusals(reading) == [(3, "code_in_file"), (4, "code_in_file"), (5, "code_in_file"), (6, "sku_twice")]
    assert reading.refused[0].error.params == {"barcode": "4710000000011", "sku": "A", "line": 2}


def test_a_wrong_check_digit_is_kept_as_a_house_code_and_told():
    reading = read("A,甲,,4710000000012,5,,,,,,,,,,,,")
    assert reading.items[0].product.codes == (ProductCode("4710000000012"),)
    assert reading.notes[0].error.params["digit"] == "1"


def test_lost_zeros_are_guessed_and_the_guess_yields_to_who_has_the_code():
    reading = read("A,甲,,2000015,5,,,,,,,,,,,,", "B,乙,,02000015,5,,,,,,,,,,,,")
    assert notes(reading) == [(2, "zeros_lost")]
    assert [item.product.codes for item in reading.items] == [(ProductCode("2000015"),), (ProductCode("02000015"),)]
    reading = read("B,乙,,02000015,5,,,,,,,,,,,,", "A,甲,,2000015,5,,,,,,,,,,,,")
    assert [item.product.codes for item in reading.items] == [(ProductCode("02000015"),), (ProductCode("2000015"),)]
    (item,) = read("A,甲,,2000015,5,,,,,,,,,,,,").items
    assert item.product.codes == (ProductCode("2000015"), ProductCode("02000015"))


def test_what_looks_like_a_mistake_is_told_and_goes_in():
    reading = read("A,甲,,,0,,,,,-3,,,,,,,")
    assert sorted(notes(reading)) == [(2, "price_zero"), (2, "stock_negative")]
    assert reading.items[0].stock_milli == -3_000


def test_columns_that_are_not_known_are_told_once():
    reading = read("A,甲,x,y", header="sku,name,備註,進價")
    assert [(remark.line, remark.error.params) for remark in reading.notes] == [(0, {"columns": "備註, 進價"})]


def test_a_header_in_the_middle_is_passed_over():
    reading = read("A,甲,5", "sku,name,price", "B,乙,6", header="sku,name,price")
    assert [item.sku for item in reading.items] == ["A", "B"]
    assert reading.refused == []


def test_only_what_the_file_speaks_of_is_given():
    (item,) = read("A,甲,5", header="sku,name,price").items
    assert item.given == {"name", "price_kind"}
    (item,) = read("A,甲,,", header="sku,name,category,barcode").items
    assert item.given == {"name", "category", "codes"}


def test_the_shops_currency_and_tax_classes_decide():
    (item,) = read("A,甲,1.25", header="sku,name,price", shop=Shop(currency=GBP)).items
    assert item.prices == (AskedPrice(125),)


def test_a_header_alone_is_no_catalogue():
    with pytest.raises(UserError, match=r"catalog\.no_rows"):
        read()


def test_a_weight_base_beside_a_unit_of_pieces_is_a_contradiction():
    reading = read("A,甲,,,5,個,100g,,,,,,,,,,", "B,乙,,,5,公斤,包,,,,,,,,,,")
    assert refusals(reading) == [(2, "unit_mismatch")]
    assert [(item.product.unit, item.prices[0].per_milli) for item in reading.items] == [(Unit.KILOGRAM, 1_000)]
