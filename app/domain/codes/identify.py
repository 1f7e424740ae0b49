"""Identify: what a text that was scanned or typed may be, by exact rules in a fixed order. Total over all strings.

The order is: a signed code; a receipt's code; a GS1 code; an EAN-13 with a price or weight; a GTIN with its check
digit; the shop's own plain codes; a badge; an invoice carrier; a SKU; a coupon's words. A text that fits several is
all of them, in this order: whoever looks things up takes the first that is there. Nothing is searched for.
"""

from __future__ import annotations

import re
import unicodedata

from app.domain.catalog import is_gtin
from app.domain.codes.gs1 import Elements, expand_upc_e, read_gs1
from app.domain.codes.paper import PaperReceipt, read_paper
from app.domain.codes.settings import NO_SETTINGS, CodeSettings, Measure, PlainKind
from app.domain.codes.signed import MARK, CodeKind, SignedCode, read_code
from app.domain.frozen import frozen
from app.domain.receipt.code import read_receipt_code

#: Characters that are looked at; nothing that is scanned at a counter has more.
MOST_TEXT = 1_000
#: Of a SKU.
MOST_SKU = 200
_CARRIER = re.compile(r"/[0-9A-Z.+\-]{7}")
#: Blanks, but no separators within a GS1 code.
_BLANKS = " \t\r\n\f\v\u3000"


@frozen
class Product:
    """Goods, or what may be a SKU.

    Attributes:
        code: to be looked up first.
        others: to be looked up then, in this order.
        milli: thousandths of the unit that the goods are sold by, where the code says how much it is; else 0.
        pieces: how many it is, where the code says it; else 0.
        minor: what these very goods cost, in minor units, where the code says it; None where it does not.
        lot, serial: as the code says; empty where it says none.
        best_before: ``YYMMDD``; empty where the code says none.
    """

    code: str
    others: tuple[str, ...] = ()
    milli: int = 0
    pieces: int = 0
    minor: int | None = None
    lot: str = ""
    serial: str = ""
    best_before: str = ""


@frozen
class PickupCode:
    """An order to be collected.

    Attributes:
        order_id: of a signed code; empty for a plain one.
        code: a plain code as it is kept, or an order's number; empty for a signed one.
    """

    order_id: str = ""
    code: str = ""
    signed: SignedCode | None = None


@frozen
class MemberCode:
    """A member; `code` is a plain number or phone barcode, empty for a signed one."""

    member_id: str = ""
    code: str = ""
    signed: SignedCode | None = None


@frozen
class CouponCode:
    """A coupon, by its code."""

    code: str
    signed: SignedCode | None = None


@frozen
class ReceiptCode:
    """A receipt; `paper` is what it says itself, where a terminal signed it."""

    sale_id: str
    paper: PaperReceipt | None = None


@frozen
class BadgeText:
    """What stands on a badge of the shop's form. Other texts may be badges too: that only a look-up tells."""

    text: str


@frozen
class Carrier:
    """The customer's invoice carrier: a phone barcode, ``/`` and seven signs."""

    code: str


@frozen
class Unknown:
    """Nothing that is known; `broken` where it began as a signed code does, and is none."""

    text: str
    broken: bool = False


Identified = Product | PickupCode | MemberCode | CouponCode | ReceiptCode | BadgeText | Carrier | Unknown


def identify(text: str, settings: CodeSettings = NO_SETTINGS) -> Identified:
    """The first of what a text may be. Never raises."""
    return meanings(text, settings)[0]


def meanings(text: str, settings: CodeSettings = NO_SETTINGS) -> tuple[Identified, ...]:
    """All that a text may be, in the order in which it is to be looked up; never empty. Never raises."""
    if len(text) > MOST_TEXT:
        return (Unknown(text[:MOST_TEXT]),)
    wide = unicodedata.normalize("NFKC", text)[: 2 * MOST_TEXT]
    said = wide.strip()
    if not said:
        return (Unknown(""),)
    if said[: len(MARK)].upper() == MARK:
        return (_signed(said.upper()),)
    if (sale_id := read_receipt_code(said)) is not None:
        return (ReceiptCode(sale_id),)
    if (elements := read_gs1(wide.strip(_BLANKS))) is not None:
        return (_of_elements(elements, settings), *_sku(said))
    found = [*_goods(said, settings), *_plain(said, settings), *_sku(said), *_words(said, settings)]
    return tuple(dict.fromkeys(found)) or (Unknown(said[:MOST_TEXT]),)


def _signed(text: str) -> Identified:
    """A text that begins as signed codes do; none of them ends with a blank."""
    if (paper := read_paper(text)) is not None:
        return ReceiptCode(paper.sale_id, paper)
    if (code := read_code(text)) is None:
        return Unknown(text[:MOST_TEXT], broken=True)
    subject = code.claim.subject
    match code.claim.kind:
        case CodeKind.PICKUP:
            return PickupCode(order_id=subject, signed=code)
        case CodeKind.MEMBER:
            return MemberCode(member_id=subject, signed=code)
        case CodeKind.COUPON:
            return CouponCode(subject, code)


def _of_elements(one: Elements, settings: CodeSettings) -> Product:
    minor = None
    if one.price is not None:
        figure, decimals = one.price
        if decimals <= settings.decimals:
            minor = figure * 10 ** (settings.decimals - decimals)
        elif figure % 10 ** (decimals - settings.decimals) == 0:
            minor = figure // 10 ** (decimals - settings.decimals)
    return Product(
        one.gtin,
        milli=one.milli,
        pieces=one.pieces,
        minor=minor,
        lot=one.lot,
        serial=one.serial,
        best_before=one.best_before,
    )


def _goods(said: str, settings: CodeSettings) -> list[Identified]:
    """What the digits of goods are, where they are such."""
    found: list[Identified] = []
    long = expand_upc_e(said)
    if not is_gtin(said):
        return [Product(long, (said,))] if long else []
    for form in settings.embedded if len(said) == 13 else ():
        if (read := form.read(said)) is None:
            continue
        item, figure = read
        others = tuple(dict.fromkeys((form.without_figure(said), said[: form.form.index("I")] + item, item)))
        is_price = form.measure is Measure.PRICE
        found.append(
            Product(said, others, milli=0 if is_price else figure, minor=figure if is_price and figure else None)
        )
    return [*found, Product(said), *([Product(long)] if long else [])]


def _plain(said: str, settings: CodeSettings) -> list[Identified]:
    """The shop's own codes, its badges, and what the law knows."""
    capitals = said.upper()
    of = [one.kind for one in settings.plain if one.kind is not PlainKind.COUPON and one.fits(capitals)]
    found: list[Identified] = [PickupCode(code=capitals)] if PlainKind.PICKUP in of else []
    if PlainKind.MEMBER in of:
        found.append(MemberCode(code=capitals))
    if PlainKind.BADGE in of:
        found.append(BadgeText(said))
    if _CARRIER.fullmatch(capitals):
        found.append(Carrier(capitals))
    return found


def _sku(said: str) -> list[Identified]:
    return [Product(said)] if len(said) <= MOST_SKU and said.isprintable() else []


def _words(said: str, settings: CodeSettings) -> list[Identified]:
    capitals = said.upper()
    fits = any(one.kind is PlainKind.COUPON and one.fits(capitals) for one in settings.plain)
    return [CouponCode(capitals)] if fits else []
