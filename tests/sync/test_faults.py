"""The real service and the real engine over loopback HTTP, through a proxy that does what bad networks do."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from app.bootstrap import start_sync
from app.central.bootstrap import service
from app.sync import backoff
from app.sync.engine import State
from app.sync.gateway import Address, Gateway
from tests.central.conftest import START
from tests.central.served import served
from tests.db.conftest import SetClock
from tests.sync.conftest import Turns, join
from tests.sync.equal import check_equal
from tests.sync.machine import BEAT_S, Network, hasty
from tests.sync.proxy import Fault, Hit, between
from tests.sync.shelf import product, put

SOON = 20
#: What ends the events, each in its own way.
ENDS = (
    Fault.CUT_REQUEST, Fault.DROP_ANSWER, Fault.RESET_ANSWER, Fault.TRUNCATE, Fault.STALL_ANSWER, Fault.E502,
    Fault.HTML,
)  # fmt: skip
SHORT = settings(max_examples=12, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def bad_line(linked):
    """A proxy between a till and its centre, and an engine that talks through it."""
    with between(linked.url) as proxy:
        with hasty():
            gateway = Gateway(Address(proxy.url, linked.token))
        yield proxy, Turns(linked.till.terminal, gateway)
        gateway.close()


@pytest.mark.parametrize("fault", list(Fault), ids=lambda fault: fault.value)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_fault_at_each_request_loses_and_doubles_nothing(linked, bad_line, fault: Fault) -> None:
    proxy, sync = bad_line
    linked.till.open_shift(1_000)
    linked.till.sell(("A", 2, 50), ("B", 1, 7))
    for place in range(3):
        proxy.coming.extend([Hit(Fault.NONE)] * place + [Hit(fault)])
        linked.till.sell(("A", 1, 50))
        sync.last(1_000)
        sync.last(1_000)
        proxy.let_late_in()
    sync.last(1_000)
    assert proxy.done[fault] >= 3
    assert (sync.report.state, sync.report.why, sync.report.unsent) == (State.ONLINE, "", 0)
    check_equal(linked.engine, linked.till)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whatever_happens_to_the_events_the_next_change_is_heard_of(engine, make_till, monkeypatch) -> None:
    monkeypatch.setattr(backoff, "FIRST_S", 0.02)
    till = make_till()
    app = service(engine, lambda: START, heartbeat_s=BEAT_S)
    with served(app) as url, between(url) as proxy, hasty():
        join(engine, proxy.url, till)
        sync = start_sync(till.terminal)
        try:
            assert proxy.listening.acquire(timeout=SOON)
            for fault in ENDS:
                proxy.coming_to_events.append(Hit(fault, 300))
                proxy.cut_all()
                assert proxy.listening.acquire(timeout=SOON), fault
                assert proxy.done_to_events[fault] == 1
                put(engine, "product", "A", product(fault.value, "111"))
                assert sync.thread.wait_for(lambda: name_of(till, "A") == fault.value, SOON), fault  # noqa: B023
        finally:
            sync.close()


def name_of(till, sku: str) -> str:
    found = till.terminal.store.catalog().find(sku, till.clock.now())
    return "" if found is None else found.product.name


def run(engine, machine: settings) -> None:
    clock = SetClock()
    with served(service(engine, clock.now, heartbeat_s=BEAT_S)) as url:
        kind = type("Net", (Network,), {"engine": engine, "url": url, "clock": clock})
        run_state_machine_as_test(kind, settings=machine)


def test_whatever_the_network_does_both_hold_the_same_in_the_end(engine) -> None:
    run(engine, SHORT)
