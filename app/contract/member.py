"""Members as terminals are told of them: masked, found by their id or by an exact look-up at the centre."""

from __future__ import annotations

from app.contract.wire import Code, Whole, Wire


class MemberItem(Wire):
    """Kind ``member``, keyed by the member's id. Name and contact are masked; nobody is found by them elsewhere.

    ``merged_into`` is who this member has become; an alias lasts for ever.
    """

    name: Code
    contact: Code
    tier: Code
    points: Whole
    active: bool
    merged_into: Code | None = None
