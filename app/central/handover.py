"""Hand-overs as terminals report them: the goods are gone, whatever the centre thought of the order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, select, update

from app.central.feed import Change
from app.central.order import RESERVED
from app.central.tables import pickup_order
from app.contract.order import OrderItem
from app.contract.wire import read_wire
from app.domain.conflict import ConflictKind
from app.domain.frozen import frozen

#: What it is called that an order was handed over, by the state in which it was found.
_WRONG = {
    "handed_over": ConflictKind.ORDER_HANDED_OVER_TWICE,
    "returned": ConflictKind.ORDER_HANDED_OVER_TWICE,
    "cancelled": ConflictKind.ORDER_HANDED_OVER_CANCELLED,
    "expired": ConflictKind.ORDER_HANDED_OVER_EXPIRED,
}
Conflict = Callable[[ConflictKind, str, str, str], object]


@frozen
class Handed:
    """One hand-over: its entry, and the order's id."""

    entry_id: str
    order_id: str


@frozen
class Ended:
    """What hand-overs do beside moving goods.

    Attributes:
        released: thousandths by SKU that are kept for nobody any more.
        changes: the orders as terminals are told them.
    """

    released: dict[str, int]
    changes: list[Change]


def hand_over(connection: Connection, store: str, handed: Sequence[Handed], conflict: Conflict) -> Ended:
    """Let orders be handed over, the first of each; any other is a conflict, and its goods are gone all the same.

    Args:
        conflict: notes one: kind, entry, subject, outcome.
    """
    released: defaultdict[str, int] = defaultdict(int)
    changes: list[Change] = []
    if not handed:
        return Ended({}, changes)
    query = select(pickup_order.c.id, pickup_order.c.state, pickup_order.c.body)
    query = query.where(pickup_order.c.store == store, pickup_order.c.id.in_({one.order_id for one in handed}))
    rows = {row.id: row for row in connection.execute(query.order_by(pickup_order.c.id).with_for_update())}
    states = {order_id: str(row.state) for order_id, row in rows.items()}
    for one in handed:
        state = states.get(one.order_id)
        if state not in RESERVED:
            kind = ConflictKind.ORDER_UNKNOWN if state is None else _WRONG[state]
            conflict(kind, one.entry_id, one.order_id, "counted")
            continue
        states[one.order_id] = "handed_over"
        item = read_wire(OrderItem, rows[one.order_id].body).model_copy(update={"state": "handed_over"})
        connection.execute(
            update(pickup_order)
            .where(pickup_order.c.id == one.order_id)
            .values(
                state=item.state, body=item.model_dump_json(), claim_id=None, claim_terminal=None, claim_until=None
            )
        )
        changes.append(Change(store, "order", one.order_id, item.model_dump_json()))
        for line in item.lines:
            released[line.sku] += line.milli
    return Ended(dict(released), changes)
