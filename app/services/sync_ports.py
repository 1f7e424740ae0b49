"""What the sync needs of the outer rooms: the journal as an outbox, the feed's place, the terminal's membership."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol

from app.contract.days import DayCompared, DayFigures
from app.contract.feed import FeedPage
from app.contract.proposal import Proposal
from app.contract.push import PushedEntry
from app.domain.enrol import Membership
from app.domain.frozen import frozen
from app.domain.sync import Brought, Conflict, LineMemory, Unsent
from app.domain.task import Task
from app.services.ports import Entry, Head


class Outbox(Protocol):
    """The journal, seen from its end that is not at the centre yet. There is no second queue."""

    def mark(self) -> Head | None:
        """The last entry that the centre holds, as it said; None for none."""
        ...

    def unsent(self) -> int:
        """How many entries lie behind the mark."""
        ...

    def behind(self, mark: Head | None, most: int, size: int) -> list[Entry]:
        """The next entries behind a mark, in order: at most so many, of bodies of so many bytes, but one at least."""
        ...

    def is_ours(self, mark: Head) -> bool:
        """Whether the journal has this very entry."""
        ...

    def hold(self, mark: Head | None) -> Future[None]:
        """Note what the centre holds."""
        ...


class History(Protocol):
    """The journal as one that may have lost entries which the centre still holds."""

    def epoch(self) -> int:
        """The epoch that is written in now."""
        ...

    def base(self) -> Head | None:
        """The entry behind which this machine took the terminal over from another one; None where it did not.

        What lies before it is at the centre and stays there.
        """
        ...

    def last_of(self, epoch: int) -> Head | None:
        """The last entry of an epoch; None where the journal has none of it."""
        ...

    def take_back(self, entries: Sequence[PushedEntry]) -> int:
        """Append entries that are not there under their old ids; how many were missing.

        Raises:
            FaultError: of the disk.
        """
        ...

    def open_epoch(self) -> None:
        """Begin a new epoch: the present one was written in by another copy of this terminal too.

        Raises:
            FaultError: of the disk and the vault.
        """
        ...


@frozen
class FeedPlace:
    """Where the terminal stands in its centre's feed.

    Attributes:
        cursor: behind the last page that was applied; None before the first.
        sweeping: the feed began anew, and what did not come again is still to be taken out.
        remaining: changes that lay behind the last page.
        whole: changes that there were when this round began.
    """

    centre_id: str
    incarnation: str | None
    cursor: str | None
    sweeping: bool
    remaining: int
    whole: int


class Feed(Protocol):
    """Where the centre's changes go."""

    def place(self) -> FeedPlace:
        """Where the terminal stands."""
        ...

    def take(self, before: str | None, page: FeedPage) -> frozenset[str]:
        """Apply a page that was asked for behind a cursor, and move the cursor, in one transaction.

        A page that was asked for behind another cursor than the present one changes nothing.

        Returns:
            The kinds that changed.
        """
        ...

    def sweep(self) -> bool:
        """Take out some of what did not come again; whether there is more."""
        ...

    def tend(self) -> bool:
        """Let search hear of some of what changed, for one short turn; whether there is more."""
        ...

    def take_up(self) -> None:
        """Apply what was kept aside by an older version and is understood now."""
        ...


@frozen
class UnsentPage:
    """Some of what the centre does not hold, newest first.

    Attributes:
        mark: the seq of the last entry that it holds, 0 for none.
    """

    rows: tuple[Unsent, ...]
    mark: int

    @property
    def has_more(self) -> bool:
        """Whether there is older that it does not hold."""
        return bool(self.rows) and self.rows[-1].seq > self.mark + 1


class SyncReads(Protocol):
    """What a person looks at who wants to know how the sync stands; on the calling thread's connection."""

    def page(self, before: int | None, most: int) -> UnsentPage:
        """The newest entries that the centre does not hold, before a seq or from the journal's end on."""
        ...

    def entry(self, seq: int) -> Entry | None:
        """An entry whole, as it was written, also one that was archived; None where the journal ends before it."""
        ...

    def counts(self) -> dict[str, int]:
        """How many of each kind the centre does not hold; under the empty text those that were archived."""
        ...

    def conflicts(self) -> list[Conflict]:
        """What the centre asks the store's manager to look at and nobody closed there or here, newest first."""
        ...

    def brought(self, most: int) -> list[Brought]:
        """What this shop made by itself and its centre has not taken, at most so many; nothing without a centre."""
        ...

    def tasks(self) -> list[Task]:
        """What came up at this counter and nobody decided yet, oldest first."""
        ...


@frozen
class ProposalPage:
    """Some of what this shop made by itself, of one kind.

    Attributes:
        ends_kind: there is no more of this kind; `last`: nor of any other.
    """

    kind: str
    items: tuple[Proposal, ...]
    ends_kind: bool
    last: bool


class ProposalSource(Protocol):
    """What a shop that joined a centre made by itself before, and still is to tell it."""

    def next(self) -> ProposalPage | None:
        """The next page; None where everything was told."""
        ...

    def told(self, page: ProposalPage) -> None:
        """The centre has a page.

        Raises:
            FaultError: of the disk.
        """
        ...


class Days(Protocol):
    """The journal and its sums by business date, as they are compared with the centre's."""

    def next(self) -> DayFigures | None:
        """A date that is over (or was asked for), is at the centre whole, and was not compared since; None for none.

        Raises:
            FaultError: of an archive.
        """
        ...

    def note(self, ours: DayFigures, answer: DayCompared) -> None:
        """Keep what came of a comparison.

        Raises:
            FaultError: of the disk.
        """
        ...

    def ask(self, business_on: str = "") -> None:
        """Have a date compared (again); without one, all that differ. From any thread."""
        ...


class LineMemories(Protocol):
    """Where the last contact and the last failures outlive the program."""

    def recall(self) -> LineMemory:
        """What was kept last."""
        ...

    def keep(self, memory: LineMemory) -> None:
        """Keep it in the place of what was kept before.

        Raises:
            FaultError: of the disk.
        """
        ...


class Signer(Protocol):
    """The terminal's signing key."""

    @property
    def public_key(self) -> bytes:
        """32 raw bytes."""
        ...

    def sign(self, context: str, message: bytes) -> bytes:
        """Sign a message of a kind; 64 bytes."""
        ...


class MembershipStore(Protocol):
    """Where the membership lies: beside the terminal's keys, never in the database."""

    def membership(self) -> Membership | None:
        """The membership; None for a terminal without a centre.

        Raises:
            FaultError: ``vault.link_damaged``, ``vault.cannot_read``.
        """
        ...

    def save_membership(self, one: Membership) -> None:
        """Keep it in the place of the one before.

        Raises:
            FaultError: ``vault.cannot_write``, ``vault.keyring_unusable``.
        """
        ...
