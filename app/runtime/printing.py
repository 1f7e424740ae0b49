"""Printing: one thread that takes print jobs off the database and gives them to the printer.

A fault of the printer is a lamp and another try; the sale was on the disk before. What would come out late is asked
about first, and what may be out already is never printed again without being asked for and marked.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import field
from enum import Enum

from app.domain.errors import AppError, FaultError
from app.domain.frozen import frozen
from app.domain.receipt import Document, Paper
from app.domain.sales import PrintJob
from app.services.ports import Clock
from app.services.receipt_ports import Printer, PrintQueue

_LOG = logging.getLogger("omo_pos")
#: Seconds between tries of a job: doubled each time, up to this.
LONGEST_S = 60
#: Seconds until the database is asked again after it failed.
_AFTER_FAULT_S = 30
_SECOND = 1_000_000


class LampState(Enum):
    """What the printer's lamp shows."""

    OFF = "off"  # no printer is set up
    READY = "ready"
    PRINTING = "printing"
    FAULT = "fault"


@frozen
class Lamp:
    """The printer as the status bar shows it.

    Attributes:
        fault: code of the last fault, such as ``printer.out_of_paper``; None while there is none.
        waiting: jobs that wait to be printed.
        asks: jobs about which somebody must say whether they are still wanted: state ``asks`` would come out late,
            ``unsure`` may be out already.
    """

    state: LampState = LampState.READY
    fault: str | None = None
    waiting: int = 0
    asks: tuple[PrintJob, ...] = ()


@frozen
class PrintOptions:
    """How papers are printed: whether at all, on which paper, in which language."""

    is_on: bool = True
    paper: Paper = Paper.MM80
    language: str = "zh_TW"


@frozen
class Works:
    """What the worker works with.

    Attributes:
        document: the paper of a job, in a language.
        options: as they are now; asked before each job.
        told: called with the lamp whenever it changes, on the worker's thread: it must not wait for anything.
        done: called on the worker's thread when it ends, to give up what belongs to that thread.
    """

    queue: PrintQueue
    printer: Printer
    document: Callable[[PrintJob, str], Document]
    clock: Clock
    options: Callable[[], PrintOptions]
    told: Callable[[Lamp], None] = field(default=lambda _: None)
    done: Callable[[], None] = field(default=lambda: None)


class Printing:
    """The print worker. `start` it; any thread may call the other methods."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self._wake = threading.Condition()
        self._nudged = False
        self._closing = False
        self._now: deque[tuple[Document, Future[None]]] = deque()
        self._lamp = Lamp()
        self._fault: str | None = None
        self._recovered = False
        self._thread = threading.Thread(target=self._run, name="printing", daemon=True)

    @property
    def lamp(self) -> Lamp:
        """The printer as it is."""
        with self._wake:
            return self._lamp

    def start(self) -> None:
        """Begin to print."""
        self._thread.start()

    def nudge(self) -> None:
        """There may be a new job."""
        with self._wake:
            self._nudged = True
            self._wake.notify()

    def print_now(self, document: Document) -> Future[None]:
        """Print a paper that is no job: a test, an X. It is kept nowhere; a fault goes to who asked."""
        future: Future[None] = Future()
        with self._wake:
            if self._closing:
                raise FaultError("printer.closed")
            self._now.append((document, future))
            self._nudged = True
            self._wake.notify()
        return future

    def answer(self, jobs: Iterable[PrintJob], *, again: bool) -> Future[None]:
        """Say of jobs that were asked about whether they are printed now, or not at all."""
        future = self._works.queue.answer(jobs, self._works.clock.now(), again=again)
        future.add_done_callback(lambda _: self.nudge())
        return future

    def close(self) -> None:
        """End the thread; a paper under way comes out first, what waits stays for the next start."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._thread.ident is not None:
            self._thread.join()
        while self._now:
            self._now.popleft()[1].set_exception(FaultError("printer.closed"))

    def step(self) -> int | None:
        """Do the next thing; seconds until there is something to do again, None for only when nudged."""
        if self._now:
            self._print_asked(*self._now.popleft())
            return 0
        queue, now, options = self._works.queue, self._works.clock.now(), self._works.options()
        if not self._recovered:
            queue.recover()
            self._recovered = True
        queue.take_up(now, wanted=options.is_on)
        job = queue.first_pending() if options.is_on else None
        if job is None or job.due_at > now:
            self._tell(LampState.FAULT if self._fault else LampState.READY)
            return None if job is None else max(1, (job.due_at - now) // _SECOND)
        self._print_job(job, options)
        return 0

    def _print_job(self, job: PrintJob, options: PrintOptions) -> None:
        queue, clock = self._works.queue, self._works.clock
        try:
            document = self._works.document(job, options.language)
        except Exception as error:  # noqa: BLE001 - a paper that cannot be made holds up no other
            _LOG.exception("print job %s", job.job_id)
            queue.failed(job, error.code if isinstance(error, AppError) else "printer.bug")
            return
        queue.began(job)
        self._tell(LampState.PRINTING)
        try:
            self._works.printer.print(document, options.paper)
        except FaultError as error:
            self._fault = error.code
            if error.params.get("began"):
                queue.unsure(job, error.code)
            else:
                pause = min(2 ** min(job.attempts + 1, 10), LONGEST_S)
                queue.put_off(job, error.code, clock.now() + pause * _SECOND)
        except Exception:  # noqa: BLE001 - nor does a bug in a printer
            _LOG.exception("print job %s", job.job_id)
            queue.unsure(job, "printer.bug")
        else:
            self._fault = None
            queue.printed(job, clock.now())

    def _print_asked(self, document: Document, future: Future[None]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        self._tell(LampState.PRINTING)
        try:
            self._works.printer.print(document, self._works.options().paper)
        except Exception as error:  # noqa: BLE001 - goes to who asked
            self._fault = error.code if isinstance(error, FaultError) else self._fault
            future.set_exception(error)
        else:
            self._fault = None
            future.set_result(None)

    def _tell(self, state: LampState) -> None:
        waiting, asks = self._works.queue.waiting()
        shown = state if self._works.options().is_on or state is LampState.PRINTING else LampState.OFF
        lamp = Lamp(shown, self._fault, waiting, tuple(asks))
        with self._wake:
            if lamp == self._lamp:
                return
            self._lamp = lamp
        self._works.told(lamp)

    def _run(self) -> None:
        try:
            while not self._closing:
                pause = self._guarded_step()
                with self._wake:
                    self._wake.wait_for(lambda: self._nudged or self._closing, pause)
                    self._nudged = False
        finally:
            self._works.done()

    def _guarded_step(self) -> int | None:
        """A step; a fault of the database puts it off, and a bug ends no printing."""
        try:
            return self.step()
        except FaultError as error:
            self._fault = error.code
        except Exception:  # noqa: BLE001 - a bug in one step ends no printing
            _LOG.exception("printing")
        return _AFTER_FAULT_S
