"""What the centre told, as the window reads it. None of it needs the sync, which a start does not wait for."""

from __future__ import annotations

from collections.abc import Callable

from app.bootstrap.terminal import Terminal
from app.db.order import SqliteOrders
from app.db.pickup import SqlitePickups
from app.db.unsent import SqliteUnsent

#: Called on the sync's thread with the kinds that the centre changed.
Told = Callable[[frozenset[str]], object]


def make_orders(terminal: Terminal) -> SqliteOrders:
    """The orders for pickup, as the centre told them last."""
    return SqliteOrders(terminal.store.writer, terminal.store.connection)


def make_pickups(terminal: Terminal) -> SqlitePickups:
    """The same, with what was done here since."""
    return SqlitePickups(terminal.store.connection)


def make_sync_reads(terminal: Terminal) -> SqliteUnsent:
    """What a person sees who looks at the sync."""
    return SqliteUnsent(terminal.store.connection, terminal.store.archives)
