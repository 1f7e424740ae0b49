"""Badges: a fast keyed hash under which a scanned badge is found, and from which it cannot be read."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Callable, Sequence

from app.domain.errors import UserError

SHORTEST, LONGEST = 6, 200
_PURPOSE = b"omo-pos badge 1"


def normalise_badge(text: str) -> str:
    """A badge's text however a scanner typed it: full-width or not, small letters or capitals, blanks around it.

    Raises:
        UserError: ``staff.badge_length`` (shortest, longest).
    """
    found = unicodedata.normalize("NFKC", text).strip().upper()
    if not SHORTEST <= len(found) <= LONGEST or not found.isprintable():
        raise UserError("staff.badge_length", shortest=SHORTEST, longest=LONGEST)
    return found


class BadgeHasher:
    """HMAC-SHA256 of badges under a key of their own, derived from the terminal's look-up key.

    A badge is long and random where a PIN is short, so that a fast hash will do; keyed, since the text on a badge may
    have a pattern that a stolen database could otherwise be searched by.

    Args:
        own_key: the terminal's look-up key, from its secrets; at a centre its badge key.
        shared_keys: gives the centre's badge keys, the newest first, none for a shop without one. A badge that is
            given out then opens at every terminal of the centre; those of before go on opening here.
    """

    def __init__(self, own_key: bytes, shared_keys: Callable[[], Sequence[bytes]] = tuple) -> None:
        self._own_key = own_key
        self._shared_keys = shared_keys

    def hash(self, text: str) -> bytes:
        """The 32 bytes under which a badge is kept from now on.

        Raises:
            UserError: as `normalise_badge`.
        """
        return self.hashes(text)[0]

    def hashes(self, text: str) -> tuple[bytes, ...]:
        """All under which a badge may be kept, the one that holds from now on first.

        Raises:
            UserError: as `normalise_badge`.
        """
        badge, keys = normalise_badge(text).encode(), (*self._shared_keys(), self._own_key)
        return tuple(hmac.digest(hmac.digest(key, _PURPOSE, hashlib.sha256), badge, hashlib.sha256) for key in keys)
