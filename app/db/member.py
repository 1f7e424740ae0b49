"""Members at the terminal: as the centre told them, as they were enrolled here, and what was done with points."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.contract.journal import TenderRemoved, read_body
from app.contract.member import LoyaltyItem, MemberConsented, MemberEnrolled, MemberItem, PointsHeld, PointsMoved
from app.contract.receipt import TenderAbandoned
from app.contract.wire import read_wire
from app.db import member_tables as tables
from app.db import tender
from app.db.archive import Archives
from app.db.connection import Connection
from app.domain.points import Loyalty, Tier
from app.services.member_reads import Known, SaleMove
from app.services.ports import Entry

_PUT = tables.member.insert_sql().replace("INSERT", "INSERT OR REPLACE", 1)
_CONTACT = tables.member_contact.insert_sql().replace("INSERT", "INSERT OR REPLACE", 1)
_LOYALTY = tables.loyalty.insert_sql().replace("INSERT", "INSERT OR REPLACE", 1)
_FORGET = "DELETE FROM member_contact WHERE member_id=?"
#: How a member who is gone is taken out, and the rules of points.
GONE = ("DELETE FROM member WHERE id=?", _FORGET)
LOYALTY_GONE = ("DELETE FROM loyalty WHERE key=?",)
_ENROL = tables.member_enrolled.insert_sql().replace("INSERT", "INSERT OR REPLACE", 1)
_ENROL_CONTACT = tables.enrolled_contact.insert_sql().replace("INSERT", "INSERT OR IGNORE", 1)
_CONSENT = tables.member_consent.insert_sql().replace("INSERT", "INSERT OR REPLACE", 1)
_MOVE = tables.point_move.insert_sql()
_SUM = (
    "INSERT INTO member_point(member_id, moved) VALUES(?, ?) ON CONFLICT(member_id) DO UPDATE SET "
    "moved=moved+excluded.moved"
)
_HOLD = tables.point_hold.insert_sql().replace("INSERT", "INSERT OR REPLACE", 1)
_MEMBER = (
    "SELECT m.id, m.name, m.contact, m.tier, m.points_base + coalesce(p.moved, 0), m.active, m.merged_into, "
    "m.birthday, coalesce(c.consents, m.consents), 0 FROM member m LEFT JOIN member_point p ON p.member_id=m.id "
    "LEFT JOIN member_consent c ON c.member_id=m.id "
)
_NEW = (
    "SELECT m.id, m.name, m.contact, '', coalesce(p.moved, 0), 1, NULL, m.birthday, "
    "coalesce(c.consents, m.consents), 1 FROM member_enrolled m LEFT JOIN member_point p ON p.member_id=m.id "
    "LEFT JOIN member_consent c ON c.member_id=m.id "
)
_NOT_TOLD = "NOT EXISTS (SELECT 1 FROM member t WHERE t.id=m.id)"
#: Names looked at for a beginning: of a family name there are many.
_LOOKED_AT = 2_000
#: Aliases followed: a chain of them is short, and no circle.
_ALIASES = 8


def tail_of(masked: str) -> str:
    """The last three digits of a masked number; empty where there are none."""
    return masked[-3:] if masked.startswith("***") and masked[-3:].isdigit() else ""


def put_members(connection: Connection, items: Mapping[str, MemberItem]) -> None:
    """Write members, in the place of what was known of them; within the caller's transaction."""
    connection.executemany(
        _PUT,
        [(key, one.name, one.contact, tail_of(one.contact), one.tier, one.points, int(one.active), one.merged_into,
          one.birthday, json.dumps(one.consents)) for key, one in items.items()],
    )  # fmt: skip
    connection.executemany(_FORGET, [(key,) for key in items])
    connection.executemany(
        _CONTACT, [(digest, key) for key, one in items.items() for digest in one.contact_hashes if one.active]
    )


def put_loyalty(connection: Connection, items: Mapping[str, LoyaltyItem]) -> None:
    """Write the rules of points; within the caller's transaction."""
    connection.executemany(_LOYALTY, [(key, one.model_dump_json()) for key, one in items.items()])


def apply_enrolled(connection: Connection, entry: Entry, body: MemberEnrolled) -> None:  # noqa: ARG001 - one shape
    """Somebody became a member here."""
    row = (body.member_id, body.name, body.contact, tail_of(body.contact), body.birthday, json.dumps(body.consents))
    connection.execute(_ENROL, row)
    connection.executemany(_ENROL_CONTACT, [(digest, body.member_id) for digest in body.contact_hashes])


def apply_consented(connection: Connection, entry: Entry, body: MemberConsented) -> None:  # noqa: ARG001 - one shape
    """What a member agrees to from now on."""
    connection.execute(_CONSENT, (body.member_id, json.dumps(body.consents)))


def apply_moved(connection: Connection, entry: Entry, body: PointsMoved) -> None:
    """Points came or went."""
    row = (entry.seq, body.member_id, body.sale_id, body.reason, body.points, body.base.minor, body.of_sale_id)
    connection.execute(_MOVE, row)
    connection.execute(_SUM, (body.member_id, body.points))
    if body.hold_id is not None:
        connection.execute("DELETE FROM point_hold WHERE hold_id=?", (body.hold_id,))


def apply_held(connection: Connection, entry: Entry, body: PointsHeld) -> None:  # noqa: ARG001 - one shape
    """Points are kept for an open cart."""
    connection.execute(_HOLD, (body.hold_id, body.member_id, body.points, int(body.offline)))


def apply_removed(connection: Connection, entry: Entry, body: TenderRemoved) -> None:
    """A tender was given back; points that were kept for it are free."""
    tender.apply_removed(connection, entry, body)
    connection.execute("DELETE FROM point_hold WHERE hold_id=?", (body.tender_id,))


def apply_abandoned(connection: Connection, entry: Entry, body: TenderAbandoned) -> None:
    """Nobody waits for a tender any more; points that were kept for it are free: a sale alone spends them."""
    tender.apply_abandoned(connection, entry, body)
    connection.execute("DELETE FROM point_hold WHERE hold_id=?", (body.tender_id,))


class SqliteMembers:
    """Look-ups on the calling thread's connection, or on the writer's; fits the port `MemberReads`."""

    def __init__(self, connection: Callable[[], Connection]) -> None:
        self._connection = connection

    def member(self, member_id: str) -> Known | None:
        """See `MemberReads.member`."""
        connection = self._connection()
        for _ in range(_ALIASES):
            row = connection.execute(f"{_MEMBER}WHERE m.id=?", (member_id,)).fetchone()
            if row is None:
                row = connection.execute(f"{_NEW}WHERE m.id=?", (member_id,)).fetchone()
            if row is None or row[6] is None:
                break
            member_id = row[6]
        return None if row is None else _known(row)

    def by_tail(self, digits: str, limit: int) -> list[Known]:
        """See `MemberReads.by_tail`."""
        return self._some("m.tail=?", (digits,), limit)

    def by_name(self, first: str, limit: int = _LOOKED_AT) -> list[Known]:
        """See `MemberReads.by_name`."""
        return self._some("m.name>=? AND m.name<?", (first, first + "\U0010ffff"), limit)

    def _some(self, where: str, bound: tuple[str, ...], limit: int) -> list[Known]:
        connection = self._connection()
        told = connection.execute(
            f"{_MEMBER}WHERE m.active=1 AND {where} ORDER BY m.name, m.id LIMIT ?", (*bound, limit)
        ).fetchall()
        new = connection.execute(
            f"{_NEW}WHERE {_NOT_TOLD} AND {where} ORDER BY m.name, m.id LIMIT ?", (*bound, limit)
        ).fetchall()
        return [_known(row) for row in (*new, *told)]

    def by_hash(self, digests: Sequence[str]) -> list[Known]:
        """See `MemberReads.by_hash`."""
        connection, found = self._connection(), dict[str, Known]()
        for digest in digests:
            query = (
                "SELECT member_id FROM member_contact WHERE hash=? UNION ALL "
                "SELECT member_id FROM enrolled_contact WHERE hash=?"
            )
            for (member_id,) in connection.execute(query, (digest, digest)).fetchall():
                one = self.member(member_id)
                if one is not None and one.is_active:
                    found.setdefault(one.member_id, one)
        return list(found.values())

    def loyalty(self) -> Loyalty | None:
        """See `MemberReads.loyalty`."""
        row = self._connection().execute("SELECT body FROM loyalty WHERE key='points'").fetchone()
        if row is None:
            return None
        item = read_wire(LoyaltyItem, row[0])
        tiers = {one.tier: Tier(one.name, one.name_en, one.earn_ppm) for one in item.tiers}
        age = item.offline_minutes * 60 * 1_000_000
        return Loyalty(item.earn.minor, item.spend.minor, tiers, item.offline_most, age)

    def moves(self, sale_id: str) -> list[SaleMove]:
        """See `MemberReads.moves`."""
        return self._moves("sale_id=?", sale_id)

    def moves_of_origin(self, sale_id: str) -> list[SaleMove]:
        """See `MemberReads.moves_of_origin`."""
        return self._moves("of_sale_id=?", sale_id)

    def _moves(self, where: str, sale_id: str) -> list[SaleMove]:
        query = f"SELECT member_id, reason, points, base_minor FROM point_move WHERE {where} ORDER BY seq"
        return [SaleMove(*row) for row in self._connection().execute(query, (sale_id,)).fetchall()]

    def held(self, hold_id: str) -> tuple[str, int] | None:
        """See `MemberReads.held`."""
        query = "SELECT member_id, points FROM point_hold WHERE hold_id=?"
        row = self._connection().execute(query, (hold_id,)).fetchone()
        return None if row is None else (row[0], row[1])

    def held_of(self, member_id: str) -> int:
        """See `MemberReads.held_of`."""
        query = "SELECT coalesce(sum(points), 0) FROM point_hold WHERE member_id=?"
        return int(self._connection().execute(query, (member_id,)).fetchone()[0])

    def spent_unsent(self, member_id: str) -> int:
        """See `MemberReads.spent_unsent`. It costs what was not sent, and nothing of what was."""
        query = (
            "SELECT coalesce(-sum(points), 0) FROM point_move WHERE member_id=? AND points<0 "
            "AND seq>coalesce((SELECT seq FROM mark WHERE name='centre'), 0)"
        )
        return int(self._connection().execute(query, (member_id,)).fetchone()[0])

    def held_offline(self, hold_ids: Iterable[str]) -> int:
        """See `MemberReads.held_offline`."""
        query = "SELECT points FROM point_hold WHERE hold_id=? AND offline=1"
        rows = (self._connection().execute(query, (one,)).fetchone() for one in hold_ids)
        return sum(row[0] for row in rows if row is not None)

    def contact_at(self) -> int | None:
        """See `MemberReads.contact_at`."""
        row = self._connection().execute("SELECT contact_at FROM line_memory").fetchone()
        return None if row is None else row[0]


def _known(row: Sequence[Any]) -> Known:
    member_id, name, contact, tier, points, active, _, birthday, consents, is_new = row
    return Known(
        member_id, name, contact, tier, points, bool(active), birthday, tuple(json.loads(consents)), bool(is_new)
    )


class OwnPoints:
    """What of each member's points at this terminal lies within a mark: a sum that no later sale changes."""

    def __init__(self, connection: Callable[[], Connection], archives: Archives) -> None:
        self._connection = connection
        self._archives = archives

    def until(self, seq: int, member_ids: Iterable[str]) -> dict[str, int]:
        """The sums of some members up to an entry: all that was moved, less what was moved behind it."""
        connection, wanted = self._connection(), set(member_ids)
        connection.execute("BEGIN")
        try:
            sums = {
                one: row[0]
                for one in wanted
                if (row := connection.execute("SELECT moved FROM member_point WHERE member_id=?", (one,)).fetchone())
            }
            if sums:
                for entry in self._archives.entries(connection, seq):
                    body = read_body(entry.kind, entry.schema, entry.body) if entry.kind == "points.moved" else None
                    if isinstance(body, PointsMoved) and body.member_id in sums:
                        sums[body.member_id] -= body.points
        finally:
            connection.execute("ROLLBACK")
        return sums
