"""The list of sales: what is asked for, a row of it, and one sale with everything that became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum

from app.domain.frozen import frozen
from app.domain.money import MOST
from app.domain.refund import LineState
from app.domain.sale import Sale


class ListKind(Enum):
    """What a row of the list is."""

    SALE = "sale"
    REFUND = "refund"
    EXCHANGE = "exchange"
    VOIDED = "voided"  # a cart that was cancelled: it has no receipt


@frozen
class Filter:
    """What the list is narrowed to; everything given must hold. Cancelled carts are listed only where asked for.

    Attributes:
        number: a receipt number, or its last digits.
        amount: the total in minor units, of either sign.
        item: a SKU, a code or a part of a name.
        cashier: staff id.
        since, until: trading days, both included.
        tender: a kind of tender that it was paid with.
    """

    number: str = ""
    amount: int | None = None
    item: str = ""
    cashier: str | None = None
    since: str | None = None
    until: str | None = None
    kind: ListKind | None = None
    tender: str | None = None

    def __post_init__(self) -> None:
        if self.amount is not None and abs(self.amount) > MOST:
            raise ValueError("no sale has that total")


@frozen
class ListRow:
    """A row of the list; amounts in minor units, moments in microseconds UTC.

    Attributes:
        sale_id: of a cancelled cart the cart's id.
        number: empty for a cancelled cart.
        first: the name of the first goods on it, sold or returned; of a cancelled cart the reason.
        lines: lines sold and returned.
        tenders: kinds of tenders, as they stand now.
        corrected: whether a tender was put right afterwards.
        came_back: whether something of it came back.
        all_back: whether everything of it did.
        first_sku: of those first goods; empty for a cancelled cart.
    """

    sale_id: str
    number: str
    kind: ListKind
    business_on: str
    at: int
    cashier: str
    total: int
    first: str
    lines: int
    tenders: tuple[str, ...] = ()
    corrected: bool = False
    came_back: bool = False
    all_back: bool = False
    first_sku: str = ""


@frozen
class ListPage:
    """Rows, newest first.

    Attributes:
        before: where the next page goes on; None at the end. A page may have fewer rows than were asked for, or none,
            and still go on: one read looks at so much and no more.
        reached: the trading day down to which was looked; None where there is nothing more.
    """

    rows: tuple[ListRow, ...]
    before: int | None = None
    reached: str | None = None


@frozen
class CameBack:
    """Goods of a sale that came back with a later one; `refund` in minor units."""

    sale_id: str
    number: str
    at: int
    line: int
    milli: int
    refund: int


@frozen
class Correction:
    """A tender that was put right."""

    tender_id: str
    at: int
    actor: str
    old_kind: str
    new_kind: str
    old_reference: str
    new_reference: str
    reason: str
    approved_by: str | None = None


class PrintState(Enum):
    """What became of a print job."""

    PENDING = "pending"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"  # it cannot be printed, whatever the printer does
    SKIPPED = "skipped"  # nobody wants it any more
    ASKS = "asks"  # it would come out late: somebody must say whether it is still wanted
    UNSURE = "unsure"  # it was being printed when the machine stopped: it may be out already


@frozen
class PrintJob:
    """A paper that is wanted.

    Attributes:
        job_id: id of the entry that wants it.
        document: ``receipt`` or ``z_report``.
        subject_id: the sale or shift.
        seq: the order in which papers are printed.
        since: from when on its lateness counts: when it was made, or when somebody asked for it again.
        due_at: not tried again before.
        copies: papers of it that came out or may have.
        error: code of the last fault.
    """

    job_id: str
    document: str
    subject_id: str
    made_at: int
    seq: int
    state: PrintState = PrintState.PENDING
    attempts: int = 0
    error: str | None = None
    since: int = 0
    due_at: int = 0
    printed_at: int | None = None
    copies: int = 0


@frozen
class SaleView:
    """One sale with everything that became of it since.

    Attributes:
        sale: the ticket as it was committed, its tenders as they stand now.
        seq: its entry in the journal.
        lines: by line, what of it came back.
        came_back: the later tickets that brought goods of it back, oldest first.
        origins: numbers of the receipts that goods on it came back from, by the sale's id; of this terminal's only.
        prints: its papers, oldest first.
        print_wanted: whether a paper was wanted with the sale.
        can_correct: whether its tenders may still be put right: its shift is open.
    """

    sale: Sale
    seq: int
    lines: Mapping[int, LineState] = field(default_factory=dict)
    came_back: tuple[CameBack, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    prints: tuple[PrintJob, ...] = ()
    print_wanted: bool = True
    can_correct: bool = False

    @property
    def reprints(self) -> int:
        """How often a paper was asked for beside the first one."""
        return sum(one.job_id != self.sale.ticket.sale_id for one in self.prints)
