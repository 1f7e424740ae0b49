"""Print jobs: rows that entries make, and beside them what became of each.

A job without a row in `print_state` that lies behind the last one there is new.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.contract.receipt import ReceiptReprinted
from app.db import tables
from app.db.connection import Connection
from app.domain.sales import PrintJob, PrintState
from app.services.ports import Entry

_JOB = tables.insert_sql(tables.print_job)
_WHOLE = (
    "SELECT j.id, j.document, j.subject_id, j.made_at, j.seq, coalesce(p.state, 'pending'), coalesce(p.attempts, 0), "
    "p.error, coalesce(p.since, j.made_at), coalesce(p.due_at, j.made_at), p.printed_at, coalesce(p.copies, 0) "
    "FROM print_job j LEFT JOIN print_state p ON p.seq = j.seq "
)
_OPEN = _WHOLE.replace("LEFT JOIN", "JOIN")
_BEHIND = "FROM print_job WHERE seq > coalesce((SELECT max(seq) FROM print_state), 0) "
#: A receipt that nobody asked about for so long is passed over; a Z is kept.
_PASS_AFTER = 24 * 60 * 60 * 1_000_000
_ASK_AFTER = 10 * 60 * 1_000_000


def apply_reprinted(connection: Connection, entry: Entry, body: ReceiptReprinted) -> None:
    """A receipt is wanted once more."""
    connection.execute(_JOB, (entry.seq, entry.entry_id, "receipt", body.sale_id, entry.occurred_at))


def _job(row: tuple[Any, ...]) -> PrintJob:
    job_id, document, subject_id, made_at, seq, state, *rest = row
    return PrintJob(job_id, document, subject_id, made_at, seq, PrintState(state), *rest)


def jobs_of(connection: Connection, subject_id: str) -> list[PrintJob]:
    """The papers of a sale or shift, oldest first."""
    first = _WHOLE + "WHERE j.seq = (SELECT seq FROM sale WHERE id = :id) AND j.id = :id"
    again = _WHOLE + "WHERE j.subject_id = :id AND j.id <> j.subject_id"
    rows = connection.execute(f"{first} UNION ALL {again}", {"id": subject_id}).fetchall()
    return sorted((_job(row) for row in rows), key=lambda job: job.seq)


def is_behind(connection: Connection) -> bool:
    """Whether there are jobs that are not noted yet."""
    return connection.execute(f"SELECT 1 {_BEHIND} LIMIT 1").fetchone() is not None


def note(connection: Connection, now: int, most: int, *, wanted: bool) -> None:
    """Note the next jobs: to be printed, to be asked about, or passed over."""
    connection.execute(
        "INSERT INTO print_state(seq, state, attempts, error, since, due_at, printed_at, copies) "
        "SELECT seq, CASE WHEN NOT :wanted THEN 'skipped' "
        "WHEN document = 'receipt' AND made_at < :now - :pass THEN 'skipped' "
        "WHEN made_at < :now - :ask THEN 'asks' ELSE 'pending' END, 0, NULL, made_at, made_at, NULL, 0 "
        f"{_BEHIND} ORDER BY seq LIMIT :most",
        {"wanted": wanted, "now": now, "pass": _PASS_AFTER, "ask": _ASK_AFTER, "most": most},
    )


def late(connection: Connection, now: int) -> list[int]:
    """Jobs that waited so long that somebody must be asked; of the pending ones, which are few."""
    rows = connection.execute(
        "SELECT seq FROM print_state WHERE state = 'pending' AND since < ?", (now - _ASK_AFTER,)
    )
    return [seq for (seq,) in rows]


def ask(connection: Connection, seqs: Iterable[int]) -> None:
    """Somebody must be asked about these, unless they are out meanwhile."""
    connection.executemany(
        "UPDATE print_state SET state = 'asks' WHERE seq = ? AND state = 'pending'", [(one,) for one in seqs]
    )


def interrupted(connection: Connection) -> bool:
    """Whether a job was being printed when the machine stopped."""
    return connection.execute("SELECT 1 FROM print_state WHERE state = 'printing' LIMIT 1").fetchone() is not None


def recover(connection: Connection) -> None:
    """What was being printed when the machine stopped may be out."""
    connection.execute("UPDATE print_state SET state = 'unsure' WHERE state = 'printing'")


def first_pending(connection: Connection) -> PrintJob | None:
    """The next job to print."""
    row = connection.execute(_OPEN + "WHERE p.state = 'pending' ORDER BY p.seq LIMIT 1").fetchone()
    return None if row is None else _job(row)


def waiting(connection: Connection) -> tuple[int, list[PrintJob]]:
    """How many wait to be printed, and those about which somebody must be asked, oldest first."""
    query = "SELECT count(*) FROM print_state WHERE state IN ('pending', 'printing')"
    count = connection.execute(query).fetchone()[0]
    rows = connection.execute(_OPEN + "WHERE p.state IN ('asks', 'unsure') ORDER BY p.seq")
    return count, [_job(row) for row in rows]


def set_state(connection: Connection, row: tuple[object, ...]) -> None:
    """What became of a job: state, attempts, error, due_at, printed_at, copies, and its seq."""
    connection.execute(
        "UPDATE print_state SET state=?, attempts=?, error=?, due_at=?, printed_at=?, copies=? WHERE seq=?", row
    )


def answer(connection: Connection, seqs: Iterable[int], now: int, *, again: bool) -> None:
    """Print jobs that were asked about, or pass them over."""
    state = "pending" if again else "skipped"
    connection.executemany(
        "UPDATE print_state SET state=?, since=?, due_at=? WHERE seq=? AND state IN ('asks', 'unsure', 'failed')",
        [(state, now, now, seq) for seq in seqs],
    )
