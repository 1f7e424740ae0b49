"""Members and their points: what terminals are told, and what counters report. Masked wherever it is written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.contract.message import Sealed
from app.contract.wire import Code, Count, Hash, Uuid, Whole, Wire, WireMoney, added

Consents = Annotated[tuple[Code, ...], Field(max_length=20)]


class MemberItem(Wire):
    """Kind ``member``, keyed by the member's id. Name and contact are masked; nobody is found by them elsewhere.

    ``merged_into`` is who this member has become; an alias lasts for ever. ``contact_hashes`` are of the number and
    of the address, under the centre's contact hash key (see `FeedPage`). ``birthday`` is MM-DD.
    """

    name: Code
    contact: Code
    tier: Code
    points: Whole
    active: bool
    merged_into: Code | None = None
    contact_hashes: tuple[Hash, ...] = added(default=())
    birthday: Code = added(default="")
    consents: Consents = added(default=())


class KeyedMember(Wire):
    """A member with its id."""

    id: Code
    member: MemberItem


class Members(Wire):
    """Some of them, by id."""

    members: tuple[KeyedMember, ...]


class Contact(Wire):
    """A phone number or an e-mail address, as a customer says it."""

    contact: Annotated[str, Field(min_length=3, max_length=200, repr=False)]


class LoyaltyTier(Wire):
    """A tier: as promotions ask for it, as people read it, and how many millionths of the points it earns."""

    tier: Code
    name: Code
    name_en: Code
    earn_ppm: Annotated[int, Field(ge=0, le=100_000_000)]


class LoyaltyItem(Wire):
    """Kind ``loyalty``, keyed ``points``: how points are earned and what they are worth, over the whole chain.

    Attributes:
        earn: what is paid for one point, in a tier of a factor of one.
        spend: what one point pays; zero where nobody pays with points.
        offline_most: points that one sale may be paid with while the centre cannot be asked; 0 for none.
        offline_minutes: how old the balance may be then that the member's code says.
    """

    earn: WireMoney
    spend: WireMoney
    tiers: tuple[LoyaltyTier, ...] = ()
    offline_most: Count = 0
    offline_minutes: Count = 0


def enrol_context(terminal_id: str, member_id: str) -> str:
    """What a box with a new member's name and contacts is bound to."""
    return f"member.enrolled/{terminal_id}/{member_id}"


class MemberEnrolled(Wire):
    """A customer became a member at the counter.

    Attributes:
        sealed: name, phone and e-mail address as JSON, sealed to the centre's contact key, bound to `enrol_context`.
        name, contact: masked.
        contact_hashes: as in `MemberItem`.
    """

    member_id: Uuid
    sealed: Sealed = Field(repr=False)
    name: Code
    contact: Code
    contact_hashes: Annotated[tuple[Hash, ...], Field(max_length=4)]
    birthday: Code
    consents: Consents


class MemberConsented(Wire):
    """What a member agrees to from now on, in the place of before."""

    member_id: Code
    consents: Consents


class PointsMoved(Wire):
    """Points of a member that came or went with a sale.

    Attributes:
        reason: ``earned``; ``taken_back``: what was earned with goods that came back; ``spent`` to pay with;
            ``restored``: what was paid with, given back.
        base: what the points were earned for; zero for the other reasons.
        of_sale_id: the sale that earned what is taken back.
        hold_id: the points were kept under it, which ends with this.
    """

    member_id: Code
    points: Whole
    reason: Literal["earned", "taken_back", "spent", "restored"]
    sale_id: Uuid
    base: WireMoney
    of_sale_id: Uuid | None = None
    hold_id: Uuid | None = None


class PointsHeld(Wire):
    """Points are kept to pay with in an open cart. Its entry is written before the tender counts.

    ``offline``: the centre could not be asked; it is told of them by the sale alone.
    """

    hold_id: Uuid
    member_id: Code
    points: Count
    offline: bool


class PointsHoldRequest(Wire):
    """Ask the centre to keep points for an open cart, under the tender's id; the same again is the same."""

    id: Uuid
    member_id: Code
    points: Annotated[int, Field(gt=0, le=10**12)]


class PointsHold(Wire):
    """Whether they are kept, until when, and how many are free. ``reason``: ``unknown``, ``too_few``."""

    granted: bool
    free: Whole
    until: Count = 0
    reason: Code = ""


class MemberPurchase(Wire):
    """A purchase of a member, in a store or online (``place`` is empty then)."""

    at: Count
    number: Code
    place: Code
    pieces: Count
    total: WireMoney


class MemberPurchases(Wire):
    """The last ones, latest first."""

    purchases: tuple[MemberPurchase, ...]
