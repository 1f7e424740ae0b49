"""The meter of the GUI thread: how much processor time each turn of its loop took, and the worst of them.

A turn is all that the loop does between two times that it looks for events. Waiting costs no processor time, so
whether a turn's wait is counted to it or to the next is all one; what other threads and programs use is not counted.
It costs two calls a turn and is on at a counter, too. With `detail` it also names the events of a turn, for which it
sees every event of the program: only for tests and measurements.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QObject

#: Worst turns that are kept.
KEEP = 10
#: Events that are named of each, those that took longest.
NAMED = 5


@dataclass(order=True, frozen=True, slots=True)
class Turn:
    """One turn.

    Attributes:
        cpu_us: microseconds of the GUI thread's own processor time.
        number: how many turns there were before it.
        events: with `detail`, what it was spent on: type and receiver of an event, and microseconds until the next.
    """

    cpu_us: int
    number: int
    events: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        spent = ", ".join(f"{name} {us / 1_000:.1f}" for name, us in self.events)
        return f"{self.cpu_us / 1_000:.1f} ms" + (f" ({spent})" if spent else "")


class TurnMeter(QObject):
    """Measures the turns of the thread that makes it, from then on."""

    def __init__(self, parent: QObject | None = None, *, detail: bool = False) -> None:
        super().__init__(parent)
        self._detail = detail
        self.reset()
        app = QCoreApplication.instance()
        if app is None:
            raise TypeError("there is no loop to measure")
        self._dispatcher = dispatcher = QAbstractEventDispatcher.instance()
        self._app = app
        # Either may come first in a turn: systems differ in whether they look for events before or after.
        dispatcher.aboutToBlock.connect(self._turned)
        dispatcher.awake.connect(self._turned)
        if detail:
            app.installEventFilter(self)

    def reset(self) -> None:
        """Begin anew: what came before does not count."""
        self.turns = 0
        self.total_us = 0
        self._worst: list[Turn] = []
        self._spent: dict[str, int] = {}
        self._name = "?"
        self._since = self._begun = time.thread_time_ns()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Count nothing of what is done within: the watcher's own work in this thread."""
        self._charge(time.thread_time_ns())
        begun = self._begun
        try:
            yield
        finally:
            self._begun = time.thread_time_ns()
            self._since += self._begun - begun

    @property
    def worst(self) -> list[Turn]:
        """The turns that took longest, longest first."""
        return sorted(self._worst, reverse=True)

    def over(self, limit_ms: int) -> list[Turn]:
        """Those of the worst that took longer than so many milliseconds."""
        return [turn for turn in self.worst if turn.cpu_us > limit_ms * 1_000]

    def close(self) -> None:
        """Measure no more."""
        self._dispatcher.aboutToBlock.disconnect(self._turned)
        self._dispatcher.awake.disconnect(self._turned)
        self._app.removeEventFilter(self)

    def _turned(self) -> None:
        now = time.thread_time_ns()
        cpu_us = (now - self._since) // 1_000
        self._since = now
        self.turns += 1
        self.total_us += cpu_us
        if len(self._worst) < KEEP or cpu_us > self._worst[0].cpu_us:
            self._charge(now)
            turn = Turn(cpu_us, self.turns, self._named())
            (heapq.heappush if len(self._worst) < KEEP else heapq.heapreplace)(self._worst, turn)
        self._spent.clear()
        self._name, self._begun = "?", now

    def _named(self) -> tuple[tuple[str, int], ...]:
        if not self._detail:
            return ()
        longest = sorted(self._spent.items(), key=lambda item: item[1], reverse=True)
        return tuple((name, ns // 1_000) for name, ns in longest[:NAMED])

    def _charge(self, now: int) -> None:
        self._spent[self._name] = self._spent.get(self._name, 0) + now - self._begun
        self._begun = now

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note what the time from here on is spent on; take nothing away."""
        self._charge(time.thread_time_ns())
        self._name = f"{event.type().name} {watched.metaObject().className()}"
        return False
