"""Tills for the tests of the database: real terminals on real files, a clock that is set, ids that are counted."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess, run
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.bootstrap import Terminal, open_beside, open_terminal
from app.cli import main
from app.config import Config
from app.db import tables
from app.db.connection import Connection, connect_reader
from app.db.verify import Report
from app.domain.cart import Cart, CartLine, CartReturn, add_line, add_return
from app.domain.ids import uuid7
from app.domain.pricing import PricedCart, PromotionBook, price_cart
from app.domain.quantity import Price, Quantity, pieces
from app.domain.sale import Sale
from app.domain.shop import Shop
from app.domain.tender import Payment
from app.services.ports import UnitOfWork
from app.services.refund import quote
from app.vault.argon import Argon2Cost
from tests.db.ground import lay

ROOT = Path(__file__).parents[2]
#: 2026-03-05 10:00 in Taipei.
START = 1_772_676_000_000_000
SECOND = 1_000_000
DAY = 86_400 * SECOND


#: A PIN's hash that takes no time.
CHEAP = Argon2Cost(time=1, memory_kib=64, lanes=1)


@dataclass
class SetClock:
    """A clock that stands until it is moved."""

    at: int = START

    def now(self) -> int:
        return self.at

    def move(self, seconds: int) -> None:
        self.at += seconds * SECOND


@dataclass
class CountedIds:
    """Identities 1, 2, 3 ..."""

    clock: SetClock
    count: int = 0

    def mint(self) -> str:
        self.count += 1
        return uuid7(self.clock.at // 1_000, self.count.to_bytes(10, "big"))


Goods = tuple[str, int | Quantity, int]


@dataclass
class Till:
    """A terminal and what a cashier does at it, each act waited for."""

    config: Config
    shop: Shop = field(default_factory=Shop)
    clock: SetClock = field(default_factory=SetClock)
    book: PromotionBook = field(default_factory=PromotionBook)
    ids: CountedIds = field(init=False)
    terminal: Terminal = field(init=False)

    def __post_init__(self) -> None:
        self.ids = CountedIds(self.clock)
        self.open()

    def open(self) -> None:
        lay(self.config, self.ids)
        self.terminal = open_terminal(self.config, self.shop, clock=self.clock, ids=self.ids, pin_cost=CHEAP)

    def close(self) -> None:
        self.terminal.close()

    def reopen(self) -> None:
        self.close()
        self.open()

    @property
    def folder(self) -> Path:
        return self.config.data_dir

    @property
    def key(self) -> bytes | None:
        return self.terminal.store._keys.database

    @property
    def reads(self) -> Any:
        return self.terminal.store.reads()

    def open_shift(self, opening_float: int = 0) -> str:
        shift_id = self.ids.mint()
        self.terminal.shifts.open(shift_id, opening_float, "anna").result()
        return shift_id

    def close_shift(self, counted: int = 0) -> Any:
        return self.terminal.shifts.close(self.reads.open_shift().shift_id, counted, self.ids.mint(), "anna").result()

    def cart(self, *goods: Goods) -> Cart:
        """A fresh cart of (SKU, pieces or quantity, unit price)."""
        cart = Cart(self.ids.mint(), self.terminal.shop.currency)
        for sku, count, minor in goods:
            quantity = pieces(count) if isinstance(count, int) else count
            cart = add_line(cart, CartLine(0, sku, f"goods {sku}", quantity, Price(minor), code=sku))
        return cart

    def priced(self, cart: Cart) -> PricedCart:
        shop = self.terminal.shop
        return price_cart(cart, self.book, shop.tax, self.clock.now(), zone=ZoneInfo(shop.zone))

    def quote(self, cart: Cart) -> tuple[Any, ...]:
        return quote(self.reads, cart.returns, self.terminal.shop.tax)

    def payment(self, cart: Cart) -> Payment:
        """What is to pay for a cart, nothing of it taken yet."""
        total = self.priced(cart).total - sum(line.refund for line in self.quote(cart))
        return Payment(total, cart.currency, self.terminal.shop.cash)

    def cash(self, cart: Cart) -> Payment:
        """A cart paid in cash, to the coin."""
        payment = self.payment(cart)
        return payment if payment.is_settled else payment.with_cash(self.ids.mint(), payment.cash_due)

    def complete(self, cart: Cart, payment: Payment | None = None, actor: str = "anna") -> Any:
        """The future of a sale, paid in cash unless a payment is given."""
        paid = self.cash(cart) if payment is None else payment
        return self.terminal.sell.complete(cart, self.priced(cart), paid, actor, self.quote(cart))

    def sell(self, *goods: Goods) -> Sale:
        return self.complete(self.cart(*goods)).result()

    def return_cart(self, *lines: tuple[Sale, int, int | Quantity], cart: Cart | None = None) -> Cart:
        """A cart with goods of earlier sales coming back: sale, line, how much."""
        found = self.cart() if cart is None else cart
        for sale, line, count in lines:
            quantity = pieces(count) if isinstance(count, int) else count
            sold = next(one for one in sale.ticket.lines if one.line == line)
            found = add_return(
                found, CartReturn(0, sold.sku, sold.name, quantity, sale_id=sale.ticket.sale_id, sale_line=line)
            )
        return found

    def give_back(self, *lines: tuple[Sale, int, int | Quantity]) -> Sale:
        return self.complete(self.return_cart(*lines)).result()

    def connection(self) -> Connection:
        """A reading connection of the caller's own."""
        return connect_reader(self.terminal.store.place.database, self.key)

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(self.connection()) as connection:
            return connection.execute(sql, values).fetchall()

    def kinds(self) -> list[str]:
        """The journal's kinds, in order."""
        return [kind for (kind,) in self.query("SELECT kind FROM journal ORDER BY seq")]

    def state(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every state table, in one snapshot."""
        with closing(self.connection()) as connection:
            connection.execute("BEGIN")
            return {
                table.name: sorted(connection.execute(f"SELECT * FROM {table.name}").fetchall(), key=repr)
                for table in tables.STATE
            }

    def verify(self) -> Report:
        beside = open_beside(self.config)
        try:
            return beside.verify()
        finally:
            beside.close()

    def check(self) -> None:
        """The journal holds, and its replay makes every row of the state tables as it is."""
        report = self.verify()
        assert report.ok, report
        before = self.state()
        self.terminal.store.rebuild()
        after = self.state()
        assert after == before

    def unchanged(self, act: Callable[[], Any]) -> Any:
        """Do an act that must leave the journal and the tables as they are."""
        before = self.state(), self.query("SELECT * FROM journal"), self.query("SELECT * FROM autosave")
        result = act()
        assert (self.state(), self.query("SELECT * FROM journal"), self.query("SELECT * FROM autosave")) == before
        return result


@pytest.fixture
def make_till(tmp_path: Path) -> Iterator[Callable[..., Till]]:
    """Make a till under a name; all are closed in the end."""
    made: list[Till] = []

    def make(shop: Shop | None = None, *, name: str = "data", plain: bool = True) -> Till:
        till = Till(Config(tmp_path / name, tmp_path / f"{name}-keys", "file", plain), shop or Shop())
        made.append(till)
        return till

    yield make
    for till in made:
        till.close()


@pytest.fixture(params=[True, False], ids=["plain", "encrypted"])
def either(request: pytest.FixtureRequest, make_till: Callable[..., Till]) -> Till:
    """A till with an open shift, once in the clear and once encrypted."""
    till = make_till(plain=request.param)
    till.open_shift(1_000)
    return till


@pytest.fixture
def till(make_till: Callable[..., Till]) -> Till:
    """A till with an open shift, in the clear."""
    till = make_till()
    till.open_shift(1_000)
    return till


@contextmanager
def held(till: Till) -> Iterator[None]:
    """Keep the writer busy, so that what is asked of it meanwhile waits in its queue."""
    busy, go = Event(), Event()

    def job(work: UnitOfWork) -> None:
        busy.set()
        go.wait(60)

    future = till.terminal.store.writer.write(job)
    busy.wait(60)
    try:
        yield
    finally:
        go.set()
        future.result()


def command(*words: object, status: int = 0, stdin: str = "", **environment: str) -> CompletedProcess[str]:
    """Run the command line as a process of its own; whatever it is told, it never shows a traceback."""
    done = run(
        [sys.executable, "-m", "app", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **environment},
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    said = done.stdout + done.stderr
    assert "Traceback" not in said, said
    assert done.returncode == status, said
    assert all(line.startswith("omo-pos") for line in done.stderr.splitlines()), done.stderr
    return done


def command_here(*words: object, status: int = 0, stdin: str = "", **environment: str) -> CompletedProcess[str]:
    """The same in this process, which saves a start: where it is what a command says and does that is looked at."""
    argv = list(map(str, words))
    with (
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(StringIO()) as out,
        redirect_stderr(StringIO()) as err,
    ):
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdin", StringIO(stdin))
        done = CompletedProcess(argv, main.run(argv))
    done.stdout, done.stderr = out.getvalue(), err.getvalue()
    assert done.returncode == status, done.stdout + done.stderr
    assert all(line.startswith("omo-pos") for line in done.stderr.splitlines()), done.stderr
    return done


def refused(error: type[Exception], code: str, act: Callable[[], Any]) -> Any:
    """What an act is refused with."""
    with pytest.raises(error) as caught:
        act()
    assert caught.value.code == code
    return caught.value


__all__ = [
    "DAY",
    "ROOT",
    "SECOND",
    "START",
    "CountedIds",
    "SetClock",
    "Till",
    "command",
    "command_here",
    "held",
    "refused",
]
