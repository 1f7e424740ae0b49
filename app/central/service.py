"""The centre over HTTP: what terminals ask of it."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Depends, FastAPI, Header, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from app.central import enrol, feed, intake
from app.central.database import reading, write
from app.contract.enrol import Enrolled, EnrolRequest, Problem
from app.contract.feed import FeedPage
from app.contract.journal import Mark
from app.contract.push import MAX_BATCH, PushBatch, Pushed
from app.contract.wire import Wire, WireError, read_wire
from app.domain.errors import AppError, UserError

T = TypeVar("T")
M = TypeVar("M", bound=Wire)
#: HTTP status of an error by the first part of its code, or by the whole.
_STATUS = {"token": 401, "token.revoked": 403, "request.too_large": 413, "central.busy": 503}


class _Gone(Wire):
    """What the centre holds of the asking terminal."""

    mark: Mark | None


def now() -> int:
    """Microseconds UTC."""
    return time.time_ns() // 1_000


def make_service(engine: Engine, clock: Callable[[], int] = now) -> FastAPI:
    """The service on a database that is up to date."""
    app = FastAPI(title="OMO POS centre", version="1", openapi_url="/openapi.json", docs_url=None, redoc_url=None)

    def sender(authorization: Annotated[str, Header(max_length=400)] = "") -> enrol.Enlisted:
        with reading(engine) as connection:
            return enrol.enlisted(connection, _bearer(authorization))

    @app.exception_handler(AppError)
    def refuse(_request: Request, error: AppError) -> JSONResponse:
        status = _STATUS.get(error.code) or _STATUS.get(error.code.split(".", maxsplit=1)[0], 400)
        problem = Problem(code=error.code, detail=str(error)[:2_000])
        headers = {"Retry-After": "2"} if status == 503 else None
        return JSONResponse(problem.model_dump(), status, headers)

    refusals: dict[int | str, dict[str, object]] = {code: {"model": Problem} for code in (400, 401, 403, 413, 503)}

    @app.post("/v1/enrol", responses=refusals)
    async def _enrol(request: Request) -> Enrolled:
        """Make a terminal of who has a one-time code."""
        asked = await read_body(request, EnrolRequest)
        return await off(lambda: write(engine, lambda connection: enrol.enrol(connection, asked, clock())))

    @app.post("/v1/journal", responses=refusals)
    async def _push(request: Request, one: Annotated[enrol.Enlisted, Depends(sender)]) -> Pushed:
        """Take in entries of the asking terminal, in their order."""
        batch = await read_body(request, PushBatch)
        who = intake.Sender(one.terminal_id, one.store)
        return await off(
            lambda: write(engine, lambda connection: intake.take_in(connection, who, batch.entries, clock()))
        )

    @app.get("/v1/journal/mark", responses=refusals)
    def _mark(one: Annotated[enrol.Enlisted, Depends(sender)]) -> _Gone:
        """Tell what the centre holds of the asking terminal."""
        return _Gone(mark=one.mark)

    @app.get("/v1/feed", responses=refusals)
    def _feed(cursor: str | None = None, authorization: Annotated[str, Header(max_length=400)] = "") -> Response:
        """Tell what changed behind a cursor, or everything from the beginning."""
        with reading(engine) as connection:  # one picture: the terminal's mark and the levels that include it
            one = enrol.enlisted(connection, _bearer(authorization))
            page: FeedPage = feed.read_page(connection, one.store, cursor, one.mark)
        return Response(page.model_dump_json(), media_type="application/json")

    return app


def _bearer(authorization: str) -> str:
    scheme, _, secret = authorization.partition(" ")
    if scheme.lower() != "bearer" or not secret:
        raise UserError("token.unknown")
    return secret


async def off(job: Callable[[], T]) -> T:
    """Run what waits for the database in a thread."""
    return await run_in_threadpool(job)


async def read_body(request: Request, model: type[M]) -> M:
    """The request's body as a form, unpacked, never larger than it may be.

    Raises:
        UserError: ``request.too_large``, ``request.malformed`` (where, reason).
    """
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if request.headers.get("content-encoding") == "gzip" else None
    parts, size = [], 0
    async for chunk in request.stream():
        try:
            plain = chunk if unpack is None else unpack.decompress(chunk, MAX_BATCH - size + 1)
        except zlib.error:
            raise UserError("request.malformed", where="", reason="not gzip") from None
        size += len(plain)
        if size > MAX_BATCH:
            raise UserError("request.too_large", most=MAX_BATCH)
        parts.append(plain)
    try:
        return read_wire(model, b"".join(parts))
    except WireError as error:
        raise UserError("request.malformed", where=error.where, reason=error.reason) from None
