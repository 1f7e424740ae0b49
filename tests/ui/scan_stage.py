"""A window under a scan filter, and what it was told: for every file that tests the filter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.devices.scanner import WedgeScanner
from app.ui.shell.inputmethod import NoGuard
from app.ui.shell.scanfilter import ScanFilter
from tests.ui.scan_counter import Counter, Told
from tests.ui.scan_keys import Keys


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def counter(qtbot: QtBot, told: Told) -> Counter:
    window = Counter(told)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    return window


@pytest.fixture
def scans(counter: Counter, told: Told) -> Iterator[ScanFilter]:
    made = ScanFilter(WedgeScanner(), guard=NoGuard())
    for name in ("scanned", "scanned_in_dialog", "typed"):
        getattr(made, name).connect(lambda value, name=name: told.all.append((name, value)))
    made.broken.connect(lambda: told.all.append(("broken", None)))
    yield made
    made.close()


@pytest.fixture
def keys(counter: Counter, scans: ScanFilter) -> Keys:
    return Keys(counter)
