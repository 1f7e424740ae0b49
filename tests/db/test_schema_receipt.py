"""The climb to papers and lists: what older entries give is there afterwards, also what lies in archives."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from app.bootstrap import back_up, open_beside, restoring_from
from app.db.connection import connect_writer
from app.db.rebuild import catch_up
from app.domain.errors import FaultError
from app.domain.sales import Filter, ListKind
from app.runtime.printing import PrintOptions
from tests.db.conftest import Till, refused
from tests.db.printdesk import Desk
from tests.db.test_schema import older


def shop(till: Till, *, archived: bool = False) -> None:
    """Sales, a refund, an exchange, a cancelled cart, unknown goods; perhaps all of it archived."""
    till.open_shift(100)
    sale = till.sell(("A", 3, 10), ("B", 1, 5))
    till.give_back((sale, 1, 1))
    till.complete(till.return_cart((sale, 1, 1), cart=till.cart(("C", 1, 50)))).result()
    cart = till.cart(("471", 1, 5))
    till.complete(replace(cart, lines=(replace(cart.lines[0], unknown=True),))).result()
    till.terminal.carts.void(till.cart(("A", 1, 10)), "no money", "anna").result()
    till.close_shift(100)
    if archived:
        till.terminal.store.archive()
    till.open_shift(100)
    till.terminal.carts.void(till.cart(("A", 2, 10)), "left", "bert").result()
    till.sell(("A", 1, 10))


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
@pytest.mark.parametrize("archived", [False, True])
@pytest.mark.parametrize("plain", [False, True])
def test_the_climb_makes_every_row(make_till, revision, archived, plain):
    till = make_till(plain=plain)
    shop(till, archived=archived)
    before = till.state()
    older(till, revision)
    till.open()
    assert till.state() == before
    assert len(till.terminal.sales.page(Filter(kind=ListKind.VOIDED)).rows) == 2
    assert [task.subject for task in till.terminal.tasks.open()] == ["471"]
    assert till.query("PRAGMA user_version") == [(0,)]
    till.check()


def test_what_was_sold_before_the_climb_is_not_printed_after_it(make_till):
    till = make_till()
    shop(till)
    older(till, "0003")
    till.open()
    desk = Desk(till, options=PrintOptions())
    desk.run()
    assert desk.tray.papers == []
    assert desk.printing.lamp.asks == ()
    sale = till.sell(("A", 1, 10))
    desk.run()
    assert desk.tray.names == [sale.number]


def test_an_archive_that_is_missing_stops_no_counter(make_till):
    """What the tables held is carried over by the climb itself; the rest comes when the archive is back."""
    till = make_till()
    shop(till, archived=True)
    before = till.state()
    older(till, "0003")
    (archive,) = (till.folder / "archive").glob("journal-*.db")
    content = archive.read_bytes()
    archive.unlink()
    till.open()
    assert till.query("PRAGMA user_version") == [(1,)], "the next start tries again"
    found = till.state()
    for table in ("sale", "sale_line", "sale_return", "tender", "print_job", "shift", "stock"):
        assert found[table] == before[table], table
    assert found["voided_cart"] == []
    sold = till.sell(("A", 1, 10))
    till.close()
    archive.write_bytes(content)
    till.open()
    assert till.query("PRAGMA user_version") == [(0,)]
    assert len(till.terminal.sales.page(Filter(kind=ListKind.VOIDED)).rows) == 2
    assert till.terminal.sales.view(sold.ticket.sale_id).sale == sold
    assert till.verify().differences == ()


def test_cut_off_between_climb_and_making_anew_the_next_start_does_it(make_till, monkeypatch):
    till = make_till()
    shop(till)
    before = till.state()
    older(till, "0002")

    def cut(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("app.db.store.catch_up", cut)
        with pytest.raises(KeyboardInterrupt):
            till.open()
    till.open()
    assert till.state() == before
    till.check()


def test_a_bug_while_making_anew_leaves_the_rows_and_the_note(make_till, monkeypatch):
    till = make_till()
    shop(till)
    till.terminal.store.writer.on_connection(lambda connection: connection.execute("PRAGMA user_version=1")).result()
    before = till.state()

    def broken(*_: object) -> int:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("app.db.rebuild.rebuild", broken)
        till.close()
        with pytest.raises(ZeroDivisionError):
            till.open()
    till.open()
    assert till.state() == before
    assert till.query("PRAGMA user_version") == [(0,)]


def test_an_older_copy_that_is_restored_climbs_too(make_till):
    till = make_till()
    shop(till)
    older(till, "0003")
    copies = till.folder.with_name("copies")
    copy = back_up(till.config, copies, clock=till.clock).path
    till.open()
    late = till.terminal.carts.void(till.cart(("A", 1, 10)), "late", "anna")
    late.result()
    till.close()
    with restoring_from(till.config, copy, till.clock) as act:
        act.run()
    till.open()
    reasons = [row.first for row in till.terminal.sales.page(Filter(kind=ListKind.VOIDED)).rows]
    assert sorted(reasons) == ["late", "left", "no money"]
    till.check()


def test_a_fresh_file_has_nothing_to_catch_up(make_till):
    till = make_till()
    assert till.query("PRAGMA user_version") == [(0,)]
    archives = till.terminal.store.archives
    assert (
        till.terminal.store.writer.on_connection(lambda connection: catch_up(connection, archives)).result() is False
    )
    till.close()
    refused(FaultError, "db.closed", lambda: till.terminal.store.writer.write(lambda work: work.head()))
    till.open()


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_an_older_file_is_verified_as_what_it_is(make_till, revision):
    """Before any start brings it up: what it has must be what the journal says, what came later it cannot have."""
    till = make_till()
    shop(till)
    older(till, revision)
    beside = open_beside(till.config)
    assert beside.verify().ok
    beside.close()
    with closing(connect_writer(till.folder / "omo-pos.db", None)) as connection:
        connection.execute("UPDATE sale_line SET name = 'other' WHERE line = 1")
    beside = open_beside(till.config)
    report = beside.verify()
    beside.close()
    assert (report.problem, report.differences) == (None, ("rows:sale_line",))
    till.open()
    till.check()
