"""Blocks of coupons: what a terminal may print on its receipts, given and signed ahead of time.

They are signed in the transaction that gives them: a block is never told unsigned. By what, the database was told by
whoever opened it (`signs`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import Connection, Engine, select, update

from app.central.database import upsert
from app.central.feed import Change, publish, stands
from app.central.key import signing_seed
from app.central.tables import campaign, coupon, terminal
from app.central.wallet import random_code
from app.contract.campaign import BlockCoupon, CampaignItem, CouponBlockItem
from app.contract.wire import read_wire
from app.domain.campaign import DAY
from app.domain.codes.signed import CodeKind
from app.domain.errors import UserError

#: Microseconds that a coupon may lie in its block before it is printed, and still hold as long as it should.
_LIES = 180 * DAY
#: A coupon's signed code: of the key's seed, the kind, the store, the subject, until when, in microseconds UTC.
Sign = Callable[[bytes, CodeKind, str, str, int], str]
_SIGN = "sign_coupon"


def signs(engine: Engine, sign: Sign) -> None:
    """Have a database's coupons signed by something."""
    engine.update_execution_options(**{_SIGN: sign})


def allot(
    connection: Connection, terminal_id: str, store: str, campaign_id: str, terms: CampaignItem, at: int
) -> list[Change]:
    """Give a terminal coupons to print, once it has fewer than half of its block; what it is told.

    Args:
        at: microseconds UTC.
    """
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
    return [_block(connection, terminal_id, store, campaign_id, terms, (*left, *fresh), at)]


def _block(
    connection: Connection,
    terminal_id: str,
    store: str,
    campaign_id: str,
    terms: CampaignItem,
    codes: Iterable[str],
    at: int,
) -> Change:
    """A block as its terminal is told it, each coupon signed with the key of now."""
    seed, sign = signing_seed(connection), connection.get_execution_options()[_SIGN]
    until = at + _LIES + (0 if terms.issue is None else terms.issue.days * DAY)
    until = until if terms.ends_at is None else min(until, terms.ends_at)
    coupons = tuple(BlockCoupon(code=code, signed=_signed(sign, seed, code, until)) for code in codes)
    item = CouponBlockItem(terminal_id=terminal_id, campaign=campaign_id, coupons=coupons)
    return Change(store, "coupon_block", f"{campaign_id}/{terminal_id}", item.model_dump_json())


def _signed(sign: Sign, seed: bytes, code: str, until: int) -> str:
    """A coupon's signed code; nothing where it is too long for one."""
    try:
        return sign(seed, CodeKind.COUPON, "", code, until)
    except UserError:
        return ""


def sign_anew(connection: Connection, at: int) -> None:
    """Tell terminals what they have ahead signed with the key of now: what a former one signed may be ended."""
    rows = connection.execute(select(campaign.c.id, campaign.c.body).order_by(campaign.c.id)).all()
    terms = {row.id: read_wire(CampaignItem, row.body) for row in rows}
    query = (
        select(coupon.c.terminal_id, terminal.c.store, coupon.c.campaign, coupon.c.code)
        .join(terminal, terminal.c.id == coupon.c.terminal_id)
        .where(coupon.c.state == "allotted", terminal.c.revoked_at.is_(None))
        .order_by(coupon.c.campaign, coupon.c.terminal_id, coupon.c.code)
    )
    blocks: dict[tuple[str, str, str], list[str]] = {}
    for row in connection.execute(query):
        blocks.setdefault((row.terminal_id, row.store, row.campaign), []).append(row.code)
    publish(
        connection,
        [
            _block(connection, terminal_id, store, campaign_id, terms[campaign_id], codes, at)
            for (terminal_id, store, campaign_id), codes in blocks.items()
        ],
    )


def allot_to_all(connection: Connection, campaign_id: str, terms: CampaignItem, at: int) -> list[Change]:
    """Give every terminal of a campaign's stores coupons to print."""
    if terms.issue is None:
        return []
    query = select(terminal.c.id, terminal.c.store).where(terminal.c.revoked_at.is_(None)).order_by(terminal.c.id)
    changes = []
    for row in connection.execute(query).all():
        changes += allot(connection, row.id, row.store, campaign_id, terms, at)
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
        changes += allot(connection, terminal_id, store, row.id, terms, at)
    publish(connection, changes)
