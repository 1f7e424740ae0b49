"""Coupons that are somebody's: what a member can still use."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from sqlalchemy import Connection, select

from app.central.feed import CHAIN, Change, stands
from app.central.tables import coupon, member
from app.contract.campaign import WalletCoupon, WalletItem

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
