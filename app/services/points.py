"""Points as a way to pay: kept at the centre for the cart, or within the shop's bounds while nobody can be asked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from app.contract.hold import Released
from app.contract.member import PointsHeld, PointsHold
from app.domain.codes.identify import MemberCode
from app.domain.codes.signed import Balance
from app.domain.errors import AppError, FaultError, UserError
from app.domain.frozen import frozen
from app.domain.points import Loyalty
from app.domain.receipt.mask import masked_id
from app.domain.tender import Tender, TenderKind
from app.services.cart import restore
from app.services.desk import Desk
from app.services.identify import PATIENCE, Identify
from app.services.member_reads import MemberReads
from app.services.ports import Reads, UnitOfWork
from app.services.setup import SYSTEM
from app.services.tender_ports import Payer


class PointsCentre(Protocol):
    """Asks the centre, on a thread that may wait."""

    def hold(self, hold_id: str, member_id: str, points: int) -> Future[PointsHold]:
        """Have points kept for an open cart.

        Raises (in the future):
            FaultError, UserError: of the line, of the centre.
        """
        ...

    def release(self, hold_id: str) -> Future[Released]:
        """Give them up.

        Raises (in the future):
            FaultError, UserError: as `hold`.
        """
        ...


@frozen
class PointsTender:
    """Fits the port `TenderProvider`. Whoever pays shows the member's code of the moment: a card of plastic and a
    number earn points, and pay nothing.

    Args:
        identify: checks the code.
    """

    desk: Desk
    reads: Callable[[], Reads]
    identify: Identify
    centre: PointsCentre
    kind: TenderKind = TenderKind.POINTS
    name: str = "點數"
    icon: str = "points"
    asks: str = "會員碼"

    @property
    def is_offered(self) -> bool:
        """See `TenderProvider.is_offered`: the shop's rules say what a point is worth."""
        rules = self.reads().members.loyalty()
        return rules is not None and rules.spend_minor > 0

    def obstacle(self) -> str:
        """See `TenderProvider.obstacle`."""
        return "" if self.is_offered else "未啟用"

    def recognises(self, code: str) -> bool:
        """See `TenderProvider.recognises`."""
        what = self.identify.identify(code).what
        return isinstance(what, MemberCode) and what.signed is not None

    def detail(self, tender: Tender) -> str:
        """See `TenderProvider.detail`."""
        members = self.reads().members
        rules, held = members.loyalty(), members.held(tender.tender_id)
        if rules is None or rules.spend_minor <= 0:
            return ""
        points = f"{rules.needed(abs(tender.amount)):,}"
        return points if held is None else f"{_named(members, held[0])} · {points}"

    def payer(self, reference: str) -> Payer | None:
        """See `TenderProvider.payer`."""
        members = self.reads().members
        try:
            member_id, balance = self._payer(reference)
        except UserError:  # which is said once it is to pay
            return None
        return Payer(member_id, _named(members, member_id), _free(members, member_id, balance))

    def take(self, tender_id: str, amount: int, reference: str) -> Future[Tender]:
        """See `TenderProvider.take`."""
        answer: Future[Tender] = Future()
        tender = Tender(tender_id, self.kind, amount, amount)
        members = self.reads().members
        if amount <= 0 or members.held(tender_id) is not None:  # what is given back moves with its sale
            answer.set_result(tender)
            return answer
        try:
            rules, (member_id, balance) = _rules(members), self._payer(reference)
            self._need_own(tender_id, member_id)
        except UserError as error:
            answer.set_exception(error)
            return answer
        points = rules.needed(amount)

        def told(asked: Future[PointsHold]) -> None:
            try:
                held = _granted(asked)
                kept = self.desk.writer.write(
                    lambda work: self._keep(work, tender_id, member_id, points, None if held else (rules, balance))
                )
                kept.add_done_callback(lambda done: _pass_on(done, answer, tender))
            except BaseException as error:  # noqa: BLE001 - whoever waits hears of it
                answer.set_exception(error)

        self.centre.hold(tender_id, member_id, points).add_done_callback(told)
        return answer

    def _payer(self, reference: str) -> tuple[str, Balance | None]:
        """Whose points pay, and how many the code says there are.

        Raises:
            UserError: ``points.no_code``; as `Identify.check`.
        """
        found = self.identify.identify(reference)
        if found.refused is not None:
            raise found.refused
        what = found.what
        if not isinstance(what, MemberCode) or what.signed is None or not found.is_signed:
            raise UserError("points.no_code")
        known = self.reads().members.member(what.member_id)
        return what.member_id if known is None else known.member_id, what.signed.claim.balance

    def _need_own(self, tender_id: str, member_id: str) -> None:
        """Refuse points of somebody else than the member of the cart that they are to pay for.

        Raises:
            UserError: ``points.other_member`` (payer, member).
        """
        reads = self.reads()
        asked = next((one for one in reads.open_requests() if one.tender_id == tender_id), None)
        cart = None if asked is None else restore(reads)
        if asked is not None and cart is not None and cart.cart_id == asked.cart_id and cart.member is not None:
            need_own(reads.members, member_id, cart.member.member_id)

    def _keep(
        self,
        work: UnitOfWork,
        tender_id: str,
        member_id: str,
        points: int,
        unasked: tuple[Loyalty, Balance | None] | None,
    ) -> None:
        """Journal that points are kept.

        Args:
            unasked: where nobody could be asked, the shop's bounds and what the code says of the balance.

        Raises:
            UserError: ``points.offline`` (most), ``points.old_balance``, ``points.too_few`` (free).
        """
        at, members = self.desk.clock.now(), work.members
        if members.held(tender_id) is not None:
            return
        if unasked is not None:
            rules, balance = unasked
            whole = points + members.held_offline(_beside(work, tender_id))
            if whole > rules.offline_most:
                raise UserError("points.offline", most=rules.offline_most)
            if balance is None or not -PATIENCE <= at - balance.at <= rules.offline_age + PATIENCE:
                raise UserError("points.old_balance")
            free = _free(members, member_id, balance)
            if free is None or points > free:
                raise UserError("points.too_few", free=max(0, free or 0))
        body = PointsHeld(hold_id=tender_id, member_id=member_id, points=points, offline=unasked is not None)
        work.append(self.desk.fact(self.desk.ids.mint(), body, SYSTEM, at, work.open_shift()))

    def give_back(self, tender: Tender) -> Future[None]:
        """See `TenderProvider.give_back`. What the centre cannot be told now runs out there by itself."""
        answer: Future[None] = Future()

        def told(asked: Future[Released]) -> None:
            try:
                asked.result()
            except AppError:
                pass
            except BaseException as error:  # noqa: BLE001 - whoever waits hears of it
                answer.set_exception(error)
                return
            answer.set_result(None)

        self.centre.release(tender.tender_id).add_done_callback(told)
        return answer


def need_own(members: MemberReads, payer: str, member: str) -> None:
    """Refuse points of somebody else than the member of a cart, whatever their ids were before.

    Raises:
        UserError: ``points.other_member`` (payer, member: masked names).
    """
    now = [one.member_id if (one := members.member(each)) is not None else each for each in (payer, member)]
    if now[0] != now[1]:
        names = {"payer": _named(members, payer), "member": _named(members, member)}
        raise UserError("points.other_member", **names)


def _named(members: MemberReads, member_id: str) -> str:
    known = members.member(member_id)
    return known.name if known is not None and known.name else masked_id(member_id)


def _free(members: MemberReads, member_id: str, balance: Balance | None) -> int | None:
    """Points that a member can spend where the centre cannot be asked; None where nobody ever told.

    By whichever is newer, the code that is shown or what the centre told; less what it cannot know was spent here.
    """
    known, contact_at, held = members.member(member_id), members.contact_at(), members.held_of(member_id)
    if known is not None and not known.is_active:
        return 0
    if known is not None and not known.is_new and contact_at is not None:
        is_newer = balance is None or contact_at >= balance.at
        if is_newer:
            return known.points - held
    return None if balance is None else balance.points - members.spent_unsent(member_id) - held


def _beside(work: UnitOfWork, tender_id: str) -> frozenset[str]:
    """The other tenders of the sale that one is asked for: the bound of what is paid offline is the sale's."""
    asked = next((one for one in work.open_requests() if one.tender_id == tender_id), None)
    if asked is None:
        return frozenset()
    taken = {one.tender_id for one in work.pending_tenders(asked.cart_id)}
    asked_for = {one.tender_id for one in work.open_requests(asked.cart_id)}
    return frozenset((taken | asked_for) - {tender_id})


def _rules(members: MemberReads) -> Loyalty:
    rules = members.loyalty()
    if rules is None or rules.spend_minor <= 0:
        raise UserError("points.no_rules")
    return rules


def _granted(asked: Future[PointsHold]) -> bool:
    """Whether the centre keeps them; False where it could not be asked.

    Raises:
        UserError: ``points.too_few`` (free), ``member.unknown``; of the centre.
    """
    try:
        held = asked.result()
    except FaultError:
        return False
    if held.granted:
        return True
    if held.reason == "unknown":
        raise UserError("member.unknown")
    raise UserError("points.too_few", free=held.free)


def _pass_on(done: Future[None], answer: Future[Tender], tender: Tender) -> None:
    error = done.exception()
    if error is None:
        answer.set_result(tender)
    else:
        answer.set_exception(error)
