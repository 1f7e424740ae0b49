"""Approvals: what was allowed for one act, and which act used it up."""

from __future__ import annotations

from typing import Any

from app.contract.staff import ActApproved, DrawerOpened
from app.db import tables
from app.db.connection import Connection
from app.db.staff import forget_refusals
from app.domain.approval import Approval, Asked, Measure
from app.services.ports import Entry

_INSERT = tables.insert_sql(tables.approval)
_SELECT = (
    "SELECT id, act, subject_id, line, measure, value, per_milli, up_to, approved_by, used_by, goods FROM approval "
)


def apply_approved(connection: Connection, entry: Entry, body: ActApproved) -> None:
    """An act was allowed."""
    connection.execute(
        _INSERT,
        (entry.entry_id, body.act, body.subject_id, body.line, body.measure, body.value, body.per_milli, body.up_to,
         entry.actor, None, body.goods),
    )  # fmt: skip
    if body.how == "pin":
        forget_refusals(connection, entry.actor)


def apply_drawer_opened(connection: Connection, entry: Entry, body: DrawerOpened) -> None:
    """The drawer was opened without a sale."""
    if body.approval_id is not None:
        use(connection, body.approval_id, entry.entry_id)


def use(connection: Connection, approval_id: str, entry_id: str) -> None:
    """An approval is used up by the act of this entry; called by that act's own effect."""
    connection.execute("UPDATE approval SET used_by=? WHERE id=? AND used_by IS NULL", (entry_id, approval_id))


def use_all(connection: Connection, subject_id: str, entry_id: str) -> None:
    """Every approval of a cart is used up by what ended it."""
    connection.execute("UPDATE approval SET used_by=? WHERE subject_id=? AND used_by IS NULL", (entry_id, subject_id))


def of_subject(connection: Connection, subject_id: str) -> list[Approval]:
    """What was allowed for one subject and is not used up, in the order of their ids."""
    rows = connection.execute(_SELECT + "WHERE subject_id=? AND used_by IS NULL ORDER BY id", (subject_id,))
    return [_approval(row) for row in rows]


def by_id(connection: Connection, approval_id: str) -> Approval | None:
    """One approval, used up or not."""
    row = connection.execute(_SELECT + "WHERE id=?", (approval_id,)).fetchone()
    return None if row is None else _approval(row)


def _approval(row: tuple[Any, ...]) -> Approval:
    entry_id, act, subject_id, line, measure, *asked, approved_by, used_by, goods = row
    return Approval(entry_id, act, subject_id, line, Asked(Measure(measure), *asked), approved_by, used_by, goods)
