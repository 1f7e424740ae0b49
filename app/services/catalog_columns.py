"""The columns of a catalogue file, found by their headers in English or Chinese, whatever their order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.services.catalog_cells import shown
from app.services.ports import Sheet

#: A header lies within the first rows; above it there may be a title, a date, a remark.
_SEARCHED_ROWS = 30
_MOST_NAMED = 20
REQUIRED = ("sku", "name")
#: Several columns of these are several values; of any other field the first column counts.
MANY = frozenset(("barcode",))

#: Headers as `header_key` makes them, by field. Where a file has two columns of a field, as 定價 beside 售價, the one
#: whose header stands first here counts.
SYNONYMS = {
    "sku": "sku 貨號 商品編號 商品代號 商品代碼 商品貨號 產品編號 產品代號 品號 料號 sku碼 sku編號 itemno itemcode "
    "itemnumber productcode productid productno stockcode 編號",
    "name": "品名 商品名稱 產品名稱 中文名稱 中文品名 品名中文 商品名稱中文 name namezh nametw zhname productname "
    "itemname 商品名 名稱",
    "name_en": "nameen enname englishname nameenglish 英文名稱 英文品名 英文商品名稱 英文名 品名英文 商品名稱英文",
    "barcode": "barcode barcodes 條碼 國際條碼 商品條碼 產品條碼 店內條碼 外箱條碼 箱條碼 ean ean碼 gtin upc jan "
    "packbarcode",
    "price": "price 售價 門市售價 含稅售價 售價含稅 sellingprice retailprice 零售價 單價 unitprice 定價 listprice "
    "建議售價 價格",
    "category": "category 分類 商品分類 商品類別 產品分類 類別 categorypath department 大類",
    "tax": "tax taxclass taxtype 稅別 課稅別 稅種 應免稅",
    "unit": "unit uom 單位 商品單位 銷售單位",
    "per": "per priceper pricebasis priceunit 計價單位 計價基準",
    "stock": "stock stockqty 庫存 庫存量 庫存數 庫存數量 現有庫存 onhand inventory quantity qty 存量 數量",
    "open": "open openprice 開放價 開放售價 自訂價 時價",
    "style": "style styleno styleid 款號 款式編號 model 型號",
    "colour": "colour color 顏色 花色 色",
    "size": "size 尺寸 尺碼",
    "tags": "tags tag 標籤 labels label 標記",
    "starts": "starts start startdate startson startsat 起 起始日 開始日 開始日期 生效日 生效日期 起日 validfrom "
    "from",
    "ends": "ends end enddate endson endsat 迄 訖 結束日 結束日期 截止日 失效日 迄日 訖日 until validto "
    "validuntil to",
}
_FIELDS = {word: name for name, words in SYNONYMS.items() for word in words.split()}
_RANKS = {word: rank for words in SYNONYMS.values() for rank, word in enumerate(words.split())}
_SEPARATORS = re.compile(r"[\s_\-./*:'\"#()\[\]{}<>【】〔〕「」、]+")
_BRACKETED = re.compile(r"[(\[{【〔「].*?[)\]}】〕」]")
_LAST_NUMBER = re.compile(r"\d+$")


def header_key(text: str) -> str:
    """A header without case, width, spaces and punctuation: what headers are compared by."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).casefold())


def field_of(header: str) -> tuple[str, int] | None:
    """The field that a header names, and the rank of that name among the field's; None for an unknown header.

    What stands in brackets may be a part of the name, as in 品名（英文）, or a remark, as in 售價（含稅）: both are
    tried.
    """
    plain = unicodedata.normalize("NFKC", header)
    for text in (plain, _BRACKETED.sub("", plain)):
        key = header_key(text)
        if key not in _FIELDS and _FIELDS.get(numberless := _LAST_NUMBER.sub("", key)) in MANY:
            key = numberless
        if key in _FIELDS:
            return _FIELDS[key], _RANKS[key]
    return None


@frozen
class Columns:
    """Where each field stands.

    Attributes:
        headers: as the file writes them, in its order.
        places: column places, from 0, by field.
        ignored: headers that name no field.
        doubled: pairs of headers that name the same field; the first of a pair is used.
        line: the header's line in the file.
    """

    headers: tuple[str, ...]
    places: dict[str, tuple[int, ...]]
    ignored: tuple[str, ...]
    doubled: tuple[tuple[str, str], ...]
    line: int

    @property
    def missing(self) -> list[str]:
        """Required fields without a column."""
        return [name for name in REQUIRED if name not in self.places]

    def has(self, field: str) -> bool:
        """Whether the file has a column for a field."""
        return field in self.places

    def header(self, field: str) -> str:
        """The file's own name of a field, for sentences about it."""
        places = self.places.get(field)
        return self.headers[places[0]] if places else field

    def is_repeated_by(self, cells: Sequence[str]) -> bool:
        """Whether a row is this header once more, as at the top of a further printed page."""
        return tuple(cell.strip() for cell in cells) == self.headers


def columns_of(cells: Sequence[str], line: int) -> Columns:
    """The columns that a row of headers names."""
    headers = tuple(cell.strip() for cell in cells)
    found: dict[str, list[tuple[int, int]]] = {}
    ignored = []
    for place, header in enumerate(headers):
        named = field_of(header)
        if named is not None:
            found.setdefault(named[0], []).append((named[1], place))
        elif header:
            ignored.append(header)
    names = sorted(found.get("name", ()), key=lambda one: headers[one[1]].isascii())
    if (
        len(names) == 2
        and "name_en" not in found
        and [headers[place].isascii() for _, place in names] == [False, True]
    ):
        found["name"], found["name_en"] = names[:1], names[1:]  # 品名 beside Name: the two languages of one sheet
    places: dict[str, tuple[int, ...]] = {}
    doubled = []
    for field, ranked in found.items():
        if field in MANY:
            places[field] = tuple(place for _, place in ranked)
            continue
        (_, best), *others = sorted(ranked)
        places[field] = (best,)
        doubled += [(headers[best], headers[place]) for _, place in others]
    return Columns(headers, places, tuple(ignored), tuple(doubled), line)


def find_table(name: str, sheets: Iterable[Sheet]) -> tuple[Columns, Iterator[tuple[int, list[str]]]]:
    """The header of the first sheet that has one, and the rows below it.

    Args:
        name: the file's, for the sentence.

    Raises:
        UserError: ``catalog.missing_columns`` with what was found instead, ``catalog.no_rows`` for an empty file.
    """
    nearest: Columns | None = None
    for sheet in sheets:
        rows = iter(sheet.rows())
        for line, cells in islice(rows, _SEARCHED_ROWS):
            columns = columns_of(cells, line)
            if not columns.missing:
                return columns, rows
            if nearest is None or len(columns.places) > len(nearest.places):
                nearest = columns
    if nearest is None:
        raise UserError("catalog.no_rows", path=name)
    named = [shown(header) for header in nearest.headers if header]
    raise UserError(
        "catalog.missing_columns",
        path=name,
        missing=", ".join(nearest.missing),
        found=", ".join(named[:_MOST_NAMED]) + (" ..." if len(named) > _MOST_NAMED else ""),
    )
