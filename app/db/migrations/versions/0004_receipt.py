"""Print jobs in order, tenders put right, cancelled carts, tasks; sales found by day, sum, person, goods, tender."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

# Each of these is made anew with what it got, in the order in which the rows of one need another's.
NEW = (
    """
    CREATE TABLE sale (id TEXT NOT NULL, number TEXT NOT NULL, seq INTEGER NOT NULL, shift_id TEXT NOT
    NULL, business_on TEXT NOT NULL, completed_at INTEGER NOT NULL, cashier TEXT NOT NULL, sold_minor
    INTEGER NOT NULL, returned_minor INTEGER NOT NULL, rounding_minor INTEGER NOT NULL, total_minor
    INTEGER NOT NULL, tax_minor INTEGER NOT NULL, is_refund INTEGER NOT NULL, member_id TEXT, kind TEXT
    NOT NULL, day_seq INTEGER NOT NULL, PRIMARY KEY (id), UNIQUE (number)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE sale_line (sale_id TEXT NOT NULL, line INTEGER NOT NULL, sku TEXT NOT NULL, name TEXT
    NOT NULL, unit TEXT NOT NULL, quantity_milli INTEGER NOT NULL, tax_class TEXT NOT NULL, rate_ppm
    INTEGER NOT NULL, paid_minor INTEGER NOT NULL, tax_minor INTEGER NOT NULL, returned_milli INTEGER
    NOT NULL, refunded_minor INTEGER NOT NULL, refunded_tax_minor INTEGER NOT NULL, day_seq INTEGER NOT
    NULL, PRIMARY KEY (sale_id, line)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE sale_return (sale_id TEXT NOT NULL, line INTEGER NOT NULL, sku TEXT NOT NULL,
    quantity_milli INTEGER NOT NULL, origin_sale_id TEXT, origin_line INTEGER, tax_class TEXT NOT NULL,
    rate_ppm INTEGER NOT NULL, refund_minor INTEGER NOT NULL, tax_minor INTEGER NOT NULL, day_seq
    INTEGER NOT NULL, PRIMARY KEY (sale_id, line)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE tender (id TEXT NOT NULL, cart_id TEXT NOT NULL, sale_id TEXT, kind TEXT NOT NULL,
    amount_minor INTEGER NOT NULL, tendered_minor INTEGER NOT NULL, body TEXT NOT NULL, day_seq INTEGER,
    PRIMARY KEY (id)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE print_job (seq INTEGER NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, subject_id
    TEXT NOT NULL, made_at INTEGER NOT NULL, PRIMARY KEY (seq)) STRICT
    """,
)
# The trading day in days since 1970, and the entry's seq below it.
_DAY_SEQ = "unixepoch(s.business_on) / 86400 * 1099511627776 + s.seq"
ROWS = (
    f"""
    INSERT INTO sale SELECT s.*, CASE WHEN s.is_refund THEN 'refund' WHEN EXISTS (SELECT 1 FROM old_sale_return r
    WHERE r.sale_id = s.id) THEN 'exchange' ELSE 'sale' END, {_DAY_SEQ} FROM old_sale s
    """,
    "INSERT INTO sale_line SELECT l.*, s.day_seq FROM old_sale_line l JOIN sale s ON s.id = l.sale_id",
    "INSERT INTO sale_return SELECT r.*, s.day_seq FROM old_sale_return r JOIN sale s ON s.id = r.sale_id",
    "INSERT INTO tender SELECT t.*, s.day_seq FROM old_tender t LEFT JOIN sale s ON s.id = t.sale_id",
    """
    INSERT INTO print_job SELECT coalesce(s.seq, z.last_seq + 1), j.* FROM old_print_job j
    LEFT JOIN sale s ON s.id = j.id LEFT JOIN shift z ON j.document = 'z_report' AND z.id = j.subject_id
    """,
)
TABLES = (
    """
    CREATE TABLE tender_correction (id TEXT NOT NULL, sale_id TEXT NOT NULL, tender_id TEXT NOT NULL, at
    INTEGER NOT NULL, actor TEXT NOT NULL, old_kind TEXT NOT NULL, new_kind TEXT NOT NULL, old_reference
    TEXT NOT NULL, new_reference TEXT NOT NULL, reason TEXT NOT NULL, approved_by TEXT, PRIMARY KEY
    (id)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE voided_cart (id TEXT NOT NULL, business_on TEXT NOT NULL, voided_at INTEGER NOT NULL,
    cashier TEXT NOT NULL, lines INTEGER NOT NULL, listed_minor INTEGER NOT NULL, reason TEXT NOT NULL,
    day_seq INTEGER NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE task (id TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, name TEXT NOT NULL,
    sku TEXT NOT NULL, sale_id TEXT NOT NULL, times INTEGER NOT NULL, made_at INTEGER NOT NULL, last_at
    INTEGER NOT NULL, closed_at INTEGER, closed_by TEXT, note TEXT NOT NULL, PRIMARY KEY (id)) WITHOUT
    ROWID, STRICT
    """,
    """
    CREATE TABLE print_state (seq INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
    error TEXT, since INTEGER NOT NULL, due_at INTEGER NOT NULL, printed_at INTEGER, copies INTEGER NOT
    NULL, PRIMARY KEY (seq)) STRICT
    """,
)
INDEXES = (
    "CREATE INDEX sale_of_shift ON sale (shift_id)",
    "CREATE INDEX sale_by_day ON sale (day_seq)",
    "CREATE INDEX sale_by_total ON sale (total_minor, day_seq)",
    "CREATE INDEX sale_by_cashier ON sale (cashier, day_seq)",
    "CREATE INDEX sale_by_kind ON sale (kind, day_seq) WHERE kind <> 'sale'",
    "CREATE INDEX sale_line_of_sku ON sale_line (sku, day_seq)",
    "CREATE INDEX sale_return_of_sku ON sale_return (sku, day_seq)",
    "CREATE INDEX sale_return_of_origin ON sale_return (origin_sale_id)",
    "CREATE INDEX tender_of_sale ON tender (sale_id)",
    "CREATE INDEX tender_of_kind ON tender (kind, day_seq)",
    "CREATE INDEX tender_correction_of_sale ON tender_correction (sale_id)",
    "CREATE INDEX voided_cart_by_day ON voided_cart (day_seq)",
    "CREATE INDEX task_open ON task (closed_at, kind, subject)",
    "CREATE INDEX print_job_again ON print_job (subject_id) WHERE id <> subject_id",
    "CREATE INDEX print_state_by_state ON print_state (state, seq)",
)
#: What was sold before is not printed now.
DONE = """
    INSERT INTO print_state SELECT seq, 'skipped', 0, NULL, made_at, made_at, NULL, 0 FROM print_job
    ORDER BY seq DESC LIMIT 1
    """
NAMES = ("sale", "sale_line", "sale_return", "tender", "print_job")


def upgrade() -> None:
    """Make the tables, carry the rows over, and note that some rows come from older entries only."""
    for name in NAMES:
        op.execute(f"ALTER TABLE {name} RENAME TO old_{name}")
    for statement in (*NEW, *TABLES, *ROWS):
        op.execute(statement)
    for name in NAMES:
        op.execute(f"DROP TABLE old_{name}")
    for statement in (*INDEXES, DONE):
        op.execute(statement)
    if op.get_bind().exec_driver_sql("SELECT 1 FROM journal LIMIT 1").fetchone() is not None:
        op.execute("PRAGMA user_version = 1")  # see `rebuild.catch_up`
