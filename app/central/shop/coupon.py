"""A basket's coupon: which can be chosen, what it takes off, or in one line why it does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from app.central.coupon_order import Found, find, kept, why_not_online
from app.central.shop.member import wallet
from app.central.shop.price import Gift, PricedBasket, price_basket
from app.central.shop.trial import COUPONS, count_visit
from app.contract.order import OrderItem
from app.domain.coupon import plain_code
from app.domain.frozen import frozen

if TYPE_CHECKING:
    from app.central.shop.visit import Visit


@frozen
class Choice:
    """A coupon of the member's that counts online now; `ends` is until when, as people read it."""

    code: str
    name: str
    ends: str


@frozen
class Chosen:
    """The coupon of a basket: what it took off, as people read it, or why it does not count."""

    code: str
    name: str
    off: str = ""
    why: str = ""


@frozen
class Typed:
    """A code that was typed and does not count, and why."""

    text: str = ""
    why: str = ""


@frozen
class Used:
    """A coupon of an order; `is_kept`: it was used, and did not come back."""

    name: str
    off: str
    is_kept: bool


def priced_basket(visit: Visit, connection: Connection, code: str) -> tuple[PricedBasket, Chosen | None]:
    """A basket with a coupon, by the same function as at the counter.

    Args:
        code: of the coupon; empty for none.
    """
    shelf = visit.shelf(connection)
    if not code:
        return price_basket(visit.basket, shelf, visit.till), None
    found = find(connection, [code]).get(code)
    reason = why_not(visit, connection, found)
    priced = price_basket(visit.basket, shelf, visit.till, () if reason else (code,))
    if reason:
        why = visit.words(f"coupon_why_{reason}")
    else:
        why = "" if priced.gift.off else _nothing_off(visit, priced.gift)
    off = visit.words.money(priced.gift.off) if priced.gift.off else ""
    return priced, Chosen(code, code if found is None else _name(visit, found), off, why)


def why_not(visit: Visit, connection: Connection, found: Found | None) -> str:
    """Why a coupon does not count for who is here, at this store, now, in a word; empty where it does."""
    member_id = None if visit.card is None else visit.card.member_id
    return why_not_online(connection, found, visit.code, member_id, visit.at)


def _nothing_off(visit: Visit, gift: Gift) -> str:
    words = visit.words
    if gift.more:
        return words("coupon_more", amount=words.money(gift.more))
    if gift.units:
        return words("coupon_units", count=gift.units)
    return words("coupon_least", amount=words.money(gift.least)) if gift.least else words("coupon_nothing")


def _name(visit: Visit, found: Found) -> str:
    return found.terms.name_en if visit.words.lang == "en" and found.terms.name_en else found.terms.name


def choices(visit: Visit, connection: Connection, chosen: str) -> list[Choice]:
    """What of a member's wallet counts online now, beside the one that is chosen; what ends first comes first."""
    if visit.card is None:
        return []
    mine = [one for one in wallet(connection, visit.card.member_id) if one.state == "open" and one.code != chosen]
    found = find(connection, [one.code for one in mine])
    mine = [one for one in mine if not why_not(visit, connection, found.get(one.code))]
    mine.sort(key=lambda one: (one.ends_at is None, one.ends_at, one.code))
    return [
        Choice(
            one.code, one.name_in(visit.words.lang),
            "" if one.ends_at is None else visit.words("use_until", when=visit.words.day(one.ends_at)),
        )
        for one in mine
    ]  # fmt: skip


def choose(visit: Visit, text: str) -> tuple[str, str]:
    """The code that a text means, as it is written or in capitals; and why its coupon does not count, in a word.

    Raises:
        UserError: ``request.too_many`` (retry_s): codes were tried out.
    """
    said = plain_code(text)
    codes = [one for one in dict.fromkeys((said, said.upper())) if one]
    with visit.read() as connection:
        own = {one.code for one in choices(visit, connection, "")}
    if not own.intersection(codes):
        seals, nonce, host = visit.seals, visit.session.nonce, visit.host
        visit.place.write(lambda each: count_visit(each, COUPONS, seals, nonce, host, visit.at))
    with visit.read() as connection:
        found = find(connection, codes)
        there = next((found[one] for one in codes if one in found), None)
        return (said if there is None else there.code), why_not(visit, connection, there)


def used_by(visit: Visit, connection: Connection, order_id: str, order: OrderItem) -> list[Used]:
    """The coupons that an order was placed with."""
    codes = [one.code for one in order.coupons]
    found, there = (find(connection, codes), kept(connection, order_id)) if codes else ({}, set())
    return [
        Used(
            _name(visit, found[one.code]) if one.code in found else one.code,
            visit.words.money(one.amount_minor), one.code in there,
        )
        for one in order.coupons
    ]  # fmt: skip
