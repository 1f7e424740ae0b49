"""The catalogue comes in from a file: good rows go in, bad ones are told with their lines, a repeat adds nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace

from app.contract.journal import CatalogImported
from app.contract.stock import StockDelta, StockMoved
from app.contract.wire import WireQuantity
from app.domain.catalog import code_key
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.ids import uuid7
from app.domain.quantity import Quantity
from app.domain.shop import Shop
from app.services.catalog_cells import shown
from app.services.catalog_columns import Columns, find_table
from app.services.catalog_plan import Item, without
from app.services.catalog_rows import Remark, read_row
from app.services.desk import Desk
from app.services.ports import Came, Intake, Priority, Sheet, Taken, UnitOfWork
from app.services.setup import SYSTEM

#: Products in one entry of counted stock.
STOCK_LINES = 500


@dataclass(slots=True)
class Reading:
    """What a file holds.

    Attributes:
        items: one for each product, in the file's order.
        refused: rows that cannot be used; a row with several faults has several remarks.
        notes: what was mended or left out, and what looks like a mistake.
        rows: how many rows there were below the header.
        at: the moment for which it was read, in microseconds UTC; changed prices hold from it on.
    """

    at: int
    items: list[Item] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    rows: int = 0


def read_catalogue(name: str, sheets: Iterable[Sheet], shop: Shop, at: int) -> Reading:
    """Read a file for a shop: its currency, its tax classes, its time zone.

    Args:
        name: the file's, for sentences.
        at: now, in microseconds UTC.

    Raises:
        UserError: ``catalog.missing_columns``, ``catalog.no_rows``, and what the sheets raise.
    """
    columns, rows = find_table(name, sheets)
    reading = Reading(at, notes=_about_columns(columns))
    gathering = _Gathering(reading)
    for line, cells in rows:
        if columns.is_repeated_by(cells):
            continue
        reading.rows += 1
        row = read_row(line, cells, columns, shop, at)
        reading.refused += [Remark(line, error) for error in row.errors]
        reading.notes += [Remark(line, note) for note in row.notes]
        if row.item is not None:
            gathering.take(row.item)
    if not reading.rows:
        raise UserError("catalog.no_rows", path=name)
    reading.items = list(gathering.items.values())
    return reading


def _about_columns(columns: Columns) -> list[Remark]:
    notes = [
        Remark(0, UserError("catalog.column_twice", first=shown(one), second=shown(other)))
        for one, other in columns.doubled
    ]
    if columns.ignored:
        notes.append(Remark(0, UserError("catalog.columns_ignored", columns=", ".join(map(shown, columns.ignored)))))
    return notes


class _Gathering:
    """Puts the rows of a file together: one product may have several rows with prices of different days."""

    def __init__(self, reading: Reading) -> None:
        self.items: dict[str, Item] = {}
        self._owners: dict[str, str] = {}
        self._reading = reading

    def take(self, item: Item) -> None:
        """Take a row in, or refuse it: of two rows that contradict each other the first holds."""
        before = self.items.get(item.sku)
        if before is None and item.guessed:
            item = replace(item, product=without(item.product, item.guessed & self._owners.keys()))
        error = self._clash(item) if before is None else self._differs(before, item)
        if error is not None:
            self._reading.refused.append(Remark(item.line, error))
            return
        if before is not None:
            item = replace(before, prices=(*before.prices, *item.prices))
        self.items[item.sku] = item
        self._owners.update(dict.fromkeys(_keys(item), item.sku))

    def _clash(self, item: Item) -> UserError | None:
        for key, code in _keys(item).items():
            if (sku := self._owners.get(key)) is None:
                continue
            owner = self.items[sku]
            if key not in owner.guessed:
                return UserError("catalog.code_in_file", barcode=code, sku=sku, line=owner.line)
            self.items[sku] = replace(owner, product=without(owner.product, (key,)))
        return None

    def _differs(self, before: Item, item: Item) -> UserError | None:
        starts = {self._start(one.starts_at, one.ends_at) for one in before.prices}
        if (before.product, before.given) != (item.product, item.given) or item.stock_milli not in (
            None,
            before.stock_milli,
        ):
            return UserError("catalog.sku_twice", sku=item.sku, line=before.line)
        if not item.prices or any(self._start(one.starts_at, one.ends_at) in starts for one in item.prices):
            return UserError("catalog.sku_twice", sku=item.sku, line=before.line)
        return None

    def _start(self, starts_at: int | None, ends_at: int | None) -> int:
        """From when a price holds that does not say so: always, or from now on where it says how long."""
        return starts_at if starts_at is not None else 0 if ends_at is None else self._reading.at


def _keys(item: Item) -> dict[str, str]:
    """Everything that a product is found under, and how the file writes it."""
    return {code_key(item.sku): item.sku, **{code_key(code.code): code.code for code in item.product.codes}}


@frozen
class Outcome:
    """What an import did: products new, changed and as they were, stock counts that moved something, and remarks."""

    added: int
    updated: int
    unchanged: int
    stocked: int
    refused: tuple[Remark, ...]
    notes: tuple[Remark, ...]

    @classmethod
    def of_nothing(cls, reading: Reading) -> Outcome:
        """What a file without a single good row does."""
        return cls(0, 0, 0, 0, tuple(reading.refused), tuple(reading.notes))

    @property
    def usable(self) -> int:
        """How many products of the file are now in the catalogue as the file has them."""
        return self.added + self.updated + self.unchanged


@frozen
class CatalogImport:
    """Takes a file's products into the catalogue, its counts into the stock, and a fact into the journal.

    Each step can be cut off at any instant: the same file once more does what was left to do, and nothing twice.
    """

    desk: Desk
    intake: Intake
    terminal_id: str

    def run(self, reading: Reading, digest: str, actor: str = SYSTEM) -> Outcome:
        """Take in what was read.

        Args:
            digest: the file's SHA-256 in hex.
        """
        at = reading.at
        before = self.desk.writer.write(lambda work: work.knows(self._id(digest, "")), Priority.FEED).result()
        taken = self.intake.take(reading.items, at)
        refused = [*reading.refused, *(Remark(one.line, one.error) for one in taken if one.error is not None)]
        notes = list(reading.notes)
        stocked = 0
        if not before:
            stocked = self._count(reading.items, taken, digest, at, actor)
        elif any(item.stock_milli is not None for item in reading.items):
            notes.append(Remark(0, UserError("catalog.counted_before")))
        became = Counter(one.came for one in taken)
        outcome = Outcome(
            added=became[Came.ADDED],
            updated=became[Came.UPDATED],
            unchanged=became[Came.UNCHANGED],
            stocked=stocked,
            refused=tuple(sorted(refused, key=lambda remark: remark.line)),
            notes=tuple(sorted(notes, key=lambda remark: remark.line)),
        )
        if outcome.usable:
            self._journal(outcome, digest, at, actor).result()
        return outcome

    def _id(self, digest: str, part: str) -> str:
        """The id of what a file does in this terminal, the same in every run."""
        return uuid7(0, hashlib.sha256(f"catalog {self.terminal_id} {digest}{part}".encode()).digest()[:10])

    def _count(self, items: Sequence[Item], taken: Sequence[Taken], digest: str, at: int, actor: str) -> int:
        """Book what the counts differ from what was moved so far; how many products it was.

        A count holds for the moment at which it was made: what a file counted is never booked twice, or goods sold
        since would be back on the shelf.
        """
        counts = [
            (item.sku, Quantity(item.stock_milli, one.unit))
            for item, one in zip(items, taken, strict=True)
            if item.stock_milli is not None and one.came is not Came.REFUSED
        ]
        stocked = 0
        for start in range(0, len(counts), STOCK_LINES):
            entry_id = self._id(digest, f" stock {start}")
            job = self._counted(entry_id, counts[start : start + STOCK_LINES], at, actor)
            stocked += self.desk.writer.write(job, Priority.FEED).result()
        return stocked

    def _counted(
        self, entry_id: str, counts: Sequence[tuple[str, Quantity]], at: int, actor: str
    ) -> Callable[[UnitOfWork], int]:
        def job(work: UnitOfWork) -> int:
            if work.knows(entry_id):
                return 0
            deltas = []
            for sku, counted in counts:
                if milli := counted.milli - work.moved(sku):
                    deltas.append(StockDelta(sku=sku, quantity=WireQuantity(milli=milli, unit=counted.unit.value)))
            if deltas:
                body = StockMoved(reason="count", deltas=tuple(deltas))
                work.append(self.desk.fact(entry_id, body, actor, at, work.open_shift()))
            return len(deltas)

        return job

    def _journal(self, outcome: Outcome, digest: str, at: int, actor: str) -> Future[None]:
        """Keep that the file went in: once for a file that changes nothing any more."""
        first_id = self._id(digest, "")
        again_id = self.desk.ids.mint()
        body = CatalogImported(
            added=outcome.added,
            updated=outcome.updated,
            refused=len({remark.line for remark in outcome.refused}),
            digest=digest,
        )

        def job(work: UnitOfWork) -> None:
            known = work.knows(first_id)
            if not known or outcome.added or outcome.updated or outcome.stocked:
                work.append(self.desk.fact(again_id if known else first_id, body, actor, at, work.open_shift()))

        return self.desk.writer.write(job, Priority.FEED)
