"""Patience: how long the service waits for whoever connects to it, and how many it lets connect."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

#: Seconds for the head of a request, also for the rest of a body that was answered before its end.
HEAD_S = 15.0
#: Seconds in which who is answered takes nothing of it.
STUCK_S = 60.0
#: Bytes of a head, and seconds that a connection may idle between two requests.
HEAD, IDLE_S = 16 * 1024, 75
#: Connections of one process, each listener's too, and files that it needs beside them.
CONNECTIONS, _BESIDE = 4_500, 150
#: Connections beyond which nobody is even told that there are too many.
_TOLD = 64


class Patient(H11Protocol):
    """A connection that ends where nothing sensible comes of it: uvicorn itself waits for ever for half a request."""

    _due: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - the library's own
        """Wait for a request."""
        super().connection_made(transport)
        most = self.config.limit_concurrency
        if most is not None and len(self.connections) >= most + _TOLD:
            transport.abort()
            return
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._rest()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """A piece came; as long as it is no whole head, the wait goes on from where it was."""
        super().data_received(data)
        under_way: RequestResponseCycle | None = self.cycle
        if under_way is not None and not under_way.response_complete:
            self._rest()
        elif self._due is None and not self.transport.is_closing():
            self._wait()

    def on_response_complete(self) -> None:
        """An answer went out; what still comes of its request is waited for no longer than a head."""
        was = self.cycle
        super().on_response_complete()
        if self.cycle is was and self.cycle.more_body and not self.transport.is_closing():
            self._wait()

    def pause_writing(self) -> None:
        """Who is answered takes nothing."""
        super().pause_writing()
        if self._stuck is None:
            self._stuck = self.loop.call_later(STUCK_S, self.transport.abort)

    def resume_writing(self) -> None:
        """They took something."""
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None
        super().resume_writing()

    def _wait(self) -> None:
        self._rest()
        self._due = self.loop.call_later(HEAD_S, self.transport.close)

    def _rest(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None


def patient(connections: int | None = None) -> dict[str, Any]:
    """What uvicorn is told of it.

    Args:
        connections: of one process; as many as are sensible where nothing is said.
    """
    return {
        "http": Patient,
        "ws": "none",
        "limit_concurrency": CONNECTIONS if connections is None else connections,
        "h11_max_incomplete_event_size": HEAD,
        "timeout_keep_alive": IDLE_S,
    }


def room() -> int:
    """How many connections one process takes: as many as the system, once it was asked for more, gives it files."""
    try:
        import resource  # noqa: PLC0415 - not on Windows, which sets no such limit
    except ImportError:
        return CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + _TOLD + _BESIDE
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            soft = most
        return max(min(CONNECTIONS, soft - _TOLD - _BESIDE), _TOLD)
    return CONNECTIONS
