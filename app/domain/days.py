"""Business dates held against the centre's books."""

from __future__ import annotations

from app.domain.frozen import frozen


@frozen
class DayCheck:
    """What came of comparing one business date with the centre.

    Attributes:
        checked_at: microseconds UTC.
        differs: of ``journal``, ``facts``, ``sales``, ``tenders``, ``taxes`` what the two sides do not hold alike.
        closed: a person at the centre has looked at this very difference.
        ours: this terminal's figures as JSON; `theirs` the centre's (`DayFigures` of the contract).
    """

    business_on: str
    checked_at: int
    differs: tuple[str, ...]
    closed: bool
    ours: str
    theirs: str


@frozen
class DayDifference:
    """One figure of a business date that the two sides do not hold alike.

    Attributes:
        part: as in `DayCheck.differs`.
        name: kind of the tender, class of the tax; empty elsewhere.
        ours, theirs: how many of it; None where it is not counted.
        our_minor, their_minor: what it comes to, in minor units; None where no money is in it.
        is_other: as many on both sides, but not the same ones.
    """

    part: str
    name: str
    ours: int | None
    theirs: int | None
    our_minor: int | None = None
    their_minor: int | None = None
    is_other: bool = False

    @property
    def is_one(self) -> bool:
        """Whether there is a difference at all."""
        return self.is_other or (self.ours, self.our_minor) != (self.theirs, self.their_minor)
