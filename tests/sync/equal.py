"""Whether a centre and a terminal hold the same: entries byte for byte, and the sums that people ask for."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import closing
from typing import Any

from sqlalchemy import Engine

from tests.central.conftest import rows
from tests.db.conftest import Till

_ENTRY = "seq, epoch, id, kind, schema{}, business_on, occurred_at, actor, shift_id, body, prev_hash, hash"


def entries_of(till: Till) -> list[tuple[Any, ...]]:
    """The terminal's entries, from its file and its archives."""
    with closing(till.connection()) as connection:
        return [tuple(row) for row in till.terminal.store.archives.rows(connection)]


def held(engine: Engine, terminal_id: str) -> list[tuple[Any, ...]]:
    """The centre's entries of a terminal."""
    columns = _ENTRY.format("_no")
    found = rows(engine, f"SELECT {columns} FROM entry WHERE terminal_id = '{terminal_id}' ORDER BY seq, epoch")
    return [tuple(bytes(one) if isinstance(one, memoryview) else one for one in row) for row in found]


def sums_of(entries: list[tuple[Any, ...]]) -> dict[str, Counter[Any]]:
    """By day, tender, tax and SKU, over the bodies of entries; each id once."""
    day, tender, tax, sku = Counter(), Counter(), Counter(), Counter()
    known = set()
    for row in entries:
        if row[3] == "sale.completed" and row[2] not in known:
            known.add(row[2])
            sale = json.loads(row[9])
            day[row[5]] += sale["total"]["minor"]
            for one in sale["tenders"]:
                tender[one["kind"]] += one["amount"]["minor"]
            for one in sale["taxes"]:
                tax[one["tax_class"], one["rate_ppm"]] += one["tax"]["minor"]
            for one in sale["lines"]:
                sku[one["sku"]] -= one["quantity"]["milli"]
            for one in sale["returns"]:
                sku[one["sku"]] += one["quantity"]["milli"] if one["restock"] else 0
    return {"day": day, "tender": tender, "tax": tax, "sku": sku}


def told(till: Till) -> dict[str, Counter[Any]]:
    """The same sums from the terminal's state tables."""
    return {
        "day": Counter(dict(till.query("SELECT business_on, sum(total_minor) FROM sale GROUP BY 1"))),
        "tender": Counter(
            dict(till.query("SELECT kind, sum(amount_minor) FROM tender WHERE sale_id IS NOT NULL GROUP BY 1"))
        ),
        "tax": Counter(
            {
                (tax_class, ppm): tax
                for tax_class, ppm, tax in till.query(
                    "SELECT tax_class, rate_ppm, sum(tax_minor) FROM (SELECT tax_class, rate_ppm, tax_minor FROM "
                    "sale_line UNION ALL SELECT tax_class, rate_ppm, -tax_minor FROM sale_return) GROUP BY 1, 2"
                )
            }
        ),
        "sku": Counter(dict(till.query("SELECT sku, moved_milli FROM stock"))),
    }


def check_equal(engine: Engine, till: Till, store: str = "S01") -> None:
    """The centre holds what the terminal holds, and both sums agree."""
    terminal_id = till.terminal.terminal_id
    ours, theirs = entries_of(till), held(engine, terminal_id)
    assert theirs == ours
    check_sums(engine, till, store)


def check_told(engine: Engine, till: Till, store: str = "S01") -> None:
    """The terminal has what the centre tells now, each thing in its version, and nothing else."""
    theirs = rows(
        engine,
        f"SELECT kind, key, version FROM change WHERE deleted = 0 AND scope IN ('', '{store}') ORDER BY kind, key",
    )
    assert till.query("SELECT kind, key, version FROM feed_item ORDER BY kind, key") == theirs
    levels = rows(engine, f"SELECT sku, reserved FROM stock WHERE store = '{store}' ORDER BY sku")
    told = {sku for kind, sku, _ in theirs if kind == "stock"}
    assert till.query("SELECT sku, reserved_milli FROM stock_level ORDER BY sku") == [
        (sku, int(reserved)) for sku, reserved in levels if sku in told
    ]


def check_sums(engine: Engine, till: Till, store: str = "S01") -> None:
    """By day, tender, tax and SKU both sides come to the same."""
    terminal_id = till.terminal.terminal_id
    ours, theirs = sums_of(entries_of(till)), sums_of(held(engine, terminal_id))
    assert theirs == ours
    for name, counter in told(till).items():
        assert +counter == +ours[name], name
        assert -counter == -ours[name], name
    by_day = rows(
        engine,
        "SELECT business_on, sum(total_minor), sum(tax_minor) FROM sale "
        f"WHERE terminal_id = '{terminal_id}' GROUP BY 1",
    )
    assert {day: int(total) for day, total, _ in by_day} == dict(ours["day"])
    assert sum(int(tax) for *_, tax in by_day) == sum(ours["tax"].values())
    levels = rows(engine, f"SELECT sku, on_hand FROM stock WHERE store = '{store}' AND on_hand <> 0")
    assert {sku: int(level) for sku, level in levels} == {sku: milli for sku, milli in ours["sku"].items() if milli}
