"""Lines of an order as rows."""

from __future__ import annotations

from app.domain.pickup import PickLine, Pickup, Temperature
from app.domain.pickup_done import PickState
from app.runtime.workplace import Workplace
from app.ui.screens.pickup.rows import GoodsRow
from app.ui.screens.pickup.words import DOT, fate_text, picked_text, place_text, why_text
from app.ui.screens.sell.art import art_named, art_of
from app.ui.screens.sell.words import product_name


def known(place: Workplace, line: PickLine) -> tuple[str, str, str]:
    """Name, drawing and category of what lies there; an indexed read."""
    goods = line.goods
    found = place.counter.catalog().find(goods.sku, place.counter.clock.now())
    if found is None:
        return goods.name, art_named(goods.name, ""), ""
    return product_name(found.product), art_of(found.product), found.product.category.rpartition("/")[2]


def name_of(place: Workplace, sku: str, otherwise: str) -> str:
    """The name of goods in the language of the screen; an indexed read."""
    found = place.counter.catalog().find(sku, place.counter.clock.now())
    return otherwise if found is None else product_name(found.product)


def pick_rows(place: Workplace, one: Pickup, *, able: bool) -> list[GoodsRow]:
    """The pick list."""
    return [_pick_row(place, line, able=able) for line in one.lines]


def _pick_row(place: Workplace, line: PickLine, *, able: bool) -> GoodsRow:
    name, art, category = known(place, line)
    sub, icon = place_text(line, category), "pin"
    if line.state is PickState.SUBSTITUTED:
        sub, icon = name_of(place, line.sku, line.name), "swap"
    elif line.reason is not None and line.is_settled:
        sub, icon = DOT.join(part for part in (why_text(line.reason), line.note) if part), ""
    return GoodsRow(
        line.line,
        art,
        name,
        sub,
        icon if sub else "",
        picked_text(line),
        on=line.state in {PickState.PICKED, PickState.SUBSTITUTED},
        able=able and line.state is not PickState.SUBSTITUTED,
        flag=fate_text(line),
        flag_tone="wheat" if line.state is PickState.SUBSTITUTED else "warn",
    )


def cold_icon(line: PickLine) -> str:
    """The icon of goods that are kept cold; empty for others."""
    return "" if line.temperature is Temperature.AMBIENT else "snow"
