"""Who stands at the counter, and how they came there."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from app.domain.staff import SECOND, Permission, Person, may, pin_wait
from app.runtime.bridge import Bridge
from app.services.desk import Desk
from app.services.ports import Reads
from app.services.presence import Leaving, SignedIn
from app.services.staff import Staff


class Session(QObject):
    """The person who is signed in; None while the counter is locked.

    The open cart stays where it is when somebody locks, leaves or takes over. A PIN or badge is checked beside the
    window; until the answer is there, `is_busy` holds and further attempts do nothing.

    Signals:
        changed: somebody came or went.
        checking: a check began or ended.
        refused: a PIN or badge was not taken; with the error.

    Attributes:
        is_busy: a PIN or badge is being checked.
        last_id: who was here last, for the lock screen to begin with; empty for nobody since the start.
        refusal: why the last attempt was not taken, while nothing came after it.
        tried_id: whose PIN that was; empty for a badge.
    """

    changed = Signal()
    checking = Signal()
    refused = Signal(object)

    def __init__(
        self,
        desk: Desk,
        reads: Callable[[], Reads],
        staff: Staff,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reads = reads
        self._staff = staff
        self._bridge = bridge
        self._person: Person | None = None
        self._attempt = 0
        self.is_busy = False
        self.last_id = ""
        self.refusal: AppError | None = None
        self.tried_id = ""

    @property
    def person(self) -> Person | None:
        """Who is signed in."""
        return self._person

    @property
    def actor(self) -> str:
        """The staff id that acts are written under.

        Raises:
            RuntimeError: nobody is signed in, which is a bug of the screen that acts.
        """
        if self._person is None:
            raise RuntimeError("an act at a locked counter")
        return self._person.staff_id

    @property
    def may_sell(self) -> bool:
        """Whether who is here stands at the till by their role; the sale itself asks again."""
        return self._person is None or may(self._person.role, Permission.SELL)

    def people(self) -> list[Person]:
        """Who may sign in here, by id. An indexed read."""
        return self._staff.people()

    # --- coming -------------------------------------------------------------------------------------------------

    def sign_in(self, staff_id: str, pin: str) -> None:
        """Check somebody's PIN; they are here when `changed` comes, or `refused` says why not."""
        if not self.is_busy:
            self._wait(self._staff.sign_in(staff_id, pin), staff_id)

    def sign_in_by_badge(self, code: str) -> None:
        """Check a badge; whoever was here before is relieved."""
        if not self.is_busy:
            self._wait(self._staff.sign_in_by_badge(code))

    def _wait(self, future: Future[SignedIn], staff_id: str = "") -> None:
        self.is_busy = True
        self.refusal, self.tried_id = None, staff_id
        attempt = self._attempt = self._attempt + 1
        self.checking.emit()

        def arrived(found: SignedIn) -> None:
            self._rest()
            if attempt != self._attempt:  # the counter was locked meanwhile, and stays so
                self._bridge.then(self, self._staff.sign_out(Leaving.LOCKED), _nothing)
                return
            self.enter(found.person)

        def failed(error: BaseException) -> None:
            self._rest()
            if isinstance(error, AppError):
                self.refusal = error if attempt == self._attempt else None
                self.refused.emit(error)
            else:
                self._bridge.failed.emit(error)

        self._bridge.then(self, future, arrived, failed)

    def _rest(self) -> None:
        self.is_busy = False
        self.checking.emit()

    def enter(self, person: Person) -> None:
        """Somebody is here."""
        self._person, self.refusal = person, None
        self.last_id = person.staff_id
        self.changed.emit()

    def wait_s(self, staff_id: str) -> int:
        """Seconds until somebody's PIN may be tried again. Indexed reads; the check itself decides."""
        wait = pin_wait(self._reads().refusals(), staff_id, self._desk.clock.now())
        return -(-wait // SECOND)

    # --- going --------------------------------------------------------------------------------------------------

    def leave(self, reason: Leaving = Leaving.LOCKED) -> None:
        """The counter is locked, at once; the entry about it follows."""
        self._attempt += 1
        self.refusal = None
        there = self._person is not None
        self._person = None
        self._bridge.then(self, self._staff.sign_out(reason), _nothing)
        if there:
            self.changed.emit()


def _nothing(_: None) -> None:
    return
