"""Orders for pickup, as the feed brings them: rows by id, and which of them nobody at this counter was told of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future

from app.contract.order import OrderItem
from app.contract.wire import read_wire
from app.db import link
from app.db.connection import Connection
from app.db.writer import SqliteWriter
from app.domain.money import currency
from app.domain.order import OPEN, Order, OrderLine, OrderState
from app.domain.quantity import MILLI, Quantity, Unit
from app.services.ports import Priority

_PUT = link.pickup_order.insert_sql().replace("INSERT", "INSERT OR REPLACE", 1)
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
        (key, one.code, one.state, one.placed_at, one.ready_by, one.model_dump_json()) for key, one in items.items()
    ]
    connection.executemany(_PUT, rows)


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
        return None if row is None else _order(connection, *row)

    def take_news(self) -> Future[tuple[Order, ...]]:
        """See `Orders.take_news`."""
        if self._connection().execute("SELECT 1 FROM order_news LIMIT 1").fetchone() is None:
            none: Future[tuple[Order, ...]] = Future()
            none.set_result(())
            return none
        return self._writer.on_connection(_take_news, Priority.FEED)


def _take_news(connection: Connection) -> tuple[Order, ...]:
    found = tuple(_order(connection, *row) for row in connection.execute(_NEWS).fetchall())
    connection.execute("DELETE FROM order_news")
    return found


def _order(connection: Connection, order_id: str, body: str) -> Order:
    item = read_wire(OrderItem, body)
    lines = tuple(
        OrderLine(one.sku, one.name, _quantity(connection, one.sku, one.milli), one.amount_minor)
        for one in item.lines
    )
    return Order(
        order_id,
        item.code,
        OrderState(item.state),
        item.customer,
        item.member_id,
        currency(item.currency),
        lines,
        item.total_minor,
        item.paid_minor,
        item.note,
        item.placed_at,
        item.ready_by,
        item.trial,
    )


def _quantity(connection: Connection, sku: str, milli: int) -> Quantity:
    """What was ordered, in the catalogue's unit; of goods that it does not know, what can be counted is pieces."""
    row = connection.execute("SELECT unit FROM product WHERE sku=?", (sku,)).fetchone()
    unit = Unit.PIECE if row is None else Unit(row[0])
    if unit is Unit.PIECE and milli % MILLI:
        unit = Unit.KILOGRAM
    return Quantity(milli, unit)
