"""The drawer's count on screen: typed blind, kept on the disk as it goes on, held against the system when sent in.

It survives a lock, another language and another size because it hangs on the workplace, and a crash because every
figure is kept in the database a moment after it was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.contract.journal import ShiftClosed
from app.domain.approval import Request
from app.domain.errors import UserError
from app.domain.shift import Denomination, Shift, denominations
from app.domain.tender import TenderKind
from app.runtime.bridge import Bridge
from app.runtime.counter import Counter
from app.runtime.session import Session
from app.services.count import Count, Review, kept, off_request, recount_request
from app.services.desk import need_settled
from app.services.ports import OpenRequest, ParkedCart, PendingTender
from app.services.shift import Closing, expected_float

T = TypeVar("T")
#: The kind of tender that lies in the drawer itself; of the others papers are counted.
CASH = "cash"
#: What leaves no paper that could be counted: members' points, and what was paid online.
NO_PAPERS = frozenset({TenderKind.POINTS.value, TenderKind.PREPAID.value})


class Stage(Enum):
    """Where a drawer stands."""

    OPENING = "opening"  # no shift: the float is counted
    BEFORE = "before"  # something must be known before counting
    COUNTING = "counting"
    REVIEW = "review"  # the count was sent in
    SEALED = "sealed"


class KeptCount(QObject):
    """What was typed, kept on the disk, and short look-ups beside it. Lives in the GUI thread.

    Attributes:
        count: what was typed.
        is_busy: an act is under way; a second press does nothing.

    Signals:
        changed: a figure, the stage or what the system says changed.
    """

    changed = Signal()

    def __init__(self, counter: Counter, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._bridge = bridge
        self.count = Count("")
        self.is_busy = False
        self._keeping = False
        self._to_keep: Count | None = None

    def _set(self, count: Count) -> None:
        """Take another count, and have it kept; of several quick changes the last one."""
        if count == self.count:
            return
        self.count = count
        self._to_keep = count
        if not self._keeping:
            self._keep_next()
        self.changed.emit()

    def _keep_next(self, _: object = None) -> None:
        count, self._to_keep = self._to_keep, None
        self._keeping = count is not None
        if count is not None:
            self._bridge.then(self, self._counter.counts.keep(count), self._keep_next, self._keep_failed)

    def _keep_failed(self, error: BaseException) -> None:
        self._keeping = False  # the next figure tries again
        self._bridge.failed.emit(error)

    @property
    def parked(self) -> list[ParkedCart]:
        """Carts put aside; they move on to the next shift."""
        return self._counter.reads().parked_carts()

    @property
    def pending(self) -> list[PendingTender]:
        """Money that was taken for carts that are not sold: it must be settled before the drawer is sealed."""
        return self._counter.reads().pending_tenders()

    @property
    def asked(self) -> list[OpenRequest]:
        """What providers were asked for and have not answered: likewise."""
        return self._counter.reads().open_requests()

    @property
    def faces(self) -> tuple[Denomination, ...]:
        """Notes, then coins; none for a currency that is counted as one sum."""
        return denominations(self._counter.shop.currency)

    @property
    def float_left(self) -> int | None:
        """Minor units that the last close left in the drawer; None before the first."""
        return expected_float(self._counter.reads())

    @property
    def is_kept(self) -> bool:
        """Whether the disk has everything that was typed."""
        return not self._keeping and self._to_keep is None

    def _wait(
        self, future: Future[T], done: Callable[[T], None], failed: Callable[[BaseException], None] | None = None
    ) -> None:
        self.is_busy = True
        self.changed.emit()

        def arrived(result: T) -> None:
            self.is_busy = False
            done(result)
            self.changed.emit()

        def broken(error: BaseException) -> None:
            self.is_busy = False
            if failed is not None:
                failed(error)
            self.changed.emit()
            self._bridge.failed.emit(error)

        self._bridge.then(self, future, arrived, broken)


class DrawerCount(KeptCount):
    """The drawer's count, from the float to the Z.

    Args:
        has_open_cart: whether goods lie in the open cart, which stays for the next shift.

    Attributes:
        stage: where the drawer stands.
        shift: the shift that is open, or was just sealed; None while one is opened.
        review: what the system says; None until the count was sent in and the answer came.
        sealed: the Z; None until the shift is closed.

    Signals:
        opened: a shift was opened.
    """

    opened = Signal()

    def __init__(
        self,
        counter: Counter,
        session: Session,
        bridge: Bridge,
        parent: QObject | None = None,
        *,
        has_open_cart: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(counter, bridge, parent)
        self._session = session
        self._has_open_cart = has_open_cart
        self.stage = Stage.OPENING
        self.shift: Shift | None = None
        self.review: Review | None = None
        self.sealed: ShiftClosed | None = None
        self._begun = False
        self._entry_id = ""

    # --- where the drawer stands --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look where the drawer stands; short indexed reads. A sealed shift stays shown until `leave_sealed`."""
        if self.stage is not Stage.SEALED or self.sealed is None:
            self._look()
        self.changed.emit()

    def _look(self) -> None:
        reads = self._counter.reads()
        self.shift = reads.open_shift()
        known = self.count.shift_id == self.shift.shift_id if self.shift else bool(self.count.shift_id)
        if not known or self.count.opens != (self.shift is None):
            self._begin(kept(reads) or self._fresh())
        self._settle()

    def _fresh(self) -> Count:
        return Count(self._counter.ids.mint(), opens=True) if self.shift is None else Count(self.shift.shift_id)

    def _begin(self, count: Count) -> None:
        self.count = count
        self.review = None
        self._begun = count.is_begun or bool(count.slips) or count.sent is not None or bool(count.earlier)
        self._entry_id = ""

    def _settle(self) -> None:
        if self.shift is None:
            self.stage = Stage.OPENING
        elif self.count.sent is not None:
            self.stage = Stage.REVIEW
            self._look_up()
        elif self._begun or not (self.parked or self.pending or self._has_open_cart()):
            self.stage = Stage.COUNTING
        else:
            self.stage = Stage.BEFORE

    @property
    def slip_kinds(self) -> tuple[str, ...]:
        """Kinds of tenders that leave papers and occurred in this shift; what they came to is not read."""
        if self.shift is None:
            return ()
        kinds = self._counter.reads().tender_kinds(self.shift.shift_id)
        return tuple(kind for kind in kinds if kind != CASH and kind not in NO_PAPERS)

    # --- figures ------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin to count, though carts are put aside.

        Raises:
            UserError: as `need_settled`.
        """
        if self.stage is not Stage.BEFORE:
            return
        need_settled(self._counter.reads())
        self._begun = True
        self._settle()
        self.changed.emit()

    def type_face(self, face: int, count: int | None) -> None:
        """How many notes or coins of a face value there are; None for not counted."""
        self._become(self.count.with_face(face, count))

    def type_slips(self, kind: str, count: int | None) -> None:
        """How many papers of a kind of tender there are."""
        self._become(self.count.with_slips(kind, count))

    def type_total(self, minor: int | None) -> None:
        """What all the cash comes to, where it is not counted by face value."""
        self._become(self.count.with_total(minor))

    def _become(self, count: Count) -> None:
        if self.stage in {Stage.OPENING, Stage.COUNTING} and not self.is_busy and count != self.count:
            self._begun = True
            self._set(count)

    def choose(self, *, reason: str | None = None, note: str | None = None) -> None:
        """Why the drawer is over or short."""
        if self.stage is Stage.REVIEW and not self.is_busy:
            self._set(self.count.explained(reason, note))

    def choose_after(self, *, print_report: bool | None = None, keep_float: bool | None = None) -> None:
        """What is done after the close: the paper, and what stays in the drawer."""
        if self.stage is Stage.REVIEW and not self.is_busy:
            self._set(self.count.followed(print_report, keep_float))

    # --- opening ------------------------------------------------------------------------------------------------

    def same_as_left(self) -> None:
        """Take what the last close left behind, uncounted."""
        left = self.float_left
        if self.stage is Stage.OPENING and left is not None:
            self._become(self.count.with_total(left))

    def open(self) -> None:
        """Open the shift with what was counted.

        Raises:
            UserError: ``shift.nothing_counted``.
        """
        if self.is_busy or self.stage is not Stage.OPENING:
            return
        sent = self.count.send(0, "").sent
        if sent is None:
            raise ValueError("a count that was sent in is none")
        opening = self._counter.shifts.open(
            self.count.shift_id, sent.total, self._session.actor, counts=self.count.counts
        )

        def arrived(_: Shift) -> None:
            self.count = Count("")
            self._look()
            self.opened.emit()  # first: whoever sells from now on needs no picture of the open shift

        self._wait(opening, arrived)

    # --- closing ------------------------------------------------------------------------------------------------

    def send(self) -> None:
        """Send the count in: from here on it stands, and what the system says is shown.

        Raises:
            UserError: ``shift.nothing_counted``, ``shift.bad_count``.
        """
        if self.is_busy or self.stage is not Stage.COUNTING:
            return
        count = self.count.send(self._counter.clock.now(), self._session.actor)
        self._to_keep = None

        def arrived(review: Review) -> None:
            self.count, self.review, self.stage = count, review, Stage.REVIEW

        self._wait(self._counter.counts.send(count), arrived)

    def _look_up(self) -> None:
        """Read again what the system says: after a start, or after something else was sold."""
        if self.shift is None:
            return

        def arrived(review: Review) -> None:
            if self.stage is Stage.REVIEW and review != self.review:  # not when the count was given up meanwhile
                self.review = review
                self.changed.emit()

        self._bridge.then(self, self._counter.counts.review(self.shift.shift_id), arrived)

    @property
    def over_short(self) -> int:
        """Counted less expected, in minor units; nothing while the system has not answered."""
        if self.review is None or self.count.sent is None:
            return 0
        return self.count.sent.total - self.review.expected

    @property
    def recount(self) -> Request:
        """What counting anew must ask for."""
        total = self.count.sent.total if self.count.sent else 0
        return recount_request(self.count.shift_id, total, len(self.count.earlier) + 1)

    @property
    def sign_off(self) -> Request | None:
        """What somebody else must allow before this drawer can be closed; None within the limit."""
        if self.review is None or abs(self.over_short) <= self.review.limit:
            return None
        return off_request(self.count.shift_id, self.over_short, self.review.limit)

    def count_again(self, approval_id: str | None) -> None:
        """Give up the count that was sent in, as somebody allowed, and count anew; both are kept.

        Args:
            approval_id: the entry that says so; None where the terminal asks nobody.
        """
        if self.is_busy or self.stage is not Stage.REVIEW:
            return
        self.review = None
        self.stage = Stage.COUNTING
        self._set(self.count.again(approval_id))

    def close(self, reason: str) -> None:
        """Seal the shift; all of it in one transaction.

        Args:
            reason: of over or short, in words, note included.
        """
        sent, review = self.count.sent, self.review
        if self.is_busy or self.stage is not Stage.REVIEW or sent is None or review is None:
            return
        self._entry_id = self._entry_id or self._counter.ids.mint()
        closing = Closing(
            expected=review.expected,
            counts=sent.counts,
            slips=sent.slips,
            earlier=tuple((one.total, one.counts, one.approval_id) for one in self.count.earlier),
            float_left=min(review.shift.opening_float, sent.total) if self.count.keep_float else None,
            print_report=self.count.print_report,
        )

        def arrived(sealed: ShiftClosed) -> None:
            self.sealed, self.stage = sealed, Stage.SEALED

        def failed(error: BaseException) -> None:
            if isinstance(error, UserError) and error.code == "shift.changed":
                self._look_up()

        sealing = self._counter.shifts.close(
            self.count.shift_id, sent.total, self._entry_id, self._session.actor, reason, closing=closing
        )
        self._wait(sealing, arrived, failed)

    @property
    def sealed_entry(self) -> str:
        """The entry of the Z that is shown."""
        return self._entry_id

    def leave_sealed(self) -> None:
        """The Z was looked at; the next shift can be opened."""
        if self.stage is Stage.SEALED:
            self.sealed, self.review, self.stage = None, None, Stage.OPENING
            self.count = Count("")
            self.refresh()
