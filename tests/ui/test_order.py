"""A new order for pickup rings and is told on any screen, with a real centre on loopback: what a cashier sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.central.database import write
from app.central.order import OrderForm, place_order, set_state
from app.central.watch import alone, notify
from app.contract.order import OrderLine
from app.domain.staff import Person, Role
from app.runtime.preferences import Language
from app.runtime.standing import Link
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.toast import Toast
from tests.central.conftest import START
from tests.ui.centre import Centre
from tests.ui.counter import Counter

BOSS = Person("M1", "陳怡君", "Chen", Role.MANAGER)


class Shop:
    """A counter that stands online, and the customers of its centre."""

    def __init__(self, counter: Counter, centre: Centre) -> None:
        self.counter, self.centre = counter, centre
        self._numbers = iter(range(1, 100))

    def order(self, count: int = 1, *, paid: int = 150, trial: bool = False) -> None:
        """So many orders, at once."""

        def job(connection) -> None:
            for number in (next(self._numbers) for _ in range(count)):
                line = OrderLine(sku="A", name="甲", milli=3_000, amount_minor=150)
                form = OrderForm(code=f"A{number}", lines=(line,), total_minor=150, paid_minor=paid)
                place_order(connection, "S09", f"o{number}", form, START + number, trial=trial)

        write(self.centre.engine, job, self._tell)

    def become(self, order_id: str, state: str) -> None:
        write(self.centre.engine, lambda connection: set_state(connection, "S09", order_id, state), self._tell)

    def _tell(self, scopes: frozenset[str]) -> None:
        with alone(self.centre.engine) as connection:
            notify(connection, scopes)

    @property
    def toast(self) -> str:
        """What the toast says; nothing where there is none."""
        said = [one.text() for one in self.counter.window.findChildren(Toast) if one.text()]
        return said[0] if said else ""

    @property
    def rings(self) -> int:
        return self.counter.heard.cues.count("order")

    def until(self, text: str) -> None:
        self.counter.wait(lambda: self.toast == text)

    def until_rings(self, times: int) -> None:
        self.counter.wait(lambda: self.rings == times)

    def dismiss(self) -> None:
        for one in self.counter.window.findChildren(Toast):
            one.dismiss()

    def restart(self) -> None:
        self.counter.restart()
        self.begin()

    def begin(self) -> None:
        self.counter.live.begin().result(20)
        self.counter.wait(lambda: self.counter.live.standing().link is Link.ONLINE)
        self.counter.open("sell")


@pytest.fixture
def shop(make_counter: Callable[..., Counter], centre: Centre) -> Iterator[Shop]:
    """One order was placed before the counter joined."""
    made = Shop(make_counter(), centre)
    made.order()
    centre.stock(1)
    made.counter.live.begin().result(20)
    made.counter.live.join(centre.url, centre.code(), False).result(20)
    made.counter.wait(lambda: made.counter.live.standing().is_filled)
    made.begin()
    yield made
    made.counter.live.close()


def test_it_rings_and_is_told_with_its_number_and_how_it_is_paid(shop: Shop) -> None:
    assert (shop.rings, shop.toast) == (0, "")
    focus = QApplication.focusWidget()
    for paid, words in ((150, "已付款"), (0, "到店付款"), (50, "已付部分")):
        shop.dismiss()
        shop.order(paid=paid)
        shop.counter.wait(lambda words=words: shop.toast.endswith(words))
        assert QApplication.focusWidget() is focus
    assert shop.toast == "新的取貨單 A4，3 件，已付部分"
    shop.dismiss()
    shop.order(trial=True)
    shop.until("新的取貨單 A5，3 件，試用，沒有付款")
    assert shop.rings == 4
    assert shop.counter.where == "sell"


def test_several_at_once_are_one_and_those_that_come_meanwhile_join_them(shop: Shop) -> None:
    shop.order(5)
    shop.until("5 張新的取貨單")
    assert shop.rings == 1
    shop.order()
    shop.until("6 張新的取貨單")


def test_a_scan_takes_nothing_of_it_away_and_another_word_only_for_a_while(shop: Shop) -> None:
    shell = shop.counter.window.shell
    shop.order()
    shop.until("新的取貨單 A2，3 件，已付款")
    shell.scanned("4710000000000")
    assert [one.sku for one in shop.counter.place.cart.cart.lines] == ["P00000"]
    assert shop.toast == "新的取貨單 A2，3 件，已付款"
    shell.toast("發生未預期的問題", "bad", sticky=True)
    shop.order()
    shop.until_rings(2)
    assert shop.toast == "發生未預期的問題"
    shop.dismiss()
    assert shop.toast == "2 張新的取貨單"
    shop.dismiss()
    assert shop.toast == ""


def test_a_dialog_in_its_place_is_answered_first(shop: Shop) -> None:
    shell = shop.counter.window.shell
    low, high = Dialog(shell, "清空？"), Dialog(shell, "清空？")
    for dialog in (low, high):
        dialog.add_button("keep", "保留", safe=True)
    high.body.addSpacing(shell.height())
    shell.ask(low)
    shop.order()
    shop.until("新的取貨單 A2，3 件，已付款")  # above it there is room
    assert low.isAncestorOf(QApplication.focusWidget())
    low.answer("keep")
    shell.ask(high)
    assert shop.toast == ""
    shop.order()
    shop.until_rings(2)
    assert shop.toast == ""
    shop.counter.keys(Qt.Key.Key_Escape)
    shop.until("2 張新的取貨單")


def test_it_is_told_at_the_lock_on_other_screens_and_over_a_change_of_language(shop: Shop) -> None:
    for number, name in enumerate(("lock", "shift", "settings", "sync"), 2):
        if name == "lock":
            shop.counter.window.shell.lock()
        else:
            shop.counter.place.session.enter(BOSS)
            shop.counter.window.shell.go(name)
        shop.order()
        shop.until(f"新的取貨單 A{number}，3 件，已付款")
        assert shop.counter.where == name
        shop.dismiss()
    shop.order()
    shop.until("新的取貨單 A6，3 件，已付款")
    shop.counter.place.preferences.choose(language=Language.EN)
    shop.counter.settle()
    assert shop.toast == "New pickup order A6, 3 items, paid"
    shop.dismiss()
    shop.order(2)
    shop.until("2 new pickup orders")


def test_nothing_rings_twice_after_a_restart_and_what_came_meanwhile_rings_once(shop: Shop) -> None:
    shop.order()
    shop.until_rings(1)
    shop.counter.heard.cues.clear()
    shop.restart()
    shop.become("o2", "picking")
    shop.counter.wait(lambda: [*shop.counter.place.orders.counts().values()] == [1, 1, 0])
    assert (shop.rings, shop.toast) == (0, "")
    shop.counter.close()
    shop.order(3)
    shop.counter.till.reopen()
    shop.counter.start()
    shop.begin()
    shop.until("3 張新的取貨單")
    assert shop.rings == 1
