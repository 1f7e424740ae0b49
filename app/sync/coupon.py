"""Coupons asked for at the centre: kept for a cart, given up; on a thread of their own, answered within moments."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol, TypeVar

from app.contract.hold import Held, HoldRequest, Release, Released
from app.services.coupon_ports import HoldAnswer

T = TypeVar("T")


class Line(Protocol):
    """What is needed of the gateway."""

    def hold(self, asked: HoldRequest) -> Held:
        """Have a coupon kept."""
        ...

    def release(self, asked: Release) -> Released:
        """Give it up."""
        ...


class Ask(Protocol):
    """Does something on the thread that asks, with the line to the centre."""

    def __call__(self, job: Callable[[Line], T]) -> Future[T]:
        """Ask.

        Raises (in the future):
            FaultError: ``centre.none`` where there is no centre.
        """
        ...


class CouponLine:
    """Fits the port `CouponCentre`."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def hold(self, hold_id: str, code: str, member_id: str | None, *, renew: bool = False) -> Future[HoldAnswer]:
        """See `CouponCentre.hold`."""
        asked = HoldRequest(id=hold_id, coupon=code, member_id=member_id, renew=renew)

        def job(line: Line) -> HoldAnswer:
            answer = line.hold(asked)
            return HoldAnswer(answer.granted, answer.until, answer.reason)

        return self._ask(job)

    def release(self, hold_id: str) -> Future[None]:
        """See `CouponCentre.release`."""

        def job(line: Line) -> None:
            line.release(Release(id=hold_id))

        return self._ask(job)
