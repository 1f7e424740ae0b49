"""Hundreds of kills of either side at random instants: what they cut is counted, and nothing is lost by any."""

from __future__ import annotations

import pytest

from tests.sync.conftest import chance, database_url, engine, linked, make_till
from tests.sync.test_kills import kill_terminals, kill_workers

__all__ = ["chance", "database_url", "engine", "linked", "make_till"]
TERMINALS, WORKERS = 300, 200
NOTHING: frozenset[str] = frozenset()


@pytest.mark.timeout(7_200)
def test_hundreds_of_killed_terminals(linked, chance, capsys) -> None:
    cut = kill_terminals(linked, chance, TERMINALS, NOTHING, goods=150)
    tell(capsys, linked, "terminals", cut)
    assert cut["between two pages"] + cut["sent, not yet known to be"] >= TERMINALS // 20


@pytest.mark.timeout(7_200)
def test_hundreds_of_killed_workers(linked, chance, capsys) -> None:
    cut = kill_workers(linked, chance, WORKERS, NOTHING, sales=60)
    tell(capsys, linked, "centres", cut)
    assert cut["a batch under way"] >= WORKERS // 20


def tell(capsys, linked, what: str, cut) -> None:
    counts = ", ".join(f"{number} {where}" for where, number in cut.most_common())
    with capsys.disabled():
        print(f"\n{linked.engine.dialect.name}: {cut.total()} {what} killed, nothing lost or doubled: {counts}")
