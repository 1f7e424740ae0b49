"""What the counter reads of orders for pickup, and how it asks the centre for one. `db` and the sync implement it."""

from __future__ import annotations

from concurrent.futures import Future
from enum import Enum
from typing import Protocol

from app.domain.frozen import frozen
from app.domain.intake import Intake
from app.domain.pickup import Pickup


class PickupReads(Protocol):
    """What a transaction looks up of the orders of this store."""

    def pickup(self, order_id: str) -> Pickup | None:
        """An order by its id, in whichever state: as the centre told it last, with what this terminal did since."""
        ...

    def intake(self) -> Intake:
        """How the store takes orders in, as this terminal knows it."""
        ...


class Pickups(PickupReads, Protocol):
    """The orders of this store: as the centre told them last, with what this terminal did since. Each an indexed
    read on the calling thread's own connection.
    """

    def board(self) -> tuple[Pickup, ...]:
        """All with which somebody has something to do, unsorted; costs what is open, however many there ever were."""
        ...

    def find(self, text: str) -> Pickup | None:
        """An order by its id or by its code, which is what its customer names; of several the one that waits.

        A code of one that waits is also found however it is spaced, in capitals or not.
        """
        ...

    def together(self, one: Pickup) -> tuple[Pickup, ...]:
        """Other orders of the same customer that wait, oldest first: of the same member, or with none, of the same
        masked name and the same last digits.
        """
        ...

    def waiting(self) -> int:
        """How many are new or being picked."""
        ...

    def shelves(self) -> tuple[str, ...]:
        """Shelves that were used lately, those on which nothing lies first."""
        ...


@frozen
class Claimed:
    """The centre's answer to whether this counter may hand an order over.

    Attributes:
        reason: why not, as in the contract: ``unknown``, ``held``, ``used``, ``other_store``, ``state``.
        store: at which store it is, where that is another one.
        state: where the order stands, where that does not allow it.
        until: microseconds UTC until when it is this counter's.
    """

    granted: bool
    reason: str = ""
    store: str = ""
    state: str = ""
    until: int = 0


class Claims(Protocol):
    """Asks the centre for orders, on a thread of its own and with a short time-out."""

    def claim(self, order: str, claim_id: str, *, renew: bool = False) -> Future[Claimed]:
        """Ask for an order by its id or code; asked again under the same id, the answer is the same.

        Args:
            renew: begin its time anew where it is ours.

        Raises (in the future):
            UserError: the centre does not know this terminal.
            FaultError: nobody answered in time.
        """
        ...

    def release(self, claim_id: str) -> None:
        """Give an order up that was claimed and not handed over; returns at once, what fails runs out by itself."""
        ...


class Verdict(Enum):
    """What a code that a customer showed is worth."""

    ONLINE = "online"  # it is right, and no other counter can hand it over
    OFFLINE = "offline"  # it is right as far as this store knows
    NOT_READY = "not_ready"  # it is right, and nobody put it on a shelf yet
    NOT_HERE_YET = "not_here_yet"  # it is right, and this terminal has not heard of the order
    OTHER_STORE = "other_store"
    HELD = "held"  # another counter hands it over right now
    USED = "used"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


#: With these the goods can be given.
GIVES = frozenset({Verdict.ONLINE, Verdict.OFFLINE, Verdict.NOT_READY})


@frozen
class Presented:
    """A code that was shown, and what comes of it.

    Attributes:
        pickup: the order; None where this terminal does not know it.
        claim_id: under which it was asked for; to be given up where nothing is handed over.
        online: the centre said so.
        store: at which store it is, where that is another one; its code.
        used_at: when it was handed over, microseconds UTC, as far as this terminal knows.
        together: other orders of the same customer that wait.
        until: microseconds UTC, by the centre's clock, until when no other counter gets it; 0 where it did not say.
    """

    verdict: Verdict
    pickup: Pickup | None
    claim_id: str
    online: bool
    store: str = ""
    used_at: int | None = None
    together: tuple[Pickup, ...] = ()
    until: int = 0

    @property
    def gives(self) -> bool:
        """Whether goods can be given."""
        return self.verdict in GIVES
