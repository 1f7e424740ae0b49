"""Tender: money taken for a cart before its sale is complete is kept at once, so that a crash cannot forget it."""

from __future__ import annotations

from concurrent.futures import Future

from app.contract import journal as facts
from app.contract.journal import TenderRefused, TenderRemoved, TenderRequested, TenderTaken, read_body
from app.contract.receipt import TenderAbandoned
from app.contract.wire import Wire, WireMoney
from app.domain.approval import Asked, Measure, Request, Subject
from app.domain.cart import Cart
from app.domain.errors import ConflictError, UserError
from app.domain.frozen import frozen
from app.domain.staff import Permission
from app.domain.tender import Tender, TenderKind
from app.domain.text import check_texts
from app.services.approve import need_approval, need_seller
from app.services.cart import cart_text
from app.services.desk import Desk, need_answers, need_shift, same_act
from app.services.ports import OpenRequest, Reads, UnitOfWork


def wire_tender(tender: Tender, code: str) -> facts.Tender:
    """A tender for the wire."""
    return facts.Tender(
        id=tender.tender_id,
        kind=tender.kind.value,
        amount=WireMoney(minor=tender.amount, currency=code),
        tendered=WireMoney(minor=tender.tendered, currency=code),
        change=WireMoney(minor=tender.change, currency=code),
        reference=tender.reference,
    )


def pending(reads: Reads, cart_id: str) -> tuple[Tender, ...]:
    """What was already taken for a cart, as after a crash in the middle of a split payment."""
    found = (facts.Tender.model_validate_json(one.tender) for one in reads.pending_tenders(cart_id))
    return tuple(
        Tender(one.id, TenderKind(one.kind), one.amount.minor, one.tendered.minor, one.reference) for one in found
    )


def abandon_request(asked: OpenRequest, reason: str) -> Request:
    """What leaving a provider's answer to the books must ask for: for that cart, of that amount."""
    what = Asked(Measure.AMOUNT, asked.amount)
    return Request(Permission.ABANDON_TENDER, Subject.CART, asked.cart_id, asked=what, reason=reason)


@frozen
class Tenders:
    """Taking and giving back parts of a payment."""

    desk: Desk

    def request(
        self, cart: Cart, asked: OpenRequest, entry_id: str, actor: str, at: int | None = None
    ) -> Future[None]:
        """Keep what a provider is about to be asked for; only then is it asked, under the tender's id.

        The cart is kept with it, as with `take`.

        Raises (in the future):
            UserError: ``cart.other_currency`` (at once), ``shift.not_open``, ``tender.sale_is_complete``,
                ``cart.parked``, ``tender.unresolved``: another request waits for its answer,
                ``tender.unknown``: there is nothing to give back; as `need_seller`.
            ConflictError: ``act.id_means_another``.
        """
        when = self.desk.clock.now() if at is None else at
        self.desk.need_currency(cart.currency)
        body = TenderRequested(
            cart_id=cart.cart_id,
            tender_id=asked.tender_id,
            tender_kind=asked.kind,
            amount=self.desk.money(asked.amount),
            reference=asked.reference,
            gives_back=asked.gives_back,
            reason=asked.reason,
        )

        def job(work: UnitOfWork) -> None:
            if (before := work.entry(entry_id)) is not None:
                return same_act(entry_id, read_body(before.kind, before.schema, before.body), body)
            shift = work.open_shift() if asked.gives_back else need_shift(work)
            if not asked.gives_back:
                need_seller(work, cart, actor)
            _need_open(work, cart.cart_id)
            need_answers(work)
            if asked.gives_back:
                _need_taken(work, cart.cart_id, asked.tender_id)
            elif work.tender_holder(asked.tender_id) is not None or work.knows(asked.tender_id):
                raise ConflictError("act.id_means_another", id=asked.tender_id)
            work.append(self.desk.fact(entry_id, body, actor, when, shift))
            work.save_cart(cart.cart_id, cart_text(cart), when)
            return None

        return self.desk.writer.write(job)

    def refuse(
        self, asked: OpenRequest, reason: str, entry_id: str, actor: str, at: int | None = None
    ) -> Future[None]:
        """Note that a provider said no to a request.

        Args:
            reason: the code of its error.

        Raises (in the future):
            UserError: ``tender.unknown``: no such request waits for its answer.
        """
        when = self.desk.clock.now() if at is None else at
        body = TenderRefused(
            cart_id=asked.cart_id, tender_id=asked.tender_id, gives_back=asked.gives_back, reason=reason
        )

        def job(work: UnitOfWork) -> None:
            if (before := work.entry(entry_id)) is not None:
                return same_act(entry_id, read_body(before.kind, before.schema, before.body), body)
            if asked.tender_id not in {one.tender_id for one in work.open_requests(asked.cart_id)}:
                raise UserError("tender.unknown", tender_id=asked.tender_id)
            work.append(self.desk.fact(entry_id, body, actor, when, work.open_shift()))
            return None

        return self.desk.writer.write(job)

    def abandon(
        self, asked: OpenRequest, reason: str, note: str, entry_id: str, actor: str, at: int | None = None
    ) -> Future[None]:
        """Leave to the books what a provider never answered: the cart goes on without it, and a task is left.

        A tender that was to be given back is no part of the payment any more either. Its id is never used again.

        Raises (the first at once, the others in the future):
            UserError: ``tender.no_reason``; ``tender.unknown``: no such request waits for its answer;
                ``approval.missing``.
            ConflictError: ``act.id_means_another``.
        """
        if not reason.strip():
            raise UserError("tender.no_reason")
        check_texts((), (reason, note))
        when = self.desk.clock.now() if at is None else at

        def job(work: UnitOfWork) -> None:
            if (before := work.entry(entry_id)) is not None:
                _same_end(entry_id, read_body(before.kind, before.schema, before.body), asked, (reason, note))
                return
            if asked not in work.open_requests(asked.cart_id):
                raise UserError("tender.unknown", tender_id=asked.tender_id)
            approval_id = need_approval(work, abandon_request(asked, reason), actor)
            allowed = None if approval_id is None else work.approval(approval_id)
            body = TenderAbandoned(
                cart_id=asked.cart_id,
                tender_id=asked.tender_id,
                tender_kind=asked.kind,
                amount=self.desk.money(asked.amount),
                reference=asked.reference,
                gives_back=asked.gives_back,
                reason=reason,
                note=note,
                approved_by=None if allowed is None else allowed.approved_by,
                approval_id=None if allowed is None else allowed.entry_id,
            )
            work.append(self.desk.fact(entry_id, body, actor, when, work.open_shift()))

        return self.desk.writer.write(job)

    def take(self, cart: Cart, tender: Tender, actor: str, at: int | None = None) -> Future[None]:
        """Keep a tender of the open cart, under the tender's own id.

        The cart is kept with it, whatever an autosave still waits for: money whose cart is gone would belong to no
        sale.

        Raises (in the future):
            UserError: ``cart.other_currency`` (at once), ``shift.not_open``, ``tender.sale_is_complete``,
                ``cart.parked``, ``tender.unresolved``: a provider was asked for something else, and has not answered;
                as `need_seller`.
            ConflictError: ``act.id_means_another``.
        """
        when = self.desk.clock.now() if at is None else at
        self.desk.need_currency(cart.currency)
        body = TenderTaken(cart_id=cart.cart_id, tender=wire_tender(tender, self.desk.shop.currency.code))

        def job(work: UnitOfWork) -> None:
            if (before := work.entry(tender.tender_id)) is not None:
                return same_act(tender.tender_id, read_body(before.kind, before.schema, before.body), body)
            shift = need_shift(work)
            need_seller(work, cart, actor)
            _need_open(work, cart.cart_id)
            need_answers(work, besides=tender.tender_id)
            if work.tender_holder(tender.tender_id) is not None:
                raise ConflictError("act.id_means_another", id=tender.tender_id)
            work.append(self.desk.fact(tender.tender_id, body, actor, when, shift))
            work.save_cart(cart.cart_id, cart_text(cart), when)
            return None

        return self.desk.writer.write(job)

    def remove(
        self, cart_id: str, tender_id: str, entry_id: str, actor: str, reason: str = "", at: int | None = None
    ) -> Future[None]:
        """Give a tender of an open cart back.

        Raises (in the future):
            UserError: ``tender.unknown``: it was never taken, or its sale is complete.
        """
        check_texts((), (reason,))
        when = self.desk.clock.now() if at is None else at
        body = TenderRemoved(cart_id=cart_id, tender_id=tender_id, reason=reason)

        def job(work: UnitOfWork) -> None:
            if (before := work.entry(entry_id)) is not None:
                return same_act(entry_id, read_body(before.kind, before.schema, before.body), body)
            _need_taken(work, cart_id, tender_id)
            work.append(self.desk.fact(entry_id, body, actor, when, work.open_shift()))
            return None

        return self.desk.writer.write(job)


def _same_end(entry_id: str, told: Wire | None, asked: OpenRequest, said: tuple[str, str]) -> None:
    """The same request left to the books once more is success, another one under its id is none."""
    if not isinstance(told, TenderAbandoned):
        raise ConflictError("act.id_means_another", id=entry_id)
    if (told.cart_id, told.tender_id, told.reason, told.note) != (asked.cart_id, asked.tender_id, *said):
        raise ConflictError("act.id_means_another", id=entry_id)


def _need_open(work: Reads, cart_id: str) -> None:
    """Refuse money for a cart that ended, or that nobody has open."""
    if work.entry(cart_id) is not None:
        raise UserError("tender.sale_is_complete", cart_id=cart_id)
    if work.parked(cart_id) is not None:
        raise UserError("cart.parked")


def _need_taken(work: Reads, cart_id: str, tender_id: str) -> None:
    """Refuse to give back what is not there."""
    if tender_id not in {one.tender_id for one in work.pending_tenders(cart_id)}:
        raise UserError("tender.unknown", tender_id=tender_id)
