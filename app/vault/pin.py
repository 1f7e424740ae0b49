"""PINs: what counts as one, their slow hashes, and checking that costs the same for a name that does not exist."""

from __future__ import annotations

import itertools
import unicodedata

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import Argon2Error, HashingError, InvalidHashError, UnsupportedParametersError

from app.domain.errors import FaultError, UserError
from app.vault.argon import Argon2Cost

MIN_DIGITS = 4
MAX_DIGITS = 12
# About 80 ms on a small counter PC: not felt by a person, 12 guesses a second for one who stole the hash.
PIN_COST = Argon2Cost(time=2, memory_kib=46 * 1024, lanes=1)

_MAX_ENCODED = 512
# Down the middle of the keypad and its corners: what fingers choose when heads do not.
_KEYPAD = frozenset({"2580", "0852", "1397", "1379", "7913", "147258", "147258369", "159357", "789456", "456123"})


def normalise_pin(typed: str) -> str:
    """A typed PIN as 4 to 12 ASCII digits: full-width digits become plain, blanks around it fall away.

    Raises:
        UserError: ``vault.pin_not_digits``, or ``vault.pin_length`` (shortest, longest).
    """
    pin = unicodedata.normalize("NFKC", typed).strip()
    if not (pin.isascii() and pin.isdigit()):
        raise UserError("vault.pin_not_digits")
    if not MIN_DIGITS <= len(pin) <= MAX_DIGITS:
        raise UserError("vault.pin_length", shortest=MIN_DIGITS, longest=MAX_DIGITS)
    return pin


def choose_pin(typed: str) -> str:
    """`normalise_pin` for a PIN that is being set: one that anybody would try first is refused.

    Raises:
        UserError: as `normalise_pin`, or ``vault.pin_trivial``.
    """
    pin = normalise_pin(typed)
    if _trivial(pin):
        raise UserError("vault.pin_trivial")
    return pin


class PinHasher:
    """Hashes PINs with argon2id and checks them.

    Args:
        cost: what one check costs; hashes made at another cost still verify, and then `needs_rehash`.
    """

    def __init__(self, cost: Argon2Cost = PIN_COST) -> None:
        self._hasher = PasswordHasher(
            time_cost=cost.time,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=32,
            salt_len=16,
        )

    def hash(self, typed: str) -> str:
        """The encoded hash of a new PIN, with its salt and cost in it.

        Raises:
            UserError: as `choose_pin`.
            FaultError: ``vault.hashing_failed`` when the machine cannot give the memory.
        """
        try:
            return self._hasher.hash(choose_pin(typed))
        except HashingError:
            raise FaultError("vault.hashing_failed") from None

    def verify(self, encoded: str | None, typed: str) -> bool:
        """Whether a typed PIN is the one behind an encoded hash.

        Total: whatever is malformed gives False and nothing is raised. With no hash (a person who does not exist, or
        has no PIN) it works just as long before it says no, so that time does not tell who exists.
        """
        try:
            pin = normalise_pin(typed)
        except (UserError, TypeError):
            # How a PIN looks says nothing about who has one: a fast no is harmless.
            return False
        if encoded is None or not _bearable(encoded):
            self._work_in_vain(pin)
            return False
        try:
            return self._hasher.verify(encoded, pin)
        except (Argon2Error, InvalidHashError, ValueError):
            return False

    def needs_rehash(self, encoded: str) -> bool:
        """Whether a hash was made at another cost than today's (or cannot be read) and should be made anew."""
        try:
            return self._hasher.check_needs_rehash(encoded)
        except (InvalidHashError, ValueError, TypeError, AttributeError):
            return True

    def _work_in_vain(self, pin: str) -> None:
        try:
            self._hasher.hash(pin)
        except HashingError:
            return


def _bearable(encoded: str) -> bool:
    try:
        # The C library reads up to a NUL: what follows one would go unseen.
        if len(encoded) > _MAX_ENCODED or not (encoded.isascii() and encoded.isprintable()):
            return False
        found = extract_parameters(encoded)
    except (InvalidHashError, UnsupportedParametersError, ValueError, TypeError, AttributeError):
        return False
    return Argon2Cost(found.time_cost, found.memory_cost, found.parallelism).bearable()


def _trivial(pin: str) -> bool:
    doubled = len(pin) % 2 == 0 and pin[::2] == pin[1::2]
    return pin in _KEYPAD or _repeats(pin) or _runs(pin) or (doubled and _runs(pin[::2]))


def _repeats(pin: str) -> bool:
    """1111, 1212, 482482: a shorter block over and over. A text inside its own doubling, ends cut, is one."""
    return pin in (pin + pin)[1:-1]


def _runs(pin: str) -> bool:
    """1234, 9876, and round the corner 8901: each digit one step, the same way, from the one before."""
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    return steps in ({1}, {9})
