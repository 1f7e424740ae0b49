"""Archives: entries before a sealed Z, moved into verified files. The chain goes on from their head."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import field
from pathlib import Path
from typing import Any

from app.contract.chain import StoredText, chain_hash, genesis
from app.db import tables
from app.db.anchor import make_folder, sync_folder
from app.db.connection import Connection, Error, connect_reader, connect_writer, fault
from app.domain.errors import FaultError, UserError
from app.domain.frozen import frozen
from app.services.ports import Entry

_COLUMNS = tables.journal.names()
_SELECT = f"SELECT {_COLUMNS} FROM journal WHERE seq > ? ORDER BY seq"

_NAME = re.compile(r"journal-[0-9a-f-]+\.db")

#: Rows that one transaction takes out of the journal: short, so that no sale waits for it.
CHUNK = 200


@frozen
class Listed:
    """An archive that the journal knows of; `head` is the hash of its last entry."""

    first_seq: int
    last_seq: int
    head: bytes
    file: str
    digest: bytes


@frozen
class Archives:
    """The archive files of one terminal, in a folder beside its database or beside a copy of it."""

    folder: Path
    key: bytes | None = field(repr=False)

    def listed(self, connection: Connection) -> list[Listed]:
        """The archives that a database names, oldest first.

        Raises:
            FaultError: ``archive.changed`` (seq).
        """
        query = "SELECT first_seq, last_seq, head, file, digest FROM journal_archive ORDER BY first_seq"
        return [self._listed(row) for row in connection.execute(query)]

    def _listed(self, row: tuple[Any, ...]) -> Listed:
        """A row of the list; what no code of ours wrote there is never taken for a file's name."""
        first, last, head, file, digest = row
        name = file.decode(errors="replace") if isinstance(file, StoredText) else file
        shape = (type(last), type(head), type(name), type(digest)) == (int, bytes, str, bytes)
        if not shape or _NAME.fullmatch(name) is None:
            raise FaultError("archive.changed", seq=first, path=str(self.folder))
        return Listed(first, last, head, name, digest)

    def rows(self, connection: Connection, after: int = 0) -> Iterator[tuple[Any, ...]]:
        """Every row of the journal behind a seq, archived or not, as it lies in its file.

        Raises:
            FaultError: ``archive.missing``, ``archive.changed`` (each with seq).
        """
        for one in self.listed(connection):
            if one.last_seq > after:
                with self._opened(one) as archived:
                    archived.text_factory = connection.text_factory
                    yield from archived.execute(_SELECT, (after,))
                after = one.last_seq
        yield from connection.execute(_SELECT, (after,))

    def entries(self, connection: Connection, after: int = 0) -> Iterator[Entry]:
        """The same, as entries."""
        return (Entry(*row) for row in self.rows(connection, after))

    def by_id(self, connection: Connection, entry_id: str) -> Entry | None:
        """The archived entry of this id: a rare look-up that opens files."""
        if connection.execute("SELECT 1 FROM archived_id WHERE id=?", (entry_id,)).fetchone() is None:
            return None
        for one in reversed(self.listed(connection)):
            with self._opened(one) as archived:
                row = archived.execute(f"SELECT {_COLUMNS} FROM journal WHERE id=?", (entry_id,)).fetchone()
                if row is not None:
                    return Entry(*row)
        return None

    def check(self, one: Listed) -> Path:
        """Where an archive lies, once its bytes are seen to be what was listed.

        Raises:
            FaultError: ``archive.missing``, ``archive.changed``.
        """
        path = self.folder / one.file
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").digest()
        except OSError:
            raise FaultError("archive.missing", seq=one.first_seq, path=str(path)) from None
        if digest != one.digest:
            raise FaultError("archive.changed", seq=one.first_seq, path=str(path))
        return path

    @contextmanager
    def _opened(self, one: Listed) -> Iterator[Connection]:
        with closing(connect_reader(self.check(one), self.key)) as archived:
            yield archived


Run = Callable[[Callable[[Connection], Any]], Any]


def archive(archives: Archives, connection: Connection, run: Run, terminal_id: str) -> Listed:
    """Move the entries before the last Z into a verified file; what the centre lacks stays.

    Killed anywhere, every entry is in the journal, in a listed archive, or in both.

    Args:
        connection: a reader.
        run: runs a job on the writing connection as one transaction.

    Raises:
        UserError: ``archive.nothing``: no Z is sealed, or everything before it is archived already.
        FaultError: of the disk.
    """
    done = archives.listed(connection)
    before = done[-1].last_seq if done else 0
    prev = done[-1].head if done else genesis(terminal_id)
    for one in done:
        archives.check(one)  # what is cleared out of the journal must lie in its archive
    _clear_out(run, before)
    last = _last_before_z(connection)
    if last <= before:
        raise UserError("archive.nothing")
    try:
        make_folder(archives.folder)
        listed = _written(archives, connection, before, last, prev, terminal_id)
    except (Error, OSError) as error:
        raise fault(error, archives.folder) from error

    def job(writing: Connection) -> None:
        writing.execute(
            tables.insert_sql(tables.journal_archive),
            (listed.first_seq, listed.last_seq, listed.head, listed.file, listed.digest),
        )
        writing.execute(
            "INSERT INTO archived_id(id) SELECT id FROM journal WHERE seq BETWEEN ? AND ?",
            (listed.first_seq, listed.last_seq),
        )

    run(job)
    _clear_out(run, listed.last_seq)
    return listed


def _last_before_z(connection: Connection) -> int:
    row = connection.execute(
        "SELECT z.seq - 1 FROM shift s JOIN journal z ON z.kind = 'shift.closed' AND z.seq > s.first_seq "
        "WHERE s.closed_at IS NOT NULL AND z.shift_id = s.id ORDER BY s.first_seq DESC LIMIT 1"
    ).fetchone()
    mark = connection.execute("SELECT seq FROM mark WHERE name='centre'").fetchone()
    last = 0 if row is None else int(row[0])
    return last if mark is None else min(last, int(mark[0]))


def _written(
    archives: Archives, connection: Connection, before: int, last: int, prev: bytes, terminal_id: str
) -> Listed:
    """Write the file, read it back along the chain, and give it its name.

    Its head is in the name: other terminals, and other epochs of this one, have entries of the same numbers.
    """
    part = archives.folder / f"journal-{before + 1}-{last}.part"
    part.unlink(missing_ok=True)
    with closing(connect_writer(part, archives.key)) as target:
        target.execute("PRAGMA journal_mode=DELETE")  # one file, which can be copied and hashed as it is
        target.execute(_ddl(connection))
        target.execute("BEGIN IMMEDIATE")
        query = f"SELECT {_COLUMNS} FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq"
        rows = connection.execute(query, (before, last))
        target.executemany(tables.insert_sql(tables.journal), rows)
        target.execute("COMMIT")
    head = _walked(part, archives.key, prev, terminal_id, before, last)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").digest()
    name = f"journal-{before + 1}-{last}-{head[:8].hex()}.db"
    part.replace(archives.folder / name)
    sync_folder(archives.folder)
    return Listed(before + 1, last, head, name, digest)


def _ddl(connection: Connection) -> str:
    row = connection.execute("SELECT sql FROM sqlite_master WHERE type='table' AND name='journal'").fetchone()
    return str(row[0])


def _walked(path: Path, key: bytes | None, prev: bytes, terminal_id: str, before: int, last: int) -> bytes:
    """The hash of the file's last entry, once every entry was seen to follow the one before it."""
    seq = before
    with closing(connect_reader(path, key)) as archived:
        archived.text_factory = StoredText
        for row in archived.execute(_SELECT, (before,)):
            *columns, prev_hash, own = row
            if columns[0] != seq + 1 or prev_hash != prev or chain_hash(prev, terminal_id, columns) != own:
                raise FaultError("archive.changed", seq=seq + 1, path=str(path))
            seq, prev = columns[0], own
    if seq != last:
        raise FaultError("archive.changed", seq=seq + 1, path=str(path))
    return prev


def _clear_out(run: Run, last: int) -> None:
    """Take what is safely archived out of the journal, a short transaction at a time."""

    def job(writing: Connection) -> int:
        return writing.execute(
            "DELETE FROM journal WHERE seq IN (SELECT seq FROM journal WHERE seq <= ? ORDER BY seq LIMIT ?)",
            (last, CHUNK),
        ).rowcount

    while run(job):
        pass
