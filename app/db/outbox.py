"""The outbox: what lies behind the mark, read from the journal itself, archived or not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from itertools import islice

from app.db.archive import Archives
from app.db.connection import Connection
from app.services.ports import Entry, Head, Priority, UnitOfWork, Writer

#: The name under which the centre's mark is kept.
_CENTRE = "centre"


class SqliteOutbox:
    """The journal as an outbox; fits the port `Outbox`.

    Args:
        connection: gives the calling thread's own reading connection.
    """

    def __init__(self, writer: Writer, connection: Callable[[], Connection], archives: Archives) -> None:
        self._writer = writer
        self._connection = connection
        self._archives = archives

    def mark(self) -> Head | None:
        """See `Outbox.mark`."""
        row = self._connection().execute("SELECT epoch, seq, hash FROM mark WHERE name=?", (_CENTRE,)).fetchone()
        return None if row is None else Head(*row)

    def unsent(self) -> int:
        """See `Outbox.unsent`. Seqs have no gaps, so it costs two look-ups."""
        row = self._connection().execute("SELECT max(seq) FROM journal").fetchone()
        mark = self.mark()
        return int(row[0] or 0) - (0 if mark is None else mark.seq)

    def behind(self, mark: Head | None, most: int, size: int) -> list[Entry]:
        """See `Outbox.behind`."""
        found: list[Entry] = []
        after = 0 if mark is None else mark.seq
        for entry in islice(self._archives.entries(self._connection(), after), most):
            size -= len(entry.body.encode())
            if found and size < 0:
                break
            found.append(entry)
        return found

    def is_ours(self, mark: Head) -> bool:
        """See `Outbox.is_ours`."""
        found = next(self._archives.entries(self._connection(), mark.seq - 1), None)
        return found is not None and (found.epoch, found.seq, found.hash) == (mark.epoch, mark.seq, mark.hash)

    def hold(self, mark: Head | None) -> Future[None]:
        """See `Outbox.hold`."""

        def job(work: UnitOfWork) -> None:
            work.hold(mark)

        return self._writer.write(job, Priority.FEED)


def hold(connection: Connection, mark: Head | None) -> None:
    """Note what the centre holds."""
    if mark is None:
        connection.execute("DELETE FROM mark WHERE name=?", (_CENTRE,))
        return
    connection.execute(
        "INSERT INTO mark(name, epoch, seq, hash) VALUES(?, ?, ?, ?) ON CONFLICT(name) DO UPDATE SET "
        "epoch=excluded.epoch, seq=excluded.seq, hash=excluded.hash",
        (_CENTRE, mark.epoch, mark.seq, mark.hash),
    )
