"""The machine's clock and the source of new identities."""

from __future__ import annotations

import os
import time

from app.domain.ids import uuid7
from app.services.ports import Clock


class SystemClock:
    """The machine's time of day; fits the port `Clock`."""

    def now(self) -> int:
        """Microseconds since 1970, UTC."""
        return time.time_ns() // 1_000


class RandomIds:
    """UUIDv7 from a clock and the system's randomness; fits the port `IdSource`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def mint(self) -> str:
        """A new identity."""
        return uuid7(self._clock.now() // 1_000, os.urandom(10))
