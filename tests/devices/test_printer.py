"""The file printer: what came out lies in the folder, whole; and it fails as real printers do."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.bootstrap.printing import file_printer, make_renderer, start_printing
from app.config import Config
from app.devices.printer import FilePrinter, Trouble
from app.devices.render import QtRenderer
from app.domain.errors import FaultError
from app.domain.receipt import Document, Paper, Shown, sale_receipt
from app.domain.sales import PrintState
from app.runtime.printing import Lamp, LampState, PrintOptions
from tests.db.conftest import Till, refused
from tests.db.printdesk import Lamps
from tests.unit.paper import SHOP, rich_sale

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def receipt() -> Document:
    return sale_receipt(rich_sale(), SHOP, Shown())


@pytest.fixture
def till(tmp_path):
    made = Till(Config(tmp_path / "data", tmp_path / "keys", "file", plain=True))
    made.open_shift()
    yield made
    made.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_paper_is_a_picture_a_pdf_and_a_text(tmp_path, receipt):
    printer = FilePrinter(tmp_path / "papers")
    printer.print(receipt, Paper.MM58)
    assert names(tmp_path / "papers") == ["DDC-2-1-000187.pdf", "DDC-2-1-000187.png", "DDC-2-1-000187.txt"]
    image = QImage(str(tmp_path / "papers" / "DDC-2-1-000187.png"))
    assert image.width() == 384
    assert image.depth() == 1, "black or white, as the paper"
    assert "交易明細" in (tmp_path / "papers" / "DDC-2-1-000187.txt").read_text("utf-8")
    assert (tmp_path / "papers" / "DDC-2-1-000187.pdf").read_bytes().startswith(b"%PDF-")
    assert printer.printed == ["DDC-2-1-000187"]


def test_a_second_paper_does_not_make_the_first_one_vanish(tmp_path, receipt):
    printer = FilePrinter(tmp_path)
    for paper in (Paper.MM58, Paper.MM80, Paper.MM80):
        printer.print(receipt, paper)
    assert printer.printed == ["DDC-2-1-000187", "DDC-2-1-000187_2", "DDC-2-1-000187_3"]
    widths = [QImage(str(tmp_path / f"{name}.png")).width() for name in printer.printed]
    assert widths == [384, 576, 576]
    again = FilePrinter(tmp_path)
    again.print(receipt, Paper.MM80)
    assert again.printed == ["DDC-2-1-000187_4"], "also after a restart"


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_is_a_fault_and_nothing_comes_out(tmp_path, receipt, trouble):
    printer = FilePrinter(tmp_path / "papers")
    printer.trouble = trouble
    error = refused(FaultError, trouble.value, lambda: printer.print(receipt, Paper.MM80))
    assert bool(error.params.get("began")) is (trouble is Trouble.POWER_LOST)
    assert not (tmp_path / "papers").exists()
    printer.trouble = None
    printer.print(receipt, Paper.MM80)
    assert len(printer.printed) == 1


def test_a_slow_printer_finishes_when_it_may(tmp_path, receipt):
    printer = FilePrinter(tmp_path)
    printer.gate.clear()
    printing = threading.Thread(target=printer.print, args=(receipt, Paper.MM80))
    printing.start()
    assert printer.printed == []
    printer.gate.set()
    printing.join(60)
    assert printer.printed == ["DDC-2-1-000187"]


def test_a_folder_that_cannot_be_written(tmp_path, receipt):
    (tmp_path / "papers").write_text("a file", "utf-8")
    error = refused(FaultError, "printer.folder", lambda: FilePrinter(tmp_path / "papers").print(receipt, Paper.MM80))
    assert error.params["path"] == str(tmp_path / "papers")


def test_from_the_sale_to_the_paper(till, tmp_path):
    """A real sale, the real worker on its thread, the real renderer: what lies in the folder is what was sold."""
    lamps, printer = Lamps(), file_printer(tmp_path / "papers")
    options = PrintOptions(paper=Paper.MM58, language="en")
    printing = start_printing(till.terminal, printer, lambda: options, lamps.told)
    sale = till.sell(("TEA", 2, 100), ("CUP", 1, 45))
    assert lamps.wait(lambda lamp: lamp.waiting == 1)
    printing.close()
    text = (tmp_path / "papers" / f"{sale.number}.txt").read_text("utf-8")
    for word in (sale.number, "goods TEA", "2 × 100", "200", "goods CUP", "$245", "2026-03-05 Thu 10:00", "anna"):
        assert word in text, word
    till.check()


def test_trouble_on_the_way_shows_on_the_lamp_and_the_paper_comes_later(till, tmp_path):
    lamps, printer = Lamps(), FilePrinter(tmp_path / "papers")
    printer.trouble = Trouble.OUT_OF_PAPER
    printing = start_printing(till.terminal, printer, told=lamps.told)
    sale = till.sell(("TEA", 1, 100))
    assert lamps.wait(lambda lamp: lamp == Lamp(LampState.FAULT, "printer.out_of_paper", 1))
    printer.trouble = None
    till.clock.move(5)
    lamps.shown.clear()
    printing.nudge()
    assert lamps.wait(lambda lamp: lamp == Lamp(LampState.READY))
    printing.close()
    assert printer.printed == [sale.number]
    assert [job.state for job in till.reads.print_jobs(sale.ticket.sale_id)] == [PrintState.PRINTED]


def test_the_composition_root_hands_out_a_renderer(qapp):
    assert isinstance(make_renderer(), QtRenderer)
