"""What coupons need of the outer rooms: what the terminal knows of them; the centre, which keeps one for a cart."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

from app.domain.campaign import Campaign
from app.domain.coupon import Tally
from app.domain.frozen import frozen


@frozen
class Wallet:
    """A coupon of a member that can still be used, as the centre told it last; `ends_at` None for its campaign's."""

    code: str
    campaign: str
    ends_at: int | None


@frozen
class Used:
    """A coupon used in a sale of this terminal."""

    sale_id: str
    code: str
    campaign: str


@frozen
class Printed:
    """A coupon for a receipt, and until when it holds; `signed` is empty where it has no signature."""

    code: str
    campaign: str
    signed: str
    ends_at: int = 0


class CouponReads(Protocol):
    """What the terminal knows of coupons; each an indexed read, also within a transaction."""

    def issuing(self) -> tuple[Campaign, ...]:
        """The campaigns whose coupons are printed on receipts."""
        ...

    def campaign(self, campaign_id: str) -> Campaign | None:
        """One of them."""
        ...

    def campaign_for(self, code: str) -> Campaign | None:
        """The campaign of a coupon."""
        ...

    def has_centre(self) -> bool:
        """Whether there is a centre, which knows all coupons."""
        ...

    def is_allotted(self, code: str) -> bool:
        """Whether a coupon is of a block of this store, ours or another terminal's."""
        ...

    def wallet(self, member_id: str) -> tuple[Wallet, ...]:
        """What a member can still use."""
        ...

    def coupon_used(self, code: str) -> Used | None:
        """The sale of this terminal that used a coupon, which nothing gave back since."""
        ...

    def coupons_of(self, sale_id: str) -> tuple[Used, ...]:
        """The coupons that a sale used, and that nothing gave back since."""
        ...

    def coupon_tally(self, campaign_id: str, business_on: str) -> Tally:
        """What was taken in offline of a campaign on a business date."""
        ...

    def is_all_back(self, sale_id: str) -> bool:
        """Whether all that was sold came back."""
        ...

    def next_coupon(self, campaign_id: str) -> Printed | None:
        """A coupon of our block that nobody has yet."""
        ...

    def printed_with(self, sale_id: str) -> tuple[Printed, ...]:
        """The coupons that a sale's receipt carries, and that count."""
        ...

    def printed_until(self, code: str) -> int | None:
        """Until when a coupon holds that this terminal printed, microseconds UTC; None for one that it did not."""
        ...

    def is_withdrawn(self, code: str) -> bool:
        """Whether this terminal printed a coupon with a sale of which all came back."""
        ...

    def owner_of(self, code: str) -> str | None:
        """The member whose a coupon is, as far as this terminal knows; None for whoever has it."""
        ...


@frozen
class HoldAnswer:
    """The centre's word: kept for the cart until then (microseconds UTC), or why not, in a word."""

    granted: bool
    until: int = 0
    reason: str = ""


class CouponCentre(Protocol):
    """The centre, as far as it can be asked; nobody waits longer than a moment."""

    def hold(self, hold_id: str, code: str, member_id: str | None, *, renew: bool = False) -> Future[HoldAnswer]:
        """Have a coupon kept for a cart; the same answer under the same id while it is kept.

        Args:
            renew: begin its time anew where it is ours.

        Raises (in the future):
            FaultError, UserError: there is no centre, or none that answers.
        """
        ...

    def release(self, hold_id: str) -> Future[None]:
        """Give it up. What is lost on the way ends by its time.

        Raises (in the future):
            FaultError, UserError: as `hold`.
        """
        ...
