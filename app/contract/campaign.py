"""Coupon campaigns: which coupons there are, and what holds for them without the centre."""

from __future__ import annotations

from typing import Literal

from app.contract.wire import Code, Count, Wire, WireMoney


class CampaignItem(Wire):
    """Kind ``campaign``, keyed by its id: coupons that begin with ``code``, and what holds for them offline.

    ``offline`` is ``allowed``, ``denied``, or ``bounded`` by the count and the amount that one terminal may take in
    between two contacts with the centre. Moments in microseconds UTC.
    """

    name: Code
    code: Code
    starts_at: Count
    ends_at: Count | None
    offline: Literal["allowed", "bounded", "denied"]
    offline_count: Count = 0
    offline_amount: WireMoney | None = None
