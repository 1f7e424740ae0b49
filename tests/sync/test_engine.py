"""The engine: what it does when, and what it says. Its centre, clock and chance are the test's."""

from __future__ import annotations

import pytest

from app.bootstrap.sync import make_feed
from app.contract.feed import FeedPage
from app.contract.push import Pushed
from app.db.line_memory import SqliteLineMemory
from app.domain.errors import FaultError, UserError
from app.sync.backoff import Backoff
from app.sync.engine import State
from tests.sync.conftest import Turns

PAGE = FeedPage(
    incarnation="00000000-0000-7000-8000-000000000000", cursor="c", items=(), more=False, left=0, mark=None
)


class Toy:
    """A centre that takes everything, or says what it is told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.says: Exception | None = None
        self.held_mark = None
        self.pages = 0

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.says is not None:
            raise self.says

    def mark(self) -> Pushed:
        self._ask("mark")
        return Pushed(mark=self.held_mark)

    def push(self, batch) -> Pushed:
        from app.contract.journal import Mark

        self._ask("push")
        last = batch.entries[-1]
        self.held_mark = Mark(epoch=last.epoch, seq=last.seq, hash=last.hash)
        return Pushed(mark=self.held_mark)

    def feed(self, cursor: str | None) -> FeedPage:
        self._ask("feed")
        self.pages += 1
        return PAGE


@pytest.fixture
def toy(make_till) -> tuple[Toy, Turns, object]:
    till = make_till()
    make_feed(till.terminal).join("00000000-0000-7000-8000-00000000000a")
    centre = Toy()
    return centre, Turns(till.terminal, centre), till


def test_it_sends_asks_and_rests(toy) -> None:
    centre, sync, till = toy
    assert sync.report.state is State.OFFLINE  # nothing was answered yet
    assert sync.settle() == 60
    assert centre.asked == ["mark", "push", "feed"]
    assert (sync.report.state, sync.report.unsent) == (State.ONLINE, 0)
    till.open_shift()
    assert (sync.report.state, sync.report.unsent) == (State.SENDING, 1)
    sync.settle()
    assert (sync.report.state, sync.report.unsent, centre.asked[3:]) == (State.ONLINE, 0, ["push"])
    sync.engine.changed()
    sync.settle()
    assert centre.asked[4:] == ["feed"]
    sync.last(60)
    assert centre.asked[5:] == ["feed"]


def test_offline_it_asks_ever_less_and_at_most_once_a_minute_whatever_is_sold(toy) -> None:
    centre, sync, till = toy
    sync.settle()
    till.open_shift()
    since = till.clock.now()
    centre.says, centre.asked = FaultError("centre.unreachable", reason="ConnectError"), []
    waits = []
    for _ in range(10):
        till.clock.move(1)
        waits.append(sync.last(waits[-1] if waits else 0))
        till.sell(("A", 1, 10))
        before = len(centre.asked)
        assert sync.engine.turn() == waits[-1]  # a sale wakes it: it only looks at its clock
        assert len(centre.asked) == before
    assert waits == sorted(waits)
    assert waits[0] < 2
    assert all(60 <= wait <= 75 for wait in waits[6:])
    report = sync.report
    assert (report.state, report.unsent, report.why) == (State.OFFLINE, 11, "centre.unreachable")
    assert since < report.since <= since + 1_000_000
    centre.says = None
    sync.engine.ask()
    sync.settle()
    assert (sync.report.state, sync.report.unsent, sync.report.since) == (State.ONLINE, 0, None)


def test_it_waits_as_long_as_the_centre_asks(toy) -> None:
    centre, sync, _ = toy
    centre.says = FaultError("centre.unwell", status=429, retry_s=120)
    assert sync.settle() == 120
    centre.says = FaultError("centre.unwell", status=503, retry_s=10**9)
    assert sync.last(120) == 15 * 60


def test_a_revoked_terminal_asks_no_more_until_somebody_does_and_says_so(toy) -> None:
    centre, sync, till = toy
    sync.settle()
    till.open_shift()
    centre.says = UserError("token.revoked")
    assert sync.settle() is None
    asked = len(centre.asked)
    till.sell(("A", 1, 10))
    assert sync.last(10**6) is None
    assert len(centre.asked) == asked
    assert (sync.report.state, sync.report.why, sync.report.unsent) == (State.ATTENTION, "token.revoked", 2)
    centre.says = None
    sync.engine.ask()
    sync.settle()
    assert sync.report.state is State.ONLINE


def test_an_unknown_token_is_asked_again_each_minute(toy) -> None:
    centre, sync, _ = toy
    centre.says = UserError("token.unknown")
    assert sync.settle() == 60
    assert (sync.report.state, sync.report.why) == (State.ATTENTION, "token.unknown")
    centre.says = None
    sync.last(60)
    assert sync.report.state is State.ONLINE


def test_a_mark_that_is_lower_is_obeyed(toy) -> None:
    centre, sync, till = toy
    till.open_shift()
    sync.settle()
    assert sync.report.unsent == 0
    centre.held_mark = None
    sync.engine.doubt()
    sync.settle()
    assert centre.asked[-3:] == ["mark", "push", "feed"]
    assert sync.report.unsent == 0


def test_waits_grow_and_are_jittered() -> None:
    low, high = Backoff(lambda: 0.0), Backoff(lambda: 1.0)
    assert [low.failed() for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert [high.failed() for _ in range(8)] == [1.25, 2.5, 5, 10, 20, 40, 75, 75]
    low.worked()
    assert low.failed() == 1
    assert low.failed(30) == 30


def test_the_last_contact_and_what_failed_are_known_after_the_next_start(toy) -> None:
    centre, sync, till = toy
    sync.settle()
    met = till.clock.now()
    sync.last(60)  # kept once in a while, not with each answer
    till.clock.move(3_600)
    centre.says = FaultError("centre.unreachable")
    till.open_shift()
    sync.settle()
    till.clock.move(60)
    sync.last(60)
    assert [(one.code, one.times) for one in sync.report.troubles] == [("centre.unreachable", 2)]
    till.reopen()
    after = Turns(till.terminal, centre)
    assert (after.report.contact_at, after.report.troubles) == (met, sync.report.troubles)
    make_feed(till.terminal).join("00000000-0000-7000-8000-00000000000b")
    assert Turns(till.terminal, centre).report.contact_at is None  # of another centre it says nothing
    till.check()


def test_what_cannot_be_kept_stops_nothing(toy, monkeypatch) -> None:
    centre, sync, _ = toy

    def full(*_: object) -> None:
        raise FaultError("db.disk_full")

    monkeypatch.setattr(SqliteLineMemory, "keep", full)
    centre.says = FaultError("centre.unreachable")
    assert sync.settle() > 0
    assert [one.code for one in sync.report.troubles] == ["centre.unreachable"]
