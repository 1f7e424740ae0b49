"""Coupons, joined with the outer rooms."""

from __future__ import annotations

from app.bootstrap.questions import Questions
from app.bootstrap.terminal import Terminal
from app.runtime.promotion import Promotions
from app.services.coupon import Coupons
from app.sync.coupon import CouponLine


def make_coupons(terminal: Terminal, promotions: Promotions, questions: Questions) -> Coupons:
    """What a terminal knows of coupons, and how it asks its centre for them."""
    return Coupons(terminal.desk, terminal.store.reads, CouponLine(questions.run), lambda: promotions.book)
