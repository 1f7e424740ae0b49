"""Bodies of requests: unpacked, never larger than they may be, read as a form of the contract."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from pydantic.json_schema import models_json_schema
from starlette.requests import ClientDisconnect

from app.contract.journal import KINDS
from app.contract.push import MAX_BATCH
from app.contract.wire import Wire, WireError, read_wire
from app.domain.errors import UserError

M = TypeVar("M", bound=Wire)
#: Seconds that a whole body may take to come.
WITHIN_S = 30.0
_SCHEMAS = "#/components/schemas/{model}"
#: Bodies of entries have names of their own: a form of them may be called as one of a request.
_JOURNAL = "journal."
_WHERE = "JSON in the form that x-journal names for the entry's kind and schema_no; others are kept as they are."
#: The forms that bodies are read as: OpenAPI is told of them.
_FORMS: set[type[Wire]] = set()


def body_of(model: type[Wire]) -> dict[str, Any]:
    """What OpenAPI says of a body that we read by ourselves."""
    _FORMS.add(model)
    schema = {"$ref": _SCHEMAS.format(model=model.__name__)}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def describe_bodies(app: FastAPI) -> None:
    """Add the forms of bodies, and of what a journal's entries say, to what the service publishes of itself."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = plain()
            ordered = sorted(_FORMS, key=lambda form: form.__name__)
            _, forms = models_json_schema([(form, "validation") for form in ordered], ref_template=_SCHEMAS)
            schemas = made.setdefault("components", {}).setdefault("schemas", {})
            for name, form in forms["$defs"].items():
                schemas.setdefault(name, form)
            schemas["PushedEntry"]["properties"]["body"]["description"] = _WHERE
            made["x-journal"] = _describe_journal(schemas)
        schema = app.openapi_schema
        return schema if schema is not None else made

    app.openapi = openapi  # type: ignore[method-assign]


def _describe_journal(schemas: dict[str, Any]) -> dict[str, dict[str, object]]:
    """Add the form of every kind of entry; where each is, by kind and schema number."""
    places, forms = models_json_schema(
        [(form, "validation") for form in KINDS.values()], ref_template=_SCHEMAS.format(model=_JOURNAL + "{model}")
    )
    schemas.update({_JOURNAL + name: form for name, form in forms["$defs"].items()})
    found: dict[str, dict[str, object]] = {}
    for (kind, number), form in sorted(KINDS.items(), key=lambda one: one[0]):
        found.setdefault(kind, {})[str(number)] = places[form, "validation"]
    return found


async def read_bytes(request: Request, most: int, within_s: float | None = None) -> bytes:
    """The request's body as it is.

    Args:
        most: bytes of it.
        within_s: seconds that it may take to come.

    Raises:
        UserError: ``request.too_large``; as `pieces_of`.
    """
    parts, size = [], 0
    async for chunk in pieces_of(request, within_s):
        size += len(chunk)
        if size > most:
            raise UserError("request.too_large", most=most)
        parts.append(chunk)
    return b"".join(parts)


async def pieces_of(request: Request, within_s: float | None = None) -> AsyncIterator[bytes]:
    """A body as it comes. Who sends it may still do so at its end: a request that is held open acts for nobody.

    Args:
        within_s: seconds that it may take to come.

    Raises:
        UserError: ``request.malformed`` (where, reason): who sent it hung up, and nobody reads this;
            ``request.too_slow`` (most); of the door, as at the beginning.
    """
    most_s = WITHIN_S if within_s is None else within_s
    until = asyncio.get_running_loop().time() + most_s
    pieces = request.stream()
    while True:
        try:
            async with asyncio.timeout_at(until):
                piece = await anext(pieces, None)
        except ClientDisconnect:
            raise UserError("request.malformed", where="", reason="cut off") from None
        except TimeoutError:
            raise UserError("request.too_slow", most=round(most_s)) from None
        if piece is None:
            break
        yield piece
    again: Callable[[], object] | None = getattr(request.state, "again", None)
    if again is not None:
        await run_in_threadpool(again)


async def read_body(request: Request, model: type[M], most: int = MAX_BATCH) -> M:
    """The request's body as a form.

    Args:
        most: bytes of it, once unpacked.

    Raises:
        UserError: ``request.too_large``, ``request.malformed`` (where, reason); as `pieces_of`.
    """
    packed = request.headers.get("content-encoding", "").strip().lower() == "gzip"
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if packed else None
    parts, size = [], 0
    async for chunk in pieces_of(request):
        try:
            plain = chunk if unpack is None else unpack.decompress(chunk, most - size + 1)
        except zlib.error:
            raise UserError("request.malformed", where="", reason="not gzip") from None
        size += len(plain)
        if size > most or (unpack is not None and unpack.unconsumed_tail):
            raise UserError("request.too_large", most=most)
        if unpack is not None and unpack.unused_data:  # else it would be kept, however much of it comes
            raise UserError("request.malformed", where="", reason="more than gzip")
        parts.append(plain)
    if unpack is not None and not unpack.eof:
        raise UserError("request.malformed", where="", reason="not gzip")
    try:
        return read_wire(model, b"".join(parts))
    except WireError as error:
        raise UserError("request.malformed", where=error.where, reason=error.reason) from None
