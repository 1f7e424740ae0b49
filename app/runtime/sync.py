"""The sync as somebody looks at it: how it stands, what is on its way, what a person must look at, "now"."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.enrol import Joined
from app.domain.frozen import frozen
from app.domain.sync import Brought, Conflict, Unsent
from app.domain.task import Task
from app.runtime.beside import Beside
from app.runtime.bridge import Bridge
from app.runtime.standing import Link, Standing
from app.services.ports import Entry
from app.services.sync_ports import SyncReads, UnsentPage

#: Rows of a page.
PAGE = 50
#: Things that a shop brought along and that are listed.
MOST_BROUGHT = 500
#: Milliseconds between two looks while somebody watches, while an answer is waited for, and between two tries that
#: somebody asks for.
WATCH_MS, ANSWER_MS, REST_MS = 1_000, 100, 5_000


@frozen
class SyncDesk:
    """What the window can ask of the sync; each act returns at once.

    Attributes:
        ask: sync now.
        reads: look-ups on the calling thread's connection.
        beside: where they are made.
        address: where the centre is, empty for none; may wait for a file.
        join: join a centre by its address, a one-time code, and whether plain HTTP is allowed.
        cancel: end the joining that is under way.
        decide: say that a task or a conflict is decided: its id, a note, who says it, and the act's early id.
    """

    ask: Callable[[], None]
    reads: SyncReads
    beside: Beside
    address: Callable[[], str]
    join: Callable[[str, str, bool], Future[Joined]]
    cancel: Callable[[], None]
    decide: Callable[[str, str, str, str], Future[None]]


@frozen
class Opened:
    """An entry that somebody looks into.

    Attributes:
        row: as the list has it.
        entry: whole, as it was written.
    """

    row: Unsent
    entry: Entry


@frozen
class Looked:
    """What one look beside the window found."""

    page: UnsentPage
    counts: dict[str, int]
    conflicts: tuple[Conflict, ...]
    tasks: tuple[Task, ...]
    brought: tuple[Brought, ...]
    address: str


class SyncView(QObject):
    """What the sync's panel and screen show. Lives in the GUI thread; looks only while somebody watches.

    Attributes:
        standing: as it was seen last.
        rows: what is on its way, newest first, as far as it was read.
        has_more: there is older.
        counts: how much is on its way, by kind.
        conflicts: what the centre asks a person to look at.
        tasks: what came up at this counter and is to be decided.
        brought: what this shop made by itself and the centre has not taken, as far as a list is read.
        address: where the centre is.
        is_read: a first look was had.
        is_asking: somebody asked for a try, whose end is waited for.
        part: which part of the screen is shown.
        opened: the entry that somebody looks into; None for the list.
        is_resting: the last try is so short ago that another one would tell nothing.

    Signals:
        changed: it stands otherwise, or something was read.
        restarted: other rows.
        came: so many rows came before the first.
        grown: rows came behind the last, from this place on.
        gone: the rows from this place on are at the centre.
        answered: the try that was asked for is over; how it stands now.
    """

    changed = Signal()
    restarted = Signal()
    came = Signal(int)
    grown = Signal(int)
    gone = Signal(int)
    answered = Signal(object)

    def __init__(
        self, desk: SyncDesk, standing: Callable[[], Standing], bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ask_standing = standing
        self._bridge = bridge
        self.standing = Standing()
        self.rows: list[Unsent] = []
        self.has_more = False
        self.counts: dict[str, int] = {}
        self.conflicts: tuple[Conflict, ...] = ()
        self.tasks: tuple[Task, ...] = ()
        self.brought: tuple[Brought, ...] = ()
        self.is_deciding = False
        self.opened: Opened | None = None
        self.address = ""
        self.is_read = False
        self.is_asking = False
        self.is_resting = False
        self.part = "unsent"
        self._is_reading = False
        self._read_at: tuple[int, int, Link] | None = None
        self._watchers: set[str] = set()
        self._looks = QTimer(self)
        self._looks.timeout.connect(self.look)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._rested)

    # --- watching -----------------------------------------------------------------------------------------------

    def watch(self, who: str) -> None:
        """Somebody looks from now on."""
        self._watchers.add(who)
        self._read_at = None
        self.look()

    def unwatch(self, who: str) -> None:
        """They look no more."""
        self._watchers.discard(who)
        self._pace()

    def _pace(self) -> None:
        """How often to look: not at all while nobody does and nothing is waited for."""
        if self.is_asking:
            self._looks.start(ANSWER_MS)
        elif self._watchers:
            self._looks.start(WATCH_MS)
        else:
            self._looks.stop()

    def look(self) -> None:
        """See how it stands; read what changed. Indexed reads here, the longer ones beside the window."""
        before, self.standing = self.standing, self._ask_standing()
        if self.is_asking and not self.standing.is_asked:
            self.is_asking = False
            self.answered.emit(self.standing)
        if self.standing != before:
            self.changed.emit()
        self._pace()
        now = (self.standing.unsent, self.standing.tasks, self.standing.link)
        if self._watchers and now != self._read_at and not self._is_reading:
            self._read_at = now
            self._read()

    # --- reading ------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        self._is_reading = True
        reads, address = self._desk.reads, self._desk.address

        def job() -> Looked:
            conflicts, tasks = tuple(reads.conflicts()), tuple(reads.tasks())
            brought = tuple(reads.brought(MOST_BROUGHT))
            return Looked(reads.page(None, PAGE), reads.counts(), conflicts, tasks, brought, address())

        self._bridge.then(self, self._desk.beside.run(job), self._arrived, self._failed)

    def _arrived(self, found: Looked) -> None:
        self._is_reading = False
        self.is_read = True
        self.counts, self.address = found.counts, found.address
        self.conflicts, self.tasks, self.brought = found.conflicts, found.tasks, found.brought
        self._take(found.page)
        self.changed.emit()

    def _take(self, page: UnsentPage) -> None:
        """Bring the rows up to a look at their newest: what came before them, what is at the centre by now."""
        known = self.rows[0].seq if self.rows else 0
        fresh = [one for one in page.rows if one.seq > known]
        if not self.rows or known <= page.mark or len(fresh) == len(page.rows):
            self.rows, self.has_more = list(page.rows), page.has_more
            self.restarted.emit()
            return
        if fresh:
            self.rows[:0] = fresh
            self.came.emit(len(fresh))
        left = next((place for place, one in enumerate(self.rows) if one.seq <= page.mark), None)
        if left is not None:
            del self.rows[left:]
            self.gone.emit(left)
        self.has_more = self.rows[-1].seq > page.mark + 1

    def read_on(self) -> None:
        """Read older rows, unless something is being read or there are none."""
        if self._is_reading or not self.has_more or not self.rows:
            return
        self._is_reading = True
        last, reads = self.rows[-1].seq, self._desk.reads

        def arrived(page: UnsentPage) -> None:
            self._is_reading = False
            if self.rows and self.rows[-1].seq == last and page.rows:
                first = len(self.rows)
                self.rows += page.rows
                self.has_more = page.has_more
                self.grown.emit(first)
            else:  # they went to the centre meanwhile
                self._read_at = None

        self._bridge.then(self, self._desk.beside.run(lambda: reads.page(last, PAGE)), arrived, self._failed)

    def look_into(self, row: Unsent) -> None:
        """Read an entry whole, and show it."""
        reads = self._desk.reads

        def arrived(entry: Entry | None) -> None:
            if entry is not None:
                self.opened = Opened(row, entry)
                self.changed.emit()

        self._bridge.then(self, self._desk.beside.run(lambda: reads.entry(row.seq)), arrived)

    def look_away(self) -> None:
        """Back to the list."""
        self.opened = None
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self._is_reading = False
        self._bridge.failed.emit(error)

    def decide(self, task_id: str, note: str, actor: str, entry_id: str, done: Callable[[], None]) -> None:
        """Say that a task or a conflict is decided; a second press while it is under way does nothing.

        Args:
            actor: who says it: whoever is here, or who allowed it.
            entry_id: the act's early id, as it was allowed.
        """
        if self.is_deciding:
            return
        self.is_deciding = True

        def decided(_: None) -> None:
            self.is_deciding, self._read_at = False, None
            self.look()
            done()

        def failed(error: BaseException) -> None:
            self.is_deciding, self._read_at = False, None
            self.look()
            self._bridge.failed.emit(error)

        self._bridge.then(self, self._desk.decide(task_id, note, actor, entry_id), decided, failed)

    # --- now ----------------------------------------------------------------------------------------------------

    @property
    def can_ask(self) -> bool:
        """Whether a try would tell anything new."""
        return self.standing.link is not Link.ALONE and not self.is_asking and not self.is_resting

    def ask(self) -> None:
        """Have the sync try now, whatever it waits for; once in a few seconds."""
        if not self.can_ask:
            return
        self.is_asking = self.is_resting = True
        self._rest.start()
        self._desk.ask()
        self.changed.emit()
        self._pace()

    def _rested(self) -> None:
        self.is_resting = False
        self.changed.emit()
