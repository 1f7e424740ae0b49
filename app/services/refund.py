"""Refunds: what goods that come back are worth, by the line they were sold on or by a price."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from app.contract import journal as facts
from app.contract.wire import read_wire
from app.domain.approval import Asked, Measure, Request, Subject
from app.domain.cart import CartReturn
from app.domain.errors import UserError
from app.domain.payment import given_otherwise
from app.domain.quantity import Price, Unit
from app.domain.refund import LineState, WayBack, refund_share
from app.domain.refund import ways_back as split
from app.domain.sale import ReturnedLine
from app.domain.staff import Permission
from app.domain.tax import TaxMode, TaxRule
from app.domain.tender import Payment, Tender, TenderKind
from app.services.approve import need_approval
from app.services.ports import Reads


def quote(reads: Reads, returns: Iterable[CartReturn], tax: TaxRule) -> tuple[ReturnedLine, ...]:
    """What is given back for each line, as things stand now.

    Raises:
        UserError: ``return.unknown_line``, ``return.more_than_remains``, ``return.unit_changed``.
    """
    lines = tuple(returns)
    typed = [line for line in lines if line.price is not None]
    amounts = [(line.tax_class, line.price.amount(line.quantity.milli)) for line in typed if line.price is not None]
    taxes = {line.line_id: due for line, due in zip(typed, tax.tax_lines(amounts), strict=True)}
    states: dict[tuple[str, int], LineState] = {}
    return tuple(
        _with_receipt(reads, line, states) if line.price is None else _typed(line, line.price, taxes, tax)
        for line in lines
    )


def _with_receipt(reads: Reads, line: CartReturn, states: dict[tuple[str, int], LineState]) -> ReturnedLine:
    key = (line.sale_id or "", line.sale_line or 0)
    sold = reads.returnable(*key)
    if sold is None:
        raise UserError("return.unknown_line", sale_id=key[0], line=key[1])
    if Unit(sold.unit) is not line.quantity.unit:
        raise UserError("return.unit_changed", line=key[1])
    state = states.get(key, sold.state)
    refund, tax = refund_share(state, line.quantity.milli)
    states[key] = state.after(line.quantity.milli)
    return ReturnedLine(
        line=line.line_id,
        sku=sold.sku,
        name=sold.name,
        quantity=line.quantity,
        sale_id=line.sale_id,
        sale_line=line.sale_line,
        tax_class=sold.tax_class,
        rate_ppm=sold.rate_ppm,
        tax=tax,
        refund=refund,
        reason=line.reason,
        restock=line.restock,
    )


def _typed(line: CartReturn, price: Price, taxes: Mapping[int, int], rule: TaxRule) -> ReturnedLine:
    """Goods without a receipt; their tax is rounded where that of a sale of them would be."""
    amount, tax = price.amount(line.quantity.milli), taxes[line.line_id]
    return ReturnedLine(
        line=line.line_id,
        sku=line.sku,
        name=line.name,
        quantity=line.quantity,
        sale_id=None,
        sale_line=None,
        tax_class=line.tax_class,
        rate_ppm=rule.rate(line.tax_class),
        tax=tax,
        refund=amount if rule.mode is TaxMode.INCLUSIVE else amount + tax,
        reason=line.reason,
        restock=line.restock,
    )


def ways_back(
    reads: Reads, returned: Iterable[ReturnedLine], due: int, kinds: Collection[TenderKind]
) -> tuple[WayBack, ...]:
    """How money that is given back goes back to what the goods were paid with, credit first. Indexed reads.

    Goods without a receipt are worth cash. Where less is given back than the goods are worth, as in an exchange, the
    sales are served in the order of the lines.

    Args:
        returned: as `quote` gave them.
        due: minor units, not negative.
        kinds: what money can be given back with here.
    """
    worth: Counter[str] = Counter()
    for line in returned:
        if line.sale_id is not None:
            worth[line.sale_id] += line.refund
    return ways_of(reads, worth, due, kinds)


def ways_of(reads: Reads, worth: Mapping[str, int], due: int, kinds: Collection[TenderKind]) -> tuple[WayBack, ...]:
    """As `ways_back`, of goods of which only the worth is known, by the sale they were bought on."""
    found: Counter[tuple[TenderKind, str]] = Counter()
    for sale_id, minor in worth.items():
        for way in split(min(minor, due), _tenders(reads, sale_id), _given(reads, sale_id), kinds):
            found[way.kind, way.reference] += way.minor
            due -= way.minor
    if due:
        found[TenderKind.CASH, ""] += due
    cash = found.pop((TenderKind.CASH, ""), 0)
    ways = tuple(WayBack(kind, minor, reference) for (kind, reference), minor in found.items())
    return (*ways, WayBack(TenderKind.CASH, cash)) if cash else ways


def otherwise_request(cart_id: str, minor: int) -> Request:
    """What must be asked for where so much goes back with something else than the goods were paid with."""
    return Request(Permission.REFUND_OTHERWISE, Subject.CART, cart_id, asked=Asked(Measure.AMOUNT, minor))


def need_ways_back(
    reads: Reads,
    cart_id: str,
    returned: Iterable[ReturnedLine],
    payment: Payment,
    kinds: Collection[TenderKind],
    actor: str,
) -> None:
    """Within a sale's transaction: money goes back with what the goods were paid with, or somebody allowed another.

    Raises:
        UserError: ``approval.missing``.
    """
    if payment.total < 0:
        ways = ways_back(reads, returned, -payment.total, kinds)
        if minor := given_otherwise(payment, ways):
            need_approval(reads, otherwise_request(cart_id, minor), actor)


def _tenders(reads: Reads, sale_id: str) -> list[Tender]:
    found = (read_wire(facts.Tender, text) for text in reads.sale_tenders(sale_id))
    return [
        Tender(one.id, TenderKind(one.kind), one.amount.minor, one.tendered.minor, one.reference) for one in found
    ]


def _given(reads: Reads, sale_id: str) -> Counter[TenderKind]:
    """What later tickets gave back by kind. One that brought goods of several sales counts whole for each: then less
    than could be goes back to a card, never more.
    """
    given: Counter[TenderKind] = Counter()
    for later in dict.fromkeys(one.sale_id for one in reads.came_back(sale_id)):
        for one in _tenders(reads, later):
            given[one.kind] += max(0, -one.amount)
    return given
