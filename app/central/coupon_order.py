"""Coupons of online orders: used in the transaction that places one, given back where it became no purchase.

A use by an order stands beside the counters' own, under no terminal: so limits count both, and of a counter and an
order that want the last one, whoever is first has it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select, update

from app.central.coupon_hold import beyond, why_not, why_not_theirs
from app.central.database import upsert
from app.central.feed import Change
from app.central.tables import campaign, coupon, coupon_use
from app.central.wallet import wallets
from app.contract.campaign import CampaignItem
from app.contract.order import OrderCoupon, OrderItem
from app.contract.wire import read_wire
from app.domain.conflict import ConflictKind
from app.domain.errors import UserError
from app.domain.frozen import frozen

#: Under which terminal uses by orders stand, and on what basis.
ONLINE, BASIS = "", "online"
_PAGE = 500
_SECOND = 1_000_000
#: What is said of a coupon that an order cannot have, by why.
_REFUSALS = {
    "unknown": "coupon.unknown",
    "used": "coupon.used",
    "held": "coupon.held",
    "withdrawn": "coupon.withdrawn",
    "not_yet": "coupon.not_yet",
    "over": "coupon.over",
    "other_store": "coupon.other_store",
    "other_channel": "coupon.other_channel",
    "other_member": "coupon.other_member",
    "member_needed": "coupon.member_needed",
    "total_limit": "coupon.total_limit",
    "member_limit": "coupon.member_limit",
}


class Stand(Enum):
    """What an order is to its coupons."""

    KEPT = "kept"  # it is a purchase, or may become one
    FREE = "free"  # it never became one, and never used them
    BACK = "back"  # it was one, and all of it came back


@frozen
class Found:
    """A coupon that there is.

    Attributes:
        row: of a single coupon; None of a shared one.
    """

    code: str
    campaign: str
    terms: CampaignItem
    row: Any

    @property
    def member_id(self) -> str | None:
        """Whose it is."""
        return None if self.row is None else self.row.member_id


@frozen
class Placed:
    """The order that uses coupons; `at` in microseconds UTC."""

    store: str
    order_id: str
    member_id: str | None
    at: int


def find(connection: Connection, codes: Collection[str], *, lock: bool = False) -> dict[str, Found]:
    """The coupons that there are of some codes.

    Args:
        lock: be the only one who uses them until the commit, in the order of their codes, then of shared campaigns.
    """
    found: dict[str, Any] = {}
    wanted = sorted(set(codes))
    for start in range(0, len(wanted), _PAGE):
        query = select(coupon).where(coupon.c.code.in_(wanted[start : start + _PAGE])).order_by(coupon.c.code)
        found |= {row.code: row for row in connection.execute(query.with_for_update() if lock else query)}
    terms: dict[str, CampaignItem] = {}
    shared: dict[str, str] = {}
    ids = sorted({str(row.campaign) for row in found.values()})
    for row in connection.execute(select(campaign.c.id, campaign.c.body).where(campaign.c.id.in_(ids))):
        terms[row.id] = read_wire(CampaignItem, row.body)
    rest = [code for code in wanted if code not in found]
    query = select(campaign.c.id, campaign.c.code, campaign.c.body).where(campaign.c.code.in_(rest))
    query = query.order_by(campaign.c.id)
    for row in connection.execute(query.with_for_update() if lock else query) if rest else ():
        one = read_wire(CampaignItem, row.body)
        if one.shared:
            terms[row.id], shared[row.code] = one, row.id
    singles = {code: Found(code, row.campaign, terms[row.campaign], row) for code, row in found.items()}
    return singles | {code: Found(code, key, terms[key], None) for code, key in shared.items()}


def why_not_online(connection: Connection, one: Found | None, store: str, member_id: str | None, at: int) -> str:
    """Why a coupon does not count for an order that is placed now, in a word; empty where it does.

    Args:
        store: where the order is collected.
        at: microseconds UTC.
    """
    if one is None:
        return "unknown"
    if one.row is not None and one.row.state not in {"open", "allotted"}:  # allotted: printed, though nobody told yet
        return str(one.row.state)
    if reason := why_not(one.terms, store, at, "online"):
        return reason
    if one.row is None:
        return beyond(connection, one.campaign, one.terms, member_id, at)
    return _why_not_single(connection, one.row, one.terms, member_id, at)


def _why_not_single(
    connection: Connection,
    row: Any,  # noqa: ANN401 - a row by its names
    terms: CampaignItem,
    member_id: str | None,
    at: int,
) -> str:
    if row.ends_at is not None and at >= row.ends_at:
        return "over"
    owner = row.member_id if terms.issue is None else None  # a printed one is whose paper it is
    if reason := why_not_theirs(connection, owner, member_id):
        return reason
    return "held" if row.hold_id is not None and row.hold_until > at else ""


def take(connection: Connection, it: Placed, coupons: Collection[OrderCoupon]) -> list[Change]:
    """Use coupons for an order that is being placed; what terminals are told.

    Raises:
        UserError: ``coupon.unknown``, ``.used``, ``.held`` (retry_s), ``.withdrawn``, ``.not_yet``, ``.over``,
            ``.other_store``, ``.other_channel``, ``.other_member``, ``.member_needed``, ``.total_limit``,
            ``.member_limit``; each names the coupon.
    """
    found = find(connection, [one.code for one in coupons], lock=True)
    for one in coupons:
        there = found.get(one.code)
        reason = why_not_online(connection, there, it.store, it.member_id, it.at)
        if reason == "held" and there is not None:
            raise UserError("coupon.held", coupon=one.code, retry_s=-((it.at - there.row.hold_until) // _SECOND))
        if reason or there is None:
            raise UserError(_REFUSALS[reason or "unknown"], coupon=one.code)
        _use(connection, it, one, there)
    return _told(connection, found.values())


def _told(connection: Connection, found: Collection[Found]) -> list[Change]:
    return wallets(connection, {one.member_id for one in found if one.member_id is not None})


def _use(
    connection: Connection, it: Placed, one: OrderCoupon, there: Found, kind: ConflictKind | None = None
) -> None:
    """Have the order use a coupon; one that is used already stays the first one's."""
    if there.row is not None and there.row.state != "used":
        values = {"state": "used", "used_order": it.order_id, "used_at": it.at, "hold_id": None, "hold_until": None}
        connection.execute(update(coupon).where(coupon.c.code == one.code).values(values))
    values = {
        "campaign": there.campaign, "store": it.store, "member_id": it.member_id, "used_at": it.at,
        "outcome": "used" if kind is None else kind.value, "basis": BASIS, "amount_minor": one.amount_minor,
        "restored_at": None,
    }  # fmt: skip
    statement = upsert(connection, coupon_use).values(
        sale_id=it.order_id, terminal_id=ONLINE, code=one.code, **values
    )
    keys = [coupon_use.c.sale_id, coupon_use.c.terminal_id, coupon_use.c.code]
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))


# --- what becomes of the order --------------------------------------------------------------------------------------


def codes_of(items: Collection[OrderItem]) -> set[str]:
    """The codes of some orders' coupons."""
    return {one.code for item in items for one in item.coupons}


def stand(before: OrderItem, then: OrderItem) -> Stand | None:
    """What an order is to its coupons from now on; None where nothing was said of that."""
    given = _given(then)
    told = then.pickup is not None and then.pickup.handed_at is not None
    match then.state:
        case "handed_over":
            return Stand.FREE if told and not given else Stand.KEPT  # nothing of it was fit to be given
        case "returned" if before.state == "handed_over":
            return Stand.BACK
        case "returned" if before.state == "returned" and given == _given(before):
            return None
        case "returned" | "expired" | "cancelled":
            return Stand.KEPT if given else Stand.FREE
    return Stand.KEPT


def _given(item: OrderItem) -> int:
    return 0 if item.pickup is None else sum(line.given for line in item.pickup.lines)


class Settling:
    """What becomes of the coupons of orders to which something happened.

    Args:
        items: the orders as they stood; their rows are locked.
        others: codes that the same transaction uses otherwise: all are locked in one order.
    """

    def __init__(self, connection: Connection, items: Collection[OrderItem], others: Collection[str] = ()) -> None:
        self._connection = connection
        mine = codes_of(items)
        if mine:
            find(connection, {*mine, *others}, lock=True)
        self._changed: list[Found] = []

    def settle(self, it: Placed, before: OrderItem, then: OrderItem) -> list[tuple[ConflictKind, str]]:
        """Free, give back or use again what an order was placed with; the conflicts of it, each with its coupon.

        What it used and no longer does is the next one's who used it, too; else it is open.
        """
        wrong: list[tuple[ConflictKind, str]] = []
        now = stand(before, then) if then.coupons else None
        for one in then.coupons:
            there = find(self._connection, [one.code]).get(one.code)  # another order of the batch may have moved it
            if now is None or there is None:
                continue
            use = (*_use_of(it.order_id), coupon_use.c.code == one.code)
            query = select(coupon_use.c.restored_at).where(*use)
            row = self._connection.execute(query).one_or_none()
            is_used = row is not None and row.restored_at is None
            if now is Stand.KEPT and not is_used:
                kind = self._again(it, there)
                _use(self._connection, it, one, there, kind)
                wrong += [] if kind is None else [(kind, one.code)]
            elif now is Stand.FREE and is_used:
                self._connection.execute(delete(coupon_use).where(*use))
                self._let_go(it, there)
            elif now is Stand.BACK and is_used and there.terms.back_on_refund:
                self._connection.execute(update(coupon_use).where(*use).values(restored_at=it.at))
                self._let_go(it, there)
            else:
                continue
            self._changed.append(there)
        return wrong

    def _again(self, it: Placed, there: Found) -> ConflictKind | None:
        """Goods were given out although the order had ended: it uses its coupon after all, whoever has it by now."""
        if there.row is None:
            is_over = beyond(self._connection, there.campaign, there.terms, it.member_id, None)
            return ConflictKind.COUPON_OVER_LIMIT if is_over else None
        states = {"used": ConflictKind.COUPON_USED_TWICE, "withdrawn": ConflictKind.COUPON_WITHDRAWN}
        return states.get(there.row.state)

    def _let_go(self, it: Placed, there: Found) -> None:
        if there.row is None or (there.row.state, there.row.used_order) != ("used", it.order_id):
            return
        values = next_use(self._connection, there.code) or OPEN
        self._connection.execute(update(coupon).where(coupon.c.code == there.code).values(values))

    def changes(self) -> list[Change]:
        """What terminals are told."""
        return _told(self._connection, self._changed)


#: A single coupon that nobody uses.
OPEN: Mapping[str, object] = {"state": "open", "used_by": None, "used_order": None, "used_at": None}


def next_use(connection: Connection, code: str) -> dict[str, object] | None:
    """Whose a single coupon is once the first one's use counts no more: the next one's; None where nobody else used
    it.
    """
    columns = (coupon_use.c.sale_id, coupon_use.c.terminal_id, coupon_use.c.used_at)
    query = select(*columns).where(coupon_use.c.code == code, coupon_use.c.restored_at.is_(None))
    row = connection.execute(query.order_by(coupon_use.c.used_at, coupon_use.c.sale_id).limit(1)).one_or_none()
    if row is None:
        return None
    by, order_id = (None, row.sale_id) if row.terminal_id == ONLINE else (row.sale_id, None)
    return {"state": "used", "used_by": by, "used_order": order_id, "used_at": row.used_at}


def _use_of(order_id: str) -> tuple[ColumnElement[bool], ...]:
    return coupon_use.c.sale_id == order_id, coupon_use.c.terminal_id == ONLINE


def kept(connection: Connection, order_id: str) -> set[str]:
    """The codes of coupons that an order has used, and that did not come back."""
    query = select(coupon_use.c.code).where(*_use_of(order_id), coupon_use.c.restored_at.is_(None))
    return set(connection.execute(query).scalars())
