"""A hand-over at the terminal: its goods leave this store's stock, and a replay of the journal shows the same."""

from __future__ import annotations

from app.contract.order import HandedLine, OrderHandedOver
from app.contract.wire import WireQuantity


def test_goods_of_an_order_leave_the_stock_also_in_a_replay(till) -> None:
    till.sell(("A", 1, 50))
    line = HandedLine(sku="A", quantity=WireQuantity(milli=2_000, unit="piece"))
    body = OrderHandedOver(order_id="o1", lines=(line,))
    desk = till.terminal.desk

    def job(work) -> None:
        work.append(desk.fact(till.ids.mint(), body, "anna", till.clock.now(), work.open_shift()))

    desk.writer.write(job).result()
    assert till.query("SELECT moved_milli, times_sold FROM stock WHERE sku='A'") == [(-3_000, 1)]
    till.check()
