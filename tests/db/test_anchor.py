from __future__ import annotations

import errno
import json
import os
import threading
from pathlib import Path

import pytest

from app.db import anchor as anchors
from app.db.anchor import CONTEXT, Anchor, AnchorKeeper, anchor_message, read, replace_file
from app.domain.errors import FaultError
from app.services.ports import Head
from app.vault.signature import Signer, verify
from tests.db.conftest import Till, refused

TERMINAL = "019cbbb9-2900-7000-8000-00000000abcd"


def head(seq: int) -> Head:
    return Head(1, seq, bytes([seq % 256]) * 32)


@pytest.fixture
def signer() -> Signer:
    return Signer.generate()


@pytest.fixture
def keeper(tmp_path, signer):
    made = AnchorKeeper(tmp_path / "anchor.json", TERMINAL, signer, delay=3_600)
    yield made
    made.close()


def test_an_anchor_says_and_signs_where_the_journal_stood(tmp_path, signer, keeper):
    keeper.committed(head(7))
    keeper.flush()
    found = read(tmp_path / "anchor.json")
    assert (found.terminal_id, found.epoch, found.seq, found.hash) == (TERMINAL, 1, 7, bytes([7]) * 32)
    assert found.message == anchor_message(TERMINAL, head(7)) == f"{TERMINAL} 1 7 {'07' * 32}".encode()
    assert verify(signer.public_key, CONTEXT, found.message, found.signature)
    assert not verify(signer.public_key, CONTEXT, anchor_message(TERMINAL, head(8)), found.signature)
    assert not verify(signer.public_key, "another use", found.message, found.signature)


def test_it_follows_within_its_time(tmp_path, signer):
    keeper = AnchorKeeper(tmp_path / "anchor.json", TERMINAL, signer, delay=0.01)
    written = threading.Event()
    real = keeper.flush

    def flush() -> None:
        real()
        written.set()

    keeper.flush = flush
    keeper.committed(head(3))
    assert written.wait(30)
    assert read(tmp_path / "anchor.json").seq == 3
    keeper.close()
    assert anchors.DELAY < 0.9, "it is promised within a second"


def test_its_end_writes_what_is_left(tmp_path, signer):
    keeper = AnchorKeeper(tmp_path / "anchor.json", TERMINAL, signer, delay=3_600)
    keeper.committed(head(4))
    keeper.committed(head(5))
    keeper.close()
    assert read(tmp_path / "anchor.json").seq == 5


def test_a_full_disk_is_told_and_made_up_for(tmp_path, keeper, monkeypatch):
    path = tmp_path / "anchor.json"
    keeper.committed(head(1))
    keeper.flush()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        keeper.committed(head(2))
        keeper.flush()
        assert keeper.failure == "No space left on device"
        refused(FaultError, "db.disk_full", keeper.flush_first)
    assert read(path).seq == 1, "the older one is still whole"
    keeper.flush()
    assert (keeper.failure, read(path).seq) == (None, 2)


@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch, step):
    path = tmp_path / "file"
    replace_file(path, b"old")

    def cut(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "cut")

    with monkeypatch.context() as patch:
        match step:
            case "open":
                patch.setattr(Path, "open", cut)
            case "write":
                real = Path.open

                def half(self: Path, *args: object):
                    file = real(self, *args)
                    file.write(b"ne")
                    file.close()
                    raise OSError(errno.EIO, "cut")

                patch.setattr(Path, "open", half)
            case _:
                patch.setattr(os, step, cut)
        with pytest.raises(OSError, match="cut"):
            replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    replace_file(path, b"newer")
    assert path.read_bytes() == b"newer"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "{}", "7", "{", '{"terminal_id": "x"}', "\ud800",
        '{"terminal_id":"x","epoch":1,"seq":null,"hash":"00","signature":"00"}',
        '{"terminal_id":"x","epoch":1,"seq":1,"hash":"0","signature":"00"}',
        '{"terminal_id":"x","epoch":1,"seq":1e999,"hash":"00","signature":"00"}',
        '{"terminal_id":"x","epoch":1,"seq":"one","hash":"00","signature":"00"}',
    ],
)  # fmt: skip
def test_what_is_no_anchor_is_none(tmp_path, text):
    path = tmp_path / "anchor.json"
    assert read(path) is None
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert read(path) is None


def change(till: Till, **fields: object) -> None:
    path = till.folder / "anchor.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))


def sign(till: Till, place: Head, terminal_id: str | None = None) -> None:
    """Leave an anchor of another moment, as the terminal's own key signs it."""
    named = terminal_id or till.terminal.terminal_id
    signer = till.terminal.store._keys.signer
    signature = signer.sign(CONTEXT, anchor_message(named, place))
    change(
        till, terminal_id=named, epoch=place.epoch, seq=place.seq, hash=place.hash.hex(), signature=signature.hex()
    )


ALARMS = {
    "anchor.missing": lambda till, _: till.folder.joinpath("anchor.json").unlink(),
    "anchor.missing ": lambda till, _: till.folder.joinpath("anchor.json").write_text("{"),
    "anchor.leads": lambda till, at: sign(till, Head(1, at.seq + 999, at.hash)),
    "anchor.other_history": lambda till, at: sign(till, Head(1, at.seq - 1, at.hash)),
    "anchor.other_history ": lambda till, at: sign(till, Head(1, at.seq, bytes(32))),
    "anchor.bad_signature": lambda till, at: change(till, seq=at.seq - 1),
    "anchor.bad_signature ": lambda till, at: change(till, signature="00" * 64),
    "anchor.bad_signature  ": lambda till, at: sign(till, at, TERMINAL),
    "anchor.bad_signature   ": lambda till, at: change(till, epoch=2),
}


@pytest.mark.parametrize("alarm", ALARMS)
def test_an_alarm_keeps_the_evidence_and_the_counter_sells(either, alarm):
    till, code = either, alarm.strip()
    till.sell(("A", 1, 1))
    at = till.reads.head()
    till.close()
    ALARMS[alarm](till, at)
    path = till.folder / "anchor.json"
    evidence = path.read_bytes() if path.exists() else None
    for _ in range(2):
        till.open()
        assert till.terminal.store.alarm == code
        report = till.verify()
        broken = json.loads(evidence)["seq"] if code == "anchor.other_history" else till.reads.head().seq + 1
        assert (report.problem, report.broken_seq) == (code, broken)
        till.sell(("A", 1, 1))
        till.close_shift()
        till.open_shift()
        till.close()
        assert (path.read_bytes() if path.exists() else None) == evidence
    till.open()
    assert till.query("SELECT count(*) FROM sale") == [(3,)]


def test_an_anchor_that_lags_is_legal(either):
    till = either
    path = till.folder / "anchor.json"
    till.terminal.store.anchor.flush()
    early = path.read_bytes()
    for _ in range(3):
        till.sell(("A", 1, 1))
    till.close()
    path.write_bytes(early)
    till.open()
    assert till.terminal.store.alarm is None
    till.check()
    till.close()
    assert json.loads(path.read_text())["seq"] == 6
    till.open()


def test_also_behind_an_archive(till):
    till.terminal.store.anchor.flush()
    path = till.folder / "anchor.json"
    early = path.read_bytes()
    till.sell(("A", 1, 1))
    till.close_shift()
    till.terminal.store.archive()
    till.close()
    path.write_bytes(early)
    till.open()
    assert till.terminal.store.alarm is None
    assert till.verify().ok


def test_a_z_is_answered_once_its_anchor_is_there(till):
    till.terminal.store.anchor._delay = 3_600
    till.sell(("A", 1, 1))
    till.close_shift()
    assert read(till.folder / "anchor.json").seq == till.reads.head().seq


def test_the_first_two_entries_may_lack_their_anchor(make_till):
    till = make_till()
    till.close()
    till.folder.joinpath("anchor.json").unlink()
    for path in till.config.key_dir.glob("*.epoch"):
        path.unlink()  # the machine stopped before the vault heard of the anchor, too
    till.open()
    assert till.terminal.store.alarm is None
    assert read(till.folder / "anchor.json") == read(till.folder / "anchor.json")
    till.check()


def test_an_anchor_taken_from_a_terminal_that_never_sold_is_an_alarm(make_till):
    till = make_till()
    till.close()
    till.folder.joinpath("anchor.json").unlink()
    till.open()
    assert till.terminal.store.alarm == "anchor.missing"
    assert till.verify().problem == "anchor.missing"


def test_an_anchor_without_its_journal_begins_nothing_anew(make_till):
    """Somebody took the database away, and the vault's memory of it too."""
    till = make_till()
    till.open_shift()
    till.close()
    for path in [*till.folder.glob("omo-pos.db*"), *till.config.key_dir.glob("*.epoch")]:
        path.unlink()
    refused(FaultError, "data_dir.database_missing", till.open)
    assert till.folder.joinpath("anchor.json").exists()


def test_an_anchor_is_a_value():
    one = Anchor(TERMINAL, 1, 2, b"h", b"s")
    assert one == Anchor(TERMINAL, 1, 2, b"h", b"s")
    assert one.message.decode() == f"{TERMINAL} 1 2 68"
