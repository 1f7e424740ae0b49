"""Papers: made in the sale's transaction, printed in their order, never twice unsaid, and never in a sale's way."""

from __future__ import annotations

from functools import partial

import pytest

from app.bootstrap import back_up, restoring_from
from app.bootstrap.printing import make_papers
from app.contract.staff import StaffSignedIn
from app.db.print_queue import SqlitePrintQueue
from app.domain.errors import ConflictError, FaultError, UserError
from app.domain.receipt import Kind, Paper
from app.domain.sales import PrintState
from app.runtime.printing import LONGEST_S, Lamp, LampState, PrintOptions
from app.services.ports import Fact
from app.services.shift import read
from tests.db.conftest import refused
from tests.db.printdesk import OUT, Desk
from tests.db.staffed import staffed


@pytest.fixture
def desk(till):
    return Desk(till)


def test_papers_come_out_in_the_order_of_the_sales(either):
    desk = Desk(either)
    sales = [either.sell(("TEA", 1, 100 + n)) for n in range(3)]
    assert desk.run() is None
    assert desk.tray.names == [sale.number for sale in sales]
    assert [paper for _, paper in desk.tray.papers] == [Paper.MM80] * 3
    assert [desk.states(sale.ticket.sale_id) for sale in sales] == [[PrintState.PRINTED]] * 3
    job = either.reads.print_jobs(sales[0].ticket.sale_id)[0]
    assert (job.attempts, job.copies, job.error, job.printed_at) == (1, 1, None, either.clock.at)
    assert desk.run() is None
    assert len(desk.tray.papers) == 3, "each once"
    assert desk.printing.lamp == Lamp(LampState.READY)
    either.check()


def test_the_shop_s_way_of_printing(desk):
    desk.options = PrintOptions(paper=Paper.MM58, language="en")
    desk.till.sell(("TEA", 1, 100))
    desk.run()
    (document, paper) = desk.tray.papers[0]
    assert (document.language, paper) == ("en", Paper.MM58)
    assert "Sales receipt" in document.texts()


def test_a_sale_that_is_not_made_has_no_paper(desk):
    till = desk.till
    cart = till.cart(("TEA", 1, 100))
    till.terminal.carts.park(cart, "", till.ids.mint(), "anna").result()
    refused(UserError, "cart.parked", till.complete(cart).result)
    desk.run()
    assert desk.tray.papers == []


def test_a_z_is_printed_unless_it_is_not_wanted(desk):
    till = desk.till
    till.sell(("TEA", 1, 100))
    till.close_shift(1_100)
    desk.run()
    document = desk.tray.papers[-1][0]
    assert document.kind is Kind.Z_REPORT
    assert document.name == "Z-S01-1-1-0001"
    head = till.query("SELECT hash FROM journal ORDER BY seq DESC LIMIT 1 OFFSET 1")[0][0].hex()
    assert "".join(document.texts()).replace(" ", "").count(head[-16:]) == 1, "the head's hash is on it"


def test_an_x_and_a_test_are_no_jobs(desk):
    till = desk.till
    till.sell(("TEA", 1, 100))
    papers = make_papers(till.terminal)
    asked = [
        desk.printing.print_now(papers.x(read(till.reads), "anna", "zh_TW")),
        desk.printing.print_now(papers.trial("zh_TW")),
    ]
    desk.run()
    assert [one.exception() for one in asked] == [None, None]
    assert [document.kind for document, _ in desk.tray.papers] == [Kind.X_REPORT, Kind.TEST, Kind.RECEIPT]
    assert till.kinds().count("receipt.reprinted") == 0
    desk.tray.trouble = FaultError(OUT)
    again = desk.printing.print_now(papers.trial("zh_TW"))
    desk.run()
    assert again.exception().code == OUT


def test_a_reprint_is_an_entry_and_says_so(desk):
    till = desk.till
    sale = till.sell(("TEA", 1, 100))
    desk.run()
    entry_id = till.ids.mint()
    reprint = partial(till.terminal.receipts.reprint, sale.ticket.sale_id)
    assert reprint(entry_id, "bert").result() == 1
    assert till.unchanged(lambda: reprint(entry_id, "bert").result()) == 1
    assert reprint(till.ids.mint(), "anna").result() == 2
    desk.run()
    banners = [set(document.texts()) & {"補印", "補印 第 2 次"} for document, _ in desk.tray.papers]
    assert banners == [set(), {"補印"}, {"補印 第 2 次"}]
    other = till.sell(("TEA", 1, 5))
    same_id = till.terminal.receipts.reprint(other.ticket.sale_id, entry_id, "bert")
    refused(ConflictError, "act.id_means_another", same_id.result)
    refused(UserError, "sale.unknown", till.terminal.receipts.reprint(till.ids.mint(), till.ids.mint(), "a").result)
    till.check()


def test_a_fault_is_tried_again_ever_more_rarely_and_loses_nothing(desk):
    till, tray = desk.till, desk.tray
    tray.trouble = FaultError(OUT)
    first, second = till.sell(("TEA", 1, 100)), till.sell(("TEA", 1, 200))
    pauses = []
    for _ in range(8):
        pauses.append(desk.run())
        assert desk.run() == pauses[-1], "not before it is due"
        till.clock.move(pauses[-1])
    assert pauses == [2, 4, 8, 16, 32, LONGEST_S, LONGEST_S, LONGEST_S]
    assert desk.printing.lamp == Lamp(LampState.FAULT, OUT, waiting=2)
    job = till.reads.print_jobs(first.ticket.sale_id)[0]
    assert (job.state, job.attempts, job.error, job.copies) == (PrintState.PENDING, 8, OUT, 0)
    tray.trouble = None
    assert desk.run() is None
    assert tray.names == [first.number, second.number]
    assert not {"可能重複列印"} & set(tray.papers[0][0].texts()), "nothing of it was out"
    assert desk.lamps[-1] == Lamp(LampState.READY)
    till.check()


def test_what_comes_too_late_asks_first(desk):
    till, tray = desk.till, desk.tray
    tray.trouble = FaultError("printer.unplugged")
    sales = [till.sell(("TEA", 1, price)) for price in (100, 200)]
    desk.run()
    till.clock.move(601)
    tray.trouble = None
    third = till.sell(("TEA", 1, 300))
    assert desk.run() is None
    assert tray.names == [third.number], "the customer who stands there gets his"
    lamp = desk.printing.lamp
    assert [job.subject_id for job in lamp.asks] == [sale.ticket.sale_id for sale in sales]
    assert {job.state for job in lamp.asks} == {PrintState.ASKS}
    desk.printing.answer(lamp.asks[:1], again=True).result()
    desk.printing.answer(lamp.asks[1:], again=False).result()
    desk.run()
    assert tray.names == [third.number, sales[0].number]
    assert desk.states(sales[1].ticket.sale_id) == [PrintState.SKIPPED]
    assert desk.printing.lamp.asks == ()


def test_what_was_asked_for_again_counts_as_new(desk):
    till, tray = desk.till, desk.tray
    till.sell(("TEA", 1, 100))
    till.clock.move(700)
    desk.run()
    desk.printing.answer(desk.printing.lamp.asks, again=True).result()
    tray.trouble = FaultError(OUT)
    pause = desk.run()
    assert pause == 2
    till.clock.move(500)
    tray.trouble = None
    desk.run()
    assert len(tray.papers) == 1


def test_yesterday_s_customers_are_gone_but_a_z_is_not(desk):
    till, tray = desk.till, desk.tray
    desk.run()
    sale = till.sell(("TEA", 1, 100))
    z = till.close_shift(1_100)
    till.clock.move(25 * 3_600)
    desk.run()
    assert tray.papers == []
    assert desk.states(sale.ticket.sale_id) == [PrintState.SKIPPED]
    assert [job.subject_id for job in desk.printing.lamp.asks] == [z.shift_id]


def test_killed_in_the_middle_of_a_paper_it_is_not_printed_twice_unsaid(either):
    desk = Desk(either)
    sale = either.sell(("TEA", 1, 100))
    desk.crash()
    assert desk.run() is None
    assert desk.tray.papers == []
    (job,) = desk.printing.lamp.asks
    assert (job.subject_id, job.state, job.copies) == (sale.ticket.sale_id, PrintState.UNSURE, 1)
    desk.printing.answer([job], again=True).result()
    desk.run()
    assert "可能重複列印" in desk.tray.papers[0][0].texts()


def test_killed_between_paper_and_note_is_the_same(desk, monkeypatch):
    desk.till.sell(("TEA", 1, 100))
    with monkeypatch.context() as patch:
        patch.setattr(SqlitePrintQueue, "printed", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            desk.run()
    assert len(desk.tray.papers) == 1
    desk.till.reopen()
    desk.start()
    desk.run()
    assert len(desk.tray.papers) == 1
    assert [job.state for job in desk.printing.lamp.asks] == [PrintState.UNSURE]


def test_power_lost_in_the_middle_of_a_paper_asks(desk):
    till, tray = desk.till, desk.tray
    tray.trouble = FaultError("printer.power_lost", began=True)
    half, whole = till.sell(("TEA", 1, 100)), till.sell(("TEA", 1, 200))
    desk.printing.step()
    tray.trouble = None
    desk.run()
    assert tray.names == [whole.number], "the next paper waits for nobody's answer"
    (job,) = desk.printing.lamp.asks
    assert (job.subject_id, job.state, job.error) == (half.ticket.sale_id, PrintState.UNSURE, "printer.power_lost")


def test_a_paper_that_cannot_be_made_holds_up_no_other(desk, caplog):
    till = desk.till
    strange = Fact(till.ids.mint(), StaffSignedIn(staff_id="x", how="pin"), till.clock.at, "x", "2026-03-05")

    def job(work) -> None:
        seq = work.append(strange).seq
        work._connection.execute(
            "INSERT INTO print_job VALUES(?, ?, 'poster', 'x', ?)", (seq, strange.entry_id, till.clock.at)
        )

    till.terminal.store.writer.write(job).result()
    sale = till.sell(("TEA", 1, 100))
    desk.run()
    assert desk.tray.names == [sale.number]
    assert till.query("SELECT state, error FROM print_state ORDER BY seq")[0] == ("failed", "printer.no_document")
    assert "print job" in caplog.text


def test_a_bug_of_a_printer_is_no_second_paper(desk, caplog):
    sale = desk.till.sell(("TEA", 1, 100))
    desk.tray.trouble = ZeroDivisionError("bug")
    desk.run()
    assert desk.states(sale.ticket.sale_id) == [PrintState.UNSURE]
    assert "ZeroDivisionError" in caplog.text


def test_without_a_printer_nothing_waits(desk):
    desk.options = PrintOptions(is_on=False)
    sale = desk.till.sell(("TEA", 1, 100))
    assert desk.run() is None
    assert desk.states(sale.ticket.sale_id) == [PrintState.SKIPPED]
    assert desk.printing.lamp.state is LampState.OFF
    desk.options = PrintOptions()
    again = desk.till.sell(("TEA", 1, 100))
    desk.run()
    assert desk.tray.names == [again.number]
    assert desk.printing.lamp.state is LampState.READY


def test_a_long_history_on_a_new_machine_is_not_printed(make_till):
    """As after a restore to an empty disk: the jobs are there, and nobody wants them."""
    till = make_till()
    till.open_shift()
    for _ in range(30):
        till.sell(("TEA", 1, 1))
        till.clock.move(3_000)
    till.terminal.store.writer.on_connection(
        lambda connection: connection.execute("DELETE FROM print_state")
    ).result()
    till.clock.move(2_900)
    desk = Desk(till)
    desk.run()
    assert desk.tray.papers == []
    count = dict(till.query("SELECT state, count(*) FROM print_state GROUP BY state"))
    assert count == {"skipped": 3, "asks": 27}


def test_what_a_restore_takes_over_asks(make_till):
    till = make_till()
    till.open_shift()
    till.sell(("TEA", 1, 100))
    desk = Desk(till)
    desk.run()
    copy = back_up(till.config, till.folder.with_name("copies"), clock=till.clock).path
    late = till.sell(("TEA", 1, 200))
    desk.run()
    till.clock.move(700)
    till.close()
    with restoring_from(till.config, copy, till.clock) as act:
        act.run()
    till.open()
    desk.start()
    desk.run()
    assert len(desk.tray.papers) == 2
    assert [job.subject_id for job in desk.printing.lamp.asks] == [late.ticket.sale_id]
    till.check()


def test_a_rebuild_of_the_state_prints_nothing_again(desk):
    desk.till.sell(("TEA", 1, 100))
    desk.run()
    desk.till.terminal.store.rebuild()
    desk.run()
    assert len(desk.tray.papers) == 1


def test_a_receipt_names_people_as_strangers_may_read_them(till):
    staffed(till)
    sale = till.sell(("TEA", 1, 230))
    papers = make_papers(till.terminal)
    assert "anna" not in papers.receipt(sale.ticket.sale_id, "zh_TW").texts()
    assert "安○" in papers.receipt(sale.ticket.sale_id, "zh_TW").texts()
