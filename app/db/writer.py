"""The writer: one thread that owns the one writing connection, and a queue in which sales come first."""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from app.db.archive import Archives
from app.db.connection import Connection, Error, fault, file_of
from app.db.work import SqliteUnitOfWork
from app.domain.errors import FaultError
from app.services.ports import Head, Priority, UnitOfWork

T = TypeVar("T")

#: Transactions after which the log is folded back into the file when nobody waits, and after which even if somebody
#: does: a log that only grows makes every reader slower. Counted here, because asking SQLite costs more than a sale.
FOLD_AFTER = 100
FOLD_NOW_AFTER = 1_000


class Watcher(Protocol):
    """Told of the journal's head after a commit, on the writer's thread: must not wait for anything."""

    def committed(self, head: Head) -> None:
        """The journal now ends here, and the disk holds it."""
        ...

    def sealed(self) -> None:
        """The last entry was a Z, for which nobody at the counter waits: this once it may take its time."""
        ...


@dataclass(order=True)
class _Task:
    priority: int
    place: int
    job: Callable[[Any], Any] | None = field(compare=False)
    future: Future[Any] = field(compare=False)
    raw: bool = field(compare=False, default=False)


class SqliteWriter:
    """Runs jobs one by one, each as one transaction; fits the port `Writer`.

    A future is done only when its transaction is on the disk. A job that fails leaves nothing behind, and the
    next one runs as if it had never been.

    Attributes:
        keep_failure: why the latest autosave was not kept, which nobody waits for; None if it was.
    """

    def __init__(
        self, open_connection: Callable[[], Connection], terminal_id: str, archives: Archives, watcher: Watcher
    ) -> None:
        self._open = open_connection
        self._terminal_id = terminal_id
        self._archives = archives
        self._watcher = watcher
        self._tasks: list[_Task] = []
        self._numbers = itertools.count()
        self._listeners: list[Callable[[], None]] = []
        self._latest: Callable[[UnitOfWork], object] | None = None
        self._wake = threading.Condition()
        self._closing = False
        self.keep_failure: BaseException | None = None
        self._unfolded = 0
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        opened: Future[None] = Future()
        self._opened = opened
        self._thread.start()
        opened.result()

    def write(self, job: Callable[[UnitOfWork], T], priority: Priority = Priority.SALE) -> Future[T]:
        """See `Writer.write`."""
        return self._put(_Task(int(priority), next(self._numbers), job, Future()))

    def on_connection(self, job: Callable[[Connection], T], priority: Priority = Priority.UPKEEP) -> Future[T]:
        """Run a job on the bare connection as one transaction: for this room's own upkeep."""
        return self._put(_Task(int(priority), next(self._numbers), job, Future(), raw=True))

    def on_commit(self, told: Callable[[], None]) -> None:
        """Have it told of each commit that wrote entries, on the writer's thread: it must not wait for anything."""
        self._listeners.append(told)

    def keep_latest(self, job: Callable[[UnitOfWork], object]) -> None:
        """See `Writer.keep_latest`."""
        with self._wake:
            waits = self._latest is not None
            self._latest = job
            if waits or self._closing:
                return
            task = _Task(int(Priority.AUTOSAVE), next(self._numbers), None, Future())
            heapq.heappush(self._tasks, task)
            self._wake.notify()

    def close(self) -> None:
        """Run what is queued, fold the log into the file, and end the thread."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join()

    def _put(self, task: _Task) -> Future[Any]:
        with self._wake:
            if self._closing:
                raise FaultError("db.closed")
            heapq.heappush(self._tasks, task)
            self._wake.notify()
        return task.future

    def _run(self) -> None:
        try:
            connection = self._open()
        except BaseException as error:  # noqa: BLE001 - handed to who opened the writer
            self._opened.set_exception(error)
            return
        self._opened.set_result(None)
        try:
            while (task := self._next(connection)) is not None:
                self._serve(connection, task)
        finally:
            self._give_up()
            self._fold(connection, truncate=True)
            connection.close()

    def _give_up(self) -> None:
        """Leave nobody waiting, should a bug have ended the loop."""
        with self._wake:
            self._closing = True
            left, self._tasks = self._tasks, []
        for task in left:
            if task.future.set_running_or_notify_cancel():
                task.future.set_exception(FaultError("db.closed"))

    def _next(self, connection: Connection) -> _Task | None:
        """The next task; while none waits, the log is folded back."""
        folded = False
        while True:
            with self._wake:
                if self._tasks:
                    return heapq.heappop(self._tasks)
                if self._closing:
                    return None
                if folded:
                    self._wake.wait()
                    folded = False
                    continue
            self._fold(connection)
            folded = True

    def _serve(self, connection: Connection, task: _Task) -> None:
        job = task.job
        if job is None:
            with self._wake:
                job, self._latest = self._latest, None
            if job is None:
                return
        if not task.future.set_running_or_notify_cancel():
            return
        work = SqliteUnitOfWork(connection, self._terminal_id, self._archives)
        try:
            connection.execute("BEGIN IMMEDIATE")
            result = job(connection if task.raw else work)  # type: ignore[arg-type]
            connection.execute("COMMIT")
        except BaseException as error:  # noqa: BLE001 - whatever it was goes to who asked for the job
            _roll_back(connection)
            said = fault(error, file_of(connection)) if isinstance(error, Error) else error
            if task.job is None:
                self.keep_failure = said
            task.future.set_exception(said)
            return
        if task.job is None:
            self.keep_failure = None
        if work.opened_cart:
            with self._wake:
                self._latest = None
        self._unfolded += 10 if task.raw else 1  # upkeep writes many pages
        try:
            if work.last is not None:
                self._watcher.committed(Head(work.last.epoch, work.last.seq, work.last.hash))
                if work.last.kind == "shift.closed":
                    self._watcher.sealed()
                for told in self._listeners:
                    told()
        finally:
            task.future.set_result(result)  # it is on the disk, whatever became of its anchor
        self._fold(connection, FOLD_NOW_AFTER)

    def _fold(self, connection: Connection, after: int = FOLD_AFTER, *, truncate: bool = False) -> None:
        """Move the log's pages into the file. A full disk or a reader in the way only puts it off."""
        try:
            if truncate:
                connection.execute("PRAGMA busy_timeout=0")  # the end waits for nobody who reads beside
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            elif self._unfolded >= after:
                self._unfolded = 0
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except Error:
            return


def _roll_back(connection: Connection) -> None:
    if connection.in_transaction:
        try:
            connection.execute("ROLLBACK")
        except Error:  # the transaction is gone already, as after a full disk
            return
