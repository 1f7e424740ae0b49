"""What the counter needs of whoever knows the members. None is built in; until one is, the counter knows an id."""

from __future__ import annotations

from typing import Protocol

from app.domain.cart import Member
from app.domain.frozen import frozen


@frozen
class MemberShown:
    """A member as the counter may see one.

    Attributes:
        name: masked.
        tier: in words; may be empty.
        facts: points, coupons, and from when that is where it is a copy; in words.
    """

    name: str
    tier: str = ""
    facts: str = ""


class MemberDesk(Protocol):
    """Knows the members."""

    def shown(self, member: Member) -> MemberShown | None:
        """A member of a cart; None for one that nobody knows. Called in the window's thread: an indexed read."""
        ...
