"""Members at the counter: found, shown, enrolled; what a sale does to their points."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import field, replace
from typing import Protocol

from app.contract.journal import read_body
from app.contract.member import KeyedMember, MemberConsented, MemberEnrolled, PointsMoved, enrol_context
from app.contract.wire import Wire
from app.domain.cart import Cart, Member
from app.domain.codes.identify import MemberCode
from app.domain.contact import email_of, masked_contact
from app.domain.errors import AppError, ConflictError, UserError
from app.domain.frozen import frozen
from app.domain.member import (
    Consent,
    Enrolment,
    MemberCard,
    Purchase,
    SalePoints,
    birthday_of,
    enrol_problems,
    phone_of,
)
from app.domain.points import Loyalty, to_take_back
from app.domain.receipt.mask import masked, masked_id
from app.domain.sale import Sale
from app.domain.tender import TenderKind
from app.services.contact import Contacts
from app.services.desk import Desk
from app.services.member_ports import LookedUp
from app.services.member_reads import Known, MemberReads
from app.services.ports import Reads, UnitOfWork

_CONSENTS = {one.value: one for one in Consent}


class MemberCentre(Protocol):
    """Asks the centre, on a thread that may wait."""

    def find(self, contact: str) -> Future[tuple[KeyedMember, ...]]:
        """Whoever has a contact, exactly.

        Raises (in the future):
            FaultError, UserError: of the line, of the centre.
        """
        ...

    def purchases(self, member_id: str) -> Future[tuple[Purchase, ...]]:
        """The last purchases of a member, latest first.

        Raises (in the future):
            FaultError, UserError: as `find`.
        """
        ...


@frozen
class Members:
    """Fits the port `MemberDesk`.

    Args:
        digests: the keyed hash of a plain contact, under every key that this terminal has.
        is_online: whether the centre answers now.
        coupons_of: how many coupons a member can use.
    """

    desk: Desk
    terminal_id: str
    reads: Callable[[], Reads]
    contacts: Contacts
    centre: MemberCentre
    digests: Callable[[str], Sequence[str]]
    is_online: Callable[[], bool]
    coupons_of: Callable[[str], int] = field(default=lambda _: 0)

    # --- finding ------------------------------------------------------------------------------------------------

    def shown(self, member: Member) -> MemberCard | None:
        """See `MemberDesk.shown`."""
        return self._of_id(member.member_id)

    def find(self, text: str, limit: int = 20) -> tuple[MemberCard, ...]:
        """See `MemberDesk.find`."""
        said, members = text.strip(), self.reads().members
        if not said:
            return ()
        exact = members.member(said)
        if exact is not None and exact.is_active:
            return (self._card(exact),)
        if len(said) == 3 and said.isascii() and said.isdigit():
            return self._cards(members.by_tail(said, limit))
        plain = phone_of(said) or email_of(said)
        if plain is not None:
            return self._cards(members.by_hash(self.digests(plain)))
        firsts = dict.fromkeys((said[0], said[0].upper(), said[0].lower()))
        known = (one for first in firsts for one in members.by_name(first))
        return self._cards(sorted((one for one in known if may_mean(said, one.name)), key=_closest(said))[:limit])

    def by_code(self, code: MemberCode) -> MemberCard | None:
        """See `MemberDesk.by_code`."""
        found = self._of_id(code.member_id)
        plain = None if found is not None else phone_of(code.member_id)
        if plain is None:
            return found
        [*known] = self.reads().members.by_hash(self.digests(plain))
        return self._card(known[0]) if len(known) == 1 else None

    def look_up(self, contact: str) -> Future[LookedUp]:
        """See `MemberDesk.look_up`."""
        answer: Future[LookedUp] = Future()
        plain = phone_of(contact) or email_of(contact)
        here = () if plain is None else self._cards(self.reads().members.by_hash(self.digests(plain)))
        if here or plain is None:
            answer.set_result(LookedUp(here, is_asked=True))
            return answer

        def told(asked: Future[tuple[KeyedMember, ...]]) -> None:
            try:
                found = asked.result()
            except UserError as error:
                answer.set_exception(_too_many(error))
            except AppError:
                answer.set_result(LookedUp((), is_asked=False))
            except BaseException as error:  # noqa: BLE001 - whoever waits hears of it
                answer.set_exception(error)
            else:
                active = tuple(self._told(one) for one in found if one.member.active)
                answer.set_result(LookedUp(active, is_asked=True))

        self.centre.find(plain).add_done_callback(told)
        return answer

    def recent(self, member_id: str) -> Future[tuple[Purchase, ...]]:
        """See `MemberDesk.recent`."""
        return self.centre.purchases(member_id)

    def _of_id(self, member_id: str) -> MemberCard | None:
        known = self.reads().members.member(member_id)
        return None if known is None or not known.is_active else self._card(known)

    def _cards(self, some: Iterable[Known]) -> tuple[MemberCard, ...]:
        return tuple(self._card(one) for one in some)

    def _card(self, one: Known) -> MemberCard:
        return self._card_of(one, self.reads().members, self.coupons_of(one.member_id), is_fresh=self.is_online())

    def _card_of(self, one: Known, members: MemberReads, coupons: int, *, is_fresh: bool) -> MemberCard:
        return MemberCard(
            one.member_id,
            one.name,
            one.contact,
            one.tier,
            self._tier_name(members.loyalty(), one.tier),
            one.points,
            None if one.is_new else members.contact_at(),
            one.birthday,
            coupons,
            is_fresh,
            one.is_new,
            frozenset(_CONSENTS[name] for name in one.consents if name in _CONSENTS),
            self._tier_english(members.loyalty(), one.tier),
        )

    def _told(self, found: KeyedMember) -> MemberCard:
        """Somebody whom the feed has not brought yet."""
        item, loyalty = found.member, self.reads().members.loyalty()
        consents = frozenset(_CONSENTS[name] for name in item.consents if name in _CONSENTS)
        return MemberCard(
            found.id, item.name, item.contact, item.tier, self._tier_name(loyalty, item.tier), item.points,
            self.desk.clock.now(), item.birthday, consents=consents,
            tier_name_en=self._tier_english(loyalty, item.tier),
        )  # fmt: skip

    def _tier_name(self, loyalty: Loyalty | None, tier: str) -> str:
        return loyalty.tiers[tier].name if loyalty is not None and tier in loyalty.tiers else tier

    def _tier_english(self, loyalty: Loyalty | None, tier: str) -> str:
        return loyalty.tiers[tier].name_en if loyalty is not None and tier in loyalty.tiers else ""

    # --- becoming one -------------------------------------------------------------------------------------------

    def can_enrol(self) -> bool:
        """See `MemberDesk.can_enrol`."""
        return self.contacts.can_take() and bool(self.digests("0"))

    def enrol(self, form: Enrolment, member_id: str, actor: str) -> Future[MemberCard]:
        """See `MemberDesk.enrol`. The entry's id is the member's."""
        for code in enrol_problems(form).values():
            raise UserError(code)
        at, name = self.desk.clock.now(), form.name.strip()
        phone, email = phone_of(form.phone) or "", email_of(form.email) if form.email.strip() else None
        secret = json.dumps({"name": name, "phone": phone, "email": email or ""}, ensure_ascii=False)
        plain = [one for one in (phone, email) if one]
        digests = tuple(self.digests(one)[0] for one in plain if self.digests(one))
        consents = tuple(sorted(one.value for one in form.consents))
        birthday = birthday_of(form.birthday) or ""

        is_fresh = self.is_online()

        def job(work: UnitOfWork) -> MemberCard:
            before = work.entry(member_id)
            if before is not None:
                if not isinstance(read_body(before.kind, before.schema, before.body), MemberEnrolled):
                    raise ConflictError("act.id_means_another", id=member_id)
                return self._card_of(_found(work.members, member_id), work.members, 0, is_fresh=is_fresh)
            box = self.contacts.sealed(work, secret.encode(), enrol_context(self.terminal_id, member_id))
            body = MemberEnrolled(
                member_id=member_id, sealed=box, name=masked(name), contact=masked_contact(phone),
                contact_hashes=digests, birthday=birthday, consents=consents,
            )  # fmt: skip
            work.append(self.desk.fact(member_id, body, actor, at, work.open_shift()))
            return self._card_of(_found(work.members, member_id), work.members, 0, is_fresh=is_fresh)

        return self.desk.writer.write(job)

    def consent(self, member_id: str, consents: Collection[Consent], entry_id: str, actor: str) -> Future[MemberCard]:
        """See `MemberDesk.consent`."""
        at, agreed = self.desk.clock.now(), tuple(sorted(one.value for one in consents))

        coupons, is_fresh = self.coupons_of(member_id), self.is_online()

        def job(work: UnitOfWork) -> MemberCard:
            known = _found(work.members, member_id)
            if not work.knows(entry_id):
                body = MemberConsented(member_id=known.member_id, consents=agreed)
                work.append(self.desk.fact(entry_id, body, actor, at, work.open_shift()))
            return self._card_of(_found(work.members, member_id), work.members, coupons, is_fresh=is_fresh)

        return self.desk.writer.write(job)

    # --- points -------------------------------------------------------------------------------------------------

    def points_of(self, sale_id: str) -> tuple[SalePoints, ...]:
        """See `MemberDesk.points_of`."""
        members, is_fresh = self.reads().members, self.is_online()
        return tuple(self._points(one, members, is_fresh=is_fresh) for one in moved_with(members, sale_id))

    def _points(self, one: Moved, members: MemberReads, *, is_fresh: bool) -> SalePoints:
        known = members.member(one.member_id)
        name, points = (masked_id(one.member_id), 0) if known is None else (known.name, known.points)
        return SalePoints(name, one.moved, one.spent, points, is_fresh and known is not None)


@frozen
class Moved:
    """What became of one member's points with a sale.

    Attributes:
        moved: earned, less those taken back with goods that came back.
        spent: paid with, less those given back.
    """

    member_id: str
    moved: int
    spent: int


def moved_with(members: MemberReads, sale_id: str) -> tuple[Moved, ...]:
    """What became of points with a sale, each member by the id of now."""
    found: dict[str, Moved] = {}
    for one in members.moves(sale_id):
        known = members.member(one.member_id)
        owner = one.member_id if known is None else known.member_id
        before = found.get(owner, Moved(owner, 0, 0))
        if one.reason in {"earned", "taken_back"}:
            found[owner] = replace(before, moved=before.moved + one.points)
        elif one.reason in {"spent", "restored"}:
            found[owner] = replace(before, spent=before.spent - one.points)
    return tuple(found.values())


def _found(members: MemberReads, member_id: str) -> Known:
    known = members.member(member_id)
    if known is None or not known.is_active:
        raise UserError("member.unknown")
    return known


def _too_many(error: UserError) -> UserError:
    return UserError("member.too_many") if error.code == "request.too_many" else error


def may_mean(said: str, name: str) -> bool:
    """Whether a text may mean who has a masked name: its middle left out, or typed as it is."""
    words, asked = name.split(), said.split()
    if not words or not asked:
        return False
    if "○" in name:
        text = "".join(asked)
        if name.endswith("○"):  # two characters, of which the second is anything
            return text[0] == name[0] and len(text) <= len(name)
        return text[0] == name[0] and (len(text) == 1 or text[-1] == name[-1] or text in name)
    first, typed = words[0].removesuffix("***").casefold(), asked[0].casefold()
    if words[0].endswith("***"):  # of one word alone there is the letter that it begins with
        return typed.startswith(first)
    if len(asked) == 1:
        return first.startswith(typed)
    return first == typed and len(words) > 1 and asked[1][:1].casefold() == words[1][:1].casefold()


def _closest(said: str) -> Callable[[Known], tuple[bool, int, str, str]]:
    def order(one: Known) -> tuple[bool, int, str, str]:
        length = len("".join(said.split()))
        return one.name != said, abs(len(one.name) - length), one.name, one.member_id

    return order


def due_back(reads: Reads, sale_id: str, refunded: int) -> tuple[str, int] | None:
    """Whose points, and how many, go with goods of a sale that come back; None where none do.

    Args:
        refunded: minor units that were given back for the sale so far, now included.
    """
    earned = next((one for one in reads.members.moves(sale_id) if one.reason == "earned"), None)
    if earned is None:
        return None
    before = -sum(one.points for one in reads.members.moves_of_origin(sale_id) if one.reason == "taken_back")
    points = to_take_back(earned.points, earned.base, refunded, before)
    return (earned.member_id, points) if points else None


@frozen
class MemberRider:
    """What a sale does to points, in its own transaction: earned with it, taken back with goods that came back, paid
    with.
    """

    desk: Desk

    def bodies(self, work: UnitOfWork, cart: Cart, sale: Sale) -> Iterator[Wire]:
        """See `Rider.bodies`."""
        ticket, members = sale.ticket, work.members
        paid = 0
        for tender in ticket.tenders:
            held = members.held(tender.tender_id) if tender.kind is TenderKind.POINTS else None
            if held is not None:
                paid += tender.amount
                member_id, points = held
                yield self._moved(member_id, -points, "spent", sale, hold_id=tender.tender_id)
        loyalty = members.loyalty()
        if loyalty is None:
            return
        yield from self._restored(work, sale, loyalty)
        if cart.member is not None and ticket.lines:
            base = max(0, ticket.sold - paid)
            known = members.member(cart.member.member_id)
            points = loyalty.earned(base, cart.member.tier if known is None else known.tier)
            if points:
                owner = cart.member.member_id if known is None else known.member_id
                yield self._moved(owner, points, "earned", sale, base=base)
        yield from self._taken_back(work, sale)

    def _restored(self, work: UnitOfWork, sale: Sale, loyalty: Loyalty) -> Iterator[Wire]:
        """Points that are given back to whoever paid with them for what came back."""
        back = -sum(one.amount for one in sale.ticket.tenders if one.kind is TenderKind.POINTS and one.amount < 0)
        origins = dict.fromkeys(one.sale_id for one in sale.ticket.returns if one.sale_id is not None)
        payers = [one.member_id for origin in origins for one in work.members.moves(origin) if one.reason == "spent"]
        if back and payers and loyalty.spend_minor > 0:
            yield self._moved(payers[0], back // loyalty.spend_minor, "restored", sale)

    def _taken_back(self, work: UnitOfWork, sale: Sale) -> Iterator[Wire]:
        for origin in dict.fromkeys(one.sale_id for one in sale.ticket.returns if one.sale_id is not None):
            back = due_back(work, origin, sum(state.refunded for state in work.sale_states(origin).values()))
            if back is not None:
                yield self._moved(back[0], -back[1], "taken_back", sale, of_sale_id=origin)

    def _moved(
        self, member_id: str, points: int, reason: str, sale: Sale, *, base: int = 0, of_sale_id: str | None = None,
        hold_id: str | None = None,
    ) -> PointsMoved:  # fmt: skip
        return PointsMoved.model_validate(
            {
                "member_id": member_id,
                "points": points,
                "reason": reason,
                "sale_id": sale.ticket.sale_id,
                "base": {"minor": base, "currency": sale.ticket.currency.code},
                "of_sale_id": of_sale_id,
                "hold_id": hold_id,
            }
        )
