"""The cable between a counter and its centre: everything passes while it is in, and nothing once it is out."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


class Cable:
    """Listens on loopback and passes bytes on, both ways."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._to = (parts.hostname or "", parts.port or 0)
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._is_in = True
        threading.Thread(target=self._accept, daemon=True).start()

    def out(self) -> None:
        """Pull it: what is under way ends in the middle, and nobody is let in any more."""
        with self._lock:
            self._is_in = False
            ends, self._ends = self._ends, set()
        for one in ends:
            _end(one)

    def back(self) -> None:
        """Put it in again."""
        with self._lock:
            self._is_in = True

    def close(self) -> None:
        """End it."""
        self.out()
        self._server.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._server.accept()
                threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(self._to, 10)
        except OSError:
            near.close()
            return
        with self._lock:
            is_in = self._is_in
            if is_in:
                self._ends |= {near, far}
        if not is_in:
            _end(near)
            _end(far)
            return
        threading.Thread(target=_pass, args=(far, near), daemon=True).start()
        _pass(near, far)


def _pass(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    _end(source)
    _end(target)


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@contextmanager
def cable(url: str) -> Iterator[Cable]:
    """A cable to an address."""
    made = Cable(url)
    try:
        yield made
    finally:
        made.close()
