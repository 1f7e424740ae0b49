"""The test print: what a printer must be able to draw, on one short paper."""

from __future__ import annotations

from app.domain.receipt import write
from app.domain.receipt.document import (
    Align,
    Banner,
    Code,
    Cut,
    Document,
    Heading,
    Item,
    Kind,
    Line,
    Row,
    Rule,
    Size,
    Space,
    Text,
)
from app.domain.receipt.sale import place
from app.domain.receipt.words import words
from app.domain.shop import Shop

#: Plain and rare characters, full and half width, in a name that is longer than any paper is wide.
_EVERYTHING = "無花果 Fig ｱｲｳ 0123456789 ABCDEFGHIJ 烏龍鐵觀音 龜鬱籲灩 ㄅㄆㄇ ①②③"


def trial(shop: Shop, at: int, language: str) -> Document:
    """A test paper.

    Args:
        at: now, in microseconds UTC.
    """
    of = words(language)
    return Document(
        Kind.TEST,
        f"TEST-{shop.store}-{shop.register}",
        of.language,
        (
            Heading(shop.name_in(of.language) or of.test),
            Banner(of.test),
            place(shop, of),
            Row(of.date, write.moment(at, shop.zone, of)),
            Rule(Line.THICK),
            Item(_EVERYTHING, "2 × 1,234", "2,468"),
            Rule(),
            Row("|", "|", "|"),
            Row(of.total, write.sum_of(2_468, shop.currency), size=Size.LARGE, bold=True),
            Rule(Line.DASHED),
            Space(),
            Code(f"TEST-{shop.store}-{shop.register}"),
            Text(of.test_notice, Align.CENTRE),
            Cut(),
        ),
    )
