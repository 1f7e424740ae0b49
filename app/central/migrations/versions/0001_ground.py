"""The ground floor: terminals, their entries, what came of them, and the feed."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Text

revision = "0001"
down_revision = None

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")

TABLES = {
    "centre": (
        Column("id", Text, primary_key=True),
        Column("incarnation", Text, nullable=False),
        Column("seed", LargeBinary, nullable=False),
        Column("public_key", LargeBinary, nullable=False),
        Column("made_at", _NUMBER, nullable=False),
    ),
    "change": (
        Column("scope", Text, primary_key=True),
        Column("kind", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("number", _NUMBER, nullable=False),
        Column("version", _NUMBER, nullable=False),
        Column("deleted", _NUMBER, nullable=False),
        Column("body", Text, nullable=False),
    ),
    "conflict": (
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
    ),
    "effect": (
        Column("id", Text, primary_key=True),
        Column("terminal_id", Text, nullable=False),
        Column("kind", Text, nullable=False),
    ),
    "enrol_code": (
        Column("code_hash", LargeBinary, primary_key=True),
        Column("store", Text, nullable=False),
        Column("register_no", _NUMBER, nullable=False),
        Column("expires_at", _NUMBER, nullable=False),
        Column("used_at", _NUMBER),
        Column("terminal_id", Text),
    ),
    "entry": (
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
    ),
    "feed": (
        Column("scope", Text, primary_key=True),
        Column("last", _NUMBER, nullable=False),
    ),
    "sale": (
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
    ),
    "stock": (
        Column("store", Text, primary_key=True),
        Column("sku", Text, primary_key=True),
        Column("on_hand", _NUMBER, nullable=False),
        Column("reserved", _NUMBER, nullable=False),
    ),
    "store": (
        Column("code", Text, primary_key=True),
        Column("name", Text, nullable=False),
        Column("zone", Text, nullable=False),
        Column("currency", Text, nullable=False),
        Column("made_at", _NUMBER, nullable=False),
    ),
    "terminal": (
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
    ),
    "token": (
        Column("token_hash", LargeBinary, primary_key=True),
        Column("name", Text, nullable=False),
        Column("scopes", Text, nullable=False),
        Column("store", Text),
        Column("made_at", _NUMBER, nullable=False),
        Column("revoked_at", _NUMBER),
    ),
}

#: Name, table, columns.
INDEXES = (
    ("conflict_open", "conflict", ("store", "closed_at")),
    ("entry_by_id", "entry", ("id",)),
    ("entry_of_day", "entry", ("terminal_id", "business_on")),
    ("sale_of_day", "sale", ("store", "business_on")),
    ("sale_of_terminal", "sale", ("terminal_id", "business_on")),
    ("terminal_of_store", "terminal", ("store", "register_no")),
)
UNIQUE = (("change_in_order", "change", ("scope", "number")),)


def upgrade() -> None:
    """Make the tables."""
    for name, columns in TABLES.items():
        op.create_table(name, *columns)
    for name, table, of in INDEXES:
        op.create_index(name, table, list(of))
    for name, table, of in UNIQUE:
        op.create_index(name, table, list(of), unique=True)
