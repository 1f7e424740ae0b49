"""Compare: a terminal's figures of a business date held against the centre's; a difference is shown, never mended."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Connection, select

from app.central.apply import Effects
from app.central.body import body_of, read_body
from app.central.database import reading, upsert
from app.central.days import sales_of, told
from app.central.door import REFUSALS, SMALL, Day, Here, Key, Sender, may
from app.central.enrol import Admin
from app.central.tables import conflict, day_check, entry, terminal
from app.central.terminal import store_of
from app.contract.chain import chain_hash, digest_of, fact_hash
from app.contract.days import MOST_RUNS, MOST_SUMS, DayCompared, DayFigures, DayRun, DayTax, DayTender, differing
from app.contract.wire import Code, Count, Wire, read_wire
from app.domain.conflict import ConflictKind
from app.domain.errors import UserError
from app.domain.money import MOST

router = APIRouter(prefix="/v1", responses=REFUSALS, tags=["terminal"])
admin = APIRouter(prefix="/terminals", tags=["admin"])
#: The conflict of a date on which the two sides do not hold the same.
KIND = ConflictKind.DAY_DIFFERS
_SALE = "sale.completed"
_COLUMNS = (
    entry.c.seq, entry.c.epoch, entry.c.id, entry.c.kind, entry.c.schema_no, entry.c.business_on,
    entry.c.occurred_at, entry.c.actor, entry.c.shift_id, entry.c.body,
)  # fmt: skip
#: Dates of one answer.
_MOST = 400
#: Letters of a name in a sum.
_NAME = 200


class DayCheckRow(Wire):
    """A comparison: when (microseconds UTC), in what the sides differed, and what each held."""

    business_on: Code
    checked_at: Count
    differs: tuple[Code, ...]
    told: DayFigures
    held: DayFigures


class DayChecks(Wire):
    """A terminal's comparisons, by date."""

    checks: tuple[DayCheckRow, ...]


class _Held:
    """The centre's entries of one terminal's date, read once. What it costs is the day's, not the history's."""

    def __init__(self, connection: Connection, terminal_id: str, business_on: str) -> None:
        self._connection = connection
        self._terminal_id = terminal_id
        self._business_on = business_on
        query = select(*_COLUMNS, entry.c.prev_hash, entry.c.hash).where(
            entry.c.terminal_id == terminal_id, entry.c.business_on == business_on
        )
        rows = connection.execute(query.order_by(entry.c.epoch, entry.c.seq, entry.c.received_at)).all()
        self._rows = [(tuple(row[:-2]), bytes(row[-2]), bytes(row[-1])) for row in rows]

    def figures(self) -> DayFigures:
        """The centre's own figures."""
        facts = [columns for columns, _, _ in self._rows if columns[3] != "epoch.opened"]
        said = {fact_hash(columns) for columns in facts}
        bodies = list(_bodies(facts))
        return DayFigures(
            business_on=self._business_on,
            runs=tuple(islice(self._runs(), MOST_RUNS)),
            facts=len(said),
            digest=digest_of(said),
            sales=sales_of(self._connection, self._terminal_id, self._business_on, self._business_on),
            tenders=tuple(islice(_tenders(bodies), MOST_SUMS)),
            taxes=tuple(islice(_taxes(bodies), MOST_SUMS)),
        )

    def _runs(self) -> Iterator[DayRun]:
        places = [(columns[1], columns[0], own) for columns, _, own in self._rows]
        seqs = dict.fromkeys((epoch, seq) for epoch, seq, _ in places)
        heads = {(epoch, seq): own for epoch, seq, own in places}
        for _, group in groupby(enumerate(seqs), lambda one: (one[1][0], one[1][1] - one[0])):
            stretch = [place for _, place in group]
            (epoch, first), (_, last) = stretch[0], stretch[-1]
            yield DayRun(epoch=epoch, first_seq=first, last_seq=last, head=heads[epoch, last].hex())

    def has(self, runs: Sequence[DayRun]) -> bool:
        """Whether all entries of some runs are here and hold: each is what its hash covers, back to the first."""
        if sum(run.last_seq - run.first_seq + 1 for run in runs) > len(self._rows):
            return False  # nor is any walked twice: what overlaps is no journal's
        by_hash = {own: (columns, prev) for columns, prev, own in self._rows}
        return all(self._holds(run, by_hash) for run in runs)

    def _holds(self, run: DayRun, by_hash: dict[bytes, tuple[tuple[Any, ...], bytes]]) -> bool:
        digest = bytes.fromhex(run.head)
        for seq in range(run.last_seq, run.first_seq - 1, -1):
            found = by_hash.get(digest)
            if found is None:
                return False
            columns, prev = found
            if columns[:2] != (seq, run.epoch) or chain_hash(prev, self._terminal_id, columns) != digest:
                return False
            digest = prev
        return True


def _bodies(facts: Iterable[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """The bodies of the day's sales, each id once. What cannot be read has no sums, and is missed."""
    known = set()
    for _, _, entry_id, kind, *_, text in facts:
        if kind != _SALE or entry_id in known:
            continue
        known.add(entry_id)
        try:
            body = json.loads(text)
            _sums_of(body)
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
        yield body


def _sums_of(body: dict[str, Any]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """A sale's tenders and taxes as plain rows; raises where it is no sale's body."""
    tenders = [
        (_name(one["kind"]), _name(one["amount"]["currency"]), _amount(one["amount"]["minor"]))
        for one in body["tenders"]
    ]
    taxes = [
        (_name(one["tax_class"]), abs(_amount(one["rate_ppm"])),
         sign * (_amount(one[paid]["minor"]) - _amount(one["tax"]["minor"])), sign * _amount(one["tax"]["minor"]))
        for part, paid, sign in (("lines", "paid", 1), ("returns", "refund", -1))
        for one in body[part]
    ]  # fmt: skip
    return tenders, taxes


def _name(found: object) -> str:
    """A text of a body that nobody has read strictly; raises where it is none."""
    if not isinstance(found, str) or len(found) > _NAME:
        raise TypeError
    return found


def _amount(found: object) -> int:
    """A number of one, in the same way."""
    if type(found) is not int or abs(found) > MOST:
        raise TypeError
    return found


def _tenders(bodies: Iterable[dict[str, Any]]) -> Iterator[DayTender]:
    sums: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for body in bodies:
        for kind, currency, minor in _sums_of(body)[0]:
            one = sums[kind, currency]
            one[0], one[1] = one[0] + 1, one[1] + minor
    for (kind, currency), (count, minor) in sorted(sums.items()):
        yield DayTender(kind=kind, currency=currency, tenders=count, amount_minor=told(minor))


def _taxes(bodies: Iterable[dict[str, Any]]) -> Iterator[DayTax]:
    sums: defaultdict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    for body in bodies:
        for tax_class, rate, net, tax in _sums_of(body)[1]:
            one = sums[tax_class, rate]
            one[0], one[1] = one[0] + net, one[1] + tax
    for (tax_class, rate), (net, tax) in sorted(sums.items()):
        yield DayTax(tax_class=tax_class, rate_ppm=rate, net_minor=told(net), tax_minor=told(tax))


def compare(connection: Connection, terminal_id: str, told: DayFigures, at: int) -> DayCompared:
    """Hold a terminal's figures against the centre's, keep what came of it, and open a conflict where they differ.

    The same difference opens no second conflict, closed or not; another one of the same date does.

    Args:
        at: microseconds UTC.
    """
    store = connection.execute(
        select(terminal.c.store).where(terminal.c.id == terminal_id).with_for_update()
    ).scalar_one()
    here = _Held(connection, terminal_id, told.business_on)
    held = here.figures()
    differs = ([] if here.has(told.runs) else ["journal"]) + differing(told, held)
    values = {
        "checked_at": at, "differs": " ".join(differs), "told": told.model_dump_json(),
        "held": held.model_dump_json(),
    }  # fmt: skip
    statement = upsert(connection, day_check).values(terminal_id=terminal_id, business_on=told.business_on, **values)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[day_check.c.terminal_id, day_check.c.business_on], set_=values
        )
    )
    return DayCompared(
        held=held, differs=tuple(differs), closed=_note(connection, terminal_id, store, told, held, differs, at)
    )


def _note(
    connection: Connection, terminal_id: str, store: str, told: DayFigures, held: DayFigures,
    differs: list[str], at: int,
) -> bool:  # fmt: skip
    """Open the conflict of a difference; whether a person has closed it before."""
    if not differs:
        return False
    this = hashlib.sha256(f"{told.model_dump_json()}{held.model_dump_json()}".encode()).hexdigest()
    effects = Effects(connection, terminal_id, store, at)
    conflict_id = effects.conflict(
        KIND, "", told.business_on, f"shown: {', '.join(differs)}", of=f"{told.business_on}:{this}"
    )
    effects.finish()
    closed_at = connection.execute(select(conflict.c.closed_at).where(conflict.c.id == conflict_id)).scalar_one()
    return closed_at is not None


def compare_again(connection: Connection, terminal_id: str, business_on: str, at: int) -> DayCompared:
    """Compare what a terminal told last once more: the centre's side may be another since.

    Raises:
        UserError: ``days.unknown``: it told nothing of this date yet.
    """
    told = connection.execute(
        select(day_check.c.told).where(day_check.c.terminal_id == terminal_id, day_check.c.business_on == business_on)
    ).scalar_one_or_none()
    if told is None:
        raise UserError("days.unknown", on=business_on)
    return compare(connection, terminal_id, read_wire(DayFigures, told), at)


def checks(
    connection: Connection, terminal_id: str, from_on: str, until_on: str, *, differing_only: bool
) -> tuple[DayCheckRow, ...]:
    """A terminal's comparisons from one date to another, both included."""
    query = select(day_check).where(
        day_check.c.terminal_id == terminal_id, day_check.c.business_on.between(from_on, until_on)
    )
    if differing_only:
        query = query.where(day_check.c.differs != "")
    rows = connection.execute(query.order_by(day_check.c.business_on).limit(_MOST))
    return tuple(
        DayCheckRow(
            business_on=row.business_on,
            checked_at=row.checked_at,
            differs=tuple(row.differs.split()),
            told=read_wire(DayFigures, row.told),
            held=read_wire(DayFigures, row.held),
        )
        for row in rows
    )


@router.post("/journal/days/compare", openapi_extra=body_of(DayFigures))
async def post_compare(request: Request, place: Here, one: Sender) -> DayCompared:
    """Compare the asking terminal's figures of a business date with the centre's."""
    told = await read_body(request, DayFigures, SMALL * 16)
    return await run_in_threadpool(
        place.write, lambda connection: compare(connection, one.terminal_id, told, place.clock())
    )


@admin.get("/{terminal_id}/checks")
def get_checks(
    place: Here,
    terminal_id: Key,
    who: Annotated[Admin, may("entry", read=True)],
    from_on: Day,
    until_on: Day,
    differing_only: Annotated[bool, Query(alias="differing")] = False,  # noqa: FBT002 - a query's own form
) -> DayChecks:
    """Tell what came of a terminal's nightly comparisons."""
    with reading(place.engine) as connection:
        store_of(connection, terminal_id, who)
        return DayChecks(checks=checks(connection, terminal_id, from_on, until_on, differing_only=differing_only))


@admin.post("/{terminal_id}/checks")
def post_check(place: Here, terminal_id: Key, who: Annotated[Admin, may("entry")], on: Day) -> DayCompared:
    """Compare a date once more with what the terminal told of it last."""

    def again(connection: Connection) -> DayCompared:
        store_of(connection, terminal_id, who)
        return compare_again(connection, terminal_id, on, place.clock())

    return place.write(again)
