"""What the staff's and the approvals' services need of the outer rooms."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import field
from typing import Protocol, TypeVar

from app.domain.approval import Approval
from app.domain.frozen import frozen
from app.domain.staff import Person, Refusal

T = TypeVar("T")


@frozen
class Credentials:
    """What somebody is recognised by; neither the PIN nor the badge can be read from it."""

    pin_hash: str | None = field(repr=False)
    badge_hash: bytes | None = field(repr=False)


class StaffReads(Protocol):
    """Look-ups of people and approvals; each an indexed read."""

    def has_staff(self) -> bool:
        """Whether there are people at all: a terminal without any asks nobody."""
        ...

    def people(self) -> list[Person]:
        """Everybody, also who left, by id."""
        ...

    def person(self, staff_id: str) -> Person | None:
        """One of them."""
        ...

    def credentials(self, staff_id: str) -> Credentials | None:
        """What somebody is recognised by."""
        ...

    def by_badge(self, badge_hash: bytes) -> Person | None:
        """Whose badge it is."""
        ...

    def refusals(self) -> list[Refusal]:
        """The wrong PINs since the last right ones, oldest first."""
        ...

    def approvals(self, subject_id: str) -> list[Approval]:
        """What was allowed for one subject and is not used up, in the order of their ids."""
        ...

    def approval(self, approval_id: str) -> Approval | None:
        """One approval, used up or not."""
        ...

    def was_given_back(self, cart_id: str) -> bool:
        """Whether money was taken for an open cart and given back."""
        ...


class StaffWrites(Protocol):
    """People as rows, within a transaction."""

    def put_person(self, one: Person) -> None:
        """Put somebody in, new or changed; PIN and badge stay."""
        ...

    def put_pin(self, staff_id: str, pin_hash: str | None) -> None:
        """Give somebody another PIN."""
        ...

    def put_badge(self, staff_id: str, badge_hash: bytes | None) -> None:
        """Give somebody another badge, or none."""
        ...


class PinHasher(Protocol):
    """Slow hashes of PINs; only ever called on the worker."""

    def hash(self, typed: str) -> str:
        """The hash of a PIN that is being set.

        Raises:
            UserError: ``staff.pin_not_digits``, ``staff.pin_length``, ``staff.pin_trivial``.
            FaultError: ``vault.hashing_failed``.
        """
        ...

    def verify(self, encoded: str | None, typed: str) -> bool:
        """Whether a typed PIN is the one behind a hash; takes as long where there is no hash."""
        ...

    def needs_rehash(self, encoded: str) -> bool:
        """Whether a hash was made at another cost than today's."""
        ...


class BadgeHasher(Protocol):
    """Fast keyed hashes of badges."""

    def hash(self, text: str) -> bytes:
        """The hash under which a badge is kept from now on.

        Raises:
            UserError: ``staff.badge_length``.
            FaultError: of the vault.
        """
        ...

    def hashes(self, text: str) -> tuple[bytes, ...]:
        """All under which a badge may be kept, the one that holds from now on first.

        Raises:
            UserError, FaultError: as `hash`.
        """
        ...


class RecoveryCode(Protocol):
    """The one code that brings back the database's key, and a manager who forgot the PIN."""

    def make(self) -> str:
        """A new code; older ones open older copies only.

        Raises:
            FaultError: of the vault and the disk.
        """
        ...

    def check(self, typed: str) -> None:
        """Refuse what is not this terminal's code.

        Raises:
            UserError: ``vault.wrong_recovery_code``, ``vault.no_recovery_code``.
            FaultError: of the vault and the disk.
        """
        ...


class SlowWork(Protocol):
    """A thread beside the window and the writer: one piece of work after another, as they were asked for."""

    def run(self, job: Callable[[], T]) -> Future[T]:
        """Run a job there."""
        ...
