"""What a sale costs beside the bare minimum: the same rows, written by plain SQL on the same driver.

Printed, not asserted by the clock.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlcipher3 import dbapi2 as sqlite

from app.bootstrap import Terminal, open_terminal
from app.config import Config
from app.db import tables
from app.db.connection import connect_writer
from app.domain.cart import Cart, add_product
from app.domain.catalog import Product
from app.domain.money import TWD
from app.domain.pricing import PricedCart
from app.domain.pricing.book import PromotionBook
from app.domain.pricing.engine import price_cart
from app.domain.quantity import Price, pieces
from app.domain.shop import Shop
from app.domain.tender import Payment

pytestmark = pytest.mark.bench

ROUNDS = 400
_BOOK = PromotionBook(())
_ZONE = ZoneInfo("Asia/Taipei")
_MOVE = (
    "INSERT INTO stock VALUES(?, ?, 1) ON CONFLICT(sku) DO UPDATE SET "
    "moved_milli=moved_milli+excluded.moved_milli, times_sold=times_sold+1"
)
#: Everything one sale of ten lines writes, in the order in which it is written.
_ROWS = ("journal", "sale", "sale_line", "stock", "tender", "numbering", "print_job")


def ready(terminal: Terminal, place: int) -> tuple[Cart, PricedCart, Payment]:
    """A priced cart of ten lines, paid in cash."""
    cart = Cart(terminal.desk.ids.mint(), TWD)
    for number in range(10):
        product = Product(f"SKU{(place * 7 + number) % 5000:05d}", f"商品{number}號")
        cart = add_product(cart, product, Price(35 + number), pieces(1 + number % 3))
    priced = price_cart(cart, _BOOK, terminal.shop.tax, terminal.desk.clock.now(), zone=_ZONE)
    payment = Payment(priced.total, TWD).with_cash(terminal.desk.ids.mint(), priced.total + 50)
    return cart, priced, payment


def sell(terminal: Terminal, count: int) -> list[float]:
    """Seconds from the call to the acknowledgement of each sale."""
    taken = []
    for place in range(count):
        cart, priced, payment = ready(terminal, place)
        start = time.perf_counter()
        terminal.sell.complete(cart, priced, payment, "bench").result()
        taken.append(time.perf_counter() - start)
    return taken


def rows_of_last_sale(path: Path, key: bytes | None) -> dict[str, list[tuple[object, ...]]]:
    """The rows that the last sale wrote, to be written again by plain SQL."""
    connection = connect_writer(path, key)
    sale_id = connection.execute("SELECT id FROM journal ORDER BY seq DESC LIMIT 1").fetchone()[0]
    rows = {
        "journal": connection.execute("SELECT * FROM journal WHERE id=?", (sale_id,)).fetchall(),
        "sale": connection.execute("SELECT * FROM sale WHERE id=?", (sale_id,)).fetchall(),
        "sale_line": connection.execute("SELECT * FROM sale_line WHERE sale_id=?", (sale_id,)).fetchall(),
        "tender": connection.execute("SELECT * FROM tender WHERE sale_id=?", (sale_id,)).fetchall(),
        "print_job": connection.execute("SELECT * FROM print_job WHERE id=?", (sale_id,)).fetchall(),
    }
    connection.close()
    return rows


def raw_connection(path: Path, like: Path, key: bytes | None) -> sqlite.Connection:
    """An empty file with the same tables and indexes, opened as plainly as can be with the same durability."""
    source = connect_writer(like, key)
    marks = ", ".join("?" * len(_ROWS))
    query = f"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name IN ({marks}) AND type <> 'trigger'"
    ddl = [row[0] for row in source.execute(query, _ROWS)]
    source.close()
    connection = sqlite.connect(path, isolation_level=None)
    if key is not None:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=0", *ddl):
        connection.execute(statement)
    connection.execute("INSERT INTO numbering VALUES(1, 0, 0, 0)")
    return connection


def renamed(rows: dict[str, list[tuple[object, ...]]], number: int) -> dict[str, list[tuple[Any, ...]]]:
    """The same rows as another sale's."""
    mark = f"{number:08d}"
    fresh = {name: [(str(row[0])[:-8] + mark, *row[1:]) for row in found] for name, found in rows.items()}
    fresh["journal"] = [(number + 1, row[1], str(row[2])[:-8] + mark, *row[3:]) for row in rows["journal"]]
    fresh["print_job"] = [(number + 1, str(row[1])[:-8] + mark, *row[2:]) for row in rows["print_job"]]
    fresh["sale"] = [(row[0], f"{row[1]}-{number}", *row[2:]) for row in fresh["sale"]]
    return fresh


def raw(folder: Path, like: Path, key: bytes | None, rows: dict[str, list[tuple[object, ...]]]) -> list[float]:
    """Seconds of each transaction of plain prepared SQL: the same tables and rows, nothing thought about."""
    connection = raw_connection(folder / "raw.db", like, key)
    insert = {name: tables.ALL[name].insert_sql() for name in rows}
    taken = []
    for number in range(ROUNDS):
        fresh = renamed(rows, number)
        moves = [(line[2], -line[5]) for line in fresh["sale_line"]]
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for name, found in fresh.items():
            connection.executemany(insert[name], found)
        connection.executemany(_MOVE, moves)
        connection.execute("UPDATE numbering SET last_receipt=last_receipt+1 WHERE epoch=1")
        connection.execute("COMMIT")
        taken.append(time.perf_counter() - start)
        if number % 100 == 99:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    connection.close()
    return taken


def p(values: list[float], share: float) -> float:
    """A percentile in milliseconds."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1e3


def told(name: str, ours: list[float], bare: list[float]) -> str:
    """One line: medians, p95 and the ratio of the medians."""
    ratio = statistics.median(ours) / statistics.median(bare)
    return (
        f"{name}: ours {p(ours, 0.5):.2f}/{p(ours, 0.95):.2f} ms, bare SQL {p(bare, 0.5):.2f}/{p(bare, 0.95):.2f} ms "
        f"(median/p95), ratio {ratio:.2f}"
    )


@pytest.mark.parametrize("plain", [True, False], ids=["plain", "encrypted"])
@pytest.mark.timeout(3_600)
def test_ten_line_sale(tmp_path: Path, plain: bool, capsys: pytest.CaptureFixture[str]) -> None:
    config = Config(tmp_path / "data", tmp_path / "keys", "file", plain=plain)
    terminal = open_terminal(config, Shop())
    terminal.shifts.open(terminal.desk.ids.mint(), 0, "bench").result()
    key = None if plain else terminal.secrets.load().database_key
    sell(terminal, 50)
    ours = sell(terminal, ROUNDS)
    terminal.close()
    bare = raw(tmp_path, config.data_dir / "omo-pos.db", key, rows_of_last_sale(config.data_dir / "omo-pos.db", key))
    assert len(ours) == len(bare) == ROUNDS
    with capsys.disabled():
        print("\n" + told("10-line sale, fresh file, " + ("plain" if plain else "encrypted"), ours, bare))
