"""Centres for the tests: real services on a real SQLite file and a real PostgreSQL, which a wheel brings along."""

from __future__ import annotations

import functools
import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from app.central.bootstrap import make_key, service, sign
from app.central.coupon_block import signs
from app.central.database import migrate, open_database
from app.central.setup import found_centre
from tests.central.postgres import Postgres, start_postgres
from tests.central.served import served
from tests.central.shopper import Shopper

#: Microseconds UTC at which every centre begins: 2026-03-05 10:00 in Taipei.
START = 1_772_676_000_000_000
_NUMBERS = itertools.count(1)


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """A server, with a migrated database to copy from.

    In a folder of its own, not of pytest's: another session that starts closes that one to all but its owner, which
    the server, as root's tests start it, is not.
    """
    with tempfile.TemporaryDirectory(prefix="omo-pos-postgres-", ignore_cleanup_errors=True) as folder:
        server = start_postgres(Path(folder), durable=durable)
        template = server.create("template_omo")
        engine = open_database(template)
        migrate(engine)
        engine.dispose()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The one server of this process."""
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty place for a centre's database, of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/centre.db"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = f"omo_{next(_NUMBERS)}"
    yield server.create(name, "template_omo")
    server.drop(name)  # what is left of a hundred of them makes the server's end long


@functools.cache
def migrated_file() -> bytes:
    """A migrated SQLite file, to begin from as others do from PostgreSQL's template."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{folder}/centre.db")
        migrate(engine)
        engine.dispose()
        return Path(folder, "centre.db").read_bytes()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A centre's database, founded, with one store; either kind was migrated once for all."""
    if database_url.startswith("sqlite:///"):
        Path(database_url.removeprefix("sqlite:///")).write_bytes(migrated_file())
    made = open_database(database_url)
    signs(made, sign)
    found_centre(made, make_key, START)
    yield made
    made.dispose()


class Clock:
    """A centre's clock, which stands until it is moved."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> int:
        return self.at


@pytest.fixture
def clock() -> Clock:
    """The clock that the service of this test has."""
    return Clock()


@pytest.fixture
def counter(engine: Engine) -> object:
    """A machine that sells for the centre's one store."""
    from tests.central.counter import Counter

    return Counter(engine).enlist()


@pytest.fixture
def url(engine: Engine, clock: Clock) -> Iterator[str]:
    """The service at its address."""
    with served(service(engine, clock)) as at:
        yield at


def rows(engine: Engine, query: str) -> list[tuple[object, ...]]:
    """What a query finds, read apart from the engine's own settings."""
    plain = create_engine(engine.url, poolclass=NullPool, module=getattr(engine.dialect, "dbapi", None))
    with plain.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@pytest.fixture
def page_url(engine: Engine) -> Iterator[str]:
    """A service with the customer page, and a store with goods."""
    from app.cli.central_shop import make_outfit
    from tests.central.window import stocked

    stocked(engine)
    app = service(engine, lambda: START, shop=make_outfit((("飲品", "Drinks"),), "welcome"))
    with served(app) as url:
        app.state.shop.address = url
        yield url


@pytest.fixture
def shopper(page_url: str) -> Iterator[Shopper]:
    """Somebody who looks at it."""
    with Shopper(page_url) as one:
        yield one
