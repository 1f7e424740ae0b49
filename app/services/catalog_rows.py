"""The rows of a catalogue file, read one by one: each becomes an item, or says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from zoneinfo import ZoneInfo

from app.domain.catalog import PriceKind, Product, ProductCode, code_key
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.quantity import MILLI, Unit
from app.domain.shop import Shop
from app.services import catalog_cells as cells_
from app.services.catalog_cells import Measure
from app.services.catalog_codes import codes_in, distinct, lost_zeros, right_check_digit
from app.services.catalog_columns import Columns
from app.services.catalog_plan import OPTION, AskedPrice, Item

T = TypeVar("T")

MOST_SKU = 64
MOST_NAME = 200
MOST_WORD = 64
MOST_LEVELS = 6
_TAGS = r"[,;|、，；／/\s]+"
_LEVELS = r"[/>＞／»\\]+"


@frozen
class Remark:
    """Something about a line of the file, from 1; 0 for the file as a whole."""

    line: int
    error: UserError


@dataclass(slots=True)
class Row:
    """One row while it is read.

    Attributes:
        item: what it says; None where it cannot be used.
        guessed: see `Item.guessed`.
        errors: everything that is wrong with it.
        notes: what was mended, or looks like a mistake.
    """

    line: int
    cells: Sequence[str]
    columns: Columns
    shop: Shop
    at: int
    item: Item | None = None
    guessed: set[str] = field(default_factory=set)
    errors: list[UserError] = field(default_factory=list)
    notes: list[UserError] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The cell of a field; empty where the row is short or the file has no such column."""
        place = self.columns.places.get(name, (len(self.cells),))[0]
        return self.cells[place] if place < len(self.cells) else ""

    def take(self, name: str, read: Callable[[str, str], T], blank: T) -> T:
        """What a cell says; `blank` where it says nothing or cannot be read, which is noted as an error."""
        text = self.text(name)
        if cells_.is_blank(text):
            return blank
        try:
            return read(text, self.columns.header(name))
        except UserError as error:
            self.errors.append(error)
            return blank

    def refuse(self, code: str, name: str) -> None:
        """Note what is wrong with a field's cell."""
        self.errors.append(UserError(code, column=self.columns.header(name), text=cells_.shown(self.text(name))))

    def note(self, code: str, /, **params: object) -> None:
        """Note what the shop may want to look at."""
        self.notes.append(UserError(code, **params))


def read_row(line: int, cells: Sequence[str], columns: Columns, shop: Shop, at: int) -> Row:
    """Read a row whole: every cell that cannot be used is told, not the first only.

    Args:
        at: now, in microseconds UTC.
    """
    row = Row(line, cells, columns, shop, at)
    width = len(columns.headers)
    if any(cell.strip() for cell in cells[width:]):
        row.errors.append(UserError("catalog.too_many_cells", found=len(cells), expected=width))
        return row
    sku = row.take("sku", lambda text, column: cells_.number_text(text, column, MOST_SKU), "")
    name = row.take("name", lambda text, column: cells_.tidy(text, column, MOST_NAME), "")
    for column, value in (("sku", sku), ("name", name)):
        if not value and cells_.is_blank(row.text(column)):
            row.refuse("catalog.empty", column)
    given = {"name"}
    measure = _measure(row, given)
    prices, kind = _price(row, given, measure)
    product = Product(
        sku=sku,
        name=name,
        name_en=_word(row, given, "name_en", MOST_NAME),
        category=_category(row, given),
        tax_class=_tax(row, given),
        unit=measure.unit,
        price_kind=kind,
        codes=_codes(row, given, sku),
        style=_word(row, given, "style", MOST_WORD) or None,
        options=_options(row, given),
        tags=_tags(row, given),
    )
    stock = row.take("stock", lambda text, column: cells_.stock_milli(text, column, measure), None)
    if stock is not None and stock < 0:
        row.note("catalog.stock_negative", column=columns.header("stock"), text=cells_.shown(row.text("stock")))
    if not row.errors:
        row.item = Item(line, product, frozenset(given), prices, stock, frozenset(row.guessed))
    return row


def _word(row: Row, given: set[str], name: str, most: int) -> str:
    """A text that an empty cell empties."""
    if row.columns.has(name):
        given.add(name)
    return row.take(name, lambda text, column: cells_.tidy(text, column, most), "")


def _category(row: Row, given: set[str]) -> str:
    if row.columns.has("category"):
        given.add("category")
    levels = row.take("category", lambda text, column: cells_.words(text, column, _LEVELS, MOST_WORD), list[str]())
    if len(levels) > MOST_LEVELS:
        row.refuse("catalog.too_many_levels", "category")
    return "/".join(levels)


def _tags(row: Row, given: set[str]) -> frozenset[str]:
    if row.columns.has("tags"):
        given.add("tags")
    return frozenset(row.take("tags", lambda text, column: cells_.words(text, column, _TAGS, MOST_WORD), list[str]()))


def _options(row: Row, given: set[str]) -> tuple[tuple[str, str], ...]:
    options = []
    for name in ("colour", "size"):
        if row.columns.has(name):
            given.add(OPTION + name)
        if value := row.take(name, lambda text, column: cells_.tidy(text, column, MOST_WORD), ""):
            options.append((name, value))
    return tuple(options)


def _tax(row: Row, given: set[str]) -> str:
    rates = row.shop.tax.rates_ppm
    found = row.take("tax", lambda text, column: cells_.tax_class(text, column, rates), None)
    if found is None:
        return "standard"
    given.add("tax_class")
    return found


def _codes(row: Row, given: set[str], sku: str) -> tuple[ProductCode, ...]:
    places = row.columns.places.get("barcode", ())
    if not places:
        return ()
    given.add("codes")
    found: list[ProductCode] = []
    header = row.columns.header("barcode")
    for place in places:
        if place < len(row.cells) and not cells_.is_blank(row.cells[place]):
            header = row.columns.headers[place]
            try:
                found += codes_in(row.cells[place], header)
            except UserError as error:
                row.errors.append(error)
    for code in tuple(found):
        if digit := right_check_digit(code.code):
            row.note("catalog.wrong_check_digit", column=header, barcode=code.code, digit=digit)
        elif mended := lost_zeros(code.code):
            row.note("catalog.zeros_lost", column=header, barcode=code.code, mended=mended)
            if code_key(mended) not in {code_key(one.code) for one in found}:
                found.append(ProductCode(mended, code.pack))
                row.guessed.add(code_key(mended))
    try:
        return distinct(found, sku, header)
    except UserError as error:
        row.errors.append(error)
        return ()


def _measure(row: Row, given: set[str]) -> Measure:
    """The unit, and what the price is for; either cell may say both."""
    measure = row.take("unit", cells_.measure, None)
    based = row.take("per", cells_.base, None)
    if measure is None and based is None:
        return Measure()
    given.add("unit")
    if based is None:
        given.add("per")
        return measure or Measure()
    unit, size = based
    if measure is not None and measure.unit is not unit:
        if unit is not Unit.PIECE:
            row.refuse("catalog.unit_mismatch", "per")
        size = measure.base_milli  # 公斤 beside 計價單位 包: the second says nothing about weight
    given.add("per")
    return Measure(measure.unit if measure else unit, size, measure.counted_milli if measure else MILLI)


def _price(row: Row, given: set[str], measure: Measure) -> tuple[tuple[AskedPrice, ...], PriceKind]:
    """The row's price with its days, and whether it is typed at the counter."""
    currency = row.shop.currency
    opens = row.take("open", cells_.flag, None)
    filled = not cells_.is_blank(row.text("price"))
    before = len(row.errors)
    minor = row.take("price", lambda text, column: cells_.price_minor(text, column, currency), None)
    if opens is None and filled:
        opens = minor is None and len(row.errors) == before
    if opens is not None:
        given.add("price_kind")
    kind = PriceKind.OPEN if opens else PriceKind.FIXED
    zone = ZoneInfo(row.shop.zone)
    starts = row.take("starts", lambda text, column: cells_.moment(text, column, zone), None)
    ends = row.take("ends", lambda text, column: cells_.last_moment(text, column, zone), None)
    if starts is not None and ends is not None and ends <= starts:
        row.refuse("catalog.dates_reversed", "ends")
    if minor is None:
        if (starts is not None or ends is not None) and not filled:
            row.refuse("catalog.dates_without_price", "starts" if starts is not None else "ends")
        return (), kind
    if ends is not None and ends <= row.at:
        row.note("catalog.price_over", column=row.columns.header("ends"), text=cells_.shown(row.text("ends")))
    if minor == 0 and kind is PriceKind.FIXED:
        row.note("catalog.price_zero", column=row.columns.header("price"))
    return (AskedPrice(minor, measure.base_milli if "per" in given else None, starts, ends),), kind
