"""What kills brought to light, each as its own small test: the order of things in the writer's queue, and births."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

from app.bootstrap import Terminal, open_terminal
from app.config import Config
from app.db import schema
from app.db.connection import connect_writer
from app.domain.cart import Cart, add_product
from app.domain.shop import Shop
from app.domain.tender import Tender, TenderKind
from app.runtime.counter import Counter
from app.services.cart import restore
from app.services.ports import Priority
from tests.db.crash.seller import GOODS, Acks, Seller


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(tmp_path / "data", tmp_path / "keys", "file")


@pytest.fixture
def terminal(config: Config) -> Iterator[Terminal]:
    """A terminal with an open shift."""
    opened = open_terminal(config, Shop())
    opened.shifts.open(opened.desk.ids.mint(), 0, "test").result()
    yield opened
    opened.close()


@contextmanager
def busy(terminal: Terminal) -> Iterator[None]:
    """Keep the writer busy, so that what is handed over meanwhile waits in its queue."""
    begun, done = threading.Event(), threading.Event()

    def job(_connection: object) -> None:
        begun.set()
        done.wait()

    terminal.store.writer.on_connection(job)
    begun.wait()
    try:
        yield
    finally:
        done.set()


def drain(terminal: Terminal) -> None:
    terminal.store.writer.write(lambda _work: None, Priority.UPKEEP).result()


def cart_of(terminal: Terminal, *goods: int) -> Cart:
    cart = Cart(terminal.desk.ids.mint(), terminal.shop.currency)
    for place in goods:
        cart = add_product(cart, *GOODS[place])
    return cart


def test_money_that_was_taken_has_its_cart(terminal: Terminal) -> None:
    # The autosave is less urgent than the tender: killed between the two, the money was there and its cart was not,
    # and the shift could not be closed any more.
    cart = cart_of(terminal, 1, 2)
    terminal.tenders.take(cart, Tender(terminal.desk.ids.mint(), TenderKind.CARD, 10, 10), "test").result()
    assert restore(terminal.store.reads()) == cart


def test_an_autosave_that_waits_does_not_take_the_place_of_a_recalled_cart(terminal: Terminal) -> None:
    # A cart is cleared and another recalled: the autosave of the empty one comes last, and a crash would have lost
    # the recalled one, which is neither parked nor open then.
    cart = cart_of(terminal, 3)
    terminal.carts.park(cart, "", terminal.desk.ids.mint(), "test").result()
    with busy(terminal):
        terminal.carts.autosave(cart_of(terminal))
        recalled = terminal.carts.recall(cart.cart_id, terminal.desk.ids.mint(), "test")
    assert recalled.result() == cart
    drain(terminal)
    assert restore(terminal.store.reads()) == cart


@pytest.mark.parametrize("close", ["park", "void"])
def test_a_late_autosave_never_brings_a_closed_cart_back(terminal: Terminal, close: str) -> None:
    cart = cart_of(terminal, 1)
    closers: dict[str, Callable[[], object]] = {
        "park": lambda: terminal.carts.park(cart, "", terminal.desk.ids.mint(), "test"),
        "void": lambda: terminal.carts.void(cart, "test", "test"),
    }
    with busy(terminal):
        terminal.carts.autosave(cart)
        closers[close]()
    drain(terminal)
    terminal.carts.autosave(cart)
    drain(terminal)
    assert restore(terminal.store.reads()) is None


def test_the_sellers_bring_along_with_a_sale_what_the_window_does(terminal: Terminal, tmp_path: Path) -> None:
    counter = SimpleNamespace(desk=terminal.desk, promotions=None, fiscal=None, riders=())
    register = Seller(terminal, Random(0), Acks(tmp_path / "acks.jsonl")).register
    assert Counter.sell.fget is not None
    assert [type(one) for one in register.riders] == [type(one) for one in Counter.sell.fget(counter).riders]


def test_an_upgrade_is_one_transaction_from_its_first_statement(tmp_path: Path) -> None:
    # SQLAlchemy tries a new connection out and rolls that back, and what was begun before with it.
    connection = connect_writer(tmp_path / "new.db", None)
    outside: list[str] = []

    def look(statement: str) -> None:
        if not connection.in_transaction and not statement.startswith(("--", "BEGIN", "PRAGMA", "ROLLBACK")):
            outside.append(statement)

    connection.set_trace_callback(look)
    schema.upgrade(connection)
    connection.set_trace_callback(None)
    assert schema.version(connection) == schema.HEAD
    connection.close()
    assert outside == []


def test_a_terminal_cut_off_before_its_first_anchor_gets_one_before_it_sells(config: Config) -> None:
    # Else a sale and a second kill within the anchor's delay looked as if somebody had taken the anchor away.
    open_terminal(config, Shop()).close()
    (config.data_dir / "anchor.json").unlink()
    for known in config.key_dir.glob("*.epoch"):
        known.unlink()  # the vault had not heard of the first anchor either
    terminal = open_terminal(config)
    assert terminal.store.alarm is None
    assert (config.data_dir / "anchor.json").exists()
    terminal.close()
