"""A sale of another terminal as the code on its receipt tells it, in the form in which sales are looked at."""

from __future__ import annotations

from app.domain.codes.paper import PaperLine, PaperSale
from app.domain.money import currency
from app.domain.quantity import Price
from app.domain.refund import LineState
from app.domain.sale import Sale, SoldLine, Ticket
from app.domain.sales import SaleView
from app.domain.tender import Tender, TenderKind

_KINDS = {one.value: one for one in TenderKind}


def paper_view(told: PaperSale) -> SaleView | None:
    """The sale; None where the code does not tell its lines. What came back of it since, nobody here knows.

    Raises:
        UserError: ``money.unknown_currency``.
    """
    if not told.lines:
        return None
    tenders = tuple(
        Tender(f"{told.sale_id}/{place}", _KINDS.get(one.kind, TenderKind.CASH), one.amount, one.amount)
        for place, one in enumerate(told.tenders)
        if one.amount
    )
    # What goods came back with it, the code does not say: they are in the difference, as the rounding is.
    rest = sum(one.amount for one in tenders) - sum(one.paid for one in told.lines)
    ticket = Ticket(told.sale_id, currency(told.currency), tuple(map(_sold, told.lines)), (), tenders, rounding=rest)
    states = {one.line: LineState(one.quantity.milli, one.paid, one.tax) for one in told.lines}
    return SaleView(Sale(ticket, told.number, told.completed_at, "", "", ""), 0, states)


def _sold(one: PaperLine) -> SoldLine:
    price = Price(one.paid, max(1, one.quantity.milli))
    return SoldLine(
        one.line, one.sku, one.sku, one.sku, "", one.quantity, price, one.paid, (), one.tax_class, one.rate_ppm,
        one.tax, one.paid,
    )  # fmt: skip
