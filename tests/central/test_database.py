"""The centre's schema: the migrations make what the tables say, on both databases, also started many at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select
from sqlcipher3 import dbapi2

from app.central import database
from app.central.bootstrap import make_key
from app.central.database import migrate, open_database
from app.central.setup import found_centre
from app.central.tables import centre, metadata
from tests.central.conftest import START


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path) -> Iterator[str]:
    """A database that nobody migrated yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/centre.db"
        return
    server = request.getfixturevalue("postgres")
    url = server.create("omo_empty")
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    yield url
    server.drop("omo_empty")


def test_the_migrations_make_the_tables(engine) -> None:
    with engine.connect() as connection:
        differing = compare_metadata(MigrationContext.configure(connection), metadata)
    assert differing == []


def test_workers_that_start_at_once_migrate_and_found_once(empty_url) -> None:
    engines = [open_database(empty_url) for _ in range(6)]

    def start(engine) -> str:
        migrate(engine)
        return found_centre(engine, make_key, START)

    with ThreadPoolExecutor(6) as pool:
        ids = set(pool.map(start, engines))
    with engines[0].connect() as connection:
        assert ids == set(connection.execute(select(centre.c.id)).scalars())
    assert len(ids) == 1
    for engine in engines:
        engine.dispose()


def test_who_meets_another_first_start_at_a_new_file_waits_for_it(tmp_path, monkeypatch) -> None:
    """SQLite's own patience ends where a file becomes one with a log beside it: it says "locked" at once."""
    other = dbapi2.connect(tmp_path / "centre.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waited: list[float] = []

    def pause(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            other.execute("COMMIT")

    monkeypatch.setattr(database.time, "sleep", pause)
    engine = open_database(f"sqlite:///{tmp_path}/centre.db")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    assert len(waited) == 3
    engine.dispose()
    other.close()


def test_of_many_who_found_it_at_once_one_does(database_url) -> None:
    first = open_database(database_url)
    migrate(first)
    engines, ready = [open_database(database_url) for _ in range(8)], Barrier(8)

    def found(engine) -> str:
        with engine.connect():  # connected already: they meet at the rows, not at the door
            ready.wait(30)
        return found_centre(engine, make_key, START)

    for _ in range(10):
        with first.begin() as connection:
            connection.execute(centre.delete())
        with ThreadPoolExecutor(8) as pool:
            ids = set(pool.map(found, engines))
        with first.connect() as connection:
            assert list(connection.execute(select(centre.c.id)).scalars()) == list(ids)
    for engine in (first, *engines):
        engine.dispose()
