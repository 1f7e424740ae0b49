"""What entries say, in the words of the sellers who did the acts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from app.db.connection import Connection
from app.db.journal import Entry
from tests.db.crash.purse import digest

#: Kinds that come with a sale, in its transaction and behind its entry, under ids that nobody said before.
_RIDERS = frozenset(
    {"points.moved", "coupon.redeemed", "coupon.restored", "coupon.withdrawn", "coupon.issued"}
)  # fmt: skip


def comes_along(row: Entry) -> bool:
    """Whether an entry is a sale's."""
    return row.kind in _RIDERS or (row.kind == "order.handed_over" and json.loads(row.body)["sale_id"] is not None)


def given(body: dict[str, Any]) -> list[Any]:
    """What a hand-over says."""
    lines = [[one["line"], one["milli"]] for one in body["given"]]
    moved = [[one["sku"], one["quantity"]["milli"]] for one in body["moved"]]
    return [body["order_id"], lines, moved, body["ends"], body["sale_id"], body["prepaid_minor"], body["offline"]]


#: What each says, by kind.
BROUGHT: dict[str, tuple[str, ...]] = {
    "points.moved": ("member_id", "points", "reason", "sale_id", "base", "of_sale_id", "hold_id"),
    "coupon.redeemed": ("sale_id", "code", "campaign", "basis", "amount"),
    "coupon.restored": ("sale_id", "code", "campaign"),
    "coupon.withdrawn": ("sale_id", "code", "campaign"),
    "coupon.issued": ("sale_id", "code", "campaign", "ends_at", "member_id"),
}


def brought(row: Entry) -> list[Any]:
    """What an entry says that came with a sale."""
    body = json.loads(row.body)
    if row.kind == "order.handed_over":
        return [row.kind, *given(body)]
    values = (body[name] for name in BROUGHT[row.kind])
    return [row.kind, *(one["minor"] if isinstance(one, dict) else one for one in values)]


def _minor(money: dict[str, Any]) -> int:
    return int(money["minor"])


def _tender(one: dict[str, Any]) -> list[Any]:
    return [one["id"], one["kind"], _minor(one["amount"]), _minor(one["tendered"])]


def _sale(entry_id: str, body: dict[str, Any]) -> list[Any]:
    lines = [
        [one["line"], one["sku"], one["quantity"]["milli"], _minor(one["paid"]), _minor(one["tax"])]
        for one in body["lines"]
    ]
    returns = [
        [one["line"], one["sku"], one["quantity"]["milli"], one["sale_id"], one["sale_line"], _minor(one["refund"])]
        for one in body["returns"]
    ]
    tenders = sorted(_tender(one) for one in body["tenders"])
    return [lines, returns, tenders, _minor(body["rounding"]), body["member_id"], sorted(body["coupons"])]


def _fields(*names: str) -> Callable[[str, dict[str, Any]], list[Any]]:
    return lambda _, body: [body[name] for name in names]


#: An entry's content from its body, by kind: the same as the seller made of what it asked for.
CONTENT: dict[str, Callable[[str, dict[str, Any]], list[Any]]] = {
    "sale.completed": _sale,
    "tender.requested": lambda _, body: [
        body["cart_id"],
        body["tender_id"],
        body["tender_kind"],
        _minor(body["amount"]),
        body["gives_back"],
    ],
    "tender.refused": lambda _, body: [body["cart_id"], body["tender_id"], body["gives_back"]],
    "tender.abandoned": lambda _, body: [body["cart_id"], body["tender_id"], body["gives_back"]],
    "tender.taken": lambda _, body: [body["cart_id"], *_tender(body["tender"])],
    "tender.removed": lambda _, body: [body["cart_id"], body["tender_id"]],
    "cart.parked": lambda _, body: [body["cart_id"], digest(body["cart"])],
    "cart.recalled": lambda _, body: [body["cart_id"]],
    "cart.voided": lambda _, body: [body["cart_id"]],
    "stock.moved": lambda _, body: [[one["sku"], one["quantity"]["milli"]] for one in body["deltas"]],
    "shift.opened": lambda _, body: [_minor(body["opening_float"])],
    "shift.closed": lambda _, body: [body["shift_id"], _minor(body["counted"])],
    "key.adopted": _fields("public"),
    "member.enrolled": _fields("member_id", "contact_hashes", "birthday", "consents"),
    "member.consented": _fields("member_id", "consents"),
    "points.held": _fields("hold_id", "member_id", "points", "offline"),
    "order.picking_started": _fields("order_id"),
    "order.line_picked": _fields("order_id", "line", "milli", "state"),
    "order.ready": _fields("order_id", "shelf", "keep_until"),
    "order.problem_reported": _fields("order_id", "problem"),
    "order.returned": _fields("order_id", "why"),
    "order.handed_over": lambda _, body: given(body),
}


def act_of(row: Entry) -> str:
    """Under what a seller said an act: the entry's id, but where only the service that writes it mints that."""
    match row.kind:
        case "key.adopted":
            return "adopt"
        case "points.held":
            return f"hold {json.loads(row.body)['hold_id']}"
        case _:
            return row.entry_id


def sale_in_tables(connection: Connection, sale_id: str) -> list[Any]:
    """A sale's content as the state tables have it."""

    def rows(query: str) -> list[Any]:
        return [list(row) for row in connection.execute(query, (sale_id,))]

    return [
        rows("SELECT line, sku, quantity_milli, paid_minor, tax_minor FROM sale_line WHERE sale_id=? ORDER BY line"),
        rows(
            "SELECT line, sku, quantity_milli, origin_sale_id, origin_line, refund_minor FROM sale_return "
            "WHERE sale_id=? ORDER BY line"
        ),
        rows("SELECT id, kind, amount_minor, tendered_minor FROM tender WHERE sale_id=? ORDER BY id"),
        *connection.execute("SELECT rounding_minor, member_id FROM sale WHERE id=?", (sale_id,)).fetchone(),
        [code for (code,) in rows("SELECT code FROM coupon_use WHERE sale_id=? ORDER BY code")]
        if knows_coupons(connection)
        else [],
    ]


def knows_coupons(connection: Connection) -> bool:
    """Whether a file's schema knows of coupons."""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name='coupon_use'").fetchone() is not None
