"""The index over time: products come, change and go, sell more and less, while others read and the power fails."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from app.db.search import SCHEMA, MatchKind, SearchDoc, put_many, reindex, remove, search, set_sold
from app.db.search.index import row_of, shelf_of
from tests.db.search_shop import connect, docs, found, skus, stocked


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[dbapi2.Connection]:
    connection = stocked(tmp_path / "shop.db", docs())
    yield connection
    consistent(connection)
    connection.close()


def consistent(connection: dbapi2.Connection) -> None:
    """Check that the index holds each product once, on the shelf that its row names, and nothing else."""
    held = {row for (row,) in connection.execute("SELECT id FROM search_gram_docsize")}
    products = connection.execute("SELECT id, sold, shelf, moved FROM search_doc").fetchall()
    assert held == {row_of(shelf, document) for document, _, shelf, _ in products}
    assert all(moved == (shelf != shelf_of(sold)) for _, sold, shelf, moved in products)
    connection.execute("INSERT INTO search_gram (search_gram) VALUES ('integrity-check')")


def tend(connection: dbapi2.Connection) -> int:
    """Tend the index until there is nothing left to do; return the number of turns."""
    for turn in range(10_000):
        connection.execute("BEGIN IMMEDIATE")
        more = reindex(connection)
        connection.execute("COMMIT")
        if not more:
            return turn
    raise AssertionError("no end")


def test_a_new_product_is_found_at_once(shop: dbapi2.Connection) -> None:
    assert search(shop, "珍珠奶茶") == []
    put_many(shop, [SearchDoc("NEW-1", "珍珠奶茶 700ml", "Bubble Tea", ("4719999999995",), 3)])
    for typed in ("珍珠奶茶", "珠", "bubble", "ㄓㄓㄋㄔ", "zznc", "99999995", "NEW", "珍珠乃茶"):
        assert skus(search(shop, typed))[0] == "NEW-1"


def test_a_changed_product_is_found_by_what_it_is_now_only(shop: dbapi2.Connection) -> None:
    put_many(shop, [SearchDoc("MLK-001", "南迴豆漿 936ml", "Soy Milk", ("4710550555555",), 4)])
    for typed in ("北回", "4710550109362", "fresh"):
        assert "MLK-001" not in found(shop, typed)
    for typed in ("南迴", "4710550555555", "soy", "ㄉㄐ"):
        assert "MLK-001" in found(shop, typed)
    assert shop.execute("SELECT count(*) FROM search_doc").fetchone() == (len(docs()),)


def test_the_same_product_again_leaves_the_index_alone(shop: dbapi2.Connection) -> None:
    before = shop.execute("SELECT id, block FROM search_gram_data").fetchall()
    put_many(shop, docs())
    assert shop.execute("SELECT id, block FROM search_gram_data").fetchall() == before


def test_a_removed_product_is_gone_and_can_come_back(shop: dbapi2.Connection) -> None:
    remove(shop, "TEA-009")
    remove(shop, "NEVER-WAS")
    assert "TEA-009" not in found(shop, "茶")
    put_many(shop, [doc for doc in docs() if doc.sku == "TEA-009"])
    assert search(shop, "茶")[0].kind is MatchKind.EXACT


def test_what_is_rolled_back_never_was(shop: dbapi2.Connection) -> None:
    shop.execute("BEGIN IMMEDIATE")
    put_many(shop, [SearchDoc("NEW-1", "珍珠奶茶")])
    remove(shop, "TEA-001")
    shop.execute("ROLLBACK")
    assert found(shop, "珍珠奶茶") == set()
    assert "TEA-001" in found(shop, "高山")


def test_sales_count_at_once_and_places_follow(shop: dbapi2.Connection) -> None:
    set_sold(shop, [("TEA-002", 5_000), ("NEVER-WAS", 9), ("TEA-007", -1)])
    assert skus(search(shop, "烏龍茶葉"))[0] == "TEA-002"
    assert [(hit.sku, hit.sold) for hit in search(shop, "ㄨㄌㄔ")] == [
        ("TEA-002", 5_000),
        ("TEA-001", 210),
        ("TEA-007", 0),
    ]
    assert shop.execute("SELECT count(*) FROM search_doc WHERE moved").fetchone() == (2,)
    assert tend(shop) >= 1
    assert shop.execute("SELECT count(*) FROM search_doc WHERE moved").fetchone() == (0,)
    set_sold(shop, [("TEA-002", 5_001)])
    set_sold(shop, [("TEA-007", 7)])
    set_sold(shop, [("TEA-007", 0)])
    assert shop.execute("SELECT count(*) FROM search_doc WHERE moved").fetchone() == (0,)


def test_after_tending_the_best_sellers_come_within_a_short_list(tmp_path: Path) -> None:
    connection = stocked(tmp_path / "shop.db", [SearchDoc(f"S{number:03d}", f"茶{number}") for number in range(300)])
    set_sold(connection, [(f"S{number:03d}", number) for number in range(0, 300, 2)])
    tend(connection)
    assert [hit.sold for hit in search(connection, "茶", 10)] == list(range(298, 278, -2))
    consistent(connection)
    connection.close()


@pytest.mark.parametrize("stop", ["before", "after"])
def test_a_kill_between_or_within_turns_loses_nothing(tmp_path: Path, stop: str) -> None:
    path = tmp_path / "shop.db"
    chance = random.Random(7)
    products = docs()
    connection = stocked(path, products)
    set_sold(connection, [(doc.sku, chance.randrange(2_000)) for doc in products])
    typed = ("茶", "ㄒㄧㄢ", "4710088", "tea", "gs", "高山烏隆")
    meant = [found(connection, one) for one in typed]
    for _ in range(1_000):
        connection.execute("BEGIN IMMEDIATE")
        more = reindex(connection)
        connection.execute("COMMIT" if stop == "after" or chance.random() < 0.5 else "ROLLBACK")
        connection.close()
        connection = connect(path)
        consistent(connection)
        assert [found(connection, one) for one in typed] == meant
        if not more:
            break
    assert not more
    connection.close()


def test_a_reader_sees_all_or_nothing_while_a_writer_works(tmp_path: Path) -> None:
    writer = stocked(tmp_path / "shop.db", docs())
    reader = connect(tmp_path / "shop.db")
    meant = found(reader, "茶")
    set_sold(writer, [(doc.sku, doc.sold * 3 + 1) for doc in docs()])
    for doc in docs():
        writer.execute("BEGIN IMMEDIATE")
        reindex(writer)
        put_many(writer, [SearchDoc(f"{doc.sku}-2", doc.name, doc.name_en, (), 1)])
        assert found(reader, "茶") == meant
        remove(writer, f"{doc.sku}-2")
        writer.execute("COMMIT")
        assert found(reader, "茶") == meant
    reader.close()
    writer.close()


def test_many_small_changes_and_no_rest_keep_the_index_whole(tmp_path: Path) -> None:
    connection = stocked(tmp_path / "shop.db", docs())
    for number in range(300):
        put_many(connection, [SearchDoc("MLK-001", f"北回鮮乳 第{number}批", "", (str(number),), number)])
    assert found(connection, "北回鮮乳 第299批") == {"MLK-001"}
    consistent(connection)
    tend(connection)
    consistent(connection)
    assert search(connection, "北回鮮乳 第299批")[0].kind is MatchKind.EXACT
    assert all(hit.kind > MatchKind.PART for hit in search(connection, "第298批"))
    connection.close()


def test_years_of_sales_leave_the_index_in_few_parts(tmp_path: Path) -> None:
    connection = stocked(tmp_path / "shop.db", docs())
    connection.execute("PRAGMA synchronous=OFF")
    chance = random.Random(5)
    for _ in range(120):
        set_sold(connection, [(doc.sku, chance.randrange(100)) for doc in chance.sample(docs(), 9)])
        tend(connection)
    parts = "SELECT count(DISTINCT segid) FROM search_gram_idx"
    assert connection.execute(parts).fetchone()[0] <= 8
    assert found(connection, "茶") == {doc.sku for doc in docs() if "茶" in doc.name}
    connection.close()


def test_the_schema_is_a_list_of_single_statements(tmp_path: Path) -> None:
    connection = connect(tmp_path / "shop.db")
    for statement in SCHEMA:
        connection.execute(statement)
    put_many(connection, docs())
    assert len(found(connection, "茶")) == 11
    connection.close()


@given(st.integers(0, 1 << 45), st.integers(0, 1 << 45))
def test_shelves_are_in_the_order_of_sales(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert 0 <= shelf_of(high) <= shelf_of(low) <= 1023
    if high < 32 and low != high:
        assert shelf_of(high) < shelf_of(low)
    if low > 32 and high <= 1 << 40 and shelf_of(low) == shelf_of(high):
        assert (high - low) * 16 <= high
    assert row_of(shelf_of(high), 1) <= row_of(shelf_of(low), 1) < 1 << 63
