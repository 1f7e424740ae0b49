"""Bounds: what the open cart may take in of coupons while the centre is away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from app.domain.coupon import Tally
from app.runtime.cart import OpenCart
from app.runtime.coupon_row import amount_of
from app.services.coupon import Coupon, Coupons

Find = Callable[[str], Coupon | None]


def why_not_offline(open_cart: OpenCart, desk: Coupons, coupon: Coupon, others: Iterable[str], find: Find) -> str:
    """Why a coupon cannot be in the open cart without the centre, in a word; empty where it can.

    Args:
        others: codes that the same cart takes in offline.
    """
    cart, code = open_cart.cart, coupon.code
    codes = cart.coupons if code in cart.coupons else (*cart.coupons, code)
    amount = amount_of(code, open_cart.preview(replace(cart, coupons=codes)))
    beside = Tally()
    for other in others:
        one = find(other)
        if other != code and one is not None and one.campaign == coupon.campaign:
            beside = Tally(beside.count + 1, beside.amount + amount_of(other, open_cart.priced))
    return desk.why_not_offline(coupon, amount, beside)
