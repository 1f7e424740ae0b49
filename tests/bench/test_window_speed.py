"""How fast the window answers: a scan painted, a key of a search, a whole sale, with 100,000 products in the file.

Each turn is measured from what begins it to the end of the paint that shows it, beside a bare Qt list that paints one
row more. Printed, never asserted by the clock.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QStringListModel
from PySide6.QtWidgets import QApplication, QListView, QWidget

from app.bootstrap import open_terminal
from app.bootstrap.window import make_window, make_workplace
from app.config import Config
from app.domain.shop import Shop
from app.domain.staff import Person, Role
from app.runtime.collector import Collector
from app.ui.shell.window import Window
from tests.bench.test_commit_speed import p
from tests.bench.test_history import fill_catalogue

pytestmark = [pytest.mark.bench, pytest.mark.filterwarnings("ignore")]

CASHIER = Person("S01", "Bench", "Bench", Role.MANAGER)


class Painted(QObject):
    """Counts the paints of a widget that are through."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() == QEvent.Type.Paint
        return False


def until_painted(painted: Painted, act: Callable[[], object]) -> float:
    """Seconds from an act to the end of the turn that painted it."""
    before, start = painted.count, time.perf_counter()
    act()
    while painted.count == before:
        QApplication.processEvents()
    return time.perf_counter() - start


def told(name: str, taken: list[float]) -> str:
    """Median, p95 and worst, in milliseconds."""
    return f"{name}: median {p(taken, 0.5):.2f}, p95 {p(taken, 0.95):.2f}, worst {max(taken) * 1e3:.2f} ms"


@pytest.fixture(scope="module")
def application() -> Iterator[QApplication]:
    """The application, in its first look; memory is tidied up as the program does."""
    app = QApplication.instance() or QApplication([])
    collector = Collector()
    collector.start()
    yield app  # type: ignore[misc]
    collector.stop()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, application: QApplication) -> Iterator[tuple[Window, list[str]]]:
    """A window over 100,000 products, somebody signed in, a shift open."""
    assert application is not None
    folder: Path = tmp_path_factory.mktemp("window")
    terminal = open_terminal(Config(folder / "data", folder / "keys", "file"), Shop(name="Bench"))
    codes = fill_catalogue(terminal)
    terminal.shifts.open(terminal.desk.ids.mint(), 0, "bench").result()
    place = make_workplace(terminal)
    window = make_window(place, "sell")
    window.resize(1280, 800)
    window.show()
    place.session.enter(CASHIER)
    window.build()
    window.shell.go("sell")
    QApplication.processEvents()
    yield window, codes
    window.close()
    window.deleteLater()
    place.close()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    terminal.close()


def bare_rows(count: int) -> list[float]:
    """The same of a bare Qt list: a row more, painted."""
    view, model = QListView(), QStringListModel()
    view.setModel(model)
    view.resize(448, 500)
    view.show()
    QApplication.processEvents()
    painted = Painted(view.viewport())
    taken = []
    for number in range(count):

        def more(number: int = number) -> None:
            model.insertRow(0)
            model.setData(model.index(0), f"row {number}")

        taken.append(until_painted(painted, more))
    view.close()
    return taken


def lines_of(window: Window) -> Painted:
    """Told of the paints of the cart's lines."""
    return Painted(window.shell.shown.panel.lines.viewport())


def test_a_scan_is_painted(shop: tuple[Window, list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    window, codes = shop
    chance, painted = random.Random(7), lines_of(window)
    taken: list[float] = []
    for _ in range(30):
        wanted = chance.sample(codes, 10)
        taken += [until_painted(painted, partial(window.shell.scanned, code)) for code in wanted]
        assert len(window.place.cart.cart.lines) == 10
        window.place.cart.start_next()
        QApplication.processEvents()
    with capsys.disabled():
        print(f"\n{told('scan to painted line', taken)}; {told('bare Qt row', bare_rows(300))}")


def test_a_key_of_a_search_is_painted(shop: tuple[Window, list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    window, _ = shop
    field = window.shell.shown.field
    painted, taken = Painted(window), []
    for text in ("高山烏龍", "茶", "gswl", "ㄍㄕㄨㄌ", "choco", "4711", "鮮奶 250") * 5:
        field.setFocus()
        for length in range(1, len(text) + 1):
            painted.count = 0
            taken.append(until_painted(painted, partial(field.setText, text[:length])))
        field.clear()
        QApplication.processEvents()
    with capsys.disabled():
        print(f"\n{told('key of a search to painted results', taken)}")


def settle(window: Window) -> None:
    """Until the writer has said what it had to."""
    QApplication.processEvents()
    while not window.place.bridge.is_idle:
        QApplication.processEvents()


def sell(window: Window, codes: list[str]) -> None:
    """Ten lines by scanner, cash by keyboard, the next customer."""
    for code in codes:
        window.shell.scanned(code)
    window.shell.go("pay")
    payment = window.place.payment
    payment.take_cash(payment.payment.cash_due)
    payment.complete()
    settle(window)


def test_whole_sales_and_memory(shop: tuple[Window, list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    window, codes = shop
    chance, taken, memory = random.Random(11), [], {}
    for number in range(1_000):
        wanted = chance.sample(codes, 10)
        start = time.perf_counter()
        sell(window, wanted)
        taken.append(time.perf_counter() - start)
        if number in {9, 99, 999}:
            memory[number + 1] = memory_mib()
    told_memory = ", ".join(f"{mib:.0f} MiB after {count}" for count, mib in memory.items())
    with capsys.disabled():
        print(
            f"\n{told('a ten-line cash sale', taken)}, {60 / p(taken, 0.5) * 1e3:.0f} a minute; {told_memory} sales"
        )
    assert window.place.counter.reads().last_receipt(1) >= 1_000


def memory_mib() -> float:
    """Resident memory now, in MiB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
