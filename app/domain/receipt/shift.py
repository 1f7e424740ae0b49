"""The papers of a shift: the X, which only reads, and the Z, which seals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field

from app.domain.frozen import frozen
from app.domain.money import Currency
from app.domain.receipt import write
from app.domain.receipt.document import Block, Cut, Document, Kind, Line, Row, Rule, Size, Space, Text
from app.domain.receipt.sale import head, place, tax_head, tax_row, tender_name
from app.domain.receipt.words import Words, words
from app.domain.sale import TaxSum
from app.domain.shift import RARE, REMARKS, Remark, Sealed, Shift, ShiftSums
from app.domain.shop import Shop


@frozen
class ShownShift:
    """What a shift's paper says beside its figures.

    Attributes:
        name_of: how somebody of the staff is named, by id.
        tender_names: how kinds of tenders that came with a provider are named.
        reprint: which copy it is; 0 for the first paper.
        may_be_second: the first paper may have come out though nobody knows.
    """

    language: str = "zh_TW"
    name_of: Callable[[str], str] = field(default=lambda staff_id: staff_id)
    tender_names: Mapping[str, str] = field(default_factory=dict)
    reprint: int = 0
    may_be_second: bool = False


def z_report(sealed: Sealed, shop: Shop, shown: ShownShift) -> Document:
    """The paper of a sealed shift: everything that its entry says."""
    paper = _Paper(shop, shown, words(shown.language))
    name = f"Z-{shop.store}-{shop.register}-{sealed.numbered_in}-{sealed.z_number:04d}"
    return Document(Kind.Z_REPORT, name, paper.words.language, tuple(paper.z_blocks(sealed)))


def x_report(
    shift: Shift, sums: ShiftSums, expected: int, read: tuple[int, str], shop: Shop, shown: ShownShift
) -> Document:
    """The paper of a shift that goes on.

    Args:
        expected: what the drawer should hold, in minor units.
        read: when, in microseconds UTC, and by whom.
    """
    paper = _Paper(shop, shown, words(shown.language))
    name = f"X-{shop.store}-{shop.register}-{shift.number:04d}"
    return Document(Kind.X_REPORT, name, paper.words.language, tuple(paper.x_blocks(shift, sums, expected, read)))


@frozen
class _Paper:
    """One paper of a shift while it is put together."""

    shop: Shop
    shown: ShownShift
    words: Words

    @property
    def currency(self) -> Currency:
        return self.shop.currency

    def amount(self, minor: int) -> str:
        return write.amount(minor, self.currency)

    def moment(self, at: int) -> str:
        return write.moment(at, self.shop.zone, self.words)

    def z_blocks(self, sealed: Sealed) -> Iterator[Block]:
        of, shown = self.words, self.shown
        yield from head(self.shop, of.z_report, shown.reprint, of, may_be_second=shown.may_be_second)
        yield place(self.shop, of)
        yield Row(of.z_number, f"{sealed.numbered_in}-{sealed.z_number:04d}", bold=True)
        yield from self._shift(sealed.shift, "closed", sealed.closed_at, sealed.closed_by)
        yield from self._figures(sealed.sums)
        yield from self._z_cash(sealed)
        yield from self._counts(sealed.counts)
        yield from self._slips(sealed.slips)
        yield from self._watched(sealed)
        yield from self._journal(sealed)
        yield Space(2)
        for name in (of.signed_cashier, of.signed_manager):
            yield Text(name)
            yield Space(4)
            yield Rule()
        yield Cut()

    def x_blocks(self, shift: Shift, sums: ShiftSums, expected: int, read: tuple[int, str]) -> Iterator[Block]:
        of = self.words
        yield from head(self.shop, of.x_report, self.shown.reprint, of)
        yield place(self.shop, of)
        yield from self._shift(shift, "read", *read)
        yield from self._figures(sums)
        yield from self._title(of.cash_title)
        yield from self._drawer(shift.opening_float, sums.cash, expected)
        yield Space()
        yield Text(of.x_notice, size=Size.SMALL)
        yield Cut()

    def _shift(self, shift: Shift, how: str, at: int, by: str) -> Iterator[Block]:
        of = self.words
        yield Row(of.shift_number, str(shift.number))
        yield Row(of.business_on, write.day(shift.business_on, of))
        yield Row(of.opened, self.moment(shift.opened_at))
        yield Row(of.by, self.shown.name_of(shift.opened_by), indent=True)
        yield Row(of.closed if how == "closed" else of.read, self.moment(at))
        yield Row(of.by, self.shown.name_of(by), indent=True)

    def _title(self, text: str) -> Iterator[Block]:
        yield Rule()
        yield Text(text, bold=True)

    def _figures(self, sums: ShiftSums) -> Iterator[Block]:
        of = self.words
        yield Rule(Line.THICK)
        yield Row(of.sales_count, of.times.format(count=sums.sales))
        yield Row(of.refunds_count, of.times.format(count=sums.refunds))
        yield Row(of.sold, self.amount(sums.sold))
        yield Row(of.returned, self.amount(-sums.returned))
        if sums.rounding:
            yield Row(of.rounding, write.difference(sums.rounding, self.currency))
        net = sums.sold - sums.returned + sums.rounding
        yield Row(of.net, write.sum_of(net, self.currency), size=Size.LARGE, bold=True)
        if sums.tenders:
            yield from self._title(of.tenders_title)
        for kind, count, minor in sums.tenders:
            name = tender_name(kind, of, self.shown.tender_names)
            yield Row(name, self.amount(minor), of.times.format(count=count))
        if sums.taxes:
            yield from self._title(of.taxes_title)
            yield tax_head(of)
        for one in sums.taxes:
            yield tax_row(TaxSum(*one), self.amount, of)

    def _drawer(self, opening_float: int, cash: int, expected: int) -> Iterator[Block]:
        of = self.words
        yield Row(of.opening_float, self.amount(opening_float))
        yield Row(of.cash_in, write.difference(cash, self.currency))
        yield Row(of.expected, self.amount(expected), bold=True)

    def _z_cash(self, sealed: Sealed) -> Iterator[Block]:
        of = self.words
        yield from self._title(of.cash_title)
        opening_float = sealed.shift.opening_float
        yield from self._drawer(opening_float, sealed.expected - opening_float, sealed.expected)
        for total in sealed.earlier:
            yield Row(of.earlier_count, self.amount(total))
        yield Row(of.counted, self.amount(sealed.counted), bold=True)
        off = sealed.over_short
        if off:
            name = of.short if off < 0 else of.over
            yield Row(name, write.difference(off, self.currency), size=Size.LARGE, bold=True)
        else:
            yield Row(of.matches, self.amount(0), bold=True)
        if sealed.reason.strip():
            yield Text(of.reason.format(text=sealed.reason.strip()))
        if sealed.approved_by is not None:
            yield Row(of.approved_by, self.shown.name_of(sealed.approved_by))
        if sealed.float_left is not None:
            yield Row(of.float_left, self.amount(sealed.float_left))

    def _counts(self, counts: Sequence[tuple[int, int]]) -> Iterator[Block]:
        if not counts:
            return
        yield from self._title(self.words.counts_title)
        for face, count in counts:
            yield Row(self.amount(face), self.amount(face * count), self.words.sheets.format(count=count))

    def _slips(self, slips: Sequence[tuple[str, int]]) -> Iterator[Block]:
        if not slips:
            return
        yield from self._title(self.words.slips_title)
        for kind, count in slips:
            yield Row(tender_name(kind, self.words, self.shown.tender_names), str(count))

    def _watched(self, sealed: Sealed) -> Iterator[Block]:
        """What a manager looks at, most of it also where it did not occur; nothing where it was not counted."""
        of = self.words
        if sealed.drawer_opened is None or sealed.voided is None:
            return
        yield from self._title(of.watched_title)
        yield Row(of.drawer_opened, of.often.format(count=sealed.drawer_opened))
        yield Row(of.voided, of.times.format(count=sealed.voided))
        told = {one.kind: one for one in sealed.remarks}
        for kind in (one for one in REMARKS if one in told or one not in RARE):
            one = told.get(kind, Remark(kind, 0, 0))
            yield Row(of.remarks[kind], self.amount(one.amount), of.times.format(count=one.count))

    def _journal(self, sealed: Sealed) -> Iterator[Block]:
        of = self.words
        yield from self._title(of.journal_title)
        if sealed.parked:
            yield Row(of.parked, str(sealed.parked))
        yield Row(of.range, f"{sealed.first_seq:,d} - {sealed.last_seq:,d}")
        yield Row(of.entries, f"{sealed.entries:,d}")
        count = sealed.sums.sales + sealed.sums.refunds
        yield Text(of.acknowledged.format(sales=count, acknowledged=sealed.acknowledged))
        yield Text(of.head)
        for start in range(0, len(sealed.head), 16):
            part = sealed.head[start : start + 16]
            yield Text(" ".join(part[at : at + 4] for at in range(0, len(part), 4)), size=Size.SMALL)
