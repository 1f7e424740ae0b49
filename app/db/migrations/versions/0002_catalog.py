"""The catalogue, its prices and promotions, and the search index."""

from __future__ import annotations

from alembic import op

from app.db.search import SCHEMA

revision = "0002"
down_revision = "0001"

TABLES = (
    """
    CREATE TABLE product (sku TEXT NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL, category TEXT
    NOT NULL, tax_class TEXT NOT NULL, unit TEXT NOT NULL, price_kind TEXT NOT NULL, style TEXT, options
    TEXT NOT NULL, tags TEXT NOT NULL, active INTEGER NOT NULL, PRIMARY KEY (sku)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE product_code (code TEXT NOT NULL, sku TEXT NOT NULL, pack INTEGER NOT NULL, printed
    TEXT NOT NULL, PRIMARY KEY (code)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE INDEX product_code_of_sku ON product_code (sku)
    """,
    """
    CREATE TABLE price (sku TEXT NOT NULL, starts_at INTEGER NOT NULL, ends_at INTEGER, minor INTEGER
    NOT NULL, per_milli INTEGER NOT NULL, PRIMARY KEY (sku, starts_at)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE promotion (id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID,
    STRICT
    """,
)


def upgrade() -> None:
    """Make the tables."""
    for statement in (*TABLES, *SCHEMA):
        op.execute(statement)
