"""What came of the line to the centre: the last contact and the last failures, over the end of the program."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from app.db.connection import Connection
from app.db.writer import SqliteWriter
from app.domain.sync import LineMemory, Trouble
from app.services.ports import Priority

_KEEP = "INSERT OR REPLACE INTO line_memory VALUES(1, ?, ?)"


class SqliteLineMemory:
    """Fits the port `LineMemories`.

    Args:
        connection: gives the calling thread's own reading connection.
        wait_s: seconds that the writer may take.
    """

    def __init__(self, writer: SqliteWriter, connection: Callable[[], Connection], wait_s: float = 60) -> None:
        self._writer = writer
        self._connection = connection
        self._wait_s = wait_s

    def recall(self) -> LineMemory:
        """See `LineMemories.recall`."""
        row = self._connection().execute("SELECT contact_at, troubles FROM line_memory").fetchone()
        return LineMemory() if row is None else LineMemory(row[0], _read(row[1]))

    def keep(self, memory: LineMemory) -> None:
        """See `LineMemories.keep`."""
        told = [[one.code, one.first_at, one.last_at, one.times] for one in memory.troubles]
        row = (memory.contact_at, json.dumps(told))
        self._writer.on_connection(partial(_keep, row), Priority.FEED).result(self._wait_s)


def _keep(row: tuple[int | None, str], connection: Connection) -> None:
    connection.execute(_KEEP, row)


def _read(text: str) -> tuple[Trouble, ...]:
    """Failures as they were kept; a form of another version tells nothing."""
    try:
        return tuple(
            Trouble(str(code), int(first), int(last), int(times)) for code, first, last, times in json.loads(text)
        )
    except (ValueError, TypeError):
        return ()
