"""Correct: a tender that was booked wrongly is put right afterwards. What was paid never changes, only how."""

from __future__ import annotations

from concurrent.futures import Future

from app.contract import journal as facts
from app.contract.journal import read_body
from app.contract.receipt import TenderCorrected
from app.contract.wire import Wire, read_wire
from app.domain.approval import Approval, Asked, Measure, Request, Subject
from app.domain.errors import ConflictError, UserError
from app.domain.frozen import frozen
from app.domain.staff import Permission
from app.domain.tender import TenderKind
from app.domain.text import check_texts
from app.services.approve import need_approval
from app.services.desk import Desk
from app.services.ports import Reads, UnitOfWork

#: What one may be booked for the other by mistake: money that no provider moved.
_BY_HAND = frozenset({TenderKind.CASH.value, TenderKind.CARD.value})


def correct_request(tender_id: str, minor: int, reason: str) -> Request:
    """What putting a tender right must ask for.

    Args:
        minor: the tender's amount in minor units.
    """
    asked = Asked(Measure.AMOUNT, minor)
    return Request(Permission.CORRECT_TENDER, Subject.TENDER, tender_id, asked=asked, reason=reason)


@frozen
class Correct:
    """Putting right what a cashier booked."""

    desk: Desk

    def tender(
        self,
        sale_id: str,
        tender_id: str,
        kind: TenderKind,
        reference: str,
        reason: str,
        actor: str,
        entry_id: str,
        at: int | None = None,
    ) -> Future[None]:
        """Book a sale's tender as another kind, or under another reference, while its shift is open.

        The shift's expected cash and its sums by tender follow. After its Z nothing changes any more.

        Raises (the first at once, the others in the future):
            UserError: ``correct.no_reason``; ``sale.unknown``, ``tender.unknown``, ``correct.shift_closed``,
                ``correct.nothing``, ``correct.not_this_kind``, ``approval.missing``.
            ConflictError: ``act.id_means_another``.
        """
        if not reason.strip():
            raise UserError("correct.no_reason")
        check_texts((), (reason, reference))
        when = self.desk.clock.now() if at is None else at

        def job(work: UnitOfWork) -> None:
            if (before := work.entry(entry_id)) is not None:
                asked = (tender_id, kind.value, reference, reason)
                return _check_again(entry_id, read_body(before.kind, before.schema, before.body), asked)
            stands = _stands(work, sale_id, tender_id)
            _check(stands, kind, reference)
            allowed = _allowed(work, correct_request(tender_id, stands.amount.minor, reason), actor)
            body = TenderCorrected(
                sale_id=sale_id,
                tender_id=tender_id,
                amount=stands.amount,
                tendered=stands.tendered,
                old_kind=stands.kind,
                new_kind=kind.value,
                old_reference=stands.reference,
                new_reference=reference,
                reason=reason,
                approved_by=None if allowed is None else allowed.approved_by,
                approval_id=None if allowed is None else allowed.entry_id,
            )
            work.append(self.desk.fact(entry_id, body, actor, when, work.open_shift()))
            return None

        return self.desk.writer.write(job)


def _check_again(entry_id: str, told: Wire | None, asked: tuple[str, str, str, str]) -> None:
    """The same act once more is success, another one under its id is none."""
    if not isinstance(told, TenderCorrected):
        raise ConflictError("act.id_means_another", id=entry_id)
    if (told.tender_id, told.new_kind, told.new_reference, told.reason) != asked:
        raise ConflictError("act.id_means_another", id=entry_id)


def _allowed(work: Reads, request: Request, actor: str) -> Approval | None:
    """The approval that it needed; None where nobody had to be asked."""
    approval_id = need_approval(work, request, actor)
    return None if approval_id is None else work.approval(approval_id)


def _stands(work: Reads, sale_id: str, tender_id: str) -> facts.Tender:
    """A tender as it stands, of a sale whose shift is open."""
    shift_id, shift = work.shift_of_sale(sale_id), work.open_shift()
    if shift_id is None:
        raise UserError("sale.unknown", sale_id=sale_id)
    found = [one for one in map(_read, work.sale_tenders(sale_id)) if one.id == tender_id]
    if not found:
        raise UserError("tender.unknown", tender_id=tender_id)
    if shift is None or shift.shift_id != shift_id:
        raise UserError("correct.shift_closed")
    return found[0]


def _read(text: str) -> facts.Tender:
    return read_wire(facts.Tender, text)


def _check(stands: facts.Tender, kind: TenderKind, reference: str) -> None:
    if (stands.kind, stands.reference) == (kind.value, reference):
        raise UserError("correct.nothing")
    if stands.kind != kind.value and not {stands.kind, kind.value} <= _BY_HAND:
        raise UserError("correct.not_this_kind", kind=stands.kind if stands.kind not in _BY_HAND else kind.value)
