"""Orders for pickup: placed online, collected at one store. Their goods are reserved until they are handed over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from sqlalchemy import Connection, select, update

from app.central.body import body_of, read_body
from app.central.coupon_order import Placed, Settling, find, take
from app.central.database import reading, upsert
from app.central.door import SMALL, After, Here, Key, Limit, StoreKey, Wrote, may
from app.central.enrol import Admin
from app.central.feed import Change, publish
from app.central.pickup_intake import USUAL_MINUTES, check_intake, intake_at
from app.central.stock import changes_of, shift
from app.central.store import check_store
from app.central.tables import pickup_order
from app.contract.hold import Name
from app.contract.order import MOST_COUPONS, OrderCoupon, OrderItem, OrderLine
from app.contract.pickup import ToldPickup
from app.contract.wire import Code, Count, Text, Wire, read_wire
from app.domain.contact import without_contacts
from app.domain.errors import UserError
from app.domain.receipt.mask import masked

admin = APIRouter(prefix="/stores/{store}/orders", tags=["admin"])
State = Literal["placed", "picking", "ready", "handed_over", "expired", "cancelled", "returned"]
#: What an order may become from where it stands.
NEXT: dict[str, frozenset[str]] = {
    "placed": frozenset({"picking", "ready", "handed_over", "expired", "cancelled"}),
    "picking": frozenset({"placed", "ready", "handed_over", "expired", "cancelled"}),
    "ready": frozenset({"picking", "handed_over", "expired", "cancelled"}),
    "handed_over": frozenset({"returned"}),
    "expired": frozenset({"returned"}),
    "cancelled": frozenset({"returned"}),
    "returned": frozenset(),
}
#: States in which goods are kept for it.
RESERVED = frozenset({"placed", "picking", "ready"})
#: Characters of a note, as terminals take it.
MOST_NOTE = 2_000


def reserved_of(item: OrderItem) -> dict[str, int]:
    """Thousandths by SKU that are kept for an order: what was not given of it yet."""
    kept: dict[str, int] = {}
    if item.state in RESERVED:
        for sku, milli in _left(item):
            kept[sku] = kept.get(sku, 0) + milli
    return kept


def _left(item: OrderItem) -> list[tuple[str, int]]:
    given = {one.line: one.given for one in item.pickup.lines} if item.pickup else {}
    lines = enumerate(item.lines, 1)
    return [(line.sku, max(0, line.milli - given.get(number, 0))) for number, line in lines]


class OrderForm(Wire):
    """An order as a shop places it. ``customer`` is masked as it comes in, and so are contacts in the ``note``;
    ``phone_tail`` are the last digits of their number, by which the counter knows them. ``coupons`` are used by it,
    all or none of them; what they took off is within the lines' amounts already.
    """

    code: Name
    customer: Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    member_id: Name | None = None
    lines: Annotated[tuple[OrderLine, ...], Field(min_length=1, max_length=200)]
    total_minor: Annotated[int, Field(ge=0, le=10**15)]
    paid_minor: Annotated[int, Field(ge=0, le=10**15)] = 0
    note: Text = ""
    ready_by: Count | None = None
    phone_tail: Annotated[str, Field(max_length=4, pattern=r"^[0-9]*$")] = ""
    coupons: Annotated[tuple[OrderCoupon, ...], Field(max_length=MOST_COUPONS)] = ()


class StateForm(Wire):
    """What an order becomes."""

    state: State


class KeyedOrder(Wire):
    """An order with its id."""

    id: Code
    order: OrderItem


class Orders(Wire):
    """Some of a store's, by id."""

    orders: tuple[KeyedOrder, ...]


def place_order(
    connection: Connection, store: str, order_id: str, form: OrderForm, at: int, *, trial: bool = False
) -> int:
    """Place an order, once for its id; its goods are reserved and its coupons used. How many are other than before.

    Args:
        trial: nobody pays for it, whatever stands as paid.

    Raises:
        UserError: ``store.unknown``; ``order.malformed`` (field); ``order.taken_id``, ``order.taken_code``;
            ``intake.paused``: the store takes none in now; of `take`: a coupon does not count.
    """
    currency = check_store(connection, store)
    _check_form(form)
    codes = [one.code for one in form.coupons]
    intake = intake_at(connection, store, at)
    ready_by = intake.ready_by(at, form.ready_by, USUAL_MINUTES)
    item = OrderItem(
        **form.model_dump(exclude={"customer", "note", "lines", "ready_by", "coupons"}), coupons=form.coupons,
        customer=masked(without_contacts(form.customer)), note=without_contacts(form.note)[:MOST_NOTE],
        lines=form.lines, state="placed", currency=currency, placed_at=at, ready_by=ready_by, trial=trial,
    )  # fmt: skip
    if codes:
        find(connection, codes, lock=True)  # before the order's own rows, as everybody does
    is_new = connection.execute(  # whoever places the same at the same time waits here for the other
        upsert(connection, pickup_order)
        .values(
            id=order_id,
            store=store,
            code=form.code,
            state="placed",
            body=item.model_dump_json(),
            placed_at=at,
            trial=int(trial),
            member_id=form.member_id,
        )
        .on_conflict_do_nothing()
        .returning(pickup_order.c.id)
    ).first()
    if is_new is None:
        _check_same(connection, store, order_id, item)
        return 0
    check_intake(intake, at)
    coupons = take(connection, Placed(store, order_id, form.member_id, at), form.coupons) if codes else []
    _tell(connection, store, order_id, item, _goods(None, item), coupons)
    return 1


def _check_form(form: OrderForm) -> None:
    wrong = {
        "total_minor": sum(line.amount_minor for line in form.lines) < form.total_minor
        or form.paid_minor > form.total_minor,
        "sku": any(ord(one) < 32 for line in form.lines for one in line.sku),
        "coupons": len({one.code for one in form.coupons}) < len(form.coupons),
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise UserError("order.malformed", field=field)


def _check_same(connection: Connection, store: str, order_id: str, item: OrderItem) -> None:
    row = connection.execute(select(pickup_order).where(pickup_order.c.id == order_id)).one_or_none()
    if row is None:
        raise UserError("order.taken_code")
    before = read_wire(OrderItem, row.body)
    kept = {name: getattr(before, name) for name in ("state", "placed_at", "pickup")}
    if before.ready_by is not None and (item.ready_by is None or item.ready_by <= before.ready_by):
        kept["ready_by"] = before.ready_by  # it was put off when it came in a rush
    again = item.model_copy(update=kept)
    if row.store != store or before != again:
        raise UserError("order.taken_id")


def _goods(before: OrderItem | None, then: OrderItem) -> dict[str, tuple[int, int]]:
    """By what an order's goods move between two states, on hand and reserved."""
    moved: dict[str, tuple[int, int]] = {}
    was, is_now = {} if before is None else reserved_of(before), reserved_of(then)
    for sku in {**was, **is_now}:
        moved[sku] = (0, is_now.get(sku, 0) - was.get(sku, 0))
    ends = (before.state if before else "", then.state)
    if ends[1] == "handed_over":
        for sku, milli in _left(then):
            moved[sku] = (moved[sku][0] - milli, moved[sku][1])
    elif ends == ("handed_over", "returned"):
        for line in then.lines:
            there = moved.get(line.sku, (0, 0))
            moved[line.sku] = (there[0] + line.milli, there[1])
    return moved


def _tell(
    connection: Connection,
    store: str,
    order_id: str,
    item: OrderItem,
    moved: dict[str, tuple[int, int]],
    coupons: Sequence[Change],
) -> None:
    levels = shift(connection, store, moved)
    told = Change(store, "order", order_id, item.model_dump_json())
    publish(connection, [*changes_of(store, levels), told, *coupons])


def set_state(connection: Connection, store: str, order_id: str, state: State, at: int | None = None) -> int:
    """Let an order become something; how many are other than before.

    Its coupons are free again where it never became a purchase, and come back with it by their campaigns' rules.

    Args:
        at: since when it is ready, where it becomes that; microseconds UTC.

    Raises:
        UserError: ``order.unknown``; ``order.other_state`` (found): it cannot become that any more.
    """
    row = connection.execute(
        select(pickup_order).where(pickup_order.c.id == order_id, pickup_order.c.store == store).with_for_update()
    ).one_or_none()
    if row is None:
        raise UserError("order.unknown", order=order_id)
    if row.state == state:
        return 0
    if state not in NEXT[row.state]:
        raise UserError("order.other_state", found=row.state)
    before = read_wire(OrderItem, row.body)
    item = before.model_copy(update={"state": state, "pickup": _readied(before, at if state == "ready" else None)})
    connection.execute(
        update(pickup_order)
        .where(pickup_order.c.id == order_id)
        .values(state=state, body=item.model_dump_json(), claim_id=None, claim_terminal=None, claim_until=None)
    )
    coupons = Settling(connection, [item])
    coupons.settle(Placed(store, order_id, item.member_id, item.placed_at if at is None else at), before, item)
    _tell(connection, store, order_id, item, _goods(before, item), coupons.changes())
    return 1


def _readied(item: OrderItem, at: int | None) -> ToldPickup | None:
    """What was done with it, and that it is ready since then."""
    return item.pickup if at is None else (item.pickup or ToldPickup()).model_copy(update={"ready_at": at})


@admin.get("")
def list_orders(
    place: Here,
    store: StoreKey,
    who: Annotated[Admin, may("order", read=True)],
    after: After = "",
    limit: Limit = 100,
) -> Orders:
    """Tell a store's orders."""
    who.in_store(store)
    query = select(pickup_order.c.id, pickup_order.c.body).where(
        pickup_order.c.store == store, pickup_order.c.id > after
    )
    with reading(place.engine) as connection:
        rows = connection.execute(query.order_by(pickup_order.c.id).limit(limit)).all()
    return Orders(orders=tuple(KeyedOrder(id=row.id, order=read_wire(OrderItem, row.body)) for row in rows))


@admin.put("/{order_id}", openapi_extra=body_of(OrderForm))
async def put_one(
    request: Request, place: Here, store: StoreKey, order_id: Key, who: Annotated[Admin, may("order")]
) -> Wrote:
    """Place an order; placed again as it is, it is one."""
    who.in_store(store)
    form = await read_body(request, OrderForm, SMALL)
    job = run_in_threadpool(
        place.write, lambda connection: place_order(connection, store, order_id, form, place.clock())
    )
    return Wrote(changed=await job)


@admin.post("/{order_id}/state", openapi_extra=body_of(StateForm))
async def post_state(
    request: Request, place: Here, store: StoreKey, order_id: Key, who: Annotated[Admin, may("order")]
) -> Wrote:
    """Let an order become picking, ready, handed over, expired, cancelled or returned."""
    who.in_store(store)
    form = await read_body(request, StateForm, SMALL)
    job = run_in_threadpool(
        place.write, lambda connection: set_state(connection, store, order_id, form.state, place.clock())
    )
    return Wrote(changed=await job)
