"""PINs: their slow hashes, and checking that costs the same for a name that does not exist."""

from __future__ import annotations

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import Argon2Error, HashingError, InvalidHashError, UnsupportedParametersError

from app.domain.errors import FaultError, UserError
from app.domain.staff import choose_pin, normalise_pin
from app.vault.argon import Argon2Cost

# About 80 ms on a small counter PC: not felt by a person, 12 guesses a second for one who stole the hash.
PIN_COST = Argon2Cost(time=2, memory_kib=46 * 1024, lanes=1)

_MAX_ENCODED = 512


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
