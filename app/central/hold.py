"""Holds and claims: of all counters that ask for one coupon or one order at the same time, exactly one gets it."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Connection, Table, select, update

from app.central.body import body_of, read_body
from app.central.coupon_hold import HOLD, hold_shared, no, release_shared, why_not, why_not_theirs
from app.central.door import REFUSALS, SMALL, Here, Sender
from app.central.enrol import Enlisted
from app.central.order import RESERVED
from app.central.tables import campaign, coupon, pickup_order
from app.contract.campaign import CampaignItem
from app.contract.hold import ClaimRequest, Held, HoldRequest, Release, Released
from app.contract.wire import read_wire

router = APIRouter(prefix="/v1", responses=REFUSALS, tags=["terminal"])
#: Microseconds that an order is kept for the counter that hands it over.
CLAIM = 15 * 60 * 1_000_000
#: What begins the names of a table's columns, and how long it lasts.
_WORDS = {"coupon": ("hold", HOLD), "pickup_order": ("claim", CLAIM)}


def hold_coupon(connection: Connection, who: Enlisted, asked: HoldRequest, at: int) -> Held:
    """Keep a coupon for a cart. Asked again under the same id while it is kept, the answer is the same."""
    row = connection.execute(select(coupon).where(coupon.c.code == asked.coupon).with_for_update()).one_or_none()
    if row is None:
        return hold_shared(connection, who, asked, at)
    if row.state not in {"open", "allotted"}:  # an allotted one was printed, though its terminal has not told of it
        return no(row.state)
    body = connection.execute(select(campaign.c.body).where(campaign.c.id == row.campaign)).scalar_one()
    terms = read_wire(CampaignItem, body)
    if reason := why_not(terms, who.store, at):
        return no(reason)
    if row.ends_at is not None and at >= row.ends_at:
        return no("over")
    owner = row.member_id if terms.issue is None else None  # a printed one is whose paper it is
    if reason := why_not_theirs(connection, owner, asked.member_id):
        return no(reason)
    return _take(connection, coupon, row, who, asked.id, at, renew=asked.renew)


def claim_order(connection: Connection, who: Enlisted, asked: ClaimRequest, at: int) -> Held:
    """Keep an order for the counter that hands it over. Asked again under the same id, the answer is the same."""
    row = connection.execute(
        select(pickup_order)
        .where((pickup_order.c.id == asked.order) | (pickup_order.c.code == asked.order))
        .order_by(pickup_order.c.id)
        .limit(1)
        .with_for_update()
    ).one_or_none()
    if row is None:
        return Held(granted=False, reason="unknown")
    if row.store != who.store:
        return Held(granted=False, reason="other_store", store=row.store)
    if row.state not in RESERVED:
        reason: Literal["used", "state"] = "used" if row.state == "handed_over" else "state"
        return Held(granted=False, reason=reason, state=row.state)
    return _take(connection, pickup_order, row, who, asked.id, at, renew=asked.renew)


def _take(
    connection: Connection,
    table: Table,
    row: Any,  # noqa: ANN401 - of either table
    who: Enlisted,
    asked_id: str,
    at: int,
    *,
    renew: bool = False,
) -> Held:
    """Give a thing, whose row is locked, to who asks, unless somebody has it."""
    word, lasts = _WORDS[table.name]
    had, by, until = (row._mapping[f"{word}_{name}"] for name in ("id", "terminal", "until"))  # noqa: SLF001 - a row's public name
    if had is not None and until > at:
        if (had, by) != (asked_id, who.terminal_id):
            return no("held")
        if not renew:
            return Held(granted=True, until=until)
    values = {f"{word}_id": asked_id, f"{word}_terminal": who.terminal_id, f"{word}_until": at + lasts}
    key = next(iter(table.primary_key))
    connection.execute(update(table).where(key == row._mapping[key.name]).values(values))  # noqa: SLF001 - a row's public name
    return Held(granted=True, until=at + lasts)


def release(connection: Connection, table: Table, who: Enlisted, asked_id: str) -> Released:
    """Give up what a terminal has under an id."""
    word, _ = _WORDS[table.name]
    done = connection.execute(
        update(table)
        .where(table.c[f"{word}_id"] == asked_id, table.c[f"{word}_terminal"] == who.terminal_id)
        .values({f"{word}_id": None, f"{word}_terminal": None, f"{word}_until": None})
    )
    return Released(released=bool(done.rowcount))


def release_coupon(connection: Connection, who: Enlisted, asked_id: str) -> Released:
    """Give up a coupon of any kind."""
    shared = release_shared(connection, who, asked_id)
    return Released(released=release(connection, coupon, who, asked_id).released or shared)


@router.post("/holds/coupon", openapi_extra=body_of(HoldRequest))
async def post_hold(request: Request, place: Here, one: Sender) -> Held:
    """Keep a coupon for a cart."""
    asked = await read_body(request, HoldRequest, SMALL)
    return await run_in_threadpool(place.write, lambda connection: hold_coupon(connection, one, asked, place.clock()))


@router.post("/holds/coupon/release", openapi_extra=body_of(Release))
async def post_release_hold(request: Request, place: Here, one: Sender) -> Released:
    """Give a coupon up."""
    asked = await read_body(request, Release, SMALL)
    return await run_in_threadpool(
        place.write,
        lambda connection: release_coupon(connection, one, asked.id),
    )


@router.post("/claims/order", openapi_extra=body_of(ClaimRequest))
async def post_claim(request: Request, place: Here, one: Sender) -> Held:
    """Keep an order for the counter that hands it over."""
    asked = await read_body(request, ClaimRequest, SMALL)
    return await run_in_threadpool(place.write, lambda connection: claim_order(connection, one, asked, place.clock()))


@router.post("/claims/order/release", openapi_extra=body_of(Release))
async def post_release_claim(request: Request, place: Here, one: Sender) -> Released:
    """Give an order up."""
    asked = await read_body(request, Release, SMALL)
    return await run_in_threadpool(
        place.write,
        lambda connection: release(connection, pickup_order, one, asked.id),
    )
