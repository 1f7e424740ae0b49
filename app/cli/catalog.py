"""`omo-pos catalog`: products from a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from app import bootstrap, config
from app.cli.say import Verbs, alarm, data_dir, say, warn
from app.cli.status import Status, sentence
from app.domain.errors import UserError
from app.domain.money import currency as currency_of
from app.domain.shop import Shop
from app.runtime.clock import SystemClock
from app.services.catalog import Outcome, read_catalogue
from app.services.catalog_rows import Remark


def add(verbs: Verbs) -> None:
    """Add the commands."""
    catalog = verbs.add_parser("catalog", help="products from a file")
    inner = catalog.add_subparsers(dest="catalog_verb", metavar="COMMAND", required=True)
    verb = inner.add_parser("import", help="take in products, prices and counted stock from a CSV or Excel file")
    verb.add_argument("file", type=Path, metavar="FILE")
    data_dir(verb)
    verb.add_argument("--plain", action="store_true", help="make an unencrypted data directory")
    verb.add_argument("--currency", metavar="CODE", help="the file's currency (TWD)")
    verb.set_defaults(run=_import)


def _import(arguments: argparse.Namespace) -> Status:
    name = arguments.file.name
    outcome = import_file(arguments.file, config.load(arguments.data_dir, plain=arguments.plain), arguments.currency)
    for line in remark_lines(outcome):
        sys.stderr.write(f"{line}\n")
    if not outcome.usable:
        warn(f"nothing in {name} could be used")
        return Status.INPUT
    say(summary(name, outcome))
    return Status.OK


def import_file(path: Path, settings: config.Config, currency: str | None = None) -> Outcome:
    """Take a file into a data directory; a fresh one becomes a terminal with the usual shop, if the file is any good.

    Raises:
        UserError: of the file; ``data_dir.other_currency``.
        FaultError: of the database, the vault and the disk.
    """
    file = bootstrap.open_sheets(path)
    shop = Shop(currency=currency_of(currency or "TWD"))
    reading = None
    if not bootstrap.has_terminal(settings):
        reading = read_catalogue(file.name, file.sheets, shop, SystemClock().now())
        if not reading.items:
            return Outcome.of_nothing(reading)
    terminal = bootstrap.open_terminal(settings, shop)
    try:
        if currency is not None and terminal.shop.currency != shop.currency:
            raise UserError(
                "data_dir.other_currency",
                path=str(settings.data_dir),
                found=terminal.shop.currency.code,
                asked=shop.currency.code,
            )
        alarm(terminal)
        return bootstrap.import_catalogue(terminal, file, reading)
    finally:
        terminal.close()


def remark_lines(outcome: Outcome) -> Iterable[str]:
    """A line for each row that was refused, with everything that is wrong with it, and for each note."""
    refused: dict[int, list[Remark]] = {}
    for remark in outcome.refused:
        refused.setdefault(remark.line, []).append(remark)
    lines = [(line, "; ".join(sentence(one.error) for one in some)) for line, some in refused.items()]
    lines += [(one.line, f"note: {sentence(one.error)}") for one in outcome.notes]
    for line, words in sorted(lines, key=lambda pair: pair[0]):
        yield f"line {line}: {words}" if line else words


def summary(name: str, outcome: Outcome) -> str:
    """What an import did, in one line."""
    refused = len({remark.line for remark in outcome.refused})
    counted = f"; stock set for {outcome.stocked}" if outcome.stocked else ""
    return (
        f"{name}: {_count(outcome.added, 'product')} added, {outcome.updated} updated, "
        f"{outcome.unchanged} unchanged, {_count(refused, 'row')} refused{counted}"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
