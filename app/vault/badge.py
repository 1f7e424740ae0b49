"""Badges: a fast keyed hash under which a scanned badge is found, and from which it cannot be read."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

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
        lookup_key: the terminal's, from its secrets.
    """

    def __init__(self, lookup_key: bytes) -> None:
        self._key = hmac.digest(lookup_key, _PURPOSE, hashlib.sha256)

    def hash(self, text: str) -> bytes:
        """The 32 bytes under which a badge is kept.

        Raises:
            UserError: as `normalise_badge`.
        """
        return hmac.digest(self._key, normalise_badge(text).encode(), hashlib.sha256)
