"""What papers need of the outer rooms: who prints, who draws, who queues; and who numbers fiscal documents."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Protocol

from app.domain.receipt import Document, Paper
from app.domain.sale import FiscalNumber, Ticket
from app.domain.sales import PrintJob

if TYPE_CHECKING:
    from app.services.ports import UnitOfWork


class Printer(Protocol):
    """A receipt printer."""

    def print(self, document: Document, paper: Paper) -> None:
        """Print a document and cut it; done when the printer has taken all of it. Blocks: never in the GUI thread.

        It kicks no drawer: that is another device's act, and a paper that comes out late must not open it.

        Raises:
            FaultError: ``printer.out_of_paper``, ``printer.unplugged``, ``printer.cover_open`` and others of the
                printer. With ``began=True`` a part of the paper may be out.
        """
        ...


class Renderer(Protocol):
    """Draws documents, for the screen and for files. Any thread may ask it."""

    def png(self, document: Document, paper: Paper) -> tuple[bytes, ...]:
        """A PNG of each sheet, as wide as the printer's head."""
        ...

    def pdf(self, document: Document, paper: Paper) -> bytes:
        """A PDF with a page for each sheet."""
        ...


class PrintQueue(Protocol):
    """The print jobs and what became of them. Only the print worker's thread calls it; writes wait for the disk."""

    def take_up(self, now: int, *, wanted: bool) -> None:
        """Note the jobs that were made since the last time, those too late to print without asking among them.

        Args:
            now: microseconds UTC.
            wanted: False where no printer is set up: they are passed over.
        """
        ...

    def recover(self) -> None:
        """At the start: a job that was being printed when the machine stopped may be out already."""
        ...

    def first_pending(self) -> PrintJob | None:
        """The next job to print, in their order; it may not be due yet."""
        ...

    def waiting(self) -> tuple[int, list[PrintJob]]:
        """How many jobs wait to be printed, and those about which somebody must be asked."""
        ...

    def began(self, job: PrintJob) -> None:
        """A job goes to the printer."""
        ...

    def printed(self, job: PrintJob, at: int) -> None:
        """Its paper is out."""
        ...

    def put_off(self, job: PrintJob, error: str, due_at: int) -> None:
        """A fault before anything came out: it is tried again."""
        ...

    def unsure(self, job: PrintJob, error: str) -> None:
        """A fault after something may have come out: somebody must be asked."""
        ...

    def failed(self, job: PrintJob, error: str) -> None:
        """It cannot be printed at all."""
        ...

    def answer(self, jobs: Iterable[PrintJob], now: int, *, again: bool) -> Future[None]:
        """What somebody said about jobs that were asked about: print them now, or not at all. From any thread."""
        ...


class FiscalDocument(Protocol):
    """A fiscal document that belongs to a sale, such as an e-invoice."""

    def number(self, work: UnitOfWork, ticket: Ticket, at: int) -> FiscalNumber | None:
        """Give a sale its number, within the sale's own transaction: both are on the disk, or neither is.

        It may read and append through `work`, takes numbers that were allotted beforehand, and asks nothing of the
        network: nobody waits for a server between a customer and the door.

        Args:
            at: microseconds UTC.

        Returns:
            None where this sale gets none.

        Raises:
            UserError: it cannot be numbered; then nothing is sold.
        """
        ...


class NoFiscal:
    """No provider is configured; fits the port `FiscalDocument`."""

    def number(self, work: UnitOfWork, ticket: Ticket, at: int) -> FiscalNumber | None:  # noqa: ARG002 - the port's
        """No number."""
        return None
