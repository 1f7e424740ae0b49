"""Pricing: what a cart costs, and why."""

from __future__ import annotations

from app.domain.pricing.book import PromotionBook
from app.domain.pricing.engine import price_cart
from app.domain.pricing.result import (
    Applied,
    Hint,
    PricedCart,
    PricedLine,
    Reduction,
    ReductionKind,
    Taken,
    TaxTotal,
    UsedCoupon,
)

__all__ = [
    "Applied",
    "Hint",
    "PricedCart",
    "PricedLine",
    "PromotionBook",
    "Reduction",
    "ReductionKind",
    "Taken",
    "TaxTotal",
    "UsedCoupon",
    "price_cart",
]
