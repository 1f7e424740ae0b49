"""Picking, shelves and hand-overs as this terminal did them, and how the store takes orders in.

What the feed brought beside what an older version knew lies in `feed_kept`, and is taken up when the sync begins.
"""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"

STATEMENTS = (
    "ALTER TABLE pickup_order ADD COLUMN included INTEGER",
    "ALTER TABLE pickup_order ADD COLUMN lies INTEGER",
    "CREATE INDEX pickup_order_lying ON pickup_order (lies)",
    "CREATE INDEX pickup_order_by_code ON pickup_order (code)",
    """
    CREATE TABLE pickup_act (seq INTEGER NOT NULL, order_id TEXT NOT NULL, kind TEXT NOT NULL,
    done_at INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (seq)) STRICT
    """,
    "CREATE INDEX pickup_act_of_order ON pickup_act (order_id, seq)",
    "CREATE INDEX pickup_act_by_kind ON pickup_act (kind, seq)",
    """
    CREATE TABLE intake_said (slot INTEGER NOT NULL, seq INTEGER NOT NULL, said_at INTEGER NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (slot)) STRICT
    """,
    """
    CREATE TABLE intake_told (slot INTEGER NOT NULL, body TEXT NOT NULL, included INTEGER NOT NULL,
    PRIMARY KEY (slot)) STRICT
    """,
)
#: Rows of what a newer version wrote before this one was put back are found by a replay: `rebuild.catch_up`.
_DUE = (
    "SELECT 1 FROM journal WHERE kind IN ('order.picking_started', 'order.line_picked', 'order.ready', "
    "'order.problem_reported', 'order.returned', 'intake.changed') OR (kind='order.handed_over' AND schema>1) LIMIT 1"
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
    if op.get_bind().exec_driver_sql(_DUE).fetchone() is not None:
        op.execute("PRAGMA user_version = 1")
