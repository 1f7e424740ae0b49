"""The centre over HTTP: what terminals ask of it, and the admin API beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import Response
from sqlalchemy import Engine
from sqlalchemy.exc import DataError, InterfaceError, OperationalError, TimeoutError  # noqa: A004 - the pool's own

from app.central import (
    campaign,
    compare,
    conflict,
    days,
    enrol,
    events,
    feed,
    hold,
    intake,
    member,
    message,
    order,
    pickup_intake,
    points,
    product,
    promotion,
    proposal,
    purchase,
    rebuild,
    rescue,
    staff,
    stock,
    store,
    terminal,
)
from app.central.badge import HashBadge
from app.central.body import body_of, describe_bodies, read_body
from app.central.database import reading
from app.central.door import REFUSALS, SMALL, Here, Place, Secret, Sender, Seq, now, refuse
from app.central.sealed import Seals
from app.central.tend import Tending
from app.central.watch import Watch
from app.contract.enrol import Enrolled, EnrolRequest
from app.contract.feed import FeedPage
from app.contract.push import HeldEntries, PushBatch, Pushed
from app.domain.errors import AppError

if TYPE_CHECKING:
    from app.central.shop.page import Front

#: Bytes of an answer from which on it is packed.
_PACKED = 1_024
#: What is done beside the requests of a place.
MakeTending = Callable[[Place], Tending]
router = APIRouter(prefix="/v1", responses=REFUSALS, tags=["terminal"])
#: What terminals ask of the rest, and what the admin API is of.
_COUNTER = (events, hold, days, compare, rebuild, proposal, member, purchase, points)
_OFFICES = (
    store, terminal, staff, product, promotion, stock, member, campaign, order, conflict, days, compare, rescue,
    proposal, message, pickup_intake, points,
)  # fmt: skip
#: What is no fault of the program. A database that is away or too busy: whoever asked comes again. What none holds, a
#: number beyond its last or a text that is none, is refused.
_REFUSED = (
    AppError, RequestValidationError, DataError, OverflowError, OperationalError, InterfaceError, TimeoutError,
    404, 405,
)  # fmt: skip


@router.post("/enrol", openapi_extra=body_of(EnrolRequest))
async def post_enrol(request: Request, place: Here) -> Enrolled:
    """Make a terminal of who has a one-time code."""
    asked = await read_body(request, EnrolRequest, SMALL)
    address = request.client.host if request.client is not None else ""
    await run_in_threadpool(  # counted for itself: what is refused counts, too
        place.write, lambda connection: enrol.note_try(connection, asked.code, address, place.clock())
    )
    return await run_in_threadpool(
        place.write, lambda connection: enrol.enrol(connection, asked, place.verify, place.clock())
    )


@router.post("/journal", openapi_extra=body_of(PushBatch))
async def post_journal(request: Request, place: Here, one: Sender) -> Pushed:
    """Take in entries of the asking terminal, in their order."""
    batch = await read_body(request, PushBatch)
    who = intake.Sender(one.terminal_id, one.store, one.token_hash)
    return await run_in_threadpool(
        place.write, lambda connection: intake.take_in(connection, who, batch, place.clock())
    )


@router.get("/journal")
def get_journal(place: Here, one: Sender, epoch: Seq, after: Seq = 0) -> HeldEntries:
    """Tell what the centre holds of the asking terminal, in one epoch behind a place."""
    with reading(place.engine) as connection:
        return intake.held_entries(connection, one.terminal_id, epoch, after)


@router.get("/journal/mark")
def get_mark(place: Here, one: Sender) -> Pushed:
    """Tell how far the centre holds the asking terminal's journal."""
    with reading(place.engine) as connection:
        return Pushed(mark=one.mark, forked=rebuild.tail_waits(connection, one.terminal_id))


@router.get("/feed", response_model=FeedPage)
def get_feed(place: Here, secret: Secret, cursor: Annotated[str | None, Query(max_length=200)] = None) -> Response:
    """Tell what changed behind a cursor, or everything from the beginning."""
    page = _page(place, secret, cursor)
    return Response(page.model_dump_json(), media_type="application/json")


def _page(place: Place, secret: str, cursor: str | None) -> FeedPage:
    with reading(place.engine) as connection:  # one picture: the terminal's mark, and the levels that include it
        one = enrol.enlisted(connection, secret)
        page = feed.read_page(connection, one.store, cursor, one.mark)
        if rebuild.tail_waits(connection, one.terminal_id):
            page = page.model_copy(update={"forked": True})
        return page


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    place: Place = app.state.place
    tending = None if app.state.tend is None else app.state.tend(place)
    if tending is not None:
        tending.start()
    yield
    if tending is not None:
        await run_in_threadpool(tending.close)
    await run_in_threadpool(place.watch.close)


def make_service(
    engine: Engine,
    verify: enrol.Verify,
    hash_pin: Callable[[str], str],
    hash_badge: HashBadge,
    seals: Seals,
    clock: Callable[[], int] = now,
    heartbeat_s: float = 10.0,
    front: Front | None = None,
) -> FastAPI:
    """The service on a database that is up to date.

    Args:
        front: the customer page; without one there is none.
    """
    app = FastAPI(
        title="OMO POS centre",
        version="1",
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.tend = None
    app.state.place = Place(engine, verify, hash_pin, hash_badge, seals, clock, Watch(engine), heartbeat_s)
    for kind in _REFUSED:
        app.add_exception_handler(kind, refuse)
    app.add_middleware(GZipMiddleware, minimum_size=_PACKED, compresslevel=1)
    for part in (router, *(module.router for module in _COUNTER)):
        app.include_router(part)
    for module in _OFFICES:
        app.include_router(module.admin, prefix="/v1/admin", responses=REFUSALS)
    if front is not None:
        _show(app, front)
    describe_bodies(app)
    return app


def _show(app: FastAPI, front: Front) -> None:
    from app.central.shop import routes  # noqa: PLC0415 - a centre without the page waits for none of it

    app.state.shop = front
    app.include_router(routes.router)
