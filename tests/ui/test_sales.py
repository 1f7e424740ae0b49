"""The list of sales on screen: found, looked at, printed again, and the doors to what can be done with one."""

from __future__ import annotations

import json
from concurrent.futures import Future

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QListView

from app.domain.errors import FaultError
from app.domain.receipt import receipt_code
from app.domain.sale import Sale
from app.domain.staff import Person, Role
from app.domain.tender import TenderKind
from app.runtime.preferences import Language
from app.runtime.sales import PAGE, Span
from app.ui.widgets.choice import Choice
from app.ui.widgets.paper import PaperView
from tests.db.conftest import DAY, SECOND
from tests.ui.counter import Counter
from tests.ui.drawer import employ, read

LIN = Person("bert", "林柏翰", "Lin Po-han", Role.CASHIER)


def show(counter: Counter, width: int = 1280, height: int = 800) -> None:
    counter.open("sales", width, height)
    counter.settle()


def rows(counter: Counter) -> list[str]:
    """What is in the list, as one would say it."""
    found = counter.named("交易清單", QListView)
    model = found.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.data(model.index(place), role) for place in range(model.rowCount())]


def search(counter: Counter, text: str) -> None:
    counter.named("搜尋交易").setFocus()
    counter.keys(text, Qt.Key.Key_Return)
    counter.settle()


def receipt(counter: Counter) -> str:
    """The text of the receipt that is shown."""
    counter.wait(counter.screen.receipt.paper.isVisible)
    return counter.screen.receipt.paper.accessibleDescription()


def focus() -> str:
    there = QApplication.focusWidget()
    return there.accessibleName() if there is not None else ""


def reprints(counter: Counter) -> list[dict]:
    return [json.loads(one.body) for one in counter.till.terminal.store.entries_of("receipt.reprinted")]


@pytest.fixture
def day(counter: Counter) -> list[Sale]:
    """A day: three sales, of which one was paid by card and one came back in part."""
    till = counter.till
    made = [till.sell(("TEA", 2, 160))]
    till.clock.move(60)
    cart = till.cart(("CUP", 1, 260), ("FIG", 1, 45))
    card = till.payment(cart).with_card(till.ids.mint(), 305, "482913")
    made.append(till.complete(cart, card, "bert").result())
    till.clock.move(60)
    made.append(till.sell(("JAM", 1, 252)))
    till.clock.move(60)
    made.append(till.give_back((made[0], 1, 1)))
    return made


# --- what is shown ----------------------------------------------------------------------------------------------


def test_the_day_newest_first_with_what_stands_out(counter, day):
    show(counter)
    assert rows(counter) == [
        "10:03, #0004, 退貨, goods TEA, anna, 現金, −$160",
        "10:02, #0003, 銷售, goods JAM, anna, 現金, $252",
        "10:01, #0002, 銷售, goods CUP 等 2 項, bert, 信用卡, $305",
        "10:00, #0001, 銷售, goods TEA, anna, 現金, $320, 已退部分",
    ]
    assert "S01-1-1-000004" in receipt(counter)
    assert focus() == "搜尋交易"


def test_the_receipt_is_that_of_the_row_one_walks_to(counter, day):
    show(counter)
    counter.named("交易清單", QListView).setFocus()
    counter.keys(Qt.Key.Key_Down, Qt.Key.Key_Down)
    counter.settle()
    told = receipt(counter)
    assert "S01-1-1-000002" in told
    assert "305" in told
    assert counter.named("收據 S01-1-1-000002", PaperView).isVisible()


def test_an_empty_day_says_so(counter):
    show(counter)
    assert {"今天還沒有交易", "選一筆交易"} <= set(read(counter))
    assert not counter.named("補印收據", QAbstractButton).isEnabled()


def test_what_is_sold_meanwhile_is_there_when_one_comes_back(counter, day):
    show(counter)
    counter.window.shell.go("sell")
    counter.till.sell(("TEA", 1, 160))
    counter.window.shell.go("sales")
    counter.settle()
    assert rows(counter)[0].startswith("10:03, #0005, 銷售")


def test_the_list_is_where_it_was_in_another_language_and_size(counter, day):
    show(counter)
    search(counter, "#0002")
    counter.place.preferences.choose(language=Language.EN, text_size=125)
    counter.settle()
    model = counter.screen.list.model()
    assert model.rowCount() == 1
    assert counter.screen.field.text() == "#0002"
    counter.wait(lambda: "Receipt" in counter.screen.receipt.paper.accessibleDescription())
    counter.place.preferences.choose(language=Language.ZH_TW, text_size=100)
    counter.settle()


def test_goods_are_called_in_the_language_of_the_window(selling):
    counter = selling.counter
    counter.till.sell(("BR001", 2, 58))
    show(counter)
    counter.place.preferences.choose(language=Language.EN)
    counter.settle()
    try:
        assert "Cultured Butter Croissant" in counter.screen.list.model().data(
            counter.screen.list.model().index(0), Qt.ItemDataRole.AccessibleTextRole
        )
    finally:
        counter.place.preferences.choose(language=Language.ZH_TW)
        counter.settle()


# --- finding ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0002", ["#0002"]),
        ("#3", ["#0003"]),
        ("S01-1-1-000001", ["#0001"]),
        ("$305", ["#0002"]),
        ("160", ["#0004"]),
        ("3", ["#0003"]),
    ],
)
def test_by_number_and_by_amount(counter, day, text, numbers):
    show(counter)
    search(counter, text)
    assert [row.split(", ")[1 if "/" not in row.split(", ")[0] else 2] for row in rows(counter)] == numbers


def test_by_goods(counter, day):
    show(counter)
    search(counter, "FIG")
    assert [row.split(", ")[1] for row in rows(counter)] == ["#0002"]
    assert "1 筆" in counter.screen.field.note() or counter.screen.field.text() == "FIG"


def test_what_is_not_there_is_said_and_looked_for_on_all_days(counter):
    counter.till.sell(("OLD", 1, 777))
    counter.till.clock.move(DAY // SECOND)
    show(counter)
    search(counter, "$777")
    assert "找不到「$777」" in read(counter)
    counter.press("在全部日期尋找")
    counter.settle()
    assert rows(counter) == ["3/5（四）, 10:00, #0001, 銷售, goods OLD, anna, 現金, $777"]


def test_a_receipt_number_is_found_on_any_day(counter):
    counter.till.sell(("OLD", 1, 777))
    counter.till.clock.move(DAY // SECOND)
    show(counter)
    assert "今天還沒有交易" in read(counter)
    search(counter, "#0001")
    assert len(rows(counter)) == 1


def test_typing_anywhere_is_searched_for_and_escape_brings_everything_back(counter, day):
    show(counter)
    counter.named("交易清單", QListView).setFocus()
    counter.keys("2")
    assert focus() == "搜尋交易"
    counter.keys("5", "2")
    counter.wait(lambda: len(rows(counter)) == 1)
    assert rows(counter)[0].split(", ")[1] == "#0003"
    counter.keys(Qt.Key.Key_Escape)
    counter.settle()
    assert len(rows(counter)) == 4
    counter.keys(Qt.Key.Key_Escape)
    assert counter.where == "sell"


def test_a_scanned_receipt_is_looked_at_whatever_the_list_was_narrowed_to(counter, day):
    show(counter)
    search(counter, "FIG")
    counter.window.shell.scanned(receipt_code(day[0].ticket.sale_id))
    counter.settle()
    assert "S01-1-1-000001" in receipt(counter)
    assert [row.split(", ")[2] for row in rows(counter)] == ["#0001"]


def choose(counter: Counter, name: str, key: str) -> None:
    """Choose from one of the lists."""
    found = counter.named(name, Choice)
    found.set_current(key)
    found.chosen.emit(key)
    counter.settle()


def test_narrowed_by_person_kind_and_tender(counter, day):
    employ(counter, LIN)
    show(counter)
    choose(counter, "人員", "bert")
    assert [row.split(", ")[4] for row in rows(counter)] == ["林柏翰"]
    choose(counter, "類型", "refund")
    assert "沒有符合的交易" in read(counter)
    choose(counter, "人員", "")
    assert [row.split(", ")[2] for row in rows(counter)] == ["退貨"]
    choose(counter, "類型", "")
    choose(counter, "付款方式", TenderKind.CARD.value)
    assert [row.split(", ")[1] for row in rows(counter)] == ["#0002"]


def test_a_cancelled_cart_is_listed_where_it_is_asked_for_and_has_no_receipt(counter, day):
    till = counter.till
    till.terminal.carts.void(till.cart(("TEA", 1, 160)), "客人反悔", "anna").result()
    show(counter)
    assert len(rows(counter)) == 4
    choose(counter, "類型", "voided")
    assert rows(counter) == ["10:03, 作廢, 客人反悔（1 項）, anna, $160"]
    assert "作廢的購物車沒有收據" in read(counter)
    assert not counter.named("補印收據", QAbstractButton).isEnabled()


def test_the_days(counter):
    till = counter.till
    till.sell(("OLD", 1, 10))
    till.clock.move(8 * DAY // SECOND)
    till.sell(("NEW", 1, 20))
    till.close_shift(0)
    till.open_shift(0)
    till.sell(("NEWER", 1, 30))
    show(counter)
    seen = []
    for name in ("今天", "7 天", "全部"):
        counter.press(name)
        counter.settle()
        seen.append(len(rows(counter)))
    assert seen == [1, 1, 3]  # the first shift's day is that of its opening
    assert counter.place.sales.narrowed.span is Span.ALL


# --- a long list ------------------------------------------------------------------------------------------------


def test_a_long_list_is_read_as_one_scrolls_a_page_at_a_time(counter):
    for _ in range(2 * PAGE + 5):
        counter.till.clock.move(1)
        counter.till.sell(("TEA", 1, 160))
    show(counter)
    assert len(rows(counter)) == PAGE
    view = counter.named("交易清單", QListView)
    for expected in (2 * PAGE, 2 * PAGE + 5):
        view.scrollToBottom()
        counter.wait(lambda expected=expected: len(rows(counter)) == expected)
    assert not view.model().canFetchMore(view.rootIndex())
    assert [row.split(", ")[1] for row in rows(counter)][-1] == "#0001"


def test_a_page_that_comes_late_is_not_shown_for_another_filter(counter, day):
    show(counter)
    counter.place.sales.narrow(text="FIG")
    counter.place.sales.narrow(text="JAM")
    counter.settle()
    assert [row.split(", ")[1] for row in rows(counter)] == ["#0003"]


# --- what can be done -------------------------------------------------------------------------------------------


def test_a_receipt_is_printed_again_at_a_key(counter, day):
    show(counter)
    counter.keys(Qt.Key.Key_F9)
    counter.settle()
    assert [(one["sale_id"], one["count"]) for one in reprints(counter)] == [(day[3].ticket.sale_id, 1)]
    assert "已送出補印（第 1 次）" in read(counter)
    counter.keys(Qt.Key.Key_F12)
    counter.settle()
    assert reprints(counter)[1]["count"] == 2


def test_a_second_press_is_one_copy(counter, day):
    show(counter)
    counter.keys(Qt.Key.Key_F9, Qt.Key.Key_F9)
    counter.settle()
    assert len(reprints(counter)) == 1


def test_the_door_to_a_correction_opens_only_while_the_shift_is(counter, day):
    show(counter)
    counter.press("更正付款")
    assert counter.where == "correct"
    assert counter.place.correction.back_to == "sales"
    counter.keys(Qt.Key.Key_Escape)
    assert counter.where == "sales"
    counter.till.close_shift(0)
    counter.window.shell.go("sell")
    counter.window.shell.go("sales")
    counter.settle()
    assert "更正付款" not in counter.names()


def test_there_is_no_door_to_a_screen_that_is_not_there(counter, day):
    show(counter)
    counter.place.sales.choose(counter.place.sales.rows[1])
    counter.settle()
    assert counter.window.shell.has("refund") is ("退換貨" in counter.names())


def test_a_row_is_chosen_by_touch(counter, day):
    show(counter)
    view = counter.named("交易清單", QListView)
    box = view.visualRect(view.model().index(2))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.center()))
    counter.settle()
    assert "S01-1-1-000002" in receipt(counter)


def test_a_receipt_that_cannot_be_shown_says_why(counter, day, monkeypatch):
    broken: Future[None] = Future()
    broken.set_exception(FaultError("archive.missing", file="a"))
    monkeypatch.setattr(type(counter.place.counter.paper), "receipt", lambda *_: broken)
    show(counter)
    assert "收據無法顯示" in read(counter)
    assert len(rows(counter)) == 4
