"""Rate: how often somebody does something in a while, counted in the database: all workers count together."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, case, delete
from sqlalchemy import literal as value

from app.central.database import upsert
from app.central.tables import rate
from app.domain.errors import UserError
from app.domain.frozen import frozen

SECOND = 1_000_000
HOUR = 3_600 * SECOND
#: Microseconds after which nobody's count is looked at any more.
_OLD = 24 * HOUR


@frozen
class Rate:
    """So many times in so many microseconds, counted from the first of them on."""

    what: str
    most: int
    per: int = HOUR


def count(connection: Connection, limit: Rate, who: str, at: int) -> None:
    """Count one more time, first in the transaction: whoever is counted too waits until its end.

    Args:
        who: as it may be kept: no address, no number.
        at: microseconds UTC.

    Raises:
        UserError: ``request.too_many`` (retry_s); nothing is counted then.
    """
    found = _counted(connection, limit, who, at, 1)
    if found.times > limit.most:
        raise UserError("request.too_many", retry_s=max(1, -((found.since + limit.per - at) // -SECOND)))
    if found.times == 1:
        connection.execute(delete(rate).where(rate.c.since < at - _OLD))


def times(connection: Connection, limit: Rate, who: str, at: int, more: int) -> int:
    """Count so many times more; how many they are now. Nothing is refused, and nobody else's count is looked at."""
    return int(_counted(connection, limit, who, at, more).times)


def _counted(connection: Connection, limit: Rate, who: str, at: int, more: int) -> Any:  # noqa: ANN401 - a row
    statement = upsert(connection, rate).values(what=limit.what, who=who, since=at, times=more)
    is_over = rate.c.since <= at - limit.per
    return connection.execute(
        statement.on_conflict_do_update(
            index_elements=[rate.c.what, rate.c.who],
            set_={
                "since": case((is_over, value(at)), else_=rate.c.since),
                "times": case((is_over, more), else_=rate.c.times + more),
            },
        ).returning(rate.c.since, rate.c.times)
    ).one()
