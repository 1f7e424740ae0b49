"""Which copies are kept: many of today, fewer of last month, and never none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

_HOUR, _DAY, _WEEK = 3_600, 86_400, 7 * 86_400

#: Of each span, the newest copy of each of so many last periods is kept (grandfather, father, son).
HOURS, DAYS, WEEKS, MONTHS = 24, 14, 8, 12
#: However old they are, this many are always kept.
NEWEST = 4


def _month(second: int) -> int:
    day = datetime.fromtimestamp(second, UTC)
    return day.year * 12 + day.month


def kept(taken: Iterable[int]) -> set[int]:
    """The copies to keep, by the moments they were taken at, in seconds since 1970 UTC."""
    newest_first = sorted(set(taken), reverse=True)
    keep = set(newest_first[:NEWEST])
    spans: tuple[tuple[int, Callable[[int], int]], ...] = (
        (HOURS, lambda second: second // _HOUR),
        (DAYS, lambda second: second // _DAY),
        (WEEKS, lambda second: second // _WEEK),
        (MONTHS, _month),
    )
    for most, period in spans:
        seen: dict[int, int] = {}
        for second in newest_first:
            seen.setdefault(period(second), second)
        keep.update(sorted(seen.values(), reverse=True)[:most])
    return keep
