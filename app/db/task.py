"""Tasks: what came up at the counter and a person must decide."""

from __future__ import annotations

from collections.abc import Iterable

from app.contract.journal import SoldLine
from app.contract.receipt import TaskClosed, TenderAbandoned
from app.db import tables
from app.db.connection import Connection
from app.domain.task import Task, TaskKind
from app.services.ports import Entry

_INSERT = tables.insert_sql(tables.task)
_SELECT = (
    "SELECT id, kind, subject, name, sku, sale_id, times, made_at, last_at, closed_at, closed_by, note, amount_minor "
    "FROM task "
)
_DECIDE = tables.insert_sql(tables.decided_conflict).replace("INSERT", "INSERT OR IGNORE", 1)
#: Of the centre's conflicts, those that nobody here decided; a part of a WHERE.
UNDECIDED = "kind='conflict' AND key NOT IN (SELECT id FROM decided_conflict)"
_COUNT = (
    f"SELECT (SELECT count(*) FROM feed_kept WHERE {UNDECIDED}) + (SELECT count(*) FROM task WHERE closed_at IS NULL)"
)
_OPEN = "closed_at IS NULL AND kind='unknown_product' AND subject=?"
_AGAIN = f"UPDATE task SET times=times+1, last_at=?, name=? WHERE {_OPEN}"


def note_unknown(connection: Connection, entry: Entry, lines: Iterable[SoldLine]) -> None:
    """Goods that the catalogue does not know were sold: one open task for a code, however often it is sold."""
    for line in lines:
        subject = line.code or line.sku
        if connection.execute(_AGAIN, (entry.occurred_at, line.name, subject)).rowcount:
            continue
        connection.execute(
            _INSERT,
            (f"{entry.entry_id}:{line.line}", TaskKind.UNKNOWN_PRODUCT.value, subject, line.name, line.sku,
             entry.entry_id, 1, entry.occurred_at, entry.occurred_at, None, None, "", None),
        )  # fmt: skip


def note_unresolved(connection: Connection, entry: Entry, body: TenderAbandoned) -> None:
    """Somebody must ask a provider whether money moved. The task has the tender's id, which is never used again."""
    connection.execute(
        _INSERT.replace("INSERT", "INSERT OR IGNORE", 1),
        (body.tender_id, TaskKind.UNRESOLVED_TENDER.value, body.tender_id, body.tender_kind, "", body.cart_id, 1,
         entry.occurred_at, entry.occurred_at, None, None, "", body.amount.minor),
    )  # fmt: skip


def apply_closed(connection: Connection, entry: Entry, body: TaskClosed) -> None:
    """A task was decided; what is none of the counter's own is a conflict of the centre."""
    done = connection.execute(
        "UPDATE task SET closed_at=?, closed_by=?, note=? WHERE id=? AND closed_at IS NULL",
        (entry.occurred_at, entry.actor, body.note, body.task_id),
    )
    if not done.rowcount and by_id(connection, body.task_id) is None:
        connection.execute(_DECIDE, (body.task_id, entry.occurred_at, entry.actor, body.note))


def is_to_decide(connection: Connection, task_id: str) -> bool | None:
    """Whether a task or a conflict is still to be decided; None where there is no such."""
    found = by_id(connection, task_id)
    if found is not None:
        return found.is_open
    if connection.execute("SELECT 1 FROM decided_conflict WHERE id=?", (task_id,)).fetchone() is not None:
        return False
    told = connection.execute("SELECT 1 FROM feed_kept WHERE kind='conflict' AND key=?", (task_id,)).fetchone()
    return None if told is None else True


def count_open(connection: Connection) -> int:
    """How many tasks and conflicts are to be decided."""
    return int(connection.execute(_COUNT).fetchone()[0])


def by_id(connection: Connection, task_id: str) -> Task | None:
    """A task, open or closed."""
    row = connection.execute(_SELECT + "WHERE id=?", (task_id,)).fetchone()
    return None if row is None else Task(row[0], TaskKind(row[1]), *row[2:])


def all_open(connection: Connection) -> list[Task]:
    """The open tasks, oldest first: few, since each is of another subject."""
    rows = connection.execute(_SELECT + "WHERE closed_at IS NULL ORDER BY made_at, id")
    return [Task(row[0], TaskKind(row[1]), *row[2:]) for row in rows]


def skus_named(connection: Connection, text: str) -> list[str]:
    """What unknown goods were sold as whose code or name holds a text."""
    like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    query = (
        "SELECT DISTINCT sku FROM task WHERE name LIKE :like ESCAPE '\\' OR subject LIKE :like ESCAPE '\\' LIMIT 20"
    )
    return [str(sku) for (sku,) in connection.execute(query, {"like": like})]
