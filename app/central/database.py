"""The centre's database: SQLite or PostgreSQL behind one engine, and transactions that are tried again."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError

from app.domain.errors import FaultError

T = TypeVar("T")
#: Times that a transaction is tried when others were in its way.
TRIES = 8
#: Times that a new file is asked to keep a log while others are at it: some twenty seconds.
_SWITCHES = 300
_SCRIPTS = Path(__file__).parent / "migrations"
#: Of the lock under which workers that start at once migrate one after the other; any number of our own.
_MIGRATING = 0x0A0505
#: PostgreSQL: serialisation failure, deadlock. SQLite says "locked" or "busy".
_AGAIN = frozenset({"40001", "40P01"})
#: Milliseconds that SQLite waits for others; and that others may wait while its log is emptied.
_BUSY_MS, _CUT_MS = 30_000, 1_000
#: Under which a connection keeps whose feed it changed.
_TOLD = "told"


def open_database(url: str) -> Engine:
    """An engine for a database URL: ``sqlite:///path`` or ``postgresql://...``.

    Raises:
        FaultError: ``central.bad_database`` for a URL of another kind.
    """
    try:
        place = make_url(url)
    except ArgumentError:
        raise FaultError("central.bad_database", kind=url.partition(":")[0]) from None
    match place.get_backend_name():
        case "sqlite":
            from sqlcipher3 import dbapi2  # noqa: PLC0415 - one recent SQLite on every system, as at the terminal

            engine = create_engine(
                place, module=dbapi2, pool_size=8, max_overflow=16, connect_args={"timeout": 30}, hide_parameters=True
            )
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        case "postgresql":
            engine = create_engine(
                place.set(drivername="postgresql+psycopg"), pool_size=8, max_overflow=16, pool_pre_ping=True,
                hide_parameters=True,
            )  # fmt: skip
        case other:
            raise FaultError("central.bad_database", kind=other)
    return engine


def _set_up_sqlite(raw: Any, _record: object) -> None:  # noqa: ANN401 - the driver has no types
    raw.isolation_level = None  # we begin ourselves
    cursor = raw.cursor()
    # What is taken out is written over: a destroyed key, or who was erased, is nowhere in the file.
    for pragma in (f"busy_timeout={_BUSY_MS}", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    _keep_log(cursor)
    cursor.close()


def _keep_log(cursor: Any) -> None:  # noqa: ANN401 - as above
    """Have the file write to a log beside it, so that who reads waits for nobody; a file stays so for ever.

    The first time, SQLite has read the file before it wants it alone: of several who do so it tells all but one that
    it is locked, at once, for none of them could wait for the others.
    """
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - as in `open_database`

    for turn in range(_SWITCHES):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except dbapi2.OperationalError as error:
            if turn == _SWITCHES - 1 or "locked" not in str(error):
                raise
            time.sleep(0.02 + 0.08 * random.random())  # noqa: S311 - so that two do not meet again
        else:
            return


def cut_log(engine: Engine) -> None:
    """Write what SQLite's log holds to its file and empty the log: what was taken out stands in neither then.

    Who reads meanwhile may keep it from that: it is to be done again later.
    """
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_CUT_MS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
        cursor.close()
    finally:
        raw.close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent picture of the database, whatever is written meanwhile."""
    options: dict[str, object] = {"reading": True}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True, "reading": True}
    with engine.connect() as plain, plain.execution_options(**options) as connection, connection.begin():
        yield connection


def upsert(connection: Connection, table: Table) -> Any:  # noqa: ANN401 - each dialect's own type of one shape
    """An INSERT that may go on with ``on_conflict_...``."""
    return (postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert)(table)


def note(connection: Connection, scopes: Iterable[str]) -> None:
    """Note whose feed a transaction changes, for who is told once it is committed."""
    connection.info.setdefault(_TOLD, set()).update(scopes)


def write(engine: Engine, job: Callable[[Connection], T], tell: Callable[[frozenset[str]], None] | None = None) -> T:
    """Run a job in one transaction; again from its beginning when another one was in its way.

    Args:
        tell: is told after the commit whose feed was changed.

    Raises:
        FaultError: ``central.busy`` after many tries.
    """
    for turn in range(TRIES):
        try:
            with engine.begin() as connection:
                connection.info.pop(_TOLD, None)
                done = job(connection)
                scopes = frozenset(connection.info.pop(_TOLD, ()))
        except DBAPIError as error:
            if not is_passing(error):
                raise
            if turn == TRIES - 1:
                raise FaultError("central.busy") from error
            time.sleep(0.01 * 2**turn * (0.5 + random.random()))  # noqa: S311 - so that two do not meet again
            continue
        if tell is not None and scopes:
            tell(scopes)
        return done
    raise AssertionError("never reached")


def is_passing(error: DBAPIError) -> bool:
    """Whether others were in the way, or the connection broke: the same may succeed in another transaction."""
    if getattr(error.orig, "sqlstate", None) in _AGAIN or error.connection_invalidated:
        return True
    words = str(error.orig)
    return isinstance(error, OperationalError) and ("database is locked" in words or "busy" in words)


def migrate(engine: Engine) -> None:
    """Bring the database to this program's schema; workers that start at once wait for the first of them.

    Raises:
        FaultError: ``central.unreachable`` (detail): there is no database, or it cannot be used;
            ``central.newer_schema``: a newer version of this program made it.
    """
    from alembic.util import CommandError  # noqa: PLC0415 - needed once a start

    place = engine.url.database
    if engine.dialect.name == "sqlite" and place:
        with suppress(OSError):  # what is wrong with it is said when the file is opened
            _make_private(Path(place))
    try:
        _upgrade(engine)
    except CommandError:
        raise FaultError("central.newer_schema") from None
    except DatabaseError as error:
        raise FaultError("central.unreachable", detail=" ".join(str(error.orig).split())[:300]) from error


def _make_private(file: Path) -> None:
    """A database that only its owner reads: the centre's private key lies in it. SQLite's other files follow it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    if file.stat().st_mode & 0o077:
        file.chmod(0o600)


def _upgrade(engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415 - needed once a start
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    with engine.begin() as connection:  # on SQLite BEGIN IMMEDIATE is the lock
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
