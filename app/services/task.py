"""Tasks: what came up at the counter, or at the centre as a conflict, for a person to decide."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from app.contract.journal import read_body
from app.contract.receipt import TaskClosed
from app.domain.approval import Request, Subject
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.staff import Permission
from app.domain.task import Task
from app.domain.text import check_texts
from app.services.approve import need_approval
from app.services.desk import Desk, same_act
from app.services.ports import Reads, UnitOfWork


def close_request(entry_id: str, note: str) -> Request:
    """What saying that something is decided must ask for, under the act's own early id."""
    return Request(Permission.CLOSE_TASK, Subject.ACT, entry_id, reason=note)


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

        So is a conflict of the centre, by its id: it leaves this terminal's list at once, and the centre hears of it
        with the journal.

        Raises (in the future):
            UserError: ``task.unknown``, ``task.is_closed``, ``approval.missing``.
            ConflictError: ``act.id_means_another``.
        """
        check_texts((task_id,), (note,))
        when = self.desk.clock.now() if at is None else at
        body = TaskClosed(task_id=task_id, note=note)

        def job(work: UnitOfWork) -> None:
            if (before := work.entry(entry_id)) is not None:
                return same_act(entry_id, read_body(before.kind, before.schema, before.body), body)
            is_open = work.is_to_decide(task_id)
            if is_open is None:
                raise UserError("task.unknown", task_id=task_id)
            if not is_open:
                raise UserError("task.is_closed", task_id=task_id)
            need_approval(work, close_request(entry_id, note), actor)
            work.append(self.desk.fact(entry_id, body, actor, when, work.open_shift()))
            return None

        return self.desk.writer.write(job)
