"""The threads: what the centre says is there at once; a line that was cut silently is noticed; nobody waits."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace

import pytest

from app.bootstrap import start_sync
from app.domain.errors import FaultError
from app.runtime.standing import Link
from app.sync import gateway, thread
from tests.central.admin import Asking, token
from tests.sync.equal import check_equal
from tests.sync.proxy import between
from tests.sync.shelf import product, put

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SOON = 20


@contextmanager
def running(linked, url: str | None = None):
    """The sync at work, over a proxy if its URL is given."""
    secrets = linked.till.terminal.secrets
    if url is not None:
        secrets.save_membership(replace(secrets.membership(), url=url))
    sync = start_sync(linked.till.terminal)
    try:
        yield sync
    finally:
        sync.close()


def name_of(linked, sku: str) -> str:
    found = linked.till.terminal.store.catalog().find(sku, linked.till.clock.now())
    return "" if found is None else found.product.name


def test_a_sale_is_sent_at_once_and_a_change_comes_at_once(linked) -> None:
    till = linked.till
    with running(linked) as sync:
        assert sync.thread.wait_for(lambda: sync.standing().link is Link.ONLINE, SOON)
        till.open_shift()
        till.sell(("A", 2, 50))
        assert sync.thread.wait_for(lambda: sync.standing().unsent == 0, SOON)
        put(linked.engine, "product", "A", product("甲", "111"))
        assert sync.thread.wait_for(lambda: name_of(linked, "A") == "甲", SOON)
        check_equal(linked.engine, till)
    assert sync.standing().unsent == 0


@ON_SQLITE
def test_a_line_that_was_cut_silently_is_noticed(linked, monkeypatch) -> None:
    monkeypatch.setattr(gateway, "SILENCE_S", 0.5)
    with between(linked.url) as proxy, running(linked, proxy.url) as sync:
        assert sync.thread.wait_for(lambda: sync.standing().link is Link.ONLINE, SOON)
        put(linked.engine, "product", "A", product("甲", "111"))
        assert sync.thread.wait_for(lambda: name_of(linked, "A") == "甲", SOON)
        proxy.silent = True  # the connection stays, and says nothing more
        put(linked.engine, "product", "A", product("乙", "111"))
        assert sync.thread.wait_for(lambda: name_of(linked, "A") == "乙", SOON)


@ON_SQLITE
def test_a_sale_goes_out_though_every_connection_was_cut_silently(linked, monkeypatch) -> None:
    monkeypatch.setattr(gateway, "SILENCE_S", 0.5)
    monkeypatch.setattr(gateway, "PATIENT", gateway.Waits(read_s=1.0))
    with between(linked.url) as proxy, running(linked, proxy.url) as sync:
        assert sync.thread.wait_for(lambda: sync.standing().link is Link.ONLINE, SOON)
        linked.till.open_shift()
        assert sync.thread.wait_for(lambda: sync.standing().unsent == 0, SOON)
        proxy.cut_silently()
        linked.till.sell(("A", 2, 50))
        put(linked.engine, "product", "A", product("乙", "111"))
        assert sync.thread.wait_for(lambda: sync.standing().unsent == 0 and name_of(linked, "A") == "乙", SOON)
        check_equal(linked.engine, linked.till)


@ON_SQLITE
def test_it_ends_at_once_in_the_middle_of_anything(linked) -> None:
    with between(linked.url) as proxy:
        proxy.silent = True
        with running(linked, proxy.url) as sync:
            assert sync.thread.wait_for(lambda: sync.standing().link is Link.ONLINE, SOON)
    names = {thread.name for thread in threading.enumerate() if thread.is_alive()}
    assert not names & {"sync", "sync-listen"}


def test_a_terminal_that_listens_hears_that_it_is_revoked_and_sells_on(linked, monkeypatch) -> None:
    """Long before it would ask of itself: it was told."""
    till, heard, listen = linked.till, [], gateway.Gateway.listen

    def listening(self, told, alive) -> None:
        listen(self, lambda: (heard.append(1), told()), alive)

    monkeypatch.setattr(gateway.Gateway, "listen", listening)
    with running(linked) as sync:
        assert sync.thread.wait_for(lambda: heard and sync.standing().link is Link.ONLINE, SOON)
        before, held = len(heard), linked.held()
        with Asking(linked.url, token(linked.engine)) as ask:
            assert ask("POST", f"/v1/admin/terminals/{till.terminal.terminal_id}/revoke").json() == {"changed": 1}
        assert sync.thread.wait_for(lambda: sync.standing().why == "token.revoked", SOON)
        assert len(heard) > before
        assert sync.thread.engine.is_halted
        till.open_shift()
        till.sell(("A", 2, 50))
        assert (sync.standing().link, sync.standing().unsent) == (Link.ATTENTION, 2)
    assert linked.held() == held == linked.written()[:-2]


class Unheard:
    """An engine that has the centre, and an ear that hears nothing but refusals."""

    is_online = True

    def __init__(self, *refusals: FaultError) -> None:
        self.refusals = list(refusals)
        self.doubts = 0
        self.over = threading.Event()

    def turn(self) -> None:
        return None

    def keep(self) -> None: ...

    def doubt(self) -> None:
        self.doubts += 1

    def listen(self, told, alive) -> None:
        if self.refusals:
            raise self.refusals.pop(0)
        self.over.wait()

    def hang_up(self) -> None:
        self.over.set()

    def close(self) -> None: ...


@pytest.mark.parametrize("status", [429, 503])
def test_who_is_asked_for_patience_listens_no_earlier_and_doubts_nothing(monkeypatch, status: int) -> None:
    asked = []

    class Waits(thread.Backoff):
        def failed(self, asked_s: float = 0) -> float:
            asked.append(asked_s)
            return 0.0 if super().failed(asked_s) >= asked_s else 60.0

    monkeypatch.setattr(thread, "Backoff", Waits)
    busy = FaultError("centre.unwell", status=status, retry_s=60)
    one = Unheard(busy, busy, FaultError("centre.unreachable", reason="ReadTimeout"))
    sync = thread.SyncThread(one, one, one, lambda: 0.0, lambda: None)
    assert sync.wait_for(lambda: one.doubts, SOON)
    assert (asked, one.doubts, one.refusals) == ([60, 60, 0], 1, [])
    sync.close()
