"""The guard of the GUI thread finds what makes the window wait, and lets look-ups pass; the meter finds work."""

from __future__ import annotations

import os
import queue
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.db.connection import Connection, connect_reader, connect_writer
from app.runtime import guard as guards
from app.runtime.guard import BlockedError, GuiGuard, writes
from app.runtime.meter import KEEP, TurnMeter


@pytest.fixture
def guard(qapp: QApplication) -> Iterator[GuiGuard]:
    made = GuiGuard()
    made.install()
    yield made
    made.remove()


@pytest.fixture
def writer(guard: GuiGuard, tmp_path: Path) -> Iterator[Connection]:
    made = connect_writer(tmp_path / "omo-pos.db", None)
    made.execute("CREATE TABLE line (sku TEXT)")
    made.execute("INSERT INTO line VALUES ('A')")
    yield made
    made.close()


@pytest.fixture
def reader(writer: Connection, tmp_path: Path) -> Iterator[Connection]:
    made = connect_reader(tmp_path / "omo-pos.db", None)
    yield made
    made.close()


def listening() -> socket.socket:
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(5)
    return server


def with_socket(act: Callable[[socket.socket], object], kind: int = socket.SOCK_STREAM) -> None:
    with socket.socket(type=kind) as one:
        act(one)


def device() -> None:
    os.close(os.open("/dev/tty", os.O_RDONLY))


WAITS: dict[str, Callable[[Path], object]] = {
    "sleep": lambda _: time.sleep(0.001),
    "fsync": lambda _: os.fsync(1),
    "select": lambda _: select.select([], [], [], 0.001),
    "future": lambda _: Future().result(timeout=0.001),
    "future's error": lambda _: Future().exception(timeout=0.001),
    "event": lambda _: threading.Event().wait(0.001),
    "condition": lambda _: threading.Condition().wait(0.001),
    "queue": lambda _: queue.Queue().get(timeout=0.001),
    "connect": lambda _: with_socket(lambda one: one.connect(("127.0.0.1", 9))),
    "datagram": lambda _: with_socket(lambda one: one.sendto(b"x", ("127.0.0.1", 9)), socket.SOCK_DGRAM),
    "name": lambda _: socket.getaddrinfo("localhost", 80),
    "bind": lambda _: with_socket(lambda one: one.bind(("127.0.0.1", 0))),
    "program": lambda _: subprocess.run([sys.executable, "-c", ""], check=True),
    "system": lambda _: os.system("true"),  # noqa: S605
    "write a file": lambda place: (place / "note").write_text("x", encoding="utf-8"),
    "append to a file": lambda place: (place / "note").open("a", encoding="utf-8").close(),
    "make a file": lambda place: os.close(os.open(place / "note", os.O_CREAT | os.O_WRONLY)),
    "rename": lambda place: os.replace(place / "a", place / "b"),  # noqa: PTH105
    "remove": lambda place: os.remove(place / "a"),  # noqa: PTH107
    "device": lambda _: device(),
}


@pytest.mark.parametrize("name", WAITS)
def test_every_wait_is_found_where_it_is_made(guard: GuiGuard, tmp_path: Path, name: str) -> None:
    with pytest.raises(BlockedError), guard.forbid():
        WAITS[name](tmp_path)
    assert len(guard.findings) == 1
    assert f'"{name}": lambda' in guard.findings[0].stack


@pytest.mark.parametrize("name", WAITS)
def test_another_thread_may_wait(guard: GuiGuard, tmp_path: Path, name: str) -> None:
    def wait() -> None:
        try:
            WAITS[name](tmp_path)
        except (OSError, TimeoutError, queue.Empty, RuntimeError) as error:
            failed.append(error)

    failed: list[Exception] = []
    thread = threading.Thread(target=wait)
    with guard.forbid():
        thread.start()
        with guard.allow():
            thread.join()
    assert guard.findings == []
    assert not any(isinstance(error, BlockedError) for error in failed)


def test_a_socket_that_waits_is_found_and_one_that_does_not_passes(guard: GuiGuard) -> None:
    server = listening()
    with server, socket.create_connection(server.getsockname()) as client, server.accept()[0] as other:
        for act in (lambda: client.recv(1), lambda: client.sendall(b"x"), lambda: client.send(b"x"), server.accept):
            with pytest.raises(BlockedError), guard.forbid():
                act()
        other.setblocking(False)
        with guard.forbid(), pytest.raises(BlockingIOError):
            other.recv(1)
    assert len(guard.findings) == 4


def test_the_end_of_a_thread_is_waited_for_only_while_it_lives(guard: GuiGuard) -> None:
    go = threading.Event()
    thread = threading.Thread(target=go.wait)
    with guard.forbid():
        thread.start()  # a thread that begins is no wait
    with pytest.raises(BlockedError, match="wait for the thread"), guard.forbid():
        thread.join()
    go.set()
    thread.join()
    with guard.forbid():
        thread.join()


def test_what_is_done_already_is_no_wait(guard: GuiGuard) -> None:
    done: Future[int] = Future()
    done.set_result(7)
    fired = threading.Event()
    fired.set()
    with ThreadPoolExecutor(1) as pool:
        with guard.forbid():
            assert done.result() == 7
            assert done.exception() is None
            assert fired.wait()
            later = pool.submit(int, "8")
            assert select.select([], [], [], 0) == ([], [], [])
        assert later.result() == 8


def test_reading_files_and_lazy_imports_pass(guard: GuiGuard, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x", encoding="utf-8")
    with guard.forbid():
        assert (tmp_path / "there").read_text(encoding="utf-8") == "x"
        assert len(os.urandom(4)) == 4
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            nowhere.write("x")


def test_look_ups_pass_and_writes_are_found(guard: GuiGuard, writer: Connection, reader: Connection) -> None:
    with guard.forbid():
        assert reader.execute("SELECT sku FROM line WHERE sku = ?", ("A",)).fetchall() == [("A",)]
        reader.execute("BEGIN")
        assert reader.execute("WITH one AS (SELECT 1) SELECT * FROM one").fetchone() == (1,)
        reader.execute("COMMIT")
        reader.execute("PRAGMA data_version").fetchone()
    forbidden: list[Callable[[], object]] = [
        lambda: writer.execute("INSERT INTO line VALUES (?)", ("B",)),
        lambda: writer.executemany("INSERT INTO line VALUES (?)", [("B",)]),
        lambda: writer.executescript("SELECT 1; DELETE FROM line"),
        lambda: writer.cursor().execute("UPDATE line SET sku = 'B'"),
        lambda: writer.execute("BEGIN IMMEDIATE"),
        lambda: writer.execute("COMMIT"),
        writer.commit,
        lambda: writer.execute("PRAGMA wal_checkpoint(TRUNCATE)"),
        lambda: writer.backup(writer),
    ]
    for act in forbidden:
        with pytest.raises(BlockedError, match="database write"), guard.forbid():
            act()
    assert len(guard.findings) == len(forbidden)
    assert reader.execute("SELECT sku FROM line").fetchall() == [("A",)]


@pytest.mark.parametrize(
    ("statement", "is_write"),
    [
        ("SELECT 1", False),
        ("  -- why\n /* and how */ insert into x values (1)", True),
        ("WITH a AS (SELECT 1) SELECT * FROM a", False),
        ("WITH a AS (SELECT 1) DELETE FROM x WHERE y IN a", True),
        ("EXPLAIN QUERY PLAN SELECT 1", False),
        ("BEGIN", False),
        ("begin immediate", True),
        ("BEGIN EXCLUSIVE", True),
        ("PRAGMA query_only", False),
        ("PRAGMA main.wal_checkpoint(PASSIVE)", True),
        ("REPLACE INTO x VALUES (1)", True),
        ("VACUUM INTO 'copy'", True),
        ("", False),
    ],
)
def test_statements_that_write(statement: str, is_write: bool) -> None:
    assert writes(statement) is is_write


def test_what_is_swallowed_is_raised_at_the_end(guard: GuiGuard) -> None:
    def careless() -> None:
        try:
            time.sleep(0.001)
        except RuntimeError:
            return

    with pytest.raises(BlockedError, match="in careless"), guard.forbid():
        careless()


def test_nothing_is_forbidden_outside(guard: GuiGuard) -> None:
    time.sleep(0)
    with guard.forbid(), guard.allow():
        time.sleep(0)
    assert guard.findings == []


def test_a_lock_that_is_not_free_is_seen_from_outside(guard: GuiGuard, qtbot: QtBot) -> None:
    """A plain lock has no event and cannot be replaced: another thread frees it once the watch has told of it."""
    lock = threading.Lock()
    lock.acquire()
    told = threading.Event()

    def free_it() -> None:
        while not guard.findings:
            told.wait(0.01)
        lock.release()

    loop = QEventLoop()

    def stuck() -> None:
        with lock:
            loop.quit()

    helper = threading.Thread(target=free_it)
    helper.start()
    QTimer.singleShot(0, stuck)
    with pytest.raises(BlockedError, match="stuck for"), guard.forbid(stuck_ms=100):
        loop.exec()
    helper.join()
    assert "in stuck" in guard.findings[0].stack


def test_a_window_that_waits_for_events_is_not_stuck(guard: GuiGuard, qtbot: QtBot) -> None:
    with guard.forbid(stuck_ms=100):
        loop = QEventLoop()
        QTimer.singleShot(400, loop.quit)
        loop.exec()
    assert guard.findings == []


def test_a_window_at_work_is_not_stuck(guard: GuiGuard, qtbot: QtBot) -> None:
    loop = QEventLoop()

    def work() -> None:
        burn(400)
        loop.quit()

    QTimer.singleShot(0, work)
    with guard.forbid(stuck_ms=100):
        loop.exec()
    assert guard.findings == []


def test_one_guard_at_a_time_and_all_is_put_back(qapp: QApplication) -> None:
    before = (time.sleep, socket.socket.__dict__.get("recv"), threading.Condition.wait, Future.result, os.fsync)
    first = GuiGuard()
    first.install()
    assert time.sleep is not before[0]
    with pytest.raises(RuntimeError, match="guarded already"):
        GuiGuard().install()
    first.remove()
    after = (time.sleep, socket.socket.__dict__.get("recv"), threading.Condition.wait, Future.result, os.fsync)
    assert after == before
    assert guards._installed is None


# --- the meter ----------------------------------------------------------------------------------------------------


def burn(ms: int) -> None:
    """Use the processor for so long, whatever else this machine does."""
    end = time.thread_time_ns() + ms * 1_000_000
    while time.thread_time_ns() < end:
        pass


class Worker(QObject):
    """Works when it is told to, by an event of its own."""

    def __init__(self, ms: int) -> None:
        super().__init__()
        self.ms = ms

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            burn(self.ms)
            return True
        return super().event(event)


@pytest.fixture
def meter(qapp: QApplication) -> Iterator[TurnMeter]:
    made = TurnMeter(detail=True)
    yield made
    made.close()


def turn(*workers: Worker) -> None:
    """Let the loop turn until all have worked, each in a turn of its own."""
    for worker in workers:
        loop = QEventLoop()
        QApplication.postEvent(worker, QEvent(QEvent.Type.User))
        QTimer.singleShot(0, loop.quit)
        loop.exec()


def test_the_worst_turns_are_named(meter: TurnMeter) -> None:
    workers = [Worker(5), Worker(60), Worker(20)]
    meter.reset()
    turn(*workers)
    worst = meter.worst
    assert worst[0].cpu_us >= 60_000 > worst[1].cpu_us >= 20_000 > worst[2].cpu_us
    assert worst[0].events[0][0] == "User QObject" or worst[0].events[0][0] == "User Worker"
    assert worst[0].events[0][1] >= 60_000
    assert meter.over(50) == worst[:1]
    assert meter.total_us >= 85_000
    assert str(worst[0]).startswith("6")
    assert "User" in str(worst[0])


def test_what_the_watcher_does_aside_is_not_counted(meter: TurnMeter) -> None:
    class Watched(Worker):
        def event(self, event: QEvent) -> bool:
            if event.type() == QEvent.Type.User:
                with meter.aside():
                    burn(60)
            return super().event(event)

    meter.reset()
    turn(Watched(20))
    assert meter.over(50) == []
    assert 20_000 <= meter.worst[0].cpu_us < 60_000
    assert meter.worst[0].events[0][1] < 60_000


def test_waiting_costs_nothing(meter: TurnMeter) -> None:
    meter.reset()
    loop = QEventLoop()
    QTimer.singleShot(200, loop.quit)
    loop.exec()
    assert meter.over(50) == []


def test_only_the_worst_are_kept(qapp: QApplication) -> None:
    meter = TurnMeter()
    workers = [Worker(1) for _ in range(3 * KEEP)]
    meter.reset()
    turn(*workers)
    meter.close()
    assert len(meter.worst) == KEEP
    assert meter.turns >= 3 * KEEP
    assert all(one.events == () for one in meter.worst)
    meter.reset()
    assert (meter.turns, meter.worst) == (0, [])


def test_once_closed_it_counts_no_more(qapp: QApplication) -> None:
    meter = TurnMeter(detail=True)
    meter.close()
    meter.reset()
    turn(Worker(1))
    assert meter.turns == 0
