"""The ground floor: terminals, their entries, what came of them, and the feed."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Text, text

revision = "0001"
down_revision = None

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")

TABLES: dict[str, tuple[Column[Any], ...]] = {
    "campaign": (
        Column("id", Text, primary_key=True),
        Column("code", Text, nullable=False, unique=True),
        Column("starts_at", _NUMBER, nullable=False),
        Column("ends_at", _NUMBER),
        Column("body", Text, nullable=False),
    ),
    "centre": (
        Column("id", Text, primary_key=True),
        Column("incarnation", Text, nullable=False),
        Column("seed", LargeBinary, nullable=False),
        Column("public_key", LargeBinary, nullable=False),
        Column("badge_key", LargeBinary, nullable=False),
        Column("badge_no", _NUMBER),
        Column("made_at", _NUMBER, nullable=False),
        Column("understands", Text),
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
        Column("closed_through", Text),
        Column("note", Text),
    ),
    "coupon": (
        Column("code", Text, primary_key=True),
        Column("campaign", Text, nullable=False),
        Column("member_id", Text),
        Column("state", Text, nullable=False),
        Column("hold_id", Text),
        Column("hold_terminal", Text),
        Column("hold_until", _NUMBER),
        Column("used_by", Text),
        Column("used_at", _NUMBER),
    ),
    "day_check": (
        Column("terminal_id", Text, primary_key=True),
        Column("business_on", Text, primary_key=True),
        Column("checked_at", _NUMBER, nullable=False),
        Column("differs", Text, nullable=False),
        Column("told", Text, nullable=False),
        Column("held", Text, nullable=False),
    ),
    "effect": (
        Column("id", Text, primary_key=True),
        Column("terminal_id", Text, primary_key=True),
        Column("kind", Text, nullable=False),
    ),
    "enrol_code": (
        Column("code_hash", LargeBinary, primary_key=True),
        Column("store", Text, nullable=False),
        Column("register_no", _NUMBER, nullable=False),
        Column("expires_at", _NUMBER, nullable=False),
        Column("used_at", _NUMBER),
        Column("terminal_id", Text),
        Column("replaces", Text),
    ),
    "enrol_nonce": (
        Column("code_hash", LargeBinary, primary_key=True),
        Column("nonce", Text, primary_key=True),
    ),
    "entry": (
        Column("terminal_id", Text, primary_key=True),
        Column("seq", _NUMBER, primary_key=True, autoincrement=False),
        Column("epoch", _NUMBER, primary_key=True, autoincrement=False),
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
        Column("commits", _NUMBER, nullable=False),
    ),
    "feed_stamp": (
        Column("scope", Text, primary_key=True),
        Column("slot", _NUMBER, primary_key=True, autoincrement=False),
        Column("stamp", _NUMBER, nullable=False),
    ),
    "former_badge_key": (
        Column("no", _NUMBER, primary_key=True, autoincrement=False),
        Column("key", LargeBinary, nullable=False),
    ),
    "former_machine": (
        Column("token_hash", LargeBinary, primary_key=True),
        Column("terminal_id", Text, nullable=False),
        Column("public_key", LargeBinary, nullable=False),
        Column("replaced_at", _NUMBER, nullable=False),
    ),
    "former_price": (
        Column("sku", Text, primary_key=True),
        Column("minor", _NUMBER, primary_key=True, autoincrement=False),
        Column("per_milli", _NUMBER, primary_key=True, autoincrement=False),
        Column("until_at", _NUMBER, nullable=False),
    ),
    "member": (
        Column("id", Text, primary_key=True),
        Column("name", Text, nullable=False),
        Column("contact", Text, nullable=False),
        Column("contact_hash", LargeBinary, unique=True),
        Column("tier", Text, nullable=False),
        Column("points", _NUMBER, nullable=False),
        Column("active", _NUMBER, nullable=False),
        Column("merged_into", Text),
    ),
    "person": (
        Column("id", Text, primary_key=True),
        Column("store", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("name_en", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("active", _NUMBER, nullable=False),
        Column("pin_hash", Text),
        Column("badge_hash", LargeBinary, unique=True),
        Column("badge_no", _NUMBER),
    ),
    "pickup_order": (
        Column("id", Text, primary_key=True),
        Column("store", Text, nullable=False),
        Column("code", Text, nullable=False, unique=True),
        Column("state", Text, nullable=False),
        Column("body", Text, nullable=False),
        Column("placed_at", _NUMBER, nullable=False),
        Column("trial", _NUMBER, nullable=False),
        Column("claim_id", Text),
        Column("claim_terminal", Text),
        Column("claim_until", _NUMBER),
    ),
    "product_code": (
        Column("code", Text, primary_key=True),
        Column("sku", Text, nullable=False),
    ),
    "proposal": (
        Column("terminal_id", Text, primary_key=True),
        Column("kind", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("store", Text, nullable=False),
        Column("body", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("against", Text),
        Column("made_at", _NUMBER, nullable=False),
        Column("decided_at", _NUMBER),
        Column("decided_by", Text),
    ),
    "rate": (
        Column("what", Text, primary_key=True),
        Column("who", Text, primary_key=True),
        Column("since", _NUMBER, nullable=False),
        Column("times", _NUMBER, nullable=False),
    ),
    "sale": (
        Column("id", Text, primary_key=True),
        Column("terminal_id", Text, primary_key=True),
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
    "shop_link": (
        Column("id", LargeBinary, primary_key=True),
        Column("ends_at", _NUMBER, nullable=False),
    ),
    "shop_session": (
        Column("id", LargeBinary, primary_key=True),
        Column("member_id", Text, nullable=False),
        Column("made_at", _NUMBER, nullable=False),
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
        Column("phone", Text, nullable=False),
        Column("address", Text, nullable=False),
        Column("tax_id", Text, nullable=False),
        Column("name_en", Text, nullable=False),
        Column("zone", Text, nullable=False),
        Column("currency", Text, nullable=False),
        Column("made_at", _NUMBER, nullable=False),
        Column("price_lag_minutes", _NUMBER, nullable=False),
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
        Column("told_at", _NUMBER),
        Column("mark_epoch", _NUMBER),
        Column("mark_seq", _NUMBER),
        Column("mark_hash", LargeBinary),
        Column("epoch", _NUMBER),
        Column("tail_epoch", _NUMBER),
        Column("tail_seq", _NUMBER),
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
    ("code_of_sku", "product_code", ("sku",)),
    ("conflict_open", "conflict", ("store", "closed_at")),
    ("coupon_of_campaign", "coupon", ("campaign", "code")),
    ("coupon_of_hold", "coupon", ("hold_id",)),
    ("coupon_of_member", "coupon", ("member_id",)),
    ("entry_by_id", "entry", ("id",)),
    ("entry_of_day", "entry", ("terminal_id", "business_on")),
    ("former_machine_of_terminal", "former_machine", ("terminal_id",)),
    ("order_of_claim", "pickup_order", ("claim_id",)),
    ("order_of_store", "pickup_order", ("store", "state", "placed_at")),
    ("proposal_of_store", "proposal", ("store", "kind", "state", "key")),
    ("sale_by_number", "sale", ("number",)),
    ("sale_of_day", "sale", ("store", "business_on")),
    ("sale_of_terminal", "sale", ("terminal_id", "business_on")),
    ("terminal_of_store", "terminal", ("store", "register_no")),
)
#: Entries that had no effect yet: few, found without a look at the others.
UNREAD = "state IN ('later', 'quarantine')"
UNIQUE = (("change_in_order", "change", ("scope", "number")),)


def upgrade() -> None:
    """Make the tables."""
    for name, columns in TABLES.items():
        op.create_table(name, *columns)
    for name, table, of in INDEXES:
        op.create_index(name, table, list(of))
    for name, table, of in UNIQUE:
        op.create_index(name, table, list(of), unique=True)
    where = text(UNREAD)
    op.create_index("entry_unread", "entry", ["state", "kind"], sqlite_where=where, postgresql_where=where)
