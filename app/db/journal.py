"""The journal: one append-only table in which each entry's hash covers all entries before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.contract.journal import kind_of, write_body
from app.db import tables
from app.db.connection import Connection
from app.domain.errors import ConflictError, UserError
from app.services.ports import Entry, Fact, Head

#: What the centre takes in one entry, in bytes of its body; checked before the commit, so that nothing is sold that
#: could not be sent.
MAX_BODY = 4 * 1024 * 1024

_FORM = b"omo-pos journal 1"
_INSERT = tables.insert_sql(tables.journal)
_TAKEN = "SELECT 1 FROM journal WHERE id=:id UNION ALL SELECT 1 FROM archived_id WHERE id=:id"
_COLUMNS = tables.journal.names()

#: A stored value as SQLite types it.
Stored = int | str | bytes | float | None


class StoredText(bytes):
    """The bytes of a TEXT value as they lie in the file, apart from those of a BLOB."""

    __slots__ = ()


def genesis(terminal_id: str) -> bytes:
    """What stands in the first entry for the hash before it: SHA-256 of the terminal's id."""
    return hashlib.sha256(terminal_id.encode()).digest()


def _field(value: Stored) -> bytes:
    """A value typed and length-prefixed, so that no two rows give the same bytes."""
    match value:
        case None:
            return b"N\0\0\0\0"
        case int():
            return b"I\0\0\0\x08" + value.to_bytes(8, "big", signed=True)
        case str():
            data, tag = value.encode(), b"T"
        case StoredText():
            data, tag = value, b"T"
        case bytes():
            data, tag = value, b"B"
        case float():
            data, tag = value.hex().encode(), b"F"
    return tag + len(data).to_bytes(4, "big") + data


def chain_hash(prev_hash: bytes, terminal_id: str, columns: Iterable[Stored]) -> bytes:
    """SHA-256 over the previous hash, the terminal's id and every stored column from seq to body, in order."""
    digest = hashlib.sha256(_FORM)
    digest.update(_field(prev_hash))
    digest.update(_field(terminal_id))
    digest.update(b"".join([_field(value) for value in columns]))
    return digest.digest()


@dataclass(frozen=True, slots=True)
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
