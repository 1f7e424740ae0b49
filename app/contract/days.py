"""Completeness: what the centre holds of a terminal by business date, against the terminal's own figures."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.contract.wire import Code, Count, Day, Hash, Whole, Wire

#: Stretches of a day's entries, and kinds of sums, that one request names.
MOST_RUNS, MOST_SUMS = 10_000, 1_000


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


class DayRun(Wire):
    """Entries of one date and epoch that follow each other; ``head`` is the hash of the last, which covers them."""

    epoch: Count
    first_seq: Count
    last_seq: Count
    head: Hash


class DayTender(Wire):
    """What one kind of tender brought in over the date's sales, as they were sold: corrections are other facts."""

    kind: Code
    currency: Code
    tenders: Count
    amount_minor: Whole


class DayTax(Wire):
    """Tax of one class over the date's lines; what came back counts against it. ``net_minor`` is without tax."""

    tax_class: Code
    rate_ppm: Count
    net_minor: Whole
    tax_minor: Whole


class DayFigures(Wire):
    """All that one side holds of a terminal's business date.

    ``facts`` counts entries by what they say, each once; those that open an epoch say nothing of the day. ``digest``
    is over these facts, so two sides that say the same hold the same, whatever place each has them in. ``sales``
    comes from the tables that reports are made of.
    """

    business_on: Day
    runs: Annotated[tuple[DayRun, ...], Field(max_length=MOST_RUNS)]
    facts: Count
    digest: Hash
    sales: Annotated[tuple[DaySales, ...], Field(max_length=MOST_SUMS)]
    tenders: Annotated[tuple[DayTender, ...], Field(max_length=MOST_SUMS)]
    taxes: Annotated[tuple[DayTax, ...], Field(max_length=MOST_SUMS)]


class DayCompared(Wire):
    """What came of a comparison: the centre's own figures, and in what the two sides differ.

    ``differs`` has of ``journal`` (the centre lacks entries of the terminal's runs, or has others), ``facts``,
    ``sales``, ``tenders`` and ``taxes`` what is not the same; empty where all is. ``closed``: a person has looked at
    this very difference.
    """

    held: DayFigures
    differs: tuple[Code, ...]
    closed: bool = False


def differing(one: DayFigures, other: DayFigures) -> list[str]:
    """In what two sides' figures are not the same; runs apart, which only the journal's own side has whole."""
    found = ["facts"] if (one.facts, one.digest) != (other.facts, other.digest) else []
    return found + [name for name in ("sales", "tenders", "taxes") if getattr(one, name) != getattr(other, name)]
