"""What goods that come back do beside the money: points that are taken back and given back, coupons of the sale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import Enum

from app.domain.frozen import frozen
from app.domain.receipt.mask import masked_id
from app.domain.sale import ReturnedLine
from app.services.member import due_back
from app.services.member_reads import MemberReads
from app.services.ports import Reads


class Fate(Enum):
    """What becomes of a coupon with the goods of its sale."""

    BACK = "back"  # it was used, and counts again
    SPENT = "spent"  # it was used, and stays so
    WITHDRAWN = "withdrawn"  # it was printed with the sale, and does not count any more
    USED_ALREADY = "used_already"  # the same, too late: it paid a part of another sale


@frozen
class CouponFate:
    """A coupon of a sale, as people read it, and what becomes of it."""

    name: str
    name_en: str
    fate: Fate


@frozen
class Effects:
    """What a return does beside the money.

    Attributes:
        taken_back: points that the sale earned and that go with its goods: whose, masked, and how many.
        given_back: points that the sale was paid with, likewise.
        coupons: those that the sale used or printed, once all of it is back.
    """

    taken_back: tuple[tuple[str, int], ...] = ()
    given_back: tuple[tuple[str, int], ...] = ()
    coupons: tuple[CouponFate, ...] = ()


def effects_of(reads: Reads, sale_id: str, refund: int, by_points: int, *, is_all_back: bool) -> Effects:
    """What it does that goods of a sale come back now. Indexed reads.

    Args:
        refund: minor units that they are worth.
        by_points: minor units of it that go back as points.
        is_all_back: nothing of the sale is with the customer then.
    """
    members, loyalty = reads.members, reads.members.loyalty()
    taken = given = None
    if loyalty is not None:
        taken = due_back(reads, sale_id, sum(one.refunded for one in reads.sale_states(sale_id).values()) + refund)
        payer = next((one.member_id for one in members.moves(sale_id) if one.reason == "spent"), None)
        if payer is not None and by_points and loyalty.spend_minor > 0:
            given = (payer, by_points // loyalty.spend_minor)
    return Effects(_named(members, taken), _named(members, given), _coupons(reads, sale_id) if is_all_back else ())


def coupons_with(reads: Reads, returned: Iterable[ReturnedLine]) -> tuple[CouponFate, ...]:
    """What becomes of coupons with goods that come back now, of the sales of which nothing is left then."""
    back: Counter[tuple[str, int]] = Counter()
    for line in returned:
        if line.sale_id is not None and line.sale_line is not None:
            back[line.sale_id, line.sale_line] += line.quantity.milli
    found: list[CouponFate] = []
    for sale_id in dict.fromkeys(sale_id for sale_id, _ in back):
        states = reads.sale_states(sale_id)
        if all(one.remaining_milli <= back[sale_id, line] for line, one in states.items()):
            found += _coupons(reads, sale_id)
    return tuple(found)


def _named(members: MemberReads, one: tuple[str, int] | None) -> tuple[tuple[str, int], ...]:
    if one is None or not one[1]:
        return ()
    known = members.member(one[0])
    return ((known.name if known is not None and known.name else masked_id(one[0]), one[1]),)


def _coupons(reads: Reads, sale_id: str) -> tuple[CouponFate, ...]:
    found = []
    for used in reads.coupons_of(sale_id):
        campaign = reads.campaign(used.campaign)
        is_back = campaign is not None and campaign.back_on_refund
        found.append(_fate(reads, used.campaign, used.code, Fate.BACK if is_back else Fate.SPENT))
    for printed in reads.printed_with(sale_id):
        is_used = reads.coupon_used(printed.code) is not None
        fate = Fate.USED_ALREADY if is_used else Fate.WITHDRAWN
        found.append(_fate(reads, printed.campaign, printed.code, fate))
    return tuple(found)


def _fate(reads: Reads, campaign_id: str, code: str, fate: Fate) -> CouponFate:
    campaign = reads.campaign(campaign_id)
    return CouponFate(code if campaign is None else campaign.name, "" if campaign is None else campaign.name_en, fate)
