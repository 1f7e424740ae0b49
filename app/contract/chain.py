"""The chain: each entry's hash covers all entries before it, on either side of the wire alike.

What is hashed are the stored bytes of every column, typed and length-prefixed, never a text made anew from them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

_FORM = b"omo-pos journal 1"
_FACT = b"omo-pos fact 1"

#: A stored value as SQLite types it.
Stored = object


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
        case _:  # what no entry of ours holds, in a file that was tampered with: still told apart
            data, tag = repr(value).encode(), b"?"
    return tag + len(data).to_bytes(4, "big") + data


def chain_hash(prev_hash: bytes, terminal_id: str, columns: Iterable[Stored]) -> bytes:
    """SHA-256 over the previous hash, the terminal's id and every stored column from seq to body, in order."""
    digest = hashlib.sha256(_FORM)
    digest.update(_field(prev_hash))
    digest.update(_field(terminal_id))
    digest.update(b"".join([_field(value) for value in columns]))
    return digest.digest()


def fact_hash(columns: Iterable[Stored]) -> bytes:
    """SHA-256 over what a fact says, id to body without its place: the same under whichever seq and epoch it stands.

    Args:
        columns: stored values, seq to body in the journal's order.
    """
    _seq, _epoch, *said = columns
    return hashlib.sha256(_FACT + b"".join([_field(value) for value in said])).digest()


def digest_of(hashes: Iterable[bytes]) -> str:
    """One hash over many, each once and in whatever order they came; in hex."""
    return hashlib.sha256(b"".join(sorted(set(hashes)))).hexdigest()
