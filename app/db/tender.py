"""Tenders: money taken for an open cart, until its sale is completed or it is given back."""

from __future__ import annotations

from app.contract import journal as facts
from app.contract.journal import TenderRefused, TenderRemoved, TenderRequested, TenderTaken
from app.contract.receipt import TenderAbandoned, TenderCorrected
from app.contract.wire import read_wire
from app.db import approve, tables, task
from app.db.connection import Connection
from app.services.ports import Entry, OpenRequest, PendingTender

_INSERT = tables.insert_sql(tables.tender)
_CORRECT = tables.insert_sql(tables.tender_correction)
_REQUEST = tables.insert_sql(tables.tender_request)
_CLOSE = "DELETE FROM tender_request WHERE tender_id=?"
_HOLDER = "SELECT cart_id FROM tender WHERE id=? UNION ALL SELECT sale_id FROM task WHERE id=?"


def apply_requested(connection: Connection, entry: Entry, body: TenderRequested) -> None:  # noqa: ARG001 - one shape
    """A provider is about to be asked."""
    connection.execute(_CLOSE, (body.tender_id,))
    connection.execute(
        _REQUEST,
        (body.tender_id, body.cart_id, body.tender_kind, body.amount.minor, body.reference, int(body.gives_back),
         body.reason),
    )  # fmt: skip


def apply_refused(connection: Connection, entry: Entry, body: TenderRefused) -> None:  # noqa: ARG001 - one shape
    """It said no."""
    connection.execute(_CLOSE, (body.tender_id,))


def apply_abandoned(connection: Connection, entry: Entry, body: TenderAbandoned) -> None:
    """Nobody knows whether money moved: the cart goes on without the tender, and a task is left."""
    connection.execute(_CLOSE, (body.tender_id,))
    if body.gives_back:
        connection.execute("DELETE FROM tender WHERE id=? AND sale_id IS NULL", (body.tender_id,))
        connection.execute("INSERT OR IGNORE INTO given_back VALUES(?)", (body.cart_id,))
    task.note_unresolved(connection, entry, body)
    if body.approval_id is not None:
        approve.use(connection, body.approval_id, entry.entry_id)


def close_requests(connection: Connection, tender_ids: list[str]) -> None:
    """What a provider was asked for is known now."""
    connection.executemany(_CLOSE, [(one,) for one in tender_ids])


def apply_taken(connection: Connection, entry: Entry, body: TenderTaken) -> None:
    """Money came in before the sale was completed."""
    one = body.tender
    connection.execute(
        _INSERT,
        (entry.entry_id, body.cart_id, None, one.kind, one.amount.minor, one.tendered.minor, one.model_dump_json(),
         None),
    )  # fmt: skip
    connection.execute(_CLOSE, (one.id,))


def apply_removed(connection: Connection, entry: Entry, body: TenderRemoved) -> None:  # noqa: ARG001 - one shape
    """It was given back before the sale was completed."""
    connection.execute("DELETE FROM tender WHERE id=? AND sale_id IS NULL", (body.tender_id,))
    connection.execute(_CLOSE, (body.tender_id,))
    connection.execute("INSERT OR IGNORE INTO given_back VALUES(?)", (body.cart_id,))


def apply_corrected(connection: Connection, entry: Entry, body: TenderCorrected) -> None:
    """A tender of a sale is another than was booked. What it counts for stays; nothing more was handed over."""
    row = connection.execute("SELECT body FROM tender WHERE id=?", (body.tender_id,)).fetchone()
    if row is not None:
        told = {"kind": body.new_kind, "reference": body.new_reference, "tendered": body.amount}
        now = read_wire(facts.Tender, row[0]).model_copy(
            update={**told, "change": body.amount.model_copy(update={"minor": 0})}
        )
        connection.execute(
            "UPDATE tender SET kind=?, tendered_minor=?, body=? WHERE id=?",
            (body.new_kind, body.amount.minor, now.model_dump_json(), body.tender_id),
        )
    connection.execute(
        _CORRECT,
        (entry.entry_id, body.sale_id, body.tender_id, entry.occurred_at, entry.actor, body.old_kind, body.new_kind,
         body.old_reference, body.new_reference, body.reason, body.approved_by),
    )  # fmt: skip
    if body.approval_id is not None:
        approve.use(connection, body.approval_id, entry.entry_id)


def forget_given_back(connection: Connection, cart_id: str) -> None:
    """A cart ended: what was given back of it no longer matters."""
    connection.execute("DELETE FROM given_back WHERE cart_id=?", (cart_id,))


def was_given_back(connection: Connection, cart_id: str) -> bool:
    """Whether money was taken for an open cart and given back."""
    return connection.execute("SELECT 1 FROM given_back WHERE cart_id=?", (cart_id,)).fetchone() is not None


def pending(connection: Connection, cart_id: str | None) -> list[PendingTender]:
    """Money taken for a cart, or for any, that no sale holds yet; in the order it was taken."""
    where, bound = ("", ()) if cart_id is None else (" AND cart_id=?", (cart_id,))
    rows = connection.execute(f"SELECT id, cart_id, body FROM tender WHERE sale_id IS NULL{where} ORDER BY id", bound)
    return [PendingTender(*row) for row in rows]


def open_requests(connection: Connection, cart_id: str | None) -> list[OpenRequest]:
    """What was asked for a cart, or for any, and not answered; in the order of the tenders."""
    where, bound = ("", ()) if cart_id is None else (" WHERE cart_id=?", (cart_id,))
    rows = connection.execute(
        "SELECT tender_id, cart_id, kind, amount_minor, reference, gives_back, reason "
        f"FROM tender_request{where} ORDER BY tender_id",
        bound,
    )
    return [
        OpenRequest(tender_id, cart, kind, amount, reference, bool(gives_back), reason)
        for tender_id, cart, kind, amount, reference, gives_back, reason in rows
    ]


def holder(connection: Connection, tender_id: str) -> str | None:
    """The cart, sold or open, that a tender belongs to, or that went on without it."""
    row = connection.execute(_HOLDER, (tender_id, tender_id)).fetchone()
    return None if row is None else str(row[0])
