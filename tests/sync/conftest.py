"""A real terminal and a real centre, over loopback HTTP."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random, SystemRandom
from typing import Any

import pytest
from sqlalchemy import Engine

from app.bootstrap import Terminal, enrol_terminal
from app.bootstrap.sync import Chance, make_engine, make_feed
from app.central import enrol as enrolling
from app.central.bootstrap import service
from app.central.database import write
from app.central.setup import put_store
from app.db.feed import SqliteFeed
from app.db.outbox import SqliteOutbox
from app.sync import engine as engines
from app.sync import gateway as gateways
from app.sync.gateway import Address, Gateway
from app.sync.push import Pusher
from tests.central.conftest import START, database_url, engine, postgres, rows
from tests.central.served import authorities, served
from tests.db.conftest import Till, make_till

__all__ = ["database_url", "engine", "make_till", "postgres"]
#: A number here has kills fall at the instants of the run that printed it.
SEED = "KILL_SEED"


@dataclass
class Turns:
    """An engine whose clock the test moves; its waits take no time."""

    terminal: Terminal
    gateway: Any
    at: float = 0.0
    engine: engines.Engine = field(init=False)
    told: list[frozenset[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        feed = make_feed(self.terminal)
        chance = Chance(lambda: self.at, lambda: 0.5)
        self.engine = make_engine(self.terminal, feed, self.gateway, self.told.append, chance)

    def settle(self, most: int = 10_000) -> float | None:
        """Take turns until there is nothing to do; the pause that follows."""
        for _ in range(most):
            pause = self.engine.turn()
            if pause != 0:
                return pause
        raise AssertionError("it never settles")

    def last(self, seconds: float) -> float | None:
        """Let time pass, and settle."""
        self.at += seconds
        return self.settle()

    @property
    def report(self) -> engines.Report:
        return self.engine.report()


@dataclass
class Linked:
    """A till and its centre."""

    till: Till
    engine: Engine
    url: str
    token: str
    gateways: list[Gateway] = field(default_factory=list)

    def gateway(self) -> Gateway:
        """A new connection; closed in the end."""
        self.gateways.append(Gateway(Address(self.url, self.token)))
        return self.gateways[-1]

    @property
    def outbox(self) -> SqliteOutbox:
        store = self.till.terminal.store
        return SqliteOutbox(store.writer, store.connection, store.archives)

    @property
    def feed(self) -> SqliteFeed:
        return make_feed(self.till.terminal)

    def sync(self, gateway: Any = None) -> Turns:
        """The engine, driven by hand."""
        return Turns(self.till.terminal, gateway or self.gateway())

    def pusher(self) -> Pusher:
        return Pusher(self.outbox, self.gateway())

    def held(self) -> list[tuple[object, ...]]:
        """The centre's entries of this terminal, byte for byte."""
        return rows(
            self.engine,
            "SELECT seq, epoch, id, kind, schema_no, business_on, occurred_at, actor, shift_id, body, prev_hash, "
            "hash FROM entry ORDER BY seq",
        )

    def written(self) -> list[tuple[object, ...]]:
        """The terminal's, from its file."""
        return [
            (one.seq, one.epoch, one.entry_id, one.kind, one.schema, one.business_on, one.occurred_at, one.actor,
             one.shift_id, one.body, one.prev_hash, one.hash)
            for one in self.outbox.behind(None, 10**6, 10**12)
        ]  # fmt: skip


def join(engine: Engine, url: str, till: Till) -> str:
    """Make a store, and enrol a till in it; its token."""
    write(engine, lambda connection: put_store(connection, "S01", "Main", "Asia/Taipei", "TWD", START))
    code = write(engine, lambda connection: enrolling.make_code(connection, "S01", 1, START))
    enrol_terminal(till.terminal, url, code.lower())
    kept = till.terminal.secrets.membership()
    assert kept is not None
    return kept.token


@pytest.fixture
def chance() -> Random:
    """Chance of which a red run tells how to repeat it: by the environment."""
    seed = int(os.environ.get(SEED) or SystemRandom().randrange(2**32))
    print(f"{SEED}={seed}")
    return Random(seed)


@pytest.fixture
def linked(engine: Engine, make_till, monkeypatch: pytest.MonkeyPatch) -> Iterator[Linked]:
    """An enrolled till and its centre, which listens; the till's gateways share what they would each read."""
    named = gateways._trusted
    monkeypatch.setattr(gateways, "_trusted", lambda file: named(file) if file else authorities())
    till = make_till()
    with served(service(engine, lambda: START)) as url:
        made = Linked(till, engine, url, join(engine, url, till))
        yield made
        for gateway in made.gateways:
            gateway.close()
