"""Prices that a counter still asked for when they were others: told where a store's rule says so, altered never."""

from __future__ import annotations

import pytest

from app.central.database import write
from app.central.product import put_products
from app.central.store import StoreForm, make_store
from app.contract.feed import ItemPrice, ProductItem
from app.contract.pickup import GivenLine, OrderGiven
from tests.central.conftest import START, rows
from tests.central.counter import moved, sale
from tests.central.test_intake import GOODS, conflicts, counter

__all__ = ["counter"]

HOUR = 3_600_000_000


def priced(*rows_of: tuple[int, int | None, int], kind: str = "fixed") -> ProductItem:
    """A product with prices: from when, until when, how much."""
    prices = tuple(
        ItemPrice(starts_at=starts, ends_at=ends, minor=minor, per_milli=1000) for starts, ends, minor in rows_of
    )
    return GOODS.model_copy(update={"prices": prices, "price_kind": kind})


@pytest.mark.parametrize(("before", "now", "changed_h", "is_told"), [
    ([(0, None, 10)], [(0, None, 10)], 100, False),
    ([(0, None, 10)], [(0, None, 12)], 23, False),  # changed less than a day ago: a counter may not have heard
    ([(0, None, 10)], [(0, None, 12)], 25, True),
    ([(0, None, 9)], [(0, None, 12)], 1, True),  # it never cost that
    ([], [(0, None, 10), (START - 25 * HOUR, None, 12)], 99, True),  # dated, in the catalogue itself
    ([], [(0, None, 10), (START - 23 * HOUR, None, 12)], 99, False),
    ([], [(0, None, 12), (START - 30 * HOUR, START - 2 * HOUR, 10)], 99, False),  # an offer that ended just now
    ([], [(0, None, 12), (START - 60 * HOUR, START - 30 * HOUR, 10)], 99, True),
    ([], [(START + HOUR, None, 12)], 99, False),  # nothing is asked for it yet
])  # fmt: skip
def test_a_price_that_is_older_than_the_rule_allows_is_told_and_the_sale_stays(
    engine, counter, before, now, changed_h, is_told
) -> None:
    if before:
        write(engine, lambda connection: put_products(connection, {"P": priced(*before)}, START - 999 * HOUR))
    write(engine, lambda connection: put_products(connection, {"P": priced(*now)}, START - changed_h * HOUR))
    counter.write(moved(("P", 100_000)))
    first = counter.write(sale(("P", 1)))  # at 10
    counter.write(sale(("P", 2)))
    counter.push()
    told = rows(engine, "SELECT kind, entry_id, subject, outcome FROM conflict")
    assert told == ([("price.older", first.id, "P", "accepted")] if is_told else [])
    assert rows(engine, "SELECT sum(total_minor) FROM sale")[0][0] == 30


def test_goods_of_an_order_are_sold_at_its_price_and_no_old_one(engine, counter) -> None:
    write(engine, lambda connection: put_products(connection, {"P": priced((0, None, 12))}, 0))
    write(engine, lambda connection: put_products(connection, {"Q": priced((0, None, 12))}, 0))
    counter.write(moved(("P", 9_000), ("Q", 9_000)))
    paid = counter.write(sale(("P", 1)))  # in the place of other goods, at what those cost
    counter.write(OrderGiven(order_id="o1", given=(GivenLine(line=1, milli=1_000),), sale_id=paid.id))
    counter.push()
    assert ("price.older", "P") not in conflicts(engine)
    counter.write(sale(("Q", 1)))
    counter.push()
    assert ("price.older", "Q") in conflicts(engine)


def test_each_store_says_how_old_a_price_may_be(engine, counter) -> None:
    form = StoreForm(name="S01", price_lag_minutes=60)
    write(engine, lambda connection: make_store(connection, "S01", form, START))
    write(engine, lambda connection: make_store(connection, "S01", StoreForm(name="Other"), START))
    assert rows(engine, "SELECT name, price_lag_minutes FROM store") == [("Other", 60)]
    for sku, ago in (("P", 59), ("Q", 61)):
        at = START - ago * HOUR // 60
        write(engine, lambda connection, sku=sku: put_products(connection, {sku: priced((0, None, 10))}, 0))
        write(engine, lambda connection, sku=sku, at=at: put_products(connection, {sku: priced((0, None, 12))}, at))
    write(engine, lambda connection: put_products(connection, {"R": priced(kind="open")}, 0))
    counter.write(moved(("P", 9_000), ("Q", 9_000), ("R", 9_000)))
    counter.write(sale(("P", 1), ("Q", 1), ("R", 1)))
    counter.push()
    assert conflicts(engine) == [("price.older", "Q")]
