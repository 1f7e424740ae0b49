"""What the driven program is made to do: begin, sign in by badge, scan, sell. Runs in its GUI thread."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from types import ModuleType
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.runtime import cart as open_cart
from app.ui.shell.window import Window
from tests.bench.driven import BADGE, Task, maps, memory, now
from tests.ui.scan_keys import Keys

Script = Callable[["Driver"], None]
#: Seconds that anything may take before the run is given up.
PATIENCE = 60.0


class Painted(QObject):
    """Counts the paints of a widget that began."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() == QEvent.Type.Paint
        return False

    def close(self) -> None:
        self._widget.removeEventFilter(self)


class Driver(QObject):
    """Hands at the program's window, and a stop-watch.

    Args:
        script: what it does.
    """

    def __init__(self, window: Window, script: Script, task: Task) -> None:
        super().__init__()
        self.window = window
        self.codes = task.codes
        self.counts = task.counts
        self.told = task.told
        self.handed: list[list[float]] = []  # when the printer got each paper,
        self.out: list[list[float]] = []  # and when it had done with it
        self._script = script
        self._whole = Painted(window)
        self._beat = QTimer(self)  # so that a wait for events ends now and then
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.start(2)
        QTimer.singleShot(0, self._run)

    def _run(self) -> None:
        """The loop runs, what was asked for before it is painted by its next turns."""
        try:
            self._script(self)
        except Exception as error:  # noqa: BLE001 - told to whoever started it
            self.told["failed"] = repr(error)
        self._beat.stop()
        self.window.close()

    def until(self, condition: Callable[[], bool]) -> list[float]:
        """Let the loop turn until something is so, as it does of itself; when that was."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"on {self.window.shell.name}")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return now()

    def note(self, name: str) -> None:
        """Keep the moment and what is resident."""
        self.told[name], self.told[f"memory {name}"] = now(), memory()

    # --- what it waits for --------------------------------------------------------------------------------------

    def until_painted(self) -> None:
        """The first screen is on the window, and the window has the keyboard."""
        self.until(lambda: self._whole.count > 0 and QApplication.focusWindow() is not None)
        self.keys = Keys(self.window)

    def until_screen(self, name: str) -> list[float]:
        """A screen is shown and painted."""
        self.until(lambda: self.window.shell.name == name)
        painted = Painted(self.window.shell.shown)
        moment = self.until(lambda: painted.count > 0)
        painted.close()
        return moment

    def sign_in(self) -> None:
        """By badge; the sell screen is there, and its scan field has the keyboard."""
        self.keys.scan(BADGE)
        self.until_screen("sell")
        self.until(lambda: QApplication.focusWidget() is self.window.shell.shown.field)
        self._lines = Painted(self.window.shell.shown.panel.lines.viewport())

    def scan(self, code: str) -> tuple[float, float]:
        """A scan of goods, from any screen: seconds from its last key until the cart has it, then until its line is
        painted.
        """
        cart = self.window.place.cart
        have, before = cart.cart, self._lines.count
        self.keys.scan(code, end="")
        start = time.perf_counter()
        self.keys.press("\r", 2)
        self.keys.release("\r")
        if cart.cart == have:
            raise RuntimeError(f"{code} was not accepted")
        there = time.perf_counter()
        self.until(lambda: self._lines.count > before)
        return there - start, time.perf_counter() - there

    def clear(self) -> None:
        """The cart is given up, as by its button."""
        place = self.window.place
        place.parking.void("bench", lambda: None)
        self.until(lambda: place.cart.cart.is_empty and place.bridge.is_idle)

    def until_out(self, count: int) -> list[float]:
        """So many papers are out of the printer."""
        return self.until(lambda: len(self.out) >= count)

    def enter(self) -> None:
        """The payment as it stands prefilled: a second F12 so soon would not be heard."""
        self.keys.press("\r")
        self.keys.release("\r")

    def f12(self) -> None:
        """The key under the large button."""
        self.keys.press("", key=Qt.Key.Key_F12)
        self.keys.release("", key=Qt.Key.Key_F12)


def take_hold(module: ModuleType, task: Task) -> None:
    """Have the program hand its window to a driver, and its papers to a printer that notes when it gets them."""
    drivers: list[Driver] = []
    running, make_printer = module.Running, module.file_printer

    class Driven(running):  # type: ignore[misc,valid-type]
        def window(self, place: Any) -> Window:
            window: Window = super().window(place)
            drivers.append(Driver(window, globals()[task.script], task))
            return window

    class Noting:
        def __init__(self, folder: Any) -> None:
            self._printer = make_printer(folder)

        def print(self, document: Any, paper: Any) -> None:
            for driver in drivers:
                driver.handed.append(now())
            self._printer.print(document, paper)
            for driver in drivers:
                driver.out.append(now())

    module.Running, module.file_printer = Driven, Noting  # type: ignore[attr-defined]


def start(driver: Driver) -> None:
    """From nothing to the first line of the first sale."""
    driver.until_painted()
    driver.note("painted")
    driver.sign_in()
    driver.note("sell")
    driver.scan(driver.codes[0])
    driver.note("scanned")
    driver.clear()


def sell(driver: Driver) -> None:
    """Sales by scanner and keyboard; memory on the way, as many single ones as are asked for timed one by one.

    They begin when all that the program makes ready beside the first customer is there: it is no growth.
    """
    driver.until_painted()
    driver.note("painted")
    driver.sign_in()
    driver.until(lambda: "pypinyin" in sys.modules and not driver.window.is_foreseeing)
    driver.note("settled")
    till, singles, sales = Till(driver), *driver.counts
    told: dict[str, Any] = {"sales": [], "memory": {}}
    for number in range(1, sales + 1):
        if number <= singles:
            told["sales"].append(till.sale())
            driver.until_out(number)
        else:
            till.sale()
        if number in MARKS:
            told["memory"][number] = memory()
        if number == singles:
            began = now()
    end = driver.until_out(sales)
    told["rate"] = [sales - singles, *(after - before for after, before in zip(end, began, strict=True))]
    told["maps"] = maps()
    driver.told.update(told)


#: Sales after which memory is noted.
MARKS = (10, 100, 1_000)
LINES = 10


class Till:
    """Sells, and tells where the time of each sale went, in seconds; ``cpu`` is all the process's own."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._chance = random.Random(11)
        self._completed: list[float] = []
        self._pricing = 0.0
        driver.window.place.payment.completed.connect(self._done)
        self._price, open_cart.price_open_cart = open_cart.price_open_cart, self._priced

    def _done(self, _sale: object) -> None:
        self._completed.append(time.monotonic())

    def _priced(self, *arguments: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return self._price(*arguments, **named)
        finally:
            self._pricing += time.perf_counter() - start

    def sale(self) -> dict[str, Any]:
        """Ten scans, each painted before the next; to the payment, cash, done: the printer has the paper."""
        driver = self._driver
        papers = len(driver.handed)
        codes = self._chance.sample(driver.codes, LINES)
        parts, self._pricing = Counter[str](), 0.0
        scans = []
        began = now()
        for code in codes:
            there, painted = driver.scan(code)
            parts["scans in the cart"] += there
            parts["lines painted"] += painted
            scans.append(there + painted)
        scanned = time.monotonic()
        parts["pricing, of these"] = self._pricing
        parts["keys of the scans"] = scanned - began[0] - sum(scans)
        driver.f12()
        paying = driver.until_screen("pay")[0]
        parts["pay screen"] = paying - scanned
        driver.enter()
        before = len(self._completed)
        driver.until(lambda: len(self._completed) > before)
        driver.until(lambda: len(driver.handed) > papers)
        handed = driver.handed[papers]
        parts["committed and at the printer"] = handed[0] - paying
        parts["the window told of it"] = self._completed[-1] - paying
        driver.until_screen("complete")
        return {**parts, "scans": scans, "all": handed[0] - began[0], "cpu": handed[1] - began[1]}
