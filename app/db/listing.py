"""The order in which sales are listed: by trading day, and within one as the journal has them."""

from __future__ import annotations

from datetime import date

_EPOCH = date(1970, 1, 1).toordinal()
#: Seqs of a day lie below this; a day's own number lies above.
SEQS = 2**40


def day_number(business_on: str) -> int:
    """Days since 1970-01-01."""
    return date.fromisoformat(business_on).toordinal() - _EPOCH


def day_seq(business_on: str, seq: int) -> int:
    """A trading day and an entry's seq in one number: one index orders sales, one number continues a page."""
    return day_number(business_on) * SEQS + seq
