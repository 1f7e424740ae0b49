from __future__ import annotations

import threading

import pytest

from app.bootstrap import back_up, start_backups
from app.config import Config
from app.db.backup import copies
from app.domain.errors import FaultError, UserError
from app.runtime import schedule
from app.runtime.schedule import Schedule
from tests.db.conftest import SECOND, START, SetClock, Till, refused

NOW_S = START // SECOND


class Acts:
    """Something to be done, which does what it is told next and counts."""

    def __init__(self, *outcomes: Exception | None) -> None:
        self.outcomes = list(outcomes)
        self.done = 0

    def __call__(self) -> None:
        self.done += 1
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if outcome is not None:
            raise outcome


def test_what_was_never_done_is_done_at_once():
    acts, clock = Acts(), SetClock()
    made = Schedule("x", acts, None, 3_600, clock)
    assert made.wait_tried(1, 60)
    made.close()
    assert (acts.done, made.failure) == (1, None)


@pytest.mark.parametrize("ago", [3_600, 100_000, -5])
def test_what_is_due_is_done_at_once(ago):
    """Also when the clock ran back behind the last time."""
    acts = Acts()
    made = Schedule("x", acts, NOW_S - ago, 3_600, SetClock())
    assert made.wait_tried(1, 60)
    made.close()


def test_what_is_not_due_waits_and_the_end_waits_for_nothing():
    acts = Acts()
    made = Schedule("x", acts, NOW_S - 10, 3_600, SetClock())
    made.close()
    assert acts.done == 0
    assert not made._thread.is_alive()


@pytest.mark.parametrize("error", [FaultError("db.disk_full"), ZeroDivisionError("a bug"), OSError("stick gone")])
def test_a_failure_is_kept_tried_again_and_forgotten_when_it_goes_well(monkeypatch, error):
    monkeypatch.setattr(schedule, "RETRY_S", 0)
    acts = Acts(error, error, None)
    seen: list[Exception | None] = []
    gate = threading.Semaphore(0)
    real = acts.__call__

    def act() -> None:
        gate.acquire(timeout=60)
        real()

    made = Schedule("x", act, None, 3_600, SetClock())
    for turn in (1, 2, 3):
        gate.release()
        assert made.wait_tried(turn, 60)
        seen.append(made.failure)
    gate.release()
    made.close()
    assert seen == [error, error, None]
    assert acts.done == 3


def test_the_end_lets_finish_what_is_under_way():
    begun, go, ended = threading.Event(), threading.Event(), []

    def act() -> None:
        begun.set()
        go.wait(60)
        ended.append(1)

    made = Schedule("x", act, None, 3_600, SetClock())
    begun.wait(60)
    closing = threading.Thread(target=made.close)
    closing.start()
    go.set()
    closing.join(60)
    assert ended == [1]


def test_copies_are_taken_while_the_shop_sells(till: Till, tmp_path):
    back_up(till.config, tmp_path / "stick", 60, till.clock)
    till.clock.move(3_600)
    till.sell(("A", 1, 1))
    running = start_backups(till.config, till.clock)
    assert running.wait_tried(1, 60)
    running.close()
    assert running.failure is None
    found = copies(tmp_path / "stick", till.terminal.terminal_id)
    assert [one.seq for one in found] == [3, 4]
    again = start_backups(till.config, till.clock)
    again.close()
    assert len(copies(tmp_path / "stick", till.terminal.terminal_id)) == 2


def test_a_stick_that_is_not_there_is_a_failure_to_be_seen(till: Till, tmp_path):
    back_up(till.config, tmp_path / "stick", 60, till.clock)
    till.clock.move(3_600)
    for path in (tmp_path / "stick").iterdir():
        path.unlink()
    (tmp_path / "stick").rmdir()
    (tmp_path / "stick").write_text("not a folder")
    running = start_backups(till.config, till.clock)
    assert running.wait_tried(1, 60)
    assert running.failure.code == "backup.cannot_write"
    running.close()
    till.check()


def test_no_terminal_has_no_schedule(tmp_path):
    config = Config(tmp_path / "none", tmp_path / "keys", "file")
    refused(UserError, "data_dir.empty", lambda: start_backups(config))
