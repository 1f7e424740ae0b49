"""What the centre does not hold yet, and what it asks a person to look at, as the sync's screen reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from app.contract.cart import CartParked, CartVoided
from app.contract.conflict import ConflictItem
from app.contract.journal import CatalogImported, SaleCompleted, ShiftClosed, ShiftOpened, TenderTaken, read_body
from app.contract.receipt import TaskClosed, TenderAbandoned, TenderCorrected
from app.contract.staff import ActApproved, DrawerOpened, StaffChanged, StaffSignedIn, StaffSignedOut
from app.contract.wire import Wire, WireError, read_wire
from app.db import proposal, tables, task
from app.db.archive import Archives
from app.db.connection import Connection
from app.domain.sync import Brought, Conflict, Unsent
from app.domain.task import Task
from app.services.ports import Entry
from app.services.sync_ports import UnsentPage

_NEWEST = f"SELECT {tables.journal.names()} FROM journal WHERE seq > ? AND seq < ? ORDER BY seq DESC LIMIT ?"
_ONE = f"SELECT {tables.journal.names()} FROM journal WHERE seq=?"
_KINDS = "SELECT kind, count(*) FROM journal WHERE seq > ? AND seq <= ? GROUP BY kind"
_LAST = 2**63 - 1


class SqliteUnsent:
    """Reads on the calling thread's connection; fits the port `SyncReads`."""

    def __init__(self, connection: Callable[[], Connection], archives: Archives) -> None:
        self._connection = connection
        self._archives = archives
        self._counted: tuple[int, int, Counter[str]] = (0, 0, Counter())

    def page(self, before: int | None, most: int) -> UnsentPage:
        """See `SyncReads.page`."""
        connection, mark = self._connection(), self._mark()
        found = [Entry(*row) for row in connection.execute(_NEWEST, (mark, before or _LAST, most))]
        last = found[-1].seq if found else self._before(connection, before)
        if len(found) < most and last > mark + 1:  # of what an archive took
            after = max(mark, last - 1 - (most - len(found)))
            entries = islice(self._archives.entries(connection, after), last - 1 - after)
            found += reversed(list(entries))
        return UnsentPage(tuple(_unsent(one) for one in found), mark)

    def _before(self, connection: Connection, before: int | None) -> int:
        if before is not None:
            return before
        return int(connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0]) + 1

    def _mark(self) -> int:
        row = self._connection().execute("SELECT seq FROM mark WHERE name='centre'").fetchone()
        return 0 if row is None else int(row[0])

    def entry(self, seq: int) -> Entry | None:
        """See `SyncReads.entry`."""
        connection = self._connection()
        row = connection.execute(_ONE, (seq,)).fetchone()
        if row is not None:
            return Entry(*row)
        found = next(iter(self._archives.entries(connection, seq - 1)), None)
        return found if found is not None and found.seq == seq else None

    def counts(self) -> dict[str, int]:
        """See `SyncReads.counts`."""
        connection, mark = self._connection(), self._mark()
        first, last = connection.execute(
            "SELECT coalesce(min(seq), 1), coalesce(max(seq), 0) FROM journal"
        ).fetchone()
        after = max(mark, first - 1)
        found = self._recounted(after, last)
        if found.total() != last - after:  # an archive took rows that were counted
            found = self._kinds(after, last)
        self._counted = (after, last, found)
        archived = {"": after - mark} if after > mark else {}
        return {kind: count for kind, count in (found | Counter(archived)).items() if count}

    def _recounted(self, after: int, last: int) -> Counter[str]:
        """The counts of before with what came since, less what is at the centre since: a look costs what changed."""
        was_after, was_last, found = self._counted
        if not was_after <= after <= was_last <= last:
            return Counter()
        return found + self._kinds(was_last, last) - self._kinds(was_after, after)

    def _kinds(self, after: int, last: int) -> Counter[str]:
        if after >= last:
            return Counter()
        return Counter({str(kind): int(count) for kind, count in self._connection().execute(_KINDS, (after, last))})

    def conflicts(self) -> list[Conflict]:
        """See `SyncReads.conflicts`."""
        query = f"SELECT key, body FROM feed_kept WHERE {task.UNDECIDED}"
        found = [one for key, body in self._connection().execute(query) if (one := self._conflict(key, body))]
        return sorted(found, key=lambda one: (one.made_at, one.conflict_id), reverse=True)

    def tasks(self) -> list[Task]:
        """See `SyncReads.tasks`."""
        return task.all_open(self._connection())

    def brought(self, most: int) -> list[Brought]:
        """See `SyncReads.brought`."""
        return proposal.brought(self._connection(), most)

    def _conflict(self, key: str, body: str) -> Conflict | None:
        try:
            item = read_wire(ConflictItem, body)
        except WireError:  # of a later version: that there is one is known, not what it says
            return Conflict(key, "", "", "", "", 0)
        query = "SELECT number, total_minor FROM sale WHERE id=?"
        sale = self._connection().execute(query, (item.entry_id,)).fetchone()
        number, amount = ("", None) if sale is None else sale
        return Conflict(
            key, item.terminal_id, item.kind, item.subject, item.outcome, item.made_at, str(number), amount
        )


def _unsent(entry: Entry) -> Unsent:
    kind, number, amount, about = entry.kind, "", None, ""
    try:
        body = read_body(entry.kind, entry.schema, entry.body)
    except WireError:
        body = None
    match body:
        case SaleCompleted():
            number, amount = body.number, body.total.minor
            kind = "sale.exchanged" if body.returns and body.lines else "sale.refunded" if body.returns else kind
        case TenderTaken():
            amount = body.tender.amount.minor
        case CartVoided():
            amount, about = body.listed.minor, body.reason
        case ShiftOpened():
            amount = body.opening_float.minor
        case ShiftClosed():
            amount, about = body.counted.minor, f"Z{body.z_number}"
        case TenderCorrected() | TenderAbandoned():
            amount, about = body.amount.minor, body.reason
        case Wire():
            about = next(_told(body), "")
        case _:
            pass
    return Unsent(entry.seq, entry.entry_id, kind, entry.occurred_at, entry.actor, number, amount, about)


def _told(body: Wire) -> Iterator[str]:
    """What names an act that has neither number nor amount."""
    match body:
        case CartParked():
            yield body.label
        case DrawerOpened():
            yield body.reason
        case TaskClosed():
            yield body.note
        case StaffSignedIn() | StaffSignedOut() | StaffChanged():
            yield body.staff_id
        case ActApproved():
            yield body.asked_by
        case CatalogImported():
            yield f"+{body.added}"
