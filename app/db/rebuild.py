"""Rebuild: the state tables made anew from the journal, in one transaction."""

from __future__ import annotations

from app.contract.journal import read_body
from app.db import apply, journal
from app.db.connection import Connection


def rebuild(connection: Connection) -> int:
    """Empty the state tables and apply every entry again; how many there were."""
    apply.clear(connection)
    count = 0
    for entry in journal.entries(connection):
        apply.apply(connection, entry, read_body(entry.kind, entry.schema, entry.body))
        count += 1
    return count
