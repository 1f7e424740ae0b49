"""A print worker for tests: a printer without a printer, stepped by hand or watched while it runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from app.bootstrap.printing import make_papers
from app.db.print_queue import SqlitePrintQueue
from app.domain.receipt import Document, Paper
from app.domain.sales import PrintState
from app.runtime.printing import Lamp, Printing, PrintOptions, Works
from tests.db.conftest import Till

OUT = "printer.out_of_paper"


@dataclass
class Tray:
    """A printer without a printer: papers in the order in which they came out, and faults on command."""

    papers: list[tuple[Document, Paper]] = field(default_factory=list)
    trouble: BaseException | None = None
    entered: threading.Event = field(default_factory=threading.Event)
    gate: threading.Event = field(default_factory=threading.Event)

    out: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        self.gate.set()

    def print(self, document: Document, paper: Paper) -> None:
        self.entered.set()
        assert self.gate.wait(60)
        if self.trouble is not None:
            raise self.trouble
        with self.out:
            self.papers.append((document, paper))
            self.out.notify_all()

    def wait(self, count: int) -> bool:
        """Whether so many papers come out by themselves."""
        with self.out:
            return self.out.wait_for(lambda: len(self.papers) >= count, 60)

    @property
    def names(self) -> list[str]:
        return [document.name for document, _ in self.papers]


@dataclass
class Desk:
    """A till, its print worker stepped by hand, and what the lamp showed."""

    till: Till
    tray: Tray = field(default_factory=Tray)
    options: PrintOptions = field(default_factory=PrintOptions)
    lamps: list[Lamp] = field(default_factory=list)
    printing: Printing = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        store = self.till.terminal.store
        self.printing = Printing(
            Works(
                queue=SqlitePrintQueue(store.writer, store.connection),
                printer=self.tray,
                document=make_papers(self.till.terminal).of_job,
                clock=self.till.clock,
                options=lambda: self.options,
                told=self.lamps.append,
            )
        )

    def run(self) -> int | None:
        """Step until there is nothing to do now; seconds until there may be."""
        while (pause := self.printing.step()) == 0:
            pass
        return pause

    def crash(self) -> None:
        """The machine stops in the middle of a paper, and starts again."""
        self.tray.trouble = KeyboardInterrupt()
        with pytest.raises(KeyboardInterrupt):
            self.run()
        self.tray.trouble = None
        self.till.reopen()
        self.start()

    def states(self, subject_id: str) -> list[PrintState]:
        return [job.state for job in self.till.reads.print_jobs(subject_id)]


class Lamps:
    """What the lamp showed, waited for."""

    def __init__(self) -> None:
        self.shown: list[Lamp] = []
        self.changed = threading.Condition()

    def told(self, lamp: Lamp) -> None:
        with self.changed:
            self.shown.append(lamp)
            self.changed.notify_all()

    def wait(self, wanted: Callable[[Lamp], bool]) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: any(wanted(lamp) for lamp in self.shown), 60)
