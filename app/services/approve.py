"""Approve: what a role may not do alone, somebody who may allows on the spot, for that one act.

An approval is an entry of the journal (``act.approved``) bound to one subject, line and value. Whoever does the
act asks `need_approval` within the act's own transaction. What was allowed for a cart is used up with the cart, which
ends once; any other act names the approval's id in its own entry, whose effect marks it used (`app.db.approve.use`).

A terminal without any staff asks nobody: there is no one to ask. As soon as there is one person, whoever is not of
the staff, programs such as ``replay`` included, may do nothing that needs asking.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from enum import Enum
from typing import Literal

from app.contract.journal import read_body
from app.contract.staff import ActApproved, LimitsChanged
from app.contract.wire import read_wire
from app.domain.approval import Approval, Limits, Request, default_limits, requests_of
from app.domain.cart import Cart
from app.domain.errors import ConflictError, UserError
from app.domain.frozen import frozen
from app.domain.money import Currency
from app.domain.staff import Permission, may
from app.domain.text import check_texts
from app.services.desk import Desk, same_act
from app.services.ports import Reads, UnitOfWork
from app.services.recognise import Recognise, Recognised
from app.services.staff import need_permission, role_of
from app.services.staff_ports import SlowWork


class Verdict(Enum):
    """Whether an act may be done now."""

    ALONE = "alone"  # the actor's role allows it
    APPROVED = "approved"  # somebody allowed it already, and it is not done yet
    ASK = "ask"  # somebody who may must allow it first


@frozen
class Approvals:
    """Asking and allowing.

    Args:
        reads: look-ups on the calling thread's connection.
    """

    desk: Desk
    reads: Callable[[], Reads]
    recognise: Recognise
    slow: SlowWork

    def limits(self) -> Limits:
        """What a cashier may take off without asking. An indexed read."""
        return limits_of(self.reads(), self.desk.shop.currency)

    def change_limits(self, limits: Limits, actor: str) -> Future[None]:
        """Set what a cashier may take off without asking; it holds at once.

        Raises (in the future):
            UserError: ``staff.may_not``.
        """
        body = LimitsChanged(
            discount_ppm=limits.discount_ppm,
            discount=self.desk.money(limits.discount_minor),
            over_short=self.desk.money(limits.over_short_minor),
        )
        entry_id, at = self.desk.ids.mint(), self.desk.clock.now()

        def job(work: UnitOfWork) -> None:
            if work.has_staff():
                need_permission(work, actor, Permission.CHANGE_SETTINGS)
            work.append(self.desk.fact(entry_id, body, actor, at, work.open_shift()))

        return self.desk.writer.write(job)

    def ask(self, request: Request, actor: str) -> Verdict:
        """Whether somebody may do an act. Indexed reads, for the window; the act's own transaction asks again."""
        return _verdict(self.reads(), request, actor)[0]

    def missing(self, cart: Cart, actor: str) -> tuple[Request, ...]:
        """What of a cart somebody must still allow before this actor can sell it. Indexed reads."""
        return _missing(self.reads(), cart, actor, self.desk.shop.currency)

    def approve_by_pin(
        self, request: Request, actor: str, staff_id: str, pin: str, entry_id: str | None = None
    ) -> Future[Approval]:
        """Somebody who may allows an act by their PIN.

        Args:
            actor: who wants to do it.
            entry_id: minted early, so that a double press is one approval.

        Raises (in the future):
            UserError: ``approval.not_allowed``: their role does not allow it either; as `Recognise.by_pin`.
        """
        minted = entry_id or self.desk.ids.mint()
        return self._approve(request, actor, minted, lambda: self.recognise.by_pin(staff_id, pin, actor))

    def approve_by_badge(
        self, request: Request, actor: str, badge: str, entry_id: str | None = None
    ) -> Future[Approval]:
        """Somebody who may allows an act by their badge.

        Raises (in the future):
            UserError: ``approval.not_allowed``; as `Recognise.by_badge`.
        """
        minted = entry_id or self.desk.ids.mint()
        return self._approve(request, actor, minted, lambda: self.recognise.by_badge(badge, actor))

    def approve_alone(self, request: Request, actor: str, entry_id: str | None = None) -> Future[Approval]:
        """Somebody whose role allows an act vouches for it, so that it stays allowed when another takes over.

        Raises (in the future):
            UserError: ``approval.not_allowed``.
        """
        minted = entry_id or self.desk.ids.mint()
        check_texts((request.subject_id,), (request.reason,))
        return self.desk.writer.write(lambda work: self._write(work, request, actor, actor, "role", minted))

    def _approve(
        self, request: Request, actor: str, entry_id: str, recognise: Callable[[], Recognised]
    ) -> Future[Approval]:
        check_texts((request.subject_id,), (request.reason,))

        def work_slowly() -> Approval:
            found = recognise()

            def job(work: UnitOfWork) -> Approval:
                if found.rehashed is not None:
                    work.put_pin(found.person.staff_id, found.rehashed)
                return self._write(work, request, actor, found.person.staff_id, found.how, entry_id)

            return self.desk.writer.write(job).result()

        return self.slow.run(work_slowly)

    def _write(
        self,
        work: UnitOfWork,
        request: Request,
        actor: str,
        approver: str,
        how: Literal["pin", "badge", "role"],
        entry_id: str,
    ) -> Approval:
        if not may(role_of(work, approver), request.permission):
            raise UserError("approval.not_allowed", staff_id=approver, permission=request.permission.value)
        body = _body(request, actor, how)
        if (before := work.entry(entry_id)) is not None:
            same_act(entry_id, read_body(before.kind, before.schema, before.body), body)
            if before.actor != approver:
                raise ConflictError("act.id_means_another", id=entry_id)
        else:
            at = self.desk.clock.now()
            work.append(self.desk.fact(entry_id, body, approver, at, work.open_shift()))
        written = work.approval(entry_id)
        if written is None:
            raise ConflictError("act.id_means_another", id=entry_id)
        return written


def _body(request: Request, actor: str, how: Literal["pin", "badge", "role"]) -> ActApproved:
    asked = request.asked
    return ActApproved(
        act=request.permission.value,
        asked_by=actor,
        how=how,
        subject=request.subject.value,
        subject_id=request.subject_id,
        line=request.line,
        measure=asked.measure.value,
        value=asked.value,
        per_milli=asked.per_milli,
        up_to=asked.up_to,
        limit=request.limit,
        reason=request.reason,
        goods=request.goods,
    )


def limits_of(reads: Reads, currency: Currency) -> Limits:
    """The shop's limits, or the usual ones where it set none."""
    text = reads.terminal("limits")
    if text is None:
        return default_limits(currency)
    body = read_wire(LimitsChanged, text)
    usual = default_limits(currency).over_short_minor
    return Limits(body.discount_ppm, body.discount.minor, usual if body.over_short is None else body.over_short.minor)


def need_approval(reads: Reads, request: Request, actor: str) -> str | None:
    """Within an act's transaction: the approval that allows it, for the act's entry to name.

    None where nobody needs to be asked: the actor's role allows it, or the terminal has no staff.

    Raises:
        UserError: ``approval.missing`` (permission, line).
    """
    verdict, approval = _verdict(reads, request, actor)
    if verdict is Verdict.ASK:
        raise _refusal(request)
    return None if approval is None else approval.entry_id


def need_seller(reads: Reads, cart: Cart, actor: str) -> None:
    """Within the transaction of a sale, or of money for one: whoever sells stands at the till by their role.

    A cart of goods that come back alone is a return, which is asked for as such.

    Raises:
        UserError: ``staff.may_not_sell`` (staff_id).
    """
    if cart.lines and reads.has_staff() and not may(role_of(reads, actor), Permission.SELL):
        raise UserError("staff.may_not_sell", staff_id=actor)


def need_cart_approvals(reads: Reads, cart: Cart, actor: str, currency: Currency) -> None:
    """Within a sale's transaction: everything on the cart that needs asking was allowed. Most carts cost no read.

    Raises:
        UserError: ``approval.missing`` (permission, line).
    """
    for request in _missing(reads, cart, actor, currency):
        raise _refusal(request)


def _refusal(request: Request) -> UserError:
    return UserError("approval.missing", permission=request.permission.value, line=request.line or 0)


def _missing(reads: Reads, cart: Cart, actor: str, currency: Currency) -> tuple[Request, ...]:
    if not _by_hand(cart) or not reads.has_staff():
        return ()
    role = role_of(reads, actor)
    rest = [
        one
        for one in requests_of(cart, limits_of(reads, currency))
        if one.claimed not in {None, actor} or not may(role, one.permission)
    ]
    if not rest:
        return ()
    found = reads.approvals(cart.cart_id)
    return tuple(one for one in rest if not any(approval.covers(one) for approval in found))


def _by_hand(cart: Cart) -> bool:
    """Whether anything on a cart could need asking."""
    return (
        cart.discount is not None
        or any(line.discount is not None or line.override is not None or line.unknown for line in cart.lines)
        or bool(cart.returns)
    )


def _verdict(reads: Reads, request: Request, actor: str) -> tuple[Verdict, Approval | None]:
    if not reads.has_staff():
        return Verdict.ALONE, None
    if request.claimed in {None, actor} and may(role_of(reads, actor), request.permission):
        return Verdict.ALONE, None
    for approval in reads.approvals(request.subject_id):
        if approval.covers(request):
            return Verdict.APPROVED, approval
    return Verdict.ASK, None
