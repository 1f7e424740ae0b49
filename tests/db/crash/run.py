"""The command that the tests run: ``python -m tests.db.crash.run MODE``, in a process without threads.

It prints what it did as one line of JSON, or ends with a traceback.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import os
import shutil
import sys
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from random import Random

from app.bootstrap import keys_of
from app.config import Config
from app.db import backup
from app.db.backup import check
from app.db.connection import connect_reader
from app.db.datadir import DataDir
from app.db.schema import version
from tests.db.crash import scripts, upgrades
from tests.db.crash.killer import Killer
from tests.db.crash.plans import Copying, CopyOnce, Cut, Plan
from tests.db.crash.seller import Seller


def day(work: Path, random: Random, kills: int, *, plain: bool) -> Counter[str]:
    """Kill the sellers of one data directory at any instant of an ordinary day."""
    killer = Killer(Config(work / "data", work / "keys", "file", plain), work, random)
    while killer.kills < kills:
        killer.run(killer.plan())
    return killer.last_word()


def births(work: Path, random: Random, kills: int, *, plain: bool) -> Counter[str]:
    """Kill terminals while they are made for the first time, and again while that is taken up."""
    landed: Counter[str] = Counter()
    while landed["kills"] < kills:
        folder = work / str(landed["born"])
        folder.mkdir()
        killer = Killer(Config(folder / "data", folder / "keys", "file", plain), folder, random)
        killer.run(Plan("opening", random.uniform(0, 0.06), early=True, acts=3))
        killer.run(Plan(random.choice(("migrating", "job")), random.uniform(0, 0.04), early=True, acts=3))
        killer.run(Plan("anchor", random.uniform(0, 0.0005), early=True, acts=3))
        while not killer.ledger.done:
            killer.run(Plan("elsewhere", 0.05))
        landed.update(killer.last_word(), born=1)
    return landed


def each_statement(work: Path, random: Random, kills: int, *, plain: bool) -> Counter[str]:
    """Cut every script off before each of its statements; `kills` is what there must be at least."""
    return statements(work, random, kills, plain=plain, apart=1)


def statements(work: Path, random: Random, kills: int, *, plain: bool, apart: int = 9) -> Counter[str]:
    """Cut every script off before one in so many of its statements, from a first one by chance."""
    landed: Counter[str] = Counter()
    for begin, some in scripts.SCRIPTS.items():
        template = work / begin.__name__
        template.mkdir()
        first = Killer(Config(template / "data", work / "keys", "file", plain), template, random)
        assert not first.run(Cut(script=begin, leave=True))
        for name, script in some.items():
            landed[name] = _cut_off(first, work, script, random.randint(1, apart), apart)
            landed["kills"] += landed[name]
    assert landed["kills"] >= kills
    return landed


def _cut_off(first: Killer, work: Path, script: scripts.Script | None, begin: int, apart: int) -> int:
    """Cut a script off before its statements, each time on a fresh copy; how often it was."""
    for turn, nth in enumerate(itertools.count(begin, apart)):
        killer = first.branch(work / "branch")
        killed = killer.run(Cut(nth=nth, script=script))
        if nth // apart % 5 == 0:
            killer.run(Cut(script=Seller.act))
            killer.last_word()
        shutil.rmtree(killer.work)
        if not killed:
            return turn
    raise AssertionError


def migrations(work: Path, random: Random, kills: int, *, plain: bool) -> Counter[str]:
    """Kill terminals while they bring an older database up to tomorrow's schema, and take it up again."""
    template = work / "old"
    template.mkdir()
    first = Killer(Config(template / "data", work / "keys", "file", plain), template, random)
    assert not first.run(Cut(script=scripts.old_morning))
    upgrades.downgrade(first.config)
    later = upgrades.tomorrow(work)
    first.opener = lambda config: upgrades.open_tomorrow(config, later)
    first.check(None)
    landed: Counter[str] = Counter()
    rounds = 0
    while landed["kills"] < kills:
        rounds += 1
        killer = first.branch(work / "branch")
        cut = (
            Cut(nth=random.randint(1, 120))
            if rounds % 2
            else Plan("migrating", random.uniform(0, 0.15), early=True, acts=0)
        )
        killer.run(cut)
        _migrated(killer, first.ledger.seq)
        killer.run(Plan("migrating", random.uniform(0, 0.15), early=True, acts=0))
        _migrated(killer, first.ledger.seq)
        killer.run(Cut(script=Seller.act))
        landed.update(killer.last_word())
        assert _migrated(killer, first.ledger.seq) == upgrades.TOMORROW
        shutil.rmtree(killer.work)
    return landed


def _migrated(killer: Killer, entries: int) -> str:
    """The schema is the old one or the new one, and what was copied before is whole, if it is there; which."""
    place = DataDir(killer.config.data_dir)
    identity = place.identity()
    key = keys_of(killer.config, identity).database
    with closing(connect_reader(place.database, key)) as connection:
        found = version(connection)
    assert found in {upgrades.OLDEST, upgrades.TOMORROW}, found
    copies = list(place.aside.glob("*.db"))
    assert copies or found == upgrades.OLDEST
    for copy in copies:
        with closing(connect_reader(copy, key)) as connection:
            assert version(connection) == upgrades.OLDEST
        assert check(copy, key, place.archive).entries == entries
    return found


def copies(work: Path, random: Random, kills: int, *, plain: bool) -> Counter[str]:
    """Kill terminals while they take a copy beside the selling; no half copy may look like a whole one."""
    killer = Killer(Config(work / "data", work / "keys", "file", plain), work, random)
    target = work / "stick"
    assert not killer.run(Cut(script=scripts.morning))
    taken: set[Path] = set()
    while killer.kills < kills:
        killer.run(
            Copying("copying", random.uniform(0, random.choice((0.06, 0.5))), target=target, config=killer.config)
        )
        taken |= _whole_copies(killer, target)
    assert not killer.run(CopyOnce(target=target, config=killer.config))
    assert not list(target.glob(".*")), "a half copy is never swept"
    killer.landed["copies"] = len(taken | _whole_copies(killer, target))
    return killer.last_word()


def _whole_copies(killer: Killer, target: Path) -> set[Path]:
    """What counts as a copy is whole, and holds no more than there is."""
    place = DataDir(killer.config.data_dir)
    key = keys_of(killer.config, place.identity()).database
    found = {one.path: one for one in backup.copies(target, place.identity().terminal_id)}
    for path, copy in found.items():
        assert check(path, key, target / place.archive.name).entries == copy.seq <= killer.ledger.seq
        assert backup.identity_of(path) == place.identity()
    return set(found)


MODES = {
    "day": day, "births": births, "statements": statements, "each_statement": each_statement,
    "migrations": migrations, "copies": copies,
}  # fmt: skip


def main(arguments: list[str]) -> None:
    """Run one of the modes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=MODES)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seed", required=True)
    parser.add_argument("--kills", type=int, required=True)
    parser.add_argument("--plain", action="store_true")
    asked = parser.parse_args(arguments)
    gc.freeze()  # what is warm stays shared with the sellers
    began = time.monotonic()
    landed = MODES[asked.mode](asked.work, Random(asked.seed), asked.kills, plain=asked.plain)
    with suppress(ChildProcessError):
        raise AssertionError(f"a process is left: {os.waitpid(-1, os.WNOHANG)}")
    print(json.dumps({"seed": asked.seed, "seconds": round(time.monotonic() - began, 1), **landed}))


if __name__ == "__main__":
    main(sys.argv[1:])
