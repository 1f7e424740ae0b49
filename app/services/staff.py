"""Staff: who belongs to the shop, beside who is at the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import field, replace
from typing import Literal

from app.contract.staff import StaffChanged
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.staff import Permission, Person, Role, choose_pin, may
from app.services.desk import Desk
from app.services.ports import Reads, UnitOfWork
from app.services.presence import Presence
from app.services.recognise import Recognise
from app.services.setup import SYSTEM
from app.services.staff_ports import BadgeHasher, PinHasher, RecoveryCode, SlowWork

#: Who sets a PIN by the recovery code: nobody who could be asked for another.
RECOVERY = "recovery"

What = Literal["created", "name", "role", "pin", "pin_reset", "badge", "deactivated", "reactivated"]


@frozen
class Newcomer:
    """Somebody who comes with their hashes, as from a feed."""

    person: Person
    pin_hash: str | None = field(default=None, repr=False)
    badge: str | None = field(default=None, repr=False)


class Staff(Presence):
    """The people, and (of `Presence`) their signing in and out.

    Args:
        reads: look-ups on the calling thread's connection.
    """

    def __init__(
        self,
        desk: Desk,
        reads: Callable[[], Reads],
        slow: SlowWork,
        hasher: PinHasher,
        badges: BadgeHasher,
        code: RecoveryCode,
    ) -> None:
        super().__init__(desk, reads, slow, Recognise(desk, hasher, badges))
        self._hasher = hasher
        self._badges = badges
        self._code = code

    def enrol_first_manager(
        self, staff_id: str, name: str, name_en: str, pin: str, *, new_code: bool = True
    ) -> Future[str | None]:
        """Make the first manager of a terminal that has no staff; gives the recovery code, to be shown once.

        The code brings back the database's key, and sets a manager's PIN anew (`reset_pin_by_code`).

        Args:
            new_code: False keeps a code that was made and written down before, and gives None.

        Raises (in the future):
            UserError: ``staff.exists_already``, of the PIN and the name.
            FaultError: of the vault and the disk.
        """
        one = Person(staff_id, name, name_en, Role.MANAGER)

        def work_slowly() -> str | None:
            hashed = self._hasher.hash(pin)
            if self._desk.writer.write(lambda work: work.has_staff()).result():
                raise UserError("staff.exists_already")
            code = self._code.make() if new_code else None

            def job(work: UnitOfWork) -> None:
                if work.has_staff():
                    raise UserError("staff.exists_already")
                self._write(work, one, "created", one.staff_id, hashed)

            self._desk.writer.write(job).result()
            return code

        return self._slow.run(work_slowly)

    def take_in(self, newcomers: Sequence[Newcomer]) -> Future[int]:
        """Put in people who come with their hashes and are not known yet, as from a feed; how many there were.

        Raises (in the future):
            UserError: ``staff.badge_taken``, ``staff.badge_length``.
        """
        some = [(one, None if one.badge is None else self._badges.hash(one.badge)) for one in newcomers]

        def job(work: UnitOfWork) -> int:
            fresh = [(one, badge) for one, badge in some if work.person(one.person.staff_id) is None]
            for one, badge in fresh:
                self._write(work, one.person, "created", SYSTEM, one.pin_hash, badge)
            return len(fresh)

        return self._desk.writer.write(job)

    def add(self, one: Person, pin: str, actor: str, badge: str | None = None) -> Future[None]:
        """Add somebody, with a PIN and perhaps a badge.

        Raises (in the future):
            UserError: ``staff.may_not``, ``staff.id_taken``, ``staff.badge_taken``, ``staff.badge_length``; of a PIN.
        """

        def work_slowly() -> None:
            hashed, badge_hash = self._hasher.hash(pin), None if badge is None else self._badges.hash(badge)

            def job(work: UnitOfWork) -> None:
                need_permission(work, actor, Permission.MANAGE_STAFF)
                if work.person(one.staff_id) is not None:
                    raise UserError("staff.id_taken", staff_id=one.staff_id)
                self._write(work, one, "created", actor, hashed, badge_hash)

            self._desk.writer.write(job).result()

        return self._slow.run(work_slowly)

    def rename(self, staff_id: str, name: str, name_en: str, actor: str) -> Future[None]:
        """Give somebody another name.

        Raises (in the future): as `change_role`.
        """
        return self._change(staff_id, "name", actor, lambda one: replace(one, name=name, name_en=name_en))

    def change_role(self, staff_id: str, role: Role, actor: str) -> Future[None]:
        """Give somebody another role.

        Raises (in the future):
            UserError: ``staff.may_not``, ``staff.unknown``, ``staff.last_manager``.
        """
        return self._change(staff_id, "role", actor, lambda one: replace(one, role=role))

    def deactivate(self, staff_id: str, actor: str) -> Future[None]:
        """Somebody left: no more sign-in and no approval; the name stays for old sales.

        Raises (in the future): as `change_role`.
        """
        return self._change(staff_id, "deactivated", actor, lambda one: replace(one, active=False))

    def reactivate(self, staff_id: str, actor: str) -> Future[None]:
        """Somebody came back.

        Raises (in the future): as `change_role`.
        """
        return self._change(staff_id, "reactivated", actor, lambda one: replace(one, active=True))

    def _change(self, staff_id: str, what: What, actor: str, change: Callable[[Person], Person]) -> Future[None]:
        def job(work: UnitOfWork) -> None:
            need_permission(work, actor, Permission.MANAGE_STAFF)
            before = need_person(work, staff_id)
            after = change(before)
            if after == before:
                return
            if not (after.active and after.role is Role.MANAGER):
                _need_other_manager(work, before)
            self._write(work, after, what, actor)

        return self._desk.writer.write(job)

    def set_pin(self, staff_id: str, pin: str, actor: str, old_pin: str | None = None) -> Future[None]:
        """Give somebody another PIN: a manager gives it, or its owner does, who types the old one.

        Raises (in the future):
            UserError: ``staff.may_not``, ``staff.unknown``, of the PIN; as `Recognise.by_pin`.
        """

        def work_slowly() -> None:
            choose_pin(pin)
            own = old_pin is not None and actor == staff_id
            if own:
                self.recognise.by_pin(staff_id, old_pin or "", actor)
            hashed = self._hasher.hash(pin)

            def job(work: UnitOfWork) -> None:
                if not own:
                    need_permission(work, actor, Permission.MANAGE_STAFF)
                self._write(work, need_person(work, staff_id), "pin", actor, hashed)

            self._desk.writer.write(job).result()

        return self._slow.run(work_slowly)

    def set_badge(self, staff_id: str, badge: str | None, actor: str) -> Future[None]:
        """Give somebody another badge, or none; the old one no longer opens anything.

        Raises (in the future):
            UserError: ``staff.may_not``, ``staff.unknown``, ``staff.badge_taken``, ``staff.badge_length``,
                ``staff.last_manager``.
        """

        def work_slowly() -> None:
            hashed = None if badge is None else self._badges.hash(badge)

            def job(work: UnitOfWork) -> None:
                need_permission(work, actor, Permission.MANAGE_STAFF)
                one = need_person(work, staff_id)
                found = work.credentials(staff_id)
                if hashed is None and (found is None or found.pin_hash is None):
                    _need_other_manager(work, one)
                if hashed is None:
                    work.put_badge(staff_id, None)
                self._write(work, one, "badge", actor, None, hashed)

            self._desk.writer.write(job).result()

        return self._slow.run(work_slowly)

    def reset_pin_by_code(self, code: str, staff_id: str, pin: str) -> Future[None]:
        """Give a manager a new PIN by the terminal's recovery code, where no manager remembers one.

        Raises (in the future):
            UserError: ``vault.wrong_recovery_code``, ``vault.no_recovery_code``, ``staff.unknown``,
                ``staff.inactive``, ``staff.no_manager``, of the PIN.
        """

        def work_slowly() -> None:
            hashed = self._hasher.hash(pin)
            self._code.check(code)

            def job(work: UnitOfWork) -> None:
                one = need_person(work, staff_id)
                if not one.active:
                    raise UserError("staff.inactive", staff_id=staff_id)
                if one.role is not Role.MANAGER:
                    raise UserError("staff.no_manager", staff_id=staff_id)
                self._write(work, one, "pin_reset", RECOVERY, hashed)

            self._desk.writer.write(job).result()

        return self._slow.run(work_slowly)

    def _write(
        self,
        work: UnitOfWork,
        one: Person,
        what: What,
        actor: str,
        pin_hash: str | None = None,
        badge_hash: bytes | None = None,
    ) -> None:
        """Keep somebody's row, and the fact that it changed; of hashes only those that are given."""
        if badge_hash is not None:
            holder = work.by_badge(badge_hash)
            if holder is not None and holder.staff_id != one.staff_id:
                raise UserError("staff.badge_taken", staff_id=holder.staff_id)
        work.put_person(one)
        if pin_hash is not None:
            work.put_pin(one.staff_id, pin_hash)
        if badge_hash is not None:
            work.put_badge(one.staff_id, badge_hash)
        body = StaffChanged(staff_id=one.staff_id, role=one.role.value, active=one.active, what=what)
        at = self._desk.clock.now()
        work.append(self._desk.fact(self._desk.ids.mint(), body, actor, at, work.open_shift()))


def role_of(reads: Reads, staff_id: str) -> Role | None:
    """The role of somebody who is there; None for who left, and for those that are no people."""
    found = reads.person(staff_id)
    return found.role if found is not None and found.active else None


def need_person(reads: Reads, staff_id: str) -> Person:
    """Somebody of the staff, active or not.

    Raises:
        UserError: ``staff.unknown``.
    """
    found = reads.person(staff_id)
    if found is None:
        raise UserError("staff.unknown", staff_id=staff_id)
    return found


def need_permission(reads: Reads, actor: str, permission: Permission) -> None:
    """Refuse what the actor's role may not do; nobody who is not of the staff may do anything.

    Raises:
        UserError: ``staff.may_not`` (staff_id, permission).
    """
    if not may(role_of(reads, actor), permission):
        raise UserError("staff.may_not", staff_id=actor, permission=permission.value)


def _need_other_manager(reads: Reads, one: Person) -> None:
    """Refuse what would leave nobody who can manage: a manager who has neither PIN nor badge is none."""
    if one.role is not Role.MANAGER or not one.active:
        return
    for other in reads.people():
        if other.staff_id != one.staff_id and other.active and other.role is Role.MANAGER:
            found = reads.credentials(other.staff_id)
            if found is not None and (found.pin_hash is not None or found.badge_hash is not None):
                return
    raise UserError("staff.last_manager", staff_id=one.staff_id)
