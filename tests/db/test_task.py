"""Tasks: goods that the catalogue does not know are sold, and somebody is told once."""

from __future__ import annotations

from dataclasses import replace

from app.domain.errors import ConflictError, UserError
from app.domain.quantity import Price
from app.domain.sales import Filter
from app.domain.task import TaskKind
from tests.db.conftest import Till, refused


def sell_unknown(till: Till, code: str, name: str, minor: int = 50):
    cart = till.cart((code, 1, minor))
    line = replace(cart.lines[0], name=name, listed=Price(minor), unknown=True)
    return till.complete(replace(cart, lines=(line,))).result()


def test_unknown_goods_become_one_task(either):
    till = either
    first = sell_unknown(till, "4719999000017", "玻璃罐")
    till.clock.move(60)
    sell_unknown(till, "4719999000017", "玻璃罐 大")
    sell_unknown(till, "4719999000024", "")
    till.sell(("TEA", 1, 100))
    jar, other = till.terminal.tasks.open()
    assert (jar.kind, jar.subject, jar.name, jar.times) == (TaskKind.UNKNOWN_PRODUCT, "4719999000017", "玻璃罐 大", 2)
    assert (jar.sale_id, jar.last_at - jar.made_at, jar.is_open) == (first.ticket.sale_id, 60_000_000, True)
    assert (other.subject, other.times) == ("4719999000024", 1)
    till.check()


def test_a_closed_task_stays_closed_and_the_next_sale_makes_another(till):
    sell_unknown(till, "471", "jar")
    (task,) = till.terminal.tasks.open()
    entry_id = till.ids.mint()
    till.terminal.tasks.close(task.task_id, "已建檔", "boss", entry_id).result()
    assert till.terminal.tasks.open() == []
    closed = till.reads.task(task.task_id)
    assert (closed.closed_by, closed.note, closed.is_open) == ("boss", "已建檔", False)
    till.unchanged(lambda: till.terminal.tasks.close(task.task_id, "已建檔", "boss", entry_id).result())
    again = till.terminal.tasks.close(task.task_id, "other", "boss", entry_id)
    till.unchanged(lambda: refused(ConflictError, "act.id_means_another", again.result))
    twice = till.terminal.tasks.close(task.task_id, "x", "boss", till.ids.mint())
    till.unchanged(lambda: refused(UserError, "task.is_closed", twice.result))
    none = till.terminal.tasks.close("nothing", "x", "boss", till.ids.mint())
    till.unchanged(lambda: refused(UserError, "task.unknown", none.result))
    sell_unknown(till, "471", "jar")
    assert [one.task_id == task.task_id for one in till.terminal.tasks.open()] == [False]
    till.check()


def test_two_lines_of_one_unknown_code_are_one_task(till):
    cart = till.cart(("471", 1, 50), ("471", 2, 60))
    till.complete(replace(cart, lines=tuple(replace(line, unknown=True) for line in cart.lines))).result()
    (task,) = till.terminal.tasks.open()
    assert task.times == 2
    till.check()


def test_unknown_goods_are_found_among_the_sales_by_name_and_code(till):
    sale = sell_unknown(till, "4719999000017", "100% 玻璃罐_A")
    sell_unknown(till, "4719999000024", "杯")
    for item in ("玻璃", "100%", "罐_A", "9000017"):
        rows = till.terminal.sales.page(Filter(item=item)).rows
        assert [row.sale_id for row in rows] == [sale.ticket.sale_id], item
    assert till.terminal.sales.page(Filter(item="10% 罐")).rows == ()
