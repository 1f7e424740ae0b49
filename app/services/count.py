"""Count: the drawer counted blind, kept as it goes on, and held against the system once it was sent in."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

from app.contract.count import WireCount, WireFace, WireSent, WireSlips
from app.contract.wire import WireError, read_wire
from app.domain.approval import Asked, Measure, Request, Subject
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import MOST
from app.domain.shift import Shift, ShiftFlow, ShiftSums, expected_cash, sum_counts
from app.domain.staff import Permission
from app.services.approve import limits_of
from app.services.desk import Desk, need_settled
from app.services.ports import Priority, Reads, UnitOfWork

Pairs = tuple[tuple[int, int], ...]
Slips = tuple[tuple[str, int], ...]


@frozen
class Sent:
    """A count as it was sent in; amounts in minor units.

    Attributes:
        at: microseconds UTC.
        by: staff id.
        approval_id: the entry that allowed to give it up for another; None for the one that holds.
    """

    total: int
    counts: Pairs
    slips: Slips
    at: int
    by: str
    approval_id: str | None = None


@frozen
class Count:
    """A drawer's count under way.

    Attributes:
        shift_id: the shift that it opens or closes.
        opens: it is the float of a shift that is not there yet.
        counts: face value in minor units and how many, of those that were typed.
        slips: kind of tender and how many papers of it, of those that were typed.
        total: minor units, where the currency is counted as one sum.
        sent: what was sent in; from then on the system's figures are shown, and only a manager has it counted anew.
        earlier: what was sent in before and given up, oldest first.
        reason: of over or short, as the screen names it.
    """

    shift_id: str
    opens: bool = False
    counts: Pairs = ()
    slips: Slips = ()
    total: int | None = None
    sent: Sent | None = None
    earlier: tuple[Sent, ...] = ()
    reason: str = ""
    note: str = ""
    print_report: bool = True
    keep_float: bool = True

    @property
    def worth(self) -> int:
        """Minor units counted so far."""
        return sum_counts(self.counts) + (self.total or 0)

    @property
    def is_begun(self) -> bool:
        """Whether any money was counted, were it nothing."""
        return bool(self.counts) or self.total is not None

    @property
    def turn(self) -> int:
        """Which count of the drawer this is, sent in or not: it only grows, so that an old one is told from a new."""
        return 2 * len(self.earlier) + (self.sent is not None)

    def with_face(self, face: int, count: int | None) -> Count:
        """The same with another count of one face value; None for one that was not counted."""
        rest = {**dict(self.counts), face: count}
        pairs = sorted(((one, many) for one, many in rest.items() if many is not None), reverse=True)
        return replace(self, counts=tuple(pairs), total=None)

    def with_total(self, minor: int | None) -> Count:
        """The same with one sum in the place of what was counted by face value."""
        return replace(self, counts=(), total=minor)

    def with_slips(self, kind: str, count: int | None) -> Count:
        """The same with another number of papers of a kind."""
        rest = {**dict(self.slips), kind: count}
        return replace(self, slips=tuple(sorted((one, many) for one, many in rest.items() if many is not None)))

    def explained(self, reason: str | None, note: str | None) -> Count:
        """The same with another reason, or another note; None leaves each as it is."""
        return replace(
            self, reason=self.reason if reason is None else reason, note=self.note if note is None else note
        )

    def followed(self, print_report: bool | None, keep_float: bool | None) -> Count:  # noqa: FBT001
        """The same with another wish for what follows the close; None leaves each as it is."""
        return replace(
            self,
            print_report=self.print_report if print_report is None else print_report,
            keep_float=self.keep_float if keep_float is None else keep_float,
        )

    def send(self, at: int, by: str) -> Count:
        """The same, sent in as it is.

        Raises:
            UserError: ``shift.nothing_counted``, ``shift.bad_count``.
        """
        if not self.is_begun:
            raise UserError("shift.nothing_counted")
        if not 0 <= self.worth <= MOST:
            raise UserError("shift.bad_count", minor=self.worth)
        return replace(self, sent=Sent(self.worth, self.counts, self.slips, at, by))

    def again(self, approval_id: str | None) -> Count:
        """A fresh count in the place of the one that was sent in, which is kept."""
        if self.sent is None:
            return self
        given_up = replace(self.sent, approval_id=approval_id)
        return Count(self.shift_id, earlier=(*self.earlier, given_up), keep_float=self.keep_float)


def recount_request(shift_id: str, total: int, number: int) -> Request:
    """What counting anew must ask for: it gives up a count that was sent in.

    Args:
        total: minor units of that count.
        number: the how manieth that is given up, from 1; it stands in the place of a line, so that one approval is
            for one recount even where the same sum is counted twice.
    """
    return Request(Permission.RECOUNT, Subject.SHIFT, shift_id, number, Asked(Measure.AMOUNT, total))


def off_request(shift_id: str, over_short: int, limit: int, reason: str = "") -> Request:
    """What closing a drawer must ask for that is over or short by more than the limit, in minor units."""
    asked = Asked(Measure.AMOUNT, over_short)
    return Request(
        Permission.CLOSE_SHIFT_ABOVE_LIMIT, Subject.SHIFT, shift_id, asked=asked, limit=limit, reason=reason
    )


@frozen
class Review:
    """What the system says of a shift, to hold a count against; amounts in minor units.

    Attributes:
        parked: carts put aside that move on to the next shift.
        limit: what the drawer may be over or short without anybody else's approval.
    """

    shift: Shift
    sums: ShiftSums
    flow: ShiftFlow
    expected: int
    parked: int
    limit: int


def count_text(count: Count) -> str:
    """A count's text form."""
    return WireCount(
        shift_id=count.shift_id,
        opens=count.opens,
        counts=_faces(count.counts),
        slips=_slips(count.slips),
        total=count.total,
        sent=None if count.sent is None else _wire_sent(count.sent),
        earlier=tuple(_wire_sent(one) for one in count.earlier),
        reason=count.reason,
        note=count.note,
        print_report=count.print_report,
        keep_float=count.keep_float,
    ).model_dump_json()


def read_count(text: str | None) -> Count | None:
    """A count from its text form; None for none, and for what is none: then it is counted from the beginning."""
    if text is None:
        return None
    try:
        wire = read_wire(WireCount, text)
    except WireError:
        return None
    return Count(
        shift_id=wire.shift_id,
        opens=wire.opens,
        counts=_pairs(wire.counts),
        slips=tuple((one.kind, one.count) for one in wire.slips),
        total=wire.total,
        sent=None if wire.sent is None else _sent(wire.sent),
        earlier=tuple(_sent(one) for one in wire.earlier),
        reason=wire.reason,
        note=wire.note,
        print_report=wire.print_report,
        keep_float=wire.keep_float,
    )


def _faces(pairs: Pairs) -> tuple[WireFace, ...]:
    return tuple(WireFace(face=face, count=count) for face, count in pairs)


def _slips(slips: Slips) -> tuple[WireSlips, ...]:
    return tuple(WireSlips(kind=kind, count=count) for kind, count in slips)


def _pairs(faces: tuple[WireFace, ...]) -> Pairs:
    return tuple((one.face, one.count) for one in faces)


def _wire_sent(sent: Sent) -> WireSent:
    return WireSent(
        total=sent.total,
        counts=_faces(sent.counts),
        slips=_slips(sent.slips),
        at=sent.at,
        by=sent.by,
        approval_id=sent.approval_id,
    )


def _sent(wire: WireSent) -> Sent:
    slips = tuple((one.kind, one.count) for one in wire.slips)
    return Sent(wire.total, _pairs(wire.counts), slips, wire.at, wire.by, wire.approval_id)


@frozen
class Counts:
    """Keeping a count, and holding it against the system."""

    desk: Desk

    def keep(self, count: Count) -> Future[None]:
        """Keep a count as far as it is; behind sales, since nobody waits for it.

        One that comes late never takes the place of a count that was sent in meanwhile.
        """
        at = self.desk.clock.now()
        text = count_text(count)

        def job(work: UnitOfWork) -> None:
            before = kept(work)
            if _is_wanted(work, count) and (before is None or before.turn <= count.turn):
                work.keep_count(count.shift_id, text, at)

        return self.desk.writer.write(job, Priority.AUTOSAVE)

    def send(self, count: Count) -> Future[Review]:
        """Keep a count that is sent in, and only then read what the system says.

        Raises (in the future):
            UserError: ``shift.not_open``; as `need_settled`.
        """
        at = self.desk.clock.now()
        text = count_text(count)

        def job(work: UnitOfWork) -> Review:
            found = self._read(work, count.shift_id)
            need_settled(work)
            work.keep_count(count.shift_id, text, at)
            return found

        return self.desk.writer.write(job)

    def review(self, shift_id: str) -> Future[Review]:
        """What the system says now, of a count that was sent in before.

        Raises (in the future):
            UserError: ``shift.not_open``.
        """
        return self.desk.writer.write(lambda work: self._read(work, shift_id), Priority.FEED)

    def _read(self, work: UnitOfWork, shift_id: str) -> Review:
        shift = work.open_shift()
        if shift is None or shift.shift_id != shift_id:
            raise UserError("shift.not_open")
        sums = work.shift_sums(shift_id)
        return Review(
            shift=shift,
            sums=sums,
            flow=work.shift_flow(shift),
            expected=expected_cash(shift.opening_float, sums),
            parked=len(work.parked_carts()),
            limit=limits_of(work, self.desk.shop.currency).over_short_minor,
        )


def kept(reads: Reads) -> Count | None:
    """The count that was kept last, if its shift is open, or not opened yet."""
    count = read_count(reads.kept_count())
    return count if count is not None and _is_wanted(reads, count) else None


def _is_wanted(reads: Reads, count: Count) -> bool:
    """Whether there is still a drawer to open or to close with it; a save that comes late finds none."""
    shift = reads.open_shift()
    if count.opens:
        return shift is None and reads.shift(count.shift_id) is None
    return shift is not None and shift.shift_id == count.shift_id
