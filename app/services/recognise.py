"""Recognise: whose PIN or badge it is, and what wrong ones cost."""

from __future__ import annotations

from typing import Literal

from app.contract.staff import StaffRefused
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.staff import SECOND, Person, Refusal, badge_wait, normalise_pin, pin_wait, set_back, settle
from app.services.desk import Desk
from app.services.ports import UnitOfWork
from app.services.staff_ports import BadgeHasher, Credentials, PinHasher

How = Literal["pin", "badge"]


@frozen
class Recognised:
    """Somebody who showed who they are.

    Attributes:
        rehashed: a hash of their PIN at today's cost, where the stored one was made at another.
    """

    person: Person
    how: How
    rehashed: str | None = None


@frozen
class _Seen:
    person: Person | None
    credentials: Credentials | None
    refusals: list[Refusal]


class Recognise:
    """Checks PINs and badges, one after the other on the slow thread, so that no two guesses run side by side.

    A wrong one is in the journal before anybody hears of it: neither a restart nor a pulled plug makes it unhappen.
    """

    def __init__(self, desk: Desk, hasher: PinHasher, badges: BadgeHasher) -> None:
        self._desk = desk
        self._hasher = hasher
        self._badges = badges
        self._noticed_at: int | None = None

    def by_pin(self, staff_id: str, typed: str, actor: str) -> Recognised:
        """Check a PIN. Blocks: only for the slow thread.

        Raises:
            UserError: ``staff.wrong_pin`` (seconds: until the next may be tried), ``staff.wait`` (seconds),
                ``staff.unknown``, ``staff.inactive``, ``staff.pin_length``, ``staff.pin_not_digits``.
            FaultError: of the disk.
        """
        pin = normalise_pin(typed)
        seen = self._look(staff_id)
        if seen.person is None:
            raise UserError("staff.unknown", staff_id=staff_id)
        if not seen.person.active:
            raise UserError("staff.inactive", staff_id=staff_id)
        self._need_no_wait(pin_wait(self._counted(seen.refusals), staff_id, self._desk.clock.now()))
        encoded = seen.credentials.pin_hash if seen.credentials else None
        if not self._hasher.verify(encoded, pin):
            left = self._refuse(staff_id, actor)
            wait = pin_wait(self._counted(left), staff_id, self._desk.clock.now())
            raise UserError("staff.wrong_pin", staff_id=staff_id, seconds=_seconds(wait))
        return Recognised(seen.person, "pin", self._rehash(encoded, pin))

    def badge_hashes(self, text: str) -> tuple[bytes, ...]:
        """What a scan may be kept under if it is a badge; nothing for what cannot be one."""
        try:
            return self._badges.hashes(text)
        except UserError:
            return ()

    def by_badge(self, text: str, actor: str) -> Recognised:
        """Check a badge. Blocks: only for the slow thread.

        Raises:
            UserError: ``staff.unknown_badge`` (seconds), ``staff.wait`` (seconds), ``staff.inactive``,
                ``staff.badge_length``.
            FaultError: of the vault and the disk.
        """
        seen = self._look(self._badges.hashes(text))
        self._need_no_wait(badge_wait(self._counted(seen.refusals), self._desk.clock.now()))
        if seen.person is None:
            left = self._refuse(None, actor)
            wait = badge_wait(self._counted(left), self._desk.clock.now())
            raise UserError("staff.unknown_badge", seconds=_seconds(wait))
        if not seen.person.active:
            raise UserError("staff.inactive", staff_id=seen.person.staff_id)
        return Recognised(seen.person, "badge")

    def _look(self, key: str | tuple[bytes, ...]) -> _Seen:
        """Somebody by id or by a badge's hashes."""

        def job(work: UnitOfWork) -> _Seen:
            if isinstance(key, tuple):
                found = (work.by_badge(hashed) for hashed in key)
                return _Seen(next((one for one in found if one is not None), None), None, work.refusals())
            return _Seen(work.person(key), work.credentials(key), work.refusals())

        return self._desk.writer.write(job).result()

    def _counted(self, refusals: list[Refusal]) -> list[Refusal]:
        """The wrong ones, with those that a clock set back has put into the future brought to when that was seen."""
        self._noticed_at = set_back(refusals, self._desk.clock.now(), self._noticed_at)
        return settle(refusals, self._noticed_at)

    @staticmethod
    def _need_no_wait(wait: int) -> None:
        if wait:
            raise UserError("staff.wait", seconds=_seconds(wait))

    def _refuse(self, staff_id: str | None, actor: str) -> list[Refusal]:
        """Write a wrong one down; all that count now."""
        desk = self._desk
        entry_id, at = desk.ids.mint(), desk.clock.now()

        def job(work: UnitOfWork) -> list[Refusal]:
            work.append(desk.fact(entry_id, StaffRefused(staff_id=staff_id), actor, at, work.open_shift()))
            return work.refusals()

        left = desk.writer.write(job).result()
        self._noticed_at = None
        return left

    def _rehash(self, encoded: str | None, pin: str) -> str | None:
        if encoded is None or not self._hasher.needs_rehash(encoded):
            return None
        try:
            return self._hasher.hash(pin)
        except UserError:  # an older rule took a PIN that today's would not: it stays as it is
            return None


def _seconds(wait: int) -> int:
    """Whole seconds, none of them too few."""
    return -(-wait // SECOND)
