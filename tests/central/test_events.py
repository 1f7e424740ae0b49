"""Events: who listens is told of a change by whichever process made it, and that the connection lives."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import contextmanager

import httpx
import pytest

from app.central import events
from app.central.bootstrap import Office, service
from app.central.database import open_database, write
from app.central.enrol import Admin
from app.central.enrol import revoke as revoke_silently
from app.central.feed import CHAIN, Change, publish, renew
from app.central.staff import change_badge_key, end_former_badges
from app.central.terminal import revoke
from tests.central.admin import Asking, token
from tests.central.conftest import START
from tests.central.counter import Counter
from tests.central.served import served
from tests.central.test_admin import PRODUCT

BEAT, CHANGED, REVOKED, ENDED = ": beat", "event: changed", "event: revoked", "ended"


@contextmanager
def listening(url: str, counter: Counter):
    """What a terminal hears, line by line."""
    heard: queue.Queue[str] = queue.Queue()

    def listen() -> None:
        headers = {"Authorization": f"Bearer {counter.token}"}
        with httpx.Client(base_url=url, headers=headers, trust_env=False, timeout=30) as client:
            try:
                with client.stream("GET", "/v1/events") as response:
                    for line in response.iter_lines():
                        if line and not line.startswith("data:"):
                            heard.put(line)
            except httpx.HTTPError:
                pass
        heard.put(ENDED)

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield heard
    thread.join(30)


def settle(heard) -> None:
    """Until it is quiet: what the beginning of the watch told is over."""
    while heard.get(timeout=20) != BEAT:
        pass


def until(heard, wanted: str) -> None:
    """Until something is heard, within so many beats."""
    for _ in range(100):
        if (line := heard.get(timeout=20)) == wanted:
            return
        assert line in {BEAT, CHANGED}, line
    raise AssertionError(f"never heard: {wanted}")


@pytest.fixture
def url(engine):
    with served(service(engine, lambda: START, heartbeat_s=0.2)) as at:
        yield at


def test_it_begins_with_a_change_and_then_lives(url, counter) -> None:
    with served_until_closed(url, counter) as heard:
        assert heard.get(timeout=20) == CHANGED
        settle(heard)
        assert BEAT in {heard.get(timeout=20), heard.get(timeout=20)}


@contextmanager
def served_until_closed(url: str, counter: Counter):
    """Listens until another connection of the same terminal takes its place."""
    with listening(url, counter) as heard:
        yield heard
        headers = {"Authorization": f"Bearer {counter.token}"}
        with (
            httpx.Client(base_url=url, headers=headers, trust_env=False, timeout=30) as client,
            client.stream("GET", "/v1/events") as response,
        ):
            assert response.status_code == 200
            until(heard, ENDED)


def test_a_change_over_http_is_heard(url, counter, engine) -> None:
    with served_until_closed(url, counter) as heard:
        settle(heard)
        with Asking(url, token(engine)) as ask:
            ask("PUT", "/v1/admin/products/A", PRODUCT)
        until(heard, CHANGED)


ACTS: list[Callable[[Office], object]] = [
    lambda office: office.make_store("S01", "Other", "Asia/Taipei", "TWD"),
    Office.change_badge_key,
    Office.end_former_badges,
    Office.begin_anew,
]


@pytest.mark.parametrize("act", ACTS, ids=["store", "badge key", "former badges", "begin anew"])
def test_a_change_by_another_process_is_heard(url, counter, engine, act: Callable[[Office], object]) -> None:
    """Of another engine, as the command line has it: by LISTEN and NOTIFY, or by the file's version."""
    other = open_database(engine.url.render_as_string(hide_password=False))
    with served_until_closed(url, counter) as heard, Office(other, lambda: START) as office:
        settle(heard)
        act(office)
        until(heard, CHANGED)


@pytest.mark.parametrize(
    "job",
    [
        lambda connection: publish(connection, [Change(CHAIN, "product", "A", "{}")]),
        lambda connection: change_badge_key(connection, bytes(32)),
        end_former_badges,
        lambda connection: renew(connection, "other"),
    ],
    ids=["feed", "badge key", "former badges", "begin anew"],
)
def test_a_change_that_nobody_announced_is_heard_all_the_same(url, counter, engine, job) -> None:
    with served_until_closed(url, counter) as heard:
        settle(heard)
        write(engine, job)
        until(heard, CHANGED)


def test_another_stores_change_is_not_heard(url, counter, engine) -> None:
    Counter(engine, "S02").enlist()
    with served_until_closed(url, counter) as heard:
        settle(heard)
        settle(heard)
        with Asking(url, token(engine)) as ask:
            ask("PUT", "/v1/admin/stores/S02", {"name": "Far"})
        assert {heard.get(timeout=20) for _ in range(14)} == {BEAT}


def test_a_revoked_terminal_hears_it_and_is_let_go(url, counter, engine) -> None:
    with listening(url, counter) as heard:
        settle(heard)
        write(engine, lambda connection: revoke(connection, counter.id, Admin(frozenset(), None), START))
        until(heard, REVOKED)
        assert heard.get(timeout=20) == ENDED


def test_a_replaced_terminal_is_let_go_however_much_is_going_on(url, counter, engine) -> None:
    with listening(url, counter) as heard, Asking(url, token(engine)) as ask:
        settle(heard)
        ask("POST", f"/v1/admin/terminals/{counter.id}/replace")
        until(heard, REVOKED)
        assert heard.get(timeout=20) == ENDED


def test_one_that_nobody_told_of_is_let_go_within_a_beat(url, counter, engine) -> None:
    with listening(url, counter) as heard, Asking(url, token(engine)) as ask:
        settle(heard)
        write(engine, lambda connection: revoke_silently(connection, counter.id, START))
        number = 0
        while (line := heard.get(timeout=20)) != REVOKED:
            assert line in {CHANGED, BEAT}
            number += 1
            ask("PUT", "/v1/admin/products/A", {**PRODUCT, "name": f"Bread {number}"})  # so that it is never quiet


def test_what_happens_in_a_store_costs_each_listener_no_look_at_the_database(engine, counter, monkeypatch) -> None:
    looked: list[str] = []
    plain = events._is_enlisted
    monkeypatch.setattr(events, "_is_enlisted", lambda *said: looked.append("x") or plain(*said))
    app = service(engine, lambda: START, heartbeat_s=30)
    with served(app) as url, listening(url, counter) as heard, Asking(url, token(engine)) as ask:
        assert heard.get(timeout=20) == CHANGED
        for number in range(5):
            ask("PUT", "/v1/admin/products/A", {**PRODUCT, "name": f"Bread {number}"})
            until(heard, CHANGED)
        assert len(looked) <= 1, "as the watch begins"
        app.state.place.watch.close()
        while heard.get(timeout=20) != ENDED:
            pass


def test_waiting_holds_no_connection_of_the_pool(engine) -> None:
    counters = [Counter(engine).enlist() for _ in range(12)]
    app = service(engine, lambda: START, heartbeat_s=30)
    with served(app) as url:
        threads = []
        for one in counters:
            context = listening(url, one)
            heard = context.__enter__()
            assert heard.get(timeout=20) == CHANGED
            threads.append(context)
        assert engine.pool.checkedout() == 0
        watchers = {thread.name for thread in threading.enumerate() if thread.name in {"watch", "announce"}}
        assert watchers <= {"watch", "announce"}
        app.state.place.watch.close()
        for context in threads:
            context.__exit__(None, None, None)
