"""A thread beside the window that reads: what takes longer than a turn of the window, or may."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from app.domain.errors import FaultError

T = TypeVar("T")


class Beside:
    """One piece of work after the other, as they were asked for; the thread is started when it is first needed.

    Args:
        name: of the thread.
        done: called on the thread when it ends, to give up what belongs to it, such as its connection.
    """

    def __init__(self, name: str, done: Callable[[], None]) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._done = done
        self._used = False

    def run(self, job: Callable[[], T]) -> Future[T]:
        """Run a job there.

        Raises (in the future):
            FaultError: ``db.closed``: the program is ending.
        """
        try:
            future = self._pool.submit(job)
        except RuntimeError:
            ended: Future[T] = Future()
            ended.set_exception(FaultError("db.closed"))
            return ended
        self._used = True
        return future

    def close(self) -> None:
        """End the thread; what is under way is finished first."""
        if self._used:
            self._pool.submit(self._done)
        self._pool.shutdown()
