"""Events: a connection that says no more than that something changed, and every few seconds that it still lives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from time import monotonic

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from app.central import enrol
from app.central.database import reading
from app.central.door import REFUSALS, Here, Place, Secret, Sender
from app.central.watch import Ear
from app.domain.errors import UserError

#: What is said: something changed; the connection lives; the terminal may listen no more.
CHANGED, BEAT, REVOKED = b"event: changed\ndata: {}\n\n", b": beat\n\n", b"event: revoked\ndata: {}\n\n"
router = APIRouter(prefix="/v1", responses=REFUSALS, tags=["terminal"])


@router.get(
    "/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def get_events(place: Here, secret: Secret, one: Sender) -> StreamingResponse:
    """Tell, as server-sent events, whenever something changed for the asking terminal's store.

    The first event comes at once: what changed while nobody listened is to be pulled.
    """
    ear = place.watch.listen(one.terminal_id, one.store, asyncio.get_running_loop())
    return StreamingResponse(
        _stream(place, secret, one, ear),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _stream(place: Place, secret: str, one: enrol.Enlisted, ear: Ear) -> AsyncIterator[bytes]:
    looked = monotonic()
    try:
        yield CHANGED
        while True:
            heard = await ear.wait(place.heartbeat_s)
            if ear.is_shut:
                return
            # A change says nothing by itself, so not each is worth a look at the database by all who hear of it.
            if ear.in_doubt or monotonic() - looked >= place.heartbeat_s:
                ear.in_doubt, looked = False, monotonic()
                if not await run_in_threadpool(_is_enlisted, place, secret):
                    yield REVOKED
                    return
            yield CHANGED if heard else BEAT
    finally:
        place.watch.leave(one.terminal_id, ear)


def _is_enlisted(place: Place, secret: str) -> bool:
    try:
        with reading(place.engine) as connection:
            enrol.enlisted(connection, secret)
    except UserError:
        return False
    return True
