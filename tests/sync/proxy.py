"""A proxy that does to requests and answers what bad networks do. It knows HTTP just enough to do it at any place."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urlsplit


class Fault(Enum):
    """What happens to one request."""

    NONE = "none"
    DROP_REQUEST = "drop_request"  # it never arrives
    CUT_REQUEST = "cut_request"  # reset while it is on the way: a part of it arrives
    DROP_ANSWER = "drop_answer"  # done, but nobody hears of it
    RESET_ANSWER = "reset_answer"  # reset in the middle of the answer
    TRUNCATE = "truncate"  # the answer ends early, in order
    TWICE = "twice"  # arrives twice
    LATE = "late"  # arrives after what was sent later, on another connection
    DELAY = "delay"  # takes its time
    STALL_REQUEST = "stall_request"  # arrives when who sent it waits no longer, while they send it again
    STALL_ANSWER = "stall_answer"  # a part of the answer comes, and the rest when nobody waits for it
    E500 = "500"
    E502 = "502"
    E503 = "503"
    E429 = "429"
    E401 = "401"  # of a hotel's network, not of the centre
    HTML = "html"  # 200 and a page
    GARBLED = "garbled"  # 200 and something like an answer
    REDIRECT = "redirect"


@dataclass(frozen=True)
class Hit:
    """A fault, and where it strikes.

    Attributes:
        at: how much of the bytes has passed by then, in thousandths; those that strike between two bytes say where.
    """

    fault: Fault
    at: int = 667

    def part(self, data: bytes) -> bytes:
        """What passes; never all of it."""
        return data[: len(data) * self.at // 1_000]


_PAGE = b"<!doctype html><title>Welcome</title>Please accept our terms."
_ANSWERS = {
    Fault.E500: (500, {}, b"Internal Server Error"),
    Fault.E502: (502, {"Content-Type": "text/html"}, _PAGE),
    Fault.E503: (503, {"Retry-After": "3"}, b""),
    Fault.E429: (429, {"Retry-After": "7"}, b'{"detail": "slow down"}'),
    Fault.E401: (401, {"Content-Type": "text/html"}, _PAGE),
    Fault.HTML: (200, {"Content-Type": "text/html"}, _PAGE),
    Fault.GARBLED: (200, {"Content-Type": "application/json"}, b'{"mark": {"epoch": 1, "seq": "two"}, "items": 5'),
    Fault.REDIRECT: (302, {"Location": "http://127.0.0.1:9/portal"}, b""),
}
#: Seconds after which somebody who waits for an answer counts as waiting for ever.
_PATIENCE_S = 30.0


@dataclass(frozen=True)
class Request:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    def head(self) -> bytes:
        """What it says before its body."""
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {one}" for name, one in self.headers.items())]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


@dataclass
class FaultProxy:
    """Listens on loopback and passes on to a centre, with a fault for each request that has one coming.

    Attributes:
        coming: faults of the next requests, in order.
        coming_to_events: those of the next requests for events.
        done: how often each happened to a request; `done_to_events` likewise.
        silent: events are passed on no more, though their connections stay open.
        dead: connections that stay open and pass nothing on, either way.
        listening: one more each time that somebody begins to hear events, and nothing is to end it.
    """

    upstream: str
    coming: deque[Hit] = field(default_factory=deque)
    coming_to_events: deque[Hit] = field(default_factory=deque)
    done: Counter[Fault] = field(default_factory=Counter)
    done_to_events: Counter[Fault] = field(default_factory=Counter)
    late: list[Request] = field(default_factory=list)
    silent: bool = False
    dead: set[socket.socket] = field(default_factory=set)
    closing: bool = False

    def __post_init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self._open: set[socket.socket] = set()
        self.listening = threading.Semaphore(0)
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def _start(self, run, *arguments: object) -> None:
        thread = threading.Thread(target=run, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self.closing:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            self._open.add(client)
            self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        reader = client.makefile("rb")
        try:
            while (head := _head(reader)) is not None:
                is_events = head[1].startswith("/v1/events")
                coming, done = (self.coming_to_events, self.done_to_events) if is_events else (self.coming, self.done)
                hit = coming.popleft() if coming else Hit(Fault.NONE)
                done[hit.fault] += 1
                size = int(head[2].get("content-length", "0"))
                if hit.fault is Fault.CUT_REQUEST:
                    self._cut(client, reader, Request(*head, b""), size, hit)
                    return
                request = Request(*head, reader.read(size))
                if client in self.dead:
                    continue  # no answer ever comes
                if not (self._do_to_events if is_events else self._do)(client, request, hit):
                    return
        except (OSError, ValueError, http.client.HTTPException):
            return
        finally:
            self._open.discard(client)
            with suppress(OSError):
                reader.close()
            client.close()

    def _cut(self, client: socket.socket, reader, request: Request, size: int, hit: Hit) -> None:
        """Pass a part of a request on as it comes, and reset both ends."""
        head = request.head()
        passed = len(hit.part(b" " * (len(head) + size)))
        body = reader.read(max(0, passed - len(head)))
        with self._upstream() as centre:
            centre.sendall((head + body)[:passed])
            _reset(centre)
        _reset(client)

    def _do(self, client: socket.socket, request: Request, hit: Hit) -> bool:
        """Do it; whether the connection stays."""
        fault = hit.fault
        if fault in _ANSWERS:
            client.sendall(_written(*_ANSWERS[fault]))
            return True
        if fault in {Fault.DROP_REQUEST, Fault.LATE}:
            self.late += [request] if fault is Fault.LATE else []
            return False
        if fault is Fault.STALL_REQUEST:
            self._wait_until_left(client)
            self._ask(request)
            return False
        if fault is Fault.TWICE:
            self._ask(request)
        if fault is Fault.DELAY:
            threading.Event().wait(0.03)
        answer = _written(*self._ask(request))
        if fault is Fault.DROP_ANSWER:
            return False
        if fault in {Fault.RESET_ANSWER, Fault.TRUNCATE, Fault.STALL_ANSWER}:
            client.sendall(hit.part(answer))
            if fault is Fault.STALL_ANSWER:
                self._wait_until_left(client)
            if fault is Fault.RESET_ANSWER:
                _reset(client)
            return False
        client.sendall(answer)
        return True

    def _do_to_events(self, client: socket.socket, request: Request, hit: Hit) -> bool:
        """The same to who waits for events: what ends an answer ends it after some of them."""
        fault = hit.fault
        if fault in _ANSWERS:
            client.sendall(_written(*_ANSWERS[fault]))
            return True
        if fault in {Fault.STALL_REQUEST, Fault.LATE}:
            self._wait_until_left(client)
        elif fault is not Fault.DROP_REQUEST:
            ends = {
                Fault.DROP_ANSWER: 0,
                Fault.RESET_ANSWER: hit.at,
                Fault.TRUNCATE: hit.at,
                Fault.STALL_ANSWER: hit.at,
            }
            self._pipe(client, request, ends.get(fault))
            if fault is Fault.STALL_ANSWER:
                self._wait_until_left(client)
            if fault is Fault.RESET_ANSWER:
                _reset(client)
        return False

    def _wait_until_left(self, client: socket.socket) -> None:
        """Wait until who asked gives up, and with them this proxy's end."""
        client.settimeout(_PATIENCE_S)
        while client.recv(65_536):
            pass

    def _ask(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        place = urlsplit(self.upstream)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
        try:
            kept = {name: value for name, value in request.headers.items() if name not in {"host", "connection"}}
            connection.request(request.method, request.path, request.body or None, kept)
            answer = connection.getresponse()
            names = ("content-type", "content-encoding", "retry-after")
            return (
                answer.status,
                {name: answer.headers[name] for name in names if name in answer.headers},
                answer.read(),
            )
        finally:
            connection.close()

    def _upstream(self) -> socket.socket:
        place = urlsplit(self.upstream)
        return socket.create_connection((place.hostname or "", place.port or 0))

    def _pipe(self, client: socket.socket, request: Request, most: int | None) -> None:
        """Pass events on as they come, as many bytes at most."""
        with self._upstream() as centre:
            self._open.add(centre)
            try:
                centre.sendall(request.head())
                passed = 0
                while (most is None or passed < most) and (data := centre.recv(65_536)):
                    data = data if most is None else data[: most - passed]
                    if most is None and not passed:
                        self.listening.release()
                    passed += len(data)
                    if not self.silent and client not in self.dead:
                        client.sendall(data)
            finally:
                self._open.discard(centre)

    def let_late_in(self) -> int:
        """What was held back arrives now; how many there were."""
        late, self.late = self.late, []
        for request in late:
            with suppress(OSError, http.client.HTTPException):
                self._ask(request)
        return len(late)

    def cut_silently(self) -> None:
        """What is connected now hears nothing more, and is not told so; who connects anew is served."""
        self.dead |= self._open

    def cut_all(self) -> None:
        """Cut every connection."""
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Stop listening, and cut what is open."""
        self.closing = True
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self.cut_all()
        for thread in self._threads:
            thread.join(10)


def _head(reader) -> tuple[str, str, dict[str, str]] | None:
    line = reader.readline()
    if not line.strip():
        return None
    method, path, _ = line.decode("latin-1").split(" ", 2)
    headers = {}
    while (line := reader.readline()) not in {b"\r\n", b"\n", b""}:
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.strip().lower()] = value.strip()
    return method, path, headers


def _written(status: int, headers: dict[str, str], body: bytes) -> bytes:
    lines = [f"HTTP/1.1 {status} {http.client.responses.get(status, '')}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def _reset(client: socket.socket) -> None:
    """End a connection by a reset, as a cable that is pulled and put back does."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with suppress(OSError):
        client.shutdown(socket.SHUT_RD)


@contextmanager
def between(upstream: str) -> Iterator[FaultProxy]:
    """A proxy before a centre."""
    proxy = FaultProxy(upstream)
    try:
        yield proxy
    finally:
        proxy.close()
