"""Symbols: signed codes drawn as QR, and the drawings that stand for goods."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import segno

from app.central.shop.outfit import Sign
from app.central.shop.shelf import Goods
from app.domain.codes.signed import Balance, CodeKind
from app.domain.errors import UserError

#: Microseconds that codes count: an order's from when it is due, a member's from when it is shown.
PICKUP_LASTS, MEMBER_LASTS = 14 * 86_400 * 1_000_000, 10 * 60 * 1_000_000
#: And a coupon's whose campaign has no end.
_COUPON_LASTS = 365 * 86_400 * 1_000_000
_NONE = "box"


class Signing:
    """Signs what customers show.

    Args:
        seed: gives that of the key which signs codes now.
    """

    def __init__(self, seed: Callable[[], bytes], sign: Sign) -> None:
        self._seed, self._sign = seed, sign

    def pickup(self, store: str, order_id: str, due: int) -> str:
        """The code of an order; empty where its id is too long for one: then its number is said."""
        return self._code(CodeKind.PICKUP, store, order_id, due + PICKUP_LASTS)

    def member(self, member_id: str, free: int, at: int) -> str:
        """The short-lived code of a member, or nothing; it says the points that are free, for a counter that cannot
        ask.
        """
        return self._code(CodeKind.MEMBER, "", member_id, at + MEMBER_LASTS, Balance(max(0, free), at))

    def coupon(self, code: str, at: int, ends_at: int | None) -> str:
        """The code of a coupon, or nothing."""
        return self._code(CodeKind.COUPON, "", code, ends_at or at + _COUPON_LASTS)

    def _code(self, kind: CodeKind, store: str, subject: str, until: int, balance: Balance | None = None) -> str:
        try:
            return self._sign(self._seed(), kind, store, subject, until, balance)
        except UserError:
            return ""


def drawn(code: str, title: str) -> str:
    """A code as an SVG picture, for a page; dark on white whatever the page's colours."""
    made = segno.make_qr(code, error="m", boost_error=False)
    return made.svg_inline(scale=4, border=4, dark="black", light="white", omitsize=True, title=title, svgclass="qr")


class Art:
    """Drawings that stand for goods without a photograph: by the words of a name, then of a category."""

    def __init__(self, folder: Path) -> None:
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        self._words = [(str(word), str(art)) for word, art in words]
        self._drawn = {path.stem: _plain(path.read_text(encoding="utf-8")) for path in folder.glob("*.svg")}

    def of(self, goods: Goods) -> str:
        """The drawing for goods, as SVG."""
        for text in (goods.name.lower(), *reversed(goods.category.lower().split("/"))):
            rest = text
            for word, art in self._words:
                if not art:
                    rest = rest.replace(word, "")
                elif word in rest:
                    return self._drawn[art]
        return self._drawn[_NONE]


def _plain(svg: str) -> str:
    """Without what the window's own colours stand for: the page's style has its own."""
    return re.sub(r' (?:fill|stroke)="context-(?:fill|stroke)"', "", svg).replace("<svg ", '<svg aria-hidden="true" ')
