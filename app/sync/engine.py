"""The engine: what the sync does next, and how it stands. It has no thread, no clock and no chance of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from enum import Enum

from app.contract.push import MAX_ENTRIES
from app.domain.errors import AppError, FaultError, UserError
from app.domain.frozen import frozen
from app.domain.sync import LineMemory, Trouble
from app.services.sync_ports import Feed, LineMemories, Outbox
from app.sync.backoff import LONGEST_S, Backoff, asked_for
from app.sync.days import Comparer
from app.sync.proposal import Proposer
from app.sync.pull import Puller
from app.sync.push import Pusher, Step
from app.sync.reclaim import Reclaimer

#: Seconds after which the feed is asked for although nobody said that something changed.
POLL_S = 60.0
#: After this no request is made until somebody asks for one.
_FINAL = frozenset({"token.revoked"})
#: Seconds between two times that what came of the line is kept on the disk.
KEEP_S = 60.0
#: Failures that are remembered, newest first.
_REMEMBERED = 20


class State(Enum):
    """How the terminal stands with its centre."""

    ONLINE = "online"
    SENDING = "sending"
    OFFLINE = "offline"
    ATTENTION = "attention"


@frozen
class Report:
    """What is known of the centre from the journal and the last answers.

    Attributes:
        unsent: entries behind the mark.
        since: microseconds UTC of the first failure of those that still last; None before the first answer too.
        why: the code of what needs attention, or of the last failure; empty where nothing does.
        left: changes of the feed that are still to come; of `whole` in this round.
        contact_at: microseconds UTC of the centre's last answer, also before the start; None before the first.
        is_asked: somebody asked for a try whose end is still to come.
        is_filled: the first fill is complete.
        troubles: what failed, also before the start, newest first.
    """

    state: State
    unsent: int
    since: int | None = None
    why: str = ""
    left: int = 0
    whole: int = 0
    contact_at: int | None = None
    is_asked: bool = False
    is_filled: bool = False
    troubles: tuple[Trouble, ...] = ()


@frozen
class Parts:
    """What the engine drives."""

    outbox: Outbox
    feed: Feed
    pusher: Pusher
    puller: Puller
    reclaimer: Reclaimer
    comparer: Comparer
    proposer: Proposer
    memories: LineMemories


class Engine:
    """Decides turn by turn; used by the sync's thread. What others may call from any thread says so.

    Args:
        seconds: a clock that only goes forward.
        now: microseconds UTC.
        chance: a number from 0 to below 1.
        told: called after a turn with the kinds that the feed changed.
    """

    def __init__(
        self,
        parts: Parts,
        seconds: Callable[[], float],
        now: Callable[[], int],
        chance: Callable[[], float],
        told: Callable[[frozenset[str]], object] = lambda _: None,
    ) -> None:
        self._parts = parts
        self._seconds = seconds
        self._now = now
        self._told = told
        self._backoff = Backoff(chance)
        self._lock = threading.Lock()
        self._agreed = False
        self._taken_up = False
        self._pull_due = True
        self._retry_at: float | None = None
        self._poll_at = seconds()
        self._asks = self._answered = 0
        kept = parts.memories.recall()
        self._contact_at, self._troubles = kept.contact_at, kept.troubles
        self._kept, self._kept_at = kept, seconds()
        self._reclaimed: object = self  # nothing yet: None is an answer too
        self._stands: tuple[State, int | None, str] = (State.OFFLINE, None, "")

    @property
    def is_online(self) -> bool:
        """Whether the last answer was one; from any thread."""
        return self._stands[0] is State.ONLINE

    @property
    def is_halted(self) -> bool:
        """Whether nothing is done until somebody asks; from any thread."""
        return self._stands[2] in _FINAL

    def changed(self) -> None:
        """The centre said that something changed; from any thread."""
        self._pull_due = True

    def doubt(self) -> None:
        """The listener lost the centre: what the last answer said may be so no more; from any thread."""
        self._agreed = False
        self._pull_due = True

    def ask(self) -> None:
        """Somebody wants it now, whatever there is to wait for; from any thread."""
        with self._lock:
            self._asks += 1

    def compare(self, business_on: str) -> None:
        """Compare a business date with the centre, whether it was before or not; from any thread."""
        self._parts.comparer.ask(business_on)
        self.ask()

    def report(self) -> Report:
        """How it stands, with reads on the calling thread's connection; from any thread."""
        state, since, why = self._stands
        place, unsent = self._parts.feed.place(), self._parts.outbox.unsent()
        if state is State.ONLINE and unsent:
            state = State.SENDING
        return Report(
            state,
            unsent,
            since,
            why,
            place.remaining,
            place.whole,
            self._contact_at,
            self._asks != self._answered,
            place.cursor is not None and not place.remaining,
            self._troubles,
        )

    def turn(self) -> float | None:
        """Do one step of what is due; seconds until the next one is, None while nothing is until somebody asks."""
        with self._lock:
            asks = self._asks
        if asks != self._answered:
            self._retry_at, self._agreed, self._pull_due = None, False, True
            self._parts.comparer.ask()
        elif self.is_halted:
            return None
        if self._retry_at is not None and (wait := self._retry_at - self._seconds()) > 0:
            return wait
        try:
            return self._try()
        finally:
            self._answered = asks
            if self._seconds() - self._kept_at >= KEEP_S or self._is_first_of_its_kind():
                self.keep()

    def keep(self) -> None:
        """Keep the last contact and the last failures, so that the next start knows of them; where that cannot be,
        it does not.
        """
        now = LineMemory(self._contact_at, self._troubles)
        if now != self._kept:
            with suppress(FaultError):
                self._parts.memories.keep(now)
                self._kept = now
        self._kept_at = self._seconds()

    def _is_first_of_its_kind(self) -> bool:
        """Whether something failed otherwise than what is kept: it may be why the program ends."""
        first = [(one.code, one.first_at) for one in self._troubles[:1]]
        return first != [(one.code, one.first_at) for one in self._kept.troubles[:1]]

    def _try(self) -> float | None:
        try:
            pause = self._work()
        except UserError as error:
            return self._refused(error)
        except AppError as error:
            return self._failed(error)
        self._worked()
        return pause

    def _work(self) -> float:
        """One step; seconds until the next."""
        parts = self._parts
        if not self._taken_up:
            parts.feed.take_up()
            self._taken_up = True
        if not self._agreed:
            step = parts.pusher.agree()
            if step is Step.FORKED:
                self._reclaim()
            self._agreed = True
            self._contact_at = self._now()
        pushed = parts.pusher.step()
        if pushed is Step.FORKED:
            self._reclaim()
            return 0
        if pushed is Step.MORE:
            self._reclaimed = self
            self._contact_at = self._now()
            if parts.outbox.unsent() > MAX_ENTRIES:
                return 0  # levels are told apart from what is unsent: that is to be little before they come
        if parts.proposer.step() is Step.MORE:
            return 0  # what this shop made is told before the centre's own takes its place
        if self._seconds() >= self._poll_at:
            self._pull_due = True
        more = self._pull() if self._pull_due else False
        more = parts.puller.tidy() is Step.MORE or more
        if pushed is Step.MORE or more or self._pull_due:
            return 0
        if "conflict" in parts.puller.changed:
            parts.comparer.ask()  # somebody may have looked at a date that differs
        if parts.comparer.step() is Step.MORE:
            return 0
        return max(0.0, self._poll_at - self._seconds())

    def _pull(self) -> bool:
        self._pull_due = False  # before the question: what changes meanwhile makes it due again
        try:
            step = self._parts.puller.step()
        except BaseException:
            self._pull_due = True
            raise
        self._poll_at = self._seconds() + POLL_S
        self._contact_at = self._now()
        if step is Step.FORKED:
            self._agreed = False
        if step is not Step.DONE:
            self._pull_due = True
            return True
        return False

    def _reclaim(self) -> None:
        """Take back what the centre holds; where that is of no use twice over, a person must look."""
        common = self._parts.reclaimer.run()
        self._parts.pusher.hold(common)
        if common == self._reclaimed:
            raise FaultError("journal.forked")
        self._reclaimed = common

    def _worked(self) -> None:
        self._backoff.worked()
        self._retry_at = None
        self._stands = (State.ONLINE, None, "")
        if kinds := self._parts.puller.changed:
            self._parts.puller.changed = frozenset()
            self._told(kinds)

    def _refused(self, error: UserError) -> float | None:
        """The centre's own no. It is asked again after a minute, except where that is final."""
        self._agreed = False
        self._contact_at = self._now()
        self._stands = (State.ATTENTION, self._stands[1] or self._now(), error.code)
        self._remember(error.code)
        if error.code in _FINAL:
            return None
        return self._wait(self._backoff.failed(LONGEST_S))

    def _failed(self, error: AppError) -> float:
        self._agreed = False
        state = State.OFFLINE if error.code.startswith("centre.") else State.ATTENTION
        self._stands = (state, self._stands[1] or self._now(), error.code)
        self._remember(error.code)
        return self._wait(self._backoff.failed(asked_for(error)))

    def _remember(self, code: str) -> None:
        """Keep a failure; the same once more is counted."""
        at, before = self._now(), self._troubles
        if before and before[0].code == code and self._stands[1] is not None and before[0].last_at >= self._stands[1]:
            self._troubles = (Trouble(code, before[0].first_at, at, before[0].times + 1), *before[1:])
        else:
            self._troubles = (Trouble(code, at, at), *before)[:_REMEMBERED]

    def _wait(self, pause: float) -> float:
        self._retry_at = self._seconds() + pause
        return pause
