"""Coupons that online orders use."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the column, and find the uses of one coupon."""
    op.add_column("coupon", Column("used_order", Text, nullable=True))
    op.create_index("coupon_use_of_code", "coupon_use", ["code"])
