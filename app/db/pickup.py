"""Orders for pickup as this counter knows them: what the centre told, with what was done here since."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from app.contract.journal import read_body
from app.contract.order import OrderItem
from app.contract.pickup import IntakeChanged, IntakeItem, OrderGiven, OrderReadied
from app.contract.wire import Wire, read_wire
from app.db import stock
from app.db.connection import Connection
from app.db.product import tags_of
from app.domain.intake import OPEN_INTAKE, Intake, IntakeState
from app.domain.money import currency
from app.domain.order import OPEN, Order, OrderLine, OrderState
from app.domain.pickup import PickLine, Pickup, place_of, temperature_of
from app.domain.pickup_charge import due_by_line
from app.domain.pickup_done import Done
from app.domain.quantity import MILLI, Quantity, Unit
from app.services.pickup_facts import after, done_of
from app.services.ports import Entry

_ACT = "INSERT INTO pickup_act(seq, order_id, kind, done_at, body) VALUES(?, ?, ?, ?, ?)"
_ACTS = "SELECT kind, done_at, body FROM pickup_act WHERE order_id=? AND seq>? ORDER BY seq"
_ORDER = "SELECT id, body, coalesce(included, 0) FROM pickup_order"
_IS_OPEN = f"state IN ({', '.join(repr(one.value) for one in OPEN)})"
_LAST = "(SELECT max(seq) FROM pickup_act WHERE order_id=pickup_order.id)"
_EACH = f"SELECT id, body, coalesce(included, 0), {_LAST} FROM pickup_order"
_BOARD = f"{_EACH} WHERE {_IS_OPEN} UNION ALL {_EACH} WHERE lies=1"
_CURSOR = "SELECT incarnation, cursor FROM centre"
#: Shelves looked back for, and told of.
_LATELY, _MOST_SHELVES = 200, 12
_READY, _READY_SCHEMA = "order.ready", 1


def apply_act(connection: Connection, entry: Entry, body: Wire) -> None:
    """Something was done with an order."""
    order_id = str(getattr(body, "order_id", ""))
    kind = f"{entry.kind}/{entry.schema}"
    connection.execute(_ACT, (entry.seq, order_id, kind, entry.occurred_at, entry.body))


def apply_given(connection: Connection, entry: Entry, body: OrderGiven) -> None:
    """Goods of an order were given; those that no sale moves left the store by it."""
    apply_act(connection, entry, body)
    stock.move_many(connection, [(one.sku, -one.quantity.milli, 0) for one in body.moved])


def apply_intake(connection: Connection, entry: Entry, body: IntakeChanged) -> None:  # noqa: ARG001 - one shape for all
    """How orders are taken in."""
    connection.execute(
        "INSERT OR REPLACE INTO intake_said(slot, seq, said_at, body) VALUES(1, ?, ?, ?)",
        (entry.seq, entry.occurred_at, entry.body),
    )


def put_intake(connection: Connection, items: Iterable[IntakeItem]) -> None:
    """How the centre says that orders are taken in; within the caller's transaction."""
    for one in items:
        connection.execute(
            "INSERT OR REPLACE INTO intake_told(slot, body, included) VALUES(1, ?, "
            "coalesce((SELECT included FROM intake_told), 0))",
            (one.model_dump_json(),),
        )


def note_included(connection: Connection, kind: str, order_ids: Iterable[str], seq: int) -> None:
    """Note up to which of this terminal's entries the centre knew when it told these."""
    if kind == "intake":
        connection.execute("UPDATE intake_told SET included=?", (seq,))
    elif kind == "order":
        connection.executemany("UPDATE pickup_order SET included=? WHERE id=?", [(seq, one) for one in order_ids])


class SqlitePickupReads:
    """What a transaction looks up of orders for pickup; fits the port `PickupReads`."""

    _connection: Connection

    def pickup(self, order_id: str) -> Pickup | None:
        """See `PickupReads.pickup`."""
        return pickup(self._connection, order_id)

    def intake(self) -> Intake:
        """See `PickupReads.intake`."""
        return intake(self._connection)


class SqlitePickups:
    """Fits the port `Pickups`.

    Args:
        connection: gives the calling thread's own reading connection.
    """

    def __init__(self, connection: Callable[[], Connection]) -> None:
        self._connection = connection
        #: The board as it was read last: where the feed stood, and each order by what it was made of.
        self._known: tuple[object, dict[str, tuple[object, Pickup]]] = (None, {})

    def board(self) -> tuple[Pickup, ...]:
        """See `Pickups.board`. What nothing happened to since it was read is not read again."""
        connection = self._connection()
        cursor, rows = connection.execute(_CURSOR).fetchone(), connection.execute(_BOARD).fetchall()
        known = self._known[1] if self._known[0] == cursor else {}
        found: dict[str, tuple[object, Pickup]] = {}
        for order_id, body, included, last in rows:
            made_of, before = (body, included, last), known.get(order_id)
            if before is not None and before[0] == made_of:
                found[order_id] = before
            else:
                found[order_id] = (made_of, _pickup(connection, order_id, body, included))
        self._known = (cursor, found)
        return tuple(one for _, one in found.values() if one.is_open or one.is_to_go_back)

    def pickup(self, order_id: str) -> Pickup | None:
        """See `PickupReads.pickup`."""
        return pickup(self._connection(), order_id)

    def find(self, text: str) -> Pickup | None:
        """See `Pickups.find`."""
        connection = self._connection()
        if (one := pickup(connection, text)) is not None:
            return one
        rows = connection.execute(f"{_ORDER} WHERE code=? ORDER BY placed_at DESC LIMIT 20", (text,)).fetchall()
        found = [_pickup(connection, *row) for row in rows]
        if found:
            return next((one for one in found if one.is_open), found[0])
        said = _folded(text)
        return next((one for one in self.board() if said and _folded(one.order.code) == said), None)

    def together(self, one: Pickup) -> tuple[Pickup, ...]:
        """See `Pickups.together`."""
        others = [other for other in self.board() if other.order_id != one.order_id and other.is_open]
        same = [other for other in others if _is_same_customer(one, other)]
        return tuple(sorted(same, key=lambda other: (other.order.placed_at, other.order_id)))

    def waiting(self) -> int:
        """See `Pickups.waiting`."""
        return sum(one.state in {OrderState.PLACED, OrderState.PICKING} for one in self.board())

    def shelves(self) -> tuple[str, ...]:
        """See `Pickups.shelves`."""
        used = [one.shelf for one in self.board() if one.shelf]
        rows = self._connection().execute(
            "SELECT body FROM pickup_act WHERE kind=? ORDER BY seq DESC LIMIT ?",
            (f"{_READY}/{_READY_SCHEMA}", _LATELY),
        )
        lately = [read_wire(OrderReadied, row[0]).shelf for row in rows]
        names = dict.fromkeys([*lately, *used])
        return tuple(sorted(names, key=lambda name: (name in used, name)))[:_MOST_SHELVES]

    def intake(self) -> Intake:
        """See `PickupReads.intake`."""
        return intake(self._connection())


def _folded(code: str) -> str:
    """A code as somebody says it: without what is between its letters, and large or small."""
    plain = unicodedata.normalize("NFKC", code).upper()
    return "".join(one for one in plain if one.isalnum())


def _is_same_customer(one: Pickup, other: Pickup) -> bool:
    if one.order.member_id is not None or other.order.member_id is not None:
        return one.order.member_id == other.order.member_id
    same = (one.order.customer, one.phone_tail) == (other.order.customer, other.phone_tail)
    return same and bool(one.order.customer) and bool(one.phone_tail)


def pickup(connection: Connection, order_id: str) -> Pickup | None:
    """An order by its id."""
    row = connection.execute(f"{_ORDER} WHERE id=?", (order_id,)).fetchone()
    return None if row is None else _pickup(connection, *row)


def intake(connection: Connection) -> Intake:
    """How orders are taken in: what was said here holds until the centre knows of it."""
    told = connection.execute("SELECT body, included FROM intake_told").fetchone()
    said = connection.execute("SELECT body, seq, said_at FROM intake_said").fetchone()
    if said is not None and (told is None or said[1] > told[1]):
        one = read_wire(IntakeChanged, said[0])
        return Intake(IntakeState(one.state), one.slow_minutes, one.until, said[2])
    if told is None:
        return OPEN_INTAKE
    item = read_wire(IntakeItem, told[0])
    return Intake(IntakeState(item.state), item.slow_minutes, item.until, item.changed_at)


def _pickup(connection: Connection, order_id: str, text: str, included: int) -> Pickup:
    item = read_wire(OrderItem, text)
    order = order_of(connection, order_id, item)
    state, done = order.state, done_of(item)
    for kind, at, body in connection.execute(_ACTS, (order_id, included)).fetchall():
        name, _, schema = kind.rpartition("/")
        state, done = after(state, done, read_body(name, int(schema), body), at)
    reminded = item.pickup.reminded if item.pickup else 0
    return Pickup(order, state, _lines(connection, order, done), done, item.phone_tail, reminded)


def _lines(connection: Connection, order: Order, done: Done) -> tuple[PickLine, ...]:
    dues = due_by_line(order.total, [one.amount for one in order.lines])
    return tuple(
        _line(connection, order, done, number, due) for number, due in zip(range(1, len(dues) + 1), dues, strict=True)
    )


def _line(connection: Connection, order: Order, done: Done, number: int, due: int) -> PickLine:
    ordered, did = order.lines[number - 1], done.line(number)
    tags = tags_of(connection, did.substitute.sku if did.substitute else ordered.sku)
    unit = ordered.quantity.unit
    return PickLine(
        number,
        ordered.sku,
        ordered.name,
        ordered.quantity,
        ordered.amount,
        due,
        _rounded(did.milli, unit),
        _rounded(did.given, unit),
        did.state,
        did.reason,
        did.note,
        did.substitute,
        temperature_of(tags),
        place_of(tags),
    )


def _rounded(milli: int, unit: Unit) -> Quantity:
    """So much in a unit; what another terminal counted otherwise is rounded down to whole pieces."""
    return Quantity(milli - milli % 1000 if unit is Unit.PIECE else milli, unit)


def order_of(connection: Connection, order_id: str, item: OrderItem) -> Order:
    """An order of its item."""
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
