from __future__ import annotations

import pytest

from app.domain.errors import UserError
from app.services.catalog_columns import SYNONYMS, columns_of, field_of, find_table, header_key


class Rows:
    def __init__(self, *rows: list[str]) -> None:
        self._rows = rows

    def rows(self):
        return ((line, cells) for line, cells in enumerate(self._rows, 1) if any(cells))


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("SKU", "sku"),
        (" 商品 編號 ", "sku"),
        ("貨號*", "sku"),
        ("品名", "name"),
        ("商品名稱（中文）", "name"),
        ("英文名稱", "name_en"),
        ("品名(英文)", "name_en"),
        ("Name_EN", "name_en"),
        ("國際條碼", "barcode"),
        ("條碼2", "barcode"),
        ("Barcode 10", "barcode"),
        ("EAN-13", "barcode"),
        ("售價(含稅)", "price"),
        ("ＰＲＩＣＥ", "price"),
        ("Unit Price", "price"),
        ("單價【元】", "price"),
        ("計價單位", "per"),
        ("單位", "unit"),
        ("稅別", "tax"),
        ("庫存數量", "stock"),
        ("開放價", "open"),
        ("款號", "style"),
        ("顏色", "colour"),
        ("尺寸", "size"),
        ("標籤", "tags"),
        ("起", "starts"),
        ("迄", "ends"),
        ("備註", None),
        ("進價", None),
        ("成本", None),
        ("", None),
    ],
)
def test_a_header_names_its_field(header, field):
    found = field_of(header)
    assert (found and found[0]) == field


def test_every_synonym_is_written_as_it_is_compared_and_names_one_field():
    words = [word for some in SYNONYMS.values() for word in some.split()]
    assert [word for word in words if header_key(word) != word] == []
    assert len(words) == len(set(words))


def test_of_two_price_columns_the_selling_price_counts_wherever_it_stands():
    columns = columns_of(["貨號", "品名", "定價", "售價"], 1)
    assert columns.places["price"] == (3,)
    assert columns.doubled == (("售價", "定價"),)


def test_a_sheet_in_two_languages_has_both_names():
    columns = columns_of(["貨號", "Name", "品名"], 1)
    assert (columns.places["name"], columns.places["name_en"]) == ((2,), (1,))
    assert columns.doubled == ()


def test_several_barcode_columns_are_several_barcodes():
    columns = columns_of(["sku", "name", "條碼", "price", "條碼2", "外箱條碼"], 1)
    assert columns.places["barcode"] == (2, 4, 5)


def test_unknown_columns_are_named():
    assert columns_of(["sku", "備註", "name", "進價", ""], 1).ignored == ("備註", "進價")


def test_the_header_is_found_below_a_title_and_the_rows_go_on_below_it():
    columns, rows = find_table("f", [Rows(["商品清單"], [], ["2026/11"], ["貨號", "品名"], ["A", "甲"])])
    assert columns.line == 4
    assert list(rows) == [(5, ["A", "甲"])]


def test_of_several_sheets_the_one_with_products_is_read():
    _, rows = find_table("f", [Rows(["說明"], ["請勿修改"]), Rows(["SKU", "Name"], ["A", "B"])])
    assert list(rows) == [(2, ["A", "B"])]


def test_a_missing_column_is_said_with_what_is_there_instead():
    with pytest.raises(UserError) as caught:
        find_table("goods.csv", [Rows(["品名", "售價", "備註"], ["可頌", "58", ""])])
    assert caught.value.code == "catalog.missing_columns"
    assert caught.value.params == {"path": "goods.csv", "missing": "sku", "found": "品名, 售價, 備註"}


def test_a_file_of_nothing_has_no_rows():
    with pytest.raises(UserError, match=r"catalog\.no_rows"):
        find_table("f", [Rows()])
