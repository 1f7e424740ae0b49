"""The gateway: every request to the centre, over HTTP; the only file that knows the library."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import httpx

from app.contract.days import DayCompared, DayFigures
from app.contract.enrol import Enrolled, EnrolRequest, Problem
from app.contract.feed import FeedPage
from app.contract.proposal import Proposals, Proposed
from app.contract.push import HeldEntries, PushBatch, Pushed, Rescued
from app.contract.wire import Wire, WireError, read_wire
from app.domain.errors import FaultError, UserError
from app.sync.address import AT_ONCE, PATIENT, Address, Waits
from app.sync.backoff import MOST_PATIENCE_S
from app.sync.questions import Questions

__all__ = ["AT_ONCE", "PATIENT", "SILENCE_S", "Address", "Gateway", "Waits"]
M = TypeVar("M", bound=Wire)
#: Bytes of an answer at most, once unpacked; bytes of one line of events.
_MOST, _LINE = 16 * 1024 * 1024, 64 * 1024
#: What a date in a header may make of itself, whoever wrote it.
_NO_DATE = (ValueError, OverflowError, TypeError, IndexError, OSError)
#: What OpenSSL says of a certificate that is not valid yet, or no more.
_NOT_TODAY = frozenset({9, 10})
#: What it says of somebody who answers without TLS.
_NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST", "UNKNOWN_PROTOCOL"})
#: Seconds without a heartbeat after which a listener's connection counts as cut; the centre sends one every ten.
SILENCE_S = 25.0
#: What we unpack, and by ourselves: the library would unpack without an end in sight.
_PACKED, _PLAIN = {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "identity"}


class Gateway(Questions):
    """A centre, as one terminal talks to it; used by one thread.

    Args:
        waits: how long for what.
        wall: the seconds since 1970, to hold the centre's beside.

    Attributes:
        clock_off_s: seconds by which this machine's clock is ahead of the centre's, as its last answer said; negative
            for behind, None before the first.

    Raises:
        UserError: ``centre.not_secure``, ``centre.bad_address``, ``centre.bad_ca_file`` (path, reason).
    """

    def __init__(self, address: Address, wall: Callable[[], float] = time.time, waits: Waits | None = None) -> None:
        address.check()
        self._streams: list[Any] = []
        self._hung_up = False
        self._wall = wall
        self._waits = waits = waits or PATIENT
        self.clock_off_s: int | None = None
        self._client = httpx.Client(
            base_url=address.url,
            timeout=httpx.Timeout(waits.read_s, connect=waits.connect_s),
            headers=_PACKED | ({"Authorization": f"Bearer {address.token}"} if address.token else {}),
            verify=_trusted(address.ca_file),
            follow_redirects=False,
            trust_env=False,
        )

    def enrol(self, request: EnrolRequest) -> Enrolled:
        """Become a terminal.

        Raises:
            UserError: ``enrol.bad_code`` and others of the centre.
            FaultError: as `push`.
        """
        return self._ask(Enrolled, "POST", "/v1/enrol", request)

    def push(self, batch: PushBatch) -> Pushed:
        """Send entries.

        Raises:
            UserError: ``token.unknown``, ``token.revoked``.
            FaultError: ``centre.unreachable``, ``centre.not_trusted``, ``centre.certificate_date``, ``centre.no_tls``
                (reason), ``centre.unwell`` (status, retry_s), ``centre.garbled``.
        """
        return self._ask(Pushed, "POST", "/v1/journal", batch)

    def mark(self) -> Pushed:
        """What the centre holds of this terminal.

        Raises:
            UserError, FaultError: as `push`.
        """
        return self._ask(Pushed, "GET", "/v1/journal/mark")

    def feed(self, cursor: str | None) -> FeedPage:
        """The page of changes behind a cursor.

        Raises:
            UserError, FaultError: as `push`.
        """
        return self._ask(FeedPage, "GET", "/v1/feed", params={} if cursor is None else {"cursor": cursor})

    def held(self, epoch: int, after: int) -> HeldEntries:
        """What the centre holds of this terminal's epoch behind a seq.

        Raises:
            UserError, FaultError: as `push`.
        """
        return self._ask(HeldEntries, "GET", "/v1/journal", params={"epoch": str(epoch), "after": str(after)})

    def compare(self, told: DayFigures) -> DayCompared:
        """Hold a business date's figures against the centre's.

        Raises:
            UserError, FaultError: as `push`.
        """
        return self._ask(DayCompared, "POST", "/v1/journal/days/compare", told)

    def propose(self, told: Proposals) -> Proposed:
        """Tell what this shop made before it had a centre.

        Raises:
            UserError, FaultError: as `push`.
        """
        return self._ask(Proposed, "POST", "/v1/proposals", told)

    def rebuild(self, epoch: int, after: int) -> HeldEntries:
        """What a machine needs of the terminal that it took over, behind a place.

        Raises:
            UserError, FaultError: as `push`.
        """
        return self._ask(HeldEntries, "GET", "/v1/journal/rebuild", params={"epoch": str(epoch), "after": str(after)})

    def rescue(self, content: bytes, *, revoked: bool) -> Rescued:
        """Bring a rescue file in, by a token of the admin API.

        Args:
            revoked: also of a machine that was revoked or replaced.

        Raises:
            UserError: ``rescue.not_one`` and others of the centre; as `push`.
            FaultError: as `push`.
        """
        return self._ask(Rescued, "POST", "/v1/admin/rescue", content, {"revoked": str(revoked).lower()})

    def listen(self, told: Callable[[], object], alive: Callable[[], object]) -> None:
        """Wait for events until the connection ends, as it does where nothing comes for `SILENCE_S`.

        Args:
            told: something changed.
            alive: the centre is there.

        Raises:
            UserError, FaultError: as `push`; how it ended. None where the centre ended it in order.
        """
        waits = httpx.Timeout(self._waits.connect_s, read=SILENCE_S)
        try:
            with self._client.stream(
                "GET",
                "/v1/events",
                headers={"Accept": "text/event-stream"} | _PLAIN,
                timeout=waits,
                extensions={"trace": self._note_stream},
            ) as response:
                if response.status_code != httpx.codes.OK:
                    raise self._refusal(response, _why(response))
                if not response.headers.get("content-type", "").startswith("text/event-stream"):
                    raise FaultError("centre.garbled", where="content-type")
                alive()
                for line in _lines(response):
                    alive()
                    if line.startswith(b"data:"):
                        told()
        except httpx.HTTPError as error:
            raise _unreachable(error) from error

    def hang_up(self) -> None:
        """Cut what is under way, from any thread: what waits for an answer fails at once, and all that follows."""
        self._hung_up = True
        for stream in self._streams:
            _cut(stream)

    def _note_stream(self, event: str, info: dict[str, Any]) -> None:
        if self._hung_up and event == "connection.connect_tcp.started":
            raise httpx.NetworkError("closing")
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._streams = [*self._streams[-3:], info["return_value"]]
            if self._hung_up:
                _cut(info["return_value"])

    def _note_time(self, date: str) -> None:
        """Hold the centre's clock beside this one's; what is between them may say what it likes."""
        try:
            self.clock_off_s = round(self._wall() - parsedate_to_datetime(date).timestamp())
        except _NO_DATE:
            return

    def close(self) -> None:
        """Give the connections up."""
        self._client.close()

    def _ask(
        self,
        answer: type[M],
        method: str,
        path: str,
        body: Wire | bytes | None = None,
        params: dict[str, str] | None = None,
    ) -> M:
        content, headers = None, {}
        if isinstance(body, bytes):
            content, headers = body, {"Content-Type": "application/octet-stream"}
        elif body is not None:
            content = gzip.compress(body.model_dump_json().encode(), 1)
            headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        try:
            with self._client.stream(
                method, path, content=content, headers=headers, params=params, extensions={"trace": self._note_stream}
            ) as response:
                self._note_time(response.headers.get("date", ""))
                if response.status_code != httpx.codes.OK:
                    raise self._refusal(response, _why(response))
                text = _whole(response, self._waits.whole_s)
        except httpx.HTTPError as error:
            raise _unreachable(error) from error
        try:
            return read_wire(answer, text)
        except WireError as error:
            raise FaultError("centre.garbled", where=error.where) from None

    def _refusal(self, response: httpx.Response, text: bytes) -> UserError | FaultError:
        """What a refusal means: only the centre's own words count, a page of something between says nothing."""
        status = response.status_code
        try:
            problem = read_wire(Problem, text)
        except WireError:
            problem = None
        if problem is not None and 400 <= status < 500 and status not in {408, 429}:
            return UserError(problem.code)
        return FaultError(
            "centre.unwell", status=status, retry_s=self._asked(response.headers.get("retry-after", ""))
        )

    def _asked(self, retry: str) -> int:
        """Seconds for which we are asked to wait, as a number or until a date (RFC 9110, 10.2.3); 0 for neither."""
        most = round(MOST_PATIENCE_S)
        if retry.isascii() and retry.isdigit():
            figures = retry.lstrip("0") or "0"
            return min(int(figures), most) if len(figures) < 9 else most
        try:
            return max(0, min(round(parsedate_to_datetime(retry).timestamp() - self._wall()), most))
        except _NO_DATE:
            return 0


def _trusted(ca_file: str) -> ssl.SSLContext | bool:
    """Who may vouch for a centre: those of a file, or the authorities that the library brings along."""
    if not ca_file:
        return True
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ValueError) as error:  # what SSL says of it is an OSError too
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or type(error).__name__
        raise UserError("centre.bad_ca_file", path=ca_file, reason=str(reason)) from None


def _unreachable(error: BaseException) -> FaultError:
    """Why no answer came: what the library wraps says more than the library."""
    below: BaseException | None = error
    while below is not None:
        if isinstance(below, ssl.SSLCertVerificationError):
            not_today = below.verify_code in _NOT_TODAY
            code = "centre.certificate_date" if not_today else "centre.not_trusted"
            return FaultError(code, reason=below.verify_message)
        if isinstance(below, ssl.SSLError) and below.reason in _NO_TLS:
            return FaultError("centre.no_tls", reason=below.reason)
        below = below.__cause__ or below.__context__
    return FaultError("centre.unreachable", reason=type(error).__name__)


def _cut(stream: Any) -> None:  # noqa: ANN401 - the library's own type is private
    with suppress(OSError, AttributeError):
        stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


def _whole(response: httpx.Response, whole_s: float | None = None) -> bytes:
    """An answer's text.

    Raises:
        FaultError: ``centre.garbled`` (where): it is packed in a way that nobody asked for, or is too large once it
            is unpacked; ``centre.unreachable``: it comes without an end.
    """
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in {"", "identity", "gzip"}:
        raise FaultError("centre.garbled", where="content-encoding")
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if packing == "gzip" else None
    parts, size, until = [], 0, time.monotonic() + (whole_s or PATIENT.whole_s)
    for piece in response.iter_raw():
        try:
            part = piece if unpack is None else unpack.decompress(piece, _MOST - size + 1)
        except zlib.error:
            raise FaultError("centre.garbled", where="gzip") from None
        size += len(part)
        if size > _MOST or (unpack is not None and (unpack.unconsumed_tail or unpack.unused_data)):
            raise FaultError("centre.garbled", where="size")
        if time.monotonic() > until:
            raise FaultError("centre.unreachable", reason="ReadTimeout")
        parts.append(part)
    if unpack is not None and not unpack.eof:
        raise FaultError("centre.garbled", where="gzip")
    return b"".join(parts)


def _why(response: httpx.Response) -> bytes:
    """The text of a refusal; none where it cannot be read: its status says enough."""
    try:
        return _whole(response)
    except FaultError:
        return b""


def _lines(response: httpx.Response) -> Iterator[bytes]:
    """The lines of an answer that goes on.

    Raises:
        FaultError: ``centre.garbled`` (where): it is packed, or a line has no end.
    """
    if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise FaultError("centre.garbled", where="content-encoding")
    rest = b""
    for piece in response.iter_raw():
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
        if len(rest) > _LINE:
            raise FaultError("centre.garbled", where="size")
