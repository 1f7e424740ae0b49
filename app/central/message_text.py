"""What messages say, in the customer's language."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from app.central.picked import what_is_there
from app.central.tables import entry, pickup_order, store
from app.contract.journal import SaleCompleted, read_body
from app.contract.order import OrderItem
from app.contract.wire import WireMoney, WireQuantity, read_wire
from app.domain.money import Currency, currency
from app.domain.quantity import Price, Quantity, Unit
from app.domain.receipt import write
from app.domain.receipt.words import LANGUAGES, Words, words

_SUBJECTS = {"zh_TW": "{shop} 交易明細 {number}", "en": "{shop}: your receipt {number}"}
_FEET = {
    "zh_TW": "這封信由系統寄出，依您在櫃檯的要求，只寄這一次。",
    "en": "Sent once, as you asked for at the counter. Please do not reply.",
}

_READY_SUBJECTS = {"zh_TW": "{shop} 訂單 {code} 可以取貨了", "en": "{shop}: order {code} is ready to collect"}
_READY = {"zh_TW": "訂單 {code} 已備妥，請到 {shop} 取貨。", "en": "Order {code} is ready to collect at {shop}."}
_WAITS = {
    "zh_TW": "訂單 {code} 還在 {shop} 等您取貨。",
    "en": "Order {code} still waits for you at {shop}.",
}
_WAITS_SUBJECTS = {"zh_TW": "{shop} 訂單 {code} 還沒取貨", "en": "{shop}: order {code} still waits for you"}
_SAID = {"ready": _READY, "reminder": _WAITS}
_SAID_SUBJECTS = {"ready": _READY_SUBJECTS, "reminder": _WAITS_SUBJECTS}
_KEPT = {"zh_TW": "為您保留到 {when}。", "en": "It is kept for you until {when}."}
_MISSING = {"zh_TW": "{name}（缺貨）", "en": "{name} (not available)"}
_READY_FEET = {
    "zh_TW": "取貨時請出示訂單頁的 QR Code，或告知取貨號碼。這封信由系統寄出，請勿回覆。",
    "en": "Please show the code of your order's page, or say its number. Please do not reply.",
}


def compose(
    connection: Connection, kind: str, store_code: str, subject: str, language: str, terminal_id: str | None
) -> tuple[str, str] | None:
    """Subject and text of a message; None while what it tells of has not come in."""
    if kind in {"ready", "reminder"}:
        return _ready(connection, store_code, subject, language, kind)
    if kind != "receipt":
        return None
    query = select(entry).where(entry.c.id == subject, entry.c.kind == "sale.completed")
    query = query.where(entry.c.terminal_id == terminal_id, entry.c.state.in_(("applied", "again")))
    query = query.order_by(entry.c.epoch).limit(1)
    row = connection.execute(query).one_or_none()
    body = None if row is None else read_body(row.kind, row.schema_no, row.body)
    if row is None or not isinstance(body, SaleCompleted):
        return None
    shop = connection.execute(select(store).where(store.c.code == store_code)).one()
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    of, name = words(chosen), (shop.name_en if chosen == "en" else "") or shop.name
    told = [part for part in (name, shop.address, of.phone.format(text=shop.phone) if shop.phone else "") if part]
    head = [*told, f"{of.number} {body.number}", f"{of.date} {write.moment(row.occurred_at, shop.zone, of)}"]
    text = "\n".join([*head, "", *_receipt(body, of, currency(body.total.currency)), "", _FEET[chosen]])
    return _SUBJECTS[chosen].format(shop=name, number=body.number), f"{text}\n"


def _ready(
    connection: Connection, store_code: str, order_id: str, language: str, kind: str
) -> tuple[str, str] | None:
    """Of an order that can be collected; None where it is gone."""
    query = select(pickup_order.c.body).where(pickup_order.c.id == order_id, pickup_order.c.store == store_code)
    body = connection.execute(query).scalar_one_or_none()
    if body is None:
        return None
    item = read_wire(OrderItem, body)
    shop = connection.execute(select(store).where(store.c.code == store_code)).one()
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    name = (shop.name_en if chosen == "en" else "") or shop.name
    until = item.pickup.keep_until if item.pickup else None
    lines = [_SAID[kind][chosen].format(code=item.code, shop=name), *([shop.address] if shop.address else [])]
    if until is not None:
        lines.append(_KEPT[chosen].format(when=write.moment(until, shop.zone, words(chosen))))
    goods = (one.name if one.milli else _MISSING[chosen].format(name=one.name) for one in what_is_there(item))
    lines += ["", *goods, "", _READY_FEET[chosen]]
    return _SAID_SUBJECTS[kind][chosen].format(shop=name, code=item.code), "\n".join(lines) + "\n"


def _receipt(body: SaleCompleted, of: Words, money: Currency) -> Iterator[str]:
    def amount(one: WireMoney) -> str:
        return write.amount(one.minor, money)

    for line in body.lines:
        price = write.price(Price(line.listed.minor, line.listed.per_milli), Unit(line.quantity.unit), money, of)
        count = write.quantity(_quantity(line.quantity), of)
        yield f"{line.name.strip() or of.unknown_goods}  {count} × {price}  {amount(line.listed_amount)}"
        for one in line.reductions:
            name = one.name.strip() or of.reductions.get(one.kind, one.kind)
            yield f"  {name}  {write.amount(-one.amount.minor, money)}"
    for back in body.returns:
        count = write.quantity(_quantity(back.quantity), of)
        yield f"{of.returned_goods}  {back.name.strip()}  {count}  {write.amount(-back.refund.minor, money)}"
    if body.rounding.minor:
        yield f"{of.rounding}  {write.difference(body.rounding.minor, money)}"
    yield f"{of.total}  {write.sum_of(body.total.minor, money)}"
    for tender in body.tenders:
        yield f"{of.tenders.get(tender.kind, tender.kind)}  {amount(tender.tendered)}"
    change = sum(tender.change.minor for tender in body.tenders)
    if change:
        yield f"{of.change}  {write.amount(change, money)}"
    for tax in body.taxes:
        kind = of.tax_classes.get(tax.tax_class, tax.tax_class)
        yield f"{of.tax_line.format(name=kind, rate=write.rate(tax.rate_ppm))}  {amount(tax.tax)}"
    yield of.not_an_invoice


def _quantity(one: WireQuantity) -> Quantity:
    return Quantity(one.milli, Unit(one.unit))
