"""Joining a centre, step by step: what is typed, what is asked, what comes in at first. For either kind of start."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.domain.enrol import Joined
from app.domain.errors import AppError, UserError
from app.domain.frozen import frozen
from app.domain.sync import CLOCK_SLACK_S
from app.runtime.bridge import Bridge
from app.runtime.standing import Link, Standing
from app.services.invite import centre_address, goes_in_clear, read_invitation

#: Milliseconds between two looks at how far it is.
LOOK_MS = 200


class JoinStep(Enum):
    """Where it stands."""

    FORM = "form"
    ASKING = "asking"
    CONFIRM = "confirm"  # it would take a register's place: somebody's word is waited for
    REBUILDING = "rebuilding"
    FILLING = "filling"
    DONE = "done"


@frozen
class JoinDraft:
    """What is typed.

    Attributes:
        plain: plain HTTP to another machine is allowed: on the shop's own network, by whoever says so here.
    """

    url: str = ""
    code: str = ""
    plain: bool = False

    @property
    def wants_plain(self) -> bool:
        """Whether the address is one without encryption, so that it must be allowed."""
        return goes_in_clear(centre_address(self.url).lower())


@frozen
class JoinActs:
    """What joining does in the outer rooms; each returns at once.

    Attributes:
        join: with the address, the code, and whether plain HTTP is allowed.
        cancel: end it while it is under way.
        standing: how it stands with the centre from then on.
        take_over: go on with a code that is for taking a register's place; tells, on a worker's thread, how many of
            its entries came. None where that cannot be.
    """

    join: Callable[[str, str, bool], Future[Joined]]
    cancel: Callable[[], None]
    standing: Callable[[], Standing]
    take_over: Callable[[Callable[[int], object]], Future[Joined]] | None = None


class Joining(QObject):
    """Where joining stands. Lives in the GUI thread, longer than any look of its form.

    Attributes:
        step: what it is at.
        draft: what is typed.
        joined: what came of it.
        trouble: why the last try was refused; while it fills, why it stands still. None where nothing is wrong.
        is_cancelling: it was cancelled, and the end of what was under way is waited for.
        is_open: the form is shown where something else could be.
        done, whole: how much came in at first, of how much; 0 of 0 while that is not known.
        entries: how many entries of the register whose place is taken came so far.

    Signals:
        changed: another step, another draft, more of the fill.
        finished: everything is here.
    """

    changed = Signal()
    finished = Signal()
    _told = Signal(int)

    def __init__(self, acts: JoinActs, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._bridge = bridge
        self.step = JoinStep.FORM
        self.draft = JoinDraft()
        self.joined: Joined | None = None
        self.trouble: AppError | None = None
        self.is_cancelling = False
        self.is_open = False
        self.done = self.whole = self.entries = 0
        self._told.connect(self._came, Qt.ConnectionType.QueuedConnection)
        self._looks = QTimer(self)
        self._looks.setInterval(LOOK_MS)
        self._looks.timeout.connect(self.look)

    @property
    def is_clock_off(self) -> bool:
        """Whether this machine's clock is so far from the centre's that somebody should be told."""
        off = None if self.joined is None else self.joined.clock_off_s
        return off is not None and abs(off) > CLOCK_SLACK_S

    # --- what is typed ------------------------------------------------------------------------------------------

    def write(self, **typed: object) -> None:
        """Something was typed."""
        if self.step is JoinStep.FORM:
            self.draft = replace(self.draft, **typed)  # type: ignore[arg-type]
            self.trouble = None
            self.changed.emit()

    def take(self, text: str) -> bool:
        """Take a scan that holds address and code; False where it is another one."""
        found = read_invitation(text)
        if found is None or self.step is not JoinStep.FORM:
            return False
        self.write(url=found.url, code=found.code, plain=found.plain)
        return True

    # --- what is asked ------------------------------------------------------------------------------------------

    def open(self, *, on: bool) -> None:
        """Show the form, or no more."""
        self.is_open = on
        self.changed.emit()

    def check(self) -> bool:
        """Whether there is something to ask with; why not is in `trouble`."""
        if self.step is not JoinStep.FORM:
            return False
        missing = "enrol.no_address" if not self.draft.url.strip() else "enrol.no_code"
        if not self.draft.url.strip() or not self.draft.code.strip():
            self._refused(UserError(missing))
            return False
        return True

    def forward(self) -> None:
        """Go on: ask, or say yes to what was asked."""
        if self.step is JoinStep.CONFIRM:
            self.take_over()
        else:
            self.join()

    def join(self) -> None:
        """Ask with what is typed; why it cannot be is in `trouble`."""
        if not self.check():
            return
        draft = self.draft
        self.step, self.trouble = JoinStep.ASKING, None
        self.changed.emit()
        plain = draft.plain and draft.wants_plain
        asking = self._acts.join(centre_address(draft.url), draft.code.strip(), plain)
        self._bridge.then(self, asking, self._arrived, self._failed, lasts=True)

    def cancel(self) -> None:
        """End what is under way: back to the form, once that is sure. What came in at first stays, and goes on."""
        if self.step is JoinStep.CONFIRM:
            self.step, self.joined = JoinStep.FORM, None
            self.changed.emit()
        elif self.step is JoinStep.ASKING and not self.is_cancelling:
            self.is_cancelling = True
            self._acts.cancel()
            self.changed.emit()

    def _arrived(self, joined: Joined) -> None:
        self.joined, self.is_cancelling = joined, False
        if joined.takes_over:
            self.step = JoinStep.CONFIRM
            self.changed.emit()
        else:
            self.fill()

    def take_over(self) -> None:
        """Somebody said yes: be that register. Where it is cut off, the same code goes on with it."""
        if self.step is not JoinStep.CONFIRM or self._acts.take_over is None:
            return
        self.step, self.trouble, self.entries = JoinStep.REBUILDING, None, 0
        self.changed.emit()
        self._bridge.then(self, self._acts.take_over(self._told.emit), self._arrived, self._failed, lasts=True)

    @Slot(int)
    def _came(self, entries: int) -> None:
        self.entries = entries
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.step, self.is_cancelling = JoinStep.FORM, False
        if isinstance(error, AppError):
            self._refused(error)
        else:
            self.changed.emit()
            self._bridge.failed.emit(error)

    def _refused(self, error: AppError) -> None:
        self.trouble = None if error.code == "enrol.cancelled" else error
        self.changed.emit()

    # --- what comes in at first ---------------------------------------------------------------------------------

    def fill(self) -> None:
        """Wait for what the centre has to tell at first."""
        self.step, self.trouble, self.draft = JoinStep.FILLING, None, replace(self.draft, code="")
        self.done = self.whole = 0
        self._looks.start()
        self.changed.emit()

    def look(self) -> None:
        """Look how far it is. Indexed reads."""
        standing = self._acts.standing()
        if standing.is_filled:
            self._looks.stop()
            self.step, self.trouble, self.done = JoinStep.DONE, None, self.whole
            self.changed.emit()
            self.finished.emit()
            return
        self.whole = max(self.whole, standing.whole)
        self.done = max(self.done, self.whole - standing.left) if standing.whole else self.done
        stands_still = standing.link in {Link.OFFLINE, Link.ATTENTION} and bool(standing.why)
        self.trouble = UserError(standing.why) if stands_still else None
        self.changed.emit()

    def stop(self) -> None:
        """Look no more: the window is closed."""
        self._looks.stop()

    def rest(self) -> None:
        """It was seen; the form is there for another time."""
        if self.step is JoinStep.DONE:
            self.step, self.is_open = JoinStep.FORM, False
            self.changed.emit()
