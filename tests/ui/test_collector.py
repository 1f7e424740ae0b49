"""Memory is tidied up by the GUI thread alone: no thread beside it may take a widget apart while Qt paints it."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget

from app.runtime.collector import ALL_AFTER, Collector


class Ring(QWidget):
    """A widget that knows itself, as most that connect a signal to a method of theirs do."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


@pytest.fixture
def dead_in() -> list[int]:
    """The threads in which rings were taken apart."""
    return []


@pytest.fixture
def lose(dead_in: list[int]):
    """Make a ring and forget it."""

    def lose_one() -> None:
        weakref.finalize(Ring(), lambda: dead_in.append(threading.get_ident()))

    return lose_one


@pytest.fixture
def collector(qapp) -> Iterator[Collector]:
    made = Collector()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def work():
    """What a thread beside the window does: make objects that Python's collector counts, more than it waits for."""
    kept: list[list[object]] = []

    def make() -> None:
        kept.extend([] for _ in range(2 * gc.get_threshold()[0]))

    def work_once() -> bool:
        thread = threading.Thread(target=make)
        thread.start()
        thread.join()
        return True

    return work_once


def test_without_it_a_thread_beside_the_window_takes_widgets_apart(lose, work, dead_in) -> None:
    gc.enable()  # as Python starts; each test of the window has it off
    lose()
    work()
    assert dead_in
    assert dead_in != [threading.get_ident()]


def test_with_it_only_the_gui_thread_does(collector: Collector, lose, work, dead_in, qtbot) -> None:
    for _ in range(3):
        lose()
    work()
    assert dead_in == []
    qtbot.waitUntil(lambda: len(dead_in) == 3)
    assert set(dead_in) == {threading.get_ident()}


def test_old_things_are_looked_at_too(collector: Collector, work, dead_in) -> None:
    ring = Ring()
    weakref.finalize(ring, lambda: dead_in.append(threading.get_ident()))
    gc.collect()  # the ring has grown old
    del ring
    for _ in range(ALL_AFTER):
        assert dead_in == []
        work()
        collector.look()
    collector.look()
    assert dead_in == [threading.get_ident()]


def test_little_is_left_alone(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing has happened: no pause."""
    gc.collect()
    taken: list[int] = []
    with monkeypatch.context() as patched:  # the end of the test collects for itself
        patched.setattr(gc, "collect", taken.append)
        patched.setattr(gc, "get_count", lambda: (gc.get_threshold()[0], 0, 0))
        collector.look()
    assert taken == []


def test_afterwards_python_tidies_up_by_itself_again(lose, dead_in) -> None:
    made = Collector()
    made.start()
    assert not gc.isenabled()
    lose()
    made.stop()
    assert gc.isenabled()
    assert dead_in == [threading.get_ident()]  # what was left over went in the GUI thread
