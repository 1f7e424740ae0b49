"""The people, and the wrong PINs since the last right one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.contract.staff import StaffChanged, StaffRefused, StaffSignedIn
from app.db import tables
from app.db.connection import Connection
from app.domain.staff import Person, Refusal, Role
from app.services.ports import Entry
from app.services.staff_ports import Credentials

#: Of wrong PINs so many are kept, far more than it takes to wait longest.
KEPT = 100

Row = tuple[Any, ...]
_COLUMNS = ", ".join(column.name for column in tables.staff.columns)
_PUT = (
    "INSERT INTO staff(id, name, name_en, role, active) VALUES(?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET "
    "name=excluded.name, name_en=excluded.name_en, role=excluded.role, active=excluded.active"
)
_PERSON = "SELECT id, name, name_en, role, active FROM staff "


def apply_signed_in(connection: Connection, entry: Entry, body: StaffSignedIn) -> None:
    """Somebody signed in: with a PIN, what was typed wrong before is forgotten."""
    _settle(connection, entry.occurred_at)
    if body.how == "pin":
        forget_refusals(connection, body.staff_id)


def apply_refused(connection: Connection, entry: Entry, body: StaffRefused) -> None:
    """A wrong PIN."""
    _settle(connection, entry.occurred_at)
    connection.execute("INSERT INTO staff_refusal VALUES(?, ?, ?)", (entry.seq, body.staff_id, entry.occurred_at))
    connection.execute(
        "DELETE FROM staff_refusal WHERE seq <= (SELECT seq FROM staff_refusal ORDER BY seq DESC LIMIT 1 OFFSET ?)",
        (KEPT,),
    )


def apply_changed(connection: Connection, entry: Entry, body: StaffChanged) -> None:  # noqa: ARG001 - one shape
    """Somebody changed; with a new PIN, what was typed wrong before is forgotten. The row itself is no state."""
    if body.what in {"pin", "pin_reset"}:
        forget_refusals(connection, body.staff_id)


def forget_refusals(connection: Connection, staff_id: str) -> None:
    """A right PIN ends the slow-down of its own person, of nobody else."""
    connection.execute("DELETE FROM staff_refusal WHERE staff_id=?", (staff_id,))


def _settle(connection: Connection, now: int) -> None:
    """What lies in the future of an entry was written before the clock was set back: it counts from now."""
    connection.execute("UPDATE staff_refusal SET at=? WHERE at>?", (now, now))


def refusals(connection: Connection) -> list[Refusal]:
    """The wrong PINs that count, oldest first."""
    return [Refusal(*row) for row in connection.execute("SELECT staff_id, at FROM staff_refusal ORDER BY seq")]


def has_staff(connection: Connection) -> bool:
    """Whether there are people at all."""
    return connection.execute("SELECT 1 FROM staff LIMIT 1").fetchone() is not None


def people(connection: Connection) -> list[Person]:
    """Everybody, also who left, by id."""
    return [_person(*row) for row in connection.execute(_PERSON + "ORDER BY id")]


def person(connection: Connection, staff_id: str) -> Person | None:
    """One of them."""
    row = connection.execute(_PERSON + "WHERE id=?", (staff_id,)).fetchone()
    return None if row is None else _person(*row)


def credentials(connection: Connection, staff_id: str) -> Credentials | None:
    """What somebody is recognised by."""
    row = connection.execute("SELECT pin_hash, badge_hash FROM staff WHERE id=?", (staff_id,)).fetchone()
    return None if row is None else Credentials(*row)


def by_badge(connection: Connection, badge_hash: bytes) -> Person | None:
    """Whose badge it is; one indexed read."""
    row = connection.execute(_PERSON + "WHERE badge_hash=?", (badge_hash,)).fetchone()
    return None if row is None else _person(*row)


def rows(connection: Connection) -> tuple[Row, ...]:
    """Every row, whole."""
    return tuple(connection.execute(f"SELECT {_COLUMNS} FROM staff ORDER BY id").fetchall())


def replace_rows(connection: Connection, people: Iterable[Row]) -> None:
    """These people and no others."""
    connection.execute("DELETE FROM staff")
    connection.executemany(tables.insert_sql(tables.staff), people)


def put_person(connection: Connection, one: Person) -> None:
    """Put somebody in, new or changed; PIN and badge stay."""
    connection.execute(_PUT, (one.staff_id, one.name, one.name_en, one.role.value, int(one.active)))


def put_pin(connection: Connection, staff_id: str, pin_hash: str | None) -> None:
    """Give somebody another PIN."""
    connection.execute("UPDATE staff SET pin_hash=? WHERE id=?", (pin_hash, staff_id))


def put_badge(connection: Connection, staff_id: str, badge_hash: bytes | None) -> None:
    """Give somebody another badge, or none."""
    connection.execute("UPDATE staff SET badge_hash=? WHERE id=?", (badge_hash, staff_id))


def _person(staff_id: str, name: str, name_en: str, role: str, active: int) -> Person:
    return Person(staff_id, name, name_en, Role(role), bool(active))
