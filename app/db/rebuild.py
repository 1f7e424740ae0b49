"""Rebuild: the state tables made anew from the journal, in one transaction."""

from __future__ import annotations

from app.contract.journal import read_body
from app.db import apply
from app.db.archive import Archives
from app.db.connection import Connection
from app.domain.errors import FaultError


def catch_up(connection: Connection, archives: Archives) -> bool:
    """Make the state anew after a climb to a schema with rows that older entries give; whether that was due.

    The climb carried over what the tables held, so the counter can sell without it: where an archive cannot be read
    nothing changes, and the next start tries again.
    """
    if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
        return False
    connection.execute("BEGIN IMMEDIATE")
    try:
        rebuild(connection, archives)
        connection.execute("PRAGMA user_version = 0")
        connection.execute("COMMIT")
    except FaultError:
        connection.rollback()
    except BaseException:
        connection.rollback()  # after a full disk there may be nothing left to roll back
        raise
    return True


def rebuild(connection: Connection, archives: Archives) -> int:
    """Empty the state tables and apply every entry again; how many there were."""
    apply.clear(connection)
    count = 0
    for entry in archives.entries(connection):
        apply.apply(connection, entry, read_body(entry.kind, entry.schema, entry.body))
        count += 1
    return count
