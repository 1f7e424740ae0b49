"""What is done every so often beside the selling, such as copies, each on a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.services.ports import Clock

#: Seconds until what failed (a full disk, a stick that is not there) is tried again.
RETRY_S = 300


def due_in(last_s: int | None, every_s: int, now_s: int) -> int:
    """Seconds until the next time: none when there never was one, or when the clock ran backwards past the last."""
    if last_s is None or last_s > now_s:
        return 0
    return max(0, last_s + every_s - now_s)


class Schedule:
    """Does something every so often while the program runs.

    Args:
        name: of its thread.
        act: what is done; its errors are kept for the status bar and never stop the schedule.
        last_s: when it was done last, in seconds since 1970 UTC; None for never.
        every_s: seconds from one time to the next.
    """

    def __init__(self, name: str, act: Callable[[], object], last_s: int | None, every_s: int, clock: Clock) -> None:
        self._act = act
        self._last_s = last_s
        self._every_s = every_s
        self._clock = clock
        self._failure: Exception | None = None
        self._tried = 0
        self._state = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def failure(self) -> Exception | None:
        """Why the last attempt failed, an `AppError` unless it is a bug; None if it did not."""
        with self._state:
            return self._failure

    def wait_tried(self, count: int, timeout_s: int) -> bool:
        """Wait until so many attempts were made since the start; False when the time is up."""
        with self._state:
            return self._state.wait_for(lambda: self._tried >= count, timeout_s)

    def close(self) -> None:
        """End the schedule; what is under way is finished first."""
        with self._state:
            self._closing = True
            self._state.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while True:
            pause = RETRY_S if self._failure else due_in(self._last_s, self._every_s, self._now_s())
            with self._state:
                if self._closing or self._state.wait_for(lambda: self._closing, pause):
                    return
            failure: Exception | None = None
            try:
                self._act()
            except Exception as error:  # noqa: BLE001 - a bug in one attempt ends no schedule; it is kept, to be seen
                failure = error
            with self._state:
                self._failure = failure
                self._tried += 1
                if failure is None:
                    self._last_s = self._now_s()
                self._state.notify_all()

    def _now_s(self) -> int:
        return self._clock.now() // 1_000_000
