"""What customers are told of their orders: that they can be collected, and that they still wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from sqlalchemy import Connection, Engine, func, select, update

from app.central.database import reading, write
from app.central.feed import Change, publish
from app.central.member_tables import message
from app.central.message import Waiting, add
from app.central.tables import member, pickup_order
from app.contract.order import OrderItem
from app.contract.wire import read_wire
from app.domain.pickup import KEEP
from app.domain.receipt.words import LANGUAGES

_DAY = 24 * 60 * 60 * 1_000_000
#: How often an order is reminded of, a day apart.
MOST_REMINDERS = 3
Tell = Callable[[frozenset[str]], None]


def ready_messages(
    connection: Connection, store: str, ready: Sequence[tuple[str, OrderItem]], terminal_id: str
) -> list[Waiting]:
    """What is said of orders that became ready, once for each, to members whose contact is known."""
    told = [("ready", f"ready:{order_id}", order_id, item) for order_id, item in ready]
    return _messages(connection, store, told, terminal_id)


def _messages(
    connection: Connection, store: str, told: Iterable[tuple[str, str, str, OrderItem]], terminal_id: str | None
) -> list[Waiting]:
    told = list(told)
    wanted = {item.member_id for *_, item in told if item.member_id}
    if not wanted:
        return []
    columns = (member.c.id, member.c.contact, member.c.sealed, member.c.sealed_context)
    query = select(*columns).where(member.c.id.in_(sorted(wanted)), member.c.sealed.is_not(None))
    known = {row.id: row for row in connection.execute(query)}
    return [
        Waiting(
            key, kind, store, order_id, LANGUAGES[0], known[item.member_id].contact,
            bytes(known[item.member_id].sealed), known[item.member_id].sealed_context, terminal_id, item.member_id,
        )
        for kind, key, order_id, item in told
        if item.member_id in known
    ]  # fmt: skip


def reminders_due(item: OrderItem, at: int) -> int:
    """How often the customer of an order should have been reminded by now."""
    done = item.pickup
    if item.state != "ready" or done is None or done.ready_at is None:
        return 0
    overdue = done.ready_at + KEEP if done.keep_until is None else done.keep_until
    return 0 if at < overdue else min(MOST_REMINDERS, 1 + (at - overdue) // _DAY)


def remind(engine: Engine, at: int, tell: Tell) -> int:
    """Remind the customers of orders that wait too long; how many were. Several centres at once remind once."""
    columns = (pickup_order.c.id, pickup_order.c.store, pickup_order.c.body)
    query = select(*columns).where(pickup_order.c.state == "ready")
    with reading(engine) as connection:
        found = [(row.id, row.store, read_wire(OrderItem, row.body)) for row in connection.execute(query)]
    late = [(order_id, store) for order_id, store, item in found if _reminded(item) < reminders_due(item, at)]
    return sum(write(engine, partial(_remind, order_id=one, store=store, at=at), tell) for one, store in late)


def _reminded(item: OrderItem) -> int:
    return 0 if item.pickup is None else item.pickup.reminded


def _remind(connection: Connection, order_id: str, store: str, at: int) -> int:
    query = select(pickup_order.c.body).where(pickup_order.c.id == order_id).with_for_update()
    item = read_wire(OrderItem, connection.execute(query).scalar_one())
    if item.pickup is None or item.pickup.reminded >= reminders_due(item, at):
        return 0
    keys = [f"reminder:{order_id}:{number}" for number in range(1, MOST_REMINDERS + 1)]
    last = connection.execute(select(func.max(message.c.made_at)).where(message.c.id.in_(keys))).scalar_one()
    if last is not None and at - last < _DAY:
        return 0  # a centre that was away does not make up for it at once
    said = _messages(connection, store, [("reminder", keys[item.pickup.reminded], order_id, item)], None)
    if not said:
        return 0  # nobody knows how to reach them
    add(connection, said, at)
    then = item.model_copy(update={"pickup": item.pickup.model_copy(update={"reminded": item.pickup.reminded + 1})})
    body = then.model_dump_json()
    connection.execute(update(pickup_order).where(pickup_order.c.id == order_id).values(body=body))
    publish(connection, [Change(store, "order", order_id, body)])
    return 1
