"""What the members' services look up; each an indexed read on the calling thread's connection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from app.domain.frozen import frozen
from app.domain.points import Loyalty


@frozen
class Known:
    """A member as this terminal knows one.

    Attributes:
        points: what the centre told last, with what was moved here since.
        is_new: enrolled here, and not told by the centre yet.
    """

    member_id: str
    name: str
    contact: str
    tier: str
    points: int
    is_active: bool
    birthday: str
    consents: tuple[str, ...]
    is_new: bool


@frozen
class SaleMove:
    """Points that came or went with a sale; `base` is what they were earned for, in minor units."""

    member_id: str
    reason: str
    points: int
    base: int


class MemberReads(Protocol):
    """Look-ups of members and points."""

    def member(self, member_id: str) -> Known | None:
        """A member, or who that one has become."""
        ...

    def by_tail(self, digits: str, limit: int) -> list[Known]:
        """Members whose number ends so."""
        ...

    def by_name(self, first: str, limit: int = 2_000) -> list[Known]:
        """Members whose masked name begins so."""
        ...

    def by_hash(self, digests: Sequence[str]) -> list[Known]:
        """Members who have a contact, by its keyed hashes."""
        ...

    def loyalty(self) -> Loyalty | None:
        """The rules of points; None where the shop gives none."""
        ...

    def moves(self, sale_id: str) -> list[SaleMove]:
        """What came or went with a sale of this terminal."""
        ...

    def moves_of_origin(self, sale_id: str) -> list[SaleMove]:
        """What was taken back so far of what a sale earned."""
        ...

    def held(self, hold_id: str) -> tuple[str, int] | None:
        """Whose points are kept under an id, and how many."""
        ...

    def held_of(self, member_id: str) -> int:
        """Points of a member that are kept for open carts here."""
        ...

    def spent_unsent(self, member_id: str) -> int:
        """Points that a member spent here and that the centre may not know of."""
        ...

    def held_offline(self, hold_ids: Iterable[str]) -> int:
        """Points that are kept under some ids, and that the centre could not be asked for."""
        ...

    def contact_at(self) -> int | None:
        """When the centre answered last, in microseconds UTC."""
        ...


class KnowsMembers(Protocol):
    """Whoever has them at hand."""

    @property
    def members(self) -> MemberReads:
        """Members and points, on the same connection."""
        ...
