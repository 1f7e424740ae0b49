"""Whose orders are, coupons that online orders use and that receipts carry, and which points counted.

What an older program took in without noting it is found again in the entries that it applied.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text, select, update

revision = "0006"
down_revision = "0005"

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


def _text(name: str, *, key: bool = False, null: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=null)


def _int(name: str) -> Column[int]:
    return Column(name, _NUMBER, nullable=False)


def upgrade() -> None:
    """Make the tables and columns, and fill them."""
    _holds()
    _moves()
    op.create_table("loyalty_former", _text("key", key=True), _text("body"))
    _orders()
    _coupons()


def _applied(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What terminals told and was applied, of one kind: whose it is, and its body."""
    entry = Table("entry", MetaData(), *(_text(name) for name in ("terminal_id", "kind", "body", "state")))
    query = select(entry.c.terminal_id, entry.c.body).where(entry.c.kind == kind, entry.c.state == "applied")
    for row in op.get_bind().execute(query).all():
        yield row.terminal_id, json.loads(row.body)


def _holds() -> None:
    """Points that are kept are a terminal's own, whatever id another gave its."""
    columns = ("id", "terminal_id", "member_id", "points", "until")
    old = Table("point_hold", MetaData(), *(Column(name) for name in columns))
    kept = [dict(row) for row in op.get_bind().execute(select(old)).mappings()]
    op.drop_index("point_hold_of_member", "point_hold")
    op.drop_table("point_hold")
    made = op.create_table(
        "point_hold",
        _text("id", key=True),
        _text("terminal_id", key=True),
        _text("member_id"),
        _int("points"),
        _int("until"),
    )
    op.create_index("point_hold_of_member", "point_hold", ["member_id"])
    op.bulk_insert(made, kept)


def _moves() -> None:
    """Each that counted; the first of those that tell of the same."""
    made = op.create_table(
        "point_move",
        _text("terminal_id", key=True),
        _text("sale_id", key=True),
        _text("reason", key=True),
        _text("of_id", key=True),
        _text("member_id"),
        _int("points"),
    )
    op.create_index("point_move_of", "point_move", ["terminal_id", "of_id"])
    found: dict[tuple[str, str, str, str], dict[str, object]] = {}
    for terminal_id, body in _applied("points.moved"):
        of_id = body.get("hold_id" if body["reason"] == "spent" else "of_sale_id") or ""
        key = (terminal_id, body["sale_id"], body["reason"], of_id)
        row = dict(zip(("terminal_id", "sale_id", "reason", "of_id"), key, strict=True))
        found.setdefault(key, row | {"member_id": body["member_id"], "points": body["points"]})
    op.bulk_insert(made, list(found.values()))


def _orders() -> None:
    """Whose an order is, for who looks a member's up; of those that are there, too."""
    op.add_column("pickup_order", _text("member_id", null=True))
    op.create_index("order_of_member", "pickup_order", ["member_id", "placed_at"])
    order = Table("pickup_order", MetaData(), _text("id", key=True), _text("body"), _text("member_id", null=True))
    connection = op.get_bind()
    for row in connection.execute(select(order.c.id, order.c.body)).all():
        member_id = json.loads(row.body).get("member_id")
        if member_id is not None:
            connection.execute(update(order).where(order.c.id == row.id).values(member_id=member_id))


def _coupons() -> None:
    op.add_column("coupon", _text("issued_by", null=True))
    op.create_index("coupon_of_issue", "coupon", ["issued_by"])
    op.add_column("coupon", _text("used_order", null=True))
    op.create_index("coupon_use_of_code", "coupon_use", ["code"])
    coupon = Table("coupon", MetaData(), _text("code", key=True), _text("terminal_id"), _text("issued_by"))
    for terminal_id, body in _applied("coupon.issued"):
        printed = (coupon.c.code == body["code"], coupon.c.terminal_id == terminal_id, coupon.c.issued_by.is_(None))
        op.get_bind().execute(update(coupon).where(*printed).values(issued_by=body["sale_id"]))
