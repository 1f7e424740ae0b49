"""Promotions: each is complete in itself, of the whole chain or of one store."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Connection

from app.central.body import body_of, read_body
from app.central.database import reading
from app.central.door import SMALL, After, Here, Key, Limit, Wrote, may
from app.central.enrol import Admin
from app.central.feed import CHAIN, Change, listed, lock, publish, stands
from app.central.store import check_store
from app.contract.promotion import SCHEMA, PromotionRule
from app.contract.wire import Code, Wire
from app.domain.errors import UserError

admin = APIRouter(prefix="/promotions", tags=["admin"])
KIND = "promotion"
OfStore = Annotated[str, Query(pattern=r"^[A-Z0-9]{0,8}$")]


class Promotions(Wire):
    """A page of promotions, by id, each as it stands."""

    store: Code
    promotions: tuple[dict[str, Any], ...]


def _reach(who: Admin, store: str) -> str:
    """The scope of a store, or of the chain where none is named."""
    if store:
        who.in_store(store)
        return store
    who.everywhere()
    return CHAIN


def put_promotion(connection: Connection, scope: str, one: PromotionRule) -> int:
    """Put a promotion in, new or changed; how many are other than before.

    Raises:
        UserError: ``store.unknown``; ``promotion.malformed`` (field): it can never hold.
    """
    if scope != CHAIN:
        check_store(connection, scope)
    if one.when.from_on and one.when.until_on and one.when.from_on > one.when.until_on:
        raise UserError("promotion.malformed", field="when")
    form = one.model_dump(mode="json", by_alias=True, exclude_unset=True)
    body = json.dumps({**form, "schema": SCHEMA}, ensure_ascii=False)
    lock(connection, scope)
    there = stands(connection, scope, KIND, [one.id])
    if there and there[one.id][1] == body:
        return 0
    publish(connection, [Change(scope, KIND, one.id, body)])
    return 1


def take_out(connection: Connection, scope: str, promotion_id: str) -> int:
    """Take a promotion out; how many were there."""
    lock(connection, scope)
    if not stands(connection, scope, KIND, [promotion_id]):
        return 0
    publish(connection, [Change(scope, KIND, promotion_id, None)])
    return 1


@admin.get("")
def list_promotions(
    place: Here,
    who: Annotated[Admin, may("promotion", read=True)],
    store: OfStore = "",
    after: After = "",
    limit: Limit = 100,
) -> Promotions:
    """Tell the promotions of the chain, or those of one store alone."""
    if store:
        who.in_store(store)
    with reading(place.engine) as connection:
        rows = listed(connection, store or CHAIN, KIND, after, limit)
    return Promotions(store=store, promotions=tuple(json.loads(body) for _, body in rows))


@admin.put("/{promotion_id}", openapi_extra=body_of(PromotionRule))
async def put_one(
    request: Request,
    place: Here,
    promotion_id: Key,
    who: Annotated[Admin, may("promotion")],
    store: OfStore = "",
) -> Wrote:
    """Put a promotion in, new or changed, for the chain or for one store."""
    scope = _reach(who, store)
    form = await read_body(request, PromotionRule, SMALL)
    if form.id != promotion_id:
        raise UserError("request.malformed", where="id", reason="another one than in the address")
    job = run_in_threadpool(place.write, lambda connection: put_promotion(connection, scope, form))
    return Wrote(changed=await job)


@admin.delete("/{promotion_id}")
def delete_one(place: Here, promotion_id: Key, who: Annotated[Admin, may("promotion")], store: OfStore = "") -> Wrote:
    """Take a promotion out."""
    scope = _reach(who, store)
    return Wrote(changed=place.write(lambda connection: take_out(connection, scope, promotion_id)))
