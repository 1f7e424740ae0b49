"""Signed receipts: what the code on a paper says, so that another terminal knows the sale without asking anybody.

The code is the mark of signed codes and base45 of: version, kind, the key's id, the sale with its number, moment,
currency, taxes and tenders, its lines, and the terminal's Ed25519 signature over all of that. At most it is a QR code
of version 15 at level M. Lines that do not fit are left out and a digest of each stands instead, or one of all where
even those do not fit: what is keyed from the paper by hand is held against it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from app.domain.codes.base45 import decode, encode
from app.domain.codes.pack import Reader, Writer
from app.domain.codes.signed import KEY_BYTES, MARK, SIGNATURE_BYTES, VERSION
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.ids import is_uuid7
from app.domain.quantity import MILLI, Quantity, Unit
from app.domain.sale import Sale
from app.domain.tender import TenderKind

#: For whoever signs and verifies: no code of the centre passes for a receipt, and no receipt for one.
PAPER_CONTEXT = "omo-pos receipt 1"
#: Stands where signed codes have their kind; none of theirs.
PAPER_KIND = 4
#: Bytes of what is signed: a QR code of version 15 at level M holds 600 characters of base45's alphabet.
MOST_PAPER = (600 - len(MARK)) // 3 * 2 - SIGNATURE_BYTES
MOST_PAPER_TEXT = len(MARK) + (MOST_PAPER + SIGNATURE_BYTES + 1) // 2 * 3
LINE_DIGEST, WHOLE_DIGEST = 4, 16
_SECOND = 1_000_000
#: A receipt's number, see `ReceiptNumber`.
_NUMBER = re.compile(r"([A-Z0-9]{1,8})-([0-9]{1,3})-([0-9]{1,9})-([0-9]{6,12})")
#: Numbers that are for ever: what is not here is written as its word.
_UNITS = (Unit.PIECE, Unit.KILOGRAM, Unit.LITRE, Unit.METRE)
_TENDERS = (
    TenderKind.CASH,
    TenderKind.CARD,
    TenderKind.WALLET,
    TenderKind.GIFT_CARD,
    TenderKind.STORE_CREDIT,
    TenderKind.POINTS,
)
_CLASSES = ("standard", "zero", "exempt", "reduced")


class Told(Enum):
    """How a receipt's code tells its lines."""

    LINES = 0
    DIGESTS = 1
    DIGEST = 2


@frozen
class PaperLine:
    """Goods sold, as a receipt's code tells them; minor units, `paid` with the tax in either tax mode."""

    line: int
    sku: str
    quantity: Quantity
    paid: int
    tax: int
    tax_class: str
    rate_ppm: int


@frozen
class PaperTender:
    """What a sale was paid with, by kind; minor units. `kind` is a word of `TenderKind`, or of a newer version."""

    kind: str
    amount: int


@frozen
class PaperSale:
    """A sale as the code on its receipt tells it.

    Attributes:
        completed_at: microseconds UTC, a whole second.
        lines: all of them, or none.
        count: how many there are.
        digests: of the lines, where they do not fit, in their order; or one of all of them.
    """

    sale_id: str
    store: str
    register: int
    epoch: int
    sequence: int
    completed_at: int
    currency: str
    total: int
    tenders: tuple[PaperTender, ...]
    lines: tuple[PaperLine, ...]
    count: int = 0
    digests: tuple[bytes, ...] = ()

    @property
    def number(self) -> str:
        """The receipt's number, for people."""
        return f"{self.store}-{self.register}-{self.epoch}-{self.sequence:06d}"

    def agrees(self, lines: Sequence[PaperLine]) -> bool:
        """Whether lines that were keyed by hand are those of the receipt, all of them and in their order."""
        if self.lines:
            return tuple(lines) == self.lines
        packed = [_packed(self.sale_id, one) for one in lines]
        if len(packed) != self.count:
            return False
        if len(self.digests) == 1 and len(self.digests[0]) == WHOLE_DIGEST:
            return self.digests[0] == _digest(b"".join(packed), WHOLE_DIGEST)
        return tuple(_digest(one, LINE_DIGEST) for one in packed) == self.digests

    def has(self, line: PaperLine) -> bool:
        """Whether a line that was keyed by hand is one of the receipt's, where that can be told of one alone."""
        if self.lines:
            return line in self.lines
        return _digest(_packed(self.sale_id, line), LINE_DIGEST) in self.digests


@frozen
class PaperReceipt:
    """The code of a receipt that has the form of one; whether it is genuine its signature tells.

    Attributes:
        key: id of the key that signed.
        message: the signed bytes.
        signature: 64 bytes, under `PAPER_CONTEXT`.
    """

    sale: PaperSale
    key: bytes
    message: bytes
    signature: bytes

    @property
    def sale_id(self) -> str:
        """Id of the sale."""
        return self.sale.sale_id


def paper_sale(sale: Sale) -> PaperSale | None:
    """What the code of a receipt says of a sale; None of one that sold nothing, or has a number of another form."""
    ticket, number = sale.ticket, _NUMBER.fullmatch(sale.number)
    if number is None or not ticket.lines:
        return None
    sums: dict[str, int] = {}
    for tender in ticket.tenders:
        sums[tender.kind.value] = sums.get(tender.kind.value, 0) + tender.amount
    lines = tuple(
        PaperLine(one.line, one.sku, one.quantity, one.paid, one.tax, one.tax_class, one.rate_ppm)
        for one in ticket.lines
    )
    return PaperSale(
        ticket.sale_id,
        number[1],
        int(number[2]),
        int(number[3]),
        int(number[4]),
        sale.completed_at // _SECOND * _SECOND,
        ticket.currency.code,
        ticket.total,
        tuple(PaperTender(kind, amount) for kind, amount in sums.items()),
        lines,
        len(lines),
    )


def paper_message(sale: PaperSale, key: bytes) -> bytes:
    """The bytes to sign: with the lines if they fit, else with digests of them.

    Args:
        sale: with all its lines.

    Raises:
        UserError: ``code.malformed`` (subject): it cannot be said within a code at all.
    """
    bare = replace(sale, lines=(), count=len(sale.lines), digests=())
    for told in Told:
        message = _message(sale, key, told)
        read = _read(message)
        if read is None or replace(read, lines=(), digests=()) != bare:
            continue
        if told is not Told.LINES or read.lines == sale.lines:
            return message
    raise UserError("code.malformed", subject=sale.number[:80])


def paper_text(message: bytes, signature: bytes) -> str:
    """A receipt's code as it is drawn and typed."""
    return MARK + encode(message + signature)


def read_paper(text: str) -> PaperReceipt | None:
    """A text as a receipt's code; None for everything else. Total; of each code there is one text alone."""
    if not text.startswith(MARK) or len(text) > MOST_PAPER_TEXT:
        return None
    whole = decode(text[len(MARK) :])
    if whole is None or len(whole) <= SIGNATURE_BYTES:
        return None
    message, signature = whole[:-SIGNATURE_BYTES], whole[-SIGNATURE_BYTES:]
    sale = _read(message)
    return None if sale is None else PaperReceipt(sale, message[2 : 2 + KEY_BYTES], message, signature)


def _message(sale: PaperSale, key: bytes, told: Told) -> bytes:
    out = Writer()
    out.raw(bytes((VERSION, PAPER_KIND)) + key[:KEY_BYTES].rjust(KEY_BYTES, b"\0"))
    out.raw(_id_bytes(sale.sale_id))
    out.text(sale.store)
    for number in (sale.register, sale.epoch, sale.sequence, max(0, sale.completed_at) // _SECOND):
        out.count(number)
    out.text(sale.currency)
    out.whole(sale.total)
    out.count(len(sale.tenders))
    for tender in sale.tenders:
        out.word(tender.kind, [one.value for one in _TENDERS])
        out.whole(tender.amount)
    out.raw(bytes((told.value,)))
    out.count(len(sale.lines))
    match told:
        case Told.LINES:
            for one in sale.lines:
                _write_line(out, one)
        case Told.DIGESTS:
            out.raw(b"".join(_digest(_packed(sale.sale_id, one), LINE_DIGEST) for one in sale.lines))
        case Told.DIGEST:
            out.raw(_digest(b"".join(_packed(sale.sale_id, one) for one in sale.lines), WHOLE_DIGEST))
    return out.done()


def _write_line(out: Writer, one: PaperLine) -> None:
    out.count(one.line)
    out.text(one.sku)
    whole = one.quantity.unit is Unit.PIECE and one.quantity.milli % MILLI == 0
    # One byte: the unit, whether whole ones are counted, as pieces always are, and the tax class.
    out.raw(bytes((_UNITS.index(one.quantity.unit) | whole << 2 | _class_of(one) << 3,)))
    out.count(one.quantity.milli // MILLI if whole else one.quantity.milli)
    out.count(one.paid)
    out.whole(one.tax)
    if _class_of(one) == len(_CLASSES):
        out.text(one.tax_class)
    out.count(one.rate_ppm)


def _class_of(one: PaperLine) -> int:
    return _CLASSES.index(one.tax_class) if one.tax_class in _CLASSES else len(_CLASSES)


def _read_line(data: Reader) -> PaperLine | None:
    line, sku, flags = data.count(), data.text(), data.byte()
    unit, whole, of = flags & 3, bool(flags & 4), flags >> 3
    milli = data.count() * (MILLI if whole else 1)
    paid, tax = data.count(), data.whole()
    own = data.text() if of == len(_CLASSES) else ""
    name = _CLASSES[of] if of < len(_CLASSES) else own
    rate = data.count()
    if data.is_broken or not name or own in _CLASSES or not sku or whole is not (unit == 0):
        return None
    return PaperLine(line, sku, Quantity(milli, _UNITS[unit]), paid, tax, name, rate)


def _packed(sale_id: str, one: PaperLine) -> bytes:
    """A line as it is digested: no two sales have the same line."""
    out = Writer()
    out.raw(_id_bytes(sale_id))
    _write_line(out, one)
    return out.done()


def _digest(packed: bytes, size: int) -> bytes:
    return hashlib.sha256(b"omo-pos receipt line" + packed).digest()[:size]


def _id_bytes(sale_id: str) -> bytes:
    return bytes.fromhex(sale_id.replace("-", ""))


def _read(message: bytes) -> PaperSale | None:
    """A message as a sale; None where it is none. Nothing that it says can be written otherwise."""
    if len(message) > MOST_PAPER or message[:2] != bytes((VERSION, PAPER_KIND)):
        return None
    data = Reader(message[2:])
    data.raw(KEY_BYTES)
    digits = data.raw(16).hex()
    sale_id = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
    store = data.text()
    register, epoch, sequence, seconds = (data.count() for _ in range(4))
    currency, total = data.text(), data.whole()
    tenders = tuple(
        PaperTender(data.word([one.value for one in _TENDERS]), data.whole()) for _ in data.times(data.count())
    )
    told, count = data.byte(), data.count()
    found: list[PaperLine | None] = []
    digests: tuple[bytes, ...] = ()
    if told == Told.LINES.value:
        found = [_read_line(data) for _ in data.times(count)]
    elif told == Told.DIGESTS.value:
        digests = tuple(data.raw(LINE_DIGEST) for _ in data.times(count))
    elif told == Told.DIGEST.value:
        digests = (data.raw(WHOLE_DIGEST),)
    else:
        return None
    lines = tuple(one for one in found if one is not None)
    if data.is_broken or not data.is_at_end or len(lines) != len(found):
        return None
    if not is_uuid7(sale_id) or not store.isalnum():
        return None
    return PaperSale(
        sale_id, store, register, epoch, sequence, seconds * _SECOND, currency, total, tenders, lines, count, digests
    )
