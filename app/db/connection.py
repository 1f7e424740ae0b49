"""How a connection to the terminal's database is opened, and what its errors mean."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as sqlite

from app.domain.errors import AppError, FaultError

if TYPE_CHECKING:
    from sqlite3 import Connection, Error  # the same face, and typed
else:
    Connection = sqlite.Connection
    Error = sqlite.Error

__all__ = ["Connection", "Error", "connect_reader", "connect_writer", "fault", "file_of"]

#: Milliseconds a statement waits for another process's lock: only a copy or a diagnosis ever holds one.
BUSY_MS = 5_000

#: FULL, because with NORMAL a committed sale can roll back on power loss; recursive triggers, because INSERT OR
#: REPLACE slips past delete triggers without them; no automatic checkpoint, because the writer makes them when no
#: customer waits; the fullfsync pair matters on macOS, where fsync alone does not reach the disk.
_WRITER = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",
    "PRAGMA checkpoint_fullfsync=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA wal_autocheckpoint=0",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA mmap_size=0",
)
_READER = (
    "PRAGMA query_only=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA mmap_size=0",
)
#: KiB of pages that a connection keeps and fills in the course of a day: where a person waits for an answer, where it
#: is written, and elsewhere. With twice as much a search among 100,000 products takes half a millisecond less, with
#: half of it one more; writing and taking in a catalogue take as long as with more.
CACHE_KIB, WRITER_CACHE_KIB, SMALL_CACHE_KIB = 8_000, 4_000, 2_000


def _open(path: Path, key: bytes | None, mode: str) -> Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        connection: Connection = sqlite.connect(
            uri,
            uri=True,
            isolation_level=None,
            timeout=BUSY_MS / 1_000,
            check_same_thread=False,
            cached_statements=512,
        )
    except sqlite.Error as error:
        raise fault(error, path) from error
    try:
        if key is not None:
            # It would write its own lines on standard error, beside the one clear line that an error becomes.
            connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
            connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (sqlite.Error, UnicodeDecodeError) as error:
        connection.close()
        raise fault(error, path) from error
    return connection


def make_private(path: Path) -> None:
    """Make an empty file for its owner only, where there is none: SQLite's own would be for everybody to read."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


def connect_writer(path: Path, key: bytes | None, synchronous: str = "FULL") -> Connection:
    """Open the one connection that writes, making the file where there is none.

    Args:
        key: 32 bytes, or None for an unencrypted file.
        synchronous: anything but FULL is for the test that shows why it must be FULL.

    Raises:
        FaultError: ``db.unreadable`` for a wrong key or a damaged file, ``db.disk_full``, ``db.io``.
    """
    try:
        make_private(path)
    except OSError as error:
        raise fault(error, path) from error
    connection = _open(path, key, "rwc")
    try:
        for pragma in _WRITER:
            connection.execute(pragma)
        connection.execute(f"PRAGMA cache_size=-{WRITER_CACHE_KIB}")
        if synchronous != "FULL":
            connection.execute(f"PRAGMA synchronous={synchronous}")
    except sqlite.Error as error:
        connection.close()
        raise fault(error, path) from error
    return connection


def connect_reader(path: Path, key: bytes | None, cache_kib: int = CACHE_KIB) -> Connection:
    """Open a connection that only reads; it sees one state for the length of each transaction.

    Args:
        cache_kib: pages that it keeps in memory.

    Raises:
        FaultError: as `connect_writer`, and ``db.missing``.
    """
    if not path.exists():
        raise FaultError("db.missing", path=str(path))
    # Read-write, since a reader of a WAL may have to make its index; query_only keeps it from writing rows.
    connection = _open(path, key, "rw")
    for pragma in _READER:
        connection.execute(pragma)
    connection.execute(f"PRAGMA cache_size=-{cache_kib}")
    return connection


#: Codes by what SQLite's error names and texts contain; the first that fits.
_MEANINGS = (
    ("db.disk_full", ("FULL",), ("disk is full",)),
    ("db.unreadable", ("NOTADB",), ("not a database", "hmac check failed")),
    ("db.damaged", ("CORRUPT",), ("malformed",)),
    ("db.busy", ("BUSY", "LOCKED"), ("locked",)),
)


#: Bytes that SQLite needs at least for the index of its log.
_INDEX = 32 * 1024


def _no_room(where: str) -> bool:
    """Whether the disk is full: where the index of the log cannot be made, SQLite only says that something failed."""
    try:
        return bool(where) and shutil.disk_usage(Path(where).parent).free < _INDEX
    except OSError:
        return False


def file_of(connection: Connection) -> str:
    """The file that a connection has open."""
    try:
        return str(connection.execute("PRAGMA database_list").fetchone()[2])
    except sqlite.Error:
        return ""


def fault(error: Exception, path: Path | str = "") -> AppError:
    """Say what an error of SQLite or the system means: the world's fault, with a code that has a sentence."""
    if isinstance(error, AppError):
        return error
    where = str(path)
    if isinstance(error, OSError):
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        return FaultError("db.disk_full" if full else "db.io", path=where, detail=error.strerror or str(error))
    if isinstance(error, UnicodeDecodeError):  # SQLite names what is damaged by the damaged name
        return FaultError("db.damaged", path=where, detail=str(error))
    name: Any = getattr(error, "sqlite_errorname", "") or ""
    text = str(error)
    if "IOERR" in name and _no_room(where):
        return FaultError("db.disk_full", path=where, detail=text)
    for code, names, texts in _MEANINGS:
        if any(part in name for part in names) or any(part in text for part in texts):
            return FaultError(code, path=where, detail=text)
    return FaultError("db.io", path=where, detail=text)
