"""The journal, the state that it makes, and the open cart."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

TABLES = (
    """
    CREATE TABLE journal (seq INTEGER NOT NULL, epoch INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT
    NULL, schema INTEGER NOT NULL, business_on TEXT NOT NULL, occurred_at INTEGER NOT NULL, actor TEXT
    NOT NULL, shift_id TEXT, body TEXT NOT NULL, prev_hash BLOB NOT NULL, hash BLOB NOT NULL, PRIMARY
    KEY (seq), UNIQUE (id)) STRICT
    """,
    """
    CREATE TABLE terminal (name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name)) STRICT
    """,
    """
    CREATE TABLE numbering (epoch INTEGER NOT NULL, last_receipt INTEGER NOT NULL, last_shift INTEGER
    NOT NULL, last_z INTEGER NOT NULL, PRIMARY KEY (epoch)) STRICT
    """,
    """
    CREATE TABLE shift (id TEXT NOT NULL, number INTEGER NOT NULL, epoch INTEGER NOT NULL, business_on
    TEXT NOT NULL, opened_at INTEGER NOT NULL, opened_by TEXT NOT NULL, float_minor INTEGER NOT NULL,
    first_seq INTEGER NOT NULL, closed_at INTEGER, closed_by TEXT, counted_minor INTEGER, expected_minor
    INTEGER, z_number INTEGER, last_seq INTEGER, PRIMARY KEY (id)) STRICT
    """,
    """
    CREATE INDEX shift_open ON shift (closed_at)
    """,
    """
    CREATE INDEX shift_in_order ON shift (first_seq)
    """,
    """
    CREATE TABLE sale (id TEXT NOT NULL, number TEXT NOT NULL, seq INTEGER NOT NULL, shift_id TEXT NOT
    NULL, business_on TEXT NOT NULL, completed_at INTEGER NOT NULL, cashier TEXT NOT NULL, sold_minor
    INTEGER NOT NULL, returned_minor INTEGER NOT NULL, rounding_minor INTEGER NOT NULL, total_minor
    INTEGER NOT NULL, tax_minor INTEGER NOT NULL, is_refund INTEGER NOT NULL, member_id TEXT, PRIMARY
    KEY (id), UNIQUE (number)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE INDEX sale_of_shift ON sale (shift_id)
    """,
    """
    CREATE TABLE sale_line (sale_id TEXT NOT NULL, line INTEGER NOT NULL, sku TEXT NOT NULL, name TEXT
    NOT NULL, unit TEXT NOT NULL, quantity_milli INTEGER NOT NULL, tax_class TEXT NOT NULL, rate_ppm
    INTEGER NOT NULL, paid_minor INTEGER NOT NULL, tax_minor INTEGER NOT NULL, returned_milli INTEGER
    NOT NULL, refunded_minor INTEGER NOT NULL, refunded_tax_minor INTEGER NOT NULL, PRIMARY KEY
    (sale_id, line)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE sale_return (sale_id TEXT NOT NULL, line INTEGER NOT NULL, sku TEXT NOT NULL,
    quantity_milli INTEGER NOT NULL, origin_sale_id TEXT, origin_line INTEGER, tax_class TEXT NOT NULL,
    rate_ppm INTEGER NOT NULL, refund_minor INTEGER NOT NULL, tax_minor INTEGER NOT NULL, PRIMARY KEY
    (sale_id, line)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE tender (id TEXT NOT NULL, cart_id TEXT NOT NULL, sale_id TEXT, kind TEXT NOT NULL,
    amount_minor INTEGER NOT NULL, tendered_minor INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY
    (id)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE INDEX tender_of_sale ON tender (sale_id)
    """,
    """
    CREATE TABLE stock (sku TEXT NOT NULL, moved_milli INTEGER NOT NULL, times_sold INTEGER NOT NULL,
    PRIMARY KEY (sku)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE parked_cart (cart_id TEXT NOT NULL, label TEXT NOT NULL, cart TEXT NOT NULL, parked_at
    INTEGER NOT NULL, parked_by TEXT NOT NULL, PRIMARY KEY (cart_id)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE print_job (id TEXT NOT NULL, document TEXT NOT NULL, subject_id TEXT NOT NULL, made_at
    INTEGER NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE autosave (slot INTEGER NOT NULL, cart_id TEXT NOT NULL, cart TEXT NOT NULL, saved_at
    INTEGER NOT NULL, PRIMARY KEY (slot)) STRICT
    """,
    """
    CREATE TABLE mark (name TEXT NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT
    NULL, PRIMARY KEY (name)) STRICT
    """,
    """
    CREATE TABLE journal_archive (first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, head BLOB NOT
    NULL, file TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (first_seq)) STRICT
    """,
    """
    CREATE TABLE archived_id (id TEXT NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID, STRICT
    """,
)

# Append-only: no row is changed or removed, and none comes in but behind the last. What an archive took out of
# the table still counts, so that the chain goes on from its head.
TRIGGERS = (
    """
    CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
    WHEN NOT EXISTS (SELECT 1 FROM journal_archive WHERE OLD.seq BETWEEN first_seq AND last_seq)
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER journal_next BEFORE INSERT ON journal
    WHEN NEW.seq IS NOT 1 + max(
        coalesce((SELECT max(seq) FROM journal), 0), coalesce((SELECT max(last_seq) FROM journal_archive), 0)
    )
    BEGIN SELECT RAISE(ABORT, 'the journal takes the next entry only'); END
    """,
)


def upgrade() -> None:
    """Make the tables."""
    for statement in (*TABLES, *TRIGGERS):
        op.execute(statement)
