"""Stock as this terminal's own movements: deltas that add up, never levels that overwrite."""

from __future__ import annotations

from collections.abc import Iterable

from app.contract.order import OrderHandedOver
from app.contract.stock import StockMoved
from app.db.connection import Connection
from app.services.ports import Entry

_MOVE = (
    "INSERT INTO stock(sku, moved_milli, times_sold) VALUES(?, ?, ?) ON CONFLICT(sku) DO UPDATE SET "
    "moved_milli=moved_milli+excluded.moved_milli, times_sold=times_sold+excluded.times_sold"
)


def move_many(connection: Connection, moves: Iterable[tuple[str, int, int]]) -> None:
    """Add movements: SKU, thousandths (negative out), and how often it was sold."""
    connection.executemany(_MOVE, moves)


def apply_moved(connection: Connection, entry: Entry, body: StockMoved) -> None:  # noqa: ARG001 - one shape for all
    """Goods that moved without a sale."""
    move_many(connection, [(delta.sku, delta.quantity.milli, 0) for delta in body.deltas])


def apply_handed_over(connection: Connection, entry: Entry, body: OrderHandedOver) -> None:  # noqa: ARG001 - as above
    """Goods of an online order that left the store: sold, but not here."""
    move_many(connection, [(line.sku, -line.quantity.milli, 0) for line in body.lines])


def moved(connection: Connection, sku: str) -> int:
    """The sum of this terminal's movements of a SKU, in thousandths."""
    row = connection.execute("SELECT moved_milli FROM stock WHERE sku=?", (sku,)).fetchone()
    return 0 if row is None else int(row[0])
