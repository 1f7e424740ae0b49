"""Rebuild: the state tables made anew from the journal, in one transaction."""

from __future__ import annotations

from app.contract.journal import read_body
from app.db import apply
from app.db.archive import Archives
from app.db.connection import Connection


def rebuild(connection: Connection, archives: Archives) -> int:
    """Empty the state tables and apply every entry again; how many there were."""
    apply.clear(connection)
    count = 0
    for entry in archives.entries(connection):
        apply.apply(connection, entry, read_body(entry.kind, entry.schema, entry.body))
        count += 1
    return count
