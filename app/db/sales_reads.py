"""Look-ups of sales that were made, on a connection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.db import receipt, sales, task
from app.db.connection import Connection
from app.domain.refund import LineState
from app.domain.sales import CameBack, Correction, Filter, ListPage, ListRow, PrintJob
from app.domain.task import Task


class SqliteSalesReads:
    """Fits the port `SalesReads`."""

    _connection: Connection

    def list_sales(self, wanted: Filter, skus: Sequence[str] | None, before: int | None, limit: int) -> ListPage:
        """See `SalesReads.list_sales`."""
        return sales.page(self._connection, wanted, skus, before, limit)

    def listed_sale(self, sale_id: str) -> ListRow | None:
        """See `SalesReads.listed_sale`."""
        return sales.one(self._connection, sale_id)

    def shift_of_sale(self, sale_id: str) -> str | None:
        """See `SalesReads.shift_of_sale`."""
        row = self._connection.execute("SELECT shift_id FROM sale WHERE id = ?", (sale_id,)).fetchone()
        return None if row is None else str(row[0])

    def has_live_entry(self, entry_id: str) -> bool:
        """See `SalesReads.has_live_entry`."""
        return self._connection.execute("SELECT 1 FROM journal WHERE id = ?", (entry_id,)).fetchone() is not None

    def sale_states(self, sale_id: str) -> dict[int, LineState]:
        """See `SalesReads.sale_states`."""
        rows = self._connection.execute(
            "SELECT line, quantity_milli, paid_minor, tax_minor, returned_milli, refunded_minor, refunded_tax_minor "
            "FROM sale_line WHERE sale_id = ? ORDER BY line",
            (sale_id,),
        )
        return {row[0]: LineState(*row[1:]) for row in rows}

    def sale_tenders(self, sale_id: str) -> list[str]:
        """See `SalesReads.sale_tenders`."""
        rows = self._connection.execute("SELECT body FROM tender WHERE sale_id = ? ORDER BY id", (sale_id,))
        return [str(text) for (text,) in rows]

    def came_back(self, sale_id: str) -> list[CameBack]:
        """See `SalesReads.came_back`."""
        rows = self._connection.execute(
            "SELECT s.id, s.number, s.completed_at, r.origin_line, r.quantity_milli, r.refund_minor "
            "FROM sale_return r JOIN sale s ON s.id = r.sale_id WHERE r.origin_sale_id = ? ORDER BY s.seq, r.line",
            (sale_id,),
        )
        return [CameBack(*row) for row in rows]

    def corrections(self, sale_id: str) -> list[Correction]:
        """See `SalesReads.corrections`."""
        rows = self._connection.execute(
            "SELECT tender_id, at, actor, old_kind, new_kind, old_reference, new_reference, reason, approved_by "
            "FROM tender_correction WHERE sale_id = ? ORDER BY at, id",
            (sale_id,),
        )
        return [Correction(*row) for row in rows]

    def print_jobs(self, subject_id: str) -> list[PrintJob]:
        """See `SalesReads.print_jobs`."""
        return receipt.jobs_of(self._connection, subject_id)

    def receipt_numbers(self, sale_ids: Iterable[str]) -> dict[str, str]:
        """See `SalesReads.receipt_numbers`."""
        found = {}
        for sale_id in set(sale_ids):
            row = self._connection.execute("SELECT number FROM sale WHERE id = ?", (sale_id,)).fetchone()
            if row is not None:
                found[sale_id] = str(row[0])
        return found

    def named_by_tasks(self, text: str) -> list[str]:
        """See `SalesReads.named_by_tasks`."""
        return task.skus_named(self._connection, text)

    def task(self, task_id: str) -> Task | None:
        """See `SalesReads.task`."""
        return task.by_id(self._connection, task_id)

    def is_to_decide(self, task_id: str) -> bool | None:
        """See `SalesReads.is_to_decide`."""
        return task.is_to_decide(self._connection, task_id)

    def open_tasks(self) -> list[Task]:
        """See `SalesReads.open_tasks`."""
        return task.all_open(self._connection)
