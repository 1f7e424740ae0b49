"""Several workers beside each other on one PostgreSQL, as processes: one is killed in the middle of intake; races."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier

import httpx
import pytest

from app.central.campaign import CouponsForm, make_coupons, put_campaign
from app.central.database import write
from app.central.order import OrderForm, place_order
from app.contract.campaign import CampaignItem
from app.contract.order import OrderLine
from app.contract.push import PROTOCOL, PushBatch
from app.sync.engine import State
from app.sync.gateway import Address, Gateway
from tests.central.admin import Asking
from tests.central.conftest import START, rows
from tests.central.counter import Counter, new_id, sale
from tests.sync.conftest import Turns
from tests.sync.equal import check_equal
from tests.sync.workers import served_by, workers_of

pytestmark = [
    pytest.mark.parametrize("database_url", ["postgresql"], indirect=True),
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the workers by Linux's list of processes"),
]
_pause = threading.Event().wait  # the instants of the kills are the test: no clock decides what it asserts
FORTY = 40


def url_of(engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_one_of_two_workers_is_killed_in_the_middle_of_intake(linked, chance) -> None:
    till = linked.till
    till.open_shift(1_000)
    for _ in range(300):
        till.sell(("A", 1, 50), ("B", 2, 30))
    with served_by(url_of(linked.engine), 2) as (centre, at):
        gateway = Gateway(Address(at, linked.token))
        sync = Turns(till.terminal, gateway)
        killed: set[int] = set()

        def kill_one(seconds: float) -> None:
            _pause(seconds)
            alive = [one for one in workers_of(centre.pid) if one not in killed]
            if alive:
                killed.add(alive[0])
                os.kill(alive[0], signal.SIGKILL)

        for turn in range(4):
            killer = threading.Thread(target=kill_one, args=(chance.uniform(0, 0.25),))
            killer.start()
            for _ in range(3):
                till.sell(("A", 1, 50 + turn))
            while killer.is_alive():
                sync.at += 100
                sync.engine.turn()
            killer.join()
        assert killed
        for _ in range(60):  # the supervisor starts others in the place of the dead
            sync.last(10_000)
            if sync.report.state is State.ONLINE and not sync.report.unsent:
                break
            _pause(0.5)
        assert (sync.report.state, sync.report.why, sync.report.unsent) == (State.ONLINE, "", 0)
        gateway.close()
    check_equal(linked.engine, till)
    assert rows(linked.engine, "SELECT count(*) FROM conflict WHERE kind LIKE 'journal.%'") == [(0,)]


def test_counters_push_while_their_workers_are_killed_and_every_answer_was_true(engine, chance) -> None:
    """Whatever was acknowledged is there, once; what was not is sent again and is there once."""
    counters = [Counter(engine).enlist() for _ in range(6)]
    stop = threading.Event()
    with served_by(url_of(engine), 2) as (centre, at):

        def kill_some() -> None:
            for _ in range(3):
                _pause(chance.uniform(0.1, 0.6))
                if alive := workers_of(centre.pid):
                    os.kill(chance.choice(alive), signal.SIGKILL)
            stop.set()

        def push(one: Counter) -> None:
            with Asking(at, one.token) as ask:
                turns = 0
                while turns < 10 or not stop.is_set():
                    turns += 1
                    for _ in range(20):
                        one.write(sale(("A", 1), ("B", 1)) if turns % 2 else sale(("B", 1), ("A", 1)))
                    batch = PushBatch(protocol=PROTOCOL, entries=tuple(one.entries[-20:])).model_dump(mode="json")
                    send(ask, batch)

        killer = threading.Thread(target=kill_some)
        killer.start()
        with ThreadPoolExecutor(len(counters)) as pool:
            list(pool.map(push, counters))
        killer.join()
    sold = sum(len(one.entries) for one in counters)
    assert rows(engine, "SELECT count(*), count(DISTINCT id) FROM entry WHERE state = 'applied'") == [(sold, sold)]
    assert rows(engine, "SELECT count(*), sum(total_minor) FROM sale") == [(sold, 20 * sold)]
    assert rows(engine, "SELECT DISTINCT on_hand FROM stock") == [(-1_000 * sold,)]


def send(ask: Asking, batch: dict[str, object]) -> None:
    """Send a batch until somebody says that it is there."""
    for _ in range(400):
        try:
            answer = ask("POST", "/v1/journal", batch)
        except httpx.TransportError:
            _pause(0.05)
            continue
        if answer.status_code == 200:
            assert answer.json()["mark"]["seq"] == batch["entries"][-1]["seq"]
            return
        assert answer.status_code == 503
        _pause(0.05)
    raise AssertionError("nobody took it")


def test_of_forty_terminals_at_two_workers_exactly_one_gets_it(engine) -> None:
    terminals = [Counter(engine).enlist() for _ in range(FORTY)]
    coupons, orders = [f"SUMMER/{number}" for number in range(4)], [f"P{number}" for number in range(4)]
    write(engine, partial(put_things, coupons=coupons, orders=orders))
    things = [("holds/coupon", "coupon", one) for one in coupons] + [("claims/order", "order", one) for one in orders]
    ready = Barrier(FORTY)

    def race(one: Counter) -> list[bool]:
        got = []
        with Asking(at, one.token) as ask:
            ask("GET", "/v1/journal/mark")  # the connection is there
            for path, word, name in things:
                asked = {"id": new_id(), word: name}
                ready.wait(60)
                answer = ask("POST", f"/v1/{path}", asked)
                again = ask("POST", f"/v1/{path}", asked)
                assert answer.status_code == again.status_code == 200
                assert answer.json() == again.json(), "asked again, the answer is the same"
                got.append(answer.json()["granted"])
        return got

    with served_by(url_of(engine), 2) as (centre, at):
        while len(workers_of(centre.pid)) < 2:
            _pause(0.05)
        with ThreadPoolExecutor(FORTY) as pool:
            won = list(pool.map(race, terminals))
    assert [sum(one[place] for one in won) for place in range(len(things))] == [1] * len(things)


def put_things(connection, coupons: list[str], orders: list[str]) -> None:
    """Make coupons, and orders for pickup."""
    form = CampaignItem(name="x", code="SUMMER", starts_at=0, ends_at=None, offline="denied")
    put_campaign(connection, "c1", form, START)
    make_coupons(connection, "c1", CouponsForm(codes=tuple(coupons)))
    line = OrderLine(sku="A", name="A", milli=1_000, amount_minor=10)
    for name in orders:
        place_order(connection, "S01", f"o{name}", OrderForm(code=name, lines=(line,), total_minor=10), START)
