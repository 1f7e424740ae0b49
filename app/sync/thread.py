"""The sync's threads: one drives the engine, one waits for the centre's events. Nobody waits for either."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from app.domain.errors import AppError
from app.sync.backoff import LONGEST_S, Backoff, asked_for
from app.sync.engine import Engine

#: Seconds that the end of the program waits for a request which was cut.
_END_S = 5.0
#: Too many ask, and none answers just now: whoever says so is there, and says all that is to be known.
_BUSY = frozenset({429, 503})
_log = logging.getLogger("omo_pos.sync")


class Ear(Protocol):
    """What listening needs of the gateway."""

    def listen(self, told: Callable[[], object], alive: Callable[[], object]) -> None:
        """Wait for events until the connection ends."""
        ...

    def hang_up(self) -> None:
        """Cut what is under way."""
        ...

    def close(self) -> None:
        """Give the connections up."""
        ...


class Line(Protocol):
    """The gateway's connections, as they are ended."""

    def hang_up(self) -> None:
        """Cut what is under way."""
        ...

    def close(self) -> None:
        """Give the connections up."""
        ...


class SyncThread:
    """Runs an engine and a listener until it is closed.

    Args:
        line: what the engine talks through.
        ear: what is listened through; used by its own thread.
        chance: a number from 0 to below 1.
        ended: called on each thread as its last thing, as for its reading connection.
    """

    def __init__(
        self, engine: Engine, line: Line, ear: Ear, chance: Callable[[], float], ended: Callable[[], object]
    ) -> None:
        self.engine = engine
        self._line = line
        self._ear = ear
        self._backoff = Backoff(chance)
        self._ended = ended
        self._state = threading.Condition()
        self._closing = False
        self._woken = False
        self._turns = 0
        self._threads = [
            threading.Thread(target=self._run, name="sync", daemon=True),
            threading.Thread(target=self._listen, name="sync-listen", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There is something to send; from any thread, waits for nothing."""
        with self._state:
            self._woken = True
            self._state.notify_all()

    def ask(self) -> None:
        """Somebody wants it now; from any thread."""
        self.engine.ask()
        self.wake()

    def wait_for(self, holds: Callable[[], bool], timeout_s: float) -> bool:
        """Wait until something holds, looked at after each turn; False when the time is up."""
        with self._state:
            return self._state.wait_for(holds, timeout_s)

    def close(self) -> None:
        """End the threads; what is under way is cut, and done again at the next start."""
        with self._state:
            self._closing = True
            self._state.notify_all()
        self._line.hang_up()
        self._ear.hang_up()
        for thread in self._threads:
            thread.join(_END_S)
        self._line.close()
        self._ear.close()

    def _run(self) -> None:
        pause: float | None = 0.0
        while True:
            with self._state:
                self._turns += 1
                self._state.notify_all()
                self._state.wait_for(lambda: self._closing or self._woken, pause)
                self._woken = False
                if self._closing:
                    break
            try:
                pause = self.engine.turn()
            except Exception:  # noqa: BLE001 - a bug in one turn ends no sync: it is logged, and tried again
                _log.exception("the sync met what it does not know")
                pause = LONGEST_S
        self.engine.keep()
        self._ended()

    def _listen(self) -> None:
        """Listen while the engine has the centre; where it is lost, the engine finds it again, not this thread."""
        while self._wait_online():
            asked_s, is_busy = 0, False
            try:
                self._ear.listen(self._told, self._backoff.worked)
            except AppError as error:
                _log.info("listening ended: %s", error)
                asked_s, is_busy = asked_for(error), error.params.get("status") in _BUSY
            except Exception:  # noqa: BLE001 - as above
                _log.exception("listening met what it does not know")
            pause = self._backoff.failed(asked_s)
            if not is_busy:
                self.engine.doubt()
                self.wake()
            with self._state:
                if self._state.wait_for(lambda: self._closing, pause):
                    break
        self._ended()

    def _wait_online(self) -> bool:
        with self._state:
            self._state.wait_for(lambda: self._closing or self.engine.is_online)
            return not self._closing

    def _told(self) -> None:
        self.engine.changed()
        self.wake()
