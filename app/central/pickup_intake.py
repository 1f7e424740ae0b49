"""How a store takes online orders in: a rush at its counter pauses or slows down the page and the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Connection, select

from app.central.body import body_of, read_body
from app.central.database import reading, upsert
from app.central.door import SMALL, Here, StoreKey, Wrote, may
from app.central.enrol import Admin
from app.central.feed import Change, publish
from app.central.pickup_tables import store_intake
from app.central.store import check_store
from app.contract.pickup import IntakeChanged, IntakeItem
from app.contract.wire import Wire
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.intake import MOST_PAUSE, MOST_SLOW, OPEN_INTAKE, Intake, IntakeState, intake_of

admin = APIRouter(prefix="/stores/{store}/intake", tags=["admin"])
#: Minutes that an order usually takes until it can be collected.
USUAL_MINUTES = 60
_SECOND, _MINUTE = 1_000_000, 60 * 1_000_000


@frozen
class Said:
    """What a terminal said, and when (microseconds UTC)."""

    at: int
    state: str
    slow_minutes: int
    until: int | None


def said_of(at: int, body: IntakeChanged) -> Said:
    """What a terminal's entry says: no longer than a pause lasts, and no slower than an order may be put off."""
    until = None if body.until is None else min(body.until, at + MOST_PAUSE * _MINUTE)
    return Said(at, body.state, min(body.slow_minutes, MOST_SLOW), until)


class IntakeForm(Wire):
    """How a store takes orders in from now on; ``minutes``: for how long, without for as long as nobody says else."""

    state: Literal["open", "slow", "paused"]
    minutes: Annotated[int, Field(ge=1, le=MOST_PAUSE)] | None = None
    slow_minutes: Annotated[int, Field(ge=0, le=MOST_SLOW)] = 0


def intake_at(connection: Connection, store: str, at: int) -> Intake:
    """How a store takes orders in at a moment."""
    row = connection.execute(select(store_intake).where(store_intake.c.store == store)).one_or_none()
    if row is None:
        return OPEN_INTAKE
    return Intake(IntakeState(row.state), row.slow_minutes, row.until_at, row.changed_at).at(at)


def check_intake(intake: Intake, at: int) -> None:
    """Refuse another order while none is taken in.

    Raises:
        UserError: ``intake.paused`` (until in microseconds UTC where that is known; retry_s).
    """
    if intake.state is not IntakeState.PAUSED:
        return
    if intake.until is None:
        raise UserError("intake.paused")
    raise UserError("intake.paused", until=intake.until, retry_s=max(1, -((at - intake.until) // _SECOND)))


def change_intake(connection: Connection, store: str, said: Sequence[Said]) -> list[Change]:
    """Take over what terminals said, the latest of all; what is told of it.

    One that was said before what holds came late, and is past.
    """
    if not said:
        return []
    last = max(said, key=lambda one: one.at)
    table = store_intake
    values = {"state": last.state, "slow_minutes": last.slow_minutes, "until_at": last.until, "changed_at": last.at}
    put = upsert(connection, table).values(store=store, **values)
    connection.execute(
        put.on_conflict_do_update(index_elements=["store"], set_=values, where=table.c.changed_at <= last.at)
    )
    row = connection.execute(select(table).where(table.c.store == store)).one()
    item = IntakeItem(
        state=row.state, slow_minutes=row.slow_minutes, until=row.until_at, changed_at=max(0, row.changed_at)
    )
    return [Change(store, "intake", store, item.model_dump_json())]


def set_intake(connection: Connection, store: str, form: IntakeForm, at: int) -> int:
    """Say how a store takes orders in; how many are other than before.

    Raises:
        UserError: ``store.unknown``, ``intake.out_of_range``.
    """
    check_store(connection, store)
    then = intake_of(IntakeState(form.state), at, form.minutes, form.slow_minutes)
    publish(connection, change_intake(connection, store, [Said(at, then.state.value, then.slow_minutes, then.until)]))
    return 1


@admin.get("")
def get_intake(place: Here, store: StoreKey, who: Annotated[Admin, may("order", read=True)]) -> IntakeItem:
    """Tell how a store takes orders in."""
    who.in_store(store)
    with reading(place.engine) as connection:
        check_store(connection, store)
        now = intake_at(connection, store, place.clock())
    return IntakeItem(
        state=now.state.value, slow_minutes=now.slow_minutes, until=now.until, changed_at=now.changed_at
    )


@admin.put("", openapi_extra=body_of(IntakeForm))
async def put_intake(request: Request, place: Here, store: StoreKey, who: Annotated[Admin, may("order")]) -> Wrote:
    """Pause, slow down or open the taking in of a store's orders."""
    who.in_store(store)
    form = await read_body(request, IntakeForm, SMALL)
    job = run_in_threadpool(place.write, lambda connection: set_intake(connection, store, form, place.clock()))
    return Wrote(changed=await job)
