"""The centre's feed: where the terminal stands in it, what came, what a later version understands; stock levels."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    """
    CREATE TABLE centre (slot INTEGER NOT NULL, centre_id TEXT NOT NULL, incarnation TEXT, cursor TEXT, round INTEGER
    NOT NULL, sweeping INTEGER NOT NULL, remaining INTEGER NOT NULL, whole INTEGER NOT NULL, store TEXT, PRIMARY KEY
    (slot)) STRICT
    """,
    """
    CREATE TABLE feed_item (kind TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, round INTEGER NOT NULL,
    PRIMARY KEY (kind, key)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE feed_kept (kind TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, chain INTEGER NOT NULL,
    body TEXT NOT NULL, form TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE stock_level (sku TEXT NOT NULL, base_milli INTEGER NOT NULL, reserved_milli INTEGER NOT NULL, PRIMARY
    KEY (sku)) WITHOUT ROWID, STRICT
    """,
    "CREATE TABLE feed_due (sku TEXT NOT NULL, PRIMARY KEY (sku)) WITHOUT ROWID, STRICT",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
