"""Conflicts: two truths that met, for a person to look at; closing one changes nothing of what was sold.

One is closed at the admin API, or at a counter of its store by a ``task.closed`` entry that names its id: that needs
no centre, and comes in with the journal.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from app.contract.wire import Code, Count, Text, Wire
from app.domain.errors import UserError
from app.domain.frozen import frozen

admin = APIRouter(prefix="/stores/{store}/conflicts", tags=["admin"])


class ConflictRow(Wire):
    """A conflict, and who closed it; moments in microseconds UTC.

    ``closed_through`` is the counter's entry that closed it, or ``token:`` and the name of a token.
    """

    id: Code
    terminal_id: Code
    kind: Code
    entry_id: Code
    subject: Code
    outcome: Code
    made_at: Count
    closed_at: Count | None
    closed_by: Code | None
    closed_through: str | None
    note: Text | None


class Conflicts(Wire):
    """A page of them, by id."""

    conflicts: tuple[ConflictRow, ...]


class CloseForm(Wire):
    """Who looked at it, and what they say of it."""

    by: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
    note: Annotated[str, Field(max_length=2_000, pattern=r"^[^\x00]*$")] = ""


@frozen
class Closing:
    """Somebody's word that a conflict was looked at.

    Attributes:
        by: who: a member of the staff.
        through: the entry that says so, or ``token:`` and a token's name.
        at: microseconds UTC.
    """

    conflict_id: str
    by: str
    note: str
    through: str
    at: int


def close(connection: Connection, store: str, closing: Closing) -> int:
    """Close a conflict; terminals forget it. How many were open until now.

    Raises:
        UserError: ``conflict.unknown``.
    """
    conflict_id = closing.conflict_id
    of_it = (conflict.c.id == conflict_id, conflict.c.store == store)
    if connection.execute(select(conflict.c.id).where(*of_it)).first() is None:
        raise UserError("conflict.unknown", conflict=conflict_id)
    changes = close_all(connection, store, [closing])
    publish(connection, changes)
    return len(changes)


def close_all(connection: Connection, store: str, closings: Sequence[Closing]) -> list[Change]:
    """Close what is open of a store's conflicts; what terminals are to be told.

    Who was first stays the one who closed it. Ids that are no conflict's are passed over: a counter has tasks of its
    own.
    """
    asked = {one.conflict_id: one for one in reversed(closings)}
    ids = sorted(asked)
    found: list[str] = []
    for start in range(0, len(ids), 500):
        some = (conflict.c.id.in_(ids[start : start + 500]), conflict.c.store == store)
        query = select(conflict.c.id).where(*some, conflict.c.closed_at.is_(None))
        found += connection.execute(query.order_by(conflict.c.id).with_for_update()).scalars().all()
    for one in (asked[conflict_id] for conflict_id in found):
        values = {"closed_at": one.at, "closed_by": one.by, "closed_through": one.through, "note": one.note}
        connection.execute(update(conflict).where(conflict.c.id == one.conflict_id).values(values))
    return [Change(store, "conflict", conflict_id, None) for conflict_id in found]


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
    """Close a conflict: the store's terminals forget it, and who closed it is kept with the note."""
    who.in_store(store)
    form = await read_body(request, CloseForm, SMALL)
    closing = Closing(conflict_id, form.by, form.note, f"token:{who.name}", place.clock())
    return Wrote(changed=await run_in_threadpool(place.write, lambda connection: close(connection, store, closing)))
