"""`omo-pos replay`: sell a file of real transactions through the services of the counter."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app import config
from app.bootstrap import Terminal, open_terminal
from app.cli.say import Verbs, alarm, say, warn
from app.cli.status import Status, sentence
from app.cli.transactions import Invoice, Line, Refused, read
from app.config import Config
from app.contract.stock import StockMoved
from app.contract.wire import read_wire
from app.domain.cart import Cart, CartLine, CartReturn
from app.domain.catalog import PriceKind, Product
from app.domain.errors import FaultError, UserError
from app.domain.frozen import frozen
from app.domain.ids import uuid7
from app.domain.money import currency as currency_of
from app.domain.pricing.book import PromotionBook
from app.domain.pricing.engine import price_cart
from app.domain.quantity import MILLI, pieces
from app.domain.shift import Shift
from app.domain.shop import Shop
from app.domain.tax import TaxMode
from app.domain.tender import Payment
from app.services.refund import quote
from app.services.shift import read as read_shift

CASHIER = "replay"
_NO_PROMOTIONS = PromotionBook(())


def stable_id(what: str, name: str) -> str:
    """The same id for the same thing in every run: what was sold before is recognised.

    Its time bits are zero, for the order of a file's rows and what time an invoice begins at may differ.
    """
    return uuid7(0, hashlib.sha256(f"replay {what} {name}".encode()).digest()[:10])


@dataclass(slots=True)
class Replay:
    """A run over a file on an open terminal."""

    terminal: Terminal
    refused: list[Refused] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    _shift: Shift | None = None

    def run(self, invoices: Iterable[Invoice]) -> None:
        """Sell every line that is not sold yet, each day in a shift of its own."""
        self._shift = self.terminal.store.reads().open_shift()
        for invoice in invoices:
            sold, moved = _parts(invoice)
            try:
                left = self._left("sale", invoice, sold), self._left("stock", invoice, moved)
                if left[0].lines or left[1].lines:
                    self._book(invoice, *left)
            except UserError as error:
                self.refused.append(Refused(0, f"invoice {invoice.number}: {sentence(error)}"))
        self._close(self._shift.opened_at if self._shift else 0)

    def _left(self, what: str, invoice: Invoice, lines: list[Line]) -> _Left:
        """The lines of an invoice that no earlier run booked: all, none, or the rest where a file was cut in it.

        Raises:
            UserError: ``replay.sold_otherwise``.
        """
        left, part, foreign = list(lines), 1, 0
        reads = self.terminal.store.reads()
        while lines and reads.knows(entry_id := stable_id(what, _part(invoice, part))):
            for stored in self._stored(what, entry_id):
                same = next((line for line in left if _key(what, line) == stored), None)
                if same is None:
                    foreign += 1
                else:
                    left.remove(same)
            part += 1
        if left and foreign:  # changed, or another piece of it: which, nobody can tell, and nothing is sold twice
            raise UserError("replay.sold_otherwise")
        if left and part > 1:
            self.remarks.append(f"invoice {invoice.number}: {len(left)} more lines than before, booked by themselves")
        return _Left(left, _part(invoice, part))

    def _stored(self, what: str, entry_id: str) -> list[tuple[str, int, int]]:
        """SKU, thousandths and minor units of each line that is booked under an id."""
        if what == "sale":
            return self.terminal.store.sold_lines(entry_id, net=self.terminal.shop.tax.mode is TaxMode.EXCLUSIVE)
        entry = self.terminal.store.reads().entry(entry_id)
        moved = read_wire(StockMoved, entry.body) if entry else None
        return [(delta.sku, abs(delta.quantity.milli), 0) for delta in moved.deltas] if moved else []

    def _moment(self, local: datetime) -> int:
        zone = ZoneInfo(self.terminal.shop.zone)
        return int(local.replace(tzinfo=zone).astimezone(UTC).timestamp()) * 1_000_000

    def _shift_for(self, at: int) -> None:
        """Have the shift of this moment's day open; another day's is sealed first."""
        day = self.terminal.desk.business_on(at)
        if self._shift is not None and self._shift.business_on == day:
            return
        self._close(at)
        number = 1
        reads = self.terminal.store.reads()
        while reads.shift(shift_id := stable_id("shift", f"{day} {number}")) is not None:
            number += 1
        left = reads.last_closed_shift()
        opening = left.counted if left is not None and left.counted is not None else 0
        self._shift = self.terminal.shifts.open(shift_id, opening, CASHIER, at).result()

    def _close(self, at: int) -> None:
        """Seal the open shift with the cash that should be there; a drawer cannot hold less than nothing."""
        if self._shift is None:
            return
        reading = read_shift(self.terminal.store.reads())
        entry_id = stable_id("z", self._shift.shift_id)
        last = max(at, self._shift.opened_at)
        counted = max(reading.expected, 0)
        self.terminal.shifts.close(self._shift.shift_id, counted, entry_id, CASHIER, "replay", last).result()
        self._shift = None

    def _book(self, invoice: Invoice, sold: _Left, moved: _Left) -> None:
        at = self._moment(invoice.at)
        self._shift_for(at)
        if sold.lines:
            self._sell(invoice, sold, at)
        if moved.lines:
            deltas = [(line.sku, pieces(line.pieces)) for line in moved.lines]
            self.terminal.stock.move(stable_id("stock", moved.name), "correction", deltas, CASHIER, at=at).result()

    def _sell(self, invoice: Invoice, left: _Left, at: int) -> None:
        terminal = self.terminal
        shop = terminal.shop
        cart = _cart(stable_id("sale", left.name), invoice, left.lines, shop)
        priced = price_cart(cart, _NO_PROMOTIONS, shop.tax, at, zone=ZoneInfo(shop.zone))
        returns = quote(terminal.store.reads(), cart.returns, shop.tax)
        total = priced.total - sum(line.refund for line in returns)
        payment = Payment(total, shop.currency, shop.cash)
        if total:
            payment = payment.with_cash(stable_id("tender", left.name), payment.cash_due)
        terminal.sell.complete(cart, priced, payment, CASHIER, returns, at).result()


@frozen
class _Left:
    """Lines still to book, and the name under which they are."""

    lines: list[Line]
    name: str


def _part(invoice: Invoice, part: int) -> str:
    return invoice.number if part == 1 else f"{invoice.number} part {part}"


def _key(what: str, line: Line) -> tuple[str, int, int]:
    """What tells a line: SKU, thousandths, and minor units (none for goods that moved without a sale)."""
    milli = abs(line.pieces) * MILLI
    return line.sku, milli, line.price.amount(milli) if what == "sale" else 0


def _parts(invoice: Invoice) -> tuple[list[Line], list[Line]]:
    """What was sold or came back, and what moved without a sale."""
    if invoice.is_return:
        return invoice.lines, []
    return [line for line in invoice.lines if line.pieces > 0], [line for line in invoice.lines if line.pieces < 0]


def _cart(cart_id: str, invoice: Invoice, lines: list[Line], shop: Shop) -> Cart:
    """The cart of an invoice; each row stays a line of its own, for it was rounded by itself."""
    if invoice.is_return:
        returns = tuple(
            CartReturn(place, line.sku, line.name, pieces(-line.pieces), price=line.price)
            for place, line in enumerate(lines, 1)
        )
        return Cart(cart_id, shop.currency, returns=returns, next_line_id=len(lines) + 1)
    sold = tuple(
        CartLine(place, line.sku, line.name, pieces(line.pieces), line.price, code=line.sku)
        for place, line in enumerate(lines, 1)
    )
    return Cart(cart_id, shop.currency, sold, next_line_id=len(lines) + 1)


def _products(invoices: Iterable[Invoice]) -> list[Product]:
    """The goods of a file, as open-price items: it has no prices but those that were paid."""
    names: dict[str, str] = {}
    for invoice in invoices:
        for line in invoice.lines:
            if names.get(line.sku, line.sku) == line.sku:
                names[line.sku] = line.name
    return [Product(sku, name, price_kind=PriceKind.OPEN) for sku, name in names.items()]


def report(terminal: Terminal) -> dict[str, Any]:
    """What the data directory holds, by day and in all; amounts in minor units, returns negative."""
    days: dict[str, dict[str, int]] = {}
    for day, sales, refunds, sold, returned in terminal.store.sums_by_day():
        days[day] = {
            "sales": sales,
            "refunds": refunds,
            "sold_minor": sold,
            "returned_minor": -returned,
            "stock_movements": 0,
        }
    for entry in terminal.store.entries_of("stock.moved"):
        empty = {"sales": 0, "refunds": 0, "sold_minor": 0, "returned_minor": 0, "stock_movements": 0}
        moved = StockMoved.model_validate_json(entry.body)
        days.setdefault(entry.business_on, empty)["stock_movements"] += len(moved.deltas)
    head = terminal.store.reads().head()
    names = ("sales", "refunds", "sold_minor", "returned_minor", "stock_movements")
    totals: dict[str, Any] = {name: sum(day[name] for day in days.values()) for name in names}
    return {
        **totals,
        "days": dict(sorted(days.items())),
        "journal": {"entries": head.seq if head else 0, "head": head.hash.hex() if head else ""},
    }


def add(verbs: Verbs) -> None:
    """Add the command."""
    verb = verbs.add_parser("replay", help="sell a CSV of real transactions through the counter's services")
    verb.add_argument("file", type=Path, metavar="FILE")
    # Never the usual place by itself: what is replayed stays in the books.
    verb.add_argument("--data-dir", type=Path, metavar="D", required=True, help="the data directory to sell into")
    verb.add_argument("--plain", action="store_true", help="make an unencrypted data directory")
    verb.add_argument("--currency", metavar="CODE", help="the file's currency (TWD)")
    verb.add_argument("--zone", default="UTC", help="time zone of the file's dates, for a fresh directory (UTC)")
    verb.add_argument("--report", type=Path, metavar="OUT", help="write the sums as JSON")
    verb.set_defaults(run=_command)


def _command(arguments: argparse.Namespace) -> Status:
    settings = config.load(arguments.data_dir, plain=arguments.plain)
    result, remarks = replay(arguments.file, settings, arguments.currency, arguments.zone, arguments.report)
    for line in remarks:
        warn(line)
    say(
        f"{result['sales']} sales, {result['refunds']} refunds, {result['stock_movements']} stock movements on "
        f"{len(result['days'])} days: sold {result['sold_minor']}, returned {result['returned_minor']} (minor units)"
    )
    say(f"journal: {result['journal']['entries']} entries, head {result['journal']['head']}")
    return Status.OK


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FaultError("file.cannot_write", path=str(out), detail=error.strerror) from error


def replay(
    file: Path, settings: Config, currency: str | None, zone: str, out: Path | None
) -> tuple[dict[str, Any], list[str]]:
    """Sell a file into a data directory, going on where an earlier run stopped; the report and remarks to print.

    Raises:
        UserError: of the file; ``data_dir.other_currency``.
    """
    shop = Shop(currency=currency_of(currency or "TWD"), zone=zone)
    read(file, shop.currency)  # a file that cannot be read makes no terminal
    terminal = open_terminal(settings, shop)
    try:
        if currency is not None and terminal.shop.currency != shop.currency:
            raise UserError(
                "data_dir.other_currency",
                path=str(settings.data_dir),
                found=terminal.shop.currency.code,
                asked=shop.currency.code,
            )
        alarm(terminal)
        transactions = read(file, terminal.shop.currency)
        terminal.store.add_products(_products(transactions.invoices))
        run = Replay(terminal)
        run.run(transactions.invoices)
        terminal.store.tend_search()
        result = report(terminal)
    finally:
        terminal.close()
    if out is not None:
        _write(out, json.dumps(result, indent=1) + "\n")
    refused = [*transactions.refused, *run.refused]
    return result, [*run.remarks, *(f"{one.where}{one.reason}; passed over" for one in refused)]
