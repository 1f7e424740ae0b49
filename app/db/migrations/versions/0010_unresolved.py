"""What a provider may have moved, on the task that asks after it; conflicts decided here; what came of the line."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"

STATEMENTS = (
    "ALTER TABLE task ADD COLUMN amount_minor INTEGER",
    """
    CREATE TABLE decided_conflict (id TEXT NOT NULL, decided_at INTEGER NOT NULL, decided_by TEXT NOT NULL,
    note TEXT NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE line_memory (slot INTEGER NOT NULL, contact_at INTEGER, troubles TEXT NOT NULL, PRIMARY KEY (slot))
    STRICT
    """,
)
#: Rows of what a newer version wrote before this one was put back are found by a replay: `rebuild.catch_up`.
_DUE = "SELECT 1 FROM journal WHERE kind IN ('tender.abandoned', 'task.closed') LIMIT 1"


def upgrade() -> None:
    """Give the table its column."""
    for statement in STATEMENTS:
        op.execute(statement)
    if op.get_bind().exec_driver_sql(_DUE).fetchone() is not None:
        op.execute("PRAGMA user_version = 1")
