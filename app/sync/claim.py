"""Orders claimed at the centre, so that two counters cannot both hand one over; answered within moments."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol, TypeVar

from app.contract.hold import ClaimRequest, Held, Release, Released
from app.services.pickup_ports import Claimed

T = TypeVar("T")


class Line(Protocol):
    """What is needed of the gateway."""

    def claim(self, asked: ClaimRequest) -> Held:
        """Have an order kept."""
        ...

    def release_claim(self, asked: Release) -> Released:
        """Give it up."""
        ...


class Run(Protocol):
    """Does something on the thread that asks, with the line to the centre."""

    def __call__(self, job: Callable[[Line], T], /) -> Future[T]:
        """Do it.

        Raises (in the future):
            FaultError: ``centre.none``: there is no centre; as the job.
        """
        ...


class ClaimLine:
    """Fits the port `Claims`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def claim(self, order: str, claim_id: str, *, renew: bool = False) -> Future[Claimed]:
        """See `Claims.claim`."""
        asked = ClaimRequest(id=claim_id, order=order, renew=renew)

        def job(line: Line) -> Claimed:
            answer = line.claim(asked)
            return Claimed(answer.granted, answer.reason, answer.store, answer.state, answer.until)

        return self._run(job)

    def release(self, claim_id: str) -> None:
        """See `Claims.release`."""
        self._run(lambda line: line.release_claim(Release(id=claim_id)))
