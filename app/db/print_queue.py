"""The queue of print jobs: what became of each, beside the state, written through the writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future

from app.db import receipt
from app.db.connection import Connection
from app.db.writer import SqliteWriter
from app.domain.sales import PrintJob, PrintState
from app.services.ports import Priority

#: Jobs noted in one transaction: a history that is new to this machine takes several.
_TURN = 1_000


class SqlitePrintQueue:
    """Fits the port `PrintQueue`.

    Args:
        connection: the calling thread's reading connection.
    """

    def __init__(self, writer: SqliteWriter, connection: Callable[[], Connection]) -> None:
        self._writer = writer
        self._connection = connection

    def take_up(self, now: int, *, wanted: bool) -> None:
        """See `PrintQueue.take_up`."""
        while receipt.is_behind(self._connection()):
            self._write(lambda connection: receipt.note(connection, now, _TURN, wanted=wanted))
        if late := receipt.late(self._connection(), now):
            self._write(lambda connection: receipt.ask(connection, late))

    def recover(self) -> None:
        """See `PrintQueue.recover`."""
        if receipt.interrupted(self._connection()):
            self._write(receipt.recover)

    def first_pending(self) -> PrintJob | None:
        """See `PrintQueue.first_pending`."""
        return receipt.first_pending(self._connection())

    def waiting(self) -> tuple[int, list[PrintJob]]:
        """See `PrintQueue.waiting`."""
        return receipt.waiting(self._connection())

    def began(self, job: PrintJob) -> None:
        """See `PrintQueue.began`."""
        self._set(job, PrintState.PRINTING, copies=job.copies + 1, attempts=job.attempts + 1, error=job.error)

    def printed(self, job: PrintJob, at: int) -> None:
        """See `PrintQueue.printed`."""
        self._set(job, PrintState.PRINTED, copies=job.copies + 1, attempts=job.attempts + 1, printed_at=at)

    def put_off(self, job: PrintJob, error: str, due_at: int) -> None:
        """See `PrintQueue.put_off`."""
        self._set(job, PrintState.PENDING, copies=job.copies, attempts=job.attempts + 1, error=error, due_at=due_at)

    def unsure(self, job: PrintJob, error: str) -> None:
        """See `PrintQueue.unsure`."""
        self._set(job, PrintState.UNSURE, copies=job.copies + 1, attempts=job.attempts + 1, error=error)

    def failed(self, job: PrintJob, error: str) -> None:
        """See `PrintQueue.failed`."""
        self._set(job, PrintState.FAILED, copies=job.copies, attempts=job.attempts + 1, error=error)

    def answer(self, jobs: Iterable[PrintJob], now: int, *, again: bool) -> Future[None]:
        """See `PrintQueue.answer`."""
        seqs = [job.seq for job in jobs]
        return self._writer.on_connection(
            lambda connection: receipt.answer(connection, seqs, now, again=again), Priority.AUTOSAVE
        )

    def _set(
        self,
        job: PrintJob,
        state: PrintState,
        *,
        copies: int,
        attempts: int,
        error: str | None = None,
        due_at: int | None = None,
        printed_at: int | None = None,
    ) -> None:
        row = (state.value, attempts, error, job.due_at if due_at is None else due_at, printed_at, copies, job.seq)
        self._write(lambda connection: receipt.set_state(connection, row))

    def _write(self, job: Callable[[Connection], object]) -> None:
        """A write that its thread waits for: after sales, before pages of the feed."""
        self._writer.on_connection(job, Priority.AUTOSAVE).result()
