"""Business dates as they are compared with the centre; what a lone shop is still to tell the centre that it joins."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = (
    """
    CREATE TABLE journal_run (first_seq INTEGER NOT NULL, business_on TEXT NOT NULL, PRIMARY KEY (first_seq)) STRICT
    """,
    "CREATE INDEX journal_run_of_day ON journal_run (business_on)",
    """
    CREATE TABLE day_check (business_on TEXT NOT NULL, last_seq INTEGER NOT NULL, checked_at INTEGER NOT NULL, differs
    TEXT NOT NULL, ours TEXT NOT NULL, theirs TEXT NOT NULL, closed INTEGER NOT NULL, PRIMARY KEY (business_on))
    WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX day_check_open ON day_check (closed, differs)",
    """
    CREATE TABLE proposal (kind TEXT NOT NULL, after_key TEXT NOT NULL, PRIMARY KEY (kind)) WITHOUT ROWID, STRICT
    """,
    """
    INSERT INTO journal_run SELECT seq, business_on FROM (SELECT seq, business_on, lag(business_on) OVER (ORDER BY
    seq) AS before FROM journal) WHERE before IS NULL OR before <> business_on
    """,
)
#: Entries in archives have their days too: those are found by a replay, see `rebuild.catch_up`.
_DUE = "SELECT 1 FROM journal_archive LIMIT 1"


def upgrade() -> None:
    """Make the tables, and note the days of the journal that there is."""
    for statement in STATEMENTS:
        op.execute(statement)
    if op.get_bind().exec_driver_sql(_DUE).fetchone() is not None:
        op.execute("PRAGMA user_version = 1")
