"""Who came and went at a terminal, and what was allowed: bodies of the journal. No name is among them."""

from __future__ import annotations

from typing import Literal

from app.contract.wire import Code, Count, Text, Uuid, Whole, Wire, WireMoney, added


class StaffSignedIn(Wire):
    """Somebody signed in at this terminal. Its entry's id is the stay's id."""

    staff_id: Code
    how: Literal["pin", "badge"]


class StaffSignedOut(Wire):
    """Somebody's stay at this terminal ended."""

    staff_id: Code
    stay_id: Uuid
    reason: Literal["locked", "switched", "ended", "idle"]


class StaffRefused(Wire):
    """A wrong PIN: whose it should have been. None is a badge that nobody has. What was typed is nowhere kept."""

    staff_id: Code | None


class StaffChanged(Wire):
    """Somebody of the staff as they are from here on, and what changed. Names, PINs and badges are not told."""

    staff_id: Code
    role: Code
    active: bool
    what: Literal["created", "name", "role", "pin", "pin_reset", "badge", "deactivated", "reactivated"]


class LimitsChanged(Wire):
    """What a cashier may take off by hand without asking: millionths of the price, and an amount; both hold.

    ``over_short`` is by how much a drawer may differ, either way, without asking; None for the usual.
    """

    discount_ppm: Count
    discount: WireMoney
    over_short: WireMoney | None = added(default=None)


class ActApproved(Wire):
    """One act allowed by the entry's actor to somebody whose role does not allow it alone.

    ``how`` is ``role`` where the actor asked for nobody else. ``subject`` is what ``subject_id`` names: ``cart``,
    ``sale``, ``tender``, ``shift`` or the ``act`` itself by its early id. ``measure`` says what ``value`` is:
    ``percent`` (millionths), ``amount`` (minor units), ``price`` (minor units for ``per_milli``) or ``none``;
    ``up_to`` bounds what it may be taken of (minor units, or thousandths of a price's unit); ``limit`` is what was
    allowed without asking. ``goods`` names those that were not in the cart yet: a SKU, or ``sale:line`` of what was
    bought.
    """

    act: Code
    asked_by: Code
    how: Literal["pin", "badge", "role"]
    subject: Code
    subject_id: Code
    line: Count | None = None
    measure: Code = "none"
    value: Whole | None = None
    per_milli: Count | None = None
    up_to: Count | None = None
    limit: Count | None = None
    reason: Text = ""
    goods: Text = added(default="")


class DrawerOpened(Wire):
    """The drawer was opened without a sale."""

    reason: Text
    approval_id: Uuid | None = None
