"""Enrolment, joined with the outer rooms."""

from __future__ import annotations

import threading
from contextlib import closing
from importlib.metadata import version
from typing import Protocol

from app.bootstrap.sync import make_feed
from app.bootstrap.terminal import Terminal
from app.config import NAME
from app.contract.enrol import Enrolled, EnrolRequest
from app.domain.enrol import Joined
from app.domain.errors import AppError, UserError
from app.domain.shop import Shop
from app.services.enrol import Enrolment


class Line(Protocol):
    """What enrolling needs of a connection to a centre."""

    def enrol(self, request: EnrolRequest) -> Enrolled:
        """Become a terminal."""
        ...

    def hang_up(self) -> None:
        """Cut what is under way."""
        ...


class Cut:
    """Ends an enrolment that is under way, from any thread: nothing of an answer that comes all the same is kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_cut = False
        self._line: Line | None = None

    def cut(self) -> None:
        """End it; cuts a connection, so it is for a thread that may wait."""
        with self._lock:
            self._is_cut, line = True, self._line
        if line is not None:
            line.hang_up()

    def through(self, line: Line) -> Cut:
        """The same as a door that asks through a line.

        Raises:
            UserError: ``enrol.cancelled``.
        """
        with self._lock:
            self._line = line
        self._check()
        return self

    def enrol(self, request: EnrolRequest) -> Enrolled:
        """Become a terminal, unless it is ended first: the code may be used again by this machine.

        Raises:
            UserError: ``enrol.cancelled``; as `Gateway.enrol`.
            FaultError: as `Gateway.enrol`.
        """
        if self._line is None:
            raise RuntimeError("an enrolment through no line")
        try:
            answer = self._line.enrol(request)
        except AppError:
            self._check()
            raise
        self._check()
        return answer

    def _check(self) -> None:
        with self._lock:
            if self._is_cut:
                raise UserError("enrol.cancelled") from None


def enrol_terminal(terminal: Terminal, url: str, code: str, *, plain: bool = False, ca_file: str = "") -> Shop:
    """Make a machine a terminal of a centre; the shop as it is from the next start on.

    Args:
        plain: plain HTTP is allowed although the centre is another machine: on a shop's own network.
        ca_file: the certificates of who alone may vouch for the centre; empty for the usual authorities.

    Raises:
        UserError: ``centre.not_secure``, ``centre.bad_address``, ``centre.bad_ca_file``; of the centre and of
            `Enrolment.run`.
        FaultError: of the gateway, the vault, the disk.
    """
    return join_centre(terminal, url, code, Cut(), plain=plain, ca_file=ca_file).shop


def join_centre(
    terminal: Terminal, url: str, code: str, cut: Cut, *, plain: bool = False, ca_file: str = ""
) -> Joined:
    """The same, which can be ended meanwhile.

    Raises:
        UserError: ``enrol.cancelled``; as `enrol_terminal`.
        FaultError: as `enrol_terminal`.
    """
    from app.sync.gateway import Address, Gateway  # noqa: PLC0415 - most starts enrol nowhere

    address = url.rstrip("/")
    act = Enrolment(
        terminal.desk,
        terminal.store.reads,
        terminal.terminal_id,
        terminal.secrets.load().signer,
        terminal.secrets,
        make_feed(terminal).join,
        version(NAME),
    )
    with closing(Gateway(Address(address, plain=plain, ca_file=ca_file))) as door:
        shop = act.run(cut.through(door), address, code, plain=plain, ca_file=ca_file)
        return Joined(shop, door.clock_off_s)
