"""A centre that listens on loopback, in a thread of the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from app.central.patience import patient


class _Server(uvicorn.Server):
    """Tells when it listens; leaves the signals to the tests."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = threading.Event()

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        self.listens.set()


@contextmanager
def served(app: FastAPI, certificate: str = "") -> Iterator[str]:
    """Serve an application, with a certificate by HTTPS; its URL."""
    how = {**patient(), "ssl_certfile": certificate or None}
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
        server.should_exit = True
        thread.join(30)
