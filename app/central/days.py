"""Completeness: what the centre holds of a terminal, day by day, for both sides to compare; never mended silently."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from sqlalchemy import Connection, func, select
from sqlalchemy.sql.elements import ColumnElement

from app.central.database import reading
from app.central.door import REFUSALS, Day, Here, Key, Sender, Seq, may
from app.central.enrol import Admin
from app.central.intake import LATER, QUARANTINE, page_of
from app.central.tables import entry, sale
from app.central.terminal import store_of
from app.contract.days import MOST_SUMS, Days, DaySales, DaySpan
from app.contract.push import HeldEntries
from app.domain.errors import UserError
from app.domain.money import MOST

router = APIRouter(prefix="/v1", responses=REFUSALS, tags=["terminal"])
admin = APIRouter(prefix="/terminals", tags=["admin"])
#: Rows of an answer: more days than a year has are asked in parts.
_MOST = 1_000
_PAGE = 500
_HALF = 2**24


def days(connection: Connection, terminal_id: str, from_on: str, until_on: str) -> Days:
    """What is held of a terminal from one business date to another, both included.

    Raises:
        UserError: ``request.malformed``: the dates are reversed; ``request.too_many_days``.
    """
    if from_on > until_on:
        raise UserError("request.malformed", where="from_on", reason="after until_on")
    of_days = (entry.c.terminal_id == terminal_id, entry.c.business_on.between(from_on, until_on))
    spans = connection.execute(
        select(
            entry.c.business_on, entry.c.epoch, func.count().label("entries"),
            func.min(entry.c.seq).label("first_seq"), func.max(entry.c.seq).label("last_seq"),
        )
        .where(*of_days)
        .group_by(entry.c.business_on, entry.c.epoch)
        .order_by(entry.c.business_on, entry.c.epoch)
        .limit(_MOST + 1)
    ).mappings().all()  # fmt: skip
    if len(spans) > _MOST:
        raise UserError("request.too_many_days", most=_MOST)
    unread = connection.execute(
        select(func.count()).select_from(entry).where(*of_days, entry.c.state.in_((LATER, QUARANTINE)))
    ).scalar_one()
    return Days(
        spans=tuple(DaySpan(**row) for row in spans),
        sales=sales_of(connection, terminal_id, from_on, until_on),
        unread=unread,
    )


def sales_of(connection: Connection, terminal_id: str, from_on: str, until_on: str) -> tuple[DaySales, ...]:
    """A terminal's sales by date and currency, as the table has them that reports are made of."""
    names = [name for name in DaySales.model_fields if name.endswith("_minor")]
    # In two parts, each of which is far from the end of a database's numbers however many sales there are.
    sums = [func.sum(part).label(f"{name}{tail}") for name in names for part, tail in _parts(name)]
    rows = connection.execute(
        select(
            sale.c.business_on,
            sale.c.currency,
            func.count().label("sales"),
            *sums,
        )
        .where(sale.c.terminal_id == terminal_id, sale.c.business_on.between(from_on, until_on))
        .group_by(sale.c.business_on, sale.c.currency)
        .order_by(sale.c.business_on, sale.c.currency)
        .limit(MOST_SUMS)
    ).mappings()
    return tuple(
        DaySales(
            business_on=row["business_on"], currency=row["currency"], sales=row["sales"],
            # PostgreSQL gives a sum of whole numbers as a decimal.
            **{name: told(int(row[f"{name}_high"]) * _HALF + int(row[f"{name}_low"])) for name in names},
        )
        for row in rows
    )  # fmt: skip


def _parts(name: str) -> tuple[tuple[ColumnElement[int], str], tuple[ColumnElement[int], str]]:
    """An amount's column in its higher and its lower part, both with its sign."""
    amount = sale.c[name]
    return (amount // _HALF, "_high"), (amount % _HALF, "_low")


def told(total: int) -> int:
    """A sum as it can be told: one that is beyond all reason is the largest that is not."""
    return max(-MOST, min(total, MOST))


@router.get("/journal/days")
def get_days(place: Here, one: Sender, from_on: Day, until_on: Day) -> Days:
    """Tell what the centre holds of the asking terminal, by business date."""
    with reading(place.engine) as connection:
        return days(connection, one.terminal_id, from_on, until_on)


@admin.get("/{terminal_id}/days")
def get_days_of(
    place: Here, terminal_id: Key, who: Annotated[Admin, may("entry", read=True)], from_on: Day, until_on: Day
) -> Days:
    """Tell what the centre holds of a terminal, by business date."""
    with reading(place.engine) as connection:
        store_of(connection, terminal_id, who)
        return days(connection, terminal_id, from_on, until_on)


@admin.get("/{terminal_id}/entries")
def get_entries(
    place: Here,
    terminal_id: Key,
    who: Annotated[Admin, may("entry", read=True)],
    on: Day,
    after: Seq = 0,
) -> HeldEntries:
    """Tell a terminal's entries of one business date, in their order."""
    with reading(place.engine) as connection:
        store_of(connection, terminal_id, who)
        rows = connection.execute(
            select(entry)
            .where(entry.c.terminal_id == terminal_id, entry.c.business_on == on, entry.c.seq > after)
            .order_by(entry.c.seq, entry.c.epoch, entry.c.hash)
            .limit(_PAGE)
        ).all()
    return page_of(rows, len(rows) == _PAGE)
