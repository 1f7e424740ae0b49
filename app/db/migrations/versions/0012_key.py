"""Keys that verify codes, and to which contacts are sealed."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE verify_key (id TEXT NOT NULL, use TEXT NOT NULL, public TEXT NOT NULL, store TEXT NOT NULL,
    terminal_id TEXT, from_at INTEGER NOT NULL, until_at INTEGER, PRIMARY KEY (id)) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX verify_key_of_use ON verify_key (use, from_at)",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
