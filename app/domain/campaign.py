"""Campaigns: which coupons count, where and when, and what may be done with them without the centre."""

from __future__ import annotations

from enum import Enum

from app.domain.frozen import frozen

#: A day in microseconds.
DAY = 86_400 * 1_000_000


class Offline(Enum):
    """What a terminal may take in while it cannot ask."""

    ALLOWED = "allowed"
    BOUNDED = "bounded"
    DENIED = "denied"


@frozen
class Issue:
    """Coupons of it are printed on receipts, for the next purchase.

    Attributes:
        minimum: minor units that the sale must come to.
        days: that a coupon holds.
    """

    minimum: int
    days: int

    def ends_at(self, sold_at: int, campaign_ends: int | None) -> int:
        """When a coupon ends that is given now; microseconds UTC."""
        ends = sold_at + self.days * DAY
        return ends if campaign_ends is None else min(ends, campaign_ends)


@frozen
class Campaign:
    """A campaign as the counter knows it.

    Attributes:
        code: the coupon itself where it is shared; else what each begins with, before a slash.
        starts_at, ends_at: microseconds UTC.
        offline_count, offline_amount: coupons, and minor units (None for no limit), that one terminal takes in
            offline on one business date, where that is bounded.
        member_limit: times that one member may use it; None for no limit.
        stores, channels: where it counts; empty for everywhere.
        back_on_refund: its coupon can be used again once all of the sale came back.
    """

    id: str
    name: str
    code: str
    starts_at: int = 0
    ends_at: int | None = None
    offline: Offline = Offline.DENIED
    offline_count: int = 0
    offline_amount: int | None = None
    name_en: str = ""
    shared: bool = False
    member_limit: int | None = None
    stores: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    back_on_refund: bool = False
    issue: Issue | None = None

    def why_not(self, store: str, at: int) -> str:
        """Why its coupons do not count at a store's counter at a moment, in a word; empty where they do."""
        if at < self.starts_at:
            return "not_yet"
        if self.ends_at is not None and at >= self.ends_at:
            return "over"
        if self.stores and store not in self.stores:
            return "other_store"
        if self.channels and "store" not in self.channels:
            return "other_channel"
        return ""

    def has(self, code: str) -> bool:
        """Whether a code is of a coupon of this campaign."""
        return code == self.code if self.shared else code.startswith(f"{self.code}/")
