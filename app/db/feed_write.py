"""The feed's items as rows, and how they are written: many of a kind by one statement."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from app.contract.campaign import CampaignItem, CouponBlockItem, WalletItem
from app.contract.feed import FeedItem, ProductItem, StaffItem, StockItem, StoreItem
from app.contract.key import KeyItem
from app.contract.member import LoyaltyItem, MemberItem
from app.contract.order import OrderItem
from app.contract.pickup import IntakeItem
from app.contract.promotion import KeptAside, PromotionRule, read_promotion
from app.contract.wire import Wire, WireError, read_wire
from app.db import campaign, link, member, tables
from app.db.catalog import put_categories
from app.db.connection import Connection
from app.db.order import GONE, put_orders
from app.db.pickup import put_intake
from app.db.promotion import put_promotions
from app.db.shape import Table
from app.domain.catalog import PriceKind, code_key
from app.domain.errors import UserError
from app.domain.frozen import frozen
from app.domain.money import currency
from app.domain.quantity import MILLI, Unit
from app.domain.staff import Role

_FORMS: dict[str, type[Wire]] = {
    "product": ProductItem,
    "staff": StaffItem,
    "stock": StockItem,
    "store": StoreItem,
    "promotion": PromotionRule,
    "order": OrderItem,
    "intake": IntakeItem,
    "key": KeyItem,
    "campaign": CampaignItem,
    "coupon_block": CouponBlockItem,
    "wallet": WalletItem,
    "member": MemberItem,
    "loyalty": LoyaltyItem,
}
#: Kinds in the order in which they are written.
KINDS = tuple(_FORMS)
#: Fields that hold one of a few words: of a new word a later version knows more.
_WORDS: dict[str, tuple[tuple[str, Callable[[str], object]], ...]] = {
    "product": (("unit", Unit), ("price_kind", PriceKind)),
    "staff": (("role", Role),),
    "order": (("currency", currency),),
}


def _replace(table: Table) -> str:
    return table.insert_sql().replace("INSERT", "INSERT OR REPLACE", 1)


_PRODUCT = (
    tables.product.insert_sql()
    + " ON CONFLICT(sku) DO UPDATE SET "
    + ", ".join(f"{one.name}=excluded.{one.name}" for one in tables.product.columns if one.name != "sku")
)
_CODE = _replace(tables.product_code)
_PRICE = _replace(tables.price)
_STAFF = _replace(tables.staff)
_KEY = _replace(link.verify_key)
_LEVEL = _replace(link.stock_level)
_DUE = "INSERT OR IGNORE INTO feed_due(sku) VALUES(?)"


@cache
def form() -> str:
    """What this version understands, as a digest: what an older one kept aside is looked at again by another."""
    forms = {kind: model.model_json_schema() for kind, model in _FORMS.items()}
    return hashlib.sha256(json.dumps(forms, sort_keys=True).encode()).hexdigest()[:16]


@frozen
class Read:
    """An item as this version reads it.

    Attributes:
        body: None where nothing of it is understood, or it is gone.
        whole: all of it is understood.
    """

    item: FeedItem
    body: Wire | None
    whole: bool


def read_item(item: FeedItem) -> Read:
    """An item, understood as far as this version can."""
    model = _FORMS.get(item.kind)
    if item.deleted:
        return Read(item, None, whole=True)
    if model is None:
        return Read(item, None, whole=False)
    try:
        body = read_promotion(item.body) if item.kind == "promotion" else read_wire(model, item.body)
        if isinstance(body, KeptAside | PromotionRule):  # these keep themselves what they do not know
            return Read(item, body, whole=True) if body.id == item.key else Read(item, None, whole=False)
        for name, words in _WORDS.get(item.kind, ()):
            words(getattr(body, name))
    except (WireError, ValueError, UserError):
        return Read(item, None, whole=False)
    return Read(item, body, whole=not _says_more(json.loads(item.body), body.model_dump(mode="json", by_alias=True)))


def _says_more(said: object, understood: object) -> bool:
    """Whether a text says what the form that it was read as has no field for."""
    match said, understood:
        case dict(), dict():
            return any(key not in understood or _says_more(one, understood[key]) for key, one in said.items())
        case list(), list() | tuple():
            return any(_says_more(one, two) for one, two in zip(said, understood, strict=False))
        case _:
            return False


#: Of a SKU, how much of what it moved the centre's level includes.
Moved = Callable[[str], int]


def write_items(connection: Connection, reads: Sequence[Read], moved: Moved) -> None:
    """Write what is understood; within the caller's transaction."""
    by_kind: dict[str, dict[str, Read]] = {}
    for one in reads:
        by_kind.setdefault(one.item.kind, {})[one.item.key] = one  # the last of a thing holds
    for kind in KINDS:
        if kind in by_kind:
            _delete(connection, kind, [key for key, one in by_kind[kind].items() if one.item.deleted])
            _WRITE[kind](connection, {key: one.body for key, one in by_kind[kind].items() if one.body}, moved)


def _delete(connection: Connection, kind: str, keys: Sequence[str]) -> None:
    for statement in _GONE.get(kind, ()):
        connection.executemany(statement, [(key,) for key in keys])


#: Who left the shop stays known by name: sales and shifts are theirs.
_GONE = {
    "product": (
        "DELETE FROM product WHERE sku=?",
        "DELETE FROM product_code WHERE sku=?",
        "DELETE FROM price WHERE sku=?",
        _DUE,
    ),
    "promotion": ("DELETE FROM promotion WHERE id=?",),
    "staff": ("UPDATE staff SET active=0, pin_hash=NULL, badge_hash=NULL WHERE id=?",),
    "stock": ("DELETE FROM stock_level WHERE sku=?",),
    "order": GONE,
    "intake": ("DELETE FROM intake_told WHERE ?<>''",),
    "key": ("DELETE FROM verify_key WHERE id=?",),
    "member": member.GONE,
    "loyalty": member.LOYALTY_GONE,
    **campaign.GONE,
}


def _products(connection: Connection, items: dict[str, Any], _moved: Moved) -> None:
    codes: dict[str, tuple[str, str, int, str]] = {}
    for sku, one in items.items():
        codes[code_key(sku)] = (code_key(sku), sku, 1, sku)
        codes.update({code.code: (code.code, sku, max(1, code.pack // MILLI), code.printed) for code in one.codes})
    skus = [(sku,) for sku in items]
    connection.executemany("DELETE FROM product_code WHERE sku=?", skus)
    connection.executemany("DELETE FROM price WHERE sku=?", skus)
    lost = {
        row[0]
        for code in codes
        if (row := connection.execute("SELECT sku FROM product_code WHERE code=?", (code,)).fetchone()) is not None
    }
    connection.executemany(
        _PRODUCT,
        [(sku, one.name, one.name_en, one.category, one.tax_class, one.unit, one.price_kind, one.style, one.options,
          one.tags, int(one.active)) for sku, one in items.items()],
    )  # fmt: skip
    connection.executemany(_CODE, list(codes.values()))
    connection.executemany(
        _PRICE,
        [(sku, price.starts_at, price.ends_at, price.minor, price.per_milli)
         for sku, one in items.items() for price in one.prices],
    )  # fmt: skip
    connection.executemany(_DUE, [*skus, *[(sku,) for sku in lost]])
    put_categories(connection, dict.fromkeys(one.category for one in items.values()))


def _promotions(connection: Connection, items: dict[str, Any], _moved: Moved) -> None:
    put_promotions(connection, items.values())


def _people(connection: Connection, items: dict[str, Any], _moved: Moved) -> None:
    for key, one in items.items():
        badge = None if one.badge_hash is None else bytes.fromhex(one.badge_hash)
        connection.execute("UPDATE staff SET badge_hash=NULL WHERE badge_hash=? AND id<>?", (badge, key))
        connection.execute(_STAFF, (key, one.name, one.name_en, one.role, int(one.active), one.pin_hash, badge))


def _levels(connection: Connection, items: dict[str, Any], moved: Moved) -> None:
    connection.executemany(_LEVEL, [(sku, one.on_hand - moved(sku), one.reserved) for sku, one in items.items()])


def _store(connection: Connection, items: dict[str, Any], _moved: Moved) -> None:
    for one in items.values():
        connection.execute("UPDATE centre SET store=?", (one.model_dump_json(),))


def _orders(connection: Connection, items: dict[str, Any], _moved: Moved) -> None:
    put_orders(connection, items)


def _keys(connection: Connection, items: dict[str, Any], _moved: Moved) -> None:
    connection.executemany(
        _KEY,
        [(key, one.use, one.public, one.store, one.terminal_id, one.from_at, one.until_at)
         for key, one in items.items()],
    )  # fmt: skip


def _intake(connection: Connection, items: dict[str, Any], _moved: Moved) -> None:
    put_intake(connection, items.values())


_WRITE: dict[str, Callable[[Connection, dict[str, Any], Moved], None]] = {
    "product": _products,
    "staff": _people,
    "stock": _levels,
    "store": _store,
    "promotion": _promotions,
    "order": _orders,
    "intake": _intake,
    "key": _keys,
    "member": lambda connection, items, _: member.put_members(connection, items),
    "loyalty": lambda connection, items, _: member.put_loyalty(connection, items),
    "campaign": lambda connection, items, _moved: campaign.put_campaigns(connection, items),
    "coupon_block": lambda connection, items, _moved: campaign.put_blocks(connection, items),
    "wallet": lambda connection, items, _moved: campaign.put_wallets(connection, items),
}
