"""Shared coupons, limits, blocks for the next purchase."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text

revision = "0005"
down_revision = "0004"

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def _text(name: str, *, key: bool = False, null: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=null)


def _int(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, _NUMBER, nullable=null)


def upgrade() -> None:
    """Make the tables."""
    op.add_column("coupon", _int("ends_at", null=True))
    op.add_column("coupon", _text("terminal_id", null=True))
    op.create_index("coupon_of_terminal", "coupon", ["terminal_id", "campaign", "state"])
    op.create_table(
        "coupon_hold",
        _text("id", key=True),
        _text("terminal_id", key=True),
        _text("code"),
        _text("campaign"),
        _text("member_id", null=True),
        _int("until_at"),
    )
    op.create_index("coupon_hold_of_campaign", "coupon_hold", ["campaign", "until_at"])
    op.create_table(
        "coupon_use",
        _text("sale_id", key=True),
        _text("terminal_id", key=True),
        _text("code", key=True),
        _text("campaign"),
        _text("store"),
        _text("member_id", null=True),
        _int("used_at"),
        _text("outcome"),
        _text("basis", null=True),
        _int("amount_minor", null=True),
        _int("restored_at", null=True),
    )
    op.create_index("coupon_use_of_campaign", "coupon_use", ["campaign", "member_id"])
