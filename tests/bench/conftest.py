"""Shops for the benches: the demo's, and one with 100,000 products, each made once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import bootstrap
from app.bootstrap import Terminal
from app.config import Config
from tests.bench.driven import CASHIER
from tests.bench.run import Stage
from tests.bench.test_history import fill_catalogue
from tests.central.conftest import running_postgres
from tests.central.postgres import Postgres
from tests.e2e.screen import Screen, missing

FLOAT = 3_000


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server that takes the same care for a power cut as a shop's: what is measured is what a shop gets."""
    with running_postgres(durable=True) as server:
        yield server


@dataclass(frozen=True)
class Shop:
    """A data directory with goods, people and an open shift, and what can be scanned there."""

    config: Config
    codes: list[str]


def _open_day(terminal: Terminal) -> None:
    terminal.shifts.open(terminal.desk.ids.mint(), FLOAT, CASHIER).result()


@pytest.fixture(scope="session")
def demo_shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The demo shop."""
    folder: Path = tmp_path_factory.mktemp("demo")
    config = Config(folder / "data", folder / "keys", "file")
    with closing(bootstrap.open_demo(config)) as terminal:
        bootstrap.load_demo(terminal)
        _open_day(terminal)
    return Shop(config, ["4710000000011", "4710000000028", "4710000000035"])


@pytest.fixture(scope="session")
def big_shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The demo shop's people among 100,000 products, or as many as ``OMO_POS_BENCH_SKUS`` says."""
    folder: Path = tmp_path_factory.mktemp("big")
    config = Config(folder / "data", folder / "keys", "file")
    with closing(bootstrap.open_terminal(config, bootstrap.demo_shop())) as terminal:
        bootstrap.load_people(terminal)
        codes = fill_catalogue(terminal)
        terminal.store.tend_search()
        _open_day(terminal)
    return Shop(config, codes)


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Where the program's window stands: a screen under Xvfb, or none (``OMO_POS_BENCH_PLATFORM=offscreen``)."""
    if os.environ.get("OMO_POS_BENCH_PLATFORM") == "offscreen":
        yield Stage(None, tmp_path_factory.mktemp("compiled"))
        return
    if lacks := missing(input_method=False):
        pytest.skip(lacks)
    screen = Screen(tmp_path_factory.mktemp("screen"))
    try:
        screen.start()
        yield Stage(screen, tmp_path_factory.mktemp("compiled"))
    finally:
        screen.close()
