"""The bridge between the worker threads and the window: what a future holds arrives in the GUI thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

T = TypeVar("T")
_Failed = Callable[[BaseException], None]
_Waiting = tuple[QObject, Callable[[Any], None], _Failed | None, bool]


class Bridge(QObject):
    """Waits for futures without blocking; lives in the GUI thread, where its callbacks run.

    A signal that a worker emits is queued to a slot of this object, never to a plain function: that one would run in
    the worker's thread. The worker knows a number only: were a worker the last to let go of a widget, it would be
    taken apart in that thread.

    Signals:
        failed: an error that nobody who asked handles; the window shows it.
        rested: nothing is waited for any more but what lasts.
    """

    failed = Signal(object)
    rested = Signal()
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: deque[tuple[int, Future[Any]]] = deque()
        self._waiting: dict[int, _Waiting] = {}
        self._asked = 0
        self._lock = threading.Lock()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is waited for."""
        return not self._waiting

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is waited for but what lasts."""
        return all(lasts for *_, lasts in self._waiting.values())

    def then(
        self,
        owner: QObject,
        future: Future[T],
        done: Callable[[T], None],
        failed: _Failed | None = None,
        *,
        lasts: bool = False,
    ) -> None:
        """Have a future's result brought to the GUI thread.

        Args:
            owner: on whose behalf; when it is gone by then, nobody is called.
            done: called with the result.
            failed: called with the error; without it the error goes out by the signal `failed`.
            lasts: it may take long, and what it calls holds nothing of the window, which need not wait for it.
        """
        self._asked += 1
        number = self._asked
        self._waiting[number] = (owner, done, failed, lasts)
        future.add_done_callback(lambda found: self._arrive(number, found))

    def _arrive(self, number: int, found: Future[Any]) -> None:
        """Take a result on the worker's thread."""
        with self._lock:
            self._done.append((number, found))
        self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            number, future = self._done.popleft()
        owner, done, failed, _ = self._waiting.pop(number)
        try:
            if isValid(owner) and not future.cancelled():
                self._call(future, done, failed)
        finally:
            if self.is_at_rest:
                self.rested.emit()

    def _call(self, future: Future[Any], done: Callable[[Any], None], failed: _Failed | None) -> None:
        error = future.exception()
        if error is None:
            done(future.result())
        elif failed is not None:
            failed(error)
        else:
            self.failed.emit(error)
