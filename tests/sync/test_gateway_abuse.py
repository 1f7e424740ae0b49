"""What answers instead of a centre, or a centre that went mad: one clear error, soon, in little memory."""

from __future__ import annotations

import gzip
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from socket import create_server

import pytest

from app.domain.errors import FaultError
from app.sync import gateway as gateways
from app.sync.backoff import MOST_PATIENCE_S
from app.sync.gateway import Address, Gateway
from tests.db.conftest import refused

Answer = Callable[..., Gateway]
#: A quarter of an hour before the date in `LATER`.
WALL = 1_772_676_000
LATER = "Thu, 05 Mar 2026 02:10:00 GMT"


@pytest.fixture
def answer() -> Iterator[Answer]:
    """A gateway to somebody who gives one answer, and then says nothing more."""
    running: list[threading.Thread] = []
    made: list[Gateway] = []

    def begin(content: bytes, status: str = "200 OK", **headers: str) -> Gateway:
        listener = create_server(("127.0.0.1", 0))
        listener.settimeout(20)
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]

        def speak() -> None:
            with listener, listener.accept()[0] as peer, suppress(OSError):
                peer.settimeout(20)
                peer.recv(65536)
                peer.sendall("\r\n".join([*lines, "", ""]).encode() + content)
                peer.recv(1)

        running.append(threading.Thread(target=speak))
        running[-1].start()
        made.append(Gateway(Address(f"http://127.0.0.1:{listener.getsockname()[1]}"), lambda: WALL))
        return made[-1]

    yield begin
    for one in made:
        one.close()
    for thread in running:
        thread.join(30)


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        ("7", 7),
        ("0", 0),
        ("9" * 5_000, MOST_PATIENCE_S),
        ("0" * 5_000 + "3", 3),
        ("-5", 0),
        ("1e9", 0),
        ("7.5", 0),
        ("", 0),
        ("soon", 0),
        (LATER, 600),
        ("Thu, 05 Mar 2020 02:10:00 GMT", 0),
        ("Thu, 05 Mar 9999 02:10:00 GMT", MOST_PATIENCE_S),
        ("Thu, 05 Mar 99999999999 02:10:00 GMT", 0),
        ("99 Mar", 0),
    ],
)
def test_however_long_it_asks_to_wait_it_is_asked_again_within_a_quarter_of_an_hour(answer, said, waits) -> None:
    error = refused(FaultError, "centre.unwell", answer(b"", "503 No", Retry_After=said).mark)
    assert error.params == {"status": 503, "retry_s": waits}


def bomb(times: int) -> bytes:
    """Nothing of some MiB, packed so often."""
    packed = b" " * 64 * 1024 * 1024
    for _ in range(times):
        packed = gzip.compress(packed, 9)
    return packed


@pytest.mark.parametrize(("times", "said"), [(1, "gzip"), (2, "gzip, gzip"), (1, "x-gzip"), (1, "br")])
def test_what_grows_without_end_is_one_error_in_little_memory(answer, times, said) -> None:
    gateway = answer(bomb(times), Content_Encoding=said)
    tracemalloc.start()
    try:
        refused(FaultError, "centre.garbled", gateway.mark)
        assert tracemalloc.get_traced_memory()[1] < 3 * gateways._MOST
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (b"not gzip", {"Content_Encoding": "gzip"}),
        (gzip.compress(b'{"mark": null}', mtime=0)[:-3], {"Content_Encoding": "gzip"}),
        (gzip.compress(b'{"mark": null}', mtime=0) + b"more", {"Content_Encoding": "gzip"}),
        (zlib.compress(b'{"mark": null}'), {"Content_Encoding": "deflate"}),
        (b'{"mark": null}', {"Content_Encoding": "zstd"}),
        (b" " * (gateways._MOST + 1), {}),
    ],
    ids=["no gzip", "cut", "more behind", "deflate", "zstd", "too long"],
)
def test_what_nobody_asked_for_is_not_read(answer, content, headers) -> None:
    refused(FaultError, "centre.garbled", answer(content, **headers).mark)


def test_what_was_asked_for_is(answer) -> None:
    for content, headers in (
        (b'{"mark": null}', {}),
        (gzip.compress(b'{"mark": null}', mtime=0), {"Content_Encoding": "GZip"}),
    ):
        assert answer(content, **headers).mark().mark is None


def test_a_page_of_something_between_is_told_by_its_status(answer) -> None:
    error = refused(FaultError, "centre.unwell", answer(b"\x00", "502 Bad Gateway", Content_Encoding="br").mark)
    assert error.params["status"] == 502


def test_an_answer_that_never_ends_is_given_up(answer, monkeypatch) -> None:
    monkeypatch.setattr(gateways, "PATIENT", gateways.Waits(whole_s=-1.0))
    refused(FaultError, "centre.unreachable", answer(b'{"mark": null}').mark)


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (b"data:" + b"x" * (1024 * 1024), {}),
        (gzip.compress(b"data: {}\n\n", mtime=0), {"Content_Encoding": "gzip"}),
    ],
    ids=["endless line", "packed"],
)
def test_events_without_an_end_are_none(answer, content, headers) -> None:
    told: list[bool] = []
    gateway = answer(content, Content_Type="text/event-stream", **headers)
    refused(FaultError, "centre.garbled", lambda: gateway.listen(lambda: told.append(True), lambda: None))
    assert told == []


def test_events_are_heard_as_they_were(answer) -> None:
    told: list[bool] = []
    content = b": beat\n\nevent: changed\ndata: {}\n\nevent: changed\r\ndata: {}\r\n\r\n"
    with closing(answer(content, Content_Type="text/event-stream")) as gateway:
        gateway.listen(lambda: told.append(True), lambda: None)
    assert told == [True, True]
