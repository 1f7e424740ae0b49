"""Campaigns: coupons that can each be used once, and what terminals may do with them without the centre."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Connection, func, select, update

from app.central.body import body_of, read_body
from app.central.database import reading, upsert
from app.central.door import SMALL, After, Here, Key, Limit, Wrote, may
from app.central.enrol import Admin
from app.central.feed import CHAIN, Change, listed, lock, publish
from app.central.tables import campaign, coupon
from app.contract.campaign import CampaignItem
from app.contract.hold import Name
from app.contract.wire import Code, Count, Wire, read_wire
from app.domain.errors import UserError

admin = APIRouter(prefix="/campaigns", tags=["admin"])
KIND = "campaign"
#: Without letters and digits that are mistaken for each other.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


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
    """A coupon: open, used (by which sale, when) or withdrawn."""

    code: Code
    state: Code
    member_id: Code | None
    used_by: Code | None
    used_at: Count | None


class CouponCounts(Wire):
    """How many of a campaign's coupons are in which state."""

    open: Count = 0
    used: Count = 0
    withdrawn: Count = 0


class Coupons(Wire):
    """Some of a campaign's, by code, and how many there are.

    A code is money to whoever has it: they are told to who may make them, and to nobody else.
    """

    coupons: tuple[CouponRow, ...]
    counts: CouponCounts


def put_campaign(connection: Connection, campaign_id: str, one: CampaignItem) -> int:
    """Put a campaign in, new or changed; how many are other than before.

    Raises:
        UserError: ``campaign.malformed`` (field), ``campaign.taken_code``, ``campaign.other_code``.
    """
    bounded = one.offline == "bounded"
    wrong = {
        "name": not one.name.strip(),
        "code": not one.code.strip() or not one.code.isprintable() or "/" in one.code,
        "ends_at": one.ends_at is not None and one.ends_at <= one.starts_at,
        "offline_count": bounded != bool(one.offline_count),
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
    if before is not None and before.body == body:
        return 0
    values = {"code": one.code, "starts_at": one.starts_at, "ends_at": one.ends_at, "body": body}
    statement = upsert(connection, campaign).values(id=campaign_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=[campaign.c.id], set_=values))
    publish(connection, [Change(CHAIN, KIND, campaign_id, body)])
    return 1


def make_coupons(connection: Connection, campaign_id: str, form: CouponsForm) -> list[str]:
    """Make coupons; their codes. Those that are there already stay as they are.

    Raises:
        UserError: ``campaign.unknown``; ``coupon.malformed``, ``coupon.taken`` by another campaign.
    """
    prefix = connection.execute(select(campaign.c.code).where(campaign.c.id == campaign_id)).scalar_one_or_none()
    if prefix is None:
        raise UserError("campaign.unknown", campaign=campaign_id)
    for code in form.codes:
        if not code.startswith(f"{prefix}/") or len(code) == len(prefix) + 1:
            raise UserError("coupon.malformed", coupon=code, wanted=f"{prefix}/")
    codes = sorted({*form.codes, *(f"{prefix}/{_random()}" for _ in range(form.count))})
    if not codes:
        return []
    connection.execute(
        upsert(connection, coupon).on_conflict_do_nothing(),
        [{"code": code, "campaign": campaign_id, "member_id": form.member_id, "state": "open"} for code in codes],
    )
    return codes


def _random() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(12))


def withdraw(connection: Connection, campaign_id: str, code: str) -> int:
    """Make a coupon void that nobody used yet; how many were open.

    Raises:
        UserError: ``coupon.unknown``.
    """
    of_code = (coupon.c.code == code, coupon.c.campaign == campaign_id)
    found = connection.execute(select(coupon.c.state).where(*of_code).with_for_update()).scalar_one_or_none()
    if found is None:
        raise UserError("coupon.unknown", coupon=code)
    if found != "open":
        return 0
    connection.execute(update(coupon).where(*of_code).values(state="withdrawn", hold_id=None, hold_until=None))
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
    job = run_in_threadpool(place.write, lambda connection: put_campaign(connection, campaign_id, form))
    return Wrote(changed=await job)


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
    states = (
        select(coupon.c.state, func.count().label("times"))
        .where(coupon.c.campaign == campaign_id)
        .group_by(coupon.c.state)
    )
    with reading(place.engine) as connection:
        counts = CouponCounts(**{str(row.state): row.times for row in connection.execute(states)})
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
