"""Push: a terminal's journal on its way to the centre, in batches, and the centre's answer.

The envelope is strict, the body never: what is checked here is form and size, what a fact says is not.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.contract.journal import Mark
from app.contract.wire import Code, Count, Hash, Whole, Wire

#: Version of the requests between a terminal and its centre.
PROTOCOL = 1
#: Entries in one batch, and bytes of one request's body once unpacked.
MAX_ENTRIES, MAX_BATCH = 500, 8 * 1024 * 1024
#: Bytes of one entry's body: a terminal keeps within it before it commits.
MAX_BODY = 4 * 1024 * 1024
#: The highest epoch: a machine opens one a restored copy.
MAX_EPOCH = 2**31 - 1
#: No database keeps a NUL in a text, and JSON writes none: what holds one is not framed.
_PLAIN = r"^[^\x00]*$"

#: What the chain's hash covers of an entry, in its order.
COLUMNS = (
    "seq", "epoch", "id", "kind", "schema_no", "business_on", "occurred_at", "actor", "shift_id", "body",
)  # fmt: skip


class PushedEntry(Wire):
    """One entry as its columns lie in the terminal's file; hashes in hex."""

    seq: Annotated[int, Field(gt=0, le=2**53 - 1)]
    epoch: Annotated[int, Field(gt=0, le=MAX_EPOCH)]
    id: Annotated[str, Field(min_length=1, max_length=200, pattern=_PLAIN)]
    kind: Annotated[str, Field(max_length=200, pattern=_PLAIN)]
    schema_no: Whole
    business_on: Annotated[str, Field(max_length=200, pattern=_PLAIN)]
    occurred_at: Whole
    actor: Annotated[str, Field(max_length=2_000, pattern=_PLAIN)]
    shift_id: Annotated[str, Field(max_length=200, pattern=_PLAIN)] | None
    body: Annotated[str, Field(max_length=MAX_BODY, pattern=_PLAIN)]
    prev_hash: Hash
    hash: Hash

    def columns(self) -> tuple[int | str | None, ...]:
        """What the chain's hash covers, in its order: seq to body."""
        return tuple(getattr(self, name) for name in COLUMNS)


class PushBatch(Wire):
    """Entries in their order, one after the other.

    ``after`` is the centre's mark behind which they are sent, where the terminal says it. A batch that does not join
    on to what the centre holds is answered with the centre's own mark, and nothing of it is kept; where ``after`` is
    that very mark, the terminal has nothing better, and the batch is kept with a broken link. ``sent_at`` is the
    terminal's clock as it sends, in microseconds UTC, where it says so.
    """

    after: Mark | None = None
    protocol: Annotated[int, Field(ge=1, le=1_000)]
    sent_at: Whole | None = None
    entries: Annotated[tuple[PushedEntry, ...], Field(min_length=1, max_length=MAX_ENTRIES)]


class Pushed(Wire):
    """What the centre holds of this terminal now.

    ``mark`` is the last entry of the branch that was pushed, None before the first. ``forked``: the centre holds
    other entries in places of this epoch; the terminal opens a new epoch and fetches them.
    """

    mark: Mark | None
    forked: bool = False


class Rescued(Wire):
    """What came in by hand: whose, and how many entries, those that were known already too."""

    terminal_id: Code
    entries: Count


class HeldEntries(Wire):
    """Entries that the centre holds of a terminal, for one that lost them. ``more``: ask again behind the last."""

    entries: tuple[PushedEntry, ...]
    more: bool
