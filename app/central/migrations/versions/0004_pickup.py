"""Picking, shelves, hand-overs, and how a store takes orders in."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text

revision = "0004"
down_revision = "0003"

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "store_intake",
        Column("store", Text, primary_key=True, nullable=False),
        Column("state", Text, nullable=False),
        Column("slow_minutes", _NUMBER, nullable=False),
        Column("until_at", _NUMBER),
        Column("changed_at", _NUMBER, nullable=False),
    )
