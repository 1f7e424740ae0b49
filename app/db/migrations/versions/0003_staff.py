"""Staff, wrong PINs, approvals."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = (
    """
    CREATE TABLE staff (id TEXT NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL, role TEXT NOT NULL,
    active INTEGER NOT NULL, pin_hash TEXT, badge_hash BLOB, PRIMARY KEY (id), UNIQUE (badge_hash))
    WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE staff_refusal (seq INTEGER NOT NULL, staff_id TEXT, at INTEGER NOT NULL, PRIMARY KEY
    (seq)) STRICT
    """,
    """
    CREATE TABLE approval (id TEXT NOT NULL, act TEXT NOT NULL, subject_id TEXT NOT NULL, line INTEGER,
    measure TEXT NOT NULL, value INTEGER, per_milli INTEGER, up_to INTEGER, approved_by TEXT NOT NULL,
    used_by TEXT, PRIMARY KEY (id)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE INDEX approval_of_subject ON approval (subject_id)
    """,
    """
    CREATE TABLE given_back (cart_id TEXT NOT NULL, PRIMARY KEY (cart_id)) WITHOUT ROWID, STRICT
    """,
)

# The only state of these tables that older entries make: open carts of which money was given back.
GIVEN_BACK = """
    INSERT INTO given_back SELECT DISTINCT json_extract(body, '$.cart_id') FROM journal
    WHERE kind = 'tender.removed' AND schema = 1
    AND json_extract(body, '$.cart_id') NOT IN (SELECT id FROM journal UNION ALL SELECT id FROM archived_id)
    """


def upgrade() -> None:
    """Make the tables."""
    for statement in (*TABLES, GIVEN_BACK):
        op.execute(statement)
