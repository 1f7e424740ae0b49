"""What somebody tries who has a code, a token or a wire to the centre, and more in mind than a terminal."""

from __future__ import annotations

import gzip
import os
import stat

import pytest

from app.central import enrol as enrolling
from app.central import feed
from app.central.bootstrap import open_centre
from app.central.compare import _Held
from app.central.database import reading, write
from app.central.setup import put_store
from app.contract.days import DayRun
from app.domain.errors import UserError
from app.services.enrol import make_request
from app.vault.signature import Signer, verify
from tests.central.admin import Asking
from tests.central.conftest import START, rows
from tests.central.counter import Counter, new_id, sale
from tests.db.conftest import refused


class Machine:
    """A machine of nobody's yet."""

    def __init__(self, engine) -> None:
        self.engine, self.id, self.signer = engine, new_id(), Signer.generate()

    def ask(self, code: str, at: int = START):
        request = make_request(code, self.id, self.signer, "1", at=START, fresh=True)
        return write(self.engine, lambda connection: enrolling.enrol(connection, request, verify, at))


def takeover_code(engine, terminal_id: str) -> str:
    return write(engine, lambda connection: enrolling.make_takeover_code(connection, terminal_id, START))


def revoke(engine, terminal_id: str) -> None:
    write(engine, lambda connection: enrolling.revoke(connection, terminal_id, START))


def test_a_spent_code_brings_nobody_back_who_was_put_out(engine) -> None:
    old, new = Counter(engine).enlist(), Machine(engine)
    code = takeover_code(engine, old.id)
    new.ask(code)
    assert new.ask(code).takes_over is not None, "the same machine may repeat it"
    revoke(engine, old.id)
    refused(UserError, "enrol.code_expired", lambda: new.ask(code))
    assert rows(engine, "SELECT count(*) FROM terminal WHERE revoked_at IS NULL") == [(0,)]


def test_a_newer_code_ends_the_older_ones(engine) -> None:
    old = Counter(engine).enlist()
    unused, first = takeover_code(engine, old.id), Machine(engine)
    second_code = takeover_code(engine, old.id)
    refused(UserError, "enrol.code_expired", lambda: first.ask(unused))
    second = Machine(engine)
    second.ask(second_code)
    third_code = takeover_code(engine, old.id)
    refused(UserError, "enrol.code_expired", lambda: second.ask(second_code))
    assert Machine(engine).ask(third_code).takes_over is not None


def test_what_comes_behind_the_packed_body_is_refused(url, counter) -> None:
    packed = gzip.compress(b"{}") + os.urandom(100_000)
    with Asking(url, counter.token) as ask:
        answer = ask.client.post("/v1/journal", content=packed, headers={"Content-Encoding": "gzip"})
    assert (answer.status_code, answer.json()["code"]) == (400, "request.malformed")


def test_who_has_no_token_sends_little(url) -> None:
    bomb = gzip.compress(b'{"x":[' + b"1," * 1_000_000 + b"1]}")
    assert len(bomb) < 10_000
    with Asking(url, "") as ask:
        answer = ask.client.post("/v1/enrol", content=bomb, headers={"Content-Encoding": "gzip"})
    assert answer.json()["code"] == "request.too_large"


def test_runs_that_overlap_are_no_journals_and_are_not_walked(engine, monkeypatch) -> None:
    one = Counter(engine).enlist()
    entries = [one.write(sale(("A", 1))) for _ in range(3)]
    one.push()
    last = entries[-1]
    run = DayRun(epoch=last.epoch, first_seq=entries[0].seq, last_seq=last.seq, head=last.hash)
    with reading(engine) as connection:
        held = _Held(connection, one.id, last.business_on)
    assert held.has([run])
    walked: list[DayRun] = []
    monkeypatch.setattr(_Held, "_holds", lambda _, some, __: bool(walked.append(some)) or True)
    assert not held.has([run] * 5_000)
    assert walked == []


def test_a_cursor_of_another_store_moves_nobody_else(engine) -> None:
    write(engine, lambda connection: put_store(connection, "S07", "x", "Asia/Taipei", "TWD", START))
    for number in range(3):
        change = feed.Change("S07", "note", str(number), "{}")
        write(engine, lambda connection, change=change: feed.publish(connection, [change]))
    with reading(engine) as connection:
        theirs = feed.read_page(connection, "S07", None, None)
        ours = feed.read_page(connection, "S01", None, None)
        anew = feed.read_page(connection, "S01", theirs.cursor, None)
        assert (anew.items, anew.left) == (ours.items, ours.left), "from the beginning, for this one alone"
        assert anew.incarnation not in {ours.incarnation, theirs.incarnation}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_only_its_owner_reads_the_centres_file(tmp_path) -> None:
    place = tmp_path / "new" / "centre.db"
    before = os.umask(0)
    try:
        open_centre(f"sqlite:///{place}", lambda: START).dispose()
    finally:
        os.umask(before)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    place.chmod(0o644)
    open_centre(f"sqlite:///{place}", lambda: START).dispose()
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
