"""Tasks: what came up at the counter, for a person to decide."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from app.contract.journal import read_body
from app.contract.receipt import TaskClosed
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.task import Task
from app.domain.text import check_texts
from app.services.desk import Desk, same_act
from app.services.ports import Reads, UnitOfWork


@frozen
class Tasks:
    """The list of what is open, and its end.

    Args:
        reads: look-ups on the calling thread's connection.
    """

    desk: Desk
    reads: Callable[[], Reads]

    def open(self) -> list[Task]:
        """What is open, oldest first: one of a kind for each subject. An indexed read."""
        return self.reads().open_tasks()

    def close(self, task_id: str, note: str, actor: str, entry_id: str, at: int | None = None) -> Future[None]:
        """Say that a task is decided; the same goods sold under an unknown code later are another.

        Raises (in the future):
            UserError: ``task.unknown``, ``task.is_closed``.
            ConflictError: ``act.id_means_another``.
        """
        check_texts((task_id,), (note,))
        when = self.desk.clock.now() if at is None else at
        body = TaskClosed(task_id=task_id, note=note)

        def job(work: UnitOfWork) -> None:
            if (before := work.entry(entry_id)) is not None:
                return same_act(entry_id, read_body(before.kind, before.schema, before.body), body)
            task = work.task(task_id)
            if task is None:
                raise UserError("task.unknown", task_id=task_id)
            if not task.is_open:
                raise UserError("task.is_closed", task_id=task_id)
            work.append(self.desk.fact(entry_id, body, actor, when, work.open_shift()))
            return None

        return self.desk.writer.write(job)
