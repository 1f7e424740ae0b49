"""Which goods an approval was for; and the approvals of returns with receipt are used up by them."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"

STATEMENTS = (
    "DROP INDEX approval_of_subject",
    "ALTER TABLE approval RENAME TO old_approval",
    """
    CREATE TABLE approval (id TEXT NOT NULL, act TEXT NOT NULL, subject_id TEXT NOT NULL, line INTEGER,
    measure TEXT NOT NULL, value INTEGER, per_milli INTEGER, up_to INTEGER, approved_by TEXT NOT NULL,
    used_by TEXT, goods TEXT NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID, STRICT
    """,
    "INSERT INTO approval SELECT *, '' FROM old_approval",
    "DROP TABLE old_approval",
    "CREATE INDEX approval_of_subject ON approval (subject_id)",
)
#: What is used up by older entries, and what newer ones said of goods, is found by a replay: `rebuild.catch_up`.
_DUE = "SELECT 1 FROM approval LIMIT 1"


def upgrade() -> None:
    """Make the table anew."""
    for statement in STATEMENTS:
        op.execute(statement)
    if op.get_bind().exec_driver_sql(_DUE).fetchone() is not None:
        op.execute("PRAGMA user_version = 1")
