"""Refunds: what goods that come back are worth, by the line they were sold on or by a price."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.domain.cart import CartReturn
from app.domain.errors import UserError
from app.domain.quantity import Price, Unit
from app.domain.refund import LineState, refund_share
from app.domain.sale import ReturnedLine
from app.domain.tax import TaxMode, TaxRule
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
    states[key] = replace(
        state,
        returned_milli=state.returned_milli + line.quantity.milli,
        refunded=state.refunded + refund,
        refunded_tax=state.refunded_tax + tax,
    )
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
