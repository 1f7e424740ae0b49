"""The shift: opening to closing of one drawer. No sale without one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Shift:
    """An open or closed shift; amounts in minor units.

    Attributes:
        number: 1, 2, 3 ... within an epoch.
        business_on: the trading day, frozen at the opening.
        opened_at, closed_at: microseconds UTC.
        first_seq: the journal's entry that opened it.
    """

    shift_id: str
    number: int
    business_on: str
    opened_at: int
    opened_by: str
    opening_float: int
    first_seq: int
    closed_at: int | None = None
    counted: int | None = None
    expected: int | None = None
    z_number: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether sales go into it."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class ShiftSums:
    """What a shift took, from its sales; all minor units. The X reads it, the Z seals it.

    Attributes:
        tenders: (kind, count, amount) of each kind of tender.
        taxes: (class, rate in millionths, taxed, tax).
        cash: what sales brought into the drawer, change already off.
    """

    sales: int
    refunds: int
    sold: int
    returned: int
    rounding: int
    tenders: tuple[tuple[str, int, int], ...]
    taxes: tuple[tuple[str, int, int, int], ...]
    cash: int


def expected_cash(opening_float: int, sums: ShiftSums) -> int:
    """What the drawer should hold: the float and what sales brought in, change given already off."""
    return opening_float + sums.cash


def business_date(at: int, zone: str, day_starts_minute: int) -> str:
    """The trading day of a moment: the local date less the minutes after midnight at which the day starts.

    Args:
        at: microseconds since 1970, UTC.
        zone: IANA name of the store's time zone.
        day_starts_minute: 0 to 1439.
    """
    local = datetime.fromtimestamp(at // 1_000_000, UTC).astimezone(ZoneInfo(zone))
    return (local.replace(tzinfo=None) - timedelta(minutes=day_starts_minute)).date().isoformat()
