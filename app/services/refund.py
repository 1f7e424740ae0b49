"""Refunds: what goods that come back are worth, by the line they were sold on or by a price."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.domain.cart import CartReturn
from app.domain.errors import UserError
from app.domain.quantity import Unit
from app.domain.refund import LineState, refund_share
from app.domain.sale import ReturnedLine
from app.domain.tax import TaxMode, TaxRule
from app.services.ports import Reads


def quote(reads: Reads, returns: Iterable[CartReturn], tax: TaxRule) -> tuple[ReturnedLine, ...]:
    """What is given back for each line, as things stand now.

    Raises:
        UserError: ``return.unknown_line``, ``return.more_than_remains``, ``return.unit_changed``.
    """
    states: dict[tuple[str, int], LineState] = {}
    return tuple(
        _without_receipt(line, tax) if line.sale_id is None else _with_receipt(reads, line, states)
        for line in returns
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


def _without_receipt(line: CartReturn, tax: TaxRule) -> ReturnedLine:
    amount = 0 if line.price is None else line.price.amount(line.quantity.milli)
    contained = tax.tax_in(amount, tax.rate(line.tax_class))
    return ReturnedLine(
        line=line.line_id,
        sku=line.sku,
        name=line.name,
        quantity=line.quantity,
        sale_id=None,
        sale_line=None,
        tax_class=line.tax_class,
        rate_ppm=tax.rate(line.tax_class),
        tax=contained,
        refund=amount if tax.mode is TaxMode.INCLUSIVE else amount + contained,
        reason=line.reason,
        restock=line.restock,
    )
