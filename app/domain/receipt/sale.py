"""The receipt of a sale, refund or exchange."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field

from app.domain.frozen import frozen
from app.domain.pricing import ReductionKind
from app.domain.quantity import MILLI, Unit
from app.domain.receipt import write
from app.domain.receipt.code import receipt_code
from app.domain.receipt.coupon import NextCoupon, coupon_blocks
from app.domain.receipt.document import (
    Align,
    Banner,
    Block,
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
from app.domain.receipt.words import Words, words
from app.domain.sale import Reduced, ReturnedLine, Sale, SaleKind, SoldLine, TaxSum, Ticket
from app.domain.shop import Shop
from app.domain.tender import Tender, TenderKind

#: Reductions that a promotion gives; the others are named by what a person said.
_BY_RULE = frozenset({ReductionKind.ITEM, ReductionKind.CART})


@frozen
class MemberPoints:
    """A member whom a receipt names, masked, and what became of that one's points; None and 0 leave a line away.

    Attributes:
        moved: earned with the sale, less those taken back.
        spent: paid with; below zero where they were given back.
    """

    name: str
    moved: int | None = None
    spent: int = 0


@frozen
class Shown:
    """What a receipt says beside the sale's own figures.

    Attributes:
        language: of the words, ``zh_TW`` or ``en``.
        cashier: how the cashier is named to a customer: a masked name, or an id.
        members: the sale's own member first, then others whose points came or went with it.
        name_of: the name of goods in this language, by SKU; None for those printed as they were sold.
        promotion_of: the name of a promotion in this language, by its id; None for those printed as they were.
        origins: numbers of the receipts that goods came back from, by the sale's id.
        reprint: which copy it is; 0 for the first paper.
        may_be_second: the first paper may have come out though nobody knows.
        tender_names: how kinds of tenders that came with a provider are named.
        footer: the shop's own words at the end.
        code: the receipt's signed code; the plain one is printed if empty.
        coupons: for the next purchase.
    """

    language: str = "zh_TW"
    cashier: str = ""
    members: tuple[MemberPoints, ...] = ()
    name_of: Callable[[str], str | None] = field(default=lambda _: None)
    promotion_of: Callable[[str], str | None] = field(default=lambda _: None)
    origins: Mapping[str, str] = field(default_factory=dict)
    reprint: int = 0
    may_be_second: bool = False
    tender_names: Mapping[str, str] = field(default_factory=dict)
    footer: str = ""
    code: str = ""
    coupons: tuple[NextCoupon, ...] = ()


def sale_receipt(sale: Sale, shop: Shop, shown: Shown) -> Document:
    """The paper of a committed ticket. It is no invoice, and says so."""
    paper = _Paper(sale, shop, shown, words(shown.language))
    return Document(Kind.RECEIPT, sale.number, paper.words.language, tuple(paper.blocks()))


def tender_name(kind: str, of: Words, names: Mapping[str, str] | None = None) -> str:
    """How a kind of tender is named on paper."""
    return (names or {}).get(kind) or of.tenders.get(kind, kind)


def head(
    shop: Shop, title: str, reprint: int, of: Words, *, may_be_second: bool = False, told: bool = False
) -> Iterator[Block]:
    """The first lines of every paper: the shop, what it is, and whether there is another like it.

    Args:
        told: where a customer finds the shop, and under which number it is taxed, are said too.
    """
    if name := shop.name_in(of.language):
        yield Heading(name)
    if told:
        yield from _contact(shop, of)
    yield Text(title, Align.CENTRE, bold=True)
    if reprint > 1:
        yield Banner(of.reprint_number.format(count=reprint))
    elif reprint:
        yield Banner(of.reprint)
    elif may_be_second:
        yield Banner(of.again)
    yield Space()


def _contact(shop: Shop, of: Words) -> Iterator[Block]:
    """The shop's own address and numbers: whole, for they are no person's."""
    for said, text in (("{text}", shop.address), (of.phone, shop.phone), (of.tax_id, shop.tax_id)):
        if text:
            yield Text(said.format(text=text), Align.CENTRE, Size.SMALL)


def place(shop: Shop, of: Words) -> Row:
    """Where it was: store and register."""
    return Row(of.store.format(store=shop.store), of.register.format(register=shop.register))


@frozen
class _Paper:
    """One receipt while it is put together."""

    sale: Sale
    shop: Shop
    shown: Shown
    words: Words

    @property
    def ticket(self) -> Ticket:
        return self.sale.ticket

    def blocks(self) -> Iterator[Block]:
        yield from self._head()
        if self.ticket.lines:
            yield Rule(Line.THICK)
            for line in self.ticket.lines:
                yield self._sold(line)
        if self.ticket.returns:
            yield Rule(Line.THICK)
            yield Text(self.words.returned_goods, bold=True)
            for back in self.ticket.returns:
                yield self._returned(back)
        yield Rule()
        yield from self._sums()
        yield Rule()
        yield from self._tenders()
        yield from self._taxes()
        yield from self._more()
        for one in self.shown.coupons:
            yield from coupon_blocks(one, self.shop.zone, self.words)
        yield from self._foot()

    def _head(self) -> Iterator[Block]:
        titles = {
            SaleKind.SALE: self.words.sale,
            SaleKind.REFUND: self.words.refund,
            SaleKind.EXCHANGE: self.words.exchange,
        }
        shown, of = self.shown, self.words
        title, again = titles[self.ticket.kind], shown.may_be_second
        yield from head(self.shop, title, shown.reprint, of, may_be_second=again, told=True)
        yield place(self.shop, of)
        yield Row(of.number, self.sale.number)
        yield Row(of.date, write.moment(self.sale.completed_at, self.shop.zone, of))
        yield Row(of.cashier, shown.cashier or self.sale.cashier)

    def _amount(self, minor: int) -> str:
        return write.amount(minor, self.ticket.currency)

    def _sold(self, line: SoldLine) -> Item:
        price = write.price(line.listed, line.quantity.unit, self.ticket.currency, self.words)
        rows = [Row(self._reason(one), self._amount(-one.reduction.amount), indent=True) for one in line.reductions]
        if line.note:
            rows.append(Row(line.note, "", size=Size.SMALL, indent=True))
        return Item(
            self._name(line.sku, line.name) or self.words.unknown_goods,
            f"{write.quantity(line.quantity, self.words)} × {price}",
            self._amount(line.listed_amount),
            tuple(rows),
        )

    def _reason(self, one: Reduced) -> str:
        reduction = one.reduction
        if reduction.kind in _BY_RULE and (name := self.shown.promotion_of(reduction.rule_id)):
            return name
        said = reduction.name.strip()
        kind = self.words.reductions.get(reduction.kind.value, reduction.kind.value)
        return self.words.reasons.get(said, said) or kind

    def _returned(self, back: ReturnedLine) -> Item:
        origin = None if back.sale_id is None else self.shown.origins.get(back.sale_id)
        where = self.words.without_receipt if back.sale_id is None else ""
        if origin is not None and origin != self.sale.number:
            where = self.words.of_receipt.format(number=origin)
        reason = self.words.reasons.get(back.reason.strip(), back.reason.strip())
        rows = [Row(text, "", size=Size.SMALL, indent=True) for text in (where, reason) if text]
        return Item(
            self._name(back.sku, back.name),
            write.quantity(-back.quantity, self.words),
            self._amount(-back.refund),
            tuple(rows),
        )

    def _name(self, sku: str, name: str) -> str:
        return self.shown.name_of(sku) or name.strip()

    def _sums(self) -> Iterator[Block]:
        ticket, of = self.ticket, self.words
        reduced = sum(one.reduction.amount for line in ticket.lines for one in line.reductions)
        listed = sum(line.listed_amount for line in ticket.lines)
        added = ticket.sold - (listed - reduced)  # where shelf prices are without tax it comes on top
        if ticket.lines:
            name = of.goods if ticket.returns else of.subtotal
            count = of.pieces.format(count=write.thousandths(_count(ticket)))
            yield Row(name, self._amount(listed), count)
            if reduced:
                yield Row(of.reduced, self._amount(-reduced))
        if added:
            yield Row(of.tax_added, self._amount(added))
        if ticket.returns:
            yield Row(of.returned_goods, self._amount(-ticket.returned))
        if ticket.rounding:
            yield Row(of.rounding, write.difference(ticket.rounding, ticket.currency))
        if ticket.total < 0:
            yield Row(of.to_customer, write.sum_of(-ticket.total, ticket.currency), size=Size.LARGE, bold=True)
        else:
            yield Row(of.total, write.sum_of(ticket.total, ticket.currency), size=Size.LARGE, bold=True)

    def _tenders(self) -> Iterator[Block]:
        of = self.words
        change = 0
        for tender in self.ticket.tenders:
            yield self._tender(tender)
            if tender.reference:
                told = of.reference if tender.kind is TenderKind.CARD else of.other_reference
                yield Row(told.format(reference=tender.reference), "", size=Size.SMALL, indent=True)
            change += tender.change
        if change:
            yield Row(of.change, self._amount(change), bold=True)

    def _tender(self, tender: Tender) -> Row:
        name = tender_name(tender.kind.value, self.words, self.shown.tender_names)
        if tender.kind is TenderKind.CASH and tender.change:
            name = self.words.tendered
        if self.ticket.total < 0:
            return Row(self.words.given_back_by.format(name=name), self._amount(-tender.tendered))
        return Row(name, self._amount(tender.tendered))

    def _taxes(self) -> Iterator[Block]:
        sums = self.ticket.taxes()
        if not sums:
            return
        yield Rule(Line.DASHED)
        yield tax_head(self.words)
        for one in sums:
            yield tax_row(one, self._amount, self.words)

    def _more(self) -> Iterator[Block]:
        ticket, of = self.ticket, self.words
        found: list[tuple[str, str]] = []
        for one in self.shown.members:
            found.append((of.member, one.name))
            if one.moved is not None:
                found.append((of.points, write.count(one.moved)))
            if one.spent:
                found.append((of.points_spent if one.spent > 0 else of.points_back, write.count(-one.spent)))
        found += [(of.coupon, one) for one in ticket.coupons]
        if found or ticket.note:
            yield Rule(Line.DASHED)
        for name, value in found:
            yield Row(name, value)
        if ticket.note:
            yield Text(of.note.format(text=ticket.note))

    def _foot(self) -> Iterator[Block]:
        yield Space()
        plain = receipt_code(self.sale.ticket.sale_id)
        yield Code(self.shown.code or plain, caption=self.words.keep, said=plain)
        yield Space()
        if self.shown.footer:
            yield Text(self.shown.footer, Align.CENTRE)
        yield Text(self.words.not_an_invoice, Align.CENTRE, Size.SMALL)
        yield Cut()


def tax_head(of: Words) -> Row:
    """What the columns of the taxes are."""
    return Row(of.tax, of.tax_amount, of.taxed, size=Size.SMALL)


def tax_row(one: TaxSum, amount: Callable[[int], str], of: Words) -> Row:
    """One rate: what was taxed and the tax."""
    name = of.tax_classes.get(one.tax_class, one.tax_class)
    if one.tax_class not in {"zero", "exempt"}:
        name = of.tax_line.format(name=name, rate=write.rate(one.rate_ppm))
    return Row(name, amount(one.tax), amount(one.taxed), size=Size.SMALL)


def _count(ticket: Ticket) -> int:
    """Items in thousandths, as people count them: pieces, and one for each line of goods sold by measure."""
    return sum(line.quantity.milli if line.quantity.unit is Unit.PIECE else MILLI for line in ticket.lines)
