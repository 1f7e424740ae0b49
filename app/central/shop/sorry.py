"""What the page says where something went wrong: a page for people, in their language, whatever happened."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, Response
from fastapi.routing import APIRoute
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError  # noqa: A004 - the pool's own

from app.central.shop.page import HEADERS, Front, session_of
from app.central.shop.visit import finished, in_other_language, words_of
from app.central.shop.words import Words
from app.domain.errors import AppError, FaultError, UserError

_Handler = Callable[[Request], Coroutine[Any, Any, Response]]
#: What the page says of an error; of every other one that the order cannot be taken.
_SORRY = {
    "shop.other_form": ("sorry_form", 403),
    "shop.link_ended": ("sorry_link", 410),
    "request.too_many": ("sorry_often", 429),
    "order.too_many_open": ("sorry_many_open", 429),
    "basket.full": ("sorry_full", 409),
    "member.malformed": ("sorry_name", 400),
    "order.nothing_wanted": ("basket_empty", 409),
    "intake.paused": ("sorry_paused", 409),
    "order.unknown": ("sorry_unknown", 404),
    "store.unknown": ("sorry_unknown", 404),
    "request.unknown_path": ("sorry_unknown", 404),
    "central.busy": ("sorry_busy", 503),
}
_OTHER = ("sorry_other", 400)


class Polite(APIRoute):
    """Answers with a page whatever happens, and in the language that a link asks for."""

    def get_route_handler(self) -> _Handler:
        """The route's handler, within this politeness."""
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                chosen = await run_in_threadpool(in_other_language, request)
                return chosen or await handler(request)
            except RequestValidationError:
                error: AppError = UserError("request.unknown_path")
            except (OperationalError, InterfaceError, TimeoutError):
                error = FaultError("central.busy")
            except AppError as raised:
                error = raised
            return await run_in_threadpool(_sorry, request, error)

        return handle


def _sorry(request: Request, error: AppError) -> Response:
    front: Front = request.app.state.shop
    with suppress(OperationalError, InterfaceError, TimeoutError):
        session = session_of(request, front.keys()[0])
        _, status = _SORRY.get(error.code, _OTHER)
        words = words_of(request, session, None)
        given = {"sorry": said_of(words, error), "home": _home(request)}
        answer = finished(request, front, session, words, "sorry.html", given, status)
        return with_patience(answer, error)
    return PlainTextResponse("503", 503, HEADERS)  # not even who asks can be read


def said_of(words: Words, error: AppError) -> str:
    """A sentence; how long to wait in minutes."""
    key, _ = _SORRY.get(error.code, _OTHER)
    return words(key, **error.params, minutes=-(int(str(error.params.get("retry_s", 60))) // -60))


def with_patience(answer: Response, error: AppError) -> Response:
    """An answer that says when to try again, where that is known."""
    if "retry_s" in error.params:
        answer.headers["Retry-After"] = str(error.params["retry_s"])
    return answer


def _home(request: Request) -> str:
    code = request.path_params.get("store", "")
    return f"/shop/{code}" if str(code).isalnum() else "/shop"
