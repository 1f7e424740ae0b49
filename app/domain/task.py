"""Tasks: what a person must decide, one open one for each subject."""

from __future__ import annotations

from enum import Enum

from app.domain.frozen import frozen


class TaskKind(Enum):
    """What came up."""

    UNKNOWN_PRODUCT = "unknown_product"  # goods sold at a typed price under a code that the catalogue lacks
    UNRESOLVED_TENDER = "unresolved_tender"  # a provider never told whether it moved money


@frozen
class Task:
    """A task.

    Attributes:
        subject: what it is about; of unknown goods their code, of a tender what the provider knows it by.
        name: what the goods were called when they were sold last; of a tender its kind.
        sku: under which they were sold; empty for a tender.
        sale_id: the first sale of them; of a tender its cart, sold or not.
        times: how often it came up while the task was open.
        made_at, last_at, closed_at: microseconds UTC.
        amount: minor units that a provider may have moved; None where no money is in it.
    """

    task_id: str
    kind: TaskKind
    subject: str
    name: str
    sku: str
    sale_id: str
    times: int
    made_at: int
    last_at: int
    closed_at: int | None = None
    closed_by: str | None = None
    note: str = ""
    amount: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody decided it yet."""
        return self.closed_at is None
