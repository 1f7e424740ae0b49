"""Shifts, and what each took. Sums are read over the shift's own sales, never over the history."""

from __future__ import annotations

from typing import Any

from app.contract.journal import ShiftClosed, ShiftOpened
from app.db import approve, tables, terminal
from app.db.connection import Connection
from app.domain.shift import Remark, Shift, ShiftFlow, ShiftSums
from app.services.ports import Entry

_INSERT = tables.insert_sql(tables.shift)
_SELECT = (
    "SELECT id, number, business_on, opened_at, opened_by, float_minor, first_seq, closed_at, counted_minor, "
    "expected_minor, z_number FROM shift "
)
#: The drawer's count under way lies beside the open cart, in a slot of its own: what is typed is no fact yet.
_COUNT_SLOT = 2
_KEEP_COUNT = (
    "INSERT INTO autosave(slot, cart_id, cart, saved_at) VALUES(?, ?, ?, ?) "
    "ON CONFLICT(slot) DO UPDATE SET cart_id=excluded.cart_id, cart=excluded.cart, saved_at=excluded.saved_at"
)
#: The entries of an open shift are the journal's last; none of them can be in an archive.
_REDUCTIONS = (
    "SELECT count(DISTINCT j.seq), coalesce(sum(json_extract(r.value, '$.amount.minor')), 0) FROM journal j, "
    "json_each(j.body, '$.lines') l, json_each(l.value, '$.reductions') r "
    "WHERE j.seq > ? AND j.kind = 'sale.completed' AND j.shift_id = ?"
)
_WATCHED = (
    "SELECT coalesce(sum(j.kind = 'drawer.opened'), 0), coalesce(sum(v.after_tender), 0) FROM journal j "
    "LEFT JOIN voided_cart v ON v.id = j.id AND j.kind = 'cart.voided' WHERE j.seq > ? AND j.shift_id = ?"
)
#: What was done by hand, each with what it came to; a discount on the whole cart is one, over however many lines.
_REMARKS = (
    "WITH own AS (SELECT seq, kind, body FROM journal WHERE seq > :first AND shift_id = :shift), "
    "given AS (SELECT own.seq, l.key AS line, json_extract(r.value, '$.kind') AS kind, "
    "json_extract(r.value, '$.amount.minor') AS amount FROM own, json_each(own.body, '$.lines') l, "
    "json_each(l.value, '$.reductions') r WHERE own.kind = 'sale.completed') "
    "SELECT 'voided', count(*), coalesce(sum(json_extract(body, '$.listed.minor')), 0) FROM own "
    "WHERE kind = 'cart.voided' UNION ALL "
    "SELECT 'line_removed', count(*), coalesce(sum(json_extract(body, '$.listed.minor')), 0) FROM own "
    "WHERE kind = 'cart.line_removed' UNION ALL "
    "SELECT 'tender_removed', count(*), coalesce(sum(json_extract(t.body, '$.tender.amount.minor')), 0) FROM own "
    "LEFT JOIN journal t ON t.id = json_extract(own.body, '$.tender_id') WHERE own.kind = 'tender.removed' UNION ALL "
    "SELECT 'override', count(*), coalesce(sum(amount), 0) FROM given WHERE kind = 'override' UNION ALL "
    "SELECT 'discount', count(DISTINCT seq || CASE kind WHEN 'discount' THEN ' ' || line ELSE '' END), "
    "coalesce(sum(amount), 0) FROM given WHERE kind IN ('discount', 'cart_discount') UNION ALL "
    "SELECT 'bare_return', count(*), coalesce(sum(json_extract(r.value, '$.refund.minor')), 0) FROM own, "
    "json_each(own.body, '$.returns') r WHERE own.kind = 'sale.completed' "
    "AND json_extract(r.value, '$.sale_id') IS NULL UNION ALL "
    "SELECT 'tender_abandoned', count(*), coalesce(sum(json_extract(body, '$.amount.minor')), 0) FROM own "
    "WHERE kind = 'tender.abandoned'"
)
_TAXES = (
    "SELECT tax_class, rate_ppm, sum(net), sum(tax) FROM ("
    "SELECT l.tax_class, l.rate_ppm, l.paid_minor - l.tax_minor AS net, l.tax_minor AS tax "
    "FROM sale s JOIN sale_line l ON l.sale_id = s.id WHERE s.shift_id = :shift UNION ALL "
    "SELECT r.tax_class, r.rate_ppm, r.tax_minor - r.refund_minor, -r.tax_minor "
    "FROM sale s JOIN sale_return r ON r.sale_id = s.id WHERE s.shift_id = :shift"
    ") GROUP BY tax_class, rate_ppm ORDER BY tax_class, rate_ppm"
)


def apply_opened(connection: Connection, entry: Entry, body: ShiftOpened) -> None:
    """A drawer was opened."""
    connection.execute(
        _INSERT,
        (entry.entry_id, body.number, body.numbered_in, entry.business_on, entry.occurred_at, entry.actor,
         body.opening_float.minor, entry.seq, None, None, None, None, None, None),
    )  # fmt: skip
    connection.execute(
        "UPDATE numbering SET last_shift=max(last_shift, ?) WHERE epoch=?", (body.number, body.numbered_in)
    )


def apply_closed(connection: Connection, entry: Entry, body: ShiftClosed) -> None:
    """The Z sealed it."""
    connection.execute(
        "UPDATE shift SET closed_at=?, closed_by=?, counted_minor=?, expected_minor=?, z_number=?, last_seq=? "
        "WHERE id=?",
        (entry.occurred_at, entry.actor, body.counted.minor, body.expected.minor, body.z_number, entry.seq - 1,
         body.shift_id),
    )  # fmt: skip
    connection.execute("UPDATE numbering SET last_z=max(last_z, ?) WHERE epoch=?", (body.z_number, body.numbered_in))
    terminal.set_float_left(connection, None if body.float_left is None else body.float_left.minor)
    approve.use_all(connection, body.shift_id, entry.entry_id)
    if body.print_report:
        job = (entry.seq, entry.entry_id, "z_report", body.shift_id, entry.occurred_at)
        connection.execute(tables.insert_sql(tables.print_job), job)


def _shift(row: tuple[Any, ...] | None) -> Shift | None:
    return None if row is None else Shift(*row)


def open_shift(connection: Connection) -> Shift | None:
    """The open shift; a terminal has one at most."""
    return _shift(connection.execute(_SELECT + "WHERE closed_at IS NULL LIMIT 1").fetchone())


def by_id(connection: Connection, shift_id: str) -> Shift | None:
    """A shift, open or closed."""
    return _shift(connection.execute(_SELECT + "WHERE id=?", (shift_id,)).fetchone())


def last_closed(connection: Connection) -> Shift | None:
    """The shift that was sealed last, by its place in the journal."""
    return _shift(
        connection.execute(_SELECT + "WHERE closed_at IS NOT NULL ORDER BY first_seq DESC LIMIT 1").fetchone()
    )


def sums(connection: Connection, shift_id: str) -> ShiftSums:
    """What a shift took so far."""
    head = connection.execute(
        "SELECT coalesce(sum(1 - is_refund), 0), coalesce(sum(is_refund), 0), coalesce(sum(sold_minor), 0), "
        "coalesce(sum(returned_minor), 0), coalesce(sum(rounding_minor), 0) FROM sale WHERE shift_id=?",
        (shift_id,),
    ).fetchone()
    tenders = connection.execute(
        "SELECT t.kind, count(*), sum(t.amount_minor) FROM sale s JOIN tender t ON t.sale_id = s.id "
        "WHERE s.shift_id=? GROUP BY t.kind ORDER BY t.kind",
        (shift_id,),
    ).fetchall()
    taxes = connection.execute(_TAXES, {"shift": shift_id}).fetchall()
    cash = sum(amount for kind, _, amount in tenders if kind == "cash")
    return ShiftSums(*(*head, tuple(tenders), tuple(taxes), cash))


def flow(connection: Connection, one: Shift) -> ShiftFlow:
    """How an open shift's cash came and went, and how much was done."""
    cash = connection.execute(
        "SELECT coalesce(sum(max(t.amount_minor, 0)), 0), coalesce(sum(min(t.amount_minor, 0)), 0) "
        "FROM sale s JOIN tender t ON t.sale_id = s.id WHERE s.shift_id=? AND t.kind='cash'",
        (one.shift_id,),
    ).fetchone()
    pieces = connection.execute(
        "SELECT coalesce(sum(CASE l.unit WHEN 'piece' THEN l.quantity_milli / 1000 ELSE 1 END), 0) "
        "FROM sale s JOIN sale_line l ON l.sale_id = s.id WHERE s.shift_id=?",
        (one.shift_id,),
    ).fetchone()
    reduced = connection.execute(_REDUCTIONS, (one.first_seq, one.shift_id)).fetchone()
    opened, voided = watched(connection, one)
    query = (
        "SELECT count(*) FROM sale WHERE shift_id=? AND EXISTS (SELECT 1 FROM sale_return r WHERE r.sale_id=sale.id)"
    )
    returning = connection.execute(query, (one.shift_id,)).fetchone()[0]
    done = remarks(connection, one)
    return ShiftFlow(cash[0], cash[1], pieces[0], reduced[0], reduced[1], opened, voided, done, returning)


def watched(connection: Connection, one: Shift) -> tuple[int, int]:
    """How often an open shift's drawer was opened without a sale, and a cart cancelled after it was paid for."""
    opened, voided = connection.execute(_WATCHED, (one.first_seq, one.shift_id)).fetchone()
    return int(opened), int(voided)


def remarks(connection: Connection, one: Shift) -> tuple[Remark, ...]:
    """What was done by hand over an open shift, as far as it occurred."""
    rows = connection.execute(_REMARKS, {"first": one.first_seq, "shift": one.shift_id}).fetchall()
    return tuple(Remark(str(kind), int(count), int(amount)) for kind, count, amount in rows if count)


def tender_kinds(connection: Connection, shift_id: str) -> tuple[str, ...]:
    """The kinds of tenders that a shift took, without what they came to."""
    rows = connection.execute(
        "SELECT DISTINCT t.kind FROM sale s JOIN tender t ON t.sale_id = s.id WHERE s.shift_id=? ORDER BY t.kind",
        (shift_id,),
    )
    return tuple(kind for (kind,) in rows)


def keep_count(connection: Connection, shift_id: str, text: str, at: int) -> None:
    """Keep the drawer's count under way."""
    connection.execute(_KEEP_COUNT, (_COUNT_SLOT, shift_id, text, at))


def kept_count(connection: Connection) -> str | None:
    """The count as it was kept last."""
    row = connection.execute("SELECT cart FROM autosave WHERE slot=?", (_COUNT_SLOT,)).fetchone()
    return None if row is None else str(row[0])


def drop_count(connection: Connection) -> None:
    """Forget it."""
    connection.execute("DELETE FROM autosave WHERE slot=?", (_COUNT_SLOT,))
