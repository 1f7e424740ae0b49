"""Papers and the print worker, joined with a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.bootstrap.terminal import Terminal
from app.db.print_queue import SqlitePrintQueue
from app.domain.receipt import Document, Paper
from app.runtime.printing import Lamp, Printing, PrintOptions, Works
from app.services.receipt import Papers
from app.services.receipt_ports import Printer, Renderer
from app.vault.code import sign_paper


def make_papers(terminal: Terminal, tender_names: dict[str, str] | None = None, footer: str = "") -> Papers:
    """Documents of a terminal's sales and shifts, made on the calling thread's connection."""
    store = terminal.store
    return Papers(
        terminal.desk,
        store.reads,
        store.catalog,
        tender_names or {},
        footer,
        lambda sale: sign_paper(store.public_key, store.sign, sale),
    )


def make_renderer() -> Renderer:
    """What draws documents. Qt is loaded only now: a start needs none of it."""
    from app.devices.render import QtRenderer, begin  # noqa: PLC0415 - Qt only now

    begin()
    return QtRenderer()


def file_printer(folder: Path) -> Printer:
    """A printer that writes files."""
    from app.devices.printer import FilePrinter  # noqa: PLC0415 - Qt only now
    from app.devices.render import begin  # noqa: PLC0415 - Qt only now

    begin()
    return FilePrinter(folder)


class LaterPrinter:
    """A printer that is made with its first paper, on the print worker's thread: a start does not wait for it.

    Only where there is a window already; elsewhere fonts need what only the main thread can make.
    """

    def __init__(self, make: Callable[[], Printer]) -> None:
        self._make = make
        self._printer: Printer | None = None

    def print(self, document: Document, paper: Paper) -> None:
        """See `Printer.print`."""
        if self._printer is None:
            self._printer = self._make()
        self._printer.print(document, paper)


def start_printing(
    terminal: Terminal,
    printer: Printer,
    options: Callable[[], PrintOptions] = PrintOptions,
    told: Callable[[Lamp], None] | None = None,
    papers: Papers | None = None,
) -> Printing:
    """Print what is wanted for as long as the program runs. Close it before the terminal.

    Args:
        options: whether, on what and in which language; asked on the worker's thread.
        told: called with the lamp when it changes, on the worker's thread.
    """
    store = terminal.store
    made = papers or make_papers(terminal)
    works = Works(
        queue=SqlitePrintQueue(store.writer, store.connection),
        printer=printer,
        document=made.of_job,
        clock=terminal.desk.clock,
        options=options,
        told=told or (lambda _: None),
        done=store.close_reader,
    )
    printing = Printing(works)
    store.writer.on_commit(printing.nudge)
    printing.start()
    return printing
