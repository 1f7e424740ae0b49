"""What the centre tells, as the tests write it."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from app.central.database import write
from app.central.feed import CHAIN, Change, publish
from app.central.watch import alone, notify
from app.domain.catalog import code_key


def product(name: str, *codes: str, minor: int = 100, **more: Any) -> dict[str, Any]:
    """A product's item."""
    return {
        "name": name, "name_en": "", "category": "飲料/茶", "tax_class": "standard", "unit": "piece",
        "price_kind": "fixed", "style": None, "options": "[]", "tags": "[]", "active": True,
        "codes": [{"code": code_key(code), "pack": 1000, "printed": code} for code in codes],
        "prices": [{"starts_at": 0, "ends_at": None, "minor": minor, "per_milli": 1000}],
        **more,
    }  # fmt: skip


def person(name: str, role: str = "cashier", **more: Any) -> dict[str, Any]:
    """A person's item."""
    return {"name": name, "name_en": "", "role": role, "active": True, "pin_hash": None, "badge_hash": None, **more}


def put(engine, kind: str, key: str, body: dict[str, Any] | None, scope: str = CHAIN) -> None:
    """Have the centre tell one thing; None for its going."""
    text = None if body is None else json.dumps(body, ensure_ascii=False)
    write(engine, lambda connection: publish(connection, [Change(scope, kind, key, text)]), partial(_tell, engine))


def put_many(engine, kind: str, bodies: dict[str, dict[str, Any]], scope: str = CHAIN) -> None:
    """Have the centre tell many things."""
    changes = [Change(scope, kind, key, json.dumps(body, ensure_ascii=False)) for key, body in bodies.items()]
    write(engine, lambda connection: publish(connection, changes), partial(_tell, engine))


def _tell(engine, scopes: frozenset[str]) -> None:
    with alone(engine) as connection:
        notify(connection, scopes)
