"""What an entry does at the centre: sums, stock, conflicts. Gathered over a batch, written at its end.

A sale is never altered and never refused: what contradicts the centre's own state becomes a conflict, which is a task
for the store's manager.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects import postgresql, sqlite

from app.central.feed import Change, publish
from app.central.tables import change, conflict, effect, entry, sale, stock
from app.contract.journal import SaleCompleted, StockMoved
from app.contract.push import PushedEntry
from app.contract.wire import Wire


class Effects:
    """The effects of one batch.

    Args:
        at: microseconds UTC.
    """

    def __init__(self, connection: Connection, terminal_id: str, store: str, at: int) -> None:
        self._connection = connection
        self._terminal_id = terminal_id
        self._store = store
        self._at = at
        self._known: dict[str, bool] = {}
        self._applied: list[dict[str, object]] = []
        self._sales: list[dict[str, object]] = []
        self._moved: defaultdict[str, int] = defaultdict(int)
        self._movers: dict[str, str] = {}
        self._conflicts: dict[tuple[str, str, str], dict[str, object]] = {}

    def look_up(self, ids: Sequence[str]) -> None:
        """Find out which ids had their effect already."""
        there = set(self._connection.execute(select(effect.c.id).where(effect.c.id.in_(ids))).scalars())
        self._known = {one: one in there for one in ids}

    def knows(self, entry_id: str) -> bool:
        """Whether an id had its effect already, in this batch or before."""
        return self._known.get(entry_id, False)

    def apply(self, one: PushedEntry, body: Wire) -> None:
        """Have a fact's effect."""
        self._known[one.id] = True
        self._applied.append({"id": one.id, "terminal_id": self._terminal_id, "kind": one.kind})
        match body:
            case SaleCompleted():
                self._sell(one, body)
            case StockMoved():
                for delta in body.deltas:
                    self._move(delta.sku, delta.quantity.milli, one.id)
            case _:
                pass  # its entry says it all

    def _sell(self, one: PushedEntry, body: SaleCompleted) -> None:
        self._sales.append(
            {
                "id": one.id,
                "terminal_id": self._terminal_id,
                "store": self._store,
                "number": body.number,
                "business_on": one.business_on,
                "completed_at": one.occurred_at,
                "cashier": one.actor,
                "currency": body.total.currency,
                "sold_minor": body.sold.minor,
                "returned_minor": body.returned.minor,
                "rounding_minor": body.rounding.minor,
                "total_minor": body.total.minor,
                "tax_minor": sum(tax.tax.minor for tax in body.taxes),
                "member_id": body.member_id,
            }
        )
        for line in body.lines:
            if not line.unknown:
                self._move(line.sku, -line.quantity.milli, one.id)
        for back in body.returns:
            if back.restock:
                self._move(back.sku, back.quantity.milli, one.id)

    def _move(self, sku: str, milli: int, entry_id: str) -> None:
        self._moved[sku] += milli
        self._movers[sku] = entry_id

    def conflict(self, kind: str, entry_id: str, subject: str, outcome: str) -> None:
        """Note two truths that met; once for an entry and a subject."""
        self._conflicts[kind, entry_id, subject] = {
            "id": f"{kind}:{self._terminal_id}:{entry_id}:{subject}",
            "store": self._store,
            "terminal_id": self._terminal_id,
            "kind": kind,
            "entry_id": entry_id,
            "subject": subject,
            "outcome": outcome,
            "made_at": self._at,
        }

    def finish(self) -> None:
        """Write everything: stock in the order of its SKUs, the feed last."""
        if self._applied:
            self._connection.execute(effect.insert(), self._applied)
        if self._sales:
            self._connection.execute(sale.insert(), self._sales)
        levels = self._shift_stock()
        changes = [Change(self._store, "stock", sku, _level(level)) for sku, level in levels.items()]
        if self._conflicts:
            there = self._insert(conflict).on_conflict_do_nothing()
            self._connection.execute(there, list(self._conflicts.values()))
            changes += [
                Change(self._store, "conflict", str(one["id"]), json.dumps(one, ensure_ascii=False))
                for one in self._conflicts.values()
            ]
        publish(self._connection, changes)

    def _shift_stock(self) -> dict[str, Any]:
        """Move the levels by what was gathered; the levels afterwards."""
        skus = sorted(sku for sku, milli in self._moved.items() if milli)
        if not skus:
            return {}
        known = set(
            self._connection.execute(
                select(change.c.key).where(change.c.kind == "product", change.c.key.in_(skus), change.c.deleted == 0)
            ).scalars()
        )
        statement = self._insert(stock)
        statement = statement.on_conflict_do_update(
            index_elements=[stock.c.store, stock.c.sku],
            set_={"on_hand": stock.c.on_hand + statement.excluded.on_hand},
        )
        self._connection.execute(  # in their order: PostgreSQL locks each row as it is written
            statement,
            [{"store": self._store, "sku": sku, "on_hand": self._moved[sku], "reserved": 0} for sku in skus],
        )
        levels = {
            row.sku: row
            for row in self._connection.execute(
                select(stock).where(stock.c.store == self._store, stock.c.sku.in_(skus))
            )
        }
        for sku in skus:
            if sku not in known:
                self.conflict("stock.unknown_sku", self._movers[sku], sku, "counted")
            elif levels[sku].on_hand < 0 and self._moved[sku] < 0:
                self.conflict("stock.below_zero", self._movers[sku], sku, "counted")
        return levels

    def _insert(self, table: Any) -> Any:  # noqa: ANN401 - each dialect's own type of one shape
        return (postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert)(table)


def _level(row: Any) -> str:  # noqa: ANN401 - a row of `stock`
    return json.dumps({"on_hand": row.on_hand, "reserved": row.reserved})


def count_entries(connection: Connection, terminal_id: str) -> int:
    """How many entries of a terminal the centre holds."""
    return int(
        connection.execute(
            select(func.count()).select_from(entry).where(entry.c.terminal_id == terminal_id)
        ).scalar_one()
    )
