"""Points: how many a sale earns, what goes back with goods that return, and what they pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from app.domain.frozen import frozen

_PPM = 1_000_000


@frozen
class Tier:
    """A tier: its name in either language, and by how many millionths its members earn."""

    name: str
    name_en: str = ""
    earn_ppm: int = _PPM


@frozen
class Loyalty:
    """The chain's rules.

    Attributes:
        earn_minor: minor units paid for one point in a tier of a factor of one.
        spend_minor: minor units that one point pays; 0 where nobody pays with points.
        offline_most: points that one sale may be paid with while the centre cannot be asked.
        offline_age: microseconds that the known balance may be old then.
    """

    earn_minor: int
    spend_minor: int = 0
    tiers: Mapping[str, Tier] = field(default_factory=dict)
    offline_most: int = 0
    offline_age: int = 0

    def earned(self, base: int, tier: str) -> int:
        """Points for an amount in minor units, rounded down; none for nothing."""
        if self.earn_minor <= 0 or base <= 0:
            return 0
        factor = self.tiers[tier].earn_ppm if tier in self.tiers else _PPM
        return base * factor // (self.earn_minor * _PPM)

    def worth(self, points: int) -> int:
        """What points pay, in minor units."""
        return points * self.spend_minor

    def needed(self, amount: int) -> int:
        """Points that pay an amount in minor units, rounded up."""
        return -(-amount // self.spend_minor)


def to_take_back(earned: int, base: int, refunded: int, taken_back: int) -> int:
    """Points to take back now that so much of a sale was given back.

    What stays is what the rest would have earned at the same rate, rounded down: however often parts come back, all
    of them together take back all.

    Args:
        earned: points that the sale earned, for `base` minor units.
        refunded: minor units of it that were given back so far, now included.
        taken_back: points that were taken back before.
    """
    if base <= 0:
        return 0
    rest = max(0, base - refunded)
    return max(0, earned - earned * rest // base - taken_back)
