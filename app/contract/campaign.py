"""Coupon campaigns: which coupons there are, what holds for them without the centre, and what became of each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.contract.wire import Code, Count, Uuid, Wire, WireMoney, added

#: Longest text of a signed code, and coupons of one block.
MOST_SIGNED, MOST_BLOCK = 400, 200


class Issue(Wire):
    """When a campaign's coupons are printed on receipts, for the next purchase.

    ``minimum`` is what the sale must come to, ``days`` how long the coupon holds from its day on, ``block`` how many
    a terminal has ahead of time, so that it can give them while the centre is away.
    """

    minimum: WireMoney
    days: Annotated[int, Field(ge=1, le=3_650)]
    block: Annotated[int, Field(ge=1, le=MOST_BLOCK)] = 50


class CampaignItem(Wire):
    """Kind ``campaign``, keyed by its id: coupons that begin with ``code``, and what holds for them offline.

    ``offline`` is ``allowed``, ``denied``, or ``bounded`` by the count and the amount that one terminal may take in
    on one business date. Moments in microseconds UTC.

    A ``shared`` campaign's only coupon is its code itself, used by anybody up to its limits; of any other each coupon
    is used once. ``stores`` and ``channels`` are where its coupons count, empty for everywhere. ``back_on_refund``:
    once all of a sale came back, its coupon can be used again.
    """

    name: Code
    code: Code
    starts_at: Count
    ends_at: Count | None
    offline: Literal["allowed", "bounded", "denied"]
    offline_count: Count = 0
    offline_amount: WireMoney | None = None
    name_en: Code = added(default="")
    shared: bool = added(default=False)
    total_limit: Count | None = added(default=None)
    member_limit: Count | None = added(default=None)
    stores: tuple[Code, ...] = added(default=())
    channels: tuple[Literal["store", "online"], ...] = added(default=())
    back_on_refund: bool = added(default=False)
    issue: Issue | None = added(default=None)


class BlockCoupon(Wire):
    """A coupon that a terminal may give: its code, and the code signed, empty where that would be too long."""

    code: Code
    signed: Annotated[str, Field(max_length=MOST_SIGNED)] = ""


class CouponBlockItem(Wire):
    """Kind ``coupon_block``: coupons that one terminal may print on its receipts."""

    terminal_id: Code
    campaign: Code
    coupons: Annotated[tuple[BlockCoupon, ...], Field(max_length=MOST_BLOCK)]


class WalletCoupon(Wire):
    """A coupon of a member that can still be used; ``ends_at`` where it ends before its campaign."""

    code: Code
    campaign: Code
    ends_at: Count | None = None


class WalletItem(Wire):
    """Kind ``wallet``, keyed by the member's id: what the member can still use, so many at most."""

    coupons: tuple[WalletCoupon, ...]


class CouponRedeemed(Wire):
    """A coupon was used in a sale, whose own entry names it too.

    ``basis``: ``held`` at the centre for it, or ``offline``. ``amount`` is what it took off.
    """

    sale_id: Uuid
    code: Code
    campaign: Code
    basis: Code
    amount: WireMoney


class CouponRestored(Wire):
    """All of the sale that used a coupon came back, and by its campaign's rule it can be used again."""

    sale_id: Uuid
    code: Code
    campaign: Code


class CouponWithdrawn(Wire):
    """All of the sale came back whose receipt carries a coupon: it does not count, where nobody used it before."""

    sale_id: Uuid
    code: Code
    campaign: Code


class CouponIssued(Wire):
    """A coupon of the terminal's block was printed on a receipt; it holds until ``ends_at``, microseconds UTC."""

    sale_id: Uuid
    code: Code
    campaign: Code
    ends_at: Count
    member_id: Code | None = None
