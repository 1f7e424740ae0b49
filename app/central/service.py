"""The centre over HTTP: what terminals ask of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Header, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from sqlalchemy import Engine

from app.central import enrol, feed, intake
from app.central.body import body_of, read_body
from app.central.database import reading, write
from app.contract.enrol import Enrolled, EnrolRequest, Problem
from app.contract.feed import FeedPage
from app.contract.push import PushBatch, Pushed
from app.domain.errors import AppError, UserError

#: HTTP status of an error by its code, or by the first part of it.
_STATUS = {"token": 401, "token.revoked": 403, "request.too_large": 413, "central.busy": 503}
#: How a refusal looks.
REFUSALS: dict[int | str, dict[str, Any]] = {code: {"model": Problem} for code in (400, 401, 403, 413, 503)}

Authorization = Annotated[str, Header(max_length=400)]


@dataclass(frozen=True, slots=True)
class Place:
    """What every request works on.

    Attributes:
        verify: whether a signature was made by a key: its public key, the context, the message, the signature.
        clock: microseconds UTC.
    """

    engine: Engine
    verify: enrol.Verify
    clock: Callable[[], int]


def now() -> int:
    """Microseconds UTC."""
    return time.time_ns() // 1_000


def place_of(request: Request) -> Place:
    """The place of a request."""
    place: Place = request.app.state.place
    return place


Here = Annotated[Place, Depends(place_of)]


def bearer(authorization: Authorization = "") -> str:
    """The token of a request.

    Raises:
        UserError: ``token.unknown``.
    """
    scheme, _, secret = authorization.partition(" ")
    if scheme.lower() != "bearer" or not secret:
        raise UserError("token.unknown")
    return secret


Secret = Annotated[str, Depends(bearer)]


def sender(place: Here, secret: Secret) -> enrol.Enlisted:
    """The terminal that asks."""
    with reading(place.engine) as connection:
        return enrol.enlisted(connection, secret)


Sender = Annotated[enrol.Enlisted, Depends(sender)]
router = APIRouter(prefix="/v1", responses=REFUSALS)


@router.post("/enrol", openapi_extra=body_of(EnrolRequest))
async def post_enrol(request: Request, place: Here) -> Enrolled:
    """Make a terminal of who has a one-time code."""
    asked = await read_body(request, EnrolRequest)
    return await run_in_threadpool(
        write, place.engine, lambda connection: enrol.enrol(connection, asked, place.verify, place.clock())
    )


@router.post("/journal", openapi_extra=body_of(PushBatch))
async def post_journal(request: Request, place: Here, one: Sender) -> Pushed:
    """Take in entries of the asking terminal, in their order."""
    batch = await read_body(request, PushBatch)
    who = intake.Sender(one.terminal_id, one.store)
    return await run_in_threadpool(
        write, place.engine, lambda connection: intake.take_in(connection, who, batch.entries, place.clock())
    )


@router.get("/journal/mark")
def get_mark(one: Sender) -> Pushed:
    """Tell what the centre holds of the asking terminal."""
    return Pushed(mark=one.mark)


@router.get("/feed", response_model=FeedPage)
def get_feed(place: Here, secret: Secret, cursor: Annotated[str | None, Query(max_length=200)] = None) -> Response:
    """Tell what changed behind a cursor, or everything from the beginning."""
    with reading(place.engine) as connection:  # one picture: the terminal's mark, and the levels that include it
        one = enrol.enlisted(connection, secret)
        page = feed.read_page(connection, one.store, cursor, one.mark)
    return Response(page.model_dump_json(), media_type="application/json")


def _refuse(_request: Request, error: Exception) -> JSONResponse:
    code = error.code if isinstance(error, AppError) else "request.malformed"
    status = _STATUS.get(code) or _STATUS.get(code.split(".", maxsplit=1)[0], 400)
    headers = {"Retry-After": "2"} if status == 503 else None
    return JSONResponse(Problem(code=code, detail=str(error)[:2_000]).model_dump(), status, headers)


def make_service(engine: Engine, verify: enrol.Verify, clock: Callable[[], int] = now) -> FastAPI:
    """The service on a database that is up to date."""
    app = FastAPI(title="OMO POS centre", version="1", openapi_url="/openapi.json", docs_url=None, redoc_url=None)
    app.state.place = Place(engine, verify, clock)
    app.add_exception_handler(AppError, _refuse)
    app.include_router(router)
    return app
