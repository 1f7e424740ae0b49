"""Tables from files: CSV in the encodings that spreadsheets in Taiwan write, and Excel workbooks.

What a file is, its first bytes say, not its name.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Protocol

from app.domain.errors import FaultError, UserError
from app.domain.frozen import frozen
from app.services.ports import Sheet

#: A catalogue of 100,000 products has some 20 MB; what is far beyond is a mistake, or a trap.
MOST_BYTES = 256 * 1024 * 1024
#: A quoted cell over more lines than this lacks its second quotation mark.
_MOST_LINES = 40
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
#: From here on a spreadsheet keeps fewer digits than it shows.
_EXACT = 10**15
#: Rows read from a workbook at once.
_AT_ONCE = 500
_ZEROS = re.compile(r"0{2,30}")
_DELIMITER_MARK = re.compile(r"sep=(.)\s*", re.IGNORECASE)


@frozen
class SheetFile:
    """A file's tables: one of a CSV, one for each visible sheet of a workbook.

    Attributes:
        name: the file's, without its folder.
        digest: SHA-256 of the file, in hex.
    """

    name: str
    digest: str
    sheets: tuple[Sheet, ...]


def open_sheets(path: Path) -> SheetFile:
    """Read a CSV (plain or gzipped; UTF-8, UTF-16 or Big5) or an Excel workbook (xlsx, xlsm).

    Raises:
        UserError: ``file.not_found``, ``sheet.too_large``, ``sheet.old_excel``, ``sheet.web_page``,
            ``sheet.other_kind``, ``sheet.damaged``, ``sheet.empty``.
        FaultError: ``file.unreadable``.
    """
    data = _bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    if data[:2] == b"\x1f\x8b":
        data = _unpacked(path, data)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise UserError("sheet.empty", path=path.name)
    if data[:4] == _OLD_OFFICE:
        raise UserError("sheet.old_excel", path=path.name)
    if data[:4] == b"PK\x03\x04":
        return SheetFile(path.name, digest, _workbook(path, data))
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")[:5].lower() in (b"<html", b"<!doc", b"<tabl", b"<?xml", b"<meta"):
        raise UserError("sheet.web_page", path=path.name)
    if data[:4] in (b"%PDF", b"\x89PNG", b"Rar!") or data[:2] == b"\xff\xd8":
        raise UserError("sheet.other_kind", path=path.name)
    text = decoded(data)
    if _is_no_text(text[:4096]):
        raise UserError("sheet.other_kind", path=path.name)
    return SheetFile(path.name, digest, (CsvSheet(text),))


def _is_no_text(start: str) -> bool:
    """Whether a tenth and more of it is nothing that a person writes."""
    strange = sum(one == "\ufffd" or (one < " " and one not in "\t\r\n") for one in start)
    return strange * 10 > len(start)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError("sheet.too_large", path=path.name, most=MOST_BYTES // 1024**2)
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError("file.not_found", path=str(path)) from None
    except OSError as error:
        raise FaultError("file.unreadable", path=str(path), detail=error.strerror or str(error)) from error


def _unpacked(path: Path, data: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            unpacked = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UserError("sheet.damaged", path=path.name, detail=str(error)) from None
    if len(unpacked) > MOST_BYTES:
        raise UserError("sheet.too_large", path=path.name, most=MOST_BYTES // 1024**2)
    return unpacked


def decoded(data: bytes) -> str:
    """The text of a CSV: by its mark, else UTF-8, else Big5 as Windows has it (cp950).

    What no encoding explains becomes U+FFFD, so that the rows that hold it can be told apart from the good ones.
    """
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:].decode("utf-8", errors="replace")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    head = data[:4096]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros.count(0) * 3 > len(zeros):  # the high halves of digits, commas and Latin letters
            return data.decode(encoding, errors="replace")
    for encoding in ("utf-8", "cp950"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    texts = [data.decode(encoding, errors="replace") for encoding in ("utf-8", "cp950")]
    return min(texts, key=lambda text: text.count("\ufffd"))


#: Rows of a worksheet: Excel's own most. Lines of a text: ten times the largest file that a shop has.
MOST_ROWS = 1_048_576
MOST_CSV_LINES = 5_000_000


class CsvSheet:
    """The rows of a delimited text; fits the port `Sheet`."""

    def __init__(self, text: str) -> None:
        # Ends at CR, LF and CRLF, and at nothing else.
        lines = list(islice(io.StringIO(text, newline=""), MOST_CSV_LINES + 1))
        if len(lines) > MOST_CSV_LINES:
            raise UserError("sheet.too_many_lines", most=MOST_CSV_LINES)
        marked = _DELIMITER_MARK.fullmatch(lines[0]) if lines else None
        self._first = 1 if marked else 0  # Excel's own remark about the delimiter
        self._lines = lines
        self._delimiter = marked[1] if marked else _delimiter(lines)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """See `Sheet.rows`; the line is the row's first, for a quoted cell may hold line ends."""
        place = self._first
        while place < len(self._lines):
            cells, taken = self._record(place)
            if any(cell.strip() for cell in cells):
                yield place + 1, cells
            place += taken

    def _record(self, place: int) -> tuple[list[str], int]:
        """The record that begins at a line, and how many lines it takes.

        A quotation mark that is never closed would swallow the rest of the file: such a line is taken by itself, its
        quotation marks as they stand, and what comes after it is read.
        """
        line = self._lines[place]
        if '"' not in line:
            return self._plain(line), 1
        for lenient in (False, True):
            reader = csv.reader(
                self._lines[place : place + (1 if lenient else _MOST_LINES)],
                delimiter=self._delimiter,
                strict=not lenient,
            )
            try:
                return next(reader, []), reader.line_num
            except csv.Error as error:
                if reader.line_num > 1 or "unexpected end of data" in str(error):
                    break  # otherwise a mark within a text, such as 17" in quotes: the line is read as it can be
        return self._plain(line), 1

    def _plain(self, line: str) -> list[str]:
        """A line's cells without regard to quotation marks."""
        return line.rstrip("\r\n").split(self._delimiter)


def _delimiter(lines: Sequence[str]) -> str:
    """The delimiter that is most frequent in the first line with any, outside quotation marks."""
    for line in lines[:_MOST_LINES]:
        bare = re.sub(r'"[^"]*"', "", line)
        counts = {delimiter: bare.count(delimiter) for delimiter in ",\t;|"}
        best = max(counts, key=lambda delimiter: counts[delimiter])
        if counts[best]:
            return best
    return ","


class _Worksheet(Protocol):
    """What is used of the library's worksheet."""

    def iter_rows(self, *, max_row: int) -> Iterator[Sequence[object]]: ...


class XlsxSheet:
    """The rows of one worksheet, every cell as its person sees it; fits the port `Sheet`."""

    def __init__(self, sheet: _Worksheet, name: str) -> None:
        self._sheet = sheet
        self._name = name

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """See `Sheet.rows`.

        Raises:
            UserError: ``sheet.damaged``.
        """
        rows = iter(self._sheet.iter_rows(max_row=MOST_ROWS))
        number = 0
        while some := self._some(rows):
            for row in some:
                number += 1
                cells = [_text_of(cell) for cell in row]
                if any(cells):
                    yield number, cells

    def _some(self, rows: Iterator[Sequence[object]]) -> list[Sequence[object]]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about styles and features that no value depends on
                return list(islice(rows, _AT_ONCE))
        except Exception as error:  # noqa: BLE001 - the library raises whatever a damaged file leads it to
            raise UserError("sheet.damaged", path=self._name, detail=str(error)) from None


def _text_of(cell: object) -> str:
    value = getattr(cell, "value", None)
    if isinstance(value, int | float):
        return cell_text(value, str(getattr(cell, "number_format", "")))
    return cell_text(value)


def _workbook(path: Path, data: bytes) -> tuple[XlsxSheet, ...]:
    import openpyxl  # noqa: PLC0415 - a heavy library that most starts do not need

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            size = sum(entry.file_size for entry in archive.infolist())
        if "xl/workbook.xml" not in names:
            raise UserError("sheet.other_kind", path=path.name)
        if size > 4 * MOST_BYTES:
            raise UserError("sheet.too_large", path=path.name, most=4 * MOST_BYTES // 1024**2)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found = []
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()  # some programs write a size that is not the sheet's
                found.append(XlsxSheet(sheet, path.name))
    except UserError:
        raise
    except Exception as error:  # noqa: BLE001 - as above
        raise UserError("sheet.damaged", path=path.name, detail=str(error)) from None
    return tuple(found)


def cell_text(value: object, shown: str = "") -> str:
    """A worksheet's value as text, exact: 35.0 is 35, a long number has all its digits or says that it lost some.

    Args:
        shown: the cell's number format: a number shown with leading zeros has them.
    """
    if value is None or isinstance(value, str):
        text = value or ""
    elif isinstance(value, bool):
        text = "TRUE" if value else "FALSE"
    elif isinstance(value, int):
        text = _whole(value, shown)
    elif isinstance(value, float):
        text = _whole(int(value), shown) if value.is_integer() and abs(value) < _EXACT else _fraction(value)
    elif isinstance(value, datetime):
        text = value.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    else:
        text = value.isoformat() if isinstance(value, date) else str(value)
    return text


def _whole(number: int, shown: str) -> str:
    return f"{number:0{len(shown)}d}" if number >= 0 and _ZEROS.fullmatch(shown) else str(number)


def _fraction(value: float) -> str:
    """Fifteen digits, as the spreadsheet itself shows a number: 0.1 + 0.2 is 0.3 there too."""
    if not isfinite(value):
        return "#NUM!"
    if abs(value) >= _EXACT:
        return f"{value:.14E}"  # digits are lost; the way it is written tells
    return f"{Decimal(format(value, '.15g')):f}"
