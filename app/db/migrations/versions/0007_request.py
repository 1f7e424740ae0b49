"""What providers were asked for and did not answer; which carts were cancelled after money was taken for them."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS = (
    """
    CREATE TABLE tender_request (tender_id TEXT NOT NULL, cart_id TEXT NOT NULL, kind TEXT NOT NULL, amount_minor
    INTEGER NOT NULL, reference TEXT NOT NULL, gives_back INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY
    (tender_id)) WITHOUT ROWID, STRICT
    """,
    "DROP INDEX voided_cart_by_day",
    "ALTER TABLE voided_cart RENAME TO old_voided_cart",
    """
    CREATE TABLE voided_cart (id TEXT NOT NULL, business_on TEXT NOT NULL, voided_at INTEGER NOT NULL,
    cashier TEXT NOT NULL, lines INTEGER NOT NULL, listed_minor INTEGER NOT NULL, reason TEXT NOT NULL,
    day_seq INTEGER NOT NULL, after_tender INTEGER NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID, STRICT
    """,
    "INSERT INTO voided_cart SELECT *, 0 FROM old_voided_cart",
    "DROP TABLE old_voided_cart",
    "CREATE INDEX voided_cart_by_day ON voided_cart (day_seq)",
)
#: Rows that older entries give: of a cancelled cart, and of what a newer version wrote before this one was put back.
_DUE = "SELECT 1 FROM voided_cart UNION ALL SELECT 1 FROM journal WHERE kind = 'tender.requested' LIMIT 1"


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
    if op.get_bind().exec_driver_sql(_DUE).fetchone() is not None:
        op.execute("PRAGMA user_version = 1")  # see `rebuild.catch_up`
