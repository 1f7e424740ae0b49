"""Points that were kept for a tender nobody waits for any more are free."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"

STATEMENTS: tuple[str, ...] = (
    # a row for each open cart at most; the journal is looked through only where there is one
    """
    DELETE FROM point_hold WHERE hold_id IN
    (SELECT json_extract(body, '$.tender_id') FROM journal WHERE kind='tender.abandoned')
    """,
)


def upgrade() -> None:
    """Let go of them."""
    for statement in STATEMENTS:
        op.execute(statement)
