"""Databases that shops have were made by these migrations: a released one is never touched again, a new one comes."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.architecture.source import ROOT

RELEASED: dict[str, str] = json.loads((ROOT / "tests/data/golden/migrations.json").read_text(encoding="utf-8"))
LADDERS = ("app/db/migrations/versions", "app/central/migrations/versions")


@pytest.mark.parametrize("name", sorted(RELEASED))
def test_a_released_migration_is_as_it_was(name: str) -> None:
    assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == RELEASED[name]


@pytest.mark.parametrize("ladder", LADDERS)
def test_a_new_one_comes_behind_those_that_are_released(ladder: str) -> None:
    all_there = sorted(path.name for path in (ROOT / ladder).glob("[0-9]*.py"))
    released = [name.rpartition("/")[2] for name in RELEASED if name.startswith(ladder)]
    assert released
    assert all_there[: len(released)] == sorted(released)
