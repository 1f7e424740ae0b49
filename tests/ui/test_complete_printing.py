"""The receipt of a sale on its way out of a printer, as the screen after the sale tells it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.bootstrap.printing import start_printing
from app.devices.printer import FilePrinter, Trouble
from app.devices.render import begin
from tests.ui.counter import Counter
from tests.ui.test_complete import sold, steps

Key = Qt.Key


@pytest.fixture
def printer(counter: Counter, tmp_path: Path) -> Iterator[FilePrinter]:
    """A printer at work at the counter."""
    begin()
    made = FilePrinter(tmp_path / "papers")
    printing = start_printing(counter.till.terminal, made, told=counter.place.lamp.tell)
    yield made
    made.gate.set()
    printing.close()


def paper(counter: Counter) -> str:
    return steps(counter)[1]


def test_the_paper_comes_out_while_the_change_is_counted(counter, printer):
    printer.gate.clear()
    sold(counter, "1000")
    counter.wait(lambda: counter.place.lamp.now.state.value == "printing")
    assert paper(counter) == "交易明細 列印中 | 80 mm"
    printer.gate.set()
    counter.wait(lambda: paper(counter) == "交易明細 完成 | 80 mm")
    assert printer.printed == [counter.place.payment.last.sale.number]


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (Trouble.OUT_OF_PAPER, "缺紙"),
        (Trouble.COVER_OPEN, "上蓋未關"),
        (Trouble.UNPLUGGED, "印表機未連線"),
        (Trouble.POWER_LOST, "未列印"),
    ],
)
def test_a_fault_of_the_printer_is_an_amber_row_and_no_more(counter, printer, trouble, words):
    printer.trouble = trouble
    sold(counter, "1000")
    counter.wait(lambda: paper(counter) == f"交易明細 {words} | 交易已存，稍後可補印")
    assert counter.screen.steps._rows[1]._step.tone == "warn"
    assert counter.till.kinds()[-1] == "sale.completed"
    counter.screen.deaf.stop()
    counter.keys(Key.Key_Return)
    assert counter.where == "sell"


def test_asked_for_again_it_comes_out_again(counter, printer):
    sold(counter, "1000")
    counter.wait(lambda: paper(counter) == "交易明細 完成 | 80 mm")
    counter.keys(Key.Key_F9)
    counter.wait(lambda: len(printer.printed) == 2)
    counter.wait(lambda: paper(counter) == "交易明細 完成 | 80 mm")


def test_the_next_sale_shows_its_own_paper(counter, printer):
    sold(counter, "1000")
    counter.wait(lambda: paper(counter) == "交易明細 完成 | 80 mm")
    printer.gate.clear()
    sold(counter, "1000")
    counter.wait(lambda: paper(counter) == "交易明細 列印中 | 80 mm")
