"""Backoff: how long to wait after a failure. Chance is handed in."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.errors import AppError

#: Seconds after the first failure, and from where on it is one try a minute at most.
FIRST_S, LONGEST_S = 1.0, 60.0
#: A centre that asks for more patience than this many seconds is asked all the same.
MOST_PATIENCE_S = 15 * 60.0


class Backoff:
    """Doubles from a second to a minute, each time longer by up to a quarter; never shorter than what was asked for.

    Args:
        chance: a number from 0 to below 1.
    """

    def __init__(self, chance: Callable[[], float]) -> None:
        self._chance = chance
        self.failures = 0

    def failed(self, asked_s: float = 0) -> float:
        """Seconds to wait after one more failure.

        Args:
            asked_s: what the centre asked for, 0 for nothing.
        """
        self.failures = min(self.failures + 1, 30)
        plain = min(FIRST_S * float(1 << (self.failures - 1)), LONGEST_S)
        return max(plain * (1 + self._chance() / 4), min(asked_s, MOST_PATIENCE_S))

    def worked(self) -> None:
        """It worked: the next failure is a first one."""
        self.failures = 0


def asked_for(error: AppError) -> int:
    """Seconds of patience that a failure asks for; 0 for none."""
    asked = error.params.get("retry_s", 0)
    return asked if isinstance(asked, int) else 0
