"""The desk: what every verb of the counter needs, and how a fact gets its day."""

from __future__ import annotations

from app.contract.wire import Wire, WireMoney
from app.domain.errors import ConflictError, UserError
from app.domain.frozen import frozen
from app.domain.money import Currency
from app.domain.shift import Shift, business_date
from app.domain.shop import Shop
from app.services.ports import Clock, Fact, IdSource, Reads, Writer


@frozen
class Desk:
    """The counter's connections to the outer rooms."""

    writer: Writer
    clock: Clock
    ids: IdSource
    shop: Shop

    def money(self, minor: int) -> WireMoney:
        """An amount in the shop's currency, for the wire."""
        return WireMoney(minor=minor, currency=self.shop.currency.code)

    def need_currency(self, currency: Currency) -> None:
        """Refuse a cart of another currency than the drawer's.

        Raises:
            UserError: ``cart.other_currency``.
        """
        if currency != self.shop.currency:
            raise UserError("cart.other_currency", found=currency.code, wanted=self.shop.currency.code)

    def business_on(self, at: int) -> str:
        """The trading day of a moment in microseconds UTC."""
        return business_date(at, self.shop.zone, self.shop.day_starts_minute)

    def fact(self, entry_id: str, body: Wire, actor: str, at: int, shift: Shift | None) -> Fact:
        """A fact within a shift, whose frozen day it takes, or outside any."""
        if shift is None:
            return Fact(entry_id, body, at, actor, self.business_on(at))
        return Fact(entry_id, body, at, actor, shift.business_on, shift.shift_id)


def need_shift(reads: Reads) -> Shift:
    """The open shift.

    Raises:
        UserError: ``shift.not_open``: no sale without a shift.
    """
    shift = reads.open_shift()
    if shift is None:
        raise UserError("shift.not_open")
    return shift


def need_answers(reads: Reads, cart_id: str | None = None, besides: str = "") -> None:
    """Refuse what may not be done while a provider was asked for something of a cart, or of any, and did not answer.

    Args:
        besides: a tender whose answer this is.

    Raises:
        UserError: ``tender.unresolved``.
    """
    if waiting := [one for one in reads.open_requests(cart_id) if one.tender_id != besides]:
        raise UserError("tender.unresolved", cart_id=waiting[0].cart_id)


def need_settled(reads: Reads, cart_id: str | None = None) -> None:
    """Refuse what would leave money behind that belongs to no sale yet: a cart's, or any cart's.

    Raises:
        UserError: as `need_answers`; ``tender.pending``: money was taken, and is neither sold nor given back.
    """
    need_answers(reads, cart_id)
    if taken := reads.pending_tenders(cart_id):
        raise UserError("tender.pending", cart_id=taken[0].cart_id)


def same_act(entry_id: str, stored: Wire | None, asked: Wire) -> None:
    """Refuse an id that already stands for another act; the same act again is success.

    Raises:
        ConflictError: ``act.id_means_another``.
    """
    if stored != asked:
        raise ConflictError("act.id_means_another", id=entry_id)
