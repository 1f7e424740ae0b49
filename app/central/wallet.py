"""Coupons that are somebody's: what a member can still use, and what a terminal may print on its receipts."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from app.central.database import upsert
from app.central.feed import CHAIN, Change, publish, stands
from app.central.tables import campaign, coupon, member, terminal
from app.contract.campaign import BlockCoupon, CampaignItem, CouponBlockItem, WalletCoupon, WalletItem
from app.contract.wire import read_wire
from app.domain.campaign import DAY

#: Coupons of one wallet that terminals are told of.
MOST = 50
#: Without letters and digits that are mistaken for each other.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def random_code(prefix: str) -> str:
    """A new coupon's code."""
    return f"{prefix}/{''.join(secrets.choice(_LETTERS) for _ in range(12))}"


def names_of(connection: Connection, member_id: str) -> tuple[str, ...]:
    """All ids of a member, the one that holds first: those of whom became this one are its own for ever."""
    for _ in range(8):
        now = connection.execute(select(member.c.merged_into).where(member.c.id == member_id)).scalar_one_or_none()
        if now is None:
            break
        member_id = now
    found = {member_id: None}
    last = [member_id]
    for _ in range(8):
        query = select(member.c.id).where(member.c.merged_into.in_(last)).order_by(member.c.id)
        last = [one for one in connection.execute(query).scalars() if one not in found]
        if not last:
            break
        found |= dict.fromkeys(last)
    return tuple(found)


def wallets(connection: Connection, member_ids: Iterable[str]) -> list[Change]:
    """What some members can still use, as terminals are told it; what was told of their former ids is gone."""
    changes = []
    known = {names[0]: names for names in (names_of(connection, one) for one in member_ids)}
    for member_id, (_, *former) in sorted(known.items()):
        changes += [Change(CHAIN, "wallet", one, None) for one in sorted(stands(connection, CHAIN, "wallet", former))]
        rows = connection.execute(
            select(coupon.c.code, coupon.c.campaign, coupon.c.ends_at)
            .where(coupon.c.member_id.in_((member_id, *former)), coupon.c.state == "open")
            .order_by(coupon.c.code)
            .limit(MOST)
        )
        coupons = tuple(WalletCoupon(code=row.code, campaign=row.campaign, ends_at=row.ends_at) for row in rows)
        body = WalletItem(coupons=coupons).model_dump_json() if coupons else None
        if body is not None or stands(connection, CHAIN, "wallet", [member_id]):
            changes.append(Change(CHAIN, "wallet", member_id, body))
    return changes


def allot(
    connection: Connection, terminal_id: str, store: str, campaign_id: str, terms: CampaignItem
) -> list[Change]:
    """Give a terminal coupons to print, once it has fewer than half of its block; what it is told."""
    if terms.issue is None or (terms.stores and store not in terms.stores):
        return []
    ours = (coupon.c.terminal_id == terminal_id, coupon.c.campaign == campaign_id, coupon.c.state == "allotted")
    left = sorted(connection.execute(select(coupon.c.code).where(*ours)).scalars())
    missing = terms.issue.block - len(left)
    key = f"{campaign_id}/{terminal_id}"
    if missing * 2 < terms.issue.block and stands(connection, store, "coupon_block", [key]):
        return []
    fresh = sorted(random_code(terms.code) for _ in range(missing))
    if fresh:
        rows = [
            {"code": code, "campaign": campaign_id, "state": "allotted", "terminal_id": terminal_id} for code in fresh
        ]
        connection.execute(upsert(connection, coupon).on_conflict_do_nothing(), rows)
    coupons = tuple(BlockCoupon(code=code) for code in (*left, *fresh))
    item = CouponBlockItem(terminal_id=terminal_id, campaign=campaign_id, coupons=coupons)
    return [Change(store, "coupon_block", key, item.model_dump_json())]


def allot_to_all(connection: Connection, campaign_id: str, terms: CampaignItem) -> list[Change]:
    """Give every terminal of a campaign's stores coupons to print."""
    if terms.issue is None:
        return []
    query = select(terminal.c.id, terminal.c.store).where(terminal.c.revoked_at.is_(None)).order_by(terminal.c.id)
    changes = []
    for row in connection.execute(query).all():
        changes += allot(connection, row.id, row.store, campaign_id, terms)
    return changes


def allot_anew(connection: Connection, terminal_id: str, store: str, at: int) -> None:
    """Give a terminal coupons to print: one that is new, or a machine that takes one over.

    What the machine of before had ahead, it may have printed: whoever shows it has it; it is not printed again.
    """
    ours = (coupon.c.terminal_id == terminal_id, coupon.c.state == "allotted")
    changes = []
    for row in connection.execute(select(campaign.c.id, campaign.c.body).order_by(campaign.c.id)).all():
        terms = read_wire(CampaignItem, row.body)
        if terms.issue is None:
            continue
        ends_at = at + terms.issue.days * DAY
        ends = ends_at if terms.ends_at is None else min(ends_at, terms.ends_at)
        old = update(coupon).where(*ours, coupon.c.campaign == row.id).values(state="open", ends_at=ends)
        connection.execute(old)
        changes += allot(connection, terminal_id, store, row.id, terms)
    publish(connection, changes)
