"""Whose points pay, on the pay screen."""

from __future__ import annotations

from app.domain.cart import Member
from app.runtime.workplace import Workplace


def welcome_payer(place: Workplace, code: str) -> None:
    """Have the member whose points a code pays with come into a cart that is nobody's yet, and earn with it.

    An order is whoever's ordered it; once money was taken, the cart holds still.

    Raises:
        UserError: ``points.other_member`` (payer, member); as `Members.attach`.
    """
    payment, cart, desk = place.payment, place.cart.cart, place.counter.members
    payer = payment.payer_of(code)
    payment.need_own(payer)
    if payer is None or desk is None or cart.member is not None or cart.order is not None or payment.has_taken:
        return
    if (card := desk.shown(Member(payer.member_id))) is not None:
        place.member.attach(card)
