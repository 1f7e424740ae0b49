"""Browsing the catalogue: shelves, pages, what sells, details; and that each is a search in an index."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.db import browse, catalog, schema
from app.db.catalog import Row, SqliteCatalog, put, put_shelves
from app.db.connection import Connection, connect_writer
from app.domain.catalog import DatedPrice, Product, ProductCode
from app.domain.quantity import Price
from app.services.lookup import Shelf

AT = 1_000_000
FIRST = ("", "")


@pytest.fixture
def connection(tmp_path) -> Iterator[Connection]:
    opened = connect_writer(tmp_path / "x.db", None)
    schema.upgrade(opened)
    opened.execute("BEGIN")
    yield opened
    opened.execute("ROLLBACK")
    opened.close()


@pytest.fixture
def books(connection: Connection) -> SqliteCatalog:
    return SqliteCatalog(connection)


def goods(connection: Connection, *rows: tuple[str, str], **other: object) -> None:
    """Products of (SKU, category), each at a price of 10."""
    made = [Product(sku, f"name of {sku}", category=category, **other) for sku, category in rows]  # type: ignore[arg-type]
    put(connection, [Row(one, DatedPrice(one.sku, Price(10))) for one in made])


def skus(found: list) -> list[str]:
    return [one.found.product.sku for one in found]


def sold(connection: Connection, **counts: int) -> None:
    connection.executemany("INSERT INTO stock(sku, moved_milli, times_sold) VALUES(?, 5000, ?)", list(counts.items()))


# --- pages ------------------------------------------------------------------------------------------------------


def test_a_category_holds_what_is_below_it_and_nothing_beside_it(connection, books):
    goods(connection, ("A", "tea"), ("B", "tea/oolong"), ("C", "tea/oolong/bags"), ("D", "teapots"), ("E", "tea0"))
    assert skus(books.browse("tea", FIRST, 10, AT)) == ["A", "B", "C"]
    assert skus(books.browse("tea/oolong", FIRST, 10, AT)) == ["B", "C"]
    assert books.browse("te", FIRST, 10, AT) == []


def test_pages_go_on_behind_the_last_one_and_meet_every_product_once(connection, books):
    rows = [(f"S{number:03d}", ("tea/b", "tea/a", "tea")[number % 3]) for number in range(50)]
    goods(connection, *rows)
    seen, after = [], FIRST
    while page := books.browse("tea", after, 7, AT):
        seen += skus(page)
        last = page[-1].found.product
        after = (last.category, last.sku)
    assert seen == [sku for sku, _ in sorted(rows, key=lambda row: (row[1], row[0]))]


def test_what_is_no_longer_sold_is_on_no_shelf(connection, books):
    goods(connection, ("A", "tea"), ("B", "tea"), style="S")
    sold(connection, A=1, B=2)
    connection.execute("UPDATE product SET active = 0 WHERE sku = 'B'")
    assert skus(books.browse("tea", FIRST, 10, AT)) == ["A"]
    assert skus(books.often_sold(10, AT)) == ["A"]
    assert books.shown("B", AT) is None
    assert books.detail("B", AT) is None
    found = books.detail("A", AT)
    assert found is not None
    assert skus(list(found.variants)) == ["A"]


def test_what_sells_most_comes_first_and_what_never_sold_does_not_come(connection, books):
    goods(connection, ("A", "tea"), ("B", "tea"), ("C", "tea"), ("D", "tea"))
    sold(connection, A=3, B=9, C=0, D=3)
    assert skus(books.often_sold(10, AT)) == ["B", "D", "A"]
    assert skus(books.often_sold(2, AT)) == ["B", "D"]


# --- what is shown ----------------------------------------------------------------------------------------------


def test_goods_are_shown_with_price_stock_and_the_longest_code_of_one(connection, books):
    codes = (ProductCode("02000015"), ProductCode("4710000000011"), ProductCode("4710000000028", 6))
    put(connection, [Row(Product("A", "茶", codes=codes), DatedPrice("A", Price(10)))])
    shown = books.shown("A", AT)
    assert shown is not None
    assert (shown.found.price, shown.stock_milli, shown.code) == (Price(10), None, "4710000000011")
    sold(connection, A=1)
    again = books.shown("A", AT)
    assert again is not None
    assert again.stock_milli == 5000


def test_goods_without_codes_or_price_are_shown_all_the_same(connection, books):
    put(connection, [Row(Product("A", "茶"))])
    shown = books.shown("A", AT)
    assert shown is not None
    assert (shown.found.price, shown.code) == (None, "")


def test_a_detail_names_all_codes_and_the_same_style(connection, books):
    first = Product("A", "巾 白", codes=(ProductCode("4710000000011"), ProductCode("BOX", 6)), style="LINEN")
    put(connection, [Row(first), Row(Product("B", "巾 綠", style="LINEN")), Row(Product("C", "杯", style="MUG"))])
    found = books.detail("A", AT)
    assert found is not None
    assert set(found.codes) == {("4710000000011", 1), ("BOX", 6)}
    assert skus(list(found.variants)) == ["A", "B"]


def test_search_shows_the_same(connection, books):
    goods(connection, ("A", "tea"))
    sold(connection, A=1)
    (result,) = books.search("name", 10, AT)
    assert result.shown == books.shown("A", AT)


# --- shelves ----------------------------------------------------------------------------------------------------


def test_shelves_stand_in_the_order_in_which_they_came(connection, books):
    goods(connection, ("A", "麵包/可頌"), ("B", "甜點"), ("C", "麵包"), ("D", "茶與咖啡/茶"), ("E", ""))
    assert books.shelves() == [Shelf("麵包"), Shelf("甜點"), Shelf("茶與咖啡")]
    goods(connection, ("F", "甜點/蛋糕"), ("G", "生活"))
    assert [one.path for one in books.shelves()] == ["麵包", "甜點", "茶與咖啡", "生活"]


def test_shelves_have_english_names_and_empty_ones_are_not_shown(connection, books):
    put_shelves(connection, [("甜點", "Cakes"), ("麵包", "Bread"), ("茶", "Tea")])
    goods(connection, ("A", "麵包/可頌"), ("B", "甜點"))
    assert books.shelves() == [Shelf("甜點", "Cakes"), Shelf("麵包", "Bread")]
    put_shelves(connection, [("麵包", "Breads")])
    assert books.shelves() == [Shelf("甜點", "Cakes"), Shelf("麵包", "Breads")]


def test_shelves_that_came_in_another_way_are_not_forgotten(connection, books):
    goods(connection, ("A", "麵包"))
    connection.execute("DELETE FROM category")
    assert books.shelves() == [Shelf("麵包")]


def test_an_older_catalogue_gets_its_shelves_by_the_climb(tmp_path):
    opened = connect_writer(tmp_path / "older.db", None)
    schema.upgrade(opened, "0004")
    for sku, category in (("A", "tea/oolong"), ("B", "bread"), ("C", ""), ("D", "tea")):
        opened.execute(
            "INSERT INTO product VALUES(?, 'x', '', ?, 'standard', 'piece', 'fixed', NULL, '[]', '[]', 1)",
            (sku, category),
        )
    schema.upgrade(opened)
    assert SqliteCatalog(opened).shelves() == [Shelf("bread"), Shelf("tea")]
    opened.close()


# --- the plans --------------------------------------------------------------------------------------------------


def plan(connection: Connection, sql: str, **values: object) -> list[str]:
    rows = connection.execute(f"EXPLAIN QUERY PLAN {sql}", {"at": AT, **values}).fetchall()
    return [str(row[-1]) for row in rows]


def test_a_page_is_a_range_of_the_shelves_index(connection):
    found = plan(connection, browse.PAGE, top="tea", path="", sku="", limit=17)
    assert found[0].startswith("SEARCH product USING INDEX product_by_category"), found
    assert not any(step.startswith("SCAN") or "TEMP B-TREE" in step for step in found), found


def test_what_sells_most_is_read_from_the_end_of_its_index(connection):
    found = plan(connection, browse.OFTEN, limit=16)
    assert found[0].startswith("SEARCH s USING COVERING INDEX stock_by_times_sold"), found
    assert found[1].startswith("SEARCH p USING PRIMARY KEY"), found
    assert not any("TEMP B-TREE" in step for step in found), found


def test_one_product_is_a_search_in_primary_keys(connection):
    found = plan(connection, browse._SHOWN, sku="A")
    assert not any(step.startswith("SCAN") for step in found), found


def test_categories_are_steps_in_the_index(connection):
    found = plan(connection, browse.CATEGORIES)
    assert all("SCAN product" not in step for step in found), found
    assert sum("product_by_category" in step for step in found) == 2, found


def test_a_style_is_a_search_in_its_index(connection):
    found = plan(connection, browse.VARIANTS, style="LINEN", limit=10)
    assert any("product_by_style" in step and step.startswith("SEARCH") for step in found), found


def test_browsing_stays_cheap_however_large_the_catalogue(connection, books):
    """Steps of SQLite's machine, not seconds: a page of a large catalogue costs no more than one of a small one."""
    rows = ((f"S{number:05d}", f"c{number % 40:02d}/x", "") for number in range(3_000))
    connection.executemany(
        "INSERT INTO product VALUES(?, 'x', '', ?, 'standard', 'piece', 'fixed', NULL, '[]', ?, 1)",
        ((sku, category, "[]") for sku, category, _ in rows),
    )
    connection.execute("INSERT INTO product_code SELECT sku, sku, 1, sku FROM product")
    few = steps(connection, lambda: books.browse("c05", FIRST, 17, AT))
    many = steps(connection, lambda: books.browse("c39", FIRST, 17, AT))
    assert many <= few * 1.2 + 100
    assert steps(connection, books.categories) < 3_000


def steps(connection: Connection, act) -> int:
    counted = [0]

    def count() -> int:
        counted[0] += 1
        return 0

    connection.set_progress_handler(count, 1)
    act()
    connection.set_progress_handler(None, 1)
    return counted[0]


def test_the_catalogue_hands_on_to_browsing():
    assert catalog.browsing is browse
