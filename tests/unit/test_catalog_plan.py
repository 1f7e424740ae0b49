from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalog import DatedPrice, PriceBook, PriceKind, Product, ProductCode
from app.domain.quantity import Price, Unit
from app.services.catalog_plan import OPTION, AskedPrice, Item, Known, merged, price_rows, problem, same

NOW = 1_000_000
CUP = Product(
    "CUP", "杯", category="器物", codes=(ProductCode("A"), ProductCode("B", 6)), options=(("colour", "白"),)
)


def item(*prices: AskedPrice, product: Product = CUP, given: frozenset[str] = frozenset(("name",)), **others) -> Item:
    return Item(2, product, given, prices, **others)


def after(known: Known | None, asked: Item, at: int) -> Known:
    """The catalogue once the rows are written: one row to a start."""
    product = merged(asked, known)
    rows = {row.starts_at: row for row in (known.prices if known else ())}
    rows.update({row.starts_at: row for row in price_rows(asked, product, known, at)})
    return Known(product, tuple(rows[start] for start in sorted(rows)))


def test_what_the_file_is_silent_about_stays():
    new = Product("CUP", "馬克杯", category="", options=(("size", "M"),))
    product = merged(item(product=new, given=frozenset(("name", OPTION + "size"))), Known(CUP))
    assert product == replace(CUP, name="馬克杯", options=(("colour", "白"), ("size", "M")))


def test_an_empty_cell_empties():
    given_fields = frozenset(("name", "category", "codes", OPTION + "colour"))
    product = merged(item(product=Product("CUP", "杯"), given=given_fields), Known(CUP))
    assert (product.category, product.codes, product.options) == ("", (), ())


def test_the_order_of_codes_is_no_change_but_their_packs_are():
    assert same(CUP, replace(CUP, codes=CUP.codes[::-1]))
    assert same(CUP, replace(CUP, codes=(*CUP.codes, ProductCode("CUP"))))  # the SKU is a code anyway
    assert not same(CUP, replace(CUP, codes=(ProductCode("A"), ProductCode("B", 12))))
    assert not same(CUP, replace(CUP, name="盃"))


def test_a_new_product_needs_a_price_unless_it_is_typed_at_the_counter():
    assert problem(item(), CUP, None).code == "catalog.no_price"
    assert problem(item(), replace(CUP, price_kind=PriceKind.OPEN), None) is None
    assert problem(item(), CUP, Known(CUP, (DatedPrice("CUP", Price(5)),))) is None


def test_pieces_are_counted_whole_whatever_the_file_knows_of_the_unit():
    assert problem(item(AskedPrice(5), stock_milli=1_500), CUP, None).code == "catalog.stock_not_whole"
    assert problem(item(AskedPrice(5), stock_milli=1_500), replace(CUP, unit=Unit.KILOGRAM), None) is None


def test_a_new_products_price_holds_for_ever():
    assert price_rows(item(AskedPrice(58)), CUP, None, NOW) == [DatedPrice("CUP", Price(58), 0)]


def test_a_changed_price_holds_from_now_on_and_the_past_stays():
    known = after(None, item(AskedPrice(58)), NOW)
    later = after(known, item(AskedPrice(62)), NOW + 50)
    assert later.prices == (DatedPrice("CUP", Price(58)), DatedPrice("CUP", Price(62), NOW + 50))
    assert price_rows(item(AskedPrice(62)), CUP, later, NOW + 99) == []


def test_a_weighed_products_price_keeps_its_base_where_the_file_does_not_say():
    cheese = Product("CUP", "起司", unit=Unit.KILOGRAM)
    known = Known(cheese, (DatedPrice("CUP", Price(78, 100)),))
    silent = Item(2, Product("CUP", "起司"), frozenset(("name",)), (AskedPrice(80),))
    assert price_rows(silent, cheese, known, NOW) == [DatedPrice("CUP", Price(80, 100), NOW)]
    told = replace(silent, prices=(AskedPrice(80, 1000),))
    assert price_rows(told, cheese, known, NOW) == [DatedPrice("CUP", Price(80, 1000), NOW)]


def test_a_passing_price_goes_on_over_a_new_usual_one():
    known = after(None, item(AskedPrice(60), AskedPrice(50, None, NOW - 9, NOW + 100)), NOW)
    later = after(known, item(AskedPrice(70)), NOW + 10)
    book = PriceBook(later.prices)
    assert [book.price("CUP", at) for at in (NOW - 10, NOW + 9, NOW + 11, NOW + 99, NOW + 100)] == [
        Price(60), Price(50), Price(50), Price(50), Price(70)
    ]  # fmt: skip


def test_a_passing_price_that_is_prolonged_is_one_price():
    known = after(None, item(AskedPrice(60), AskedPrice(50, None, NOW - 9, NOW + 100)), NOW)
    rows = price_rows(item(AskedPrice(60), AskedPrice(50, None, NOW - 9, NOW + 300)), CUP, known, NOW)
    assert rows == [DatedPrice("CUP", Price(50), NOW - 9, NOW + 300)]


def test_a_price_that_is_over_changes_nothing():
    known = after(None, item(AskedPrice(60)), NOW)
    assert price_rows(item(AskedPrice(60), AskedPrice(50, None, 5, NOW - 1)), CUP, known, NOW) == []


# Even microseconds: what is moved out of another's way begins at an odd one.
times = st.none() | st.integers(NOW // 2 - 20, NOW // 2 + 20).map(lambda half: 2 * half)
asked_prices = st.lists(
    st.builds(AskedPrice, st.integers(0, 3), st.just(1000), times, times).filter(
        lambda one: one.ends_at is None or one.starts_at is None or one.starts_at < one.ends_at
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one.starts_at if one.starts_at is not None else -1 if one.ends_at is None else NOW,
)
moments = st.lists(st.integers(1, 15).map(lambda half: 2 * half), min_size=1, max_size=3)


@given(st.lists(asked_prices, min_size=1, max_size=3), moments)
def test_whatever_files_come_the_past_stays_and_a_repeat_adds_nothing(files, pauses):
    at, known = NOW, None
    for prices, pause in zip(files, pauses * 3, strict=False):
        asked = item(*prices)
        before = PriceBook(known.prices) if known else None
        known = after(known, asked, at)
        book = PriceBook(known.prices)
        if before is not None:
            past = range(NOW - 45, at)
            assert [book.price("CUP", moment) for moment in past] == [before.price("CUP", moment) for moment in past]
        assert price_rows(asked, CUP, known, at + 1) == []
        at += pause


@given(asked_prices)
def test_a_usual_price_without_days_holds_where_no_other_does(prices):
    known = Known(CUP, (DatedPrice("CUP", Price(9)),))
    later = after(known, item(AskedPrice(5, 1000), *(one for one in prices if one.starts_at is not None)), NOW)
    usual = [one for one in prices if one.starts_at is not None and one.starts_at <= NOW and one.ends_at is None]
    running = [one for one in prices if one.starts_at is not None and one.starts_at <= NOW < (one.ends_at or NOW)]
    if not usual and not running:
        assert PriceBook(later.prices).price("CUP", NOW + 1) in {
            Price(5), *(Price(one.minor) for one in prices if one.starts_at == NOW + 1)
        }  # fmt: skip


@pytest.mark.parametrize("minor", [0, 58])
def test_a_future_price_is_set_and_may_be_changed_until_it_begins(minor):
    known = after(None, item(AskedPrice(60)), NOW)
    known = after(known, item(AskedPrice(60), AskedPrice(minor, None, NOW + 100)), NOW)
    known = after(known, item(AskedPrice(60), AskedPrice(minor + 1, None, NOW + 100)), NOW + 1)
    assert PriceBook(known.prices).price("CUP", NOW + 100) == Price(minor + 1)
