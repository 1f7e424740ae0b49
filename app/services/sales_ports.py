"""What the list of sales, corrections, tasks and print jobs need of the outer rooms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from app.domain.refund import LineState
from app.domain.sales import CameBack, Correction, Filter, ListPage, ListRow, PrintJob
from app.domain.task import Task


class SalesReads(Protocol):
    """Look-ups of sales that were made; each an indexed read that does not grow with the history."""

    def list_sales(self, wanted: Filter, skus: Sequence[str] | None, before: int | None, limit: int) -> ListPage:
        """A page of the list, newest first.

        Args:
            skus: what the filter's item means; None where it names none.
            before: where the page before ended.
        """
        ...

    def listed_sale(self, sale_id: str) -> ListRow | None:
        """One sale as a row of the list."""
        ...

    def shift_of_sale(self, sale_id: str) -> str | None:
        """The shift that a sale went into; None where there is no such sale."""
        ...

    def has_live_entry(self, entry_id: str) -> bool:
        """Whether an entry lies in the journal itself, not in an archive."""
        ...

    def sale_states(self, sale_id: str) -> dict[int, LineState]:
        """What of each line of a sale came back."""
        ...

    def sale_tenders(self, sale_id: str) -> list[str]:
        """A sale's tenders as they stand now, as texts of the contract, in the order of their ids."""
        ...

    def came_back(self, sale_id: str) -> list[CameBack]:
        """The later tickets that brought goods of a sale back, oldest first."""
        ...

    def corrections(self, sale_id: str) -> list[Correction]:
        """Tenders of a sale that were put right, oldest first."""
        ...

    def print_jobs(self, subject_id: str) -> list[PrintJob]:
        """The papers of a sale or a shift, oldest first."""
        ...

    def receipt_numbers(self, sale_ids: Iterable[str]) -> Mapping[str, str]:
        """Receipt numbers by the sales' ids, of those that this terminal made."""
        ...

    def named_by_tasks(self, text: str) -> list[str]:
        """What unknown goods were sold as whose code or name holds a text."""
        ...

    def task(self, task_id: str) -> Task | None:
        """A task, open or closed."""
        ...

    def is_to_decide(self, task_id: str) -> bool | None:
        """Whether a task, or a conflict of the centre, is still to be decided; None where there is no such."""
        ...

    def open_tasks(self) -> list[Task]:
        """The open tasks, oldest first."""
        ...
