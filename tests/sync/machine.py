"""A shop, its centre and a bad network between them, driven at random; healed in the end, both hold the same."""

from __future__ import annotations

import itertools
import shutil
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import Engine

from app.bootstrap import enrol_terminal
from app.central import enrol as enrolling
from app.central.database import write
from app.central.setup import put_store
from app.config import Config
from app.domain.errors import AppError
from app.domain.shop import Shop
from app.sync import gateway as gateways
from app.sync.engine import State
from app.sync.gateway import Address, Gateway
from tests.db.conftest import CountedIds, SetClock, Till
from tests.sync.conftest import Turns
from tests.sync.equal import check_equal
from tests.sync.proxy import Fault, FaultProxy, Hit
from tests.sync.shelf import product, put

_NUMBERS = itertools.count(1)
HIT = st.builds(Hit, st.sampled_from(list(Fault)), st.integers(0, 999))
GOODS = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 5), st.integers(1, 200)), min_size=1, max_size=3)
#: Seconds that a line waits whose centre is told to be slow, between two heartbeats, and once the network is well.
HASTY_S, BEAT_S, PATIENT_S = 0.2, 0.05, 30.0

_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@contextmanager
def hasty() -> Iterator[None]:
    """Lines that are made meanwhile, and who listens, wait for a moment only.

    Nor do they read the world's certificates, which takes longer than a request and is no matter over loopback.
    """
    with (
        mock.patch.object(gateways, "PATIENT", gateways.Waits(read_s=HASTY_S)),
        mock.patch.object(gateways, "SILENCE_S", HASTY_S),
        mock.patch("httpx._transports.default.create_ssl_context", return_value=_NOBODY),
    ):
        yield


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
    clock: SetClock  # the centre's: it moves, for nobody enrols hundreds of machines in an hour

    def __init__(self) -> None:
        super().__init__()
        self.work = Path(tempfile.mkdtemp(prefix="omo-pos-net-"))
        self.clock.move(3_600)
        number = next(_NUMBERS)
        self.store = f"T{number}"
        config = Config(self.work / "data", self.work / "keys", "file", plain=True)
        self.till = NumberedTill(config, Shop(store=self.store), SetClock(self.clock.at), number=number)
        self.proxy = FaultProxy(self.url)
        self.gateways: list[Gateway] = []
        self.sync: Turns | None = None
        self.sales = []
        self.price: dict[str, int] = {}

    @initialize(sold=st.lists(GOODS, max_size=3), hits=st.lists(HIT, max_size=4))
    def join(self, sold, hits) -> None:
        """What was sold before comes along; the line was bad from the beginning."""
        self.till.open_shift(1_000)
        for goods in sold:
            self.sell(goods)
        write(
            self.engine,
            lambda connection: put_store(connection, self.store, "x", "Asia/Taipei", "TWD", self.clock.at),
        )
        code = write(self.engine, lambda connection: enrolling.make_code(connection, self.store, 1, self.clock.at))
        self.proxy.coming.extend(hits)
        for _ in hits:
            self.till.clock.move(1)
            with hasty(), suppress(AppError):
                enrol_terminal(self.till.terminal, self.proxy.url, code)
                break
        else:
            self.till.clock.move(1)
            enrol_terminal(self.till.terminal, self.proxy.url, code)
        self.sync = self._sync()

    def _line(self) -> Gateway:
        kept = self.till.terminal.secrets.membership()
        assert kept is not None
        with hasty():
            return Gateway(Address(self.proxy.url, kept.token))

    def _sync(self) -> Turns:
        self.gateways.append(self._line())
        return Turns(self.till.terminal, self.gateways[-1])

    @rule(goods=GOODS)
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

    @rule(hits=st.lists(HIT, min_size=1, max_size=6))
    def trouble(self, hits) -> None:
        self.proxy.coming.extend(hits)

    @rule(hit=HIT)
    def listen(self, hit) -> None:
        """For a few heartbeats, or until the line ends it; what comes of it is an answer or one of our own errors."""
        self.proxy.coming_to_events.append(hit)
        beats = itertools.count(1)
        with closing(self._line()) as ear, hasty(), suppress(AppError):
            ear.listen(self.sync.engine.changed, lambda: ear.hang_up() if next(beats) > 4 else None)
        self.proxy.coming_to_events.clear()
        self.sync.engine.doubt()

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
        self.price[name] = minor
        self.sync.engine.changed()

    def teardown(self) -> None:
        try:
            if self.sync is not None:
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
        for gateway in self.gateways:
            gateway._client.timeout = PATIENT_S
        self.sync.last(2_000)
        self.sync.last(2_000)
        assert (self.sync.report.state, self.sync.report.unsent) == (State.ONLINE, 0)
        check_equal(self.engine, self.till, self.store)
        for name, minor in self.price.items():
            found = self.till.terminal.store.catalog().find(name, self.till.clock.now())
            assert found.price.minor == minor
        self.till.check()
