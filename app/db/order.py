"""Orders for pickup, as the feed brings them: rows by id, and which of them nobody at this counter was told of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future

from app.contract.order import OrderItem
from app.contract.wire import read_wire
from app.db.connection import Connection
from app.db.pickup import order_of
from app.db.writer import SqliteWriter
from app.domain.order import OPEN, Order, OrderState
from app.services.ports import Priority

#: Up to which of this terminal's entries the centre knew stays as it is until the page's mark is noted.
_PUT = (
    "INSERT OR REPLACE INTO pickup_order(id, code, state, placed_at, ready_by, body, included, lies) "
    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, (SELECT included FROM pickup_order WHERE id=?1), ?7)"
)
_NEWS = (
    "SELECT o.id, o.body FROM order_news n JOIN pickup_order o ON o.id=n.id WHERE o.state='placed' "
    "ORDER BY o.placed_at, o.id"
)
_COUNTS = f"SELECT state, count(*) FROM pickup_order WHERE state IN ({', '.join('?' * len(OPEN))}) GROUP BY state"
#: How an order that is gone is taken out.
GONE = ("DELETE FROM pickup_order WHERE id=?", "DELETE FROM order_news WHERE id=?")


def put_orders(connection: Connection, items: Mapping[str, OrderItem]) -> None:
    """Write orders, in the place of what was known of them; within the caller's transaction."""
    rows = [
        (key, one.code, one.state, one.placed_at, one.ready_by, one.model_dump_json(), _lies(one))
        for key, one in items.items()
    ]
    connection.executemany(_PUT, rows)


def _lies(one: OrderItem) -> int | None:
    """1 where it ended and its goods may still lie apart, so that somebody has to put them back."""
    told = one.pickup
    if one.state not in {"expired", "cancelled"} or told is None or told.returned_at is not None:
        return None
    return 1 if told.ready_at is not None or any(line.milli > line.given for line in told.lines) else None


def note_news(connection: Connection, order_ids: Iterable[str]) -> None:
    """Note that these came new; within the caller's transaction."""
    connection.executemany("INSERT OR IGNORE INTO order_news(id) VALUES(?)", [(one,) for one in order_ids])


class SqliteOrders:
    """Fits the port `Orders`.

    Args:
        connection: gives the calling thread's own reading connection.
    """

    def __init__(self, writer: SqliteWriter, connection: Callable[[], Connection]) -> None:
        self._writer = writer
        self._connection = connection

    def counts(self) -> dict[OrderState, int]:
        """See `Orders.counts`."""
        found = dict.fromkeys(OPEN, 0)
        rows = self._connection().execute(_COUNTS, [one.value for one in OPEN])
        return found | {OrderState(state): int(count) for state, count in rows}

    def order(self, order_id: str) -> Order | None:
        """See `Orders.order`."""
        connection = self._connection()
        row = connection.execute("SELECT id, body FROM pickup_order WHERE id=?", (order_id,)).fetchone()
        return None if row is None else order_of(connection, row[0], read_wire(OrderItem, row[1]))

    def take_news(self) -> Future[tuple[Order, ...]]:
        """See `Orders.take_news`."""
        if self._connection().execute("SELECT 1 FROM order_news LIMIT 1").fetchone() is None:
            none: Future[tuple[Order, ...]] = Future()
            none.set_result(())
            return none
        return self._writer.on_connection(_take_news, Priority.FEED)


def _take_news(connection: Connection) -> tuple[Order, ...]:
    found = tuple(
        order_of(connection, one, read_wire(OrderItem, body)) for one, body in connection.execute(_NEWS).fetchall()
    )
    connection.execute("DELETE FROM order_news")
    return found
