"""Keys that sign codes, and what of a store its terminals recognise codes by."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Text

revision = "0002"
down_revision = "0001"

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "code_key",
        Column("no", _NUMBER, primary_key=True, autoincrement=False),
        Column("seed", LargeBinary),
        Column("public_key", LargeBinary, nullable=False),
        Column("made_at", _NUMBER, nullable=False),
        Column("ended_at", _NUMBER),
    )
    op.add_column("store", Column("codes", Text))
