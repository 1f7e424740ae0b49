"""The bar over the screens follows what becomes of the line to the centre, and of the papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap.printing import start_printing
from app.devices.printer import FilePrinter, Trouble
from app.devices.render import begin
from app.domain.sales import PrintJob
from app.runtime.printing import Lamp, LampState
from app.runtime.settings import Section
from app.runtime.standing import Link, Standing
from app.ui.shell.topbar import TopBar
from tests.ui.counter import Counter
from tests.ui.test_complete import sold

ASKS = (PrintJob("R1", "receipt", "S1", 0, 1),)


def bar_of(counter: Counter) -> TopBar:
    return counter.window.findChild(TopBar)


def test_the_pill_follows_the_standing(counter) -> None:
    counter.open("sell")
    bar = bar_of(counter)
    told = [bar.pill.property("state")]
    for standing in (Standing(Link.SENDING, 7), Standing(Link.ONLINE), Standing(Link.OFFLINE, 3)):
        object.__setattr__(counter.place.counter, "standing", lambda standing=standing: standing)
        bar.tell_standing()
        told.append(bar.pill.property("state"))
    assert told == ["alone", "sending", "online", "offline"]
    assert "3" in bar.pill.accessibleName()


@pytest.mark.parametrize(
    ("lamp", "said"),
    [
        (Lamp(LampState.OFF), ()),
        (Lamp(LampState.READY), ()),
        (Lamp(LampState.PRINTING, waiting=1), ()),
        (Lamp(LampState.READY, waiting=2), ("等待列印 2 張",)),
        (Lamp(LampState.READY, asks=ASKS), ("待確認 1 張",)),
        (Lamp(LampState.PRINTING, "printer.out_of_paper", 1), ("缺紙", "等待列印 1 張")),
        (Lamp(LampState.FAULT, "printer.out_of_paper", 3), ("缺紙", "等待列印 3 張")),
    ],
)
def test_the_printers_sign_is_there_while_papers_do_not_come_out(counter, lamp, said) -> None:
    counter.open("sell")
    bar = bar_of(counter)
    assert not bar.printer.isVisible()
    counter.place.lamp.tell(lamp)
    QApplication.processEvents()
    assert bar.printer.isVisible() == bool(said)
    assert all(part in bar.printer.accessibleName() for part in said)
    assert bar.printer.geometry().right() < bar.pill.x()
    counter.place.lamp.tell(Lamp(LampState.READY))
    QApplication.processEvents()
    assert not bar.printer.isVisible()


@pytest.fixture
def printer(counter: Counter, tmp_path: Path) -> Iterator[Callable[[], FilePrinter]]:
    """A printer at work at the counter, and the answers to what it asks about."""
    begin()
    made = FilePrinter(tmp_path / "papers")
    printing = start_printing(counter.till.terminal, made, told=counter.place.lamp.tell)
    counter.place.counter.paper._answer = lambda jobs, again: printing.answer(jobs, again=again)
    yield made
    printing.close()


@pytest.mark.parametrize(("answer", "papers"), [("列印待確認的紙", 1), ("不印待確認的紙", 0)])
def test_a_paper_that_may_be_out_is_answered_where_the_sign_leads(counter, printer, answer, papers) -> None:
    printer.trouble = Trouble.POWER_LOST
    sold(counter, "1000")
    bar = bar_of(counter)
    counter.wait(bar.printer.isVisible)
    before, printer.trouble = len(printer.printed), None
    counter.press(bar.printer.accessibleName())
    assert (counter.where, counter.place.settings.section) == ("settings", Section.DEVICE)
    counter.press(answer)
    counter.wait(lambda: not counter.place.lamp.now.asks)
    counter.wait(lambda: (len(printer.printed) == before + papers and not bar.printer.isVisible()) or not papers)
    counter.settle()
    assert len(printer.printed) - before == papers
    assert counter.screen.part.asked.isHidden()
