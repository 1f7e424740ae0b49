"""A till with people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.staff import Person, Role
from app.services.presence import SignedIn
from app.services.staff import Newcomer, Staff
from app.vault.pin import PinHasher
from tests.db.conftest import CHEAP, Till, refused

#: Id to name, role, PIN and badge.
PEOPLE = {
    "boss": ("老闆", Role.MANAGER, "5173", "badge-of-the-boss"),
    "vice": ("副店長", Role.MANAGER, "8264", "badge-of-the-vice"),
    "anna": ("安", Role.CASHIER, "3907", "badge-of-anna"),
    "bert": ("柏", Role.CASHIER, "6248", "badge-of-bert"),
    "otto": ("歐", Role.STAFF, "7319", "badge-of-otto"),
}
WRONG = "9753"


def staffed(till: Till, *only: str) -> Staff:
    """Put people in."""
    hasher = PinHasher(CHEAP)
    till.terminal.staff.take_in(
        [
            Newcomer(Person(staff_id, name, name, role), hasher.hash(pin), badge)
            for staff_id, (name, role, pin, badge) in PEOPLE.items()
            if not only or staff_id in only
        ]
    ).result()
    return till.terminal.staff


def enter(till: Till, staff_id: str) -> SignedIn:
    """Sign in by the right PIN."""
    return till.terminal.staff.sign_in(staff_id, PEOPLE[staff_id][2]).result()


def no(code: str, act: Callable[[], Any]) -> Any:
    """What a future is refused with."""
    return refused(Exception, code, lambda: act().result())


def bodies(till: Till, kind: str) -> list[str]:
    """The texts of the journal's entries of a kind, in order."""
    return [body for (body,) in till.query("SELECT body FROM journal WHERE kind = ? ORDER BY seq", kind)]
