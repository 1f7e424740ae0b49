"""Either side killed at random instants: nothing that was acknowledged is lost, and nothing is there twice."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from random import Random

from app.bootstrap import open_terminal
from app.config import Config
from app.sync.engine import State
from app.sync.gateway import Address, Gateway
from tests.central.conftest import rows
from tests.db.conftest import ROOT
from tests.sync.conftest import Turns
from tests.sync.equal import check_equal
from tests.sync.shelf import product, put_many
from tests.sync.workers import free_port, kill, served_by

_pause = threading.Event().wait  # the instants of the kills are the test: no clock decides what it asserts
#: Kills at most until one has struck where it hurts, in the short version.
MOST = 12
GOODS = 700


def sell_until_killed(till, seconds: float) -> list[str]:
    """What a terminal of its own sold, as it said, before it was killed."""
    command = [sys.executable, "-m", "tests.sync.seller", str(till.folder), str(till.config.key_dir)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        said = [child.stdout.readline()]
        killer = threading.Thread(target=lambda: (_pause(seconds), child.kill()))
        killer.start()
        said += child.stdout.readlines()
        killer.join()
        assert "Traceback" not in child.stderr.read()
    return [line.strip() for line in said if line.endswith("\n") and line.strip()]


def what_was_cut(linked, products: int) -> str:
    """Where a terminal was when it died, as its file and the centre's tell."""
    till = linked.till
    ((known,),) = till.query("SELECT coalesce(max(seq), 0) FROM mark WHERE name = 'centre'")
    ((sold,),) = till.query("SELECT max(seq) FROM journal")
    ((took,),) = till.query("SELECT count(*) FROM product")
    ((held,),) = rows(linked.engine, "SELECT count(*) FROM entry")
    if held > known:
        return "sent, not yet known to be"
    return "between two pages" if took < products else "sending" if sold > known else "between"


def kill_terminals(linked, chance: Random, least: int, wanted: frozenset[str], goods: int = GOODS) -> Counter[str]:
    """Kill a terminal so often at least, and until its deaths were of a kind; what they cut."""
    till, cut = linked.till, Counter[str]()
    till.close()
    said: list[str] = []
    while cut.total() < least or (wanted and not wanted & cut.keys() and cut.total() < MOST):
        turn = cut.total()
        put_many(
            linked.engine, "product", {f"P{turn}-{n:04}": product(f"商品 {n}", f"{turn}{n:06}") for n in range(goods)}
        )
        said += sell_until_killed(till, chance.uniform(0.02, 0.7))
        cut[what_was_cut(linked, goods * (turn + 1))] += 1
    till.terminal = open_terminal(Config(till.folder, till.config.key_dir, "file", plain=True))
    assert till.verify().ok
    sync = linked.sync()
    sync.settle()
    assert (sync.report.state, sync.report.unsent) == (State.ONLINE, 0)
    assert set(said) <= {one for (one,) in till.query("SELECT id FROM sale")}
    assert len(said) >= cut.total()
    assert till.terminal.store.count_products() == goods * cut.total()
    assert till.query("SELECT count(*) FROM product_code") == [(2 * goods * cut.total(),)]
    check_equal(linked.engine, till)
    till.check()
    return cut


def test_a_terminal_that_is_killed_while_it_sends_and_takes_in(linked, chance) -> None:
    wanted = frozenset({"between two pages", "sent, not yet known to be"})
    cut = kill_terminals(linked, chance, 2, wanted)
    assert wanted & cut.keys(), cut


class Watched(Gateway):
    """Knows while entries are on their way."""

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        self.sending = threading.Event()

    def push(self, batch):
        self.sending.set()
        try:
            return super().push(batch)
        finally:
            self.sending.clear()


def kill_workers(linked, chance: Random, least: int, wanted: frozenset[str], sales: int = 200) -> Counter[str]:
    """Kill a centre so often at least, and until its deaths were of a kind; what they cut."""
    till, port, cut = linked.till, free_port(), Counter[str]()
    till.open_shift(1_000)
    url = linked.engine.url.render_as_string(hide_password=False)
    gateway = Watched(Address(f"http://127.0.0.1:{port}", linked.token))
    sync = Turns(till.terminal, gateway)

    def kill_soon(child, seconds: float, was_sending: list[bool]) -> None:
        gateway.sending.wait(10)
        _pause(seconds)
        was_sending.append(gateway.sending.is_set())
        kill(child)

    while cut.total() < least or (wanted and not wanted & cut.keys() and cut.total() < MOST):
        for _ in range(sales):
            till.sell(("A", 1, 50), ("B", 2, 30))
        was_sending: list[bool] = []
        with served_by(url, port=port) as (child, _):
            killer = threading.Thread(target=kill_soon, args=(child, chance.uniform(0, 0.25), was_sending))
            killer.start()
            while killer.is_alive():
                sync.at += 100
                sync.engine.turn()
                till.sell(("A", 1, 50))
            killer.join()
        ((known,),) = till.query("SELECT coalesce(max(seq), 0) FROM mark WHERE name = 'centre'")
        ((held,),) = rows(linked.engine, "SELECT count(*) FROM entry")
        where = "a batch under way" if was_sending == [True] else "between two"
        cut["after its commit, before its answer" if held > known else where] += 1
    with served_by(url, port=port):
        sync.last(10_000)
        sync.last(10_000)
        assert (sync.report.state, sync.report.why, sync.report.unsent) == (State.ONLINE, "", 0)
    gateway.close()
    check_equal(linked.engine, till)
    return cut


def test_a_worker_that_is_killed_in_the_middle_of_intake(linked, chance) -> None:
    wanted = frozenset({"a batch under way"})
    assert kill_workers(linked, chance, 2, wanted)["a batch under way"]
