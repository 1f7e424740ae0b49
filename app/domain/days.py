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
