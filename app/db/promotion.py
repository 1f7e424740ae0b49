"""Promotions as they travel, one row each; what a newer version wrote is kept whole."""

from __future__ import annotations

import json
from collections.abc import Iterable

from app.contract.promotion import SCHEMA, KeptAside, PromotionRule, read_promotion
from app.contract.wire import WireError
from app.db.connection import Connection
from app.domain.errors import FaultError

_PUT = "INSERT INTO promotion(id, body) VALUES(?, ?) ON CONFLICT(id) DO UPDATE SET body=excluded.body"


def put_promotions(connection: Connection, rules: Iterable[PromotionRule | KeptAside]) -> None:
    """Put promotions in, new or changed, by their ids; the others stay."""
    connection.executemany(_PUT, [(rule.id, _text(rule)) for rule in rules])


def promotions(connection: Connection) -> list[PromotionRule | KeptAside]:
    """All promotions, by id.

    Raises:
        FaultError: ``promotion.damaged``: a stored one cannot be read.
    """
    found = []
    for rule_id, body in connection.execute("SELECT id, body FROM promotion ORDER BY id"):
        try:
            found.append(read_promotion(body))
        except WireError as error:
            raise FaultError("promotion.damaged", id=rule_id, detail=str(error)) from error
    return found


def english(connection: Connection, rule_id: str) -> str | None:
    """A promotion's English name, as far as it has one that this version can read."""
    row = connection.execute("SELECT body FROM promotion WHERE id=?", (rule_id,)).fetchone()
    name = json.loads(row[0]).get("name_en") if row is not None else None
    return name if isinstance(name, str) and name else None


def _text(rule: PromotionRule | KeptAside) -> str:
    """The text that is read back as the same rule: only what was said, and the schema that it was said in."""
    if isinstance(rule, KeptAside):
        return rule.raw
    form = rule.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return json.dumps({**form, "schema": SCHEMA}, ensure_ascii=False)
