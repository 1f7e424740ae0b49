"""Catalogue files, joined with a terminal."""

from __future__ import annotations

from collections.abc import Callable

from app.bootstrap.terminal import Terminal
from app.db.catalog_import import SqliteIntake
from app.db.sheet import SheetFile
from app.services.catalog import CatalogImport, Outcome, Reading, read_catalogue


def read_file(file: SheetFile, terminal: Terminal) -> Reading:
    """What a file holds for a terminal's shop.

    Raises:
        UserError: of the file.
    """
    return read_catalogue(file.name, file.sheets, terminal.shop, terminal.desk.clock.now())


def import_catalogue(
    terminal: Terminal,
    file: SheetFile,
    reading: Reading | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Outcome:
    """Take a file into an open terminal, which may go on selling meanwhile.

    Args:
        reading: what the file holds for this terminal's shop, where it was read already.
        tell: called on the calling thread with how many products are done, of how many.

    Raises:
        UserError: of the file.
        FaultError: of the disk; what was taken in before it stays, and the file once more does the rest.
    """
    verb = CatalogImport(terminal.desk, SqliteIntake(terminal.store.writer, tell), terminal.terminal_id)
    return verb.run(reading or read_file(file, terminal), file.digest)
