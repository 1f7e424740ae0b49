"""Papers on screen: documents made and drawn beside the window, by the renderer that the printer has too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from app.domain.errors import FaultError
from app.domain.frozen import frozen
from app.domain.receipt import Document, Paper
from app.domain.sales import PrintJob
from app.runtime.beside import Beside
from app.services.receipt import Papers
from app.services.receipt_ports import Renderer

#: What is said of jobs that were asked about: that they are printed, or not at all.
Answer = Callable[[Sequence[PrintJob], bool], Future[None]]


@frozen
class Drawn:
    """A paper as it looks.

    Attributes:
        images: a PNG of each sheet, as wide as the printer's head.
    """

    document: Document
    images: tuple[bytes, ...]


class PaperDesk:
    """Makes papers on a thread of their own: what lies in an archive takes a while.

    Args:
        renderer: makes what draws; called once, in the caller's thread.
        print_now: prints a paper that is no job; None where no printer is set up.
        answer: says of jobs that were asked about whether they are printed.
    """

    def __init__(
        self,
        papers: Papers,
        renderer: Callable[[], Renderer],
        beside: Beside,
        print_now: Callable[[Document], Future[None]] | None = None,
        answer: Answer | None = None,
    ) -> None:
        self._papers = papers
        self._make_renderer = renderer
        self._renderer: Renderer | None = None
        self._beside = beside
        self._print_now = print_now
        self._answer = answer

    def receipt(self, sale_id: str, language: str, width_mm: int) -> Future[Drawn]:
        """The receipt of a sale as it was handed out, its tenders as they stand now.

        Raises (in the future):
            UserError: ``sale.unknown``.
            FaultError: of archives; ``db.closed``.
        """
        return self._draw(lambda: self._papers.receipt(sale_id, language), width_mm)

    def z(self, entry_id: str, language: str, width_mm: int) -> Future[Drawn]:
        """The Z of a sealed shift, by its entry.

        Raises (in the future):
            UserError: ``shift.unknown``.
            FaultError: of archives; ``db.closed``.
        """
        return self._draw(lambda: self._papers.z(entry_id, language), width_mm)

    def _draw(self, make: Callable[[], Document], width_mm: int) -> Future[Drawn]:
        renderer = self._renderer or self._make_renderer()
        self._renderer = renderer

        def job() -> Drawn:
            document = make()
            return Drawn(document, renderer.png(document, Paper(width_mm)))

        return self._beside.run(job)

    def print_now(self, document: Document) -> Future[None]:
        """Print a paper once more that is kept nowhere as a job, such as a Z that is looked at.

        Raises (in the future):
            FaultError: ``printer.none``; of the printer.
        """
        if self._print_now is not None:
            return self._print_now(document)
        return _no_printer()

    def answer(self, jobs: Sequence[PrintJob], *, again: bool) -> Future[None]:
        """Say of papers that would come out late, or may be out already, whether they are printed now or not at all.

        Raises (in the future):
            FaultError: ``printer.none``; of the database.
        """
        if self._answer is not None:
            return self._answer(jobs, again)
        return _no_printer()

    def close(self) -> None:
        """End the thread; what is under way is finished first."""
        self._beside.close()


def _no_printer() -> Future[None]:
    none: Future[None] = Future()
    none.set_exception(FaultError("printer.none"))
    return none
