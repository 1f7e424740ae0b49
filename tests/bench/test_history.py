"""A million past sales in the file: commit, look-up and search beside a fresh file, and beside bare SQL.

Printed, not asserted by the clock. ``OMO_POS_BENCH_SALES`` sets the number of past sales, ``OMO_POS_BENCH_SKUS`` that
of products.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Terminal, open_terminal
from app.config import Config
from app.contract.chain import chain_hash
from app.db import tables
from app.db.catalog import Row, put
from app.db.connection import Connection, connect_reader, connect_writer
from app.db.listing import day_seq
from app.domain.catalog import DatedPrice, Product, ProductCode, code_key
from app.domain.ids import uuid7
from app.domain.quantity import Price
from app.domain.sales import Filter, ListKind
from app.domain.shop import Shop
from app.services.ports import Priority
from tests.bench import test_commit_speed as commit
from tests.bench import test_search_speed as searching

pytestmark = pytest.mark.bench

SALES = int(os.environ.get("OMO_POS_BENCH_SALES", "1000000"))
SKUS = int(os.environ.get("OMO_POS_BENCH_SKUS", "100000"))
BATCH = 2_000


def fill_catalogue(terminal: Terminal) -> list[str]:
    """Put the products in, as an import does; their first codes."""
    docs = searching.catalogue(SKUS)
    taken: set[str] = set()

    def product(doc: Any) -> Product:
        codes = tuple(ProductCode(code) for code in doc.codes if code_key(code) not in taken)
        taken.update(code_key(code) for code in doc.codes)
        return Product(doc.sku, doc.name, doc.name_en, codes=codes)

    products = [product(doc) for doc in docs]
    for start in range(0, len(products), BATCH):
        rows = [Row(one, DatedPrice(one.sku, Price(35))) for one in products[start : start + BATCH]]

        def job(connection: Connection, rows: list[Row] = rows) -> None:
            put(connection, rows)

        terminal.store.writer.on_connection(job, Priority.FEED).result()
    return [one.codes[0].code for one in products if one.codes]


def history(connection: Connection, terminal_id: str, count: int) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    """Rows of past sales after the last one, which they are like; a whole chain, in batches."""
    last = connection.execute("SELECT * FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    sale = connection.execute("SELECT * FROM sale WHERE id=?", (last[2],)).fetchone()
    lines = connection.execute("SELECT * FROM sale_line WHERE sale_id=?", (last[2],)).fetchall()
    tender = connection.execute("SELECT * FROM tender WHERE sale_id=?", (last[2],)).fetchone()
    seq, prev = last[0], last[11]
    for start in range(0, count, BATCH):
        batch: dict[str, list[tuple[Any, ...]]] = {name: [] for name in ("journal", "sale", "sale_line", "tender")}
        for number in range(start, min(start + BATCH, count)):
            seq += 1
            sale_id = uuid7(last[6] // 1000 + number, number.to_bytes(10, "big"))
            columns = (seq, last[1], sale_id, *last[3:10])
            own = chain_hash(prev, terminal_id, columns)
            batch["journal"].append((*columns, prev, own))
            order = day_seq(last[5], seq)
            batch["sale"].append((sale_id, f"H-1-1-{number:09d}", seq, "history", *sale[4:-1], order))
            batch["sale_line"].extend((sale_id, *line[1:-1], order) for line in lines)
            batch["tender"].append((sale_id, sale_id, sale_id, *tender[3:-1], order))
            prev = own
        yield batch


def fill_history(config: Config, terminal_id: str, key: bytes | None) -> None:
    """Write the past sales straight into the tables, behind the last one."""
    connection = connect_writer(config.data_dir / "omo-pos.db", key, "OFF")
    insert = {name: tables.ALL[name].insert_sql() for name in ("journal", "sale", "sale_line", "tender")}
    for batch in history(connection, terminal_id, SALES):
        connection.execute("BEGIN IMMEDIATE")
        for name, rows in batch.items():
            connection.executemany(insert[name], rows)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.close()


def clocked(call: Callable[[str], object], texts: list[str]) -> list[float]:
    """Seconds of each call."""
    taken = []
    for text in texts:
        start = time.perf_counter()
        call(text)
        taken.append(time.perf_counter() - start)
    return taken


def look_ups(terminal: Terminal, codes: list[str], key: bytes | None) -> str:
    """A look-up by barcode beside a raw indexed SELECT of the same columns."""
    catalog = terminal.store.catalog()
    at = terminal.desk.clock.now()
    step = max(1, len(codes) // 5_000)
    asked = codes[::step]
    raw = connect_reader(terminal.store.place.database, key)
    query = "SELECT p.* FROM product_code c JOIN product p ON p.sku = c.sku WHERE c.code = ?"
    keys = [code_key(code) for code in asked]
    clocked(lambda code: catalog.find(code, at), asked)
    ours = clocked(lambda code: catalog.find(code, at), asked)
    bare = clocked(lambda code: raw.execute(query, (code,)).fetchone(), keys)
    raw.close()
    assert all(catalog.find(code, at) is not None for code in asked[:50])
    ratio = statistics.median(ours) / statistics.median(bare)
    return (
        f"look-up: ours {commit.p(ours, 0.5) * 1e3:.0f}/{commit.p(ours, 0.95) * 1e3:.0f} us, raw indexed SELECT "
        f"{commit.p(bare, 0.5) * 1e3:.0f}/{commit.p(bare, 0.95) * 1e3:.0f} us (median/p95), ratio {ratio:.2f}"
    )


def searches(terminal: Terminal) -> str:
    """Search as typed, every kind of query mixed."""
    texts = [
        "茶",
        "奶",
        "烏龍",
        "高山烏龍",
        "ㄍㄕㄨㄌ",
        "ㄒ",
        "gswl",
        "TEA",
        "00012",
        "4711",
        "choco",
        "鮮奶 250",
        "高山鳥龍",
    ] * 8
    connection = terminal.store.connection()
    taken = clocked(lambda text: searching.search(connection, text, 50), texts)
    return f"search: {commit.p(taken, 0.5):.2f}/{commit.p(taken, 0.95):.2f} ms, worst {max(taken) * 1e3:.1f} ms"


def lists(terminal: Terminal) -> str:
    """Pages of the list of sales, the first one and one far back, narrowed in every way."""
    (last,) = terminal.sales.page(Filter(), limit=1).rows
    lowest, highest = terminal.store.connection().execute("SELECT min(day_seq), max(day_seq) FROM sale").fetchone()
    back = (lowest + highest) // 2
    wanted = {
        "all": Filter(),
        "digits": Filter(number="0042"),
        "amount": Filter(amount=last.total),
        "goods": Filter(item=terminal.sales.view(last.sale_id).sale.ticket.lines[0].sku),
        "part of a name": Filter(item="商品"),
        "person": Filter(cashier="bench"),
        "nobody": Filter(cashier="nobody"),
        "refunds": Filter(kind=ListKind.REFUND),
        "tender": Filter(tender="cash"),
        "rare together": Filter(tender="cash", cashier="bench", kind=ListKind.EXCHANGE),
        "one day": Filter(since=last.business_on, until=last.business_on),
    }
    told = []
    for name, one in wanted.items():
        taken = clocked(terminal.sales.page, [one] * 20)
        taken += clocked(lambda filter_: terminal.sales.page(filter_, back), [one] * 20)
        told.append(f"{name} {commit.p(taken, 0.5):.1f}/{commit.p(taken, 0.95):.1f}")
    return "list of sales, ms a page of 50 (median/p95): " + ", ".join(told)


def opened(folder: Path, keys: Path) -> Terminal:
    """A terminal with the catalogue and an open shift."""
    terminal = open_terminal(Config(folder, keys, "file"), Shop())
    if terminal.store.reads().open_shift() is None:
        terminal.shifts.open(terminal.desk.ids.mint(), 0, "bench").result()
    return terminal


@pytest.mark.timeout(7_200)
def test_nothing_grows_with_history(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = tmp_path / "keys"
    fresh, full = opened(tmp_path / "fresh", keys), opened(tmp_path / "full", keys)
    codes = fill_catalogue(fresh)
    fill_catalogue(full)
    commit.sell(full, 1)
    key = full.secrets.load().database_key
    full.close()
    fill_history(Config(tmp_path / "full", keys, "file"), full.terminal_id, key)
    (tmp_path / "full" / "anchor.json").unlink()  # the filled history has none; selling is what is measured
    full = opened(tmp_path / "full", keys)
    terminals = {"fresh": fresh, f"{SALES} past sales": full}
    taken: dict[str, list[float]] = {name: [] for name in terminals}
    for _ in range(8):  # in turn, so that a noisy minute falls on both
        for name, terminal in terminals.items():
            taken[name] += commit.sell(terminal, commit.ROUNDS // 4)
    told = [f"{len(codes)} products"]
    for name, terminal in terminals.items():
        size = (terminal.store.place.database).stat().st_size >> 20
        sale = f"{commit.p(taken[name], 0.5):.2f}/{commit.p(taken[name], 0.95):.2f} ms (median/p95)"
        told += [f"{name}: {size} MiB", f"  10-line sale: {sale}"]
        told += [f"  {look_ups(terminal, codes, terminal.secrets.load().database_key)}", f"  {searches(terminal)}"]
        told.append(f"  {lists(terminal)}")
    for terminal in terminals.values():
        terminal.close()
    rows = commit.rows_of_last_sale(tmp_path / "full" / "omo-pos.db", key)
    bare = commit.raw(tmp_path, tmp_path / "full" / "omo-pos.db", key, rows)
    told.append(commit.told("with the history", taken[f"{SALES} past sales"], bare))
    with capsys.disabled():
        print("\n" + "\n".join(told))
