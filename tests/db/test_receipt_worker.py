"""The print worker as a thread: it wakes by itself, ends when told, and is in no sale's way."""

from __future__ import annotations

import threading

from app.bootstrap.printing import make_papers, start_printing
from app.db.print_queue import SqlitePrintQueue
from app.domain.errors import FaultError
from app.domain.sales import PrintState
from app.runtime.printing import Lamp, LampState
from tests.db.conftest import held, refused
from tests.db.printdesk import OUT, Desk, Lamps, Tray


def test_a_slow_printer_delays_no_sale(till):
    tray = Tray()
    tray.gate.clear()
    printing = start_printing(till.terminal, tray)
    try:
        first = till.sell(("TEA", 1, 100))
        assert tray.entered.wait(60)
        more = [till.sell(("TEA", 1, 100)) for _ in range(5)]
        tray.gate.set()
        assert tray.wait(6)
    finally:
        tray.gate.set()
        printing.close()
    assert tray.names == [sale.number for sale in (first, *more)]
    till.check()


def test_the_worker_wakes_by_itself_and_ends(till):
    tray, lamps = Tray(), Lamps()
    printing = start_printing(till.terminal, tray, told=lamps.told)
    sale = till.sell(("TEA", 1, 100))
    assert tray.wait(1)
    assert lamps.wait(lambda lamp: lamp == Lamp(LampState.PRINTING, waiting=1))
    asked = printing.print_now(make_papers(till.terminal).trial("en"))
    assert asked.result(60) is None
    printing.close()
    assert tray.names == [sale.number, "TEST-S01-1"]
    refused(FaultError, "printer.closed", lambda: printing.print_now(tray.papers[0][0]))
    assert till.terminal.store.writer.write(lambda work: work.head()).result() is not None


def test_closing_leaves_what_waits_for_the_next_start(till):
    tray, lamps = Tray(trouble=FaultError(OUT)), Lamps()
    printing = start_printing(till.terminal, tray, told=lamps.told)
    sale = till.sell(("TEA", 1, 100))
    assert lamps.wait(lambda lamp: lamp == Lamp(LampState.FAULT, OUT, waiting=1))
    printing.close()
    till.clock.move(10)
    tray.trouble = None
    again = start_printing(till.terminal, tray)
    assert tray.wait(1)
    again.close()
    assert [job.state for job in till.reads.print_jobs(sale.ticket.sale_id)] == [PrintState.PRINTED]


def test_a_sale_never_waits_for_the_queue_s_own_writes(till):
    """Sales go first: what the worker writes stands behind them in the writer's queue."""
    queue = SqlitePrintQueue(till.terminal.store.writer, till.terminal.store.connection)
    till.sell(("TEA", 1, 100))
    order: list[str] = []
    with held(till):
        noting = threading.Thread(target=lambda: (queue.take_up(till.clock.at, wanted=True), order.append("noted")))
        noting.start()
        sale = till.complete(till.cart(("TEA", 1, 5)))
        sale.add_done_callback(lambda _: order.append("sold"))
    noting.join(60)
    assert order == ["sold", "noted"]


def test_a_fault_of_the_database_puts_printing_off(till, monkeypatch):
    tray, failed = Tray(), threading.Event()
    take_up = SqlitePrintQueue.take_up

    def broken(queue: SqlitePrintQueue, now: int, *, wanted: bool) -> None:
        if not failed.is_set():
            failed.set()
            raise FaultError("db.disk_full")
        take_up(queue, now, wanted=wanted)

    monkeypatch.setattr(SqlitePrintQueue, "take_up", broken)
    printing = start_printing(till.terminal, tray)
    sale = till.sell(("TEA", 1, 100))
    assert failed.wait(60)
    printing.nudge()
    assert tray.wait(1)
    printing.close()
    assert tray.names == [sale.number]


def test_a_bug_in_a_step_is_logged_and_ends_nothing(till, monkeypatch, caplog):
    desk = Desk(till)
    monkeypatch.setattr(SqlitePrintQueue, "take_up", lambda *_, **__: 1 / 0)
    assert desk.printing._guarded_step() == 30
    assert "ZeroDivisionError" in caplog.text
