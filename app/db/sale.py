"""Sales in the state tables: the ticket, its lines and what of them came back."""

from __future__ import annotations

from app.contract.journal import SaleCompleted
from app.db import approve, tables, task, tender
from app.db.connection import Connection
from app.db.listing import day_seq
from app.db.stock import move_many
from app.domain.refund import LineState
from app.services.ports import Entry, ReturnableLine

_SALE = tables.insert_sql(tables.sale)
_LINE = tables.insert_sql(tables.sale_line)
_RETURN = tables.insert_sql(tables.sale_return)
_JOB = tables.insert_sql(tables.print_job)
_TENDER = (
    "INSERT INTO tender(id, cart_id, sale_id, kind, amount_minor, tendered_minor, body, day_seq) "
    "VALUES(?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET sale_id=excluded.sale_id, day_seq=excluded.day_seq"
)
_NUMBERED = "SELECT 1 FROM sale WHERE number=?"
#: Kinds of reductions that people give.
_HAND = frozenset({"override", "discount", "cart_discount"})
_BACK = (
    "UPDATE sale_line SET returned_milli=returned_milli+?, refunded_minor=refunded_minor+?, "
    "refunded_tax_minor=refunded_tax_minor+? WHERE sale_id=? AND line=?"
)


def apply_completed(connection: Connection, entry: Entry, body: SaleCompleted) -> None:
    """Write a ticket: lines, returned lines, tenders, stock, number and print job."""
    sale_id = entry.entry_id
    tax = sum(one.tax.minor for one in body.taxes)
    order = day_seq(entry.business_on, entry.seq)
    number = body.number
    if body.numbered_in != entry.epoch and connection.execute(_NUMBERED, (number,)).fetchone() is not None:
        number = f"{number}/{sale_id[-8:]}"  # two copies of this terminal gave it, each to its own customer
    kind = "sale" if not body.returns else "exchange" if body.lines else "refund"
    connection.execute(
        _SALE,
        (sale_id, number, entry.seq, entry.shift_id, entry.business_on, entry.occurred_at, entry.actor,
         body.sold.minor, body.returned.minor, body.rounding.minor, body.total.minor, tax,
         int(not body.lines), body.member_id, kind, order),
    )  # fmt: skip
    if body.lines:
        connection.executemany(
            _LINE,
            [(sale_id, one.line, one.sku, one.name, one.quantity.unit, one.quantity.milli, one.tax_class,
              one.rate_ppm, one.paid.minor, one.tax.minor, 0, 0, 0, order) for one in body.lines],
        )  # fmt: skip
        move_many(connection, [(one.sku, -one.quantity.milli, 1) for one in body.lines])
    if body.returns:
        _apply_returns(connection, sale_id, body, order)
    connection.executemany(
        _TENDER,
        [(one.id, sale_id, sale_id, one.kind, one.amount.minor, one.tendered.minor, one.model_dump_json(), order)
         for one in body.tenders],
    )  # fmt: skip
    tender.close_requests(connection, [one.id for one in body.tenders])
    connection.execute(
        "UPDATE numbering SET last_receipt=max(last_receipt, ?) WHERE epoch=?", (body.receipt_seq, body.numbered_in)
    )
    if body.print_receipt:
        connection.execute(_JOB, (entry.seq, sale_id, "receipt", sale_id, entry.occurred_at))
    task.note_unknown(connection, entry, [line for line in body.lines if line.unknown])
    tender.forget_given_back(connection, sale_id)
    if _by_hand(body):
        approve.use_all(connection, sale_id, sale_id)


def _by_hand(body: SaleCompleted) -> bool:
    """Whether anything on it may have needed an approval."""
    return bool(body.returns) or any(
        line.unknown or any(one.kind in _HAND for one in line.reductions) for line in body.lines
    )


def _apply_returns(connection: Connection, sale_id: str, body: SaleCompleted, order: int) -> None:
    connection.executemany(
        _RETURN,
        [(sale_id, one.line, one.sku, one.quantity.milli, one.sale_id, one.sale_line, one.tax_class, one.rate_ppm,
          one.refund.minor, one.tax.minor, order) for one in body.returns],
    )  # fmt: skip
    connection.executemany(
        _BACK,
        [(one.quantity.milli, one.refund.minor, one.tax.minor, one.sale_id, one.sale_line)
         for one in body.returns if one.sale_id is not None],
    )  # fmt: skip
    move_many(connection, [(one.sku, one.quantity.milli, 0) for one in body.returns if one.restock])


def returnable(connection: Connection, sale_id: str, line: int) -> ReturnableLine | None:
    """A sold line and what of it already came back."""
    row = connection.execute(
        "SELECT sku, name, unit, tax_class, rate_ppm, quantity_milli, paid_minor, tax_minor, returned_milli, "
        "refunded_minor, refunded_tax_minor FROM sale_line WHERE sale_id=? AND line=?",
        (sale_id, line),
    ).fetchone()
    return None if row is None else ReturnableLine(*(*row[:5], LineState(*row[5:])))
