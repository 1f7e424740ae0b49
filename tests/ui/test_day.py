"""A scripted day at the counter: nothing waits in the GUI thread, and no turn of it takes longer than 50 ms.

What counts is a turn's own processor time, so that a busy machine matters less. It still matters: two programs on
one core spoil each other's caches. So the rule is: a step of the day is too slow if it is so in two days that are
lived in two processes, each from a fresh start. The second one is lived only if something was too slow in the first.
What a process does for the first time counts in both. The counter is given the moments without a touch in which it
prepares what comes: one between its window and its first cashier, one after each new look. A day takes some 15 s.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMIT_MS = 50
#: Steps that a day has at least: a script that loses its way would prove nothing.
STEPS = 250


def live(folder: Path, script: str = "tests.ui.day_script") -> dict[str, object]:
    """Live a day in a process of its own; what is told of it."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.ui.day", str(folder), "--script", script],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads((folder / "turns.json").read_text(encoding="utf-8"))


def slow(day: dict[str, object]) -> dict[str, float]:
    """The steps of a day with a turn over the limit, and how long it took."""
    return {one["name"]: one["cpu_us"] / 1_000 for one in day["steps"] if one["cpu_us"] > LIMIT_MS * 1_000}


def test_no_turn_of_a_day_is_long_and_nothing_waits(tmp_path: Path) -> None:
    day = live(tmp_path / "first")
    assert day["findings"] == []
    assert len(day["steps"]) >= STEPS
    if found := slow(day):
        again = slow(live(tmp_path / "second"))
        assert {name: (found[name], again[name]) for name in found.keys() & again.keys()} == {}


def test_what_is_slow_or_waits_is_found(tmp_path: Path) -> None:
    day = live(tmp_path, "tests.ui.day_spoiled")
    assert "a slot that works for long" in slow(day)
    assert "nothing" not in slow(day)
    (finding,) = day["findings"]
    assert "time.sleep" in finding
    assert "in careless" in finding
