"""Members as the centre tells them, and their points."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE receipt_request (seq INTEGER NOT NULL, sale_id TEXT NOT NULL, masked TEXT NOT NULL,
    PRIMARY KEY (seq)) STRICT
    """,
    "CREATE INDEX receipt_request_of_sale ON receipt_request (sale_id)",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
