"""What is given, as rows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.pickup_charge import charge_of
from app.domain.pickup_done import PickState
from app.runtime.handover import HandOver, Item
from app.runtime.workplace import Workplace
from app.ui.screens.pickup.lines import cold_icon, known
from app.ui.screens.pickup.rows import GoodsRow
from app.ui.screens.pickup.words import DOT, fate_text, short_quantity, temperature_text, why_text


def give_rows(place: Workplace, handover: HandOver) -> list[GoodsRow]:
    """Everything that can be given, with what cannot and why."""
    several = len(handover.orders) > 1
    return [_row(place, number, item, several=several) for number, item in enumerate(handover.items)]


def _row(place: Workplace, number: int, item: Item, *, several: bool) -> GoodsRow:
    line, one = item.line, item.order
    name, art, _ = known(place, line)
    icon = cold_icon(line)
    where = (line.place or temperature_text(line.temperature)) if icon else _shelf(one.shelf)
    if line.state is PickState.SUBSTITUTED:
        where, icon = line.name, "swap"
    elif line.reason is not None and line.is_settled:
        where, icon = DOT.join(part for part in (why_text(line.reason), line.note) if part), ""
    sub = DOT.join(part for part in (one.order.code if several else "", where) if part)
    quantity = line.left if item.left else line.ordered
    minor = charge_of(one, {line.line: item.left}).total if item.left else 0
    partly = item.left and 0 < item.ticked < item.left
    count = f"× {short_quantity(quantity)}"
    if partly:
        count = f"{item.ticked // 1000} / {short_quantity(quantity)}"
    return GoodsRow(
        number,
        art,
        name,
        sub,
        icon,
        count,
        minor,
        on=bool(item.left) and item.is_ticked,
        able=bool(item.left),
        flag=fate_text(line),
        flag_tone="wheat" if line.state is PickState.SUBSTITUTED else "warn",
    )


def _shelf(shelf: str) -> str:
    return QCoreApplication.translate("Pickup", "貨架 {}").format(shelf) if shelf else ""
