"""The mirror: every row that the journal makes, made anew beside the state tables and held against them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import Any

from app.contract.journal import read_body
from app.db import apply, tables
from app.db.archive import Archives
from app.db.connection import Connection, connect_writer
from app.db.shape import Table


def differing_tables(connection: Connection, archives: Archives) -> tuple[str, ...]:
    """Names of the state tables in which a row is not what the journal makes of it.

    The journal must hold. The mirror lies in a temporary file under a key of its own that is kept nowhere, since a
    long history does not fit into memory and nothing of it may lie on the disk in clear.
    """
    with (
        tempfile.TemporaryDirectory(prefix="omo-pos-") as folder,
        closing(connect_writer(Path(folder) / "mirror.db", os.urandom(32), "OFF")) as mirror,
    ):
        for table in tables.STATE:
            mirror.execute(table.create_sql())
        mirror.execute("BEGIN IMMEDIATE")
        for entry in archives.entries(connection):
            apply.apply(mirror, entry, read_body(entry.kind, entry.schema, entry.body))
        mirror.execute("COMMIT")
        return tuple(table.name for table in tables.STATE if not _same(connection, mirror, table))


def _same(connection: Connection, mirror: Connection, table: Table) -> bool:
    pairs = zip_longest(_rows(connection, table), _rows(mirror, table))
    return all(_typed(one) == _typed(other) for one, other in pairs)


def _rows(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    order = ", ".join(column.name for column in table.primary_key)
    return iter(connection.execute(f"SELECT {table.names()} FROM {table.name} ORDER BY {order}"))


def _typed(row: tuple[Any, ...] | None) -> list[tuple[type, Any]] | None:
    """A row with the types of its values: 1 and 1.0 are not the same."""
    return None if row is None else [(type(value), value) for value in row]
