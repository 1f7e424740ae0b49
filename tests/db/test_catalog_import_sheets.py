"""Sheets as files: every encoding and every oddity that spreadsheets write."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import openpyxl.chart
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db.sheet import CsvSheet, cell_text, decoded, open_sheets
from app.domain.errors import UserError

TEXT = "貨號,品名,售價\r\nA,高山烏龍 茶包,320\r\nB,碁銹裏墻恒粧嫺,58\r\n"
ROWS = [(1, ["貨號", "品名", "售價"]), (2, ["A", "高山烏龍 茶包", "320"]), (3, ["B", "碁銹裏墻恒粧嫺", "58"])]


def rows_of(path: Path) -> list[tuple[int, list[str]]]:
    (sheet,) = open_sheets(path).sheets
    return list(sheet.rows())


def workbook(path: Path, *rows: list[object], formats: dict[str, str] | None = None) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, shown in (formats or {}).items():
        book.active[cell].number_format = shown
    book.save(path)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16", "utf-16-le-bom", "utf-16-be-bom", "utf-8-gz", "cp950-gz"]
)
def test_a_csv_is_read_in_every_encoding_that_excel_writes_in_taiwan(tmp_path: Path, encoding: str) -> None:
    name = encoding.removesuffix("-gz").removesuffix("-bom")
    data = TEXT.encode(name)
    if encoding.endswith("-bom"):
        data = "\ufeff".encode(name) + data
    path = tmp_path / "goods.csv"
    path.write_bytes(gzip.compress(data) if encoding.endswith("-gz") else data)
    assert rows_of(path) == ROWS


def test_utf_16_without_its_mark_is_seen_by_its_zeros() -> None:
    text = "sku,name,price\nA,可頌,58\n" * 3
    assert decoded(text.encode("utf-16-le")) == decoded(text.encode("utf-16-be")) == text


def test_big5_characters_with_a_delimiter_inside_stay_whole(tmp_path: Path) -> None:
    assert b"\\" in "許功蓋".encode("cp950")
    path = tmp_path / "goods.csv"
    path.write_bytes("sku|name\nA|許功蓋育\n".encode("cp950"))
    assert rows_of(path)[1] == (2, ["A", "許功蓋育"])


def test_a_character_that_no_encoding_explains_spoils_its_own_row_only() -> None:
    data = "貨號,品名\nA,可頌\nB,".encode("cp950") + b"\xfa\x40" + "\nC,吐司\n".encode("cp950")
    rows = list(CsvSheet(decoded(data)).rows())
    assert [("\ufffd" in row[1]) for _, row in rows] == [False, False, True, False]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = f'sku{delimiter}name{delimiter}"a,b;c"\nA{delimiter}x{delimiter}1\n'
    assert list(CsvSheet(text).rows()) == [(1, ["sku", "name", "a,b;c"]), (2, ["A", "x", "1"])]


def test_excels_own_remark_about_the_delimiter_is_obeyed() -> None:
    assert list(CsvSheet("sep=;\nsku;name,x\nA;b,c\n").rows()) == [(2, ["sku", "name,x"]), (3, ["A", "b,c"])]


def test_a_cell_over_several_lines_counts_as_its_first() -> None:
    text = 'sku,name\nA,"高山\n烏龍"\n\n,\nB,x\n'
    assert list(CsvSheet(text).rows()) == [(1, ["sku", "name"]), (2, ["A", "高山\n烏龍"]), (6, ["B", "x"])]


def test_a_quotation_mark_that_is_never_closed_spoils_its_own_row_only() -> None:
    rows = list(CsvSheet('sku,name,price\nA,"高山,5\nB,乙,6\nC,"丙",7\n').rows())
    assert rows[1:] == [(2, ["A", '"高山', "5"]), (3, ["B", "乙", "6"]), (4, ["C", "丙", "7"])]


def test_a_mark_within_a_text_is_read_as_it_can_be() -> None:
    rows = list(CsvSheet('sku,name\nA,"17" 披薩"\nB,7" 蛋糕\nC,"""小農"" 鮮乳"\n').rows())
    assert [row[1] for _, row in rows] == ["name", '17 披薩"', '7" 蛋糕', '"小農" 鮮乳']


def test_a_cell_of_a_megabyte_is_a_row_like_any_other() -> None:
    rows = list(CsvSheet(f'sku,name\nA,"{"x" * 1_000_000}"\nB,{"y" * 1_000_000}\nC,ok\n').rows())
    assert [line for line, _ in rows] == [1, 2, 3, 4]
    assert rows[3] == (4, ["C", "ok"])


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60))
def test_no_text_makes_the_reader_fail_or_lose_a_later_line(text: str) -> None:
    ended = f"sku,name\n{text}\nlast,row\n"
    rows = list(CsvSheet(ended).rows())
    assert rows[0] == (1, ["sku", "name"])
    flat = " ".join(cell for _, cells in rows for cell in cells)
    assert "last" in flat
    assert "row" in flat


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8), min_size=2)))
def test_what_python_writes_is_read_back(table: list[list[str]]) -> None:
    import csv

    written = io.StringIO(newline="")
    csv.writer(written).writerows([["sku", "name", "x"], *table])
    rows = [cells for _, cells in CsvSheet(written.getvalue()).rows()]
    assert rows == [["sku", "name", "x"], *(row for row in table if any(cell.strip() for cell in row))]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("A1", "A1"),
        (35, "35"),
        (35.0, "35"),
        (4710088412345.0, "4710088412345"),
        (19.9, "19.9"),
        (0.1 + 0.2, "0.3"),
        (1.005, "1.005"),
        (-3.0, "-3"),
        (1e-7, "0.0000001"),
        (123456789012345678.0, "1.23456789012346E+17"),
        (float("inf"), "#NUM!"),
        (float("nan"), "#NUM!"),
        (True, "TRUE"),
        (False, "FALSE"),
        (datetime(2026, 11, 21), "2026-11-21"),  # noqa: DTZ001 - a spreadsheet has no zone
        (datetime(2026, 11, 21, 9, 30), "2026-11-21 09:30:00"),  # noqa: DTZ001
        (date(2026, 11, 21), "2026-11-21"),
    ],
)
def test_a_worksheets_value_is_read_exactly(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_a_number_shown_with_leading_zeros_has_them() -> None:
    assert cell_text(2000015, "00000000") == "02000015"
    assert cell_text(2000015.0, "00000000") == "02000015"
    assert cell_text(35, "0") == "35"
    assert cell_text(35, "#,##0") == "35"


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_every_amount_that_a_person_types_comes_back(amount) -> None:
    assert float(cell_text(float(amount))) == float(amount)
    assert len(cell_text(float(amount)).partition(".")[2]) <= 2


def test_a_workbook_as_people_make_it(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "goods.xlsx",
        ["商品清單", None, None],
        [None, None, None],
        ["貨號", "條碼", "售價"],
        [1001, 4710000000011, 35.0],
        ["A2", 2000015, 19.9],
        [],
        ["A3", "0471", "1,200"],
        formats={"B5": "00000000"},
    )
    assert rows_of(path) == [
        (1, ["商品清單"]),
        (3, ["貨號", "條碼", "售價"]),
        (4, ["1001", "4710000000011", "35"]),
        (5, ["A2", "02000015", "19.9"]),
        (7, ["A3", "0471", "1,200"]),
    ]


def test_hidden_sheets_are_left_alone_and_charts_do_no_harm(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["說明"])
    book.create_sheet("舊資料").sheet_state = "hidden"
    book.create_sheet("商品").append(["SKU"])
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(book.active, min_col=1, min_row=1))
    book.create_chartsheet("圖").add_chart(chart)
    path = tmp_path / "goods.xlsx"
    book.save(path)
    assert [list(sheet.rows()) for sheet in open_sheets(path).sheets] == [[(1, ["說明"])], [(1, ["SKU"])]]


def test_a_wrong_size_in_the_workbook_is_not_believed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "goods.xlsx", ["SKU", "Name"], ["A", "可頌"])
    lied = tmp_path / "lied.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(lied, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry).replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1"'))
    assert rows_of(lied) == [(1, ["SKU", "Name"]), (2, ["A", "可頌"])]


def broken_zip() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    return written.getvalue()


def document() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "sheet.empty"),
        (b"\xef\xbb\xbf\r\n", "sheet.empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "sheet.old_excel"),
        (b"<html><table><tr><td>A</td></tr></table></html>", "sheet.web_page"),
        (b"PK\x03\x04 and no more", "sheet.damaged"),
        (broken_zip(), "sheet.damaged"),
        (document(), "sheet.other_kind"),
        (b"%PDF-1.7", "sheet.other_kind"),
        (bytes(range(256)) * 20, "sheet.other_kind"),
        (gzip.compress(b"sku,name\n")[:-6], "sheet.damaged"),
    ],
    ids="empty mark old-excel web-page cut-short broken-zip document pdf noise cut-gzip".split(),
)
def test_what_is_no_sheet_is_told(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "goods.xlsx"
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        open_sheets(path)
    assert caught.value.code == code


def test_a_worksheet_that_breaks_off_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "goods.xlsx", *([[f"A{n}", "可頌"] for n in range(50)]))
    cut = tmp_path / "cut.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(cut, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, data[: len(data) // 2] if entry.filename.startswith("xl/worksheets/") else data)
    with pytest.raises(UserError, match=r"sheet\.damaged"):
        rows_of(cut)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"file\.not_found"):
        open_sheets(tmp_path / "nothing.csv")
