"""Sales that were made: found by number, amount, goods, person or day, and looked at with all that became of them."""

from __future__ import annotations

from collections.abc import Callable

from app.contract import journal as facts
from app.contract.journal import SaleCompleted, read_body
from app.contract.wire import WirePrice, WireQuantity, read_wire
from app.domain.errors import FaultError, UserError
from app.domain.frozen import frozen
from app.domain.money import currency
from app.domain.pricing import Reduction, ReductionKind
from app.domain.quantity import Price, Quantity, Unit
from app.domain.receipt import read_receipt_code
from app.domain.sale import FiscalNumber, Reduced, ReturnedLine, Sale, SoldLine, Ticket
from app.domain.sales import Filter, ListPage, ListRow, SaleView
from app.domain.tender import Tender, TenderKind
from app.services.desk import Desk
from app.services.ports import Catalog, Entry, Reads

#: Products that a part of a name may mean.
MOST_GOODS = 30


@frozen
class Sales:
    """Look-ups for the list of sales.

    Args:
        reads, catalog: on the calling thread's connection.
    """

    desk: Desk
    reads: Callable[[], Reads]
    catalog: Callable[[], Catalog]

    def page(self, wanted: Filter, before: int | None = None, limit: int = 50) -> ListPage:
        """A page of the list, newest first. Short indexed reads, however many sales there are.

        Where a receipt's own code was scanned for its number, that sale is the page.

        Args:
            before: where the page before ended.
        """
        if (sale_id := read_receipt_code(wanted.number)) is not None:
            row = self.row(sale_id)
            return ListPage(() if row is None else (row,))
        skus = self._skus(wanted.item.strip()) if wanted.item.strip() else None
        return self.reads().list_sales(wanted, skus, before, limit)

    def row(self, sale_id: str) -> ListRow | None:
        """One sale as the list shows it, as after it was put right."""
        return self.reads().listed_sale(sale_id)

    def view(self, sale_id: str) -> SaleView:
        """A sale with everything that became of it.

        One whose entry lies in an archive takes as long as checking that file does: not for the window's thread.

        Raises:
            UserError: ``sale.unknown``.
            FaultError: ``archive.missing``, ``archive.changed``.
        """
        return sale_view(self.reads(), sale_id)

    def is_archived(self, sale_id: str) -> bool:
        """Whether a sale's entry lies in an archive, so that `view` opens a file. Raises as `view`."""
        reads = self.reads()
        if reads.shift_of_sale(sale_id) is None:
            raise UserError("sale.unknown", sale_id=sale_id)
        return not reads.has_live_entry(sale_id)

    def _skus(self, item: str) -> list[str]:
        """What goods a text may mean: a code or SKU exactly, else what search finds, and unknown goods by name."""
        now, reads, catalog = self.desk.clock.now(), self.reads(), self.catalog()
        exact = catalog.find(item, now)
        if exact is not None:
            return [exact.product.sku]
        found = [one.found.product.sku for one in catalog.search(item, MOST_GOODS, now)]
        return list(dict.fromkeys([item, *found, *reads.named_by_tasks(item)]))


def sale_view(reads: Reads, sale_id: str) -> SaleView:
    """A sale with everything that became of it. Raises as `Sales.view`."""
    shift_id = reads.shift_of_sale(sale_id)
    entry = None if shift_id is None else reads.entry(sale_id)
    if entry is None:
        raise UserError("sale.unknown", sale_id=sale_id)
    body = read_body(entry.kind, entry.schema, entry.body)
    if not isinstance(body, SaleCompleted):
        raise FaultError("sale.unreadable", sale_id=sale_id)
    stand = [read_wire(facts.Tender, text) for text in reads.sale_tenders(sale_id)]
    shift = reads.open_shift()
    return SaleView(
        sale=sale_of(entry, body, {one.id: one for one in stand}),
        seq=entry.seq,
        lines=reads.sale_states(sale_id),
        came_back=tuple(reads.came_back(sale_id)),
        origins=reads.receipt_numbers(one.sale_id for one in body.returns if one.sale_id is not None),
        corrections=tuple(reads.corrections(sale_id)),
        prints=tuple(reads.print_jobs(sale_id)),
        print_wanted=body.print_receipt,
        can_correct=shift is not None and shift.shift_id == shift_id,
    )


def sale_of(entry: Entry, body: SaleCompleted, stand: dict[str, facts.Tender] | None = None) -> Sale:
    """A sale from its entry.

    Args:
        stand: its tenders as they stand now, by their ids; those of the entry where one is not given.
    """
    now = stand or {}
    ticket = Ticket(
        sale_id=entry.entry_id,
        currency=currency(body.total.currency),
        lines=tuple(_sold(line) for line in body.lines),
        returns=tuple(_returned(line) for line in body.returns),
        tenders=tuple(_tender(now.get(one.id, one)) for one in body.tenders),
        rounding=body.rounding.minor,
        member_id=body.member_id,
        coupons=body.coupons,
        note=body.note,
    )
    fiscal = None if body.fiscal is None else FiscalNumber(body.fiscal.provider, body.fiscal.number, body.fiscal.body)
    at, day, shift_id = entry.occurred_at, entry.business_on, entry.shift_id or ""
    return Sale(ticket, body.number, at, day, shift_id, entry.actor, fiscal)


def _sold(line: facts.SoldLine) -> SoldLine:
    return SoldLine(
        line=line.line,
        sku=line.sku,
        name=line.name,
        code=line.code,
        category=line.category,
        quantity=_quantity(line.quantity),
        listed=_price(line.listed),
        listed_amount=line.listed_amount.minor,
        reductions=tuple(_reduced(one) for one in line.reductions),
        tax_class=line.tax_class,
        rate_ppm=line.rate_ppm,
        tax=line.tax.minor,
        paid=line.paid.minor,
        note=line.note,
        unknown=line.unknown,
    )


def _reduced(one: facts.AppliedReduction) -> Reduced:
    """A reduction; over how many units it went, no entry tells."""
    return Reduced(Reduction(one.rule_id, one.name, ReductionKind(one.kind), one.amount.minor, 0), one.approved_by)


def _returned(line: facts.ReturnedLine) -> ReturnedLine:
    return ReturnedLine(
        line=line.line,
        sku=line.sku,
        name=line.name,
        quantity=_quantity(line.quantity),
        sale_id=line.sale_id,
        sale_line=line.sale_line,
        tax_class=line.tax_class,
        rate_ppm=line.rate_ppm,
        tax=line.tax.minor,
        refund=line.refund.minor,
        reason=line.reason,
        restock=line.restock,
    )


def _tender(one: facts.Tender) -> Tender:
    return Tender(one.id, TenderKind(one.kind), one.amount.minor, one.tendered.minor, one.reference)


def _quantity(wire: WireQuantity) -> Quantity:
    return Quantity(wire.milli, Unit(wire.unit))


def _price(wire: WirePrice) -> Price:
    return Price(wire.minor, wire.per_milli)
