"""Push: the journal goes to the centre in its order, a batch at a time; the mark follows what the centre says."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Protocol

from app.contract.journal import Mark
from app.contract.push import MAX_ENTRIES, PROTOCOL, PushBatch, Pushed, PushedEntry
from app.services.ports import Entry, Head
from app.services.sync_ports import Outbox

#: Bytes of the bodies of one batch.
BATCH = 1024 * 1024


class Centre(Protocol):
    """What pushing needs of the gateway."""

    def push(self, batch: PushBatch) -> Pushed:
        """Send entries."""
        ...

    def mark(self) -> Pushed:
        """What the centre holds of this terminal."""
        ...


class Step(Enum):
    """What came of one step."""

    DONE = auto()  # there is no more to do
    MORE = auto()
    FORKED = auto()  # the centre holds what this journal does not


class Pusher:
    """Sends what lies behind the mark.

    Args:
        wait_s: seconds that the writer may take to note a mark.
        now: microseconds UTC, for the centre to see whether this machine's clock is right.
    """

    def __init__(
        self, outbox: Outbox, centre: Centre, wait_s: float = 60, now: Callable[[], int | None] = lambda: None
    ) -> None:
        self._outbox = outbox
        self._centre = centre
        self._wait_s = wait_s
        self._now = now

    def agree(self) -> Step:
        """Ask what the centre holds, and believe it: after a copy came back it is less than it was.

        Where it holds more than its last known answer said, that is sent once more: only a repeat tells whether
        another copy of this terminal was there too.

        Raises:
            UserError, FaultError: of the gateway and of the writer.
        """
        answer = self._centre.mark()
        mark, known = head_of(answer.mark), self._outbox.mark()
        if answer.forked or (mark is not None and not self._outbox.is_ours(mark)):
            return Step.FORKED
        if known is not None and (mark is None or mark.seq < known.seq):
            self.hold(mark)
        return Step.MORE

    def step(self) -> Step:
        """Send one batch.

        Raises:
            UserError, FaultError: of the gateway and of the writer.
        """
        before = self._outbox.mark()
        entries = self._outbox.behind(before, MAX_ENTRIES, BATCH)
        if not entries:
            return Step.DONE
        batch = PushBatch(
            protocol=PROTOCOL, after=mark_of(before), sent_at=self._now(), entries=tuple(map(pushed, entries))
        )
        answer = self._centre.push(batch)
        mark = head_of(answer.mark)
        if answer.forked or (mark is not None and not self._outbox.is_ours(mark)):
            return Step.FORKED  # the mark stays, so that a cut power forgets nothing
        self.hold(mark)
        return Step.MORE

    def hold(self, mark: Head | None) -> None:
        """Go on behind this entry."""
        if mark != self._outbox.mark():
            self._outbox.hold(mark).result(self._wait_s)


def pushed(entry: Entry) -> PushedEntry:
    """An entry as it travels."""
    return PushedEntry(
        seq=entry.seq,
        epoch=entry.epoch,
        id=entry.entry_id,
        kind=entry.kind,
        schema_no=entry.schema,
        business_on=entry.business_on,
        occurred_at=entry.occurred_at,
        actor=entry.actor,
        shift_id=entry.shift_id,
        body=entry.body,
        prev_hash=entry.prev_hash.hex(),
        hash=entry.hash.hex(),
    )


def mark_of(head: Head | None) -> Mark | None:
    """An entry's place as it travels."""
    return None if head is None else Mark(epoch=head.epoch, seq=head.seq, hash=head.hash.hex())


def head_of(mark: Mark | None) -> Head | None:
    """A mark as the journal knows it."""
    return None if mark is None else Head(mark.epoch, mark.seq, bytes.fromhex(mark.hash))
