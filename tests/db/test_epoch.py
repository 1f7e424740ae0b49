"""A restore opens an epoch that never was: cut off or failing at any of its steps, too."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.bootstrap import Plan, back_up, restoring_from
from app.bootstrap.terminal import secret_store
from app.config import Config
from app.contract.journal import EpochOpened, read_body
from app.domain.errors import FaultError
from app.domain.tender import Tender, TenderKind
from app.services.cart import restore
from app.services.ports import Fact
from tests.db.conftest import Till, refused

STEPS = ["replace", "rename", "unlink", "mkdir", "fsync", "open"]


class CutError(BaseException):
    """The program ends here."""


@dataclass
class Saboteur:
    """Lets so many file operations pass, and then none."""

    error: Callable[[], BaseException]
    passes: int
    seen: list[str] = field(default_factory=list)

    @contextmanager
    def at_work(self, monkeypatch: pytest.MonkeyPatch):
        with monkeypatch.context() as patch:
            for name in STEPS:
                patch.setattr(os, name, self._counted(name, getattr(os, name)))
            yield self

    def _counted(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def counted(*args: object, **kwargs: object) -> object:
            if len(self.seen) >= self.passes:
                raise self.error()
            self.seen.append(name)
            return real(*args, **kwargs)

        return counted


def _raised(till: Till) -> int:
    """The highest epoch that anything was, or might have been, written in."""
    return secret_store(till.config, till.terminal.terminal_id).highest_epoch()


def run(config: Config, copy: Path, clock) -> Plan:
    with restoring_from(config, copy, clock) as act:
        act.run()
    return act.plan


@pytest.fixture
def ready(make_till, tmp_path):
    """A shop with a copy, sales after it, an open cart and money taken for it; and where to put its files again."""
    till = make_till()
    till.open_shift()
    for n in range(1, 5):
        till.sell(("A", 1, n))
    copy = back_up(till.config, tmp_path / "copies", clock=till.clock).path
    for n in range(5, 8):
        till.sell(("A", 1, n))
    cart = till.cart(("B", 2, 50))
    till.terminal.tenders.take(cart, Tender(till.ids.mint(), TenderKind.CARD, 60, 60, "x"), "anna").result()
    till.close()
    shutil.copytree(till.folder, tmp_path / "kept")
    shutil.copytree(till.config.key_dir, tmp_path / "kept-keys")

    def again() -> None:
        shutil.rmtree(till.folder)
        shutil.rmtree(till.config.key_dir)
        shutil.copytree(tmp_path / "kept", till.folder)
        shutil.copytree(tmp_path / "kept-keys", till.config.key_dir)

    yield till, copy, cart, again
    till.open()


@pytest.mark.parametrize("kill", [True, False], ids=["killed", "disk full"])
def test_cut_off_anywhere_the_next_start_is_the_old_or_the_new(ready, monkeypatch, kill):
    till, copy, cart, again = ready
    error = CutError if kill else lambda: OSError(errno.ENOSPC, "No space left on device")
    outcomes: list[int] = []
    for passes in range(200):
        again()
        saboteur = Saboteur(error, passes)
        with saboteur.at_work(monkeypatch):
            try:
                run(till.config, copy, till.clock)
            except (CutError, FaultError):
                done = False
            else:
                done = True
        till.open()
        head = till.reads.head()
        outcomes.append(head.epoch)
        where = f"behind {passes} of {saboteur.seen}"
        assert till.query("SELECT total_minor FROM sale ORDER BY seq") == [(n,) for n in range(1, 8)], where
        assert restore(till.reads) == cart, where
        assert len(till.reads.pending_tenders()) == 1
        assert (till.terminal.store.alarm, till.verify().problem) == (None, None), where
        number = till.sell(("C", 1, 1)).number
        # Cut off between the vault's memory of the epoch and the intent, the old files go on in one of their own.
        assert number == ("S01-1-1-000008" if head.epoch == 1 else f"S01-1-{head.epoch}-000001")
        till.close()
        if passes % 5 == 0:
            used = max(outcomes[-1], _raised(till))
            assert run(till.config, copy, till.clock).epoch > used, where
        if done:
            break
    else:
        pytest.fail("it never came to its end")
    assert passes > 15
    new = [epoch == 2 for epoch in outcomes]
    assert new == sorted(new), "from one step on it is the new one"
    assert {1, 2} <= set(outcomes) <= {1, 2, 3}


def test_a_start_that_is_cut_off_while_it_finishes_a_restore_is_taken_up_by_the_next(ready, monkeypatch, tmp_path):
    till, copy, cart, again = ready
    for passes in range(200):  # up to where the exchange has begun
        again()
        with Saboteur(CutError, passes).at_work(monkeypatch), pytest.raises(CutError):
            run(till.config, copy, till.clock)
        if till.folder.joinpath("restore.json").exists():
            break
    shutil.rmtree(tmp_path / "kept")
    shutil.copytree(till.folder, tmp_path / "kept")
    for passes in range(200):
        again()
        started = False
        with Saboteur(CutError, passes).at_work(monkeypatch), suppress(CutError):
            till.open()
            started = True
        if started:
            till.close()
        assert not (started and till.folder.joinpath("restore.json").exists())
        till.open()
        assert (till.reads.head().epoch, till.terminal.store.alarm) == (2, None)
        assert restore(till.reads) == cart
        assert till.verify().ok
        till.close()
        (aside,) = till.folder.joinpath("aside").iterdir()
        assert {path.name for path in aside.iterdir()} >= {"omo-pos.db", "anchor.json"}
        if started:
            break
    else:
        pytest.fail("it never came to its end")
    assert passes > 5


def test_the_highest_epoch_is_remembered_outside_the_data(ready):
    till, copy, _, _ = ready
    secrets = secret_store(till.config, till.terminal.terminal_id)
    assert secrets.highest_epoch() == 1
    secrets.raise_epoch(6)  # opened once, in files that are gone
    assert run(till.config, copy, till.clock).epoch == 7
    assert secrets.highest_epoch() == 7
    till.open()
    assert till.sell(("A", 1, 1)).number == "S01-1-7-000001"
    till.check()
    till.close()


def test_a_copy_of_a_later_epoch_is_known_by_itself(ready, tmp_path):
    """On a new machine there is no memory of epochs but the copy's own."""
    till, copy, _, _ = ready
    run(till.config, copy, till.clock)
    till.open()
    later = back_up(till.config, tmp_path / "copies", clock=till.clock).path
    till.close()
    machine = Config(tmp_path / "machine", tmp_path / "machine-keys", "file", plain=True)
    shutil.copytree(till.config.key_dir, machine.key_dir)
    for mark in machine.key_dir.glob("*.epoch"):
        mark.unlink()
    plan = run(machine, later, till.clock)
    assert (plan.epoch, plan.carried, plan.lost) == (3, 0, 0)
    other = Till(machine, till.shop, till.clock)
    try:
        assert [row[0] for row in other.query("SELECT epoch FROM numbering ORDER BY 1")] == [1, 2, 3]
        other.check()
    finally:
        other.close()


def test_an_epoch_opens_behind_the_head_only(till):
    """What a writer of another version might do is found by verify."""
    head = till.reads.head()

    def opened(epoch: int, seq: int) -> Fact:
        body = EpochOpened(
            terminal_id=till.terminal.terminal_id,
            reason="restored",
            parent={"epoch": 1, "seq": seq, "hash": head.hash.hex()},
            public_key=till.terminal.store._keys.public.hex(),
        )
        return Fact(till.ids.mint(), body, till.clock.at, "system", "2026-03-05", None, epoch)

    till.terminal.store.writer.write(lambda work: work.append(opened(2, head.seq))).result()
    assert till.verify().ok
    assert till.sell(("A", 1, 1)).number == "S01-1-2-000001"
    till.terminal.store.writer.write(lambda work: work.append(opened(3, head.seq))).result()
    report = till.verify()
    assert (report.problem, report.broken_seq) == ("journal.bad_epoch", head.seq + 3)


def test_the_same_epoch_is_not_opened_twice(till):
    row = till.query("SELECT kind, schema, body FROM journal WHERE seq=1")[0]
    body = read_body(*row)
    fact = Fact(till.ids.mint(), body, till.clock.at, "system", "2026-03-05", None, 1)
    refused(FaultError, "db.io", till.terminal.store.writer.write(lambda work: work.append(fact)).result)
    till.check()
