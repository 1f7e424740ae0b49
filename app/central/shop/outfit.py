"""The outfit: what the page is given by whoever starts the centre, since the centre itself reads no shipped files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.domain.codes.signed import Balance, CodeKind
from app.domain.frozen import frozen
from app.domain.promotion import Promotion

#: A code of the centre: the key's seed, the kind, the store (empty for every one), the subject, and until when it
#: counts, in microseconds UTC; of a member the points that are free now.
Sign = Callable[[bytes, CodeKind, str, str, int, Balance | None], str]


@frozen
class Outfit:
    """What a page is made of.

    Attributes:
        pages: the folder of its templates, style and script.
        art: the folder of drawings that stand for goods, with their words.
        read_promotion: a stored promotion, None for one that a newer version wrote; raises UserError.
        shelves: top categories in their order, each with its English name; others follow in their own.
        address: where customers reach the centre, such as ``https://shop.example.com``; what a request says of it is
            anybody's word. Empty where nobody said: then no links are given that lead here from elsewhere.
        welcome: the campaign of which a new trial member gets a coupon; empty for none.
    """

    pages: Path
    art: Path
    read_promotion: Callable[[str], Promotion | None]
    shelves: tuple[tuple[str, str], ...] = ()
    welcome: str = ""
    address: str = ""
