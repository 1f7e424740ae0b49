"""The threads: what the centre says is there at once; a line that was cut silently is noticed; nobody waits."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace

import pytest

from app.bootstrap import start_sync
from app.runtime.standing import Link
from app.sync import gateway
from tests.sync.equal import check_equal
from tests.sync.proxy import between
from tests.sync.shelf import product, put

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
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


def test_a_line_that_was_cut_silently_is_noticed(linked, monkeypatch) -> None:
    monkeypatch.setattr(gateway, "SILENCE_S", 0.5)
    with between(linked.url) as proxy, running(linked, proxy.url) as sync:
        assert sync.thread.wait_for(lambda: sync.standing().link is Link.ONLINE, SOON)
        put(linked.engine, "product", "A", product("甲", "111"))
        assert sync.thread.wait_for(lambda: name_of(linked, "A") == "甲", SOON)
        proxy.silent = True  # the connection stays, and says nothing more
        put(linked.engine, "product", "A", product("乙", "111"))
        assert sync.thread.wait_for(lambda: name_of(linked, "A") == "乙", SOON)


def test_a_sale_goes_out_though_every_connection_was_cut_silently(linked, monkeypatch) -> None:
    monkeypatch.setattr(gateway, "SILENCE_S", 0.5)
    monkeypatch.setattr(gateway, "_READ_S", 1.0)
    with between(linked.url) as proxy, running(linked, proxy.url) as sync:
        assert sync.thread.wait_for(lambda: sync.standing().link is Link.ONLINE, SOON)
        linked.till.open_shift()
        assert sync.thread.wait_for(lambda: sync.standing().unsent == 0, SOON)
        proxy.cut_silently()
        linked.till.sell(("A", 2, 50))
        put(linked.engine, "product", "A", product("乙", "111"))
        assert sync.thread.wait_for(lambda: sync.standing().unsent == 0 and name_of(linked, "A") == "乙", SOON)
        check_equal(linked.engine, linked.till)


def test_it_ends_at_once_in_the_middle_of_anything(linked) -> None:
    with between(linked.url) as proxy:
        proxy.silent = True
        with running(linked, proxy.url) as sync:
            assert sync.thread.wait_for(lambda: sync.standing().link is Link.ONLINE, SOON)
    names = {thread.name for thread in threading.enumerate() if thread.is_alive()}
    assert not names & {"sync", "sync-listen"}
