"""The guard of the GUI thread: finds what would make the window wait, for tests and for runs that look for it.

Nothing of this is on at a counter. `install` comes before the database is opened, since only connections made after
it are watched; `forbid` is on while the window lives. A forbidden call raises where it is made, so that its traceback
names the offender, and is kept in `findings`, in case somebody swallows the error.

How each is found: by Python's audit events where there are some (sockets, programs, files, and devices, which are
files); by standing in for the function where there are none (sleep, fsync, select, the waits of threading and
futures, a socket's reads and writes, the database's statements). The waiting for a plain lock, or inside a library,
is seen only from outside: by a thread that looks whether the GUI thread stays at one place, asleep.
"""

from __future__ import annotations

import concurrent.futures
import os
import re
import select
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from PySide6.QtCore import QAbstractEventDispatcher

from app.db.connection import Connection
from app.domain.frozen import frozen

#: Milliseconds that the GUI thread may stay asleep at one place.
STUCK_MS = 250
#: Looks that the watch takes meanwhile.
LOOKS = 5
#: Audit events that stand for waiting, whatever their arguments are.
_WAITING = frozenset(
    "socket.connect socket.bind socket.getaddrinfo socket.gethostbyname socket.gethostbyaddr socket.sendto "
    "socket.sendmsg subprocess.Popen os.system os.posix_spawn os.exec os.fork os.rename os.remove os.mkdir os.rmdir "
    "os.truncate os.link os.symlink fcntl.flock fcntl.lockf shutil.copyfile shutil.move shutil.rmtree".split()
)
_SOCKET_CALLS = ("accept", "recv", "recv_into", "recvfrom", "send", "sendall")
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: Devices that answer at once.
_HARMLESS_DEVICES = frozenset({"/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"})
_REMARK = re.compile(r"\s*(--[^\n]*\n|/\*.*?\*/)", re.DOTALL)
_WORD = re.compile(r"\s*(\w+)")
_WRITERS = frozenset("INSERT UPDATE DELETE REPLACE CREATE DROP ALTER VACUUM REINDEX ANALYZE SAVEPOINT".split())
_WITHIN = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
_LOCKING = re.compile(r"\s*(BEGIN\s+(IMMEDIATE|EXCLUSIVE)|PRAGMA\s+\w*\.?wal_checkpoint)\b", re.IGNORECASE)


class BlockedError(RuntimeError):
    """The GUI thread was about to wait for something."""


@frozen
class Finding:
    """One forbidden act.

    Attributes:
        act: what was done.
        stack: where, innermost last.
    """

    act: str
    stack: str

    def __str__(self) -> str:
        return f"{self.act}\n{self.stack}"


def writes(statement: str) -> bool:
    """Whether an SQL statement writes, or takes the lock to do so."""
    while remark := _REMARK.match(statement):
        statement = statement[remark.end() :]
    word = _WORD.match(statement)
    first = word[1].upper() if word else ""
    if first == "WITH":
        return bool(_WITHIN.search(statement))
    return first in _WRITERS or bool(_LOCKING.match(statement))


def ends(statement: str) -> bool:
    """Whether an SQL statement puts a transaction on the disk."""
    word = _WORD.match(statement)
    return word is not None and word[1].upper() in {"COMMIT", "END"}


class GuiGuard:
    """Watches one thread, the one that makes it.

    Attributes:
        findings: what was forbidden and done all the same, in order.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._thread = threading.get_ident()
        self._forbids = 0
        self._replaced: list[tuple[object, str, object]] = []
        self._watch: _Watch | None = None

    # --- on and off ---------------------------------------------------------------------------------------------

    def install(self) -> None:
        """Stand in for what has no audit event, and watch the connections that are opened from now on."""
        global _installed  # noqa: PLW0603 - an audit hook is for ever, so there is one, which asks who is in charge
        if _installed is not None:
            raise RuntimeError("the GUI thread is guarded already")
        if not _hooked:
            sys.addaudithook(_audit)
            _hooked.append(True)
        _installed = self
        self._stand_in(time, "sleep", lambda *_, **__: "time.sleep")
        self._stand_in(os, "fsync", lambda *_: "os.fsync")
        if hasattr(os, "fdatasync"):
            self._stand_in(os, "fdatasync", lambda *_: "os.fdatasync")
        self._stand_in(select, "select", _selects)
        for name in _SOCKET_CALLS:
            self._stand_in(socket.socket, name, lambda one, *_, name=name, **__: _socket_waits(one, name))
        for name in ("result", "exception"):
            self._stand_in(concurrent.futures.Future, name, _future_waits)
        self._stand_in(threading.Thread, "join", _join_waits)
        self._stand_in(threading.Condition, "wait", _condition_waits)
        self._watch_database()

    def remove(self) -> None:
        """Put everything back; connections that are open stay watched, and nobody is told."""
        global _installed  # noqa: PLW0603
        for owner, name, original in reversed(self._replaced):
            if original is _INHERITED:
                delattr(owner, name)
            else:
                setattr(owner, name, original)
        self._replaced.clear()
        _installed = None

    @contextmanager
    def forbid(self, *, stuck_ms: int = STUCK_MS) -> Iterator[None]:
        """Forbid waiting within; at its end, what was found and swallowed is raised.

        Raises:
            BlockedError: also for what `stuck_ms` showed from outside; it names every finding.
        """
        before = len(self.findings)
        self._watch = _Watch(self, stuck_ms)
        self._forbids += 1
        try:
            yield
        finally:
            self._forbids -= 1
            self._watch.stop()
        if found := self.findings[before:]:
            raise BlockedError("\n\n".join(map(str, found)))

    @contextmanager
    def allow(self) -> Iterator[None]:
        """Let it be within: what a test itself does in the GUI thread."""
        before, self._forbids = self._forbids, 0
        try:
            yield
        finally:
            self._forbids = before

    @property
    def is_forbidding(self) -> bool:
        """Whether a wait of this thread would be a finding now."""
        return self._forbids > 0 and threading.get_ident() == self._thread

    def found(self, act: str) -> None:
        """Keep a finding of this thread.

        Raises:
            BlockedError: always.
        """
        self.findings.append(Finding(act, "".join(traceback.format_stack()[:-1])))
        raise BlockedError(f"{act} in the GUI thread")

    # --- standing in --------------------------------------------------------------------------------------------

    def _stand_in(self, owner: type | ModuleType, name: str, act_of: Callable[..., str]) -> None:
        """Replace a function by one that asks first; ``act_of`` says what it is, or "" where it does not wait."""
        original = getattr(owner, name)
        self._replaced.append((owner, name, owner.__dict__.get(name, _INHERITED)))

        def asking(*given: object, **named: object) -> object:
            if self.is_forbidding and (act := act_of(*given, **named)):
                self.found(act)
            return original(*given, **named)

        setattr(owner, name, asking)

    def _watch_database(self) -> None:
        library: Any = sys.modules[Connection.__module__]

        def check(connection: object, statement: str) -> None:
            if not self.is_forbidding:
                return
            if writes(statement) or (ends(statement) and not reads_only(connection)):
                self.found(f"a database write: {' '.join(statement.split())[:200]}")

        def reads_only(connection: object) -> bool:
            asking = library.Connection.cursor(connection)
            return bool(asking.execute("PRAGMA query_only").fetchone()[0])

        watched, original = self._watched(library, check), library.connect
        self._replaced.append((library, "connect", original))
        library.connect = lambda *given, **named: original(*given, **{"factory": watched, **named})

    @staticmethod
    def _watched(library: Any, check: Callable[[object, str], None]) -> type:  # noqa: ANN401 - a module of C
        """A connection that says what it is asked before it does it."""

        class WatchedCursor(library.Cursor):  # type: ignore[misc]
            def execute(self, statement: str, *given: object) -> object:
                check(self.connection, statement)
                return super().execute(statement, *given)

            def executemany(self, statement: str, *given: object) -> object:
                check(self.connection, statement)
                return super().executemany(statement, *given)

            def executescript(self, script: str) -> object:
                for statement in script.split(";"):
                    check(self.connection, statement)
                return super().executescript(script)

        class WatchedConnection(library.Connection):  # type: ignore[misc]
            def cursor(self, factory: type = WatchedCursor) -> object:
                return super().cursor(factory)

            def backup(self, *given: object, **named: object) -> object:
                check(self, "VACUUM")
                return super().backup(*given, **named)

            def commit(self) -> None:
                check(self, "COMMIT")
                super().commit()

        return WatchedConnection


class _Watch(threading.Thread):
    """Looks at the GUI thread from outside: whether it stays at one place, asleep, and is not idle."""

    def __init__(self, guard: GuiGuard, stuck_ms: int) -> None:
        super().__init__(name="gui-watch", daemon=True)
        self._guard = guard
        self._watched = threading.get_ident()
        self._state = Path(f"/proc/self/task/{threading.get_native_id()}/stat")
        self._stuck_ms = stuck_ms
        self._over = threading.Lock()
        self._over.acquire()
        self._idle: tuple[int, int] | None = None
        self._dispatcher = QAbstractEventDispatcher.instance()
        self._dispatcher.aboutToBlock.connect(self._note_idle)
        self.start()

    def _note_idle(self) -> None:
        """The loop waits for events: whoever called it is where an idle GUI thread stays."""
        self._idle = _place(sys._getframe(1))  # noqa: SLF001

    def _is_asleep(self) -> bool:
        """Whether it waits for something. One that only waits for its turn on a busy machine does not."""
        try:
            return self._state.read_text(encoding="ascii", errors="replace").rpartition(") ")[2][:1] != "R"
        except OSError:
            return True  # not on this system: staying at one place has to do

    def run(self) -> None:
        """Look several times within each allowed span: one look says nothing, for all may have stood still."""
        last: tuple[int, int] | None = None
        looks = 0
        while not self._over.acquire(timeout=self._stuck_ms / 1_000 / LOOKS):
            # No frame is kept, not even for a moment: it would keep what its function lets go, such as a painter.
            here = _place(sys._current_frames().get(self._watched))  # noqa: SLF001
            if here != last or here == self._idle or not self._is_asleep():
                last, looks = here, 0
                continue
            looks += 1
            if looks == LOOKS and self._guard._forbids:  # noqa: SLF001
                stack = "".join(traceback.format_stack(sys._current_frames().get(self._watched)))  # noqa: SLF001
                self._guard.findings.append(Finding(f"stuck for more than {self._stuck_ms} ms", stack))

    def stop(self) -> None:
        """Look no more."""
        self._dispatcher.aboutToBlock.disconnect(self._note_idle)
        self._over.release()
        with self._guard.allow():
            self.join()


_INHERITED = object()
_hooked: list[bool] = []
_installed: GuiGuard | None = None


def _audit(event: str, given: tuple[Any, ...]) -> None:
    guard = _installed
    if guard is None or not guard.is_forbidding:
        return
    if event in _WAITING:
        guard.found(event)
    if event == "open" and (act := _open_waits(*given)):
        guard.found(act)


def _open_waits(path: object, mode: object, flags: object) -> str:
    if not isinstance(path, str | bytes | os.PathLike):
        return ""  # a descriptor that is open already
    name = os.fsdecode(path)
    if "__pycache__" in name:  # an import that is late on purpose leaves its compiled form there
        return ""
    if name.startswith("/dev/") and name not in _HARMLESS_DEVICES:
        return f"a device: {name}"
    if isinstance(mode, str):
        written = bool(set(mode) & set("wax+"))
    else:
        written = bool(flags & _WRITE_FLAGS) if isinstance(flags, int) else False
    return f"a file written: {name}" if written and name not in _HARMLESS_DEVICES else ""


def _selects(_reading: object, _writing: object, _failing: object, timeout: float | None = None) -> str:
    return "" if timeout is not None and timeout <= 0 else "select.select"


def _socket_waits(one: socket.socket, name: str) -> str:
    return "" if one.gettimeout() == 0 else f"socket.{name}"


def _condition_waits(_condition: threading.Condition, timeout: float | None = None) -> str:
    caller = sys._getframe(2).f_back  # noqa: SLF001 - behind the function that stands in, and Event.wait
    if caller is not None and caller.f_code is threading.Thread.start.__code__:
        return ""  # a thread that begins says so at once
    return "" if timeout is not None and timeout <= 0 else "a wait for another thread"


def _future_waits(future: concurrent.futures.Future[object], timeout: float | None = None) -> str:  # noqa: ARG001
    return "" if future.done() else "a wait for a future"


def _join_waits(thread: threading.Thread, timeout: float | None = None) -> str:  # noqa: ARG001
    return f"a wait for the thread {thread.name}" if thread.is_alive() else ""


def _place(frame: FrameType | None) -> tuple[int, int]:
    return (id(frame), frame.f_lasti) if frame is not None else (0, 0)
