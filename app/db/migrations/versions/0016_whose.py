"""Whose a coupon is, and whether it was withdrawn; points of a tender that nobody waits for any more are free.

What the columns say is in the journal and in the wallets already: an older program kept less of it.
"""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"

STATEMENTS: tuple[str, ...] = (
    """
    CREATE TABLE wallet_coupon (code TEXT NOT NULL, member_id TEXT NOT NULL, PRIMARY KEY (code))
    WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX wallet_coupon_of_member ON wallet_coupon (member_id)",
    """
    INSERT OR REPLACE INTO wallet_coupon SELECT json_extract(one.value, '$.code'), wallet.member_id
    FROM wallet, json_each(wallet.body, '$.coupons') AS one
    """,
    """
    CREATE TABLE coupon_issued_now (code TEXT NOT NULL, sale_id TEXT NOT NULL, campaign TEXT NOT NULL,
    ends_at INTEGER NOT NULL, member_id TEXT, withdrawn INTEGER NOT NULL, PRIMARY KEY (code)) WITHOUT ROWID, STRICT
    """,
    """
    INSERT OR REPLACE INTO coupon_issued_now
    SELECT i.code, i.sale_id, i.campaign, i.ends_at, told.member_id, back.code IS NOT NULL FROM coupon_issued AS i
    LEFT JOIN (SELECT json_extract(body, '$.code') AS code, json_extract(body, '$.member_id') AS member_id
    FROM journal WHERE kind='coupon.issued') AS told ON told.code=i.code
    LEFT JOIN (SELECT DISTINCT json_extract(body, '$.code') AS code, json_extract(body, '$.sale_id') AS sale_id
    FROM journal WHERE kind='coupon.withdrawn') AS back ON back.code=i.code AND back.sale_id=i.sale_id
    """,
    "DROP TABLE coupon_issued",
    "ALTER TABLE coupon_issued_now RENAME TO coupon_issued",
    "CREATE INDEX coupon_issued_of_sale ON coupon_issued (sale_id)",
    """
    DELETE FROM point_hold WHERE hold_id IN
    (SELECT json_extract(body, '$.tender_id') FROM journal WHERE kind='tender.abandoned')
    """,
)


def upgrade() -> None:
    """Make the tables and fill them."""
    for statement in STATEMENTS:
        op.execute(statement)
