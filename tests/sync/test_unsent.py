"""What the centre does not hold yet, as a person reads it; what it asks a person to look at."""

from __future__ import annotations

import pytest

from app.bootstrap.sync import start_sync
from app.bootstrap.told import make_sync_reads
from app.central.conflict import Closing, close
from app.central.database import write
from app.domain.cart import CartLine
from app.domain.quantity import Price, pieces
from app.runtime.standing import Link
from tests.central.conftest import START
from tests.sync.conftest import Linked

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def reads(linked: Linked):
    return make_sync_reads(linked.till.terminal)


def walk(linked: Linked, most: int) -> list[int]:
    """Every unsent seq, read page by page."""
    found, before = [], None
    while True:
        page = reads(linked).page(before, most)
        found += [one.seq for one in page.rows]
        if not page.has_more:
            return found
        before = page.rows[-1].seq


def test_entries_are_told_newest_first_with_number_and_amount(linked: Linked) -> None:
    till = linked.till
    linked.sync().settle()
    till.open_shift(1_000)
    sale = till.sell(("A", 2, 50))
    back = till.give_back((sale, 1, 1))
    rows = reads(linked).page(None, 10).rows
    told = [(one.kind, one.number, one.amount) for one in rows]
    assert told == [
        ("sale.refunded", back.number, -50),
        ("sale.completed", sale.number, 100),
        ("shift.opened", "", 1_000),
    ]
    assert [one.at for one in rows] == [till.clock.now()] * 3
    assert reads(linked).counts() == {"sale.completed": 2, "shift.opened": 1}


def test_pages_join_on_to_each_other_and_end_at_the_mark(linked: Linked) -> None:
    till = linked.till
    linked.sync().settle()
    mark = linked.outbox.mark().seq
    till.open_shift()
    for _ in range(11):
        till.sell(("A", 1, 50))
    assert walk(linked, 5) == list(range(mark + 12, mark, -1))
    assert reads(linked).page(None, 50).mark == mark
    linked.sync().settle()
    assert walk(linked, 5) == []


def test_what_an_archive_took_is_told_too(linked: Linked) -> None:
    till = linked.till
    till.open_shift()
    till.sell(("A", 1, 50))
    till.close_shift(50)
    linked.sync().settle()
    till.terminal.store.archive()
    till.open_shift()
    sale = till.sell(("A", 1, 70))
    linked.outbox.hold(None).result()  # another centre, which holds nothing yet
    whole = linked.outbox.unsent()
    assert walk(linked, 3) == list(range(whole, 0, -1))
    counts = reads(linked).counts()
    assert sum(counts.values()) == whole
    assert counts[""] > 0
    assert reads(linked).page(None, 1).rows[0].number == sale.number


def test_counting_again_counts_what_changed(linked: Linked) -> None:
    till, one = linked.till, reads(linked)
    sync = linked.sync()
    sync.settle()
    till.open_shift()
    for _ in range(3):
        till.sell(("A", 1, 50))
        assert one.counts() == reads(linked).counts()
    before = linked.outbox.mark()
    sync.settle()
    assert one.counts() == {}
    till.sell(("A", 1, 50))
    assert one.counts() == {"sale.completed": 1}
    linked.outbox.hold(before).result()  # the centre came back from an older copy
    assert one.counts() == reads(linked).counts() == {"sale.completed": 4, "shift.opened": 1}
    linked.outbox.hold(None).result()
    till.close_shift(200)
    till.terminal.store.archive()
    assert one.counts() == reads(linked).counts()
    assert sum(one.counts().values()) == linked.outbox.unsent()


def test_a_conflict_is_told_until_it_is_closed_and_counted_as_long(linked: Linked) -> None:
    till = linked.till
    till.open_shift()
    sale = till.sell(("NOBODY-KNOWS", 1, 50))
    sync = start_sync(till.terminal)
    try:
        ready = sync.thread.wait_for(lambda: sync.standing().tasks == 1, 20)
        assert ready
        (found,) = reads(linked).conflicts()
        assert (found.kind, found.subject, found.outcome) == ("stock.unknown_sku", "NOBODY-KNOWS", "counted")
        assert (found.number, found.amount, found.terminal_id) == (sale.number, 50, till.terminal.terminal_id)
        write(
            linked.engine,
            lambda connection: close(connection, "S01", Closing(found.conflict_id, "boss", "", "", START)),
        )
        sync.ask()
        assert sync.thread.wait_for(lambda: sync.standing().tasks == 0, 20)
        assert reads(linked).conflicts() == []
        till.sell(("NOBODY-KNOWS", 1, 50))
        assert sync.thread.wait_for(lambda: sync.standing().tasks == 1, 20)  # the same goods once more: another one
        assert sync.thread.wait_for(lambda: sync.standing().link is Link.ONLINE, 20)
    finally:
        sync.close()


def test_an_entry_that_this_version_does_not_know_is_told_by_its_kind(linked: Linked) -> None:
    till = linked.till
    linked.sync().settle()
    cart = till.cart(("A", 1, 50))
    assert isinstance(cart.lines[0], CartLine)
    till.terminal.carts.park(cart, "14:32 · 1 件", till.ids.mint(), "anna").result()
    (row,) = reads(linked).page(None, 9).rows
    assert (row.kind, row.about, row.amount) == ("cart.parked", "14:32 · 1 件", None)
    assert pieces(1).milli == 1_000
    assert Price(50).minor == 50
