"""Coupons at the counter: which a text means, whether it counts, what a sale tells of those it used and printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field

from app.contract.campaign import CouponIssued, CouponRedeemed, CouponRestored, CouponWithdrawn
from app.contract.wire import Wire, WireMoney
from app.domain.campaign import Campaign
from app.domain.cart import Cart
from app.domain.codes.signed import read_code
from app.domain.coupon import Basis, Proof, Tally, plain_code, why_not_offline
from app.domain.frozen import frozen
from app.domain.pricing import PromotionBook
from app.domain.promotion import Promotion
from app.domain.sale import Sale, Ticket
from app.services.coupon_ports import CouponCentre, Wallet
from app.services.desk import Desk
from app.services.ports import Reads, UnitOfWork


@frozen
class Coupon:
    """A coupon that a text means.

    Attributes:
        campaign: None for a word that a promotion asks for in a shop without a centre, which has no campaigns.
        name, name_en: as people read it.
        proof: what is known of it without the centre.
        not_theirs: why it is not for whoever is in the cart, in a word; empty where it is.
    """

    code: str
    campaign: Campaign | None
    name: str
    name_en: str = ""
    proof: Proof = Proof.NONE
    not_theirs: str = ""


@frozen
class InWallet:
    """A coupon that the member in the cart has, and why it does not count here now, in a word."""

    coupon: Coupon
    ends_at: int | None
    why_not: str = ""


@frozen
class Coupons:
    """What is known of coupons at this terminal; on the calling thread's connection.

    Args:
        book: the promotions that hold.
    """

    desk: Desk
    reads: Callable[[], Reads]
    centre: CouponCentre
    book: Callable[[], PromotionBook]

    def find(self, text: str, member_id: str | None = None, *, is_signed: bool = False) -> Coupon | None:
        """The coupon that a text means, as it is written or in capitals; None for a text that means none.

        Args:
            member_id: who is in the cart.
            is_signed: the centre's signature on it was checked.
        """
        said = plain_code(text)
        for code in dict.fromkeys((said, said.upper())):
            if not code:
                continue
            campaign = self.reads().campaign_for(code)
            if campaign is not None:
                proof = Proof.SIGNED if is_signed else self._proof(campaign, code, member_id)
                is_anybodys = campaign.shared or campaign.issue is not None  # a printed one is whose paper it is
                not_theirs = "" if is_anybodys else self._not_theirs(code, member_id)
                return Coupon(code, campaign, campaign.name, campaign.name_en, proof, not_theirs)
            rule = next((one for one in self.book().promotions if one.coupon == code), None)
            if rule is not None and not self.reads().has_centre():
                return Coupon(code, None, rule.name, rule.name_en, Proof.KNOWN)
        return None

    def _proof(self, campaign: Campaign, code: str, member_id: str | None) -> Proof:
        reads = self.reads()
        own = () if member_id is None else reads.wallet(member_id)
        is_known = campaign.shared or reads.is_allotted(code) or any(one.code == code for one in own)
        return Proof.KNOWN if is_known else Proof.NONE

    def _not_theirs(self, code: str, member_id: str | None) -> str:
        """Why a coupon that is perhaps somebody's is not for who is in the cart, whatever their ids were before."""
        reads = self.reads()
        owner = reads.owner_of(code)
        if owner is None or owner == member_id:
            return ""
        if member_id is None:
            return "member_needed"
        known = [reads.members.member(one) for one in (owner, member_id)]
        now = {one.member_id for one in known if one is not None}
        return "" if None not in known and len(now) == 1 else "other_member"

    def why_not(self, one: Coupon) -> str:
        """Why a coupon does not count here now, whatever the centre says of it; empty where it may."""
        if one.campaign is None:
            return ""
        reads, now = self.reads(), self.desk.clock.now()
        if reason := one.campaign.why_not(self.desk.shop.store, now):
            return reason
        if one.campaign.shared:
            return ""
        if reads.coupon_used(one.code) is not None:
            return "used"
        if reads.is_withdrawn(one.code):
            return "withdrawn"
        ends_at = reads.printed_until(one.code)
        return "over" if ends_at is not None and now >= ends_at else one.not_theirs

    def why_not_offline(self, one: Coupon, amount: int, beside: Tally) -> str:
        """Why a coupon cannot be taken in without the centre; empty where it can.

        What another sale of this terminal used while a cart with it was put aside nobody else knows of yet.

        Args:
            amount: minor units that it takes off.
            beside: what the same cart takes in offline of its campaign.
        """
        if one.campaign is None:
            return ""
        if reason := self.why_not(one) or one.not_theirs:
            return reason
        shift = self.reads().open_shift()
        day = self.desk.business_on(self.desk.clock.now()) if shift is None else shift.business_on
        today = self.reads().coupon_tally(one.campaign.id, day)
        taken = Tally(today.count + beside.count, today.amount + beside.amount)
        return why_not_offline(one.campaign, one.proof, taken, amount)

    def wallet(self, member_id: str) -> tuple[InWallet, ...]:
        """What a member can use, what counts here now first."""
        found = [self._in_wallet(one, member_id) for one in self.reads().wallet(member_id)]
        return tuple(sorted((one for one in found if one is not None), key=lambda one: bool(one.why_not)))

    def _in_wallet(self, one: Wallet, member_id: str) -> InWallet | None:
        coupon = self.find(one.code, member_id)
        if coupon is None or coupon.campaign is None:
            return None
        reason = self.why_not(coupon)
        ends_at = coupon.campaign.ends_at if one.ends_at is None else one.ends_at
        if not reason and ends_at is not None and self.desk.clock.now() >= ends_at:
            reason = "over"
        return InWallet(coupon, ends_at, reason)


@frozen
class CouponRider:
    """What a sale tells of coupons: those that it used, that came back with its goods, that its receipt carries.

    Args:
        book: the promotions that hold.
    """

    desk: Desk
    book: Callable[[], PromotionBook] = field(default=PromotionBook)

    def bodies(self, work: UnitOfWork, cart: Cart, sale: Sale) -> Iterator[Wire]:
        """See `Rider.bodies`."""
        ticket = sale.ticket
        if ticket.coupons:
            yield from self._redeemed(work, cart, ticket)
        if ticket.returns:
            yield from self._restored(work, ticket)
            yield from self._withdrawn(work, ticket)
        if ticket.lines:
            yield from self._issued(work, sale)

    def _redeemed(self, work: UnitOfWork, cart: Cart, ticket: Ticket) -> Iterator[Wire]:
        basis = {one.code: one.basis for one in cart.holds}
        amounts = amounts_of(ticket, self.book().promotions)
        for code in dict.fromkeys(ticket.coupons):
            campaign = work.campaign_for(code)
            if campaign is not None:
                yield CouponRedeemed(
                    sale_id=ticket.sale_id,
                    code=code,
                    campaign=campaign.id,
                    basis=basis.get(code, Basis.OFFLINE).value,
                    amount=WireMoney(minor=amounts.get(code, 0), currency=ticket.currency.code),
                )

    def _restored(self, work: UnitOfWork, ticket: Ticket) -> Iterator[Wire]:
        for sale_id in dict.fromkeys(one.sale_id for one in ticket.returns if one.sale_id is not None):
            used = work.coupons_of(sale_id)
            if not used or not work.is_all_back(sale_id):
                continue
            for one in used:
                campaign = work.campaign(one.campaign)
                if campaign is not None and campaign.back_on_refund:
                    yield CouponRestored(sale_id=sale_id, code=one.code, campaign=one.campaign)

    def _withdrawn(self, work: UnitOfWork, ticket: Ticket) -> Iterator[Wire]:
        """What was given for a purchase goes with it; used already, it is told all the same."""
        for sale_id in dict.fromkeys(one.sale_id for one in ticket.returns if one.sale_id is not None):
            if work.is_all_back(sale_id):
                for one in work.printed_with(sale_id):
                    yield CouponWithdrawn(sale_id=sale_id, code=one.code, campaign=one.campaign)

    def _issued(self, work: UnitOfWork, sale: Sale) -> Iterator[Wire]:
        ticket = sale.ticket
        for campaign in work.issuing():
            issue = campaign.issue
            if issue is None or campaign.why_not(self.desk.shop.store, sale.completed_at):
                continue
            coupon = work.next_coupon(campaign.id) if ticket.sold - ticket.returned >= issue.minimum else None
            if coupon is not None:
                yield CouponIssued(
                    sale_id=ticket.sale_id,
                    code=coupon.code,
                    campaign=campaign.id,
                    ends_at=issue.ends_at(sale.completed_at, _sooner(campaign.ends_at, coupon.signed)),
                    member_id=ticket.member_id,
                )


def _sooner(campaign_ends: int | None, signed: str) -> int | None:
    """When a coupon ends at the latest: with its campaign, or with its signature, if it lay in its block so long."""
    code = read_code(signed)
    ends = [one for one in (campaign_ends, None if code is None else code.claim.expires_at) if one is not None]
    return min(ends, default=None)


def amounts_of(ticket: Ticket, promotions: Iterable[Promotion]) -> dict[str, int]:
    """What each coupon of a ticket took off, in minor units; those of one rule share it as evenly as it goes."""
    off: dict[str, int] = {}
    for line in ticket.lines:
        for one in line.reductions:
            off[one.reduction.rule_id] = off.get(one.reduction.rule_id, 0) + one.reduction.amount
    found: dict[str, int] = {}
    for rule in promotions:
        codes = rule.coupons_among(ticket.coupons)
        if codes and rule.id in off:
            each, rest = divmod(off[rule.id], len(codes))
            for place, code in enumerate(codes):
                found[code] = found.get(code, 0) + each + (1 if place < rest else 0)
    return found
