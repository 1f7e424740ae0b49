"""Questions that need an answer now: a thread and a line of their own, which wait for the centre for moments only.

What asks (coupons, claims) gets `Questions.run`, and does its asking there.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from app.bootstrap.terminal import Terminal
from app.domain.enrol import Membership
from app.domain.errors import FaultError
from app.runtime.beside import Beside

if TYPE_CHECKING:
    from app.sync.gateway import Gateway

T = TypeVar("T")


class Questions:
    """Asks the centre that the terminal belongs to at the moment."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._beside = Beside("questions", self._end)
        self._line: tuple[Membership, Gateway] | None = None

    def run(self, job: Callable[[Gateway], T]) -> Future[T]:
        """Ask something; one question after the other.

        Raises (in the future):
            FaultError: ``centre.none``: there is no centre; of the vault; as the job.
            UserError: as the job.
        """
        return self._beside.run(lambda: job(self._gateway()))

    def _gateway(self) -> Gateway:
        from app.sync.gateway import AT_ONCE, Address, Gateway  # noqa: PLC0415 - a shop without a centre waits for none

        membership = self._terminal.secrets.membership()
        if membership is None:
            raise FaultError("centre.none")
        if self._line is not None and self._line[0] == membership:
            return self._line[1]
        self._end()
        address = Address(membership.url, membership.token, membership.plain, membership.ca_file)
        gateway = Gateway(address, waits=AT_ONCE)
        self._line = (membership, gateway)
        return gateway

    def _end(self) -> None:
        if self._line is not None:
            self._line[1].close()
            self._line = None

    def close(self) -> None:
        """End the thread; what is under way is finished first."""
        self._beside.close()
