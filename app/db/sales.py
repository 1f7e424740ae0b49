"""The list of sales: pages in one order, each read by an index and over no more than so many sales."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from app.db.connection import Connection
from app.db.listing import SEQS, day_number
from app.domain.frozen import frozen
from app.domain.sales import Filter, ListKind, ListPage, ListRow

#: Sales that one page looks at where an index alone does not tell which fit.
LOOKED_AT = 1_000
#: The same, of each of several goods or sums.
LOOKED_AT_EACH = 200
_ROW = (
    "SELECT s.number, s.kind, s.business_on, s.completed_at, s.cashier, s.total_minor, "
    "coalesce((SELECT name FROM sale_line WHERE sale_id = s.id ORDER BY line LIMIT 1), ''), "
    "coalesce((SELECT sku FROM sale_line WHERE sale_id = s.id ORDER BY line LIMIT 1), ''), "
    "(SELECT count(*) FROM sale_line WHERE sale_id = s.id), "
    "(SELECT count(*) FROM sale_return WHERE sale_id = s.id), "
    "EXISTS (SELECT 1 FROM tender_correction WHERE sale_id = s.id), "
    "EXISTS (SELECT 1 FROM sale_return WHERE origin_sale_id = s.id), "
    "NOT EXISTS (SELECT 1 FROM sale_line WHERE sale_id = s.id AND returned_milli < quantity_milli) "
    "FROM sale s WHERE s.id = ?"
)
_TOP = 2**62


@frozen
class _Source:
    """Where the candidates of a page come from: rows of (order, sale's id) by an index, newest first."""

    table: str
    id_column: str
    where: str
    bound: tuple[Any, ...]

    def sql(self) -> str:
        """So many rows below one place of the order and above another."""
        return (
            f"SELECT DISTINCT day_seq AS place, {self.id_column} AS id FROM {self.table} "
            f"WHERE {self.where}day_seq < ? AND day_seq >= ? ORDER BY day_seq DESC LIMIT ?"
        )


def page(
    connection: Connection, wanted: Filter, skus: Sequence[str] | None, before: int | None, limit: int
) -> ListPage:
    """See `SalesReads.list_sales`."""
    if wanted.number.strip():
        return _by_number(connection, wanted, skus, before, limit)
    top = min(_TOP if before is None else before, _end(wanted))
    bottom = -_TOP if wanted.since is None else day_number(wanted.since) * SEQS
    if wanted.kind is ListKind.VOIDED:
        return _voided(connection, wanted, top, bottom, limit)
    sources, rest = _sources(wanted, skus)
    if not sources:
        return ListPage(())
    conditions, bound = _conditions(rest, skus)
    single = len(sources) == 1
    look = LOOKED_AT if single else LOOKED_AT_EACH
    look = max(look if conditions else 0, limit + 1)
    candidates = " UNION ".join(f"SELECT * FROM ({one.sql()})" for one in sources)
    candidates = f"SELECT DISTINCT place, id FROM ({candidates}) ORDER BY place DESC LIMIT ?"
    values = [value for one in sources for value in (*one.bound, top, bottom, look)] + [look]
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    # the few ids first, then their rows: what a row shows is looked up for no sale that is not shown
    ids = connection.execute(
        f"WITH found AS MATERIALIZED ({candidates}) SELECT found.place, s.id FROM found CROSS JOIN sale s "
        f"ON s.id = found.id {where}ORDER BY found.place DESC LIMIT ?",
        (*values, *bound, limit + 1),
    ).fetchall()
    rows = tuple(_shown(connection, sale_id) for _, sale_id in ids[:limit])
    if len(ids) > limit:
        return ListPage(rows, ids[limit - 1][0], _day_of(ids[limit - 1][0]))
    seen, lowest = connection.execute(f"SELECT count(*), min(place) FROM ({candidates})", values).fetchone()
    return ListPage(rows) if seen < look else ListPage(rows, lowest, _day_of(lowest))


def one(connection: Connection, sale_id: str) -> ListRow | None:
    """See `SalesReads.listed_sale`."""
    found = connection.execute("SELECT 1 FROM sale WHERE id = ?", (sale_id,)).fetchone()
    return None if found is None else _shown(connection, sale_id)


def _end(wanted: Filter) -> int:
    return _TOP if wanted.until is None else (day_number(wanted.until) + 1) * SEQS


def _day_of(place: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=place // SEQS)).isoformat()


def _sources(wanted: Filter, skus: Sequence[str] | None) -> tuple[list[_Source], Filter]:
    """The narrowest index for a filter, and what of the filter it leaves to be looked at."""
    if wanted.amount is not None:
        sums = sorted({wanted.amount, -wanted.amount})
        found = [_Source("sale", "id", "total_minor = ? AND ", (minor,)) for minor in sums]
        return found, _without(wanted, amount=None)
    if skus is not None:
        lines = [_Source(table, "sale_id", "sku = ? AND ", (sku,)) for sku in skus for table in _GOODS]
        return lines, _without(wanted, item="")
    one, rest = _source(wanted)
    return [one], rest


def _source(wanted: Filter) -> tuple[_Source, Filter]:
    if wanted.kind in {ListKind.REFUND, ListKind.EXCHANGE}:
        # the second condition is the index's own, which only holds what is no plain sale
        where = f"kind = '{wanted.kind.value}' AND kind <> 'sale' AND "
        return _Source("sale", "id", where, ()), _without(wanted, kind=None)
    by_tender = wanted.tender is not None and (wanted.tender != "cash" or wanted.cashier is None)
    if by_tender:
        return _Source("tender", "sale_id", "kind = ? AND ", (wanted.tender,)), _without(wanted, tender=None)
    if wanted.cashier is not None:
        return _Source("sale", "id", "cashier = ? AND ", (wanted.cashier,)), _without(wanted, cashier=None)
    return _Source("sale", "id", "", ()), wanted


_GOODS = ("sale_line", "sale_return")


def _without(wanted: Filter, **done: Any) -> Filter:  # noqa: ANN401 - the fields' own types
    return Filter(
        amount=done.get("amount", wanted.amount),
        item=done.get("item", wanted.item),
        cashier=done.get("cashier", wanted.cashier),
        kind=done.get("kind", wanted.kind),
        tender=done.get("tender", wanted.tender),
    )


def _conditions(rest: Filter, skus: Sequence[str] | None) -> tuple[list[str], list[Any]]:
    """What the index left, to be asked of each sale."""
    found: list[str] = []
    bound: list[Any] = []
    if rest.amount is not None:
        found.append("s.total_minor IN (?, ?)")
        bound += [rest.amount, -rest.amount]
    if rest.item and skus is not None:
        marks = ", ".join("?" * len(skus))
        parts = (f"EXISTS (SELECT 1 FROM {name} WHERE sale_id = s.id AND sku IN ({marks}))" for name in _GOODS)
        found.append(f"({' OR '.join(parts)})")
        bound += [*skus, *skus]
    if rest.kind is not None:
        found.append("s.kind = ?")
        bound.append(rest.kind.value)
    if rest.cashier is not None:
        found.append("s.cashier = ?")
        bound.append(rest.cashier)
    if rest.tender is not None:
        found.append("EXISTS (SELECT 1 FROM tender WHERE sale_id = s.id AND kind = ?)")
        bound.append(rest.tender)
    return found, bound


def _shown(connection: Connection, sale_id: str) -> ListRow:
    """One sale as a row of the list."""
    row = connection.execute(_ROW, (sale_id,)).fetchone()
    number, kind, business_on, at, cashier, total, first, sku, sold, back, corrected, came_back, all_back = row
    if not sold:
        query = (
            "SELECT coalesce(l.name, p.name, r.sku), r.sku FROM sale_return r "
            "LEFT JOIN sale_line l ON l.sale_id = r.origin_sale_id AND l.line = r.origin_line "
            "LEFT JOIN product p ON p.sku = r.sku WHERE r.sale_id = ? ORDER BY r.line LIMIT 1"
        )
        found = connection.execute(query, (sale_id,)).fetchone()
        first, sku = ("", "") if found is None else found
    kinds = connection.execute("SELECT kind FROM tender WHERE sale_id = ? ORDER BY id", (sale_id,))
    return ListRow(
        sale_id, number, ListKind(kind), business_on, at, cashier, total, first, sold + back,
        tuple(dict.fromkeys(name for (name,) in kinds)), bool(corrected), bool(came_back),
        bool(came_back and all_back), sku,
    )  # fmt: skip


def _voided(connection: Connection, wanted: Filter, top: int, bottom: int, limit: int) -> ListPage:
    """Cancelled carts: they have no number, goods or tenders to be found by."""
    if wanted.item or wanted.tender is not None:
        return ListPage(())
    query = (
        "SELECT id, '', 'voided', business_on, voided_at, cashier, listed_minor, day_seq, reason, lines "
        "FROM voided_cart WHERE day_seq < ? AND day_seq >= ? ORDER BY day_seq DESC LIMIT ?"
    )
    look = LOOKED_AT if wanted.cashier is not None or wanted.amount is not None else limit + 1
    seen = connection.execute(query, (top, bottom, look)).fetchall()
    fitting = [
        row
        for row in seen
        if wanted.cashier in {None, row[5]} and (wanted.amount is None or abs(wanted.amount) == row[6])
    ]
    rows = tuple(_void(row) for row in fitting[:limit])
    if len(fitting) > limit:
        return ListPage(rows, fitting[limit - 1][7], _day_of(fitting[limit - 1][7]))
    if len(seen) < look:
        return ListPage(rows)
    return ListPage(rows, seen[-1][7], _day_of(seen[-1][7]))


def _void(row: tuple[Any, ...]) -> ListRow:
    cart_id, number, kind, business_on, at, cashier, listed, _, reason, lines = row
    return ListRow(cart_id, number, ListKind(kind), business_on, at, cashier, listed, reason, lines)


def _by_number(
    connection: Connection, wanted: Filter, skus: Sequence[str] | None, before: int | None, limit: int
) -> ListPage:
    """By a whole number, or by last digits: receipts are counted without gaps, so those that end so are known."""
    text = wanted.number.strip().upper().lstrip("#")
    if "-" in text:
        row = connection.execute("SELECT id FROM sale WHERE number = ?", (text,)).fetchone()
        ids = [] if row is None or before is not None else [(0, row[0])]
        return _fitting(connection, wanted, skus, ids, limit)
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        return ListPage(())
    return _fitting(connection, wanted, skus, _ending(connection, text, before), limit)


_MOST_DIGITS = 12


def _ending(connection: Connection, digits: str, before: int | None) -> list[tuple[int, str]]:
    """Sales whose number ends so, the newest epoch first; the place is the epoch and the receipt's own number."""
    found: list[tuple[int, str]] = []
    step = 10 ** len(digits)
    for epoch, last, prefixes in _epochs(connection):
        highest = last if before is None or before // SEQS > epoch else (before % SEQS) - 1
        if before is not None and before // SEQS < epoch:
            continue
        sequence = highest - (highest - int(digits)) % step
        while sequence > 0 and len(found) < LOOKED_AT_EACH:
            for prefix in prefixes:
                row = connection.execute(
                    "SELECT id FROM sale WHERE number = ?", (f"{prefix}-{sequence:06d}",)
                ).fetchone()
                if row is not None:
                    found.append((epoch * SEQS + sequence, row[0]))
            sequence -= step
    return found


def _epochs(connection: Connection) -> list[tuple[int, int, list[str]]]:
    """Each epoch with its last receipt and what its numbers begin with: several where the store's code changed."""
    prefixes: dict[int, list[str]] = {}
    after = ""
    while (
        found := connection.execute("SELECT min(number) FROM sale WHERE number > ?", (after,)).fetchone()[0]
    ) is not None:
        prefix = found.rpartition("-")[0]
        prefixes.setdefault(int(prefix.rpartition("-")[2]), []).append(prefix)
        after = f"{prefix}-~"  # behind every digit
    last = dict(connection.execute("SELECT epoch, last_receipt FROM numbering"))
    return [(epoch, last.get(epoch, 0), prefixes[epoch]) for epoch in sorted(prefixes, reverse=True)]


def _fitting(
    connection: Connection, wanted: Filter, skus: Sequence[str] | None, ids: list[tuple[int, str]], limit: int
) -> ListPage:
    """Of sales found by number those that the rest of the filter keeps."""
    conditions, bound = _conditions(wanted, skus)
    if wanted.since is not None:
        conditions.append("s.day_seq >= ?")
        bound.append(day_number(wanted.since) * SEQS)
    if wanted.until is not None:
        conditions.append("s.day_seq < ?")
        bound.append(_end(wanted))
    where = " AND ".join(["s.id = ?", *conditions])
    rows: list[ListRow] = []
    for place, sale_id in ids:
        if connection.execute(f"SELECT 1 FROM sale s WHERE {where}", (sale_id, *bound)).fetchone() is not None:
            rows.append(_shown(connection, sale_id))
        if len(rows) == limit:
            return ListPage(tuple(rows), place, rows[-1].business_on)
    if len(ids) < LOOKED_AT_EACH:
        return ListPage(tuple(rows))
    return ListPage(tuple(rows), ids[-1][0], rows[-1].business_on if rows else None)
