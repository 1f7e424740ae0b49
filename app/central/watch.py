"""The watch: who waits for changes is told that there are some, whichever process made them.

One thread of a process watches for all who wait in it. On PostgreSQL it listens on a connection of its own; a change
is announced after its commit, on another connection, never within the transaction. On SQLite it asks the file's
version. Both look at the feed's heads besides, so an announcement that was lost comes late, but it comes.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from app.central.feed import CHAIN
from app.central.tables import feed
from app.domain.errors import FaultError

#: Under which PostgreSQL passes announcements on.
_CHANNEL = "omo_pos_feed"
#: Seconds between two looks at a SQLite file, and at the heads in PostgreSQL; and after a connection was lost.
_SQLITE_S, _POSTGRES_S, _AGAIN_S = 0.25, 2.0, 1.0
#: Who may wait in one process.
MOST = 4_000
_log = logging.getLogger("omo_pos.central")


def of_terminal(terminal_id: str) -> str:
    """The name under which one terminal alone is woken: its rights changed."""
    return f"terminal/{terminal_id}"


class Ear:
    """One who waits, on its own event loop.

    Attributes:
        in_doubt: since somebody looked last, there was something that concerns its own rights, or may.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, scopes: frozenset[str], own: str) -> None:
        self._loop = loop
        self._event = asyncio.Event()
        self._own = own
        self.scopes = scopes | {own}
        self.is_shut = False
        self.in_doubt = False

    def wake(self, scopes: frozenset[str] | None = None) -> None:
        """From any thread: there is something.

        Args:
            scopes: whose feed it is in; None where nobody knows.
        """
        if scopes is None or self._own in scopes:
            self.in_doubt = True
        with contextlib.suppress(RuntimeError):  # its loop has ended, and so has who waited
            self._loop.call_soon_threadsafe(self._event.set)

    def shut(self) -> None:
        """From any thread: nothing will be heard any more."""
        self.is_shut = True
        self.wake()

    async def wait(self, most_s: float) -> bool:
        """Whether something was heard within so many seconds."""
        try:
            async with asyncio.timeout(most_s):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True


class Watch:
    """Tells those who wait. Its threads start with the first who waits, and the first change."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._ears: dict[str, Ear] = {}
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._unsaid: set[str] = set()
        self._has_unsaid = threading.Event()
        self._is_postgres = engine.dialect.name == "postgresql"

    def listen(self, terminal_id: str, store: str, loop: asyncio.AbstractEventLoop) -> Ear:
        """Begin to wait. A terminal waits once: an earlier connection of it, half open perhaps, is shut.

        Raises:
            FaultError: ``central.busy``: too many wait in this process.
        """
        ear = Ear(loop, frozenset({CHAIN, store}), of_terminal(terminal_id))
        with self._lock:
            if self._stop.is_set() or (len(self._ears) >= MOST and terminal_id not in self._ears):
                raise FaultError("central.busy")
            before = self._ears.get(terminal_id)
            self._ears[terminal_id] = ear
            self._start("watch", self._watch_postgres if self._is_postgres else self._watch_sqlite)
        if before is not None:
            before.shut()
        return ear

    def leave(self, terminal_id: str, ear: Ear) -> None:
        """End waiting."""
        with self._lock:
            if self._ears.get(terminal_id) is ear:
                del self._ears[terminal_id]

    def tell(self, scopes: frozenset[str]) -> None:
        """After a commit: wake who waits here, and have the other processes told."""
        self._wake(scopes)
        if self._is_postgres:
            with self._lock:
                if self._stop.is_set():
                    return
                self._unsaid |= scopes
                self._start("announce", self._announce)
            self._has_unsaid.set()

    def close(self) -> None:
        """Shut every ear and end the threads."""
        self._stop.set()
        self._has_unsaid.set()
        with self._lock:
            ears, threads = list(self._ears.values()), list(self._threads)
        for ear in ears:
            ear.shut()
        for thread in threads:
            thread.join(10)

    def _start(self, name: str, run: Callable[[], None]) -> None:
        if not any(thread.name == name for thread in self._threads):
            self._threads.append(threading.Thread(target=run, name=name, daemon=True))
            self._threads[-1].start()

    def _wake(self, scopes: frozenset[str]) -> None:
        with self._lock:
            heard = [ear for ear in self._ears.values() if ear.scopes & scopes]
        for ear in heard:
            ear.wake(scopes)

    def _wake_all(self) -> None:
        """What came before the watch began, or while its connection was lost, nobody was told."""
        with self._lock:
            heard = list(self._ears.values())
        for ear in heard:
            ear.wake()

    def _wake_moved(self, before: dict[str, int], now: dict[str, int]) -> dict[str, int]:
        """Wake those whose feed has another head than before; the heads now."""
        if moved := {scope for scope, head in now.items() if before.get(scope, 0) != head}:
            self._wake(frozenset(moved))
        return now

    def _watch_sqlite(self) -> None:
        def watch(connection: Connection) -> None:
            heads, version = _heads(connection), None
            self._wake_all()
            while not self._stop.wait(_SQLITE_S):
                found = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
                if found != version:
                    version, heads = found, self._wake_moved(heads, _heads(connection))

        self._for_ever(watch)

    def _watch_postgres(self) -> None:
        def watch(connection: Connection) -> None:
            connection.exec_driver_sql(f"LISTEN {_CHANNEL}")
            heads, due = _heads(connection), monotonic() + _POSTGRES_S
            self._wake_all()
            driver: Any = connection.connection.driver_connection
            while not self._stop.is_set():
                for heard in driver.notifies(timeout=_SQLITE_S, stop_after=1):  # to its end, or some are lost
                    self._wake(frozenset([heard.payload]))
                if monotonic() >= due:
                    heads, due = self._wake_moved(heads, _heads(connection)), monotonic() + _POSTGRES_S

        self._for_ever(watch)

    def _announce(self) -> None:
        def announce(connection: Connection) -> None:
            while not self._stop.is_set():
                self._has_unsaid.wait()
                self._has_unsaid.clear()
                with self._lock:
                    scopes, self._unsaid = self._unsaid, set()
                notify(connection, frozenset(scopes))

        self._for_ever(announce)

    def _for_ever(self, work: Callable[[Connection], None]) -> None:
        """Work on a connection that no pool counts; on another one once it breaks."""
        while not self._stop.is_set():
            try:
                with alone(self._engine) as connection:
                    work(connection)
            except Exception as error:  # noqa: BLE001 - whatever it was: the watch goes on
                if not isinstance(error, SQLAlchemyError) and not self._stop.is_set():
                    _log.warning("the watch begins again after %s", type(error).__name__)
                self._stop.wait(_AGAIN_S)


@contextlib.contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """A connection of one's own, in no transaction."""
    own = create_engine(engine.url, poolclass=NullPool, module=engine.dialect.dbapi, hide_parameters=True)
    try:
        with own.connect() as plain, plain.execution_options(isolation_level="AUTOCOMMIT") as connection:
            yield connection
    finally:
        own.dispose()


def notify(connection: Connection, scopes: frozenset[str]) -> None:
    """Announce changes to every process; on a connection in no transaction. SQLite needs none."""
    if connection.dialect.name == "postgresql":
        for scope in sorted(scopes):
            connection.execute(text("SELECT pg_notify(:channel, :scope)"), {"channel": _CHANNEL, "scope": scope})


def _heads(connection: Connection) -> dict[str, int]:
    """How many transactions each scope's feed has had: it grows with each, also one without a change."""
    return {str(scope): int(commits) for scope, commits in connection.execute(select(feed.c.scope, feed.c.commits))}
