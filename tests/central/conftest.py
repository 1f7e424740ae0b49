"""Centres for the tests: real services on a real SQLite file and a real PostgreSQL, which a wheel brings along."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from app.central.bootstrap import make_key
from app.central.database import migrate, open_database
from app.central.setup import found_centre
from tests.central.postgres import Postgres, start_postgres

#: Microseconds UTC at which every centre begins: 2026-03-05 10:00 in Taipei.
START = 1_772_676_000_000_000
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """The one server of this process, with a migrated database to copy from."""
    server = start_postgres(tmp_path_factory.mktemp("postgres"))
    template = server.create("template_omo")
    engine = open_database(template)
    migrate(engine)
    engine.dispose()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place for a centre's database, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/centre.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.create(f"omo_{next(_NUMBERS)}", "template_omo")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A centre's database, founded, with one store."""
    made = open_database(database_url)
    migrate(made)
    found_centre(made, make_key, START)
    yield made
    made.dispose()


def rows(engine: Engine, query: str) -> list[tuple[object, ...]]:
    """What a query finds, read apart from the engine's own settings."""
    plain = create_engine(engine.url, poolclass=NullPool, module=getattr(engine.dialect, "dbapi", None))
    with plain.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]
