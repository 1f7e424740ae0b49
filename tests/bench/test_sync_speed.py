"""A week offline, and a first fill while the counter sells: how long, beside what the same rows cost by themselves.

Printed, not asserted by the clock, but where the clock is the rule.
"""

from __future__ import annotations

import statistics
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import start_sync
from app.db import schema
from app.db.connection import connect_writer
from app.db.feed_write import read_item, write_items
from app.runtime.standing import Link
from app.sync.engine import State
from tests.bench.care import care_of
from tests.sync.conftest import database_url, engine, linked, make_till
from tests.sync.equal import check_equal
from tests.sync.proxy import between
from tests.sync.shelf import product, put, put_many

__all__ = ["database_url", "engine", "linked", "make_till"]
WEEK = 20_000
PRODUCTS, MEMBERS = 100_000, 50_000
#: Milliseconds that a checkout's commit may take, 95 of 100 times, while the counter is filled.
COMMIT_P95_MS = 50
#: Seconds within which a change must be there although the line was cut silently.
AFTER_A_CUT_S = 30


@pytest.mark.timeout(3_600)
def test_a_week_offline(linked, capsys) -> None:
    till = linked.till
    till.open_shift(1_000)
    for number in range(WEEK):
        if number % (WEEK // 7 + 1) == WEEK // 7:
            till.close_shift(0)
            till.clock.move(10 * 3_600)
            till.open_shift(1_000)
        till.clock.move(10)
        till.sell((f"SKU{number % 500}", 1 + number % 3, 35), (f"SKU{number % 77}", 1, 120))
    sync = linked.sync()
    start = time.perf_counter()
    sync.settle()
    taken = time.perf_counter() - start
    assert (sync.report.state, sync.report.unsent) == (State.ONLINE, 0)
    check_equal(linked.engine, till)
    with capsys.disabled():
        name = care_of(linked.engine)
        print(
            f"\n{name}: {WEEK} sales of a week offline arrived in {taken:.1f} s, {WEEK / taken:.0f} a second, exact"
        )


class Checkouts:
    """Sales made one after the other until it is ended, and how long each commit took."""

    def __init__(self, till, pause: float = 0.05) -> None:
        self._till, self._pause = till, pause
        self.taken: list[float] = []
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while not self._end.wait(self._pause):
            cart = self._till.cart(("SKU1", 2, 35), ("SKU2", 1, 90))
            paid = self._till.cash(cart)
            priced = self._till.priced(cart)
            start = time.perf_counter()
            self._till.terminal.sell.complete(cart, priced, paid, "anna", ()).result()
            self.taken.append(time.perf_counter() - start)
        self._till.terminal.store.close_reader()

    def end(self) -> tuple[float, str]:
        """What 95 of 100 took at most, in milliseconds, and all in words."""
        self._end.set()
        self._thread.join()
        cuts = [1_000 * one for one in statistics.quantiles(self.taken, n=100)]
        return cuts[
            94
        ], f"{len(self.taken)} commits, p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms, p99 {cuts[98]:.1f} ms"


def pages_of(linked) -> list:
    """The whole feed, downloaded and not applied."""
    gateway, cursor, pages = linked.gateway(), None, []
    while True:
        pages.append(gateway.feed(cursor))
        if not pages[-1].more:
            return pages
        cursor = pages[-1].cursor


def insert_plainly(path: Path, pages: list) -> float:
    """Seconds that the same rows take in a file of their own, members too, in one transaction, without search."""
    with closing(connect_writer(path, None)) as connection:
        schema.upgrade(connection)
        reads = [read_item(item) for page in pages for item in page.items]
        kept = [
            (one.item.kind, one.item.key, one.item.version, int(one.item.chain), one.item.body, "")
            for one in reads
            if not one.whole
        ]
        assert len(kept) >= MEMBERS
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        write_items(connection, reads, lambda _: 0)
        connection.executemany(
            "INSERT INTO feed_kept(kind, key, version, chain, body, form) VALUES(?,?,?,?,?,?)", kept
        )
        connection.execute("COMMIT")
        return time.perf_counter() - start


@pytest.mark.timeout(3_600)
def test_a_first_fill_while_the_counter_sells(linked, tmp_path, capsys) -> None:
    till = linked.till
    till.open_shift(1_000)
    for start in range(0, PRODUCTS, 5_000):
        many = {
            f"SKU{n}": product(f"商品名稱 {n} 號", f"471{n:09}0", f"481{n:09}0", f"H{n}", minor=10 + n % 900)
            for n in range(start, min(start + 5_000, PRODUCTS))
        }
        put_many(linked.engine, "product", many)
    for start in range(0, MEMBERS, 5_000):
        some = range(start, min(start + 5_000, MEMBERS))
        members = {f"M{n}": {"name": "王**", "tier": "gold", "points": n} for n in some}
        put_many(linked.engine, "member", members)
    start = time.perf_counter()
    pages = pages_of(linked)
    download = time.perf_counter() - start
    plain = insert_plainly(tmp_path / "plain.db", pages)
    still = Checkouts(till)
    threading.Event().wait(5)
    _, before = still.end()
    selling, sync = Checkouts(till), linked.sync()
    start = time.perf_counter()
    while True:
        pause = sync.engine.turn()
        if sync.report.left == 0 and till.terminal.store.count_products() >= PRODUCTS:
            break
    filled = time.perf_counter() - start
    while pause == 0:
        pause = sync.engine.turn()
    found = time.perf_counter() - start
    p95, during = selling.end()
    with capsys.disabled():
        counts = f"{PRODUCTS} products, {PRODUCTS * 4} codes, {MEMBERS} members, {len(pages)} pages"
        print(f"\n{care_of(linked.engine)}: {counts}:")
        print(f"  all can be scanned after {filled:.1f} s, all is found by search after {found:.1f} s")
        print(f"  download {download:.1f} s, plain insert {plain:.1f} s: {filled / (download + plain):.1f} times")
        print(f"  checkouts before: {before}")
        said = "kept" if p95 < COMMIT_P95_MS else "NOT KEPT"
        print(f"  checkouts during: {during}: p95 below {COMMIT_P95_MS} ms {said}")
    assert till.query("SELECT count(*) FROM product_code") == [(PRODUCTS * 4,)]


@pytest.mark.timeout(600)
def test_a_change_reaches_the_terminal(linked, capsys) -> None:
    sync = start_sync(linked.till.terminal)
    catalog, taken = linked.till.terminal.store.catalog(), []
    try:
        assert sync.thread.wait_for(lambda: sync.standing().link is Link.ONLINE, 30)
        for number in range(60):
            start = time.perf_counter()
            put(linked.engine, "product", "A", product(f"name {number}", "111"))
            assert sync.thread.wait_for(lambda: _name(catalog) == f"name {number}", 30)  # noqa: B023
            taken.append(1_000 * (time.perf_counter() - start))
            threading.Event().wait(0.03 * (number % 7))
    finally:
        sync.close()
    cuts = statistics.quantiles(taken, n=20)
    with capsys.disabled():
        name, told = linked.engine.dialect.name, f"p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms"
        print(f"\n{name}: a product from the centre's commit to the terminal's catalogue {told}")


@pytest.mark.timeout(600)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_change_reaches_the_terminal_after_a_silent_cut(linked, capsys) -> None:
    """Every connection dies without a word at another moment; the product's own limits hold."""
    catalog, taken = linked.till.terminal.store.catalog(), []
    with between(linked.url) as proxy:
        secrets = linked.till.terminal.secrets
        secrets.save_membership(replace(secrets.membership(), url=proxy.url))
        sync = start_sync(linked.till.terminal)
        try:
            assert sync.thread.wait_for(lambda: sync.standing().link is Link.ONLINE, 30)
            for number in range(6):
                threading.Event().wait(0.5 + 1.9 * number)
                proxy.cut_silently()
                start = time.perf_counter()
                put(linked.engine, "product", "A", product(f"name {number}", "111"))
                assert sync.thread.wait_for(lambda: _name(catalog) == f"name {number}", 60)  # noqa: B023
                taken.append(time.perf_counter() - start)
        finally:
            sync.close()
    with capsys.disabled():
        told = ", ".join(f"{one:.1f}" for one in taken)
        print(f"\nafter a silent cut, a product from the centre's commit to the terminal's catalogue: {told} s")
    assert max(taken) < AFTER_A_CUT_S


def _name(catalog) -> str:
    found = catalog.find("A", 1)
    return "" if found is None else found.product.name
