"""Search is ranked by what sells, once it was tended."""

from __future__ import annotations

from typing import Any

from app.bootstrap import start_tending
from app.domain.catalog import Product


def _found(till: Any, text: str) -> list[str]:
    at = till.clock.now()
    return [one.found.product.sku for one in till.terminal.store.catalog().search(text, 10, at)]


def test_what_sells_more_comes_first(till: Any) -> None:
    till.terminal.store.add_products([Product("A", "紅豆麵包"), Product("B", "綠豆麵包"), Product("C", "花豆麵包")])
    before = _found(till, "豆麵包")
    last = before[-1]
    for _ in range(3):
        till.sell((last, 1, 30))

    till.terminal.store.tend_search()

    assert sorted(before) == ["A", "B", "C"]
    assert _found(till, "豆麵包") == [last, *before[:-1]]


def test_tending_again_finds_nothing_to_do(till: Any) -> None:
    till.terminal.store.add_products([Product("A", "紅豆麵包")])
    till.sell(("A", 1, 30))
    till.terminal.store.tend_search()
    connection = till.terminal.store.connection()
    sold = connection.execute("SELECT sku, sold, moved FROM search_doc").fetchall()

    till.terminal.store.tend_search()

    assert connection.execute("SELECT sku, sold, moved FROM search_doc").fetchall() == sold == [("A", 1, 0)]


def test_the_running_terminal_tends_by_itself(till: Any) -> None:
    till.terminal.store.add_products([Product("A", "紅豆麵包"), Product("B", "綠豆麵包")])
    till.sell(("B", 1, 30))
    schedule = start_tending(till.terminal)
    try:
        assert schedule.wait_tried(1, 60)
        assert schedule.failure is None
    finally:
        schedule.close()
    assert _found(till, "豆麵包") == ["B", "A"]
