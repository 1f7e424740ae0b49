"""A shop, its centre and a bad network between them, driven at random; healed in the end, both hold the same."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from sqlalchemy import Engine

from app.bootstrap import enrol_terminal
from app.central import enrol as enrolling
from app.central.database import write
from app.central.setup import put_store
from app.config import Config
from app.domain.shop import Shop
from app.sync.engine import State
from app.sync.gateway import Address, Gateway
from tests.central.conftest import START
from tests.db.conftest import CountedIds, Till
from tests.sync.conftest import Turns
from tests.sync.equal import check_equal
from tests.sync.proxy import Fault, FaultProxy
from tests.sync.shelf import product, put

_NUMBERS = itertools.count(1)
FAULTS = st.lists(st.sampled_from(list(Fault)), min_size=1, max_size=6)


@dataclass
class NumberedTill(Till):
    """A till whose ids nobody else has."""

    number: int = 0

    def __post_init__(self) -> None:
        self.ids = CountedIds(self.clock, self.number * 1_000_000)
        self.open()


class Network(RuleBasedStateMachine):
    """One example: a fresh terminal in a store of its own at a centre that goes on from example to example."""

    engine: Engine
    url: str

    def __init__(self) -> None:
        super().__init__()
        self.work = Path(tempfile.mkdtemp(prefix="omo-pos-net-"))
        number = next(_NUMBERS)
        self.store = f"T{number}"
        config = Config(self.work / "data", self.work / "keys", "file", plain=True)
        self.till = NumberedTill(config, Shop(store=self.store), number=number)
        write(self.engine, lambda connection: put_store(connection, self.store, "x", "Asia/Taipei", "TWD", START))
        code = write(self.engine, lambda connection: enrolling.make_code(connection, self.store, 1, START))
        self.proxy = FaultProxy(self.url)
        enrol_terminal(self.till.terminal, self.proxy.url, code)
        self.gateways: list[Gateway] = []
        self.sync = self._sync()
        self.sales = []
        self.till.open_shift(1_000)

    def _sync(self) -> Turns:
        kept = self.till.terminal.secrets.membership()
        assert kept is not None
        self.gateways.append(Gateway(Address(self.proxy.url, kept.token)))
        return Turns(self.till.terminal, self.gateways[-1])

    @rule(
        goods=st.lists(
            st.tuples(st.sampled_from("ABC"), st.integers(1, 5), st.integers(1, 200)), min_size=1, max_size=3
        )
    )
    def sell(self, goods) -> None:
        self.till.clock.move(60)
        self.sales.append(self.till.sell(*goods))

    @precondition(lambda self: self.sales)
    @rule(data=st.data())
    def give_back(self, data) -> None:
        sale = self.sales.pop(data.draw(st.integers(0, len(self.sales) - 1)))
        self.till.give_back((sale, 1, 1))

    @rule()
    def next_day(self) -> None:
        self.till.close_shift(0)
        self.till.clock.move(20 * 3_600)
        self.till.open_shift(500)

    @rule(faults=FAULTS)
    def trouble(self, faults) -> None:
        self.proxy.coming.extend(faults)

    @rule(turns=st.integers(1, 5), seconds=st.sampled_from([0, 1, 3, 80, 1_000]))
    def turn(self, turns, seconds) -> None:
        self.sync.at += seconds
        for _ in range(turns):
            self.sync.engine.turn()

    @rule()
    def let_late_in(self) -> None:
        self.proxy.let_late_in()

    @rule()
    def start_anew(self) -> None:
        self.sync = self._sync()

    @rule(name=st.sampled_from("ABC"), minor=st.integers(1, 500))
    def change_price(self, name, minor) -> None:
        put(self.engine, "product", name, product(f"商品 {name}", f"11{name}", minor=minor), self.store)
        self.price = {**getattr(self, "price", {}), name: minor}
        self.sync.engine.changed()

    def teardown(self) -> None:
        try:
            self.heal()
        finally:
            for gateway in self.gateways:
                gateway.close()
            self.proxy.close()
            self.till.close()
            shutil.rmtree(self.work)

    def heal(self) -> None:
        """The network is well again."""
        self.proxy.coming.clear()
        self.proxy.let_late_in()
        self.sync.last(2_000)
        self.sync.last(2_000)
        assert (self.sync.report.state, self.sync.report.unsent) == (State.ONLINE, 0)
        check_equal(self.engine, self.till, self.store)
        for name, minor in getattr(self, "price", {}).items():
            found = self.till.terminal.store.catalog().find(name, self.till.clock.now())
            assert found.price.minor == minor
        self.till.check()
