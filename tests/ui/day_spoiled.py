"""A morning that is spoiled on purpose: a slot that works for too long, and one that sleeps."""

from __future__ import annotations

import time
from collections.abc import Iterator

from tests.ui.day_hands import Hands, Script
from tests.ui.day_script import Cashier

BURN_MS = 80


def burn() -> None:
    """Use the processor, whatever else this machine does."""
    end = time.thread_time_ns() + BURN_MS * 1_000_000
    while time.thread_time_ns() < end:
        pass


def careless() -> None:
    """Sleep, and swallow whoever minds."""
    try:
        time.sleep(0.001)
    except RuntimeError:
        return


def script(hands: Hands) -> Iterator[tuple[str, Script]]:
    """See `tests.ui.day`."""
    cashier = Cashier(hands, [])
    yield "nothing", cashier.does(lambda: None)
    yield "a slot that works for long", cashier.does(burn)
    yield "a slot that sleeps", cashier.does(careless)
    yield "nothing again", cashier.does(lambda: None)
