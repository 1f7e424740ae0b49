"""The journal: one append-only table in which each entry's hash covers all entries before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.contract.chain import chain_hash
from app.contract.journal import kind_of, write_body
from app.db import tables
from app.db.connection import Connection
from app.domain.errors import ConflictError, UserError
from app.domain.frozen import frozen
from app.services.ports import Entry, Fact, Head

#: What the centre takes in one entry, in bytes of its body; checked before the commit, so that nothing is sold that
#: could not be sent.
MAX_BODY = 4 * 1024 * 1024

_INSERT = tables.insert_sql(tables.journal)
_TAKEN = "SELECT 1 FROM journal WHERE id=:id UNION ALL SELECT 1 FROM archived_id WHERE id=:id"
_COLUMNS = tables.journal.names()


@frozen
class Place:
    """Where the next entry goes: behind this one, in this epoch."""

    terminal_id: str
    epoch: int
    seq: int
    hash: bytes


def head(connection: Connection) -> Head | None:
    """The last entry, also when an archive took it out of the table; None before the first."""
    row = connection.execute("SELECT epoch, seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return None if row is None else Head(*row)


def build(fact: Fact, place: Place) -> Entry:
    """The entry that a fact becomes behind a place.

    Raises:
        UserError: ``journal.entry_too_large``.
    """
    kind, schema = kind_of(fact.body)
    return build_raw(
        (place.seq + 1, place.epoch, fact.entry_id, kind, schema, fact.business_on, fact.occurred_at, fact.actor,
         fact.shift_id, write_body(fact.body)),
        place,
    )  # fmt: skip


def build_raw(columns: tuple[Any, ...], place: Place) -> Entry:
    """An entry of ready columns, seq to body, behind a place."""
    if len(columns[-1].encode()) > MAX_BODY:
        raise UserError("journal.entry_too_large", most=MAX_BODY)
    return Entry(*(*columns, place.hash, chain_hash(place.hash, place.terminal_id, columns)))


def insert(connection: Connection, entry: Entry) -> None:
    """Write an entry's row.

    Raises:
        ConflictError: ``journal.id_taken``.
    """
    if knows(connection, entry.entry_id):
        raise ConflictError("journal.id_taken", id=entry.entry_id)
    connection.execute(
        _INSERT,
        (entry.seq, entry.epoch, entry.entry_id, entry.kind, entry.schema, entry.business_on, entry.occurred_at,
         entry.actor, entry.shift_id, entry.body, entry.prev_hash, entry.hash),
    )  # fmt: skip


def knows(connection: Connection, entry_id: str) -> bool:
    """Whether an id is taken, also by an archived entry."""
    return connection.execute(_TAKEN, {"id": entry_id}).fetchone() is not None


def by_id(connection: Connection, entry_id: str) -> Entry | None:
    """The entry of this id."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM journal WHERE id=?", (entry_id,)).fetchone()
    return None if row is None else Entry(*row)


def entries(connection: Connection, after: int = 0) -> Iterator[Entry]:
    """The entries behind a seq, in order."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM journal WHERE seq > ? ORDER BY seq", (after,))
    return (Entry(*row) for row in rows)
