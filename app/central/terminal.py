"""Terminals: which there are, how a new one gets in, and how one is put out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Connection, select, update

from app.central.body import body_of, read_body
from app.central.database import note, reading
from app.central.door import SMALL, Here, Key, StoreKey, Wrote, may
from app.central.enrol import Admin, end_codes, make_code, make_takeover_code
from app.central.key import tell_receipt_keys
from app.central.tables import terminal
from app.central.watch import of_terminal
from app.contract.wire import Code, Count, Wire
from app.domain.errors import UserError

admin = APIRouter(tags=["admin"])


class TerminalRow(Wire):
    """A terminal. Moments in microseconds UTC; its token stands nowhere."""

    id: Code
    store: Code
    register_no: Count
    enrolled_at: Count
    seen_at: Count | None
    revoked_at: Count | None
    mark_epoch: Count | None
    mark_seq: Count | None


class Terminals(Wire):
    """All of a store, or of the chain."""

    terminals: tuple[TerminalRow, ...]


class CodeForm(Wire):
    """For which register a code is asked."""

    register_no: Annotated[int, Field(ge=1, le=999)]


class EnrolCode(Wire):
    """A code that can be used once, within a day; it is shown this once."""

    code: Annotated[str, Field(max_length=200, repr=False)]


def store_of(connection: Connection, terminal_id: str, who: Admin) -> str:
    """The store of a terminal that a token may reach.

    Raises:
        UserError: ``terminal.unknown``, also where it stands in a store that is not the token's.
    """
    found = connection.execute(select(terminal.c.store).where(terminal.c.id == terminal_id)).scalar_one_or_none()
    if found is None or who.store not in (None, found):
        raise UserError("terminal.unknown", terminal=terminal_id)
    return str(found)


def revoke(connection: Connection, terminal_id: str, who: Admin, at: int) -> int:
    """A terminal may speak to the centre no more, from now on; how many were put out by it.

    Raises:
        UserError: ``terminal.unknown``.
    """
    store_of(connection, terminal_id, who)
    note(connection, [of_terminal(terminal_id)])  # who listens hears it at once
    done = connection.execute(
        update(terminal).where(terminal.c.id == terminal_id, terminal.c.revoked_at.is_(None)).values(revoked_at=at)
    )
    end_codes(connection, terminal_id, at)
    if done.rowcount:
        tell_receipt_keys(connection, terminal_id)
    return int(done.rowcount)


@admin.get("/terminals")
def list_terminals(
    place: Here,
    who: Annotated[Admin, may("terminal", read=True)],
    store: Annotated[str | None, Query(pattern=r"^[A-Z0-9]{1,8}$")] = None,
) -> Terminals:
    """Tell which terminals there are, the revoked ones too."""
    if store is not None:
        who.in_store(store)
    wanted = store or who.store
    columns = [terminal.c[name] for name in TerminalRow.model_fields]
    query = select(*columns).order_by(terminal.c.store, terminal.c.register_no, terminal.c.id)
    if wanted is not None:
        query = query.where(terminal.c.store == wanted)
    with reading(place.engine) as connection:
        return Terminals(terminals=tuple(TerminalRow(**row) for row in connection.execute(query).mappings()))


@admin.post("/terminals/{terminal_id}/revoke")
def post_revoke(place: Here, terminal_id: Key, who: Annotated[Admin, may("terminal")]) -> Wrote:
    """Put a terminal out: it stops syncing at once. It goes on selling; what it sold comes in by a rescue."""
    return Wrote(changed=place.write(lambda connection: revoke(connection, terminal_id, who, place.clock())))


def replace(connection: Connection, terminal_id: str, who: Admin, at: int) -> str:
    """A one-time code with which a new machine becomes this terminal; the present machine is put out at once.

    Raises:
        UserError: ``terminal.unknown``.
    """
    store_of(connection, terminal_id, who)
    note(connection, [of_terminal(terminal_id)])
    return make_takeover_code(connection, terminal_id, at)


@admin.post("/terminals/{terminal_id}/replace")
def post_replace(place: Here, terminal_id: Key, who: Annotated[Admin, may("terminal")]) -> EnrolCode:
    """Make a code with which a new machine takes a dead terminal's place; the old one is put out at once.

    What the old one could not send any more comes in by a rescue.
    """
    return EnrolCode(code=place.write(lambda connection: replace(connection, terminal_id, who, place.clock())))


@admin.post("/stores/{store}/enrol-codes", openapi_extra=body_of(CodeForm))
async def post_code(
    request: Request, place: Here, store: StoreKey, who: Annotated[Admin, may("terminal")]
) -> EnrolCode:
    """Make a one-time code for a register."""
    who.in_store(store)
    form = await read_body(request, CodeForm, SMALL)
    made = await run_in_threadpool(
        place.write, lambda connection: make_code(connection, store, form.register_no, place.clock())
    )
    return EnrolCode(code=made)
