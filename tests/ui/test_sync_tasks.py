"""What a manager must look at, decided at the counter: it leaves the list, offline too; the centre hears of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView

from app.contract.days import DayFigures, DaySales
from app.db.days import checks
from app.runtime.preferences import Language
from app.runtime.standing import Link
from app.services.ports import OpenRequest
from tests.central.conftest import rows
from tests.ui.centre import Centre
from tests.ui.counter import Counter
from tests.ui.employed import CHEN, LIN, PINS, employ
from tests.ui.test_sync import Desk

LIST = "要看的事"


@pytest.fixture
def desk(make_counter: Callable[..., Counter], centre: Centre) -> Iterator[Desk]:
    """A counter of a centre which it sold unknown goods to, with a manager at it."""
    counter = make_counter()
    live = counter.live
    live.begin().result(20)
    live.join(centre.url, centre.code(), False).result(20)
    counter.till.sell(("NOBODY-KNOWS", 1, 50))
    counter.wait(lambda: live.standing().tasks == 1)
    employ(counter, CHEN, LIN)
    counter.place.session.enter(CHEN)
    yield Desk(counter, centre, live)
    live.close()


def show(desk: Desk, count: int = 1) -> None:
    desk.counter.place.sync.part = "tasks"
    desk.counter.open("sync")
    desk.counter.wait(lambda: len(desk.rows(LIST)) == count)


def open_row(desk: Desk, row: int = 0) -> None:
    view = desk.counter.named(LIST, QListView)
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, 0))
    desk.counter.keys(Qt.Key.Key_Return)


def decide(desk: Desk, note: str) -> None:
    open_row(desk)
    desk.counter.named("怎麼處理的", QLineEdit).setText(note)
    desk.counter.keys(Qt.Key.Key_Return)
    desk.counter.settle()


def closed(desk: Desk) -> list[tuple]:
    return [tuple(row) for row in rows(desk.centre.engine, "SELECT closed_by, note FROM conflict ORDER BY kind")]


def test_a_conflict_is_decided_and_the_centre_knows_by_whom(desk: Desk) -> None:
    show(desk)
    open_row(desk)
    assert not desk.counter.named("結案").isEnabled()  # how it was settled is said first
    desk.counter.keys(Qt.Key.Key_Escape)
    decide(desk, "已建檔")
    desk.counter.wait(lambda: desk.counter.place.sync.conflicts == ())
    assert "已結案" in desk.counter.names()
    desk.counter.wait(lambda: closed(desk) == [(CHEN.staff_id, "已建檔")])
    desk.until(Link.ONLINE)
    assert desk.live.standing().tasks == 0
    desk.counter.till.check()


def test_offline_it_leaves_the_list_at_once_and_once(desk: Desk) -> None:
    desk.centre.close()
    desk.live.ask()
    desk.until(Link.OFFLINE)
    show(desk)
    decide(desk, "清點過")
    desk.counter.wait(lambda: desk.counter.place.sync.conflicts == ())
    assert (desk.live.standing().tasks, desk.counter.till.kinds()[-1]) == (0, "task.closed")
    desk.counter.till.check()
    desk.counter.restart()
    assert desk.counter.live.standing().tasks == 0


def test_a_cashier_asks_a_manager_who_is_the_one_that_decided(desk: Desk) -> None:
    desk.counter.place.session.enter(LIN)
    show(desk)
    decide(desk, "已建檔")
    assert "核准結案？" in desk.counter.names()
    desk.counter.keys(PINS[CHEN.staff_id], Qt.Key.Key_Return)
    desk.counter.settle()
    desk.counter.wait(lambda: closed(desk) == [(CHEN.staff_id, "已建檔")])


def test_a_task_of_the_counter_is_decided_without_any_centre(make_counter: Callable[..., Counter]) -> None:
    counter = make_counter()
    tenders, cart = counter.till.terminal.tenders, counter.till.cart(("A", 1, 545))
    asked = OpenRequest(counter.till.ids.mint(), cart.cart_id, "gift_card", 545, "GC1")
    tenders.request(cart, asked, counter.till.ids.mint(), "anna").result()
    tenders.abandon(asked, "no answer", "", counter.till.ids.mint(), "anna").result()
    lone = Desk(counter, None, counter.live)  # type: ignore[arg-type]
    show(lone)
    assert lone.rows(LIST)[0].startswith("付款未確認 · 禮物卡 $545")
    decide(lone, "業者說沒扣款")
    counter.wait(lambda: counter.place.sync.tasks == ())
    assert counter.till.terminal.tasks.open() == []
    counter.till.check()


def figures(sales: int, total: int) -> str:
    sums = DaySales(
        business_on="2026-03-04", currency="TWD", sales=sales, sold_minor=total, returned_minor=0, rounding_minor=0,
        total_minor=total, tax_minor=0,
    )  # fmt: skip
    return DayFigures(
        business_on="2026-03-04", runs=(), facts=9, digest="0" * 64, sales=(sums,), tenders=(), taxes=()
    ).model_dump_json()


@pytest.mark.parametrize("language", Language)
def test_a_day_whose_books_differ_says_in_what_and_what_to_do(make_counter, language) -> None:
    counter = make_counter()
    counter.place.preferences.choose(language=language)
    row = ("2026-03-04", 3, 1, "sales", figures(187, 84_120), figures(186, 83_207), 0)
    counter.till.terminal.store.writer.on_connection(
        lambda connection: connection.execute("INSERT INTO day_check VALUES(?, ?, ?, ?, ?, ?, ?)", row)
    ).result()
    (day,) = checks(counter.till.terminal.store.connection())
    standing = replace(counter.live.standing(), link=Link.ATTENTION, why="day.differs", differing=(day,))
    object.__setattr__(counter.place.counter, "standing", lambda: standing)
    counter.place.sync._ask_standing = lambda: standing
    counter.place.sync.part = "tasks"
    counter.open("sync")
    desk = Desk(counter, None, counter.live)  # type: ignore[arg-type]
    name, title, told, act = {
        Language.ZH_TW: (LIST, "2026-03-04 的帳和中心不同", "這台 187 筆 $84,120，中心 186 筆 $83,207", "通知總部"),
        Language.EN: (
            "To review", "2026-03-04: books differ", "Here 187 $84,120, head office 186 $83,207", "Tell head office",
        ),
    }[language]  # fmt: skip
    counter.wait(lambda: any(title in one for one in desk.rows(name)))
    (line,) = desk.rows(name)
    assert told in line
    assert act in line
