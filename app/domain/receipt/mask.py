"""Names as strangers may read them: on paper, on the board, on the customer's display."""

from __future__ import annotations

import unicodedata

#: How a name that is a place at the till ends, not a person's: shift, desk, counter, machine, shop, team, number.
_PLACE = frozenset("班台檯櫃機店組號")


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


def masked_staff(name: str) -> str:
    """Somebody of the staff: a person's name masked, what names a place at the till as it is (栗子早班, Till 2).

    Masked unless it cannot well be a person's: a Chinese one of four characters or more that ends as places do, and
    another one with a comma or a figure in it.
    """
    plain = "".join(name.split())
    if not plain:
        return ""
    if _is_wide(plain[0]):
        is_person = len(plain) < 4 or plain[-1] not in _PLACE
    else:
        is_person = "," not in name and not any(map(str.isdigit, name))
    return masked(name) if is_person else name.strip()


def masked_id(text: str) -> str:
    """An id of which only the end is told: ****4821."""
    return f"****{text[-4:]}" if text else ""


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
