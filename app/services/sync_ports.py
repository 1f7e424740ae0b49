"""What the sync needs of the outer rooms: the journal as an outbox."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

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
