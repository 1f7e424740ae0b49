"""Receipts by e-mail; members as the centre tells them and as they were enrolled here, and their points.

What the feed brought of members before lies in `feed_kept`: it is applied when the sync begins.
"""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE receipt_request (seq INTEGER NOT NULL, sale_id TEXT NOT NULL, masked TEXT NOT NULL, PRIMARY KEY
    (seq)) STRICT
    """,
    "CREATE INDEX receipt_request_of_sale ON receipt_request (sale_id)",
    """
    CREATE TABLE member_enrolled (id TEXT NOT NULL, name TEXT NOT NULL, contact TEXT NOT NULL, tail TEXT NOT NULL,
    birthday TEXT NOT NULL, consents TEXT NOT NULL, PRIMARY KEY (id)) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX member_enrolled_by_tail ON member_enrolled (tail)",
    "CREATE INDEX member_enrolled_by_name ON member_enrolled (name)",
    """
    CREATE TABLE member_consent (member_id TEXT NOT NULL, consents TEXT NOT NULL, PRIMARY KEY (member_id)) STRICT,
    WITHOUT ROWID
    """,
    """
    CREATE TABLE point_move (seq INTEGER NOT NULL, member_id TEXT NOT NULL, sale_id TEXT NOT NULL, reason TEXT NOT
    NULL, points INTEGER NOT NULL, base_minor INTEGER NOT NULL, of_sale_id TEXT, PRIMARY KEY (seq)) STRICT
    """,
    "CREATE INDEX point_move_of_sale ON point_move (sale_id)",
    "CREATE INDEX point_move_of_origin ON point_move (of_sale_id)",
    """
    CREATE TABLE member_point (member_id TEXT NOT NULL, moved INTEGER NOT NULL, PRIMARY KEY (member_id)) STRICT,
    WITHOUT ROWID
    """,
    """
    CREATE TABLE point_hold (hold_id TEXT NOT NULL, member_id TEXT NOT NULL, points INTEGER NOT NULL, offline
    INTEGER NOT NULL, PRIMARY KEY (hold_id)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE enrolled_contact (hash TEXT NOT NULL, member_id TEXT NOT NULL, PRIMARY KEY (hash, member_id))
    STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE member (id TEXT NOT NULL, name TEXT NOT NULL, contact TEXT NOT NULL, tail TEXT NOT NULL, tier TEXT
    NOT NULL, points_base INTEGER NOT NULL, active INTEGER NOT NULL, merged_into TEXT, birthday TEXT NOT NULL,
    consents TEXT NOT NULL, PRIMARY KEY (id)) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX member_by_tail ON member (tail)",
    "CREATE INDEX member_by_name ON member (name)",
    """
    CREATE TABLE member_contact (hash TEXT NOT NULL, member_id TEXT NOT NULL, PRIMARY KEY (hash)) STRICT, WITHOUT
    ROWID
    """,
    "CREATE INDEX member_contact_of ON member_contact (member_id)",
    """
    CREATE TABLE loyalty (key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (key)) STRICT, WITHOUT ROWID
    """,
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
