"""The centre's schema: the migrations make what the tables say, on both databases, also started many at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlcipher3 import dbapi2

from app.central import database
from app.central.bootstrap import make_key
from app.central.database import migrate, open_database
from app.central.setup import found_centre
from app.central.tables import centre, metadata
from tests.central.conftest import START

MIGRATIONS = Path(database.__file__).parent / "migrations"


def _entry(seq: int, kind: str, state: str = "applied", **body: object) -> dict[str, object]:
    told = {"id": f"E{seq}", "kind": kind, "body": json.dumps(body), "state": state, "terminal_id": "T1", "seq": seq}
    return told | {
        "epoch": 1, "hash": b"%d" % seq, "prev_hash": b"", "schema_no": 1, "business_on": "2026-03-05",
        "occurred_at": seq, "actor": "anna", "received_at": seq,
    }  # fmt: skip


_EARNED = {"member_id": "M1", "points": 7, "reason": "earned", "sale_id": "S1"}
_ORDER = {"store": "S01", "state": "placed", "placed_at": 1, "trial": 0}
#: What a centre held before its sixth migration.
OLD: dict[str, list[dict[str, object]]] = {
    "entry": [
        _entry(1, "points.moved", **_EARNED),
        _entry(2, "points.moved", member_id="M1", points=-20, reason="spent", sale_id="S1", hold_id="H0"),
        _entry(3, "points.moved", member_id="M1", points=-3, reason="taken_back", sale_id="S2", of_sale_id="S1"),
        _entry(4, "points.moved", **_EARNED | {"points": 700}),
        _entry(5, "points.moved", "again", **_EARNED | {"sale_id": "S9"}),
        _entry(6, "coupon.issued", code="X/1", sale_id="S1"),
        _entry(7, "coupon.issued", "again", code="X/2", sale_id="S9"),
    ],
    "point_hold": [{"id": "H1", "member_id": "M1", "terminal_id": "T1", "points": 30, "until": 9}],
    "pickup_order": [
        _ORDER | {"id": "O1", "code": "A-1", "body": '{"member_id": "M1"}'},
        _ORDER | {"id": "O2", "code": "A-2", "body": "{}"},
    ],
    "coupon": [{"code": f"X/{one}", "campaign": "c1", "state": "open", "terminal_id": "T1"} for one in (1, 2)],
}


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


def test_a_centre_of_before_climbs_and_what_it_took_in_counts_on(empty_url) -> None:
    """Points kept and moved, coupons printed, orders of members: what came later is found in its entries."""
    engine = open_database(empty_url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        for table, rows_of in OLD.items():
            for row in rows_of:
                places = ", ".join(f":{name}" for name in row)
                connection.execute(text(f"INSERT INTO {table}({', '.join(row)}) VALUES({places})"), row)
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []

        def read(query: str) -> list[tuple[object, ...]]:
            return [tuple(row) for row in connection.execute(text(query))]

        assert read("SELECT id, terminal_id, member_id, points, until FROM point_hold") == [("H1", "T1", "M1", 30, 9)]
        moves = "SELECT terminal_id, sale_id, reason, of_id, member_id, points FROM point_move ORDER BY reason"
        assert read(moves) == [
            ("T1", "S1", "earned", "", "M1", 7), ("T1", "S1", "spent", "H0", "M1", -20),
            ("T1", "S2", "taken_back", "S1", "M1", -3),
        ]  # fmt: skip
        assert read("SELECT id, member_id FROM pickup_order ORDER BY id") == [("O1", "M1"), ("O2", None)]
        assert read("SELECT code, issued_by FROM coupon ORDER BY code") == [("X/1", "S1"), ("X/2", None)]
    engine.dispose()


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
