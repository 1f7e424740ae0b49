from __future__ import annotations

from app.domain.cart import set_quantity
from app.domain.errors import FaultError
from app.domain.quantity import pieces
from app.domain.tender import Tender, TenderKind
from app.services.cart import cart_text, restore
from app.services.ports import Priority
from tests.db.conftest import Till, held, refused


def drained(till: Till) -> None:
    """Wait until every autosave that was handed over has run."""
    till.terminal.store.writer.write(lambda _: None, Priority.UPKEEP).result()


def saves(till: Till) -> list[tuple[object, ...]]:
    return till.query("SELECT slot, cart_id, cart FROM autosave")


def test_the_open_cart_comes_back(either):
    till = either
    assert restore(till.reads) is None
    cart = till.cart(("TEA", 2, 100), ("CUP", 1, 7))
    till.terminal.carts.autosave(cart)
    till.reopen()  # what waits is written before the end
    assert restore(till.reads) == cart
    later = set_quantity(cart, 1, pieces(9))
    till.terminal.carts.autosave(later)
    drained(till)
    assert saves(till) == [(1, cart.cart_id, cart_text(later))]


def test_of_quick_changes_only_the_last_is_written(till):
    cart = till.cart(("TEA", 1, 100))
    written = []
    with held(till):
        for count in range(1, 50):
            changed = set_quantity(cart, 1, pieces(count))
            till.terminal.store.writer.keep_latest(lambda work, c=changed: written.append(c))
    drained(till)
    assert written == [set_quantity(cart, 1, pieces(49))]


def test_an_autosave_that_comes_after_its_sale_brings_nothing_back(either):
    """The queue serves the sale first, although the autosave was there before it."""
    till = either
    cart = till.cart(("TEA", 2, 100))
    till.terminal.carts.autosave(cart)
    drained(till)
    with held(till):
        till.terminal.carts.autosave(set_quantity(cart, 1, pieces(3)))
        sale = till.complete(cart)
    sale.result()
    drained(till)
    assert saves(till) == []
    till.terminal.carts.autosave(cart)
    drained(till)
    till.reopen()
    assert restore(till.reads) is None


def test_nor_does_one_that_comes_after_void_or_park(till):
    voided, parked = till.cart(("TEA", 2, 100)), till.cart(("CUP", 2, 100))
    with held(till):
        till.terminal.carts.autosave(voided)
        till.terminal.carts.void(voided, "x", "anna")
    drained(till)
    assert saves(till) == []
    with held(till):
        till.terminal.carts.autosave(parked)
        till.terminal.carts.park(parked, "x", till.ids.mint(), "anna")
    drained(till)
    assert saves(till) == []
    assert [one.cart_id for one in till.reads.parked_carts()] == [parked.cart_id]


def test_an_archived_sale_stays_sold(till):
    cart = till.cart(("TEA", 2, 100))
    till.complete(cart).result()
    till.close_shift(1_200)
    till.terminal.store.archive()
    assert till.query("SELECT count(*) FROM journal WHERE id=?", cart.cart_id) == [(0,)]
    till.terminal.carts.autosave(cart)
    drained(till)
    assert saves(till) == []


def test_selling_one_cart_leaves_the_next_ones_save(till):
    first, second = till.cart(("TEA", 2, 100)), till.cart(("CUP", 1, 50))
    till.terminal.carts.autosave(first)
    drained(till)
    with held(till):
        sale = till.complete(first)
        till.terminal.carts.autosave(second)
    sale.result()
    drained(till)
    assert restore(till.reads) == second


def test_a_recalled_cart_is_the_open_one_also_after_a_crash(till):
    """An autosave of the cart before it still waits when the other one is fetched."""
    first, second = till.cart(("TEA", 2, 100)), till.cart(("CUP", 1, 50))
    till.terminal.carts.park(first, "x", till.ids.mint(), "anna").result()
    with held(till):
        till.terminal.carts.autosave(second)
        fetched = till.terminal.carts.recall(first.cart_id, till.ids.mint(), "anna")
    assert fetched.result() == first
    drained(till)
    assert restore(till.reads) == first
    later = set_quantity(first, 1, pieces(5))
    till.terminal.carts.autosave(later)
    drained(till)
    assert restore(till.reads) == later


def test_an_autosave_older_than_the_money_taken_costs_no_scan(till):
    cart = till.cart(("TEA", 1, 100))
    grown = set_quantity(cart, 1, pieces(2))
    with held(till):
        till.terminal.carts.autosave(grown)
        till.terminal.tenders.take(grown, Tender(till.ids.mint(), TenderKind.CARD, 5, 5), "anna")
    drained(till)
    assert restore(till.reads) == grown


def test_an_autosave_that_fails_is_not_lost_from_sight(till):
    writer = till.terminal.store.writer
    assert writer.keep_failure is None

    def job(work) -> None:
        raise FaultError("db.disk_full")

    writer.keep_latest(job)
    drained(till)
    assert writer.keep_failure.code == "db.disk_full"
    cart = till.cart(("TEA", 1, 100))
    till.terminal.carts.autosave(cart)
    drained(till)
    assert writer.keep_failure is None
    assert restore(till.reads) == cart


def test_an_autosave_for_a_closed_terminal_is_silent(make_till):
    till = make_till()
    cart = till.cart(("TEA", 1, 100))
    till.close()
    till.terminal.carts.autosave(cart)
    till.open()
    assert restore(till.reads) is None
    writer = till.terminal.store.writer
    till.close()
    refused(FaultError, "db.closed", lambda: writer.write(lambda _: None))
    till.open()
