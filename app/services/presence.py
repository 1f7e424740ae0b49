"""Presence: who is at the terminal."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from enum import Enum

from app.contract.staff import StaffSignedIn, StaffSignedOut
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.staff import Person
from app.services.desk import Desk
from app.services.ports import Reads, UnitOfWork
from app.services.recognise import How, Recognise, Recognised
from app.services.setup import SYSTEM
from app.services.staff_ports import SlowWork


class Leaving(Enum):
    """Why somebody's stay at the terminal ended."""

    LOCKED = "locked"
    SWITCHED = "switched"
    ENDED = "ended"
    IDLE = "idle"


@frozen
class SignedIn:
    """Somebody is at the terminal. `stay_id` is the id of the entry that says so; `at` in microseconds UTC."""

    stay_id: str
    person: Person
    how: How
    at: int


class Presence:
    """Signing in and out. The slow check of a PIN is done on a thread of its own.

    Args:
        reads: look-ups on the calling thread's connection.
    """

    def __init__(self, desk: Desk, reads: Callable[[], Reads], slow: SlowWork, recognise: Recognise) -> None:
        self.recognise = recognise
        self._desk = desk
        self._reads = reads
        self._slow = slow
        self._present: SignedIn | None = None
        self._lock = threading.Lock()

    @property
    def present(self) -> SignedIn | None:
        """Who is signed in; None while the terminal is locked. Nobody is after a start."""
        return self._present

    def exist(self) -> bool:
        """Whether there are people at all; a terminal without any has nobody to ask. An indexed read."""
        return self._reads().has_staff()

    def people(self, *, also_gone: bool = False) -> list[Person]:
        """The people by id, as the lock screen shows them. An indexed read."""
        return [one for one in self._reads().people() if one.active or also_gone]

    def badge_holder(self, text: str) -> Person | None:
        """Whose badge a scan is, if it is one; nobody is signed in by it. An indexed read."""
        found = map(self._reads().by_badge, self.recognise.badge_hashes(text))
        return next((one for one in found if one is not None), None)

    def sign_in(self, staff_id: str, pin: str) -> Future[SignedIn]:
        """Sign somebody in by PIN; who was there before is signed out with the reason ``switched``.

        Raises (in the future):
            UserError: as `Recognise.by_pin`.
        """
        stay_id = self._desk.ids.mint()
        return self._slow.run(lambda: self._enter(self.recognise.by_pin(staff_id, pin, SYSTEM), stay_id))

    def sign_in_by_badge(self, text: str) -> Future[SignedIn]:
        """Sign in whose badge was scanned.

        Raises (in the future):
            UserError: as `Recognise.by_badge`.
        """
        stay_id = self._desk.ids.mint()
        return self._slow.run(lambda: self._enter(self.recognise.by_badge(text, SYSTEM), stay_id))

    def sign_out(self, reason: Leaving) -> Future[None]:
        """End the stay of whoever is there, at once; the future says when the entry is on the disk."""
        before = self._leave()
        if before is None:
            done: Future[None] = Future()
            done.set_result(None)
            return done
        entry_id, at = self._desk.ids.mint(), self._desk.clock.now()
        return self._desk.writer.write(lambda work: self._write_leaving(work, before, reason, entry_id, at))

    def _leave(self) -> SignedIn | None:
        with self._lock:
            before, self._present = self._present, None
        return before

    def _enter(self, found: Recognised, stay_id: str) -> SignedIn:
        desk, at = self._desk, self._desk.clock.now()
        before, leaving_id = self._leave(), desk.ids.mint()
        staff_id = found.person.staff_id

        def job(work: UnitOfWork) -> Person:
            if before is not None:
                self._write_leaving(work, before, Leaving.SWITCHED, leaving_id, at)
            person = work.person(staff_id)
            if person is None or not person.active:  # sent away while the hash was computed
                raise UserError("staff.inactive", staff_id=staff_id)
            body = StaffSignedIn(staff_id=staff_id, how=found.how)
            work.append(desk.fact(stay_id, body, staff_id, at, work.open_shift()))
            if found.rehashed is not None:
                work.put_pin(staff_id, found.rehashed)
            return person

        try:
            present = SignedIn(stay_id, desk.writer.write(job).result(), found.how, at)
        except BaseException:
            self._put_back(before)
            raise
        self._put_back(present)
        return present

    def _put_back(self, present: SignedIn | None) -> None:
        with self._lock:
            self._present = present

    def _write_leaving(self, work: UnitOfWork, who: SignedIn, reason: Leaving, entry_id: str, at: int) -> None:
        staff_id = who.person.staff_id
        body = StaffSignedOut(staff_id=staff_id, stay_id=who.stay_id, reason=reason.value)
        work.append(self._desk.fact(entry_id, body, staff_id, at, work.open_shift()))
