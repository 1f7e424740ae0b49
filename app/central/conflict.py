"""Conflicts: two truths that met, for a person to look at; closing one changes nothing of what was sold."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Connection, select, update

from app.central.body import body_of, read_body
from app.central.database import reading
from app.central.door import SMALL, After, Here, Key, Limit, StoreKey, Wrote, may
from app.central.enrol import Admin
from app.central.feed import Change, publish
from app.central.tables import conflict
from app.contract.wire import Code, Count, Wire
from app.domain.errors import UserError

admin = APIRouter(prefix="/stores/{store}/conflicts", tags=["admin"])


class ConflictRow(Wire):
    """A conflict, and who closed it; moments in microseconds UTC."""

    id: Code
    terminal_id: Code
    kind: Code
    entry_id: Code
    subject: Code
    outcome: Code
    made_at: Count
    closed_at: Count | None
    closed_by: Code | None


class Conflicts(Wire):
    """A page of them, by id."""

    conflicts: tuple[ConflictRow, ...]


class CloseForm(Wire):
    """Who looked at it."""

    by: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]


def close(connection: Connection, store: str, conflict_id: str, by: str, at: int) -> int:
    """Close a conflict; terminals forget it. How many were open until now.

    Raises:
        UserError: ``conflict.unknown``.
    """
    found = connection.execute(
        select(conflict.c.closed_at).where(conflict.c.id == conflict_id, conflict.c.store == store).with_for_update()
    ).one_or_none()
    if found is None:
        raise UserError("conflict.unknown", conflict=conflict_id)
    if found.closed_at is not None:
        return 0
    connection.execute(update(conflict).where(conflict.c.id == conflict_id).values(closed_at=at, closed_by=by))
    publish(connection, [Change(store, "conflict", conflict_id, None)])
    return 1


@admin.get("")
def list_conflicts(
    place: Here,
    store: StoreKey,
    who: Annotated[Admin, may("conflict", read=True)],
    open_only: Annotated[bool, Query(alias="open")] = True,  # noqa: FBT002 - a query's own form
    after: After = "",
    limit: Limit = 100,
) -> Conflicts:
    """Tell a store's conflicts."""
    who.in_store(store)
    columns = [conflict.c[name] for name in ConflictRow.model_fields]
    query = select(*columns).where(conflict.c.store == store, conflict.c.id > after).order_by(conflict.c.id)
    if open_only:
        query = query.where(conflict.c.closed_at.is_(None))
    with reading(place.engine) as connection:
        rows = connection.execute(query.limit(limit)).mappings()
        return Conflicts(conflicts=tuple(ConflictRow(**row) for row in rows))


@admin.post("/{conflict_id}/close", openapi_extra=body_of(CloseForm))
async def post_close(
    request: Request, place: Here, store: StoreKey, conflict_id: Key, who: Annotated[Admin, may("conflict")]
) -> Wrote:
    """Close a conflict."""
    who.in_store(store)
    form = await read_body(request, CloseForm, SMALL)
    job = run_in_threadpool(
        place.write, lambda connection: close(connection, store, conflict_id, form.by, place.clock())
    )
    return Wrote(changed=await job)
