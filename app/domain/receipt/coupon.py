"""A coupon for the next purchase, as a receipt carries it: what it is, its code to scan and to type, until when."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.frozen import frozen
from app.domain.receipt import write
from app.domain.receipt.document import Align, Block, Code, Line, Rule, Size, Text
from app.domain.receipt.words import Words

_TITLE = {"zh_TW": "下次購物優惠券", "en": "Coupon for your next purchase"}
_UNTIL = {"zh_TW": "使用期限至 {moment}", "en": "Valid until {moment}"}


@frozen
class NextCoupon:
    """A coupon on a receipt.

    Attributes:
        name: of its campaign, in the paper's language.
        scanned: what its symbol says: the signed code, or the plain one.
        ends_at: microseconds UTC.
    """

    name: str
    code: str
    scanned: str
    ends_at: int


def coupon_blocks(one: NextCoupon, zone: str, of: Words) -> Iterator[Block]:
    """The part of a receipt that is a coupon."""
    language = of.language if of.language in _TITLE else "zh_TW"
    yield Rule(Line.DASHED)
    yield Text(_TITLE[language], Align.CENTRE, bold=True)
    yield Text(one.name, Align.CENTRE)
    yield Code(one.scanned, caption=one.code)
    yield Text(_UNTIL[language].format(moment=write.moment(one.ends_at - 1, zone, of)), Align.CENTRE, Size.SMALL)
