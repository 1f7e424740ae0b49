"""Print jobs: rows that entries make, and beside them what became of each."""

from __future__ import annotations

from app.contract.receipt import ReceiptReprinted
from app.db import tables
from app.db.connection import Connection
from app.services.ports import Entry

_JOB = tables.insert_sql(tables.print_job)


def apply_reprinted(connection: Connection, entry: Entry, body: ReceiptReprinted) -> None:
    """A receipt is wanted once more."""
    connection.execute(_JOB, (entry.entry_id, "receipt", body.sale_id, entry.occurred_at, entry.seq))
