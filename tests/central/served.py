"""A centre that listens on loopback, in a thread of the test."""

from __future__ import annotations

import asyncio
import functools
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from fastapi import FastAPI
from starlette.routing import BaseRoute

from app.central.patience import patient

#: Turns of a loop in which a connection that is idle closes.
TURNS = 5
#: The routers of a service as FastAPI worked them out at their first requests.
_KNOWN: dict[tuple[int, str], BaseRoute] = {}


@functools.cache
def authorities() -> ssl.SSLContext:
    """Those whom a client trusts that names none; to read them takes longer than most requests."""
    return httpx.create_ssl_context()


class _Server(uvicorn.Server):
    """Tells when it listens; leaves the signals to the tests; ends at once.

    Uvicorn's own looks every tenth of a second whether it is to end, and sleeps another one before it does: longer
    than what most tests do in between.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = threading.Event()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        self.listens.set()
        await self._over.wait()

    def end(self) -> None:
        """From any thread."""
        self._loop.call_soon_threadsafe(self._over.set)

    async def shutdown(self, sockets=None) -> None:
        for connection in list(self.server_state.connections):
            connection.shutdown()
        for _ in range(TURNS):
            await asyncio.sleep(0)
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
            return
        for server in self.servers:
            server.close()
            await server.wait_closed()
        await self.lifespan.shutdown()


def _share(app: FastAPI) -> None:
    """Have an application go on with what FastAPI found of its routers in another one.

    It reads every endpoint's signature at an application's first request, which takes longer than most tests. The
    routers are modules' own and know an application by the request alone; what a test adds by itself stays its own.
    """
    routes = app.router.routes
    for place, route in enumerate(routes):
        router, context = getattr(route, "original_router", None), getattr(route, "include_context", None)
        if router is not None and context is not None:
            routes[place] = _KNOWN.setdefault((id(router), context.prefix), route)


@contextmanager
def served(app: FastAPI, certificate: str = "") -> Iterator[str]:
    """Serve an application, with a certificate by HTTPS; its URL."""
    how = {**patient(), "ssl_certfile": certificate or None}
    _share(app)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", timeout_graceful_shutdown=5, **how)
    server = _Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert server.listens.wait(30)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http{'s' if certificate else ''}://127.0.0.1:{port}"
    finally:
        app.state.place.watch.close()  # who listens is let go, so that the server need not wait for them
        server.end()
        thread.join(30)
