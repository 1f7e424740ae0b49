"""Browsing: shelf by shelf, by style, by what sells most; the shelves' own names and order."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    """
    CREATE TABLE category (path TEXT NOT NULL, name_en TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY
    (path)) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX product_by_category ON product (category, sku)",
    "CREATE INDEX product_by_style ON product (style) WHERE style IS NOT NULL",
    "CREATE INDEX stock_by_times_sold ON stock (times_sold)",
    """
    INSERT INTO category SELECT top, '', row_number() OVER (ORDER BY top) FROM
    (SELECT DISTINCT substr(category, 1, instr(category || '/', '/') - 1) AS top FROM product WHERE category <> '')
    """,
)


def upgrade() -> None:
    """Make the indexes, and the shelves that there are."""
    for statement in STATEMENTS:
        op.execute(statement)
