"""Push: the journal goes to the centre in its order, a batch at a time; the mark follows what the centre says."""

from __future__ import annotations

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

    DONE = auto()  # the centre holds everything
    MORE = auto()
    FORKED = auto()  # the centre holds what this journal does not


class Pusher:
    """Sends what lies behind the mark.

    Args:
        wait_s: seconds that the writer may take to note a mark.
    """

    def __init__(self, outbox: Outbox, centre: Centre, wait_s: float = 60) -> None:
        self._outbox = outbox
        self._centre = centre
        self._wait_s = wait_s

    def agree(self) -> Step:
        """Ask what the centre holds, and believe it: after a copy came back it is less than it was.

        Raises:
            UserError, FaultError: of the gateway and of the writer.
        """
        return self._follow(self._centre.mark())

    def step(self) -> Step:
        """Send one batch.

        Raises:
            UserError, FaultError: of the gateway and of the writer.
        """
        entries = self._outbox.behind(self._outbox.mark(), MAX_ENTRIES, BATCH)
        if not entries:
            return Step.DONE
        answer = self._centre.push(PushBatch(protocol=PROTOCOL, entries=tuple(map(pushed, entries))))
        return self._follow(answer)

    def _follow(self, answer: Pushed) -> Step:
        mark = None if answer.mark is None else head_of(answer.mark)
        if mark is not None and not self._outbox.is_ours(mark):
            return Step.FORKED
        if mark != self._outbox.mark():
            self._outbox.hold(mark).result(self._wait_s)
        return Step.FORKED if answer.forked else Step.MORE


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


def head_of(mark: Mark) -> Head:
    """A mark as the journal knows it."""
    return Head(mark.epoch, mark.seq, bytes.fromhex(mark.hash))
