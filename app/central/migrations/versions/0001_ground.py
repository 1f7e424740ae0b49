"""The ground floor: terminals, their entries, what came of them, and the feed."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Text

revision = "0001"
down_revision = None

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "centre",
        Column("id", Text, primary_key=True),
        Column("incarnation", Text, nullable=False),
        Column("seed", LargeBinary, nullable=False),
        Column("made_at", _NUMBER, nullable=False),
    )
    op.create_table(
        "change",
        Column("scope", Text, primary_key=True),
        Column("kind", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("number", _NUMBER, nullable=False),
        Column("version", _NUMBER, nullable=False),
        Column("deleted", _NUMBER, nullable=False),
        Column("body", Text, nullable=False),
    )
    op.create_index("change_in_order", "change", ["scope", "number"], unique=True)
    op.create_table(
        "conflict",
        Column("id", Text, primary_key=True),
        Column("store", Text, nullable=False),
        Column("terminal_id", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("entry_id", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("outcome", Text, nullable=False),
        Column("made_at", _NUMBER, nullable=False),
        Column("closed_at", _NUMBER),
        Column("closed_by", Text),
    )
    op.create_index("conflict_open", "conflict", ["store", "closed_at"])
    op.create_table(
        "effect",
        Column("id", Text, primary_key=True),
        Column("terminal_id", Text, nullable=False),
        Column("kind", Text, nullable=False),
    )
    op.create_table(
        "enrol_code",
        Column("code_hash", LargeBinary, primary_key=True),
        Column("store", Text, nullable=False),
        Column("register_no", _NUMBER, nullable=False),
        Column("expires_at", _NUMBER, nullable=False),
        Column("used_at", _NUMBER),
        Column("terminal_id", Text),
    )
    op.create_table(
        "entry",
        Column("terminal_id", Text, primary_key=True),
        Column("epoch", _NUMBER, primary_key=True, autoincrement=False),
        Column("seq", _NUMBER, primary_key=True, autoincrement=False),
        Column("hash", LargeBinary, primary_key=True),
        Column("id", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("schema_no", _NUMBER, nullable=False),
        Column("business_on", Text, nullable=False),
        Column("occurred_at", _NUMBER, nullable=False),
        Column("actor", Text, nullable=False),
        Column("shift_id", Text),
        Column("body", Text, nullable=False),
        Column("prev_hash", LargeBinary, nullable=False),
        Column("received_at", _NUMBER, nullable=False),
        Column("state", Text, nullable=False),
    )
    op.create_index("entry_by_id", "entry", ["id"])
    op.create_index("entry_of_day", "entry", ["terminal_id", "business_on"])
    op.create_table(
        "feed",
        Column("scope", Text, primary_key=True),
        Column("last", _NUMBER, nullable=False),
    )
    op.create_table(
        "sale",
        Column("id", Text, primary_key=True),
        Column("terminal_id", Text, nullable=False),
        Column("store", Text, nullable=False),
        Column("number", Text, nullable=False),
        Column("business_on", Text, nullable=False),
        Column("completed_at", _NUMBER, nullable=False),
        Column("cashier", Text, nullable=False),
        Column("currency", Text, nullable=False),
        Column("sold_minor", _NUMBER, nullable=False),
        Column("returned_minor", _NUMBER, nullable=False),
        Column("rounding_minor", _NUMBER, nullable=False),
        Column("total_minor", _NUMBER, nullable=False),
        Column("tax_minor", _NUMBER, nullable=False),
        Column("member_id", Text),
    )
    op.create_index("sale_of_day", "sale", ["store", "business_on"])
    op.create_index("sale_of_terminal", "sale", ["terminal_id", "business_on"])
    op.create_table(
        "stock",
        Column("store", Text, primary_key=True),
        Column("sku", Text, primary_key=True),
        Column("on_hand", _NUMBER, nullable=False),
        Column("reserved", _NUMBER, nullable=False),
    )
    op.create_table(
        "store",
        Column("code", Text, primary_key=True),
        Column("name", Text, nullable=False),
        Column("zone", Text, nullable=False),
        Column("currency", Text, nullable=False),
        Column("made_at", _NUMBER, nullable=False),
    )
    op.create_table(
        "terminal",
        Column("id", Text, primary_key=True),
        Column("store", Text, nullable=False),
        Column("register_no", _NUMBER, nullable=False),
        Column("token_hash", LargeBinary, nullable=False, unique=True),
        Column("public_key", LargeBinary, nullable=False),
        Column("enrolled_at", _NUMBER, nullable=False),
        Column("revoked_at", _NUMBER),
        Column("seen_at", _NUMBER),
        Column("mark_epoch", _NUMBER),
        Column("mark_seq", _NUMBER),
        Column("mark_hash", LargeBinary),
    )
    op.create_index("terminal_of_store", "terminal", ["store", "register_no"])
    op.create_table(
        "token",
        Column("token_hash", LargeBinary, primary_key=True),
        Column("name", Text, nullable=False),
        Column("scopes", Text, nullable=False),
        Column("store", Text),
        Column("made_at", _NUMBER, nullable=False),
        Column("revoked_at", _NUMBER),
    )
