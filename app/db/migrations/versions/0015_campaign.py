"""Coupon campaigns, what was taken in of them, and blocks for the next purchase."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE campaign (id TEXT NOT NULL, code TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (id))
    WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX campaign_of_code ON campaign (code)",
    """
    CREATE TABLE coupon_block (code TEXT NOT NULL, block TEXT NOT NULL, campaign TEXT NOT NULL, signed TEXT NOT NULL,
    own INTEGER NOT NULL, PRIMARY KEY (code)) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX coupon_block_of_campaign ON coupon_block (campaign)",
    """
    CREATE TABLE wallet (member_id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (member_id)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE coupon_use (sale_id TEXT NOT NULL, code TEXT NOT NULL, campaign TEXT NOT NULL, basis TEXT NOT NULL,
    amount_minor INTEGER NOT NULL, business_on TEXT NOT NULL, restored INTEGER NOT NULL, PRIMARY KEY (sale_id, code))
    WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX coupon_use_of_code ON coupon_use (code)",
    "CREATE INDEX coupon_use_of_day ON coupon_use (campaign, business_on)",
    """
    CREATE TABLE coupon_issued (code TEXT NOT NULL, sale_id TEXT NOT NULL, campaign TEXT NOT NULL,
    ends_at INTEGER NOT NULL, PRIMARY KEY (code)) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX coupon_issued_of_sale ON coupon_issued (sale_id)",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
