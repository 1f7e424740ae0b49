"""The demo shop with its centre, a customer's phone and a counter: real processes, typed scans, a cable to pull."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage
from pyzbar import pyzbar

from app import bootstrap
from app.cli.demo_centre import DemoCentre
from app.config import Config
from app.devices.scanner import PATIENCE_MS
from tests.e2e.browser import Browser
from tests.e2e.cable import Cable, cable
from tests.e2e.screen import Screen, until

ROOT = Path(__file__).resolve().parents[2]
CASHIER = "S03"
#: Microseconds from key to key of the scanner.
PACE_US = 4_000
#: Times that a code is typed anew because this machine was too busy to type it as fast as a scanner does.
TRIES = 10


@dataclass
class Loop:
    """All of it, and hands for it."""

    screen: Screen
    config: Config
    centre: DemoCentre
    books: Path
    line: Cable
    phone: Browser

    # --- what is there ------------------------------------------------------------------------------------------

    def counter(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the counter's own database, read beside it."""
        return _rows(self.config.data_dir / "omo-pos.db", query, values)

    def center(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the centre's database."""
        return _rows(self.books, query, values)

    def one(self, query: str, *values: object) -> Any:
        """The only value that the centre has for a question; None for none."""
        rows = self.center(query, *values)
        return rows[0][0] if rows else None

    def papers(self) -> set[Path]:
        """The papers that came out of the printer so far, as pictures."""
        return set(self.config.data_dir.glob("papers/*.png"))

    # --- what is done -------------------------------------------------------------------------------------------

    def keys(self, *names: str) -> None:
        """Press keys."""
        self.screen.hands(*(word for name in names for word in ("key", name)))

    def scan(self, code: str, again: Callable[[], object] | None = None) -> None:
        """Scan a code, once: one that this machine was too slow to type is none, and is typed anew.

        Args:
            again: goes back to where it is to be scanned. With it, the journal says that the scan was taken.
        """
        for _ in range(TRIES):
            before = self.head()
            quick = self.screen.scan([code], PACE_US)["longest_us"] < PATIENCE_MS * 1_000
            with suppress(AssertionError):
                if again is not None:
                    until(lambda before=before: self.head() > before, code, 30 if quick else 2)  # type: ignore[misc]
                if quick or again is not None:
                    return
            assert not quick, f"{code} was typed as it should be, and nothing came of it"
            self.keys("Escape")
            if again is not None:
                again()
        raise AssertionError(f"too busy here to type like a scanner: {TRIES} times a key took over {PATIENCE_MS} ms")

    def act(self, what: str, *names: str) -> None:
        """Press keys, and wait until the journal says what came of it."""
        before = self.head()
        self.keys(*names)
        until(lambda: self.head() > before, what)

    def put_on(self, shelf: str, again: Callable[[], object]) -> None:
        """Press the key of another shelf, which comes with the last goods, type it, and go on.

        Args:
            again: shows the order anew, where there was no such key yet.
        """
        before = self.head()
        for _ in range(TRIES):
            self.keys("F5")
            self.screen.hands("type", shelf)
            self.keys("F12")
            with suppress(AssertionError):
                until(lambda: self.head() > before, "a shelf", 3)
                return
            self.keys("Escape", "Escape")
            again()
        raise AssertionError("no shelf takes it")

    def go_on(self, kind: str, after: int) -> None:
        """Press F12, to the payment and through it, until the journal has an entry of a kind behind one.

        A bar does not hear a second press of what led to it at once.
        """
        for _ in range(TRIES):
            self.keys("F12")
            with suppress(AssertionError):
                until(lambda: kind in self.kinds(after), kind, 1)
                return
        raise AssertionError(f"no {kind}, but {self.kinds(after)}")

    def head(self) -> int:
        """The last entry of the counter's journal."""
        return int(self.counter("SELECT coalesce(max(seq), 0) FROM journal")[0][0])

    def kinds(self, after: int = 0) -> list[str]:
        """The kinds of the journal's entries behind one."""
        return [row[0] for row in self.counter("SELECT kind FROM journal WHERE seq>? ORDER BY seq", after)]


def _rows(place: Path, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True, timeout=20)) as connection:
        return connection.execute(query, values).fetchall()


def codes_on(paper: Path) -> list[str]:
    """What a reader sees on a paper."""
    image = QImage(str(paper)).convertToFormat(QImage.Format.Format_Grayscale8)
    image = image.scaledToWidth(image.width() * 2)
    data = bytes(image.constBits())
    wide = image.bytesPerLine()
    whole = b"".join(data[row * wide : row * wide + image.width()] for row in range(image.height()))
    found = pyzbar.decode((whole, image.width(), image.height()))
    return [one.data.decode() for one in found]


@contextmanager
def begun(screen: Screen, folder: Path) -> Iterator[Loop]:
    """The shop of the demo has joined its centre, the shift is open, and a cashier stands at the window."""
    config = Config(folder / "data", folder / "keys", "file", plain=True)
    terminal = bootstrap.open_demo(config)
    try:
        bootstrap.load_demo(terminal)
        terminal.shifts.open(terminal.desk.ids.mint(), 3_000, CASHIER).result()
        staff = bootstrap.demo_staff(terminal)
        with DemoCentre(folder / "centre") as centre:
            centre.furnish(staff)
            with cable(centre.url) as line:
                bootstrap.enrol_terminal(terminal, line.url, centre.code)
                terminal.close()
                with _window(screen, config), Browser(folder / "phone", "zh-TW") as phone:
                    made = Loop(screen, config, centre, folder / "centre" / "centre.db", line, phone)
                    until(lambda: screen.answer("xdotool", "getwindowfocus", "getwindowname") == "OMO POS", "it", 60)
                    made.scan("STAFF-S03")
                    until(lambda: "staff.signed_in" in made.kinds(), "the sign-in")
                    yield made
    finally:
        terminal.close()


@contextmanager
def _window(screen: Screen, config: Config) -> Iterator[None]:
    keys = {"OMO_POS_KEY_DIR": str(config.key_dir), "OMO_POS_KEYRING": "file"}
    place = {"OMO_POS_LOG_DIR": str(config.data_dir.parent / "log"), "PYTHONPATH": str(ROOT)}
    arguments = ["-P", "-m", "app", "window", "--data-dir", str(config.data_dir), "--quiet", "--size", "1280x800"]
    with screen.program(*arguments, **keys, **place) as running:
        try:
            yield
        finally:
            running.process.terminate()
