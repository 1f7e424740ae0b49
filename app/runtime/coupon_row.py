"""Coupons as they are shown: on what each stands, what it takes off, why one does not count."""

from __future__ import annotations

from app.domain.coupon import Basis
from app.domain.frozen import frozen
from app.domain.pricing import PricedCart
from app.services.coupon import Coupon


@frozen
class CouponRow:
    """A coupon of the cart, or one that does not count.

    Attributes:
        basis: on what it stands; None where it was refused.
        reason: why it was refused, or takes nothing off, in a word; empty where it does.
        amount: minor units that it takes off.
    """

    code: str
    name: str
    name_en: str
    basis: Basis | None
    reason: str = ""
    amount: int = 0


def refused_row(coupon: Coupon, reason: str) -> CouponRow:
    """A coupon that does not count."""
    return CouponRow(coupon.code, coupon.name, coupon.name_en, None, reason)


def cart_row(code: str, coupon: Coupon | None, basis: Basis, priced: PricedCart) -> CouponRow:
    """A coupon of a cart; None for one of which nobody knows any more."""
    name, english = (code, "") if coupon is None else (coupon.name, coupon.name_en)
    if basis is Basis.ASKING:
        return CouponRow(code, name, english, basis)
    is_used = any(one.coupon == code for one in priced.coupons)
    return CouponRow(code, name, english, basis, "" if is_used else "no_effect", amount_of(code, priced))


def amount_of(code: str, priced: PricedCart) -> int:
    """What a coupon of a cart takes off, in minor units; those of one rule share it."""
    found = 0
    for rule_id in [one.rule_id for one in priced.coupons if one.coupon == code]:
        sharing = sum(one.rule_id == rule_id for one in priced.coupons)
        off = sum(one.amount for line in priced.lines for one in line.reductions if one.rule_id == rule_id)
        found += off // sharing
    return found
