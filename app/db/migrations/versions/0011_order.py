"""Orders for pickup, those that nobody was told of, and in which round of the feed its end was reached.

What the feed brought of orders before lies in `feed_kept`: it is applied when the sync begins, see `Feed.take_up`.
"""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"

STATEMENTS = (
    """
    CREATE TABLE pickup_order (id TEXT NOT NULL, code TEXT NOT NULL, state TEXT NOT NULL, placed_at INTEGER NOT NULL,
    ready_by INTEGER, body TEXT NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX pickup_order_by_state ON pickup_order (state, placed_at)",
    "CREATE TABLE order_news (id TEXT NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID, STRICT",
    "ALTER TABLE centre ADD COLUMN filled_round INTEGER",
    "UPDATE centre SET filled_round = round WHERE cursor IS NOT NULL AND remaining = 0",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
