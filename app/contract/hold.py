"""Questions that need an answer now: may this counter have this coupon, or hand this order over?

Each is asked under an id of its own; asked again under it, it gets the same answer while it still holds.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.contract.wire import Code, Count, Uuid, Wire, added

#: What names a coupon or an order: no control characters.
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]


class HoldRequest(Wire):
    """A coupon, kept for one cart until it is sold or the time is over.

    ``member_id`` is who buys; ``renew``: its time begins anew where it is ours already.
    """

    id: Uuid
    coupon: Name
    member_id: Name | None = added(default=None)
    renew: bool = added(default=False)


class ClaimRequest(Wire):
    """An order, by its id or its pickup code, kept for one counter that hands it over.

    ``renew``: its time begins anew where it is ours already.
    """

    id: Uuid
    order: Name
    renew: bool = added(default=False)


class Release(Wire):
    """Give up what was held or claimed under an id. Of what is not held any more it is success too."""

    id: Uuid


class Held(Wire):
    """Whether it is yours, and until when (microseconds UTC).

    ``reason`` says why not: ``unknown``, ``held`` by another, ``used``, ``withdrawn``, ``not_yet``, ``over``,
    ``other_store``, ``other_channel``, ``total_limit`` and ``member_limit`` of its campaign, ``member_needed`` for
    that limit and where it is somebody's, ``other_member``; of an order also its ``state`` where that does not allow
    it.
    ``store`` is where an order is that is another store's, ``state`` where it stands.
    """

    granted: bool
    until: Count = 0
    reason: Literal[
        "", "unknown", "held", "used", "withdrawn", "not_yet", "over", "other_store", "other_channel", "total_limit",
        "member_limit", "member_needed", "other_member", "state",
    ] = ""  # fmt: skip
    store: Code = added(default="")
    state: Code = added(default="")


class Released(Wire):
    """Whether something was held under the id until now."""

    released: bool
