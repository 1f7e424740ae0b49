"""Stock: levels per store that only ever move by deltas, on hand and reserved apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Connection, select

from app.central.body import body_of, read_body
from app.central.database import reading, upsert
from app.central.door import After, Here, Limit, StoreKey, Wrote, may
from app.central.enrol import Admin
from app.central.feed import Change, publish
from app.central.store import check_store
from app.central.tables import effect, stock
from app.contract.feed import StockItem
from app.contract.wire import Code, Uuid, Whole, Wire
from app.domain.errors import UserError
from app.domain.money import MOST

admin = APIRouter(prefix="/stores/{store}/stock", tags=["admin"])
KIND = "stock"
_MOST = 10**12


class Delta(Wire):
    """How one SKU's stock moves, in thousandths of its unit."""

    sku: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
    milli: Annotated[int, Field(ge=-_MOST, le=_MOST)]


class MoveForm(Wire):
    """A movement under its own id: sent again, it moves nothing once more."""

    id: Uuid
    reason: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
    deltas: Annotated[tuple[Delta, ...], Field(min_length=1, max_length=1_000)]


class Level(Wire):
    """A SKU's stock in thousandths."""

    sku: Code
    on_hand: Whole
    reserved: Whole


class Levels(Wire):
    """A page of levels, by SKU."""

    levels: tuple[Level, ...]


def shift(connection: Connection, store: str, moved: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    """Move levels by what comes on hand and what is reserved, in the order of the SKUs; the rows afterwards."""
    skus = sorted(sku for sku, milli in moved.items() if any(milli))
    if not skus:
        return {}
    statement = upsert(connection, stock)
    statement = statement.on_conflict_do_update(
        index_elements=[stock.c.store, stock.c.sku],
        set_={
            "on_hand": stock.c.on_hand + statement.excluded.on_hand,
            "reserved": stock.c.reserved + statement.excluded.reserved,
        },
    )
    connection.execute(  # in their order: PostgreSQL locks each row as it is written
        statement,
        [{"store": store, "sku": sku, "on_hand": moved[sku][0], "reserved": moved[sku][1]} for sku in skus],
    )
    found: dict[str, Any] = {}
    for start in range(0, len(skus), 500):
        some = skus[start : start + 500]
        found |= {
            row.sku: row
            for row in connection.execute(select(stock).where(stock.c.store == store, stock.c.sku.in_(some)))
        }
    return found


def changes_of(store: str, rows: Mapping[str, Any]) -> list[Change]:
    """Levels as terminals are told them."""
    return [
        Change(store, KIND, sku, StockItem(on_hand=row.on_hand, reserved=row.reserved).model_dump_json())
        for sku, row in rows.items()
    ]


def move(connection: Connection, store: str, move_id: str, deltas: Mapping[str, int], reason: str) -> int:
    """Move a store's stock, once for an id; how many levels are other than before.

    Raises:
        UserError: ``store.unknown``; ``stock.out_of_range``.
    """
    check_store(connection, store)
    is_new = connection.execute(
        upsert(connection, effect)
        .values(id=f"stock/{move_id}", terminal_id="", kind=f"stock.moved {reason}")
        .on_conflict_do_nothing()
        .returning(effect.c.id)
    ).first()
    if is_new is None:
        return 0
    rows = shift(connection, store, {sku: (milli, 0) for sku, milli in deltas.items()})
    if any(abs(row.on_hand) > _MOST * 1_000 for row in rows.values()):
        raise UserError("stock.out_of_range")
    publish(connection, changes_of(store, rows))
    return len(rows)


def levels(connection: Connection, store: str, skus: list[str]) -> dict[str, int]:
    """What is on hand of some SKUs."""
    found = {}
    for start in range(0, len(skus), 500):
        some = skus[start : start + 500]
        rows = connection.execute(
            select(stock.c.sku, stock.c.on_hand).where(stock.c.store == store, stock.c.sku.in_(some))
        )
        found.update({row.sku: row.on_hand for row in rows})
    return found


@admin.get("")
def list_levels(
    place: Here,
    store: StoreKey,
    who: Annotated[Admin, may("stock", read=True)],
    after: After = "",
    limit: Limit = 100,
) -> Levels:
    """Tell a store's stock."""
    who.in_store(store)
    columns = [stock.c[name] for name in Level.model_fields]
    query = select(*columns).where(stock.c.store == store, stock.c.sku > after).order_by(stock.c.sku).limit(limit)
    with reading(place.engine) as connection:
        rows = connection.execute(query).all()
    told = [Level(sku=row.sku, on_hand=_bounded(row.on_hand), reserved=_bounded(row.reserved)) for row in rows]
    return Levels(levels=tuple(told))


def _bounded(milli: int) -> int:
    """A level as a number that everybody keeps: what terminals moved is never refused, whatever it comes to."""
    return max(-MOST, min(milli, MOST))


@admin.post("", openapi_extra=body_of(MoveForm))
async def post_move(request: Request, place: Here, store: StoreKey, who: Annotated[Admin, may("stock")]) -> Wrote:
    """Move a store's stock: goods that came, went, or were counted anew."""
    who.in_store(store)
    form = await read_body(request, MoveForm)
    deltas = {one.sku: one.milli for one in form.deltas}
    if len(deltas) < len(form.deltas):
        raise UserError("request.malformed", where="deltas", reason="one SKU twice")
    job = run_in_threadpool(place.write, lambda connection: move(connection, store, form.id, deltas, form.reason))
    return Wrote(changed=await job)
