"""A whole code that is being typed: what Enter will take it for. Mirrors `Finding` and `Router`; does nothing."""

from __future__ import annotations

from enum import Enum

from app.domain.codes.identify import CouponCode, Identified, MemberCode, PickupCode, Product, ReceiptCode
from app.domain.frozen import frozen
from app.runtime.workplace import Workplace
from app.services.scan import Outcome


class WholeKind(Enum):
    """What Enter opens, or takes into the cart."""

    ORDER = "order"
    ELSEWHERE = "elsewhere"  # looks like an order's code, and this store has none under it: the centre is asked
    MEMBER = "member"
    COUPON = "coupon"
    RECEIPT = "receipt"


@frozen
class Whole:
    """Something that a text is the whole code of.

    Attributes:
        code: as it is written, where that is known.
        name: the masked customer or member, or the coupon; empty where nobody here knows.
        member_id: of a member who is known here.
    """

    kind: WholeKind
    code: str
    name: str = ""
    name_en: str = ""
    member_id: str = ""


def whole_code(place: Workplace, text: str) -> Whole | None:
    """What Enter would take a typed text for, beside goods; None for goods, and where it is no code. Short reads."""
    if not text.strip() or place.counter.understand(text).outcome is not Outcome.UNKNOWN:
        return None
    if (code := place.selling.receipt(text)) is not None:
        return Whole(WholeKind.RECEIPT, "" if code == text.strip() else text.strip().upper())
    looks = False
    for what in place.counter.identify.meanings(text):
        if isinstance(what, Product):
            if any(_is_goods(place, one) for one in (what.code, *what.others)):
                return None
            continue
        if place.counter.identify.check(what).refused is not None:
            return None  # Enter says why
        if (found := _of(place, what)) is not None:
            return found
        looks = looks or (isinstance(what, PickupCode) and what.code == text.strip().upper())
    return _coupon(place, text, is_signed=False) or _order(place, text.strip(), is_asked=looks)


def _is_goods(place: Workplace, code: str) -> bool:
    return place.counter.catalog().find(code, place.counter.clock.now()) is not None


def _of(place: Workplace, what: Identified) -> Whole | None:
    """What a code that counts is of, if this counter knows it, or the code proves it."""
    match what:
        case PickupCode():
            return _order(place, what.order_id or what.code, is_asked=what.signed is not None)
        case MemberCode():
            desk = place.counter.members
            card = None if desk is None else desk.by_code(what)
            if card is not None:
                return Whole(WholeKind.MEMBER, what.code, card.name, member_id=card.member_id)
            return Whole(WholeKind.MEMBER, "") if desk is not None and what.signed is not None else None
        case CouponCode():
            return _coupon(place, what.code, is_signed=what.signed is not None)
        case ReceiptCode():
            return Whole(WholeKind.RECEIPT, "")
        case _:
            return None


def _order(place: Workplace, text: str, *, is_asked: bool) -> Whole | None:
    if (one := place.counter.pickups.find(text)) is not None:
        return Whole(WholeKind.ORDER, one.order.code, one.order.customer)
    return Whole(WholeKind.ELSEWHERE, text.upper()) if is_asked else None


def _coupon(place: Workplace, text: str, *, is_signed: bool) -> Whole | None:
    if place.counter.coupons is None:
        return None
    member = place.cart.cart.member
    found = place.counter.coupons.find(text, None if member is None else member.member_id, is_signed=is_signed)
    return None if found is None else Whole(WholeKind.COUPON, found.code, found.name, found.name_en)
