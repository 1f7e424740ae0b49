"""A store of the tests with a customer page: its goods, and what a customer does there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from app.central.campaign import put_campaign
from app.central.database import write
from app.central.product import put_products
from app.central.promotion import put_promotion
from app.central.setup import put_store
from app.central.stock import move
from app.contract.campaign import CampaignItem
from app.contract.feed import ItemCode, ItemPrice, ProductItem
from app.contract.promotion import read_promotion
from app.domain.catalog import code_key
from app.domain.codes.signed import Balance, CodeKind, read_code
from app.vault.code import is_genuine
from tests.central.conftest import START, rows
from tests.central.shopper import Page, Shopper

SHOP = "S01"
HOSTILE = "<script>alert(1)</script>\"'&"


def product(name: str, minor: int = 58, **given: object) -> ProductItem:
    values: dict[str, object] = {
        "name": name, "name_en": "", "category": "麵包/可頌", "tax_class": "standard", "unit": "piece",
        "price_kind": "fixed", "style": None, "options": "[]", "tags": "[]", "active": True, "codes": (),
        "prices": (ItemPrice(starts_at=0, ends_at=None, minor=minor, per_milli=1000),),
    }  # fmt: skip
    return ProductItem.model_validate({**values, **given})


GOODS = {
    "BR1": product(
        "奶油可頌", name_en="Butter Croissant",
        codes=(ItemCode(code=code_key("4710000000011"), pack=1000, printed="4710000000011"),),
    ),
    "BR2": product("杏仁可頌", 72),
    "TE1": product("豆漿", 45, category="飲品", tax_class="zero"),
    "DF1": product(
        "切達起司", 78, name_en="Cheddar", category="生鮮", unit="kg",
        prices=(ItemPrice(starts_at=0, ends_at=None, minor=78, per_milli=100),),
    ),
    "HM1": product("手作陶藝", category="器物", price_kind="open", prices=()),
    "OLD": product("下架品", active=False),
    "XSS": product(HOSTILE, category=HOSTILE, name_en=HOSTILE),
}  # fmt: skip
PROMOTION = {
    "schema": 1, "id": "TEA", "name": "豆漿特價", "currency": "TWD",
    "rule": {"kind": "fixed_price", "goods": {"skus": ["TE1"]}, "price": 40},
}  # fmt: skip


def stocked(engine: Engine, store: str = SHOP, at: int = START) -> None:
    def put(connection) -> None:
        put_store(connection, store, "本店", "Asia/Taipei", "TWD", at)
        put_products(connection, GOODS)
        levels = {"BR1": 14_000, "BR2": 2_000, "TE1": -1_000, "DF1": 3_200, "XSS": 9_000}
        move(connection, store, f"{store}-1", levels, "count")
        put_promotion(connection, "", read_promotion(json.dumps(PROMOTION)))
        put_campaign(
            connection, "welcome",
            CampaignItem(name="歡迎禮", code="HI50", starts_at=0, ends_at=at + 86_400_000_000, offline="allowed"), at,
        )  # fmt: skip

    write(engine, put)


@contextmanager
def another(page_url: str, language: str = "zh-TW") -> Iterator[Shopper]:
    with Shopper(page_url, language) as one:
        yield one


def order(shopper: Shopper, status: int = 200, **said: str) -> Page:
    """Place what is in the basket."""
    return shopper.send(shopper.get(f"/shop/{SHOP}/basket").form("/orders"), status, **{"name": "王小明", **said})


def orders_of(engine: Engine) -> list[dict[str, object]]:
    return [json.loads(str(body)) for (body,) in rows(engine, "SELECT body FROM pickup_order ORDER BY placed_at, id")]


def balance(page: Page, element: str) -> Balance | None:
    """What the QR code on a page says of points."""
    code = read_code(page.scanned(element))
    assert code is not None
    return code.claim.balance


def genuine(engine: Engine, page: Page, element: str) -> tuple[CodeKind, str, str, int]:
    """What the QR code on a page says, once a barcode reader read it and the centre's key has it signed."""
    code = read_code(page.scanned(element))
    assert code is not None
    ((key,),) = rows(engine, "SELECT public_key FROM centre")
    assert is_genuine(bytes(key), code)
    return code.claim.kind, code.claim.store, code.claim.subject, code.claim.expires_at
