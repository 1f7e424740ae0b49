"""Bodies of requests: unpacked, never larger than they may be, read as a form of the contract."""

from __future__ import annotations

import zlib
from typing import Any, TypeVar

from fastapi import Request

from app.contract.push import MAX_BATCH
from app.contract.wire import Wire, WireError, read_wire
from app.domain.errors import UserError

M = TypeVar("M", bound=Wire)


def body_of(model: type[Wire]) -> dict[str, Any]:
    """What OpenAPI says of a body that we read by ourselves."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": model.model_json_schema()}}}}


async def read_body(request: Request, model: type[M]) -> M:
    """The request's body as a form.

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
