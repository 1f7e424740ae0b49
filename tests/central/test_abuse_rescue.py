"""What somebody tries with rescue files: what nobody signed is not unpacked, and nothing grows without an end."""

from __future__ import annotations

import gzip
import tracemalloc
from dataclasses import replace

import pytest

from app.central import enrol as enrolling
from app.central import rescue
from app.central.bootstrap import SEALS, make_key, service
from app.central.database import write
from app.domain.errors import FaultError, UserError
from app.vault import rescue as files
from app.vault.sealing import seal
from app.vault.signature import Signer
from tests.central.admin import Asking, token
from tests.central.conftest import START, rows
from tests.central.counter import Counter, moved
from tests.central.served import served
from tests.db.conftest import refused

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
EVERYBODY = enrolling.Admin(frozenset(), None)


@pytest.fixture
def counter(engine):
    made = Counter(engine).enlist()
    made.signer = Signer.generate()
    write(
        engine,
        lambda connection: connection.exec_driver_sql(
            "UPDATE terminal SET public_key = ?", (made.signer.public_key,)
        ),
    )
    return made


def file_of(engine, counter, packed: bytes, signer: Signer | None = None) -> bytes:
    """A file with anything in it, as a machine with a key of its own seals it."""
    centre_id, centre_key = rows(engine, "SELECT id, public_key FROM centre")[0]
    context = f"{files._FORM} {counter.id} {centre_id}"
    signed = (signer or counter.signer).sign(context, packed) + packed
    sealed = seal(files.sealing_key_of(bytes(centre_key)), signed, context)
    return f"{files._FORM}\n{counter.id}\n{centre_id}\n".encode() + sealed


def take(engine, content: bytes, *, revoked: bool = False):
    return rescue.take_file(engine, SEALS, content, EVERYBODY, START, revoked=revoked, tell=lambda _: None)


def payload_of(counter) -> bytes:
    return "\n".join(one.model_dump_json() for one in counter.entries).encode()


def peak(act) -> int:
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_what_no_machine_of_ours_signed_is_not_unpacked(engine, counter, monkeypatch) -> None:
    unpacked: list[bytes] = []
    monkeypatch.setattr(files, "_unpacked", lambda packed: unpacked.append(packed) or b"")
    content = file_of(engine, counter, gzip.compress(b"{}"), Signer.generate())
    refused(FaultError, "vault.sealed_damaged", lambda: take(engine, content))
    assert unpacked == []
    take(engine, file_of(engine, counter, gzip.compress(b"")))
    assert len(unpacked) == 1


def test_nor_does_what_was_signed_grow_without_end(engine, counter) -> None:
    bomb = gzip.compress(b"\n" * 64 * 1024 * 1024, 9)
    content = file_of(engine, counter, bomb)
    most = peak(lambda: refused(FaultError, "vault.sealed_damaged", lambda: take(engine, content)))
    assert most < 3 * len(bomb) * files._TIMES
    counter.write(moved(("A", 1_000)))
    content = file_of(engine, counter, gzip.compress(payload_of(counter)) + b"more")
    refused(FaultError, "vault.sealed_damaged", lambda: take(engine, content))


def test_of_many_machines_before_the_file_is_opened_once(engine, counter, monkeypatch) -> None:
    counter.write(moved(("A", 1_000)))
    content = file_of(engine, counter, gzip.compress(payload_of(counter)))

    def replaced(connection) -> None:
        for number in range(20):
            connection.exec_driver_sql(
                "INSERT INTO former_machine VALUES (?, ?, ?, ?)",
                (bytes([number]), counter.id, make_key()[1] if number else counter.signer.public_key, number),
            )
        connection.exec_driver_sql("UPDATE terminal SET public_key = ?", (make_key()[1],))

    write(engine, replaced)
    opened: list[bool] = []
    plain = files.open_sealed
    monkeypatch.setattr(files, "open_sealed", lambda *said: opened.append(True) or plain(*said))
    refused(UserError, "rescue.revoked", lambda: take(engine, content))
    assert take(engine, content, revoked=True).entries == 1
    assert opened == [True, True]


def test_nothing_goes_in_of_a_file_that_is_no_journal_to_its_end(engine, counter) -> None:
    for _ in range(600):
        counter.write(moved(("A", 1)))
    content = file_of(engine, counter, gzip.compress(payload_of(counter) + b"\n{}"))
    refused(FaultError, "vault.sealed_damaged", lambda: take(engine, content))
    assert rows(engine, "SELECT count(*) FROM entry") == [(0,)]


def test_first_who_asks_then_how_much_then_by_whom_then_what(engine, counter, monkeypatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(rescue, "MOST", 2_000)
    seals = replace(SEALS, read=lambda content: asked.append("read") or SEALS.read(content))
    app = service(engine, lambda: START)
    app.state.place = replace(app.state.place, seals=seals)
    good = file_of(engine, counter, gzip.compress(b""))
    with served(app) as url:
        for secret, content, status, code in [
            (token(engine, "stock"), b"x" * 3_000, 403, "token.not_allowed"),
            (token(engine), b"x" * 3_000, 413, "request.too_large"),
        ]:
            with Asking(url, secret) as ask:
                answer = ask.client.post("/v1/admin/rescue", content=content)
                assert (answer.status_code, answer.json()["code"]) == (status, code)
            assert asked == []
        with Asking(url, token(engine)) as ask:
            assert ask.client.post("/v1/admin/rescue", content=good).json()["entries"] == 0
    assert asked == ["read"]
