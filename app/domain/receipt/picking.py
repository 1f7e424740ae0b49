"""The slip of an order that is picked: what to fetch, from where, until when; it goes into the bag."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.frozen import frozen
from app.domain.pickup import PickLine, Pickup, Temperature
from app.domain.pickup_charge import due_left
from app.domain.pickup_done import PickState
from app.domain.receipt import write
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
from app.domain.receipt.sale import place
from app.domain.receipt.words import words
from app.domain.shop import Shop


@frozen
class _Slip:
    """The words that only this paper needs."""

    title: str
    customer: str
    phone: str
    due: str
    shelf: str
    pieces: str
    to_pay: str
    paid: str
    short: str
    rejected: str
    instead: str
    cold: str
    frozen: str


_WORDS = {
    "zh_TW": _Slip(
        "撿貨單", "取貨人", "電話尾碼 {}", "應備好", "貨架", "件數", "到店付款", "線上已付款",
        "缺 {}", "不交付", "替代 {}", "冷藏", "冷凍",
    ),
    "en": _Slip(
        "Pick list", "Customer", "Phone ending {}", "Due", "Shelf", "Items", "To pay at pickup", "Paid online",
        "{} short", "Not given", "In place of {}", "Chilled", "Frozen",
    ),
}  # fmt: skip


def pick_slip(one: Pickup, shop: Shop, at: int, language: str, named: Mapping[str, str]) -> Document:
    """A paper for whoever fetches the goods.

    Args:
        at: now, in microseconds UTC.
        named: what goods are called in that language, by SKU; those that are missing as they were ordered.
    """
    of, slip, order = words(language), _WORDS[words(language).language], one.order
    tail = slip.phone.format(one.phone_tail) if one.phone_tail else ""
    who = " ".join(part for part in (order.customer, tail) if part)
    head: list[Block] = [Text(slip.title, Align.CENTRE), Heading(order.code)]
    kept = {Temperature.CHILLED: slip.cold, Temperature.FROZEN: slip.frozen}.get(one.temperature)
    head += [Banner(kept)] if kept else []
    head += [place(shop, of), Row(slip.customer, who)]
    if order.ready_by is not None:
        head.append(Row(slip.due, write.moment(order.ready_by, shop.zone, of), bold=True))
    head.append(Row(slip.shelf, one.shelf or "____", size=Size.LARGE, bold=True))
    goods = [_item(line, of.language, named) for line in one.lines]
    return Document(
        Kind.PICK,
        "PICK-" + "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in order.code),
        of.language,
        (
            *head,
            Rule(Line.THICK),
            *goods,
            Rule(),
            Row(slip.pieces, str(order.pieces)),
            _money(one, slip, due_left(one)),
            *([Text(order.note)] if order.note else []),
            Row(of.date, write.moment(at, shop.zone, of), size=Size.SMALL),
            Space(),
            Code(order.code, caption=order.code),
            Cut(),
        ),
    )


def _money(one: Pickup, slip: _Slip, due: int) -> Block:
    if due <= 0:
        return Row(slip.paid, write.sum_of(one.order.total, one.order.currency))
    return Row(slip.to_pay, write.sum_of(due, one.order.currency), bold=True)


def _item(line: PickLine, language: str, named: Mapping[str, str]) -> Item:
    of, slip, goods = words(language), _WORDS[language], line.goods
    kept = {Temperature.CHILLED: slip.cold, Temperature.FROZEN: slip.frozen}.get(line.temperature, "")
    where = " ".join(part for part in (line.place, kept if kept not in line.place else "") if part)
    rows = []
    if line.state is PickState.SUBSTITUTED:
        rows.append(Row(slip.instead.format(named.get(line.sku, line.name)), ""))
    elif line.state is PickState.REJECTED:
        rows.append(Row(slip.rejected, ""))
    elif line.state is PickState.SHORT:
        rows.append(Row(slip.short.format(write.quantity(line.ordered - line.picked, of)), ""))
    name = named.get(goods.sku, goods.name)
    return Item(f"[ ] {name}", where, f"× {write.quantity(line.ordered, of)}", tuple(rows))
