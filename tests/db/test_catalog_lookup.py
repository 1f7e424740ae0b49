from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.db import catalog, schema
from app.db.catalog import Row, SqliteCatalog, codes_of, known, owner_of, put, put_price
from app.db.connection import connect_writer
from app.domain.catalog import DatedPrice, PriceBook, PriceKind, Product, ProductCode
from app.domain.quantity import Price, Unit

AT = 1_000_000
RICH = Product(
    "TEA-01",
    "高山烏龍",
    "High Mountain Oolong",
    category="tea/oolong",
    tax_class="reduced",
    unit=Unit.KILOGRAM,
    price_kind=PriceKind.OPEN,
    codes=(ProductCode("4710018000119"), ProductCode("036000291452", 6), ProductCode("house-7")),
    style="T-100",
    options=(("colour", "白"), ("size", "M")),
    tags=frozenset({"hot", "冷"}),
)


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    opened = connect_writer(tmp_path_factory.mktemp("catalog") / "x.db", None)
    schema.upgrade(opened)
    yield opened
    opened.close()


@pytest.fixture
def books(connection):
    """A catalogue, empty at first, that forgets everything in the end."""
    connection.execute("BEGIN")
    yield SqliteCatalog(connection)
    connection.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("code", "pack"),
    [
        ("TEA-01", 1),
        (" TEA-01 ", 1),
        ("ＴＥＡ－０１", 1),
        ("4710018000119", 1),
        ("04710018000119", 1),
        ("４７１００１８０００１１９", 1),
        ("036000291452", 6),
        ("0036000291452", 6),
        ("house-7", 1),
    ],
)
def test_a_product_is_found_by_any_of_its_codes(connection, books, code, pack):
    put(connection, [Row(RICH, DatedPrice("TEA-01", Price(120, 600)))])
    found = books.find(code, AT)
    assert (found.pack, found.price) == (pack, Price(120, 600))
    assert found.product == Product(**{**_fields(RICH), "codes": found.product.codes})


def _fields(product: Product) -> dict[str, object]:
    return {name: getattr(product, name) for name in product.__dataclass_fields__}


@pytest.mark.parametrize("code", ["", "tea-01", "TEA", "TEA-0", "4710018000118", "house-07", "House-7", "%", "TEA%"])
def test_nothing_else_finds_it(connection, books, code):
    put(connection, [Row(RICH)])
    assert books.find(code, AT) is None


def test_a_product_without_a_price_is_found_without_one(connection, books):
    put(connection, [Row(RICH)])
    assert books.find("TEA-01", AT).price is None


def test_what_is_no_longer_sold_is_not_found(connection, books):
    put(connection, [Row(RICH)])
    connection.execute("UPDATE product SET active = 0")
    assert books.find("TEA-01", AT) is None


def test_a_changed_product_loses_its_old_codes(connection, books):
    put(connection, [Row(RICH)])
    changed = Product("TEA-01", "新", codes=(ProductCode("4711588210441"),))
    put(connection, [Row(changed)])
    assert books.find("4710018000119", AT) is None
    assert books.find("4711588210441", AT).product.name == "新"
    assert codes_of(connection, "TEA-01") == changed.codes
    assert owner_of(connection, "４７１１５８８２１０４４１") == "TEA-01"
    assert owner_of(connection, "house-7") is None
    assert (known(connection, "TEA-01"), known(connection, "tea-01")) == (True, False)


def test_a_price_set_again_is_changed(connection, books):
    put(connection, [Row(RICH, DatedPrice("TEA-01", Price(120), 5))])
    put_price(connection, DatedPrice("TEA-01", Price(110), 5, ends_at=AT))
    assert books.find("TEA-01", AT - 1).price == Price(110)
    assert books.find("TEA-01", AT).price is None


def test_a_look_up_is_searches_in_indexes_only(connection):
    plan = connection.execute("EXPLAIN QUERY PLAN " + catalog.LOOKUP, {"code": "x", "at": 0}).fetchall()
    steps = [step for *_, step in plan if not step.startswith("CORRELATED")]
    assert len(steps) == 4
    assert all(step.startswith("SEARCH") and "PRIMARY KEY" in step for step in steps), steps


dated = st.tuples(st.integers(0, 30), st.none() | st.integers(1, 35), st.integers(0, 99))


@given(st.lists(dated, max_size=8), st.integers(0, 40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_the_table_answers_as_the_price_book_does(connection, rows, at):
    connection.execute("BEGIN")
    try:
        prices = {start: DatedPrice("TEA-01", Price(minor), start, end) for start, end, minor in rows}
        put(connection, [Row(Product("TEA-01", "茶"))])
        for price in prices.values():
            put_price(connection, price)
            put_price(connection, DatedPrice("OTHER", Price(1), price.starts_at))
        found = SqliteCatalog(connection).find("TEA-01", at)
        assert found.price == PriceBook(prices.values()).price("TEA-01", at)
    finally:
        connection.execute("ROLLBACK")


def test_a_till_scans_what_another_thread_put_in(till):
    till.terminal.store.add_products([RICH])
    assert till.terminal.store.catalog().find("house-7", AT).product.sku == "TEA-01"
    assert till.terminal.store.add_products([RICH, Product("TEA-02", "凍頂")]) == 1
    assert till.terminal.store.catalog().find("TEA-02", AT).product.name == "凍頂"
