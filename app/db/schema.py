"""Schema versions: which this program knows, and the way up from an older one."""

from __future__ import annotations

from pathlib import Path

from app.db.connection import Connection, Error, fault
from app.domain.errors import FaultError

#: The ladder, oldest first; a test holds it against the migrations that exist.
REVISIONS = tuple(f"{number:04}" for number in range(1, 17))
HEAD = REVISIONS[-1]
_SCRIPTS = Path(__file__).parent / "migrations"


def version(connection: Connection) -> str | None:
    """The schema version of a database; None for an empty file."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name='alembic_version'").fetchone()
    if known is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def refuse_newer(connection: Connection) -> str | None:
    """The schema version, unless this program is older than it.

    Raises:
        FaultError: ``db.newer_schema``.
    """
    found = version(connection)
    if found is not None and found not in REVISIONS:
        raise FaultError("db.newer_schema", found=found, known=HEAD)
    return found


def upgrade(connection: Connection, to: str = HEAD, scripts: Path = _SCRIPTS) -> None:
    """Climb to a schema version, in one transaction: killed anywhere, the old version is still there.

    Raises:
        FaultError: the world's faults, such as ``db.disk_full``.
    """
    # Imported here, since most starts have nothing to migrate and need not wait for it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from sqlalchemy import create_engine  # noqa: PLC0415
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415
    from sqlalchemy.pool import StaticPool  # noqa: PLC0415
    from sqlcipher3 import dbapi2  # noqa: PLC0415

    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: connection, poolclass=StaticPool)
    config = Config()
    config.set_main_option("script_location", str(scripts))
    try:
        with engine.connect() as bound:
            # Begun only now: SQLAlchemy rolls back what it tried on a first connection, and would end it.
            connection.execute("BEGIN IMMEDIATE")
            config.attributes["connection"] = bound
            command.upgrade(config, to)
            bound.commit()
    except DBAPIError as error:
        connection.rollback()
        raise fault(error.orig if isinstance(error.orig, Exception) else error) from error
    except Error as error:
        connection.rollback()
        raise fault(error) from error
    except BaseException:
        connection.rollback()
        raise
