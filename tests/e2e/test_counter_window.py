"""The counter itself: a real process in a real window, a scanner that types, ibus-chewing switched to Chinese.

A code whose keys came slower than the filter's patience is no scan: a busy machine tore it. The scanner sees that by
its own clock, and only then is a burst typed anew, whole, into an empty cart. One that was typed as it should be and
is not all there is a failure, the first time.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from app import bootstrap
from app.config import Config
from app.devices.scanner import PATIENCE_MS
from app.domain.sales import Filter
from app.services.cart import restore
from tests.e2e.screen import Screen, until

ROOT = Path(__file__).resolve().parents[2]
CODES = ["4710000000011", "4710000000028", "4710000000035", "4710000000042", "4710000000059"] * 4
#: Microseconds from key to key: 20 codes of 13 figures and an Enter in a second.
PACE_US = 1_000_000 // (20 * 14)
#: Times that a burst is typed anew because this machine was too busy to type it as fast as a scanner does.
TRIES = 10
GUARDED, UNGUARDED = "app", "tests.e2e.unguarded"


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
def counter(screen: Screen, config: Config, program: str = GUARDED) -> Iterator[None]:
    """The window on a screen, with the keyboard; somebody has signed in and the cart is empty."""
    keys = {"OMO_POS_KEY_DIR": str(config.key_dir), "OMO_POS_KEYRING": "file"}
    place = {"OMO_POS_LOG_DIR": str(config.data_dir.parent / "log"), "PYTHONPATH": str(ROOT)}
    arguments = ["-P", "-m", program, "window", "--data-dir", str(config.data_dir), "--quiet", "--size", "1280x800"]
    with screen.program(*arguments, **keys, **place) as running:
        until(lambda: screen.answer("xdotool", "getwindowfocus", "getwindowname") == "OMO POS", "the window", 60)
        try:
            sign_in(screen, config)
            put_aside(screen, config)
            yield
        finally:
            running.process.terminate()


def read(config: Config, look: Callable[[bootstrap.Beside], Any]) -> Any:
    """Look into the data directory beside the program."""
    with closing(bootstrap.open_beside(config)) as beside:
        return look(beside)


def head(config: Config) -> Any:
    return read(config, lambda beside: beside.reads().head())


def pieces(config: Config) -> Counter[str]:
    """How many of each code are in the cart on the disk."""
    cart = read(config, lambda beside: restore(beside.reads()))
    return Counter() if cart is None else Counter({line.code: line.quantity.pieces for line in cart.lines})


def receipts(config: Config) -> int:
    return read(config, lambda beside: beside.reads().last_receipt(1))


def last_sale(beside: bootstrap.Beside) -> Counter[str]:
    """How many of each code the last sale sold."""
    reads = beside.reads()
    row = reads.list_sales(Filter(), None, None, 1).rows[0]
    entry = reads.entry(row.sale_id)
    assert entry is not None
    return Counter({one["code"]: one["quantity"]["milli"] // 1_000 for one in json.loads(entry.body)["lines"]})


def typed(screen: Screen, codes: list[str]) -> bool:
    """Type codes; whether the scanner saw all keys of each come as fast as a scanner's."""
    return screen.scan(codes, PACE_US)["longest_us"] < PATIENCE_MS * 1_000


def sign_in(screen: Screen, config: Config) -> None:
    before = head(config)
    for _ in range(TRIES):
        if typed(screen, ["STAFF-S03"]):
            break
        screen.hands("key", "Escape")
    until(lambda: head(config) != before, "the sign-in")


def lock(screen: Screen, config: Config) -> None:
    """Lock the counter, which is journalled: all keys before it have been seen to, and what they did is kept."""
    before = head(config)
    screen.hands("key", "Escape", "key", "ctrl+l")
    until(lambda: head(config) != before, "the lock")


def put_aside(screen: Screen, config: Config) -> None:
    if pieces(config):
        screen.hands("key", "Escape", "key", "F5")
        until(lambda: not pieces(config), "an empty cart")


def burst(screen: Screen, config: Config) -> None:
    """Type all codes as one burst, and once more from the beginning where the scanner saw that it was none."""
    for _ in range(TRIES):
        if typed(screen, CODES):
            return
        lock(screen, config)
        sign_in(screen, config)
        put_aside(screen, config)
    raise AssertionError(f"too busy here to type like a scanner: {TRIES} times a key took over {PATIENCE_MS} ms")


def test_twenty_codes_in_a_second_make_one_sale_of_twenty_pieces(chinese_screen: Screen, demo: Config) -> None:
    sold = receipts(demo)
    with counter(chinese_screen, demo):
        burst(chinese_screen, demo)
        until(lambda: pieces(demo).total() >= len(CODES), "all of them in the cart")
        assert pieces(demo) == Counter(CODES)
        chinese_screen.hands("key", "F12")
        for _ in range(TRIES):  # the bar that led to the payment does not hear a second press of it at once
            chinese_screen.hands("key", "F12")
            try:
                until(lambda: receipts(demo) == sold + 1, "the sale", 1)
                break
            except AssertionError:
                continue
        assert receipts(demo) == sold + 1
    report = read(demo, lambda beside: beside.verify())
    assert report.ok
    assert report.counts["sale.completed"] == sold + 1
    assert read(demo, last_sale) == Counter(CODES)


def test_without_the_guard_the_input_method_eats_the_burst(chinese_screen: Screen, demo: Config) -> None:
    with counter(chinese_screen, demo, UNGUARDED):
        burst(chinese_screen, demo)
        lock(chinese_screen, demo)
        assert pieces(demo).total() < len(CODES)
