"""The demo's centre: its orders stand as those of a shop do."""

from __future__ import annotations

from pathlib import Path

from app.central.demo import Furniture, furnish
from app.central.shop.outfit import Outfit
from app.contract.order import OrderItem
from app.contract.promotion import read_promotion
from app.contract.wire import read_wire
from tests.central.conftest import START, rows
from tests.central.window import product

GOODS = ("TE028", "CF005", "BR001", "DF006", "BR036", "TE026", "CK001", "GR018")


def test_an_order_that_is_ready_is_so_since_some_time(engine) -> None:
    products = {sku: product(sku) for sku in GOODS}
    it = Furniture("MD", "本店", "Asia/Taipei", "TWD", products, (), {})
    outfit = Outfit(Path(), Path(), read_promotion)
    assert furnish(engine, it, outfit, START)
    orders = [read_wire(OrderItem, str(body)) for (body,) in rows(engine, "SELECT body FROM pickup_order")]
    (ready,) = [one for one in orders if one.state == "ready"]
    assert ready.pickup is not None
    assert ready.pickup.ready_at is not None
    assert ready.placed_at < ready.pickup.ready_at < START
    assert not furnish(engine, it, outfit, START)
