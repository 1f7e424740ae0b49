"""Identities: UUIDv7 as RFC 9562 lays them out, from a clock reading and random bytes that are passed in."""

from __future__ import annotations

import re

_FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def uuid7(unix_ms: int, entropy: bytes) -> str:
    """Make a UUIDv7 in lower-case text.

    Args:
        unix_ms: milliseconds since 1970, UTC.
        entropy: ten bytes, of which 74 bits are used. Random for a new thing; a digest where the same input must
            give the same id.
    """
    if len(entropy) != 10:
        raise ValueError("ten bytes of entropy")
    value = (unix_ms & (1 << 48) - 1) << 80 | int.from_bytes(entropy, "big")
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_uuid7(text: str) -> bool:
    """Whether a text is a UUIDv7 in the form the journal keeps."""
    return _FORM.fullmatch(text) is not None
