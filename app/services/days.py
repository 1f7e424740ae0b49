"""Days: in what a business date at this terminal and at the centre are not the same, in counts and sums."""

from __future__ import annotations

from collections.abc import Iterator

from app.contract.days import DayFigures
from app.contract.wire import WireError, read_wire
from app.domain.days import DayCheck, DayDifference


def differences(check: DayCheck) -> tuple[DayDifference, ...]:
    """What is not the same, one for each figure; nothing where a later version wrote the figures."""
    try:
        ours, theirs = read_wire(DayFigures, check.ours), read_wire(DayFigures, check.theirs)
    except WireError:
        return ()
    return tuple(one for one in _held(ours, theirs) if one.is_one)


def _held(ours: DayFigures, theirs: DayFigures) -> Iterator[DayDifference]:
    """Every figure that either side has."""
    counts = [sum(run.last_seq - run.first_seq + 1 for run in side.runs) for side in (ours, theirs)]
    yield DayDifference("journal", "", counts[0], counts[1])
    same = ours.digest == theirs.digest
    yield DayDifference("facts", "", ours.facts, theirs.facts, is_other=not same and ours.facts == theirs.facts)
    sales = [
        (sum(one.sales for one in side.sales), sum(one.total_minor for one in side.sales)) for side in (ours, theirs)
    ]
    (our_sales, our_total), (their_sales, their_total) = sales
    yield DayDifference("sales", "", our_sales, their_sales, our_total, their_total)
    tenders = [{one.kind: (one.tenders, one.amount_minor) for one in side.tenders} for side in (ours, theirs)]
    for kind in sorted({*tenders[0], *tenders[1]}):
        (count, minor), (their_count, their_minor) = (side.get(kind, (0, 0)) for side in tenders)
        yield DayDifference("tenders", kind, count, their_count, minor, their_minor)
    taxes = [{(one.tax_class, one.rate_ppm): one.tax_minor for one in side.taxes} for side in (ours, theirs)]
    for key in sorted({*taxes[0], *taxes[1]}):
        yield DayDifference("taxes", key[0], None, None, taxes[0].get(key, 0), taxes[1].get(key, 0))
