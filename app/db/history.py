"""The journal of a terminal that came back from an older copy: what the centre still holds is appended again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from app.contract.chain import chain_hash
from app.contract.journal import EpochOpened, read_body
from app.contract.push import PushedEntry
from app.db import journal
from app.db.archive import Archives
from app.db.connection import Connection
from app.db.work import SqliteUnitOfWork
from app.db.writer import SqliteWriter
from app.services.ports import Entry, Head, Priority, UnitOfWork

#: Entries that one transaction appends, so that no sale waits long.
_SOME = 20


class SqliteHistory:
    """Fits the port `History`.

    Args:
        connection: gives the calling thread's own reading connection.
        open_epoch: opens a new epoch that was never written in, and remembers it for ever.
        wait_s: seconds that the writer may take.
    """

    def __init__(
        self,
        writer: SqliteWriter,
        connection: Callable[[], Connection],
        archives: Archives,
        terminal_id: str,
        open_epoch: Callable[[], None],
        wait_s: float = 60,
    ) -> None:
        self._writer = writer
        self._connection = connection
        self._archives = archives
        self._terminal_id = terminal_id
        self._open_epoch = open_epoch
        self._wait_s = wait_s

    def epoch(self) -> int:
        """See `History.epoch`."""
        head = journal.head(self._connection())
        return 0 if head is None else head.epoch

    def base(self) -> Head | None:
        """See `History.base`."""
        first = next(self._archives.entries(self._connection(), 0), None)
        if first is None or first.kind != "epoch.opened":
            return None
        opened = read_body(first.kind, first.schema, first.body)
        if not isinstance(opened, EpochOpened) or opened.reason != "taken_over" or opened.parent is None:
            return None
        return Head(opened.parent.epoch, opened.parent.seq, bytes.fromhex(opened.parent.hash))

    def last_of(self, epoch: int) -> Head | None:
        """See `History.last_of`. Epochs follow each other, so that the first entry of a later one ends it."""
        last: Head | None = None
        for row in self._archives.rows(self._connection()):
            if row[1] > epoch:
                break
            if row[1] == epoch:
                last = Head(row[1], row[0], row[-1])
        return last

    def take_back(self, entries: Sequence[PushedEntry]) -> int:
        """See `History.take_back`. What does not hold in itself is left where it is: the centre has flagged it."""
        whole = [one for one in entries if self._holds(one)]
        taken = 0
        for start in range(0, len(whole), _SOME):
            job = partial(_append, [entry_of(one) for one in whole[start : start + _SOME]])
            taken += self._writer.write(job, Priority.FEED).result(self._wait_s)
        return taken

    def _holds(self, one: PushedEntry) -> bool:
        return chain_hash(bytes.fromhex(one.prev_hash), self._terminal_id, one.columns()).hex() == one.hash

    def open_epoch(self) -> None:
        """See `History.open_epoch`."""
        self._open_epoch()


def _append(entries: list[Entry], work: UnitOfWork) -> int:
    if not isinstance(work, SqliteUnitOfWork):
        raise TypeError("the writer's own unit of work")
    return sum(work.reappend(one) is not None for one in entries)


def entry_of(one: PushedEntry) -> Entry:
    """An entry as it lay in a terminal's journal."""
    columns: tuple[Any, ...] = one.columns()
    return Entry(*(*columns, bytes.fromhex(one.prev_hash), bytes.fromhex(one.hash)))
