"""Contacts: a fast keyed hash under which a number or an address is found, and from which it cannot be read."""

from __future__ import annotations

import hashlib
import hmac


def contact_hash(key: bytes, plain: str) -> str:
    """The hash of a contact, in hex, as every terminal of a centre and the centre itself make it.

    Args:
        key: the centre's contact hash key, from the keyring.
        plain: digits of a number, small letters of an address.
    """
    return hmac.digest(key, plain.encode(), hashlib.sha256).hex()
