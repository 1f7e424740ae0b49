"""What somebody tries with requests that are begun and not ended, and with connections that say nothing."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from threading import Event

import pytest

from app.central import body, intake, patience
from app.central import enrol as enrolling
from app.central.bootstrap import service
from app.central.database import reading, write
from app.contract.push import PROTOCOL, PushBatch
from app.domain.errors import UserError
from tests.central.admin import token
from tests.central.conftest import START, rows
from tests.central.counter import Counter, moved
from tests.central.served import served
from tests.db.conftest import refused

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Wire:
    """A connection on which a request is spoken byte by byte."""

    def __init__(self, url: str) -> None:
        host, _, port = url.removeprefix("http://").partition(":")
        self.peer = socket.create_connection((host, int(port)), 20)
        self.peer.settimeout(20)
        self.heard = b""

    def begin(self, method: str, path: str, secret: str, size: int) -> None:
        lines = (f"{method} {path} HTTP/1.1", "Host: x", f"Authorization: Bearer {secret}", f"Content-Length: {size}")
        head = "\r\n".join([*lines, "", ""])
        self.peer.sendall(head.encode())

    def answer(self) -> tuple[int, dict[str, object]]:
        """The status, and the body, of an answer after which the connection may stay."""
        text = b""
        while b"\r\n\r\n" not in text:
            text += self.more()
        head, _, rest = text.partition(b"\r\n\r\n")
        size = next(
            int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
        )
        while len(rest) < size:
            rest += self.more()
        return int(head.split()[1]), json.loads(rest)

    def more(self) -> bytes:
        found = self.peer.recv(65536)
        assert found, "it was closed"
        self.heard += found
        return found

    def is_closed(self) -> bool:
        """Whether the other side ends it while we wait, whatever it says before."""
        with suppress(ConnectionError):
            while self.peer.recv(65536):
                pass
        return True


@pytest.fixture
def connect():
    """Opens connections, and closes them in the end."""
    made: list[Wire] = []

    def begin(url: str) -> Wire:
        made.append(Wire(url))
        return made[-1]

    yield begin
    for one in made:
        one.peer.close()


@pytest.fixture
def wire(url, connect):
    return connect(url)


def batch_of(counter: Counter) -> bytes:
    return PushBatch(protocol=PROTOCOL, entries=tuple(counter.entries)).model_dump_json().encode()


def revoke(engine, counter: Counter) -> None:
    write(engine, lambda connection: enrolling.revoke(connection, counter.id, START))


@pytest.fixture(autouse=True)
def let_in(monkeypatch) -> Event:
    """Set once who holds a connection was let in, and the body is being waited for."""
    waiting = Event()
    plain = body.pieces_of

    async def watched(request, within_s=None):
        waiting.set()
        async for piece in plain(request, within_s):
            yield piece

    monkeypatch.setattr(body, "pieces_of", watched)
    return waiting


def test_a_request_that_was_held_open_acts_for_nobody_who_was_put_out(engine, wire, counter, let_in) -> None:
    counter.write(moved(("A", 1_000)))
    content = batch_of(counter)
    wire.begin("POST", "/v1/journal", counter.token, len(content))
    assert let_in.wait(20)
    revoke(engine, counter)
    wire.peer.sendall(content)
    assert wire.answer() == (403, {"code": "token.revoked", "detail": "token.revoked"})
    assert rows(engine, "SELECT count(*) FROM entry") == [(0,)]


@pytest.mark.parametrize(
    "path", ["holds/coupon", "claims/order", "members/find", "proposals", "journal/days/compare"]
)
def test_nor_does_any_other(engine, wire, counter, path, let_in) -> None:
    wire.begin("POST", f"/v1/{path}", counter.token, 2)
    assert let_in.wait(20)
    revoke(engine, counter)
    wire.peer.sendall(b"{}")
    assert wire.answer()[1]["code"] == "token.revoked"


def test_nor_does_a_token_of_the_admin_api(engine, wire, let_in) -> None:
    secret = token(engine)
    content = b'{"name": "Far"}'
    wire.begin("PUT", "/v1/admin/stores/S09", secret, len(content))
    assert let_in.wait(20)
    write(engine, lambda connection: enrolling.revoke_tokens(connection, "tests", START))
    wire.peer.sendall(content)
    assert wire.answer()[1]["code"] == "token.revoked"
    assert rows(engine, "SELECT count(*) FROM store WHERE code = 'S09'") == [(0,)]


def test_the_intake_itself_asks_who_sends_under_its_lock(engine, counter) -> None:
    counter.write(moved(("A", 1_000)))
    batch = PushBatch(protocol=PROTOCOL, entries=tuple(counter.entries))
    with reading(engine) as connection:
        one = enrolling.enlisted(connection, counter.token)
    who = intake.Sender(one.terminal_id, one.store, one.token_hash)

    def replace(connection) -> None:
        enrolling.make_takeover_code(connection, counter.id, START)
        connection.exec_driver_sql("INSERT INTO former_machine SELECT token_hash, id, public_key, 1 FROM terminal")
        connection.exec_driver_sql("UPDATE terminal SET revoked_at = NULL, token_hash = CAST('new' AS BLOB)")

    write(engine, replace)
    for said, code in ((who, "token.revoked"), (intake.Sender(one.terminal_id, one.store, b"x"), "token.unknown")):
        refused(
            UserError,
            code,
            lambda said=said: write(engine, lambda connection: intake.take_in(connection, said, batch, START)),
        )
    assert rows(engine, "SELECT count(*) FROM entry") == [(0,)]


def test_a_body_that_does_not_come_is_waited_for_no_longer(wire, counter, monkeypatch) -> None:
    monkeypatch.setattr(body, "WITHIN_S", 0.05)
    wire.begin("POST", "/v1/journal", counter.token, 100)
    wire.peer.sendall(b"{")
    status, problem = wire.answer()
    assert (status, problem["code"]) == (408, "request.too_slow")
    assert wire.is_closed()


def test_half_a_head_is_waited_for_no_longer(url, connect, monkeypatch) -> None:
    monkeypatch.setattr(patience, "HEAD_S", 0.05)
    silent, half, again = connect(url), connect(url), connect(url)
    half.peer.sendall(b"GET /v1/feed HTTP/1.1\r\nHost: x\r\n")
    again.begin("GET", "/nothing", "x", 0)
    assert again.answer()[0] == 404
    again.peer.sendall(b"GET /v1")
    assert silent.is_closed()
    assert half.is_closed()
    assert again.is_closed()


def test_the_rest_of_a_body_that_was_refused_is_not_taken_for_ever(wire, monkeypatch) -> None:
    monkeypatch.setattr(patience, "HEAD_S", 0.05)
    wire.begin("POST", "/v1/journal", "nobody", 1_000_000)
    assert wire.answer()[0] == 401
    with suppress(ConnectionError):
        for _ in range(1_000_000):
            wire.peer.sendall(b"x")
    assert wire.is_closed()


def test_a_head_is_no_larger_than_it_may_be(wire) -> None:
    with suppress(ConnectionError):
        wire.peer.sendall(b"GET /" + b"x" * patience.HEAD * 2)
        assert b" 400 " in wire.more()
    assert wire.is_closed()


def test_who_listens_is_no_idle_connection(engine, counter, connect, monkeypatch) -> None:
    monkeypatch.setattr(patience, "HEAD_S", 0.05)
    with served(service(engine, lambda: START, heartbeat_s=0.1)) as url:
        wire = connect(url)
        wire.begin("GET", "/v1/events", counter.token, 0)
        while wire.heard.count(b": beat") < 3:
            wire.more()


def test_a_terminal_listens_once_however_often_it_begins(engine, counter, connect) -> None:
    app = service(engine, lambda: START, heartbeat_s=30)
    with served(app) as url:
        wires = [connect(url) for _ in range(30)]
        for wire in wires:
            wire.begin("GET", "/v1/events", counter.token, 0)
            assert b"200 OK" in wire.more()
        for wire in wires[:-1]:
            while b"\r\n0\r\n\r\n" not in wire.heard:  # the end of an answer in pieces
                wire.more()
        assert len(app.state.place.watch._ears) == 1


def test_connections_beyond_the_room_are_told_so(engine, connect, monkeypatch) -> None:
    assert patience._TOLD <= patience.room() <= patience.CONNECTIONS, "as the system gives it files"
    monkeypatch.setattr(patience, "CONNECTIONS", 3)
    with served(service(engine, lambda: START)) as url:
        wires = [connect(url) for _ in range(3)]
        wires[-1].begin("GET", "/v1/feed", "x", 0)
        assert b" 503 " in wires[-1].more()
        late = [connect(url) for _ in range(patience._TOLD + 3)]
        assert late[-1].is_closed()
