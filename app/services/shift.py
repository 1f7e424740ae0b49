"""Shift: open with a counted float, read (X), count, seal (Z). All of it offline, whatever is unsent."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

from app.contract.journal import ShiftClosed, ShiftOpened, TaxSum, TenderSum, read_body
from app.contract.receipt import Counted, EarlierCount, RemarkSum, SlipCount
from app.domain.errors import ConflictError, UserError
from app.domain.frozen import frozen
from app.domain.money import MOST
from app.domain.shift import Shift, ShiftSums, expected_cash, sum_counts
from app.domain.staff import Permission, may
from app.domain.text import check_texts
from app.services.approve import limits_of, need_approval
from app.services.count import off_request, recount_request
from app.services.desk import Desk, need_settled, same_act
from app.services.ports import Reads, UnitOfWork


@frozen
class Reading:
    """The X: a shift read without closing it. `expected` in minor units."""

    shift: Shift
    sums: ShiftSums
    expected: int


def read(reads: Reads) -> Reading:
    """The open shift's X.

    Raises:
        UserError: ``shift.not_open``.
    """
    shift = reads.open_shift()
    if shift is None:
        raise UserError("shift.not_open")
    sums = reads.shift_sums(shift.shift_id)
    return Reading(shift, sums, expected_cash(shift.opening_float, sums))


def expected_float(reads: Reads) -> int | None:
    """Minor units that the last close left in the drawer; None before the first."""
    left = reads.terminal("float_left")
    if left is not None:
        return int(left)
    last = reads.last_closed_shift()
    return None if last is None else last.counted


@frozen
class Closing:
    """What a close says beside the sum that was counted; amounts in minor units.

    Attributes:
        expected: what the person saw that the drawer should hold; None for whatever it is.
        counts: face value and how many.
        slips: kind of tender and how many papers of it were counted.
        earlier: counts that were given up: sum, counts, and the entry that allowed it.
        float_left: what stays in the drawer for the next shift; None for all of it.
        print_report: whether the Z is wanted on paper.
    """

    expected: int | None = None
    counts: tuple[tuple[int, int], ...] = ()
    slips: tuple[tuple[str, int], ...] = ()
    earlier: tuple[tuple[int, tuple[tuple[int, int], ...], str | None], ...] = ()
    float_left: int | None = None
    print_report: bool = True


@frozen
class Shifts:
    """Opening and closing of the drawer."""

    desk: Desk

    def open(
        self,
        shift_id: str,
        opening_float: int,
        actor: str,
        at: int | None = None,
        *,
        counts: tuple[tuple[int, int], ...] = (),
    ) -> Future[Shift]:
        """Open a shift with a counted float in minor units; its trading day is frozen now.

        Args:
            counts: face value in minor units and how many, where it was counted so.

        Raises:
            UserError: ``shift.bad_float`` at once; ``shift.already_open``, ``staff.may_not`` in the future.
        """
        if not 0 <= opening_float <= MOST or not _sums_up(counts, opening_float):
            raise UserError("shift.bad_float", minor=opening_float)
        when = self.desk.clock.now() if at is None else at

        def job(work: UnitOfWork) -> Shift:
            before = work.shift(shift_id)
            if before is not None:
                if before.opening_float != opening_float:
                    raise ConflictError("act.id_means_another", id=shift_id)
                return before
            if work.open_shift() is not None:
                raise UserError("shift.already_open")
            _need_role(work, actor, Permission.OPEN_SHIFT)
            body = self._opened(work, opening_float, counts)
            shift = Shift(shift_id, body.number, self.desk.business_on(when), when, actor, opening_float, 0)
            entry = work.append(self.desk.fact(shift_id, body, actor, when, shift))
            work.drop_count()
            return replace(shift, first_seq=entry.seq)

        return self.desk.writer.write(job)

    def _opened(self, work: UnitOfWork, opening_float: int, counts: tuple[tuple[int, int], ...]) -> ShiftOpened:
        head, left = work.head(), expected_float(work)
        epoch = head.epoch if head else 0
        return ShiftOpened(
            number=work.last_shift(epoch) + 1,
            numbered_in=epoch,
            opening_float=self.desk.money(opening_float),
            expected_float=None if left is None else self.desk.money(left),
            counts=self._counted(counts),
        )

    def close(
        self,
        shift_id: str,
        counted: int,
        entry_id: str,
        actor: str,
        reason: str = "",
        at: int | None = None,
        *,
        closing: Closing | None = None,
    ) -> Future[ShiftClosed]:
        """Count the drawer and seal the shift with a Z. Any count is taken; the difference is recorded.

        Parked carts move on to the next shift and are counted on the Z.

        Raises:
            UserError: ``shift.bad_count`` at once; ``shift.not_open``, as `need_settled`, ``shift.changed`` (more
                was sold since the person looked), ``staff.may_not``, ``approval.missing`` in the future.
        """
        if not 0 <= counted <= MOST or (closing is not None and not _sums_up(closing.counts, counted)):
            raise UserError("shift.bad_count", minor=counted)
        check_texts((), (reason,))
        when = self.desk.clock.now() if at is None else at

        def job(work: UnitOfWork) -> ShiftClosed:
            if (before := work.entry(entry_id)) is not None:
                return self._again(read_body(before.kind, before.schema, before.body), shift_id, counted, entry_id)
            shift = work.shift(shift_id)
            if shift is None or not shift.is_open:
                raise UserError("shift.not_open")
            need_settled(work)
            _need_role(work, actor, Permission.CLOSE_SHIFT)
            told, z = closing or Closing(), self._with_watched(work, shift, self._z(work, shift, counted, reason))
            if told.expected not in {None, z.expected.minor}:
                raise UserError("shift.changed")
            approval_id = self._approval(work, shift_id, z.over_short.minor, actor, told)
            body = self._with_count(z, told, approval_id)
            work.append(self.desk.fact(entry_id, body, actor, when, shift))
            work.drop_count()
            return body

        return self.desk.writer.write(job)

    @staticmethod
    def _again(before: object, shift_id: str, counted: int, entry_id: str) -> ShiftClosed:
        if not isinstance(before, ShiftClosed):
            raise ConflictError("act.id_means_another", id=entry_id)
        money = before.counted.model_copy(update={"minor": counted})
        same_act(entry_id, before, before.model_copy(update={"shift_id": shift_id, "counted": money}))
        return before

    def _counted(self, counts: tuple[tuple[int, int], ...]) -> tuple[Counted, ...]:
        return tuple(Counted(face=self.desk.money(face), count=count) for face, count in counts)

    def _approval(self, work: UnitOfWork, shift_id: str, off: int, actor: str, closing: Closing) -> str | None:
        """The approval of a difference above the limit, if it needed one; each count given up needed its own."""
        for number, (total, _, _) in enumerate(closing.earlier, 1):
            need_approval(work, recount_request(shift_id, total, number), actor)
        limit = limits_of(work, self.desk.shop.currency).over_short_minor
        return None if abs(off) <= limit else need_approval(work, off_request(shift_id, off, limit), actor)

    def _z(self, work: UnitOfWork, shift: Shift, counted: int, reason: str) -> ShiftClosed:
        money = self.desk.money
        sums = work.shift_sums(shift.shift_id)
        head = work.head()
        if head is None:
            raise UserError("shift.not_open")
        expected = expected_cash(shift.opening_float, sums)
        return ShiftClosed(
            shift_id=shift.shift_id,
            z_number=work.last_z(head.epoch) + 1,
            numbered_in=head.epoch,
            business_on=shift.business_on,
            first_seq=shift.first_seq,
            last_seq=head.seq,
            entries=head.seq - shift.first_seq + 1,
            head=head.hash.hex(),
            sales=sums.sales,
            refunds=sums.refunds,
            acknowledged=work.acknowledged_sales(shift.shift_id),
            sold=money(sums.sold),
            returned=money(sums.returned),
            rounding=money(sums.rounding),
            tenders=tuple(
                TenderSum(kind=kind, count=count, amount=money(amount)) for kind, count, amount in sums.tenders
            ),
            taxes=tuple(
                TaxSum(tax_class=name, rate_ppm=rate, taxed=money(taxed), tax=money(tax))
                for name, rate, taxed, tax in sums.taxes
            ),
            opening_float=money(shift.opening_float),
            expected=money(expected),
            counted=money(counted),
            over_short=money(counted - expected),
            reason=reason,
            parked=len(work.parked_carts()),
        )

    def _with_watched(self, work: UnitOfWork, shift: Shift, z: ShiftClosed) -> ShiftClosed:
        """A Z with what was done by hand."""
        drawer_opened, voided = work.shift_watched(shift)
        remarks = tuple(
            RemarkSum(kind=one.kind, count=one.count, amount=self.desk.money(one.amount))
            for one in work.shift_remarks(shift)
        )
        return z.model_copy(update={"drawer_opened": drawer_opened, "voided": voided, "remarks": remarks})

    def _with_count(self, z: ShiftClosed, closing: Closing, approval_id: str | None) -> ShiftClosed:
        """A Z with how the drawer was counted and what stays in it."""
        money = self.desk.money
        earlier = tuple(
            EarlierCount(counted=money(total), counts=self._counted(counts), approval_id=approval)
            for total, counts, approval in closing.earlier
        )
        return z.model_copy(
            update={
                "counts": self._counted(closing.counts),
                "slips": tuple(SlipCount(kind=kind, count=count) for kind, count in closing.slips),
                "earlier": earlier,
                "float_left": None if closing.float_left is None else money(closing.float_left),
                "approval_id": approval_id,
                "print_report": closing.print_report,
            }
        )


def _need_role(work: UnitOfWork, actor: str, permission: Permission) -> None:
    """Refuse somebody of the staff whose role does not allow it; programs and a shop without staff are not asked."""
    person = work.person(actor)
    if person is not None and not may(person.role, permission):
        raise UserError("staff.may_not", staff_id=actor, permission=permission.value)


def _sums_up(counts: tuple[tuple[int, int], ...], total: int) -> bool:
    """Whether a count by denomination, where there is one, is what it is said to come to."""
    return not counts or sum_counts(counts) == total
