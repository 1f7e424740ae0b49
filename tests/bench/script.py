"""What the driven program is made to do: begin, sign in by badge, scan, sell. Runs in its GUI thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.shell.window import Window
from tests.bench.driven import BADGE, memory, now
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
    """Hands at the program's window, and a stop-watch."""

    def __init__(self, window: Window, script: Script, codes: list[str], told: dict[str, Any]) -> None:
        super().__init__()
        self.window = window
        self.codes = codes
        self.told = told
        self.printed: list[list[float]] = []
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

    def lines(self) -> Painted:
        """Tells of the paints of the cart's lines."""
        return Painted(self.window.shell.shown.panel.lines.viewport())

    def scan(self, code: str, painted: Painted) -> tuple[float, float]:
        """A scan of goods: seconds from its last key until the cart has it, and until its line is painted."""
        cart = self.window.place.cart
        have, before = cart.cart, painted.count
        self.keys.scan(code, end="")
        start = time.perf_counter()
        self.keys.press("\r", 2)
        self.keys.release("\r")
        if cart.cart == have:
            raise RuntimeError(f"{code} was not accepted")
        there = time.perf_counter()
        self.until(lambda: painted.count > before)
        return there - start, time.perf_counter() - there

    def clear(self) -> None:
        """The cart is given up, as by its button."""
        place = self.window.place
        place.parking.void("bench", lambda: None)
        self.until(lambda: place.cart.cart.is_empty and place.bridge.is_idle)

    def f12(self) -> None:
        """The key under the large button."""
        self.keys.press("", key=Qt.Key.Key_F12)
        self.keys.release("", key=Qt.Key.Key_F12)


def take_hold(module: ModuleType, script: Script, codes: list[str], told: dict[str, Any]) -> None:
    """Have the program hand its window to a driver, and its papers to a printer that notes when it gets them."""
    drivers: list[Driver] = []
    running, make_printer = module.Running, module.file_printer

    class Driven(running):  # type: ignore[misc,valid-type]
        def window(self, place: Any) -> Window:
            window: Window = super().window(place)
            drivers.append(Driver(window, script, codes, told))
            return window

    class Noting:
        def __init__(self, folder: Any) -> None:
            self._printer = make_printer(folder)

        def print(self, document: Any, paper: Any) -> None:
            for driver in drivers:
                driver.printed.append(now())
            self._printer.print(document, paper)

    module.Running, module.file_printer = Driven, Noting  # type: ignore[attr-defined]


def start(driver: Driver) -> None:
    """From nothing to the first line of the first sale."""
    driver.until_painted()
    driver.note("painted")
    driver.sign_in()
    driver.note("sell")
    driver.scan(driver.codes[0], driver.lines())
    driver.note("scanned")
    driver.clear()
