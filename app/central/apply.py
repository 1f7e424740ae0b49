"""What an entry does at the centre: sums, stock, conflicts. Gathered over a batch, written at its end.

A sale is never altered and never refused: what contradicts the centre's own state becomes a conflict, which is a task
for the store's manager.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from app.central.conflict import Closing, close_all
from app.central.contact import note_adopted
from app.central.coupon import Coupons
from app.central.database import upsert
from app.central.feed import CHAIN, Change, publish
from app.central.message import Waiting, add, keep_asked
from app.central.pickup import Act, apply_acts
from app.central.pickup_intake import Said, change_intake, said_of
from app.central.pickup_message import ready_messages
from app.central.points import MemberFacts
from app.central.price import Sold, too_old
from app.central.stock import changes_of, shift
from app.central.tables import change, conflict, effect, entry, sale
from app.contract.campaign import CouponIssued, CouponRedeemed, CouponRestored, CouponWithdrawn
from app.contract.conflict import ConflictItem
from app.contract.journal import SaleCompleted
from app.contract.key import KeyAdopted
from app.contract.member import MemberConsented, MemberEnrolled, PointsMoved
from app.contract.message import ReceiptRequested, receipt_context
from app.contract.order import OrderHandedOver
from app.contract.pickup import (
    IntakeChanged,
    LinePicked,
    OrderGiven,
    OrderPutBack,
    OrderReadied,
    PickingStarted,
    ProblemReported,
)
from app.contract.push import COLUMNS, PushedEntry
from app.contract.receipt import TaskClosed
from app.contract.stock import StockMoved
from app.contract.wire import Wire
from app.domain.conflict import ConflictKind

#: Thousandths that one movement, and one batch's movements of a SKU, may have.
MOST_MILLI = 10**13
#: Minor units of one sale, far beyond the largest basket: a day's sums are to stay numbers that everybody keeps.
MOST_MINOR = 10**15
#: Letters of what a conflict is about, as its form takes them.
MOST_SUBJECT = 200
OrderAct = OrderHandedOver | OrderGiven | PickingStarted | LinePicked | OrderReadied | ProblemReported | OrderPutBack
#: What an entry says, without its place.
_FACT = COLUMNS[2:]


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
        self._sold: list[Sold] = []
        self._of_orders: set[str | None] = set()  # sales that an order's goods follow: they were at its prices
        self._coupons = Coupons(connection, terminal_id, store, at)
        self._acts: list[Act] = []
        self._intake: list[Said] = []
        self._conflicts: dict[str, dict[str, object]] = {}
        self._others: dict[str, str] = {}
        self._facts: dict[str, tuple[object, ...]] = {}
        self._closings: list[Closing] = []
        self._messages: list[Waiting] = []
        self._adopted: list[str] = []
        self._members = MemberFacts(connection, terminal_id, at)

    def look_up(self, ids: Sequence[str]) -> None:
        """Find out which ids had their effect already, and which are another terminal's."""
        rows = self._connection.execute(select(effect.c.id, effect.c.terminal_id).where(effect.c.id.in_(ids))).all()
        there = {row.id for row in rows if row.terminal_id == self._terminal_id}
        self._known = {one: one in there for one in ids}
        self._others = {row.id: row.terminal_id for row in rows if row.terminal_id != self._terminal_id}

    def knows(self, entry_id: str) -> bool:
        """Whether an id had its effect already, in this batch or before."""
        return self._known.get(entry_id, False)

    def said_before(self, one: PushedEntry) -> bool:
        """Whether what had an effect under an entry's id says the same as it, wherever it stands."""
        if one.id in self._facts:
            return self._facts[one.id] == _fact(one)
        rows = self._connection.execute(
            select(*(entry.c[name] for name in _FACT)).where(
                entry.c.id == one.id,
                entry.c.terminal_id == self._terminal_id,
                entry.c.state.in_(("applied", "again")),
            )
        )
        return any(tuple(row) == _fact(one) for row in rows)

    def apply(self, one: PushedEntry, body: Wire) -> None:
        """Have a fact's effect."""
        self._known[one.id] = True
        self._facts[one.id] = _fact(one)
        if one.id in self._others:
            self.conflict(ConflictKind.JOURNAL_SAME_ID, one.id, self._others[one.id], "both_kept")
        self._applied.append({"id": one.id, "terminal_id": self._terminal_id, "kind": one.kind})
        match body:
            case SaleCompleted():
                self._sell(one, body)
            case StockMoved():
                for delta in body.deltas:
                    self._move(delta.sku, delta.quantity.milli, one.id)
            case CouponRedeemed() | CouponRestored() | CouponIssued() | CouponWithdrawn():
                self._coupons.note(body)
            case TaskClosed():
                note = body.note.replace("\0", "")
                self._closings.append(Closing(body.task_id, one.actor, note, one.id, self._moment(one)))
            case ReceiptRequested():
                self._messages.append(self._asked(one.id, body))
            case MemberEnrolled() | MemberConsented() | PointsMoved():
                self._members.note(one.id, body)
            case KeyAdopted():
                self._adopted.append(body.public)
            case _:
                self._apply_pickup(one, body)

    def _apply_pickup(self, one: PushedEntry, body: Wire) -> None:
        """Have the effect of what is done with orders; of any other fact its entry says it all."""
        match body:
            case OrderHandedOver():
                self._act(one, body)
                for line in body.lines:
                    self._move(line.sku, -line.quantity.milli, one.id)
            case OrderGiven():
                self._act(one, body)
                self._of_orders.add(body.sale_id)
                for goods in body.moved:
                    self._move(goods.sku, -goods.quantity.milli, one.id)
            case PickingStarted() | LinePicked() | OrderReadied() | ProblemReported() | OrderPutBack():
                self._act(one, body)
            case IntakeChanged():
                self._intake.append(said_of(self._moment(one), body))

    def _moment(self, one: PushedEntry) -> int:
        return max(0, min(one.occurred_at, self._at))  # a clock may say anything

    def _act(self, one: PushedEntry, body: OrderAct) -> None:
        self._acts.append(Act(one.id, body.order_id, self._moment(one), body))

    def _asked(self, entry_id: str, body: ReceiptRequested) -> Waiting:
        context = receipt_context(self._terminal_id, body.sale_id)
        return Waiting(
            f"entry:{entry_id}"[:200], "receipt", self._store, body.sale_id, body.language, body.masked,
            b64decode(body.sealed), context, self._terminal_id,
        )  # fmt: skip

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
        self._coupons.sold(one.id, body.coupons, body.member_id)
        for line in body.lines:
            if line.unknown:  # nobody knows of which goods there are less now
                code, kind = line.code or line.sku, ConflictKind.STOCK_UNKNOWN_SKU
                this = f"{one.business_on}/{code}"  # of the store, whichever counters sold it
                self.conflict(kind, one.id, code, "not_counted", of=this, whose=self._store)
            else:
                asked = (line.listed.minor, line.listed.per_milli)
                self._sold.append(Sold(line.sku, asked, one.occurred_at, one.id, one.business_on))
                self._move(line.sku, -line.quantity.milli, one.id)
        for back in body.returns:
            if back.restock:
                self._move(back.sku, back.quantity.milli, one.id)

    def _move(self, sku: str, milli: int, entry_id: str) -> None:
        if (
            abs(milli) > MOST_MILLI or abs(self._moved[sku]) > MOST_MILLI
        ):  # of no shop's goods: a database's number ends
            self.conflict(ConflictKind.STOCK_OUT_OF_RANGE, entry_id, sku, "not_counted")
            return
        self._moved[sku] += milli
        self._movers[sku] = entry_id

    def conflict(
        self, kind: ConflictKind, entry_id: str, subject: str, outcome: str, *, of: str | None = None, whose: str = ""
    ) -> str:
        """Note two truths that met; once for an entry and a subject, or for what `of` names. Its id.

        Args:
            whose: within what that is once, where it is not the terminal.
        """
        about = f"{entry_id}:{subject}" if of is None else of
        conflict_id = hashlib.sha256(f"{kind.value}:{whose or self._terminal_id}:{about}".encode()).hexdigest()[:32]
        row: dict[str, object] = {
            "id": conflict_id,
            "store": self._store,
            "terminal_id": self._terminal_id,
            "kind": kind.value,
            "entry_id": entry_id,
            "subject": subject[:MOST_SUBJECT],
            "outcome": outcome,
            "made_at": self._at,
        }
        self._conflicts.setdefault(conflict_id, row)  # the first of a kind is what somebody looks at
        return conflict_id

    def finish(self) -> None:
        """Write everything: stock in the order of its SKUs, the feed last."""
        if self._applied:  # each table in the order of its keys, so that two batches never wait in a circle
            self._connection.execute(effect.insert(), sorted(self._applied, key=lambda row: str(row["id"])))
        if self._sales:
            self._check_numbers()
            self._connection.execute(sale.insert(), sorted(self._sales, key=lambda row: str(row["id"])))
        for public in self._adopted:
            note_adopted(self._connection, self._terminal_id, public)
        ended = apply_acts(self._connection, self._store, self._acts, self.conflict, self._coupons.codes)
        coupons = self._coupons.finish(self.conflict)  # an order that ended gave its own back by now
        add(self._connection, ready_messages(self._connection, self._store, ended.ready, self._terminal_id), self._at)
        keep_asked(self._connection, self._terminal_id, self._messages, self._at)
        levels = self._shift_stock(ended.released)
        changes = [*changes_of(self._store, levels), *ended.changes, *coupons]
        changes += change_intake(self._connection, self._store, self._intake)
        changes += self._members.finish(self.conflict)
        changes += self._open_conflicts()  # before any is closed: a centre that came back from a copy is told both
        if self._closings:
            changes += close_all(self._connection, self._store, self._closings)
        publish(self._connection, changes)

    def _open_conflicts(self) -> list[Change]:
        """Write the conflicts that are new; one that was noted before, and perhaps closed, stays as it is."""
        ids, known = sorted(self._conflicts), set()
        for start in range(0, len(ids), 500):
            some = select(conflict.c.id).where(conflict.c.id.in_(ids[start : start + 500]))
            known |= set(self._connection.execute(some).scalars())
        new = [self._conflicts[one] for one in ids if one not in known]
        if new:
            self._connection.execute(upsert(self._connection, conflict).on_conflict_do_nothing(), new)
        return [Change(self._store, "conflict", str(one["id"]), told(one)) for one in new]

    def _check_numbers(self) -> None:
        """A number is a label for people: two machines may have given one. Both sales are kept; somebody hears."""
        numbers: dict[str, str] = {}
        for row in self._sales:
            number, sale_id = str(row["number"]), str(row["id"])
            if numbers.setdefault(number, sale_id) != sale_id:
                self.conflict(ConflictKind.SALE_SAME_NUMBER, sale_id, number, "both_kept")
        asked = sorted(numbers)
        for start in range(0, len(asked), 500):
            taken = select(sale.c.number).where(sale.c.number.in_(asked[start : start + 500]))
            for number in self._connection.execute(taken).scalars():
                self.conflict(ConflictKind.SALE_SAME_NUMBER, numbers[number], number, "both_kept")

    def _shift_stock(self, released: Mapping[str, int]) -> dict[str, Any]:
        """Move the levels by what was gathered, and by what is kept for nobody any more; the levels afterwards."""
        skus = sorted(sku for sku in {*self._moved, *released} if self._moved[sku] or released.get(sku))
        known = self._products({*skus, *(one.sku for one in self._sold)})
        for one in too_old(self._connection, self._store, self._sold, known, self._of_orders):
            this = f"{one.business_on}/{one.sku}/{one.asked}"  # once a day: a week offline is no thousand tasks
            self.conflict(ConflictKind.PRICE_OLDER, one.sale_id, one.sku, "accepted", of=this)
        if not skus:
            return {}
        moved = {sku: (self._moved[sku], -released.get(sku, 0)) for sku in skus}
        levels = shift(self._connection, self._store, moved)
        for sku in skus:
            if sku not in self._movers:
                continue  # nothing of it moved
            if sku not in known:
                self.conflict(ConflictKind.STOCK_UNKNOWN_SKU, self._movers[sku], sku, "counted")
            elif levels[sku].on_hand < 0 and self._moved[sku] < 0:
                self.conflict(ConflictKind.STOCK_BELOW_ZERO, self._movers[sku], sku, "counted")
        return levels

    def _products(self, skus: set[str]) -> dict[str, str]:
        """What of some SKUs is in the catalogue, as its texts."""
        if not skus:
            return {}
        rows = self._connection.execute(
            select(change.c.key, change.c.body).where(
                change.c.scope.in_([CHAIN, self._store]),
                change.c.kind == "product",
                change.c.key.in_(sorted(skus)),
                change.c.deleted == 0,
            )
        )
        return {row.key: row.body for row in rows}


def is_beyond(body: Wire) -> bool:
    """Whether a body has amounts of no shop's."""
    if not isinstance(body, SaleCompleted):
        return False
    taxes = (tax.tax for tax in body.taxes)
    amounts = [abs(one.minor) for one in (body.sold, body.returned, body.rounding, body.total)]
    return max(*amounts, sum(abs(one.minor) for one in taxes)) > MOST_MINOR


def _fact(one: PushedEntry) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in _FACT)


def told(row: dict[str, object]) -> str:
    """A conflict as terminals are told it."""
    return ConflictItem.model_validate({name: row[name] for name in ConflictItem.model_fields}).model_dump_json()


def count_entries(connection: Connection, terminal_id: str) -> int:
    """How many entries of a terminal the centre holds."""
    return int(
        connection.execute(
            select(func.count()).select_from(entry).where(entry.c.terminal_id == terminal_id)
        ).scalar_one()
    )
