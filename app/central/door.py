"""The door: who asks, whether they may, and how a refusal looks. Nothing is allowed that no scope names."""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable
from dataclasses import field
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import AfterValidator, BeforeValidator
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, SQLAlchemyError

from app.central import enrol
from app.central.badge import HashBadge
from app.central.database import reading, write
from app.central.sealed import Seals
from app.central.watch import Watch
from app.contract.enrol import Problem
from app.contract.wire import Count, Wire
from app.domain.errors import AppError, UserError
from app.domain.frozen import frozen

T = TypeVar("T")
_log = logging.getLogger("omo_pos.central")
#: What tokens of the admin API may be allowed; each also as ``.read``, which changes nothing.
FEATURES = (
    "store", "terminal", "staff", "product", "promotion", "stock", "member", "campaign", "order", "conflict", "entry",
    "message",
)  # fmt: skip
SCOPES = frozenset(FEATURES) | {f"{one}.read" for one in FEATURES}
#: HTTP status of an error by its code, or by the first part of it.
_STATUS = {
    "token": 401,
    "token.revoked": 403,
    "token.not_allowed": 403,
    "token.other_store": 403,
    "request.too_large": 413,
    "request.too_slow": 408,
    "request.too_many": 429,
    "request.unknown_path": 404,
    "request.wrong_method": 405,
    "central.busy": 503,
    "intake.paused": 409,
    **{
        f"coupon.{why}": 409
        for why in ("used", "held", "withdrawn", "not_yet", "over", "total_limit", "member_limit")
    },
    "coupon.member_needed": 409,
}
#: How a refusal looks.
REFUSALS: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem} for code in (400, 401, 403, 404, 405, 408, 409, 413, 422, 429, 503)
}

_TERMINAL = HTTPBearer(scheme_name="terminal", description="A terminal's own, as enrolling gave it", auto_error=False)
_ADMIN = HTTPBearer(scheme_name="admin", description="Of omo-pos central token, with its rights", auto_error=False)
#: Characters of a token, more than any has.
_SECRET = 400
#: Names in an address: no control characters, within what an index takes.
Key = Annotated[str, Path(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
After = Annotated[str, Query(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]


def _plain_figures(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]+", value) is None:  # Python's own reader takes 1_0 for ten
        raise ValueError("no whole number")
    return value


def _of_calendar(text: str) -> str:
    date.fromisoformat(text)
    return text


Limit = Annotated[int, Query(ge=1, le=500), BeforeValidator(_plain_figures)]
#: A place in a journal, and a business date.
Seq = Annotated[int, Query(ge=0, le=2**53 - 1), BeforeValidator(_plain_figures)]
Day = Annotated[str, Query(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_of_calendar)]
#: Bytes of a body of the admin API that names one thing.
SMALL = 256 * 1024
StoreKey = Annotated[str, Path(pattern=r"^[A-Z0-9]{1,8}$")]


class Wrote(Wire):
    """How many things are other than before; none where a request is repeated."""

    changed: Count


@frozen
class Place:
    """What every request works on.

    Attributes:
        verify: whether a signature was made by a key: its public key, the context, the message, the signature.
        hash_pin: the slow hash of a PIN that is being set.
        hash_badge: the hashes under which every terminal finds a badge.
        seals: opens files that were sealed to the centre.
        clock: microseconds UTC.
        heartbeat_s: seconds between two signs of life to who listens.
    """

    engine: Engine
    verify: enrol.Verify
    hash_pin: Callable[[str], str]
    hash_badge: HashBadge
    seals: Seals
    clock: Callable[[], int]
    watch: Watch
    heartbeat_s: float = field(default=10.0)

    def write(self, job: Callable[[Connection], T]) -> T:
        """Run a job in one transaction, and tell who listens what it changed.

        Raises:
            FaultError: ``central.busy``.
        """
        return write(self.engine, job, self.watch.tell)


def now() -> int:
    """Microseconds UTC."""
    return time.time_ns() // 1_000


def place_of(request: Request) -> Place:
    """The place of a request."""
    place: Place = request.app.state.place
    return place


Here = Annotated[Place, Depends(place_of)]


def _secret(given: HTTPAuthorizationCredentials | None) -> str:
    if given is None or len(given.credentials) > _SECRET:
        raise UserError("token.unknown")
    return given.credentials


def terminal_secret(given: Annotated[HTTPAuthorizationCredentials | None, Depends(_TERMINAL)]) -> str:
    """The token of a terminal's request.

    Raises:
        UserError: ``token.unknown``.
    """
    return _secret(given)


def admin_secret(given: Annotated[HTTPAuthorizationCredentials | None, Depends(_ADMIN)]) -> str:
    """The token of a request of the admin API.

    Raises:
        UserError: ``token.unknown``.
    """
    return _secret(given)


Secret = Annotated[str, Depends(terminal_secret)]
AdminSecret = Annotated[str, Depends(admin_secret)]


def sender(request: Request, place: Here, secret: Secret) -> enrol.Enlisted:
    """The terminal that asks; `read_body` asks once more when the body has come.

    Raises:
        UserError: ``token.unknown``, ``token.revoked``.
    """

    def check() -> enrol.Enlisted:
        with reading(place.engine) as connection:
            return enrol.enlisted(connection, secret)

    request.state.again = check
    return check()


Sender = Annotated[enrol.Enlisted, Depends(sender)]


def may(feature: str, *, read: bool = False) -> Any:  # noqa: ANN401 - what FastAPI's Depends gives
    """The dependency of a route of the admin API: whoever has the scope of a feature.

    Args:
        read: the scope that only reads is enough.
    """

    def let_in(request: Request, place: Here, secret: AdminSecret) -> enrol.Admin:
        def check() -> enrol.Admin:
            with reading(place.engine) as connection:
                who = enrol.admin(connection, secret)
            who.need(feature, read=read)
            return who

        request.state.again = check
        return check()

    return Depends(let_in)


def refuse(_request: Request, error: Exception) -> JSONResponse:
    """The answer to a request that raised."""
    match error:
        case AppError():
            problem = Problem(code=error.code, detail=str(error)[:2_000])
        case RequestValidationError():
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            return _answer(422, Problem(code="request.malformed", detail=f"{where}: {first['msg']}"[:2_000]))
        case DataError() | OverflowError():
            return _answer(400, Problem(code="request.malformed", detail="no database holds what is asked for"))
        case SQLAlchemyError():
            _log.warning("the database: %s", type(error).__name__)
            problem = Problem(code="central.busy")
        case _ if getattr(error, "status_code", 404) == HTTPStatus.METHOD_NOT_ALLOWED:
            problem = Problem(code="request.wrong_method")
        case _:
            problem = Problem(code="request.unknown_path")
    answer = _answer(_status(problem.code), problem)
    answer.headers.update(getattr(error, "headers", None) or {})
    if isinstance(error, UserError) and "retry_s" in error.params:
        answer.headers["Retry-After"] = str(error.params["retry_s"])
    if answer.status_code == HTTPStatus.REQUEST_TIMEOUT:
        answer.headers["Connection"] = "close"  # the rest of the body is nobody's
    return answer


def _status(code: str) -> int:
    head, _, tail = code.partition(".")
    if code in _STATUS or head in _STATUS:
        return _STATUS.get(code) or _STATUS[head]
    if tail.startswith("unknown"):
        return 404
    return 409 if tail.startswith(("taken", "other")) else 400


def _answer(status: int, problem: Problem) -> JSONResponse:
    headers = {"Retry-After": "2"} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return JSONResponse(json.loads(problem.model_dump_json()), status, headers)
