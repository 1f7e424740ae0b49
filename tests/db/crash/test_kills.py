"""A seller killed at any instant loses nothing that was acknowledged to it, doubles nothing, and goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.source import ROOT

#: Scripts of what came with the online shop.
ONLINE = ("hear", "enrol", "pay order", "collect", "put back", "points", "coupons")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills warmed sellers, which needs fork")


def run(mode: str, work: Path, kills: int, seed: str, *, plain: bool = False, timeout: int = 280) -> dict[str, Any]:
    """Kill sellers in a process of their own, which has no threads to fork with; what it printed."""
    command = [sys.executable, "-m", "tests.db.crash.run", mode, "--work", str(work), "--kills", str(kills)]
    command += ["--seed", seed, *(["--plain"] if plain else [])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=timeout, check=False)
    assert done.returncode == 0, f"seed {seed}:\n{done.stderr[-8_000:]}"
    print(done.stdout)
    return json.loads(done.stdout)


@pytest.mark.parametrize(("seed", "plain"), [("day", False), ("plain day", True)])
def test_nothing_acknowledged_is_lost_to_a_kill(tmp_path: Path, seed: str, plain: bool) -> None:
    did = run("day", tmp_path, 55, seed, plain=plain)
    assert did["kills"] >= 55
    assert did["sales"] > 25  # how far a seller comes before it is killed is the machine's
    assert all(
        did.get(what) for what in ("order.line_picked", "points.earned", "coupon.redeemed", "coupon.issued")
    ), did
    assert all(did.get(spot) for spot in ("job", "folding", "elsewhere")), did
    assert did.get("opening"), did


def test_a_terminal_killed_at_its_birth_is_born_by_the_next_start(tmp_path: Path) -> None:
    did = run("births", tmp_path, 24, "birth")
    assert did["kills"] >= 24
    assert did.get("migrating"), did


@pytest.mark.parametrize(
    ("mode", "kills"),
    [("statements", 60), pytest.param("each_statement", 800, marks=[pytest.mark.bench, pytest.mark.timeout(3_600)])],
)
def test_no_statement_is_a_bad_moment_to_die(tmp_path: Path, mode: str, kills: int) -> None:
    did = run(mode, tmp_path, kills, "statements", timeout=3_600 if mode == "each_statement" else 280)
    counter = "scan exchange park void shift stock take ask sell".split()
    assert min(did.get(act, 0) for act in (*counter, *ONLINE)) > 0, did


@pytest.mark.parametrize("plain", [False, True])
def test_a_migration_that_is_cut_off_leaves_the_old_schema_or_the_new_one(tmp_path: Path, plain: bool) -> None:
    did = run("migrations", tmp_path, 12, f"migrations {plain}", plain=plain)
    assert did.get("migrating"), did


def test_a_copy_that_is_cut_off_never_counts(tmp_path: Path) -> None:
    did = run("copies", tmp_path, 12, "copies")
    assert did.get("copying"), did


@pytest.mark.bench
@pytest.mark.parametrize(
    ("seed", "plain"), [("long 1", False), ("long 2", False), ("long 3", False), ("long 4", True)]
)
def test_two_thousand_kills(tmp_path: Path, seed: str, plain: bool) -> None:
    did = run("day", tmp_path, 500, seed, plain=plain, timeout=3_600)
    assert did["kills"] >= 500
    orders = ("paid hand-over", "partial hand-over", "order.returned", "order.problem_reported")
    points = ("points.earned", "points.taken_back", "points.spent", "points.restored", "member.enrolled")
    coupons = ("coupon.redeemed", "coupon.restored", "used again", "coupon.issued", "coupon.withdrawn")
    assert all(did.get(what) for what in (*orders, *points, *coupons)), did


@pytest.mark.bench
@pytest.mark.parametrize("mode", ["births", "migrations", "copies"])
def test_many_more_kills(tmp_path: Path, mode: str) -> None:
    assert run(mode, tmp_path, 300, f"many {mode}", timeout=3_600)["kills"] >= 300
