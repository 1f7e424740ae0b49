"""Members asked for at the centre: by a contact, what they bought; on a thread of their own, within moments."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol, TypeVar

from app.contract.hold import Release, Released
from app.contract.member import Contact, KeyedMember, MemberPurchases, Members, PointsHold, PointsHoldRequest
from app.domain.member import Purchase

T = TypeVar("T")


class Line(Protocol):
    """What is needed of the gateway."""

    def find_member(self, asked: Contact) -> Members:
        """Whoever has a contact."""
        ...

    def purchases(self, member_id: str) -> MemberPurchases:
        """What a member bought."""
        ...

    def hold_points(self, asked: PointsHoldRequest) -> PointsHold:
        """Have points kept."""
        ...

    def release_points(self, asked: Release) -> Released:
        """Give them up."""
        ...


class Run(Protocol):
    """Does something on the thread that asks, with the line to the centre."""

    def __call__(self, job: Callable[[Line], T], /) -> Future[T]:
        """Ask."""
        ...


class MemberLine:
    """Fits the ports `MemberCentre` and `PointsCentre`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def find(self, contact: str) -> Future[tuple[KeyedMember, ...]]:
        """See `MemberCentre.find`."""
        return self._run(lambda line: line.find_member(Contact(contact=contact)).members)

    def purchases(self, member_id: str) -> Future[tuple[Purchase, ...]]:
        """See `MemberCentre.purchases`."""

        def job(line: Line) -> tuple[Purchase, ...]:
            found = line.purchases(member_id).purchases
            return tuple(Purchase(one.at, one.number, one.place, one.pieces, one.total.minor) for one in found)

        return self._run(job)

    def hold(self, hold_id: str, member_id: str, points: int) -> Future[PointsHold]:
        """See `PointsCentre.hold`."""
        asked = PointsHoldRequest(id=hold_id, member_id=member_id, points=points)
        return self._run(lambda line: line.hold_points(asked))

    def release(self, hold_id: str) -> Future[Released]:
        """See `PointsCentre.release`."""
        return self._run(lambda line: line.release_points(Release(id=hold_id)))
