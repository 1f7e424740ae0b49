"""A tour of the counter: half an hour at the till, driven by keys and scans, with pictures on the way.

For a machine without a display, where the demo shows on paper what a cashier would see.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.errors import FaultError
from app.ui.shell.window import Window

Key = Qt.Key
#: Nothing at the counter takes as long as this, in seconds.
PATIENCE = 60
#: What customers bring, by barcode; and with what they pay: a note, a card, or what it comes to.
CUSTOMERS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("4710000000011", "4710000000011", "4710000000110"), "note"),
    (("4710000000028",), "exact"),
    (("4710000000035", "4710000000042", "4710000000059", "4710000000066"), "card"),
    (("4710000000073", "4710000000080"), "note"),
    (("3*4710000000011",), "exact"),
    (("4710000000097", "4710000000103", "4710000000110", "4710000000127"), "note"),
)


class Tour:
    """Drives a window that is not seen.

    Args:
        out: where the pictures go.
        badge: of the cashier.
    """

    def __init__(self, window: Window, out: Path, badge: str) -> None:
        self._window = window
        self._out = out
        self._badge = badge
        self._pictures: list[Path] = []

    def run(self) -> list[Path]:
        """Go through the half hour; the pictures that were taken.

        Raises:
            FaultError: ``tour.stuck``: the counter did not get where it should.
        """
        self._snap("lock")
        self._scan(self._badge)
        self._until("sign-in", lambda: self._window.place.session.person is not None)
        self._open_shift()
        self._snap("sell")
        for number, (codes, pays) in enumerate(CUSTOMERS, 1):
            self._serve(number, codes, pays)
        self._search()
        self._hold()
        for name in ("sales", "shift"):
            self._window.shell.go(name)
            self._settle()
            self._snap(name)
        self._window.shell.lock()
        self._settle()
        return self._pictures

    def _open_shift(self) -> None:
        place = self._window.place
        if place.counter.reads().open_shift() is not None:
            return
        self._window.shell.go("shift")
        self._settle()
        for figure in ("0", "2", "2", "0", "10", "4", "0", "20", "10", "50"):
            self._press(*figure, Key.Key_Return)
        self._snap("shift-open")
        self._press(Key.Key_F12)
        self._until("shift", lambda: place.counter.reads().open_shift() is not None)
        self._window.shell.go("sell")
        self._settle()

    def _serve(self, number: int, codes: tuple[str, ...], pays: str) -> None:
        place = self._window.place
        before = self._receipts()
        for code in codes:
            self._scan(code)
        if number == 1:
            self._press(Key.Key_Down)
            self._snap("line")
        self._press(Key.Key_F12)
        self._until("pay", lambda: self._window.shell.name == "pay")
        if pays == "card":
            self._press(Key.Key_F2, Key.Key_Return)
            self._press(*"482913")
        elif pays == "note":
            self._press(*"1000")
        if number in {1, 3}:
            self._snap(f"pay-{pays}")
        self._press(Key.Key_Return)  # heard at once; F12 is not in the moment after it led here
        self._until("sale", lambda: self._receipts() > before and not place.payment.is_busy)
        self._until("complete", lambda: self._window.shell.name == "complete")
        if number in {1, 3}:
            self._snap(f"complete-{pays}")

    def _receipts(self) -> int:
        reads = self._window.place.counter.reads()
        head = reads.head()
        return reads.last_receipt(head.epoch if head else 0)

    def _search(self) -> None:
        self._window.shell.go("sell")
        self._settle()
        self._window.shell.typed("g")
        self._settle()
        self._snap("search")
        self._press(Key.Key_Escape)

    def _hold(self) -> None:
        parking = self._window.place.counter
        self._scan("4710000000011")
        self._press(Key.Key_F5)
        self._until("hold", lambda: bool(parking.reads().parked_carts()))

    # --- the hand that presses ----------------------------------------------------------------------------------

    def _scan(self, code: str) -> None:
        self._window.shell.scanned(code)
        self._settle()

    def _press(self, *keys: Key | str) -> None:
        for key in keys:
            self._window.activateWindow()
            focused: QWidget | None = self._window.focusWidget()
            target = self._window if focused is None else focused
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            else:
                QTest.keyClick(target, key)
            self._settle()

    def _settle(self) -> None:
        self._until("rest", lambda: self._window.place.bridge.is_idle)
        QApplication.processEvents()

    def _until(self, what: str, done: Callable[[], bool]) -> None:
        for _ in _turns():
            if done():
                return
        raise FaultError("tour.stuck", at=what)

    def _snap(self, name: str) -> None:
        for _ in range(3):
            QApplication.processEvents()
        path = self._out / f"{len(self._pictures) + 1:02d}-{name}.png"
        self._window.grab().save(str(path))
        self._pictures.append(path)


def _turns() -> Iterator[None]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        QApplication.processEvents()
        yield
