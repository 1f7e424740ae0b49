"""What a worker thread answers arrives in the GUI thread, or nowhere; the worker holds nothing of the window."""

from __future__ import annotations

import threading
import weakref
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from app.runtime.bridge import Bridge


@pytest.fixture
def bridge(qapp) -> Bridge:
    return Bridge()


class Asker(QObject):
    """Somebody of the window who asks."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[object, int]] = []

    def hear(self, what: object) -> None:
        self.heard.append((what, threading.get_ident()))


def test_a_result_and_an_error_arrive_in_the_gui_thread(bridge, qtbot) -> None:
    one, here = Asker(), threading.get_ident()
    with ThreadPoolExecutor(1) as worker:
        bridge.then(one, worker.submit(threading.get_ident), one.hear)
        bridge.then(one, worker.submit(lambda: 1 // 0), one.hear, one.hear)
        qtbot.waitUntil(lambda: bridge.is_idle)
    assert [thread for _, thread in one.heard] == [here, here]
    assert one.heard[0][0] != here
    assert isinstance(one.heard[1][0], ZeroDivisionError)


def test_an_error_that_nobody_handles_is_told(bridge, qtbot) -> None:
    future: Future[None] = Future()
    error = OSError("no")
    with qtbot.waitSignal(bridge.failed) as told:
        bridge.then(bridge, future, print)
        future.set_exception(error)
    assert told.args == [error]


def test_who_is_gone_is_not_called(bridge, qtbot) -> None:
    one, future = Asker(), Future()
    bridge.then(one, future, one.hear)
    assert not bridge.is_idle
    delete(one)
    future.set_result(1)
    qtbot.waitUntil(lambda: bridge.is_idle)
    assert one.heard == []


def test_who_asked_is_not_kept_by_the_worker(bridge, qtbot) -> None:
    """A worker keeps its last future until the next: were the asker kept with it, it would die in that thread."""
    one, future = Asker(), Future()
    bridge.then(one, future, one.hear)
    future.set_result(1)
    qtbot.waitUntil(lambda: bridge.is_idle)
    gone = weakref.ref(one)
    del one
    assert gone() is None
    assert future.done()


def test_it_rests_once_nothing_is_waited_for_but_what_lasts(bridge, qtbot) -> None:
    one, told = Asker(), []
    bridge.rested.connect(lambda: told.append(bridge.is_idle))
    long, first, second = Future(), Future(), Future()
    bridge.then(one, long, one.hear, lasts=True)
    assert (bridge.is_at_rest, bridge.is_idle) == (True, False)
    bridge.then(one, first, lambda _: bridge.then(one, second, one.hear))
    first.set_result(1)
    qtbot.waitUntil(lambda: len(bridge._waiting) == 2 and first.done())
    qtbot.waitUntil(lambda: not bridge._done)
    assert (bridge.is_at_rest, told) == (False, [])
    second.set_result(2)
    qtbot.waitUntil(lambda: bool(told))
    assert (bridge.is_at_rest, told) == (True, [False])
    long.set_result(3)
    qtbot.waitUntil(lambda: bridge.is_idle)
