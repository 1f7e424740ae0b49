"""Power that fails at any step loses nothing that was acknowledged.

A kill keeps what the system holds in memory, so it proves nothing here. The real process is recorded by strace with
all its writes, syncs and acknowledgements in one order; from that the disk is laid out as it may be after each step,
and opened.
"""

from __future__ import annotations

import functools
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.bootstrap import open_terminal
from app.config import Config
from app.db import schema
from app.domain.shop import Shop
from tests.db.crash import upgrades
from tests.db.crash.cuts import Cutter, Recording, workbench
from tests.db.crash.ledger import BrokenPromiseError
from tests.db.crash.seller import Acks, Seller
from tests.db.crash.trace import cannot_trace

#: How a loss of sales is told.
LOST = "acknowledged but missing: ['"


@functools.cache
def _why_not() -> str | None:
    return cannot_trace()


@pytest.fixture(autouse=True)
def _tracing() -> None:
    """Skipped, never passed, where nothing can be recorded."""
    if (reason := _why_not()) is not None:
        pytest.skip(reason)


def cut(recording: Recording, seed: str, **how: Any) -> Cutter:
    """Cut the power at every step that matters."""
    print(f"seed {seed}, {len(recording.steps)} steps")
    with workbench() as place:
        cutter = Cutter(recording, Random(seed), place, **how)
        cutter.run()
    print(f"{cutter.images} images, {cutter.acks} acknowledgements")
    return cutter


def busy_days(work: Path, scale: int, *, plain: bool = False) -> Recording:
    """A terminal's birth, selling, cut off and opened again, folding, orders and coupons, an archive, a copy, and a
    close.
    """
    recording = Recording(work, plain)
    recording.run("birth", 6 * scale, "--fold-after", "4", "--leave")
    recording.run("archive", 3 * scale, "--fold-after", "4", "--online", "--archive", "--leave")
    recording.run("end", 4 * scale, "--copy")
    return recording


@pytest.mark.parametrize(
    ("plain", "births"), [(False, 0.3), *(pytest.param(one, 1, marks=pytest.mark.bench) for one in (False, True))]
)
def test_power_cut_anywhere_in_busy_days(tmp_path: Path, plain: bool, births: float) -> None:
    done = cut(busy_days(tmp_path, 1, plain=plain), f"busy days {plain}", births=births)
    assert done.images > 300
    assert done.acks > 20


@pytest.mark.parametrize(
    ("chance", "many", "opened", "fewest"),
    [(0.05, 2, 0.2, 60), pytest.param(0.1, 4, 0.4, 150, marks=pytest.mark.bench)],
)
def test_power_cut_in_a_migration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chance: float, many: int, opened: float, fewest: int
) -> None:
    recording = migration(tmp_path)
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, upgrades.TOMORROW))
    monkeypatch.setattr(schema, "HEAD", upgrades.TOMORROW)
    monkeypatch.setattr(schema.upgrade, "__defaults__", (upgrades.TOMORROW, upgrades.tomorrow(tmp_path)))
    how = {"chance": chance, "many": many, "opened": opened, "whole": 1, "upgraded_from": upgrades.OLDEST}
    done = cut(recording, "migration", **how)
    assert done.images > fewest


def migration(work: Path) -> Recording:
    """An old database that a newer program opens."""
    root = work / "root"
    config = Config(root / "data", root / "keys", "file")
    terminal = open_terminal(config, Shop())
    acks = Acks(work / "acks.jsonl")
    acks.say("opened")
    seller = Seller(terminal, Random("migration"), acks)
    seller.tell_the_old_story()
    for _ in range(12):
        seller.act()
    terminal.close()
    upgrades.downgrade(config)
    recording = Recording(work)
    recording.run("after", 4, "--tomorrow", str(upgrades.tomorrow(work)))
    return recording


@pytest.mark.parametrize("synchronous", [pytest.param("OFF", marks=pytest.mark.bench), "NORMAL"])
def test_the_test_finds_sales_that_a_weaker_setting_loses(tmp_path: Path, synchronous: str) -> None:
    recording = Recording(tmp_path)
    recording.run("weak", 14, "--synchronous", synchronous, "--fold-after", "4", "--leave")
    with workbench() as place:
        cutter = Cutter(recording, Random("weak"), place, stop=False, births=0, enough=LOST)
        cutter.run()
    assert any(LOST in found for found in cutter.found), cutter.found[:3]


def test_the_test_finds_an_acknowledgement_that_comes_too_early(tmp_path: Path) -> None:
    recording = Recording(tmp_path)
    recording.run("early", 8, "--leave")
    recording.hurry()
    with pytest.raises(BrokenPromiseError, match="acknowledged but missing"):
        cut(recording, "early", births=0)


@pytest.mark.bench
@pytest.mark.parametrize(
    ("seed", "plain"), [("long 1", False), ("long 2", False), ("long 3", False), ("long 4", True)]
)
def test_thousands_of_power_cuts(tmp_path: Path, seed: str, plain: bool) -> None:
    done = cut(busy_days(tmp_path, 4, plain=plain), seed, chance=0.25, many=4)
    assert done.images > 1_500
