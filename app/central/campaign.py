"""Campaigns: coupons that can each be used once, and what terminals may do with them without the centre."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Connection, case, func, select, update

from app.central.body import body_of, read_body
from app.central.coupon_block import allot_to_all
from app.central.coupon_order import ONLINE
from app.central.database import reading, upsert
from app.central.door import SMALL, After, Here, Key, Limit, Wrote, may
from app.central.enrol import Admin
from app.central.feed import CHAIN, Change, listed, lock, publish
from app.central.tables import campaign, coupon, coupon_use
from app.central.wallet import random_code, wallets
from app.contract.campaign import CampaignItem
from app.contract.hold import Name
from app.contract.wire import Code, Count, Whole, Wire, read_wire
from app.domain.errors import UserError

admin = APIRouter(prefix="/campaigns", tags=["admin"])
KIND = "campaign"


class KeyedCampaign(Wire):
    """A campaign with its id."""

    id: Code
    campaign: CampaignItem


class Campaigns(Wire):
    """Some of them, by id."""

    campaigns: tuple[KeyedCampaign, ...]


class CouponsForm(Wire):
    """Coupons to be made: these codes, each the campaign's code, a slash and more; or so many random ones."""

    codes: Annotated[tuple[Name, ...], Field(max_length=1_000)] = ()
    count: Annotated[int, Field(ge=0, le=1_000)] = 0
    member_id: Name | None = None


class Codes(Wire):
    """Codes of coupons."""

    codes: tuple[Code, ...]


class CouponRow(Wire):
    """A coupon: open, used (by which sale or which online order, when), withdrawn, or allotted to a terminal that may
    print it.
    """

    code: Code
    state: Code
    member_id: Code | None
    used_by: Code | None
    used_order: Code | None
    used_at: Count | None


class CouponCounts(Wire):
    """How many of a campaign's coupons are in which state."""

    open: Count = 0
    used: Count = 0
    withdrawn: Count = 0
    allotted: Count = 0


class StoreFigures(Wire):
    """What a campaign's coupons came to at one store; amounts in minor units, as its counters told them."""

    store: Code
    used: Count
    offline: Count
    members: Count
    restored: Count
    amount_minor: Whole


class OnlineFigures(Wire):
    """What a campaign's coupons came to in online orders that are collected at one store; amounts in minor units, as
    the shop told them. An order that never became a purchase used none.
    """

    store: Code
    used: Count
    members: Count
    restored: Count
    amount_minor: Whole


class Figures(Wire):
    """What became of a campaign: its coupons by state, their use by store, at the counters and online apart,
    and how many uses were which conflict.
    """

    coupons: CouponCounts
    stores: tuple[StoreFigures, ...]
    online: tuple[OnlineFigures, ...]
    conflicts: dict[Code, Count]


class Coupons(Wire):
    """Some of a campaign's, by code, and how many there are.

    A code is money to whoever has it: they are told to who may make them, and to nobody else.
    """

    coupons: tuple[CouponRow, ...]
    counts: CouponCounts


def put_campaign(connection: Connection, campaign_id: str, one: CampaignItem, at: int) -> int:
    """Put a campaign in, new or changed; how many are other than before.

    Args:
        at: microseconds UTC.

    Raises:
        UserError: ``campaign.malformed`` (field), ``campaign.taken_code``, ``campaign.other_code``,
            ``campaign.other_kind``: it was shared, or was not.
    """
    bounded = one.offline == "bounded"
    limits = (one.total_limit, one.member_limit)
    wrong = {
        "name": not one.name.strip(),
        "code": not one.code.strip() or not one.code.isprintable() or "/" in one.code,
        "ends_at": one.ends_at is not None and one.ends_at <= one.starts_at,
        "offline_count": bounded != bool(one.offline_count),
        "shared": not one.shared and any(limit is not None for limit in limits),
        "total_limit": 0 in limits,
        "issue": one.issue is not None and one.shared,
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise UserError("campaign.malformed", field=field)
    lock(connection, CHAIN)
    body = one.model_dump_json()
    same = connection.execute(select(campaign).where(campaign.c.code == one.code)).one_or_none()
    if same is not None and same.id != campaign_id:
        raise UserError("campaign.taken_code", campaign=same.id)
    before = connection.execute(select(campaign).where(campaign.c.id == campaign_id)).one_or_none()
    if before is not None and before.code != one.code:
        raise UserError("campaign.other_code", found=before.code)
    if before is not None and read_wire(CampaignItem, before.body).shared != one.shared:
        raise UserError("campaign.other_kind")
    if before is not None and before.body == body:
        return 0
    values = {"code": one.code, "starts_at": one.starts_at, "ends_at": one.ends_at, "body": body}
    statement = upsert(connection, campaign).values(id=campaign_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=[campaign.c.id], set_=values))
    publish(connection, [Change(CHAIN, KIND, campaign_id, body), *allot_to_all(connection, campaign_id, one, at)])
    return 1


def make_coupons(connection: Connection, campaign_id: str, form: CouponsForm) -> list[str]:
    """Make coupons; their codes. Those that are there already stay as they are.

    Raises:
        UserError: ``campaign.unknown``, ``campaign.shared``: its code is its only one; ``coupon.malformed``,
            ``coupon.taken`` by another campaign.
    """
    found = connection.execute(
        select(campaign.c.code, campaign.c.body).where(campaign.c.id == campaign_id)
    ).one_or_none()
    if found is None:
        raise UserError("campaign.unknown", campaign=campaign_id)
    if read_wire(CampaignItem, found.body).shared:
        raise UserError("campaign.shared", campaign=campaign_id)
    prefix = found.code
    for code in form.codes:
        if not code.startswith(f"{prefix}/") or len(code) == len(prefix) + 1:
            raise UserError("coupon.malformed", coupon=code, wanted=f"{prefix}/")
    codes = sorted({*form.codes, *(random_code(prefix) for _ in range(form.count))})
    if not codes:
        return []
    connection.execute(
        upsert(connection, coupon).on_conflict_do_nothing(),
        [{"code": code, "campaign": campaign_id, "member_id": form.member_id, "state": "open"} for code in codes],
    )
    if form.member_id is not None:
        publish(connection, wallets(connection, [form.member_id]))
    return codes


def withdraw(connection: Connection, campaign_id: str, code: str) -> int:
    """Make a coupon void that nobody used yet; how many were open.

    Raises:
        UserError: ``coupon.unknown``.
    """
    of_code = (coupon.c.code == code, coupon.c.campaign == campaign_id)
    query = select(coupon.c.state, coupon.c.member_id).where(*of_code).with_for_update()
    found = connection.execute(query).one_or_none()
    if found is None:
        raise UserError("coupon.unknown", coupon=code)
    if found.state not in {"open", "allotted"}:
        return 0
    connection.execute(update(coupon).where(*of_code).values(state="withdrawn", hold_id=None, hold_until=None))
    if found.member_id is not None:
        publish(connection, wallets(connection, [found.member_id]))
    return 1


@admin.get("", dependencies=[may("campaign", read=True)])
def list_campaigns(place: Here, after: After = "", limit: Limit = 100) -> Campaigns:
    """Tell the campaigns."""
    with reading(place.engine) as connection:
        rows = listed(connection, CHAIN, KIND, after, limit)
    return Campaigns(
        campaigns=tuple(KeyedCampaign(id=key, campaign=read_wire(CampaignItem, body)) for key, body in rows)
    )


@admin.put("/{campaign_id}", openapi_extra=body_of(CampaignItem))
async def put_one(request: Request, place: Here, campaign_id: Key, who: Annotated[Admin, may("campaign")]) -> Wrote:
    """Put a campaign in, or change all of it but its code."""
    who.everywhere()
    form = await read_body(request, CampaignItem, SMALL)

    def job(connection: Connection) -> int:
        return put_campaign(connection, campaign_id, form, place.clock())

    return Wrote(changed=await run_in_threadpool(place.write, job))


def _counts(connection: Connection, campaign_id: str) -> CouponCounts:
    states = (
        select(coupon.c.state, func.count().label("times"))
        .where(coupon.c.campaign == campaign_id)
        .group_by(coupon.c.state)
    )
    return CouponCounts(**{str(row.state): row.times for row in connection.execute(states)})


def figures(connection: Connection, campaign_id: str, store: str | None = None) -> Figures:
    """What became of a campaign, in one store or in all."""
    of_it = [coupon_use.c.campaign == campaign_id]
    if store is not None:
        of_it.append(coupon_use.c.store == store)
    query = (
        select(
            coupon_use.c.store,
            func.sum(case((coupon_use.c.restored_at.is_(None), 1), else_=0)).label("used"),
            func.sum(case((coupon_use.c.basis == "offline", 1), else_=0)).label("offline"),
            func.count(coupon_use.c.member_id.distinct()).label("members"),
            func.count(coupon_use.c.restored_at).label("restored"),
            func.coalesce(func.sum(coupon_use.c.amount_minor), 0).label("amount_minor"),
        )
        .group_by(coupon_use.c.store)
        .order_by(coupon_use.c.store)
    )
    counters = connection.execute(query.where(*of_it, coupon_use.c.terminal_id != ONLINE))
    orders = connection.execute(query.where(*of_it, coupon_use.c.terminal_id == ONLINE))
    outcomes = (
        select(coupon_use.c.outcome, func.count())
        .where(*of_it, coupon_use.c.outcome != "used")
        .group_by(coupon_use.c.outcome)
    )
    return Figures(
        coupons=_counts(connection, campaign_id),
        stores=tuple(StoreFigures(**_figures(row, StoreFigures)) for row in counters),
        online=tuple(OnlineFigures(**_figures(row, OnlineFigures)) for row in orders),
        conflicts={str(outcome): int(times) for outcome, times in connection.execute(outcomes)},
    )


def _figures(row: Any, form: type[Wire]) -> dict[str, Any]:  # noqa: ANN401 - a row by its names
    """Whole numbers: PostgreSQL sums to another kind."""
    figures = {name: getattr(row, name) for name in form.model_fields}
    return {name: one if isinstance(one, str) else int(one) for name, one in figures.items()}


@admin.get("/{campaign_id}/figures")
def get_figures(place: Here, campaign_id: Key, who: Annotated[Admin, may("campaign", read=True)]) -> Figures:
    """Tell what became of a campaign; to a store's own token what became of it there."""
    with reading(place.engine) as connection:
        if connection.execute(select(campaign.c.id).where(campaign.c.id == campaign_id)).first() is None:
            raise UserError("campaign.unknown", campaign=campaign_id)
        return figures(connection, campaign_id, who.store)


@admin.get("/{campaign_id}/coupons")
def list_coupons(
    place: Here,
    campaign_id: Key,
    who: Annotated[Admin, may("campaign", read=True)],
    after: After = "",
    limit: Limit = 100,
) -> Coupons:
    """Tell a campaign's coupons; who may make none hears only how many there are."""
    columns = [coupon.c[name] for name in CouponRow.model_fields]
    query = select(*columns).where(coupon.c.campaign == campaign_id, coupon.c.code > after)
    with reading(place.engine) as connection:
        counts = _counts(connection, campaign_id)
        if who.store is not None or "campaign" not in who.scopes:
            return Coupons(coupons=(), counts=counts)
        rows = connection.execute(query.order_by(coupon.c.code).limit(limit)).mappings()
        return Coupons(coupons=tuple(CouponRow(**row) for row in rows), counts=counts)


@admin.post("/{campaign_id}/coupons", openapi_extra=body_of(CouponsForm))
async def post_coupons(
    request: Request, place: Here, campaign_id: Key, who: Annotated[Admin, may("campaign")]
) -> Codes:
    """Make coupons."""
    who.everywhere()
    form = await read_body(request, CouponsForm)
    made = await run_in_threadpool(place.write, lambda connection: make_coupons(connection, campaign_id, form))
    return Codes(codes=tuple(made))


@admin.delete("/{campaign_id}/coupons/{code:path}")
def delete_coupon(place: Here, campaign_id: Key, code: Key, who: Annotated[Admin, may("campaign")]) -> Wrote:
    """Withdraw a coupon that nobody used."""
    who.everywhere()
    return Wrote(changed=place.write(lambda connection: withdraw(connection, campaign_id, code)))
