"""What terminals ask the centre that needs an answer now: coupons, orders, members, points. The gateway asks it."""

from __future__ import annotations

from abc import abstractmethod
from typing import TypeVar

from app.contract.hold import ClaimRequest, Held, HoldRequest, Release, Released
from app.contract.member import Contact, MemberPurchases, Members, PointsHold, PointsHoldRequest
from app.contract.wire import Wire

M = TypeVar("M", bound=Wire)


class Questions:
    """The questions, by how they are asked."""

    @abstractmethod
    def _ask(
        self,
        answer: type[M],
        method: str,
        path: str,
        body: Wire | bytes | None = None,
        params: dict[str, str] | None = None,
    ) -> M:
        """Ask one, and read the answer."""

    def hold(self, asked: HoldRequest) -> Held:
        """Have a coupon kept for a cart.

        Raises:
            UserError, FaultError: as `push`.
        """
        return self._ask(Held, "POST", "/v1/holds/coupon", asked)

    def release(self, asked: Release) -> Released:
        """Give a coupon up.

        Raises:
            UserError, FaultError: as `push`.
        """
        return self._ask(Released, "POST", "/v1/holds/coupon/release", asked)

    def claim(self, asked: ClaimRequest) -> Held:
        """Have an order kept for this counter.

        Raises:
            UserError, FaultError: as `push`.
        """
        return self._ask(Held, "POST", "/v1/claims/order", asked)

    def release_claim(self, asked: Release) -> Released:
        """Give an order up.

        Raises:
            UserError, FaultError: as `push`.
        """
        return self._ask(Released, "POST", "/v1/claims/order/release", asked)

    def find_member(self, asked: Contact) -> Members:
        """Whoever has a contact, exactly.

        Raises:
            UserError: ``request.too_many`` (retry_s); as `push`.
            FaultError: as `push`.
        """
        return self._ask(Members, "POST", "/v1/members/find", asked)

    def purchases(self, member_id: str) -> MemberPurchases:
        """The last purchases of a member.

        Raises:
            UserError, FaultError: as `push`.
        """
        return self._ask(MemberPurchases, "GET", "/v1/members/purchases", params={"member": member_id})

    def hold_points(self, asked: PointsHoldRequest) -> PointsHold:
        """Have points kept for an open cart.

        Raises:
            UserError, FaultError: as `push`.
        """
        return self._ask(PointsHold, "POST", "/v1/holds/points", asked)

    def release_points(self, asked: Release) -> Released:
        """Give them up.

        Raises:
            UserError, FaultError: as `push`.
        """
        return self._ask(Released, "POST", "/v1/holds/points/release", asked)
