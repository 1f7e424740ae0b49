"""Business dates: where in the journal each is, what it came to, and whether the centre holds the same."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from app.contract.chain import chain_hash, digest_of, fact_hash
from app.contract.days import DayCompared, DayFigures, DayRun, DaySales, DayTax, DayTender
from app.contract.journal import EpochOpened, read_body
from app.db import listing, tables
from app.db.archive import Archives
from app.db.connection import Connection
from app.domain.days import DayCheck
from app.services.ports import Entry, Priority

if TYPE_CHECKING:  # the writer writes what it finds here
    from app.db.writer import SqliteWriter

_LAST_RUN = "SELECT business_on FROM journal_run ORDER BY first_seq DESC LIMIT 1"
_RUN = tables.insert_sql(tables.journal_run)
_RUNS_OF = (
    "SELECT r.first_seq, (SELECT min(n.first_seq) - 1 FROM journal_run n WHERE n.first_seq > r.first_seq) "
    "FROM journal_run r WHERE r.business_on=? ORDER BY r.first_seq"
)
_CHECK = "INSERT OR REPLACE INTO day_check VALUES(?, ?, ?, ?, ?, ?, ?)"
#: Of a date somebody here said that it is decided, which the centre has not heard yet.
_UNDECIDED = (
    "business_on NOT IN (SELECT json_extract(k.body, '$.subject') FROM decided_conflict d JOIN feed_kept k "
    "ON k.kind='conflict' AND k.key=d.id WHERE json_extract(k.body, '$.kind')='day.differs' "
    "AND json_extract(k.body, '$.terminal_id')=(SELECT value FROM terminal WHERE name='terminal_id'))"
)
_CHECKS = "SELECT business_on, checked_at, differs, closed, ours, theirs FROM day_check "
_SALES = (
    "SELECT count(*), coalesce(sum(sold_minor), 0), coalesce(sum(returned_minor), 0), "
    "coalesce(sum(rounding_minor), 0), coalesce(sum(total_minor), 0), coalesce(sum(tax_minor), 0) "
    "FROM sale WHERE day_seq BETWEEN ? AND ?"
)
#: As they were sold: a correction is a fact of its own, perhaps of another day.
_TENDERS = (
    "SELECT coalesce((SELECT c.old_kind FROM tender_correction c WHERE c.sale_id = s.id AND c.tender_id = t.id "
    "ORDER BY c.at, c.id LIMIT 1), t.kind) AS sold_as, count(*), sum(t.amount_minor) "
    "FROM sale s JOIN tender t ON t.sale_id = s.id WHERE s.day_seq BETWEEN ? AND ? GROUP BY 1 ORDER BY 1"
)
_TAXES = (
    "SELECT tax_class, rate_ppm, sum(net), sum(tax) FROM ("
    "SELECT l.tax_class, l.rate_ppm, l.paid_minor - l.tax_minor AS net, l.tax_minor AS tax "
    "FROM sale s JOIN sale_line l ON l.sale_id = s.id WHERE s.day_seq BETWEEN :first AND :last UNION ALL "
    "SELECT r.tax_class, r.rate_ppm, r.tax_minor - r.refund_minor, -r.tax_minor "
    "FROM sale s JOIN sale_return r ON r.sale_id = s.id WHERE s.day_seq BETWEEN :first AND :last"
    ") GROUP BY tax_class, rate_ppm ORDER BY tax_class, rate_ppm"
)


def note(connection: Connection, entry: Entry) -> None:
    """Note where entries of another date begin."""
    row = connection.execute(_LAST_RUN).fetchone()
    if row is None or row[0] != entry.business_on:
        connection.execute(_RUN, (entry.seq, entry.business_on))


class SqliteDays:
    """Fits the port `Days`. `next` and `note` are used by one thread.

    Args:
        connection: gives the calling thread's own reading connection.
        today: the business date of now.
        now: microseconds UTC.
        wait_s: seconds that the writer may take.
    """

    def __init__(
        self,
        writer: SqliteWriter,
        connection: Callable[[], Connection],
        archives: Archives,
        terminal_id: str,
        today: Callable[[], str],
        now: Callable[[], int],
        wait_s: float = 60,
    ) -> None:
        self._writer = writer
        self._connection = connection
        self._archives = archives
        self._terminal_id = terminal_id
        self._today = today
        self._now = now
        self._wait_s = wait_s
        self._lock = threading.Lock()
        self._asked: set[str] = set()
        #: The first run of which not everything is compared: what lies before is never looked at again.
        self._from = 0
        #: Up to which date another machine's journal had this terminal's days: this one has parts of them at most.
        self._elsewhere: str | None = None

    def ask(self, business_on: str = "") -> None:
        """See `Days.ask`."""
        days = {business_on} if business_on else {one.business_on for one in checks(self._connection())}
        with self._lock:
            self._asked |= days

    def next(self) -> DayFigures | None:
        """See `Days.next`. One picture of the journal; what it costs is the day's."""
        connection = self._connection()
        connection.execute("BEGIN")
        try:
            day = self._due(connection)
            return None if day is None else self.figures(connection, day)
        finally:
            connection.execute("ROLLBACK")

    def note(self, ours: DayFigures, answer: DayCompared) -> None:
        """See `Days.note`."""
        row = (
            ours.business_on, max((run.last_seq for run in ours.runs), default=0), self._now(),
            " ".join(answer.differs), ours.model_dump_json(), answer.held.model_dump_json(), int(answer.closed),
        )  # fmt: skip
        self._writer.on_connection(partial(_keep, row), Priority.FEED).result(self._wait_s)
        with self._lock:
            self._asked.discard(ours.business_on)

    def _due(self, connection: Connection) -> str | None:
        mark = connection.execute("SELECT seq FROM mark WHERE name='centre'").fetchone()
        if mark is None:
            return None
        today = self._today()
        row = connection.execute("SELECT business_on FROM shift WHERE closed_at IS NULL LIMIT 1").fetchone()
        under_way = {today} | ({row[0]} if row is not None else set())
        last_seqs: dict[str, int] = {}
        starts: dict[str, int] = {}
        rows = connection.execute(
            "SELECT first_seq, business_on FROM journal_run WHERE first_seq >= ? ORDER BY first_seq", (self._from,)
        ).fetchall()
        head = connection.execute("SELECT max(seq) FROM journal").fetchone()[0] or 0
        for place, (first, day) in enumerate(rows):
            last_seqs[day] = rows[place + 1][0] - 1 if place + 1 < len(rows) else head
            starts.setdefault(day, first)
        with self._lock:
            asked = set(self._asked)
        late = [day for day in last_seqs if day > today]  # of a clock that was ahead: not over yet
        waiting = [
            day for day, last in last_seqs.items()
            if day in under_way
            or day in late
            or (day > self._last_elsewhere(connection) and not _is_compared(connection, day, last))
        ]  # fmt: skip
        self._from = min((starts[day] for day in waiting), default=rows[-1][0] if rows else 0)
        over = [day for day in waiting if day not in under_way and day not in late]
        for day in sorted(asked) + sorted(over):
            if day <= self._last_elsewhere(connection):
                with self._lock:
                    self._asked.discard(day)
                continue
            last = last_seqs.get(day) or _last_seq(connection, day, head)
            if not last:
                with self._lock:
                    self._asked.discard(day)
            if 0 < last <= mark[0]:
                return day
        return None

    def _last_elsewhere(self, connection: Connection) -> str:
        """The date of the Z behind which this machine took the terminal over; empty where it did not."""
        if self._elsewhere is None:
            first = next(self._archives.entries(connection), None)
            body = None if first is None else read_body(first.kind, first.schema, first.body)
            row = None
            if isinstance(body, EpochOpened) and body.reason == "taken_over" and body.parent is not None:
                query = "SELECT business_on FROM shift WHERE closed_at IS NOT NULL ORDER BY first_seq LIMIT 1"
                row = connection.execute(query).fetchone()
            self._elsewhere = "" if row is None else str(row[0])
        return self._elsewhere

    def figures(self, connection: Connection, business_on: str) -> DayFigures:
        """What this side holds of a date; within the caller's transaction."""
        day = listing.day_number(business_on)
        bounds = day * listing.SEQS, (day + 1) * listing.SEQS - 1
        row = connection.execute("SELECT value FROM terminal WHERE name='currency'").fetchone()
        currency = "" if row is None else str(row[0])
        said: set[bytes] = set()
        runs = list(self._runs(connection, business_on, said))
        count, *sums = connection.execute(_SALES, bounds).fetchone()
        names = ("sold_minor", "returned_minor", "rounding_minor", "total_minor", "tax_minor")
        sales = DaySales(
            business_on=business_on, currency=currency, sales=count, **dict(zip(names, sums, strict=True))
        )
        return DayFigures(
            business_on=business_on,
            runs=tuple(runs),
            facts=len(said),
            digest=digest_of(said),
            sales=(sales,) if count else (),
            tenders=tuple(
                DayTender(kind=kind, currency=currency, tenders=tenders, amount_minor=minor)
                for kind, tenders, minor in connection.execute(_TENDERS, bounds)
            ),
            taxes=tuple(
                DayTax(tax_class=tax_class, rate_ppm=rate, net_minor=net, tax_minor=tax)
                for tax_class, rate, net, tax in connection.execute(_TAXES, {"first": bounds[0], "last": bounds[1]})
            ),
        )

    def _runs(self, connection: Connection, business_on: str, said: set[bytes]) -> Iterator[DayRun]:
        """The date's stretches of each epoch, hashed as they lie in the file; what they say goes into `said`."""
        for first, last in connection.execute(_RUNS_OF, (business_on,)).fetchall():
            count = None if last is None else last - first + 1
            run: DayRun | None = None
            for row in islice(self._archives.rows(connection, first - 1), count):
                *columns, prev_hash, _ = row
                if columns[3] != "epoch.opened":
                    said.add(fact_hash(columns))
                if run is not None and run.epoch != columns[1]:
                    yield run
                    run = None
                start, before = (columns[0], prev_hash) if run is None else (run.first_seq, bytes.fromhex(run.head))
                head = chain_hash(before, self._terminal_id, columns).hex()  # so that it covers what lies in the file
                run = DayRun(epoch=columns[1], first_seq=start, last_seq=columns[0], head=head)
            if run is not None:
                yield run


def _is_compared(connection: Connection, business_on: str, last_seq: int) -> bool:
    row = connection.execute("SELECT last_seq FROM day_check WHERE business_on=?", (business_on,)).fetchone()
    return row is not None and row[0] >= last_seq


def _last_seq(connection: Connection, business_on: str, head: int) -> int:
    rows = connection.execute(_RUNS_OF, (business_on,)).fetchall()
    return 0 if not rows else head if rows[-1][1] is None else int(rows[-1][1])


def _keep(row: tuple[object, ...], connection: Connection) -> None:
    connection.execute(_CHECK, row)


def checks(connection: Connection) -> list[DayCheck]:
    """The dates on which the centre does not hold the same, and nobody there or here has looked; the newest first."""
    rows = connection.execute(f"{_CHECKS}WHERE closed=0 AND differs>'' AND {_UNDECIDED} ORDER BY business_on DESC")
    return [
        DayCheck(day, at, tuple(differs.split()), bool(closed), *told) for day, at, differs, closed, *told in rows
    ]


def check_of(connection: Connection, business_on: str) -> DayCheck | None:
    """What came of comparing a date last."""
    row = connection.execute(_CHECKS + "WHERE business_on=?", (business_on,)).fetchone()
    if row is None:
        return None
    day, at, differs, closed, *told = row
    return DayCheck(day, at, tuple(differs.split()), bool(closed), *told)
