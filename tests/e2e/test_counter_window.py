"""The counter itself: a real process in a real window, a scanner that types, ibus-chewing switched to Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from app import bootstrap
from app.config import Config
from app.services.cart import restore
from tests.e2e.screen import Screen, until

ROOT = Path(__file__).resolve().parents[2]
CODES = ["4710000000011", "4710000000028", "4710000000035", "4710000000042", "4710000000059"] * 4
#: Times that a code is scanned again which a busy machine typed slower than any scanner.
TRIES = 10


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The demo shop with an open shift."""
    folder = tmp_path_factory.mktemp("counter")
    config = Config(folder / "data", folder / "keys", "file", plain=True)
    terminal = bootstrap.open_demo(config)
    bootstrap.load_demo(terminal)
    terminal.shifts.open(terminal.desk.ids.mint(), 3_000, "S03").result()
    terminal.close()
    return config


@contextmanager
def counter(screen: Screen, config: Config) -> Iterator[None]:
    """The window on a screen."""
    keys = {"OMO_POS_KEY_DIR": str(config.key_dir), "OMO_POS_KEYRING": "file"}
    place = {"OMO_POS_LOG_DIR": str(config.data_dir.parent / "log"), "PYTHONPATH": str(ROOT)}
    arguments = ["-P", "-m", "app", "window", "--data-dir", str(config.data_dir), "--quiet", "--size", "1280x800"]
    with screen.program(*arguments, **keys, **place):
        until(lambda: screen._ask("xdotool", "search", "--onlyvisible", "--name", "OMO POS") == 0, "the window", 60)
        yield


def read(config: Config, look: Callable[[bootstrap.Beside], Any]) -> Any:
    """Look into the data directory beside the program."""
    with closing(bootstrap.open_beside(config)) as beside:
        return look(beside)


def pieces(config: Config) -> int:
    cart = read(config, lambda beside: restore(beside.reads()))
    return 0 if cart is None else sum(line.quantity.pieces for line in cart.lines)


def receipts(config: Config) -> int:
    return read(config, lambda beside: beside.reads().last_receipt(1))


def scan(screen: Screen, config: Config, code: str, wanted: int) -> None:
    """Scan until the cart on the disk has so many pieces; what a busy machine tore apart is scanned once more."""
    for _ in range(TRIES):
        screen.hands("type", "--delay", "1", f"{code}\n")
        try:
            until(lambda: pieces(config) >= wanted, "the scan in the cart", 3)
        except AssertionError:
            screen.hands("key", "Escape")
            continue
        assert pieces(config) == wanted, "a scan is one piece"
        return
    raise AssertionError(f"{TRIES} times no scan arrived")


def test_twenty_scans_make_one_sale_of_twenty_pieces(chinese_screen: Screen, demo: Config) -> None:
    with counter(chinese_screen, demo):
        who = read(demo, lambda beside: beside.reads().head())
        for _ in range(TRIES):  # the badge, as soon as the window listens
            chinese_screen.hands("type", "--delay", "1", "STAFF-S03\n")
            try:
                until(lambda: read(demo, lambda beside: beside.reads().head()) != who, "the sign-in", 3)
                break
            except AssertionError:
                continue
        for number, code in enumerate(CODES, 1):
            scan(chinese_screen, demo, code, number)
        chinese_screen.hands("key", "F12")
        for _ in range(TRIES):
            chinese_screen.hands("key", "F12")
            try:
                until(lambda: receipts(demo) == 1, "the sale", 3)
                break
            except AssertionError:
                continue
        assert receipts(demo) == 1
    report = read(demo, lambda beside: beside.verify())
    assert report.ok
    assert report.counts["sale.completed"] == 1
