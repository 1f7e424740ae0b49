"""Completeness: what the centre holds of a terminal by business date, against the terminal's own figures."""

from __future__ import annotations

from app.contract.wire import Code, Count, Whole, Wire


class DaySpan(Wire):
    """Entries of one epoch and business date. A gap shows as fewer entries than from the first seq to the last.

    An epoch's entries of one day need not lie together: it is the count that both sides compare.
    """

    business_on: Code
    epoch: Count
    entries: Count
    first_seq: Count
    last_seq: Count


class DaySales(Wire):
    """Sales of one business date, each id once, in minor units of one currency."""

    business_on: Code
    currency: Code
    sales: Count
    sold_minor: Whole
    returned_minor: Whole
    rounding_minor: Whole
    total_minor: Whole
    tax_minor: Whole


class Days(Wire):
    """What the centre holds of a terminal over some dates. ``unread``: entries not understood, or of later."""

    spans: tuple[DaySpan, ...]
    sales: tuple[DaySales, ...]
    unread: Count
