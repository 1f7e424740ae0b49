"""The staff: who they are, what their role may do, what counts as a PIN, and how wrong PINs slow down."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType

from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.text import check_texts


class Role(Enum):
    """What somebody is in the shop."""

    CASHIER = "cashier"
    STAFF = "staff"  # pickups, shelves, the oven: not at the till
    MANAGER = "manager"


class Permission(Enum):
    """An act that not every role may do alone."""

    SELL = "sell"
    DISCOUNT = "discount"
    DISCOUNT_ABOVE_LIMIT = "discount_above_limit"
    PRICE_OVERRIDE = "price_override"
    VOID_AFTER_TENDER = "void_after_tender"
    NO_SALE_DRAWER = "no_sale_drawer"
    REFUND = "refund"
    REFUND_WITHOUT_RECEIPT = "refund_without_receipt"
    REFUND_OTHERWISE = "refund_otherwise"
    CORRECT_TENDER = "correct_tender"
    ABANDON_TENDER = "abandon_tender"
    SELL_UNKNOWN = "sell_unknown"
    OPEN_SHIFT = "open_shift"
    CLOSE_SHIFT = "close_shift"
    CLOSE_SHIFT_ABOVE_LIMIT = "close_shift_above_limit"
    RECOUNT = "recount"
    CLOSE_TASK = "close_task"
    HAND_OVER = "hand_over"
    MOVE_STOCK = "move_stock"
    CHANGE_SETTINGS = "change_settings"
    MANAGE_STAFF = "manage_staff"


_STAFF = frozenset({Permission.HAND_OVER, Permission.MOVE_STOCK})
_CASHIER = _STAFF | {
    Permission.SELL,
    Permission.DISCOUNT,
    Permission.REFUND,
    Permission.OPEN_SHIFT,
    Permission.CLOSE_SHIFT,
}
#: Who may do what without asking. What is not named here is not allowed.
ALLOWED: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {Role.STAFF: _STAFF, Role.CASHIER: _CASHIER, Role.MANAGER: frozenset(Permission)}
)


def may(role: Role | None, permission: Permission) -> bool:
    """Whether a role may do an act without asking anybody; nobody (None) may do nothing."""
    return role is not None and permission in ALLOWED[role]


_STAFF_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")
#: What the journal calls those that are no people.
RESERVED = frozenset({"system", "recovery", "replay"})
MAX_NAME = 80


@frozen
class Person:
    """Somebody of the staff.

    Attributes:
        staff_id: up to 40 letters, digits, dots, dashes; never given to another person.
        name_en: the name where the screen is in English; empty for the same.
        active: False for who left; the row stays, for old sales name it.
    """

    staff_id: str
    name: str
    name_en: str
    role: Role
    active: bool = True

    def __post_init__(self) -> None:
        if _STAFF_ID.fullmatch(self.staff_id) is None or self.staff_id in RESERVED:
            raise UserError("staff.bad_id", staff_id=self.staff_id[:40])
        if not self.name.strip():
            raise UserError("staff.no_name")
        check_texts((self.staff_id,), (self.name, self.name_en))
        if max(len(self.name), len(self.name_en)) > MAX_NAME:
            raise UserError("text.too_long", text=self.name[:20], most=MAX_NAME)


PIN_SHORTEST, PIN_LONGEST = 4, 8
#: Down the middle of the keypad and its corners: what fingers choose when heads do not.
_KEYPAD = frozenset({"2580", "0852", "1397", "1379", "7913", "147258", "159357", "789456", "456123"})


def normalise_pin(typed: str) -> str:
    """A typed PIN as 4 to 8 ASCII digits: full-width digits become plain, blanks around it fall away.

    Raises:
        UserError: ``staff.pin_not_digits``, or ``staff.pin_length`` (shortest, longest).
    """
    pin = unicodedata.normalize("NFKC", typed).strip()
    if not (pin.isascii() and pin.isdigit()):
        raise UserError("staff.pin_not_digits")
    if not PIN_SHORTEST <= len(pin) <= PIN_LONGEST:
        raise UserError("staff.pin_length", shortest=PIN_SHORTEST, longest=PIN_LONGEST)
    return pin


def choose_pin(typed: str) -> str:
    """`normalise_pin` for a PIN that is being set: one that anybody would try first is refused, whoever sets it.

    Raises:
        UserError: as `normalise_pin`, or ``staff.pin_trivial``.
    """
    pin = normalise_pin(typed)
    if is_trivial(pin):
        raise UserError("staff.pin_trivial")
    return pin


def is_trivial(pin: str) -> bool:
    """Whether a PIN is among the first that anybody would try: 0000, 1234, 1212, 2580 and the like."""
    doubled = len(pin) % 2 == 0 and pin[::2] == pin[1::2]
    return pin in _KEYPAD or _repeats(pin) or _runs(pin) or (doubled and _runs(pin[::2]))


def _repeats(pin: str) -> bool:
    """1111, 1212, 482482: a shorter block over and over. A text inside its own doubling, ends cut, is one."""
    return pin in (pin + pin)[1:-1]


def _runs(pin: str) -> bool:
    """1234, 9876, and round the corner 8901: each digit one step, the same way, from the one before."""
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    return steps in ({1}, {9})


SECOND = 1_000_000
#: Microseconds after which a wrong PIN no longer counts.
RECENT = 3_600 * SECOND


@frozen
class Refusal:
    """A wrong PIN, whose it should have been, and when, in microseconds UTC; None is a badge that nobody has."""

    staff_id: str | None
    at: int


@frozen
class Slowdown:
    """How long to wait after the last of several wrong ones: nothing after the first `free`, then step by step.

    The last step is the most: nobody is ever locked out for good.
    """

    free: int
    steps: tuple[int, ...]

    def seconds(self, wrong: int) -> int:
        """Seconds to wait after so many."""
        return 0 if wrong <= self.free else self.steps[min(wrong - self.free, len(self.steps)) - 1]

    def wait(self, times: Sequence[int], now: int) -> int:
        """Microseconds still to wait, now; a time in the future counts as recent, and never makes it longer."""
        recent = [at for at in times if at > now - RECENT]
        if not recent:
            return 0
        whole = self.seconds(len(recent)) * SECOND
        return min(whole, max(0, max(recent) + whole - now))


#: Of one person's PIN: some twelve guesses an hour, of 10,000.
OF_PERSON = Slowdown(3, (5, 15, 60, 180, 300))
#: Of everybody's together, so that trying one after the other is no way round it.
OF_TERMINAL = Slowdown(10, (5, 15, 60, 120))
#: Of badges that nobody has. Apart, so that wrong PINs never keep a badge out.
OF_BADGES = Slowdown(5, (5, 15, 60))


def pin_wait(refusals: Sequence[Refusal], staff_id: str, now: int) -> int:
    """Microseconds until somebody's PIN may be tried again."""
    pins = [one for one in refusals if one.staff_id is not None]
    own = OF_PERSON.wait([one.at for one in pins if one.staff_id == staff_id], now)
    return max(own, OF_TERMINAL.wait([one.at for one in pins], now))


def badge_wait(refusals: Sequence[Refusal], now: int) -> int:
    """Microseconds until a badge may be tried again."""
    return OF_BADGES.wait([one.at for one in refusals if one.staff_id is None], now)


def set_back(refusals: Sequence[Refusal], now: int, noticed_at: int | None) -> int | None:
    """When it was noticed that the clock was set back behind the last wrong one; None where it was not.

    Args:
        noticed_at: what this gave the last time; None after another wrong one, whose entry brings the earlier ones
            back with it.
    """
    if not refusals:
        return None
    if noticed_at is not None:
        return min(now, noticed_at)
    return now if now < max(one.at for one in refusals) else None


def settle(refusals: Sequence[Refusal], noticed_at: int | None) -> list[Refusal]:
    """Wrong ones that lie in the future count from when that was noticed, so that the wait runs, and ends."""
    if noticed_at is None:
        return list(refusals)
    return [Refusal(one.staff_id, min(one.at, noticed_at)) for one in refusals]
