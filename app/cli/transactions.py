"""A CSV of real transactions, read into invoices; a bad row is told with its line, the good ones go on."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from app.bootstrap import CsvSheet
from app.domain.errors import AppError, FaultError, UserError
from app.domain.frozen import frozen
from app.domain.money import Currency
from app.domain.quantity import Price, price_from_decimal
from app.domain.text import MAX_TEXT

COLUMNS = ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice")
#: Day and month are told apart by the whole file, never row by row: the form that fits most rows holds for all, and
#: of two that fit as many the one that makes the fewer days of it.
_DATES = (
    "iso",
    *(f"{day}{time}" for day in ("%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d") for time in (" %H:%M", " %H:%M:%S", "")),
)
_MOST_PIECES = 10**9
#: Unpacked bytes of a file: ten times the whole public data set of this form.
MOST_BYTES = 512 * 1024 * 1024


@frozen
class Line:
    """One row: pieces (negative for goods that moved without a sale) at a unit price."""

    sku: str
    name: str
    pieces: int
    price: Price


@dataclass(slots=True)
class Invoice:
    """The rows of one invoice, in the file's order; `at` is its first row's local time."""

    number: str
    at: datetime
    lines: list[Line] = field(default_factory=list)

    @property
    def is_return(self) -> bool:
        """Whether it is a return without receipt: its number begins with C."""
        return self.number.startswith("C")


@frozen
class Refused:
    """A row that cannot be used: its line in the file, and why."""

    line: int
    reason: str

    @property
    def where(self) -> str:
        """The line as a remark begins; nothing where a whole invoice is meant."""
        return f"line {self.line}: " if self.line else ""


@dataclass(slots=True)
class Transactions:
    """What a file holds: invoices by date, and the rows that were refused."""

    invoices: list[Invoice]
    refused: list[Refused]


def read(path: Path, currency: Currency) -> Transactions:
    """Read a file, plain or gzipped.

    Raises:
        UserError: ``file.not_found``, ``replay.missing_columns``, ``replay.no_rows``, ``replay.nothing_usable``.
        FaultError: ``file.unreadable``.
    """
    rows = list(CsvSheet(_text(path)).rows())
    header = [name.strip() for name in rows.pop(0)[1]] if rows else []
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise UserError("replay.missing_columns", path=path.name, columns=", ".join(missing))
    places = {name: header.index(name) for name in COLUMNS}
    invoices: dict[str, Invoice] = {}
    refused: list[Refused] = []
    at = places["InvoiceDate"]
    dates = _dates({cells[at].strip()[:40] for _, cells in rows if len(cells) > at})
    for number, cells in rows:
        try:
            _take(invoices, {name: _cell(cells[place]) for name, place in places.items()}, dates, currency)
        except IndexError:
            refused.append(Refused(number, f"has {len(cells)} cells, the header {len(header)}"))
        except AppError as error:
            refused.append(Refused(number, str(error.params.get("reason", error))))
    if not invoices and refused:
        raise UserError("replay.nothing_usable", path=path.name, line=refused[0].line, reason=refused[0].reason)
    if not invoices:
        raise UserError("replay.no_rows", path=path.name)
    # The shop lived its days in order, whatever order the file has.
    ordered = sorted(invoices.values(), key=lambda invoice: invoice.at)
    return Transactions(ordered, refused)


def _cell(text: str) -> str:
    """A cell without what no screen or printer should be sent: control characters count as blanks."""
    if len(text) > MAX_TEXT:
        raise _refuse(f"a cell of {len(text)} characters")
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
                data = packed.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise UserError("file.too_large", path=str(path), most=MOST_BYTES >> 20)
    except FileNotFoundError:
        raise UserError("file.not_found", path=str(path)) from None
    except (OSError, EOFError, zlib.error) as error:
        raise FaultError("file.unreadable", path=str(path), detail=str(error)) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # what spreadsheets in Western Europe write


def _refuse(reason: str) -> UserError:
    return UserError("replay.bad_row", reason=reason)


def _take(invoices: dict[str, Invoice], row: dict[str, str], dates: dict[str, datetime], currency: Currency) -> None:
    if not row["InvoiceNo"]:
        raise _refuse("has no InvoiceNo")
    if not row["StockCode"]:
        raise _refuse("has no StockCode")
    pieces = _pieces(row["Quantity"])
    if row["InvoiceNo"].startswith("C") and pieces > 0:
        raise _refuse("a return with a positive Quantity")
    line = Line(row["StockCode"], row["Description"] or row["StockCode"], pieces, _price(row["UnitPrice"], currency))
    at = dates.get(row["InvoiceDate"][:40])
    if at is None:
        raise _refuse(f"InvoiceDate {row['InvoiceDate'][:40]!r} is not a date such as 2010-12-01 08:26:00")
    invoice = invoices.get(row["InvoiceNo"])
    if invoice is None:
        invoice = invoices[row["InvoiceNo"]] = Invoice(row["InvoiceNo"], at)
    invoice.lines.append(line)


def _pieces(text: str) -> int:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise _refuse(f"Quantity {text[:40]!r} is not a number") from None
    if not number.is_finite() or number.adjusted() > 12 or number != number.to_integral_value():
        raise _refuse(f"Quantity {text[:40]!r} is not a whole number of pieces")
    if abs(number) > _MOST_PIECES:
        raise _refuse(f"Quantity {text[:40]!r} is not a whole number of pieces")
    if number == 0:
        raise _refuse("Quantity is zero")
    return int(number)


def _price(text: str, currency: Currency) -> Price:
    try:
        return price_from_decimal(Decimal(text), currency)
    except InvalidOperation:
        raise _refuse(f"UnitPrice {text[:40]!r} is not a number") from None
    except UserError:
        raise _refuse(f"UnitPrice {text[:40]!r} cannot be sold at: it must be zero or more") from None


def _dates(texts: set[str]) -> dict[str, datetime]:
    """The dates of a file by their text. Several forms may stand in one file, but day and month keep their order."""
    by_form = {form: {text: found for text in texts if (found := _date(text, form)) is not None} for form in _DATES}
    first = max(
        ("%d/%m/%Y", "%m/%d/%Y"), key=lambda day: _fit([by_form[form] for form in _DATES if form.startswith(day)])
    )
    other = "%m/%d/%Y" if first == "%d/%m/%Y" else "%d/%m/%Y"
    result: dict[str, datetime] = {}
    for form in _DATES:
        if not form.startswith(other):
            result.update(by_form[form])
    return result


def _fit(found: list[dict[str, datetime]]) -> tuple[int, int]:
    """How many texts a way of reading them fits, and how few days it makes of them (the larger, the fewer)."""
    moments = [moment for one in found for moment in one.values()]
    return len(moments), -(max(moments) - min(moments)).days if moments else 0


def _date(text: str, form: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if form == "iso" else datetime.strptime(text, form)  # noqa: DTZ007
    except ValueError:
        return None
    return found.replace(tzinfo=UTC)  # the shop's own time, as it is written
