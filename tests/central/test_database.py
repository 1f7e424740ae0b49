"""The centre's schema: the migrations make what the tables say, on both databases, also started many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from app.central.bootstrap import make_key
from app.central.database import migrate, open_database
from app.central.setup import found_centre
from app.central.tables import centre, metadata
from tests.central.conftest import START


def test_the_migrations_make_the_tables(engine) -> None:
    with engine.connect() as connection:
        differing = compare_metadata(MigrationContext.configure(connection), metadata)
    assert differing == []


def test_workers_that_start_at_once_migrate_and_found_once(database_url) -> None:
    engines = [open_database(database_url) for _ in range(6)]

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
