"""Which coupons count where, and shared ones, of which each hold counts towards the limits while it lasts."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import Connection, delete, func, select

from app.central.database import upsert
from app.central.enrol import Enlisted
from app.central.tables import campaign, coupon_hold, coupon_use
from app.central.wallet import names_of
from app.contract.campaign import CampaignItem
from app.contract.hold import Held, HoldRequest
from app.contract.wire import read_wire

#: Microseconds that a coupon is kept for a cart.
HOLD = 10 * 60 * 1_000_000


def no(reason: str) -> Held:
    """Not that one, and why."""
    return Held.model_validate({"granted": False, "reason": reason})


def why_not(terms: CampaignItem, store: str, at: int, channel: Literal["store", "online"] = "store") -> str:
    """Why a campaign's coupons do not count at a store's counters, or for orders that are collected there; empty
    where they do.
    """
    if at < terms.starts_at:
        return "not_yet"
    if terms.ends_at is not None and at >= terms.ends_at:
        return "over"
    if terms.stores and store not in terms.stores:
        return "other_store"
    return "other_channel" if terms.channels and channel not in terms.channels else ""


def why_not_theirs(connection: Connection, owner: str | None, asks: str | None) -> str:
    """Why a coupon that is perhaps somebody's is not for whoever is there with it; empty where it is."""
    if owner is None or owner == asks:
        return ""
    if asks is None:
        return "member_needed"
    is_same = names_of(connection, owner)[0] == names_of(connection, asks)[0]
    return "" if is_same else "other_member"


def hold_shared(connection: Connection, who: Enlisted, asked: HoldRequest, at: int) -> Held:
    """Keep one use of a shared coupon for a cart."""
    row = connection.execute(
        select(campaign.c.id, campaign.c.body).where(campaign.c.code == asked.coupon).with_for_update()
    ).one_or_none()
    terms = None if row is None else read_wire(CampaignItem, row.body)
    if row is None or terms is None or not terms.shared:
        return no("unknown")
    if reason := why_not(terms, who.store, at):
        return no(reason)
    connection.execute(delete(coupon_hold).where(coupon_hold.c.campaign == row.id, coupon_hold.c.until_at <= at))
    own = (coupon_hold.c.id == asked.id, coupon_hold.c.terminal_id == who.terminal_id)
    known = connection.execute(select(coupon_hold).where(*own)).one_or_none()
    if known is not None and known.member_id == asked.member_id and not asked.renew:
        return Held(granted=True, until=known.until_at)
    if reason := beyond(connection, str(row.id), terms, asked.member_id, at, asked.id):
        return no(reason)
    values = {"code": asked.coupon, "campaign": row.id, "member_id": asked.member_id, "until_at": at + HOLD}
    statement = upsert(connection, coupon_hold).values(id=asked.id, terminal_id=who.terminal_id, **values)
    keys = [coupon_hold.c.id, coupon_hold.c.terminal_id]
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))
    return Held(granted=True, until=at + HOLD)


def beyond(
    connection: Connection,
    campaign_id: str,
    terms: CampaignItem,
    member_id: str | None,
    at: int | None,
    but: str = "",
) -> str:
    """Which limit of a shared coupon is reached; empty for none.

    Args:
        at: what counters hold at this moment counts as used; None for uses alone.
        but: a hold that does not count: who asks has it already.
    """
    if terms.total_limit is not None and _times(connection, campaign_id, at, but) >= terms.total_limit:
        return "total_limit"
    if terms.member_limit is None:
        return ""
    if member_id is None:
        return "member_needed"
    mine = _times(connection, campaign_id, at, but, member_id)
    return "member_limit" if mine >= terms.member_limit else ""


def _times(connection: Connection, campaign_id: str, at: int | None, but: str, of_member: str | None = None) -> int:
    used: list[Any] = [coupon_use.c.campaign == campaign_id, coupon_use.c.restored_at.is_(None)]
    held: list[Any] = [
        coupon_hold.c.campaign == campaign_id,
        coupon_hold.c.id != but,
        coupon_hold.c.until_at > (at or 0),
    ]
    if of_member is not None:
        names = names_of(connection, of_member)
        used.append(coupon_use.c.member_id.in_(names))
        held.append(coupon_hold.c.member_id.in_(names))
    counted = ((coupon_use, used),) if at is None else ((coupon_use, used), (coupon_hold, held))
    counts = (
        connection.execute(select(func.count()).select_from(table).where(*of_it)).scalar_one()
        for table, of_it in counted
    )
    return sum(int(count) for count in counts)


def release_shared(connection: Connection, who: Enlisted, asked_id: str) -> bool:
    """Give up what a terminal has under an id; whether there was something."""
    own = (coupon_hold.c.id == asked_id, coupon_hold.c.terminal_id == who.terminal_id)
    return bool(connection.execute(delete(coupon_hold).where(*own)).rowcount)
