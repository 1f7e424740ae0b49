"""Totals of the journal's facts, to hold the state tables against: kept as it is walked, asked of them in SQL."""

from __future__ import annotations

from collections import Counter

from app.contract import journal as facts
from app.contract.cart import CartParked, CartRecalled, CartVoided
from app.contract.chain import StoredText
from app.contract.order import OrderHandedOver
from app.contract.pickup import OrderGiven
from app.contract.receipt import TenderAbandoned, TenderCorrected
from app.contract.stock import StockMoved
from app.db.connection import Connection

#: By name and key, such as ``sold`` of a shift.
Totals = Counter[tuple[str, ...]]


def add(totals: Totals, fact: object, epoch: int, shift_id: str) -> None:
    """Add what a fact does to the totals that the state tables must show."""
    match fact:
        case facts.EpochOpened():
            for name in _NUMBERS:
                totals[name, str(epoch)] = 0
        case facts.SaleCompleted():
            _add_sale(totals, fact, shift_id)
        case CartParked():
            totals["parked", fact.cart_id] = 1
        case CartRecalled() | CartVoided():
            totals.pop(("parked", fact.cart_id), None)
        case StockMoved() | OrderHandedOver() | OrderGiven():
            _add_stock(totals, fact)
        case facts.ShiftOpened():
            totals["shifts", ""] += 1
            _number(totals, "last_shift", fact.numbered_in, fact.number)
        case facts.ShiftClosed():
            totals["z", ""] += 1
            totals["counted", ""] += fact.counted.minor
            _number(totals, "last_z", fact.numbered_in, fact.z_number)
        case _:
            _add_tender(totals, fact)


def _add_stock(totals: Totals, fact: StockMoved | OrderHandedOver | OrderGiven) -> None:
    match fact:
        case StockMoved():
            for delta in fact.deltas:
                totals["stock", delta.sku] += delta.quantity.milli
        case OrderHandedOver():
            for line in fact.lines:
                totals["stock", line.sku] -= line.quantity.milli
        case OrderGiven():
            for goods in fact.moved:
                totals["stock", goods.sku] -= goods.quantity.milli


def _add_tender(totals: Totals, fact: object) -> None:
    """What is asked, taken and given back before a sale, and put right after it."""
    match fact:
        case facts.TenderRequested():
            totals["asked", fact.tender_id] = fact.amount.minor
        case facts.TenderRefused():
            totals.pop(("asked", fact.tender_id), None)
        case TenderAbandoned():
            totals.pop(("asked", fact.tender_id), None)
            if fact.gives_back:
                totals.pop(("pending", fact.tender_id), None)
        case facts.TenderTaken():
            totals["pending", fact.tender.id] = fact.tender.amount.minor
            totals.pop(("asked", fact.tender.id), None)
        case facts.TenderRemoved():
            totals.pop(("pending", fact.tender_id), None)
            totals.pop(("asked", fact.tender_id), None)
        case TenderCorrected():
            for kind, sign, tendered in ((fact.old_kind, -1, fact.tendered), (fact.new_kind, 1, fact.amount)):
                totals["tender", kind] += sign * fact.amount.minor
                totals["tendered", kind] += sign * tendered.minor


def _add_sale(totals: Totals, fact: facts.SaleCompleted, shift_id: str) -> None:
    totals["sales", shift_id] += 1
    totals["sold", shift_id] += fact.sold.minor
    totals["returned", shift_id] += fact.returned.minor
    totals["rounding", shift_id] += fact.rounding.minor
    totals["total", shift_id] += fact.total.minor
    _number(totals, "last_receipt", fact.numbered_in, fact.receipt_seq)
    for one in fact.tenders:
        totals["tender", one.kind] += one.amount.minor
        totals["tendered", one.kind] += one.tendered.minor
        totals.pop(("pending", one.id), None)
        totals.pop(("asked", one.id), None)
    for line in fact.lines:
        totals["tax", line.tax_class] += line.tax.minor
        totals["paid", line.tax_class] += line.paid.minor
        totals["lines", ""] += 1
        totals["stock", line.sku] -= line.quantity.milli
    for back in fact.returns:
        totals["tax", back.tax_class] -= back.tax.minor
        totals["returns", ""] += 1
        totals["stock", back.sku] += back.quantity.milli if back.restock else 0
        if back.sale_id is not None:
            totals["back", back.sku] += back.quantity.milli
            totals["refunded", back.sku] += back.refund.minor


_NUMBERS = ("last_receipt", "last_shift", "last_z")


def _number(totals: Totals, name: str, epoch: int, number: int) -> None:
    """Numbers of an epoch that was never opened here, as of one that was taken over, number nothing more."""
    if (name, str(epoch)) in totals:
        totals[name, str(epoch)] = max(totals[name, str(epoch)], number)


_TOTALS = (
    "SELECT 'sales', shift_id, count(*) FROM sale GROUP BY shift_id",
    "SELECT 'sold', shift_id, sum(sold_minor) FROM sale GROUP BY shift_id",
    "SELECT 'returned', shift_id, sum(returned_minor) FROM sale GROUP BY shift_id",
    "SELECT 'rounding', shift_id, sum(rounding_minor) FROM sale GROUP BY shift_id",
    "SELECT 'total', shift_id, sum(total_minor) FROM sale GROUP BY shift_id",
    "SELECT 'tender', kind, sum(amount_minor) FROM tender WHERE sale_id IS NOT NULL GROUP BY kind",
    "SELECT 'tendered', kind, sum(tendered_minor) FROM tender WHERE sale_id IS NOT NULL GROUP BY kind",
    (
        "SELECT 'tax', tax_class, sum(tax) FROM (SELECT tax_class, tax_minor AS tax FROM sale_line UNION ALL "
        "SELECT tax_class, -tax_minor FROM sale_return) GROUP BY tax_class"
    ),
    "SELECT 'pending', id, amount_minor FROM tender WHERE sale_id IS NULL",
    "SELECT 'parked', cart_id, 1 FROM parked_cart",
    "SELECT 'lines', '', count(*) FROM sale_line",
    "SELECT 'paid', tax_class, sum(paid_minor) FROM sale_line GROUP BY tax_class",
    "SELECT 'back', sku, sum(returned_milli) FROM sale_line GROUP BY sku",
    "SELECT 'refunded', sku, sum(refunded_minor) FROM sale_line GROUP BY sku",
    "SELECT 'returns', '', count(*) FROM sale_return",
    "SELECT 'stock', sku, moved_milli FROM stock",
    "SELECT 'shifts', '', count(*) FROM shift",
    "SELECT 'z', '', count(*) FROM shift WHERE closed_at IS NOT NULL",
    "SELECT 'counted', '', coalesce(sum(counted_minor), 0) FROM shift",
    *(f"SELECT '{name}', epoch, {name} FROM numbering" for name in _NUMBERS),
)
#: Of a table that came later: a file that no start brought to it yet is not held against it.
_ASKED = "SELECT 'asked', tender_id, amount_minor FROM tender_request"
_HAS_ASKED = "SELECT 1 FROM sqlite_master WHERE type='table' AND name='tender_request'"


def differences(connection: Connection, totals: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    """Names of the totals that the state tables show otherwise than the journal's own."""
    found: dict[tuple[str, ...], int] = {}
    has_asked = connection.execute(_HAS_ASKED).fetchone() is not None
    if not has_asked:
        totals = Counter({key: amount for key, amount in totals.items() if key[0] != "asked"})
    for query in (*_TOTALS, *((_ASKED,) if has_asked else ())):
        for name, key, amount in connection.execute(query):
            found[_plain(name), _plain(key)] = amount
    names = {key for key in (*totals, *found) if totals.get(key, 0) != found.get(key, 0)}
    return tuple(sorted(":".join(part for part in key if part) for key in names))


def _plain(value: object) -> str:
    return bytes(value).decode(errors="replace") if isinstance(value, StoredText) else str(value)
