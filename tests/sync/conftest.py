"""A real terminal and a real centre, over loopback HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Engine

from app.central import enrol as enrolling
from app.central.bootstrap import service
from app.central.database import write
from app.central.setup import put_store
from app.contract.enrol import EnrolRequest
from app.contract.push import PROTOCOL
from app.db.outbox import SqliteOutbox
from app.sync.gateway import Address, Gateway
from app.sync.push import Pusher
from tests.central.conftest import START, database_url, engine, postgres, rows
from tests.central.served import served
from tests.db.conftest import Till, make_till

__all__ = ["database_url", "engine", "make_till", "postgres"]


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
    """Enrol a till; its token."""
    write(engine, lambda connection: put_store(connection, "S01", "Main", "Asia/Taipei", "TWD", START))
    code = write(engine, lambda connection: enrolling.make_code(connection, "S01", 1, START))
    terminal = till.terminal
    signer = terminal.secrets.load().signer
    proof = signer.sign(enrolling.PROOF, enrolling.proof_of(code, terminal.terminal_id))
    gateway = Gateway(Address(url))
    try:
        return gateway.enrol(
            EnrolRequest(
                protocol=PROTOCOL,
                code=code.lower(),
                terminal_id=terminal.terminal_id,
                public_key=signer.public_key.hex(),
                proof=proof.hex(),
            )
        ).token
    finally:
        gateway.close()


@pytest.fixture
def linked(engine: Engine, make_till) -> Iterator[Linked]:
    """An enrolled till and its centre, which listens."""
    till = make_till()
    with served(service(engine, lambda: START)) as url:
        made = Linked(till, engine, url, join(engine, url, till))
        yield made
        for gateway in made.gateways:
            gateway.close()
