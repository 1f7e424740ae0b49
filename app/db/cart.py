"""The open cart, autosaved, and the carts put aside."""

from __future__ import annotations

from app.contract.cart import CartParked, CartRecalled, CartVoided
from app.db import approve, tables, tender
from app.db.connection import Connection
from app.db.listing import day_seq
from app.services.ports import Entry, ParkedCart

_PARK = tables.insert_sql(tables.parked_cart)
_VOID = tables.insert_sql(tables.voided_cart)
#: A cart that was sold, voided or parked is never brought back by a save that comes late: its id is then in the
#: journal, or among the parked. Nor does another cart take the place of one for which money was taken, or asked of a
#: provider: that one must come back after a crash.
_SAVE = (
    "INSERT INTO autosave(slot, cart_id, cart, saved_at) SELECT 1, :id, :cart, :at "
    "WHERE NOT EXISTS (SELECT 1 FROM journal WHERE id=:id) "
    "AND NOT EXISTS (SELECT 1 FROM archived_id WHERE id=:id) "
    "AND NOT EXISTS (SELECT 1 FROM parked_cart WHERE cart_id=:id) "
    "AND NOT EXISTS (SELECT 1 FROM tender WHERE sale_id IS NULL AND cart_id<>:id) "
    "AND NOT EXISTS (SELECT 1 FROM tender_request WHERE cart_id<>:id) "
    "ON CONFLICT(slot) DO UPDATE SET cart_id=excluded.cart_id, cart=excluded.cart, saved_at=excluded.saved_at"
)


def apply_parked(connection: Connection, entry: Entry, body: CartParked) -> None:
    """A cart was put aside."""
    connection.execute(_PARK, (body.cart_id, body.label, body.cart, entry.occurred_at, entry.actor))


def apply_recalled(connection: Connection, entry: Entry, body: CartRecalled) -> None:  # noqa: ARG001 - one shape
    """A parked cart was fetched."""
    connection.execute("DELETE FROM parked_cart WHERE cart_id=?", (body.cart_id,))


def apply_voided(connection: Connection, entry: Entry, body: CartVoided) -> None:
    """A cart was cancelled, perhaps among the parked ones."""
    connection.execute("DELETE FROM parked_cart WHERE cart_id=?", (body.cart_id,))
    connection.execute(
        _VOID,
        (body.cart_id, entry.business_on, entry.occurred_at, entry.actor, body.lines, body.listed.minor, body.reason,
         day_seq(entry.business_on, entry.seq), int(tender.was_given_back(connection, body.cart_id))),
    )  # fmt: skip
    tender.forget_given_back(connection, body.cart_id)
    approve.use_all(connection, body.cart_id, entry.entry_id)


def parked(connection: Connection, cart_id: str) -> ParkedCart | None:
    """One parked cart."""
    row = connection.execute("SELECT * FROM parked_cart WHERE cart_id=?", (cart_id,)).fetchone()
    return None if row is None else ParkedCart(*row)


def all_parked(connection: Connection) -> list[ParkedCart]:
    """Every parked cart, oldest first."""
    return [ParkedCart(*row) for row in connection.execute("SELECT * FROM parked_cart ORDER BY parked_at, cart_id")]


def save(connection: Connection, cart_id: str, text: str, at: int) -> bool:
    """Keep the open cart; False when that cart is already sold, voided or parked."""
    cursor = connection.execute(_SAVE, {"id": cart_id, "cart": text, "at": at})
    return bool(cursor.rowcount > 0)


def saved(connection: Connection) -> str | None:
    """The open cart's text as it was saved last."""
    row = connection.execute("SELECT cart FROM autosave WHERE slot=1").fetchone()
    return None if row is None else str(row[0])


def drop(connection: Connection, cart_id: str) -> None:
    """Forget the saved cart, unless another one was opened meanwhile."""
    connection.execute("DELETE FROM autosave WHERE cart_id=?", (cart_id,))
