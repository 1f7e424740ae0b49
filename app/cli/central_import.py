"""`omo-pos central import`: a catalogue file into the centre; JSON lines, as its export writes them, as they are."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from app import bootstrap
from app.cli.catalog import remark_lines
from app.cli.central_catalog import planned
from app.cli.say import say, warn
from app.cli.status import Status
from app.contract.feed import KeyedProduct, ProductItem
from app.contract.wire import WireError, read_wire
from app.domain.errors import FaultError, UserError
from app.domain.money import currency
from app.domain.shop import Shop
from app.runtime.clock import SystemClock
from app.services.catalog import Outcome, read_catalogue
from app.services.catalog_plan import Item
from app.services.catalog_rows import Remark

if TYPE_CHECKING:
    from app.central.office import Office

#: Products of one transaction: some tenths of a second.
_AT_ONCE = 500


def import_file(office: Office, path: Path, store: str) -> Status:
    """Take a file in; the good rows go in, each bad one is a line on standard error.

    Raises:
        UserError: of the file; ``store.unknown``.
        FaultError: of the database and the disk; what went in before stays, and the file once more does the rest.
    """
    run = _Import(office, store)
    is_lines = path.suffix.lower() in {".jsonl", ".ndjson"}
    refused = run.lines(path) if is_lines else run.sheet(path)
    if not run.became.total():
        warn(f"nothing in {path.name} could be used")
        return Status.INPUT
    told = ", ".join(f"{run.became[word]} {word}" for word in ("added", "updated", "unchanged"))
    say(f"{path.name}: {told}, {refused} refused" + (f"; stock set for {run.stocked}" if run.stocked else ""))
    return Status.OK


class _Import:
    """One file's way into the centre."""

    def __init__(self, office: Office, store: str) -> None:
        self.office, self.store = office, store
        self.became: Counter[str] = Counter()
        self.stocked = 0

    def lines(self, path: Path) -> int:
        """Take in products as they were exported; how many were refused."""
        refused: dict[str, UserError] = {}
        try:
            with path.open(encoding="utf-8") as file:
                while some := list(islice(file, _AT_ONCE)):
                    found = [read_wire(KeyedProduct, line) for line in some if line.strip()]
                    refused |= self._put({one.sku: one.product for one in found})
        except FileNotFoundError:
            raise UserError("file.not_found", path=str(path)) from None
        except (OSError, UnicodeError) as error:
            raise FaultError("file.unreadable", path=str(path), detail=type(error).__name__) from None
        except WireError as error:
            raise UserError("central.bad_line", path=path.name, reason=str(error)) from None
        _tell([Remark(0, error) for error in refused.values()], [])
        return len(refused)

    def sheet(self, path: Path) -> int:
        """Take in a CSV or a workbook; how many rows were refused."""
        file, at = bootstrap.open_sheets(path), SystemClock().now()
        there = self.office.store(self.store)
        shop = Shop(store=self.store, currency=currency(there.currency), zone=there.zone)
        found = read_catalogue(file.name, file.sheets, shop, at)
        bad: dict[str, UserError] = {}
        left: Sequence[Item] = found.items
        for _ in range(2):  # a code that one product gives up another may take, wherever the two stand
            bad = {}
            for start in range(0, len(left), _AT_ONCE):
                bad |= self._plan(left[start : start + _AT_ONCE], at)
            left = [item for item in left if item.sku in bad]
        self._count([item for item in found.items if item.sku not in bad], file.digest)
        refused = [*found.refused, *(Remark(item.line, bad[item.sku]) for item in left)]
        _tell(refused, found.notes)
        return len({remark.line for remark in refused})

    def _plan(self, items: Sequence[Item], at: int) -> dict[str, UserError]:
        there = self.office.products([item.sku for item in items])
        owners = self.office.owners(sorted({key for item in items for key in item.guessed}))
        good, bad = planned(items, there, owners, at)
        return bad | self._put(good)

    def _put(self, items: dict[str, ProductItem]) -> dict[str, UserError]:
        became, refused = self.office.take_products(items)
        self.became += became
        return refused

    def _count(self, items: Sequence[Item], digest: str) -> None:
        """Book what was counted, once for a file: taken in again, it does not put back what was sold since."""
        counts = {item.sku: item.stock_milli for item in items if item.stock_milli is not None}
        skus = sorted(counts)
        for start in range(0, len(skus), _AT_ONCE):
            some = {sku: counts[sku] for sku in skus[start : start + _AT_ONCE]}
            self.stocked += self.office.count_stock(self.store, f"{self.store}/{digest}/{start}", some)


def _tell(refused: Sequence[Remark], notes: Sequence[Remark]) -> None:
    for line in remark_lines(Outcome(0, 0, 0, 0, tuple(refused), tuple(notes))):
        sys.stderr.write(f"{line}\n")
