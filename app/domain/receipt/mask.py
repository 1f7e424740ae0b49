"""Names as strangers may read them: on paper, on the board, on the customer's display."""

from __future__ import annotations

import unicodedata


def masked(name: str) -> str:
    """A name with its middle hidden: 林○萱, 王○, Lin Y***."""
    words = name.split()
    if not words:
        return ""
    first = words[0]
    if _is_wide(first[0]):
        whole = "".join(words)
        return whole[0] + "○" * max(len(whole) - 2, 1) + (whole[-1] if len(whole) > 2 else "")
    if len(words) == 1:
        return f"{first[0]}***"
    return f"{first} {words[1][0]}***"


def masked_id(text: str) -> str:
    """An id of which only the end is told: ****4821."""
    return f"****{text[-4:]}" if text else ""


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
