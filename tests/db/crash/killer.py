"""Kills sellers: a warmed parent without threads forks one after the other, and ends each at a chosen instant.

After each kill the data directory, as the kill left it, is copied, and the copy is held against what the sellers
said; the next seller opens the original, so that every recovery is made twice.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import alembic.command  # noqa: F401 - warmed, as a first start imports them
import sqlalchemy.dialects.sqlite  # noqa: F401

from app.bootstrap import Beside, Terminal, open_beside, open_terminal
from app.config import Config
from app.db.schema import version
from app.domain.errors import FaultError
from app.domain.shop import Shop
from tests.db.crash.ledger import LAST_MOMENT, Ledger
from tests.db.crash.page import Page
from tests.db.crash.plans import MOST_ACTS, Cut, Plan
from tests.db.crash.seller import Acks, Seller

#: How often each instant is aimed at; `elsewhere` is anywhere in the selling, by the clock.
AIMS = {"opening": 18, "elsewhere": 30, "job": 20, "folding": 16, "anchor": 8, "closing": 8}
#: Seconds for which an instant is waited for: some last for microseconds, some may not come at all.
PATIENCE = 0.4


@dataclass
class Killer:
    """Kills the sellers of one data directory."""

    config: Config
    work: Path
    random: Random
    opener: Callable[[Config], Terminal] = field(default=lambda config: open_terminal(config, Shop()))
    page: Page = field(default_factory=Page)
    ledger: Ledger = field(default_factory=Ledger)
    landed: Counter[str] = field(default_factory=Counter)
    kills: int = 0
    heard: int = 0

    @property
    def acks(self) -> Path:
        """Where the sellers say what they do."""
        return self.work / "acks.jsonl"

    def plan(self) -> Plan:
        """Choose an instant of an ordinary day."""
        aim = self.random.choices(list(AIMS), list(AIMS.values()))[0]
        return Plan(
            aim,
            self.random.uniform(0, {"opening": 0.012, "elsewhere": 0.12}.get(aim, 0.001)),
            aim == "opening",
            self.random.randint(0, 12) if aim == "closing" else MOST_ACTS,
            self.random.choice((3, 12, 1_000)),
            self.random.choice((0.005, 0.25)),
        )

    def run(self, plan: Plan) -> bool:
        """Fork a seller, kill it as planned, and check what it left; whether it was killed."""
        self.page.clear()
        reader, said = os.pipe()
        seller = os.fork()
        if seller == 0:
            os.close(reader)
            self._sell(plan, said)
        os.close(said)
        try:
            self._aim(plan, reader)
        finally:
            killed_at = time.monotonic_ns()
            if not isinstance(plan, Cut):
                os.kill(seller, signal.SIGKILL)
            _, status = os.waitpid(seller, 0)
            os.close(reader)
        killed = os.WIFSIGNALED(status)
        if killed:
            self.kills += 1
            self.landed.update(self.page.spots())
        elif os.waitstatus_to_exitcode(status):
            raise AssertionError((self.work / "failure.txt").read_text(encoding="utf-8"))
        self.check(min(killed_at - LAST_MOMENT, self.page.settled()))
        return killed

    def _aim(self, plan: Plan, reader: int) -> None:
        """Wait for the instant."""
        if isinstance(plan, Cut):
            return
        if not plan.early:
            os.read(reader, 1)  # it sells now; or it has died, which its status will tell
        if plan.aim in {"opening", "elsewhere"}:
            select.select([reader], [], [], plan.delay)
            return
        if plan.aim != "closing" and not plan.early:
            select.select([reader], [], [], self.random.uniform(0, 0.04))
        until = time.monotonic() + PATIENCE
        while not self.page.is_at(plan.aim) and time.monotonic() < until:
            pass
        until = time.monotonic() + plan.delay
        while time.monotonic() < until:
            pass

    def _sell(self, plan: Plan, said: int) -> None:
        """Be the seller; never returns."""
        parent = os.getppid()
        try:
            plan.prepare(self.page)
            with self.page.at("opening"):
                terminal = self.opener(self.config)
            assert terminal.store.alarm is None, f"an alarm at start: {terminal.store.alarm}"
            acks = Acks(self.acks)
            acks.say("opened")
            seller = Seller(terminal, Random(self.random.random()), acks)
            os.write(said, b".")
            for _ in plan.sell(seller):
                if os.getppid() != parent:
                    os._exit(1)  # nobody is left to kill it
            with self.page.at("closing"):
                terminal.close()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - the parent shows it
            (self.work / "failure.txt").write_text(traceback.format_exc(), encoding="utf-8")
            os._exit(3)

    def check(self, until: int | None) -> None:
        """Hold a copy of what lies there against what was said."""
        self._hear()
        beside = self._open_copy()
        if beside is None:
            assert not self.ledger.born, "the terminal is gone"
            return
        try:
            self.ledger.check(beside, until)
            if self.kills % 20 == 0:
                self.ledger.check_whole(beside)
        finally:
            beside.close()

    def branch(self, work: Path) -> Killer:
        """A killer of other sellers, on a copy of this one's directory, with all that is known of it."""
        shutil.copytree(self.work, work, ignore=shutil.ignore_patterns("*-shm", "*.lock", "copy"))
        config = replace(self.config, data_dir=work / "data")
        return Killer(config, work, self.random, self.opener, self.page, self.ledger.fork(), heard=self.heard)

    def last_word(self) -> Counter[str]:
        """Hold everything that was ever acknowledged against the directory; where the kills landed, and the sums.

        Among them how often each thing was done, by the ledger's books.
        """
        beside = open_beside(self.config)
        try:
            self.ledger.check(beside)
            self.ledger.check_whole(beside)
        finally:
            beside.close()
        self.landed.update(kills=self.kills, acknowledged=self.ledger.done, sales=len(self.ledger.sales))
        self.landed.update(self.ledger.books.did)
        return self.landed

    def _hear(self) -> None:
        if self.acks.exists():
            with self.acks.open("rb") as file:
                file.seek(self.heard)
                data = file.read()
            self.heard += len(data)
            self.ledger.hear(data)

    def _open_copy(self) -> Beside | None:
        """A copy of the directory without what a dead process's memory left; None for an unborn terminal."""
        target = self.work / "copy"
        shutil.rmtree(target, ignore_errors=True)
        if not (self.config.data_dir / "terminal.json").exists():
            return None
        leave = shutil.ignore_patterns("*-shm", "*.lock", "aside")
        shutil.copytree(self.config.data_dir, target, ignore=leave)
        try:
            beside = open_beside(Config(target, self.config.key_dir, self.config.keyring))
        except FaultError:
            assert not self.ledger.born, "what was born cannot be opened"
            return None
        if version(beside.connection) is None:
            beside.close()
            return None
        return beside
