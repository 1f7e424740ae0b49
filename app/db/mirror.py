"""The mirror: every row that the journal makes, made anew beside the state tables and held against them."""

from __future__ import annotations

import os
import tempfile
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import Any

from app.contract.journal import read_body
from app.db import apply, schema, tables
from app.db.archive import Archives
from app.db.connection import Connection, connect_writer
from app.db.shape import Column, Table

#: Columns in which an older file has what older programs made of the same entries, by the schema that came with the
#: other: an approval of a return with receipt stayed unused.
_OTHERWISE = {("approval", "used_by"): "0009"}


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
        found = str(schema.version(connection))
        older = found in schema.REVISIONS[:-1]
        shapes = [(table, _shape(connection, table, found) if older else table.columns) for table in tables.STATE]
        return tuple(table.name for table, columns in shapes if not _same(connection, mirror, table, columns))


def _shape(connection: Connection, table: Table, found: str) -> tuple[Column, ...]:
    """What a file that no start brought to this schema yet has of a table; nothing of one that came later."""
    there = {row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")}
    otherwise = {name for (of, name), since in _OTHERWISE.items() if of == table.name and found < since}
    return tuple(column for column in table.columns if column.name in there - otherwise)


def _same(connection: Connection, mirror: Connection, table: Table, columns: tuple[Column, ...]) -> bool:
    if not columns:
        return True
    key = table.primary_key if set(table.primary_key) <= set(columns) else columns
    query = f"SELECT {_names(columns)} FROM {table.name} ORDER BY {_names(key)}"
    pairs = zip_longest(connection.execute(query), mirror.execute(query))
    return all(_typed(one) == _typed(other) for one, other in pairs)


def _names(columns: tuple[Column, ...]) -> str:
    return ", ".join(column.name for column in columns)


def _typed(row: tuple[Any, ...] | None) -> list[tuple[type, Any]] | None:
    """A row with the types of its values: 1 and 1.0 are not the same."""
    return None if row is None else [(type(value), value) for value in row]
