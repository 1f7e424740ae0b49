"""The board of orders for pickup, by names and keys: what its staff reads, picks and puts on a shelf."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.intake import IntakeState
from app.domain.order import OrderState
from app.domain.pickup import Column
from app.domain.pickup_done import PickState, Problem, Why
from app.ui.screens.pickup.filters import MenuButton
from app.ui.screens.pickup.screen import PickupScreen
from tests.ui.counter import Counter
from tests.ui.pickups import MINUTE, Pickups
from tests.ui.selling import JAM, MILK, OOLONG

Key = Qt.Key
DAY = 1_440 * MINUTE


@pytest.fixture
def store(counter: Counter) -> Pickups:
    return Pickups(counter)


def test_the_board_tells_each_order_in_its_column(store: Pickups):
    store.order("A7-324", minutes=13)
    store.order("A7-325", (("HM001", 1),), minutes=40, paid=False)
    store.order("A7-322", state="picking", minutes=30)
    store.ready("A7-318", customer="劉○安")
    store.ready("A7-266", ready_at=store.now - 3 * DAY, keep_until=store.now - DAY)
    store.open()
    assert store.rows("新訂單") == [
        "A7-324, 剩 13 分, 陳○宏 · 3 件, 已付, 10:13 前備好",
        "A7-325, 8 分, 陳○宏 · 1 件, 到店付 260, 10:40 前備好",
    ]
    assert store.rows("備貨中") == ["A7-322, 8 分, 陳○宏 · 3 件, 已付, 10:30 前備好, 0/3"]
    assert store.rows("待取貨") == ["A7-318, 10 分, 劉○安 · 3 件, 已付, 貨架 B-02"]
    assert store.rows("逾期未取")[0].startswith("A7-266, 1 天, 陳○宏 · 3 件, 已付, 貨架 B-02")
    assert "取貨 3" in store.counter.names()  # new and picking, in the tab
    assert store.forward == ("開始備貨", "先選取貨單")


def test_an_empty_board_says_so_and_one_that_comes_is_there_at_once(store: Pickups):
    store.open()
    assert "沒有取貨單" in store.said
    store.order("A7-401")
    assert store.rows("新訂單")[0].startswith("A7-401")
    assert "取貨 1" in store.counter.names()


def test_an_order_is_picked_by_scan_and_put_on_a_shelf(store: Pickups):
    store.order("A7-322", (("BR001", 2), ("DA001", 1)))
    store.ready("A7-300")
    store.open().show("A7-322")
    assert store.forward == ("開始備貨", "on")
    store.keys(Key.Key_F12)
    assert store.state("A7-322") is OrderState.PICKING
    assert store.forward == ("備妥上架", "還差 3 件")
    store.scan("BR001")
    assert store.rows("撿貨單")[0] == "發酵奶油可頌, 麵包, 1 / 2"
    store.scan("BR001").scan(MILK)
    assert [row.endswith("已核對") for row in store.rows("撿貨單")] == [True, True]
    assert store.forward == ("備妥上架", "先選貨架")
    store.tap("其他").keys("C-08")
    assert store.forward == ("備妥上架", "on")
    store.keys(Key.Key_F12)
    assert (store.state("A7-322"), store.pickup("A7-322").shelf) == (OrderState.READY, "C-08")
    assert store.toast == "A7-322 已放到 C-08"
    assert [row.split(",")[0] for row in store.rows("待取貨")] == ["A7-300", "A7-322"]
    assert store.counter.heard.cues[-1] == "accepted"


def test_a_scan_that_is_not_of_the_order_is_told_by_name(store: Pickups):
    store.order("A7-322", (("BR001", 1), ("DA001", 1)))
    store.open().show("A7-322").scan(JAM)
    assert store.toast == "A7-322 沒有訂「野莓果醬 180g」"
    store.scan("BR001").scan("BR001")
    assert store.toast == "A7-322 的「發酵奶油可頌」已經夠了"
    assert store.counter.heard.cues[-1] == "rejected"
    assert store.counter.where == "pickup"


def test_keys_alone_walk_the_board_check_lines_and_take_it_back(store: Pickups):
    for number in range(2):
        store.order(f"A7-40{number}", minutes=30 + number)
    store.ready("A7-390")
    store.open()
    store.keys(Key.Key_Down, Key.Key_Down, Key.Key_Return)  # into the board, to the second, open
    assert "A7-401" in store.said
    store.keys(Key.Key_Space, Key.Key_Down, Key.Key_Space)
    assert store.pickup("A7-401").is_picked
    store.keys(Key.Key_Space)
    assert [line.state for line in store.pickup("A7-401").lines] == [PickState.PICKED, PickState.OPEN]
    store.keys(Key.Key_Escape)
    assert "點一張取貨單" in store.said
    store.keys(Key.Key_Down, Key.Key_Right, Key.Key_Right, Key.Key_Return)
    assert store.forward == ("交付", "on")


def test_what_is_missing_is_said_with_its_reason_and_the_rest_goes_on(store: Pickups):
    store.order("A7-322", (("BR001", 2), ("DA001", 1)))
    store.open().show("A7-322").scan("BR001").keys(Key.Key_F7)
    assert "缺貨：發酵奶油可頌" in store.said
    assert store.counter.named("記為缺貨").isEnabled() is False
    store.keys("2", Key.Key_F12)  # the second reason; one of them lies there
    line = store.pickup("A7-322").line(1)
    assert (line.state, line.reason, line.picked.milli) == (PickState.SHORT, Why.NOT_FOUND, 1_000)
    assert store.rows("撿貨單")[0] == "發酵奶油可頌, 找不到, 1 / 2, 缺 1"
    store.keys(Key.Key_Down, Key.Key_Down, Key.Key_F7, "3", Key.Key_F12)
    line = store.pickup("A7-322").line(2)
    assert (line.state, line.reason) == (PickState.REJECTED, Why.DAMAGED)
    assert store.forward[1] == "先選貨架"


def test_what_is_due_and_how_much_there_is_follows_what_was_picked(store: Pickups):
    store.order("A7-322", (("BR001", 2), ("DA001", 1)), paid=False)
    store.open().show("A7-322").scan("BR001")
    assert "3 件, 到店付 215" in store.rows("備貨中")[0]
    store.keys(Key.Key_F7, "1", Key.Key_F12)  # one of the two lies there
    assert "2 件, 到店付 157" in store.rows("備貨中")[0]
    facts = store.counter.screen.details
    assert (facts.paid.text(), facts.pieces.text()) == ("到店付 157", "2 件")


def test_another_reason_needs_words(store: Pickups):
    store.order("A7-322")
    store.open().show("A7-322").keys(Key.Key_F7, "6", Key.Key_F12)
    assert store.pickup("A7-322").line(1).state is PickState.OPEN
    assert store.counter.named("記為缺貨").reason() == "先寫備註"
    store.type("貨車沒到").keys(Key.Key_Return)
    assert store.pickup("A7-322").line(1).note == "貨車沒到"


def test_other_goods_go_in_its_place(store: Pickups):
    store.order("A7-322", (("DA001", 1), ("BR001", 1)))
    store.open().show("A7-322").tap("替代品")
    assert "替代：北回鮮乳 936ml" in store.said
    store.type("野莓").keys(Key.Key_Return)
    assert store.rows("撿貨單")[0] == "野莓果醬 180g, 北回鮮乳 936ml, 1 / 1, 替代, 已核對"
    assert store.pickup("A7-322").line(1).state is PickState.SUBSTITUTED


def test_goods_that_were_replaced_are_told_as_such_where_they_are_scanned(store: Pickups):
    store.order("A7-322", (("DA001", 1), ("BR001", 1)))
    store.open().show("A7-322").keys(Key.Key_F6).type("野莓").keys(Key.Key_Return).scan(MILK)
    assert store.toast == "A7-322 的「北回鮮乳 936ml」已換成「野莓果醬 180g」"
    store.scan("BR001").scan("TE001")
    assert store.toast == "A7-322 沒有訂「高山烏龍 茶包 12 入」"
    store.keys(Key.Key_F5, "B-01", Key.Key_F12)
    store.show("A7-322").keys(Key.Key_F12)
    assert store.counter.where == "handover"
    store.scan(MILK)
    assert store.toast == "A7-322 的「北回鮮乳 936ml」已換成「野莓果醬 180g」"


def test_the_board_is_narrowed_by_typing_and_by_kind(store: Pickups):
    store.order("A7-322")
    store.order("B8-511", paid=False, tail="557")
    store.open().keys("557")
    assert store.rows("新訂單")[0].startswith("B8-511")
    assert len(store.rows("新訂單")) == 1
    store.keys(Key.Key_Return)  # the only one
    assert "電話尾碼 557" in store.said
    store.keys(Key.Key_F4, "9999")
    assert "找不到「9999」" in store.said
    store.keys(Key.Key_Escape, Key.Key_Escape)
    store.counter.named("顯示 全部訂單", MenuButton).choose("due")
    assert [row.split(",")[0] for row in store.rows("新訂單")] == ["B8-511"]


def test_orders_are_taken_in_no_more_for_a_while(store: Pickups):
    store.order("A7-322")
    store.open()
    store.counter.named("線上接單 正常接單", MenuButton).choose("paused 30")
    store.counter.settle()
    assert "線上暫停接單，到 10:30" in store.counter.names()
    assert store.counter.place.counter.pickups.intake().state is IntakeState.PAUSED
    store.counter.named("線上接單", MenuButton).choose("slow 60")
    store.counter.settle()
    assert "線上放慢接單，到 11:00" in store.counter.names()
    assert store.counter.place.counter.pickups.intake().slow_minutes == 30
    store.counter.named("線上接單", MenuButton).choose("open")
    store.counter.settle()
    assert store.counter.place.counter.pickups.intake().state is IntakeState.OPEN
    assert not [name for name in store.counter.names() if name.startswith("線上暫停")]


def test_what_waited_too_long_goes_back(store: Pickups):
    store.ready("A7-241", ready_at=store.now - 6 * DAY, keep_until=store.now - 4 * DAY)
    store.open().show("A7-241")
    assert "該退回上架" in store.rows("逾期未取")[0]
    store.tap("退回上架")
    assert store.state("A7-241") is OrderState.RETURNED
    assert store.toast == "A7-241 已退回上架"


def test_what_was_cancelled_goes_back_with_the_primary(store: Pickups):
    store.ready("A7-291", state="cancelled")
    store.open()
    assert "已取消" in store.rows("逾期未取")[0]
    store.show("A7-291")
    assert store.forward == ("退回上架", "on")
    store.keys(Key.Key_F12)
    assert store.state("A7-291") is OrderState.RETURNED
    assert "沒有取貨單" in store.said


def test_a_problem_becomes_a_task_and_stands_on_the_card(store: Pickups):
    store.ready("A7-318")
    store.open().show("A7-318").keys(Key.Key_F8, "1", Key.Key_F12)
    assert store.pickup("A7-318").done.problem is Problem.DAMAGED
    assert "有問題" in store.rows("待取貨")[0]


def test_where_there_is_little_room_one_column_is_shown_at_a_time(store: Pickups):
    store.order("A7-324")
    store.order("A7-322", state="picking")
    store.open(1024, 768)
    assert {"新訂單 1", "備貨中 1", "待取貨 0", "逾期 0"} <= set(store.counter.names())
    assert len(store.rows("備貨中")) == 1
    store.tap("新訂單 1")
    assert store.rows("新訂單")[0].startswith("A7-324")
    store.keys(Key.Key_F4, Key.Key_Down, Key.Key_Right, Key.Key_Return)
    assert "A7-322" in store.said


def test_the_column_of_the_order_that_is_worked_on_is_the_one_that_is_shown(store: Pickups):
    store.order("A7-324")
    store.order("A7-325", minutes=90)
    store.open(1024, 768).show("A7-324").keys(Key.Key_F12)
    assert store.counter.place.pickup.shown is Column.PICKING
    assert store.rows("備貨中")[0].startswith("A7-324")
    store.tap("新訂單 1")  # another column can still be looked at
    store.scan("BR001").scan("BR001")
    assert store.counter.place.pickup.shown is Column.NEW


def test_a_long_column_is_paged_and_no_card_is_cut(store: Pickups):
    for number in range(12):
        store.order(f"A7-5{number:02}", minutes=60 + number)
    store.open()
    first = store.rows("新訂單")
    assert first[-1] == f"還有 {12 - (len(first) - 1)} 筆"
    store.keys(Key.Key_Down, *(Key.Key_Down,) * (len(first) - 1), Key.Key_Return)
    assert store.rows("新訂單")[0].startswith(f"A7-5{len(first) - 1:02}")


def test_the_slip_is_printed_and_its_number_opens_the_order(store: Pickups):
    papers = []
    paper = store.counter.place.counter.paper
    paper._print_now = lambda document: papers.append(document) or _done()
    store.order("A7-322", paid=False)
    store.order("A7-323", minutes=70)
    store.open().show("A7-323").show("A7-322").tap("列印撿貨單")
    assert store.toast == "已列印撿貨單"
    texts = papers[0].texts()
    assert {"A7-322", "[ ] 發酵奶油可頌", "× 2", "$215"} <= set(texts)
    store.keys(Key.Key_Escape).scan("A7-322")
    assert store.counter.where == "pickup"
    assert "A7-322" in store.said


def _done():
    from concurrent.futures import Future

    done: Future[None] = Future()
    done.set_result(None)
    return done


def test_what_was_chosen_is_there_in_another_language(store: Pickups):
    store.order("A7-322")
    store.open().show("A7-322")
    from app.runtime.preferences import Language

    store.counter.place.preferences.choose(language=Language.EN)
    store.counter.settle()
    assert isinstance(store.counter.screen, PickupScreen)
    assert store.rows("Pick list")[0] == "Cultured Butter Croissant, 麵包, 0 / 2"
    assert store.forward == ("Start picking", "on")


def test_the_codes_of_the_trade_are_goods_here_too(store: Pickups):
    store.order("A7-322", (("TE001", 1),))
    store.open().show("A7-322").keys(Key.Key_F12).scan(f"]C101{OOLONG:0>14}")
    assert [row.endswith("已核對") for row in store.rows("撿貨單")] == [True]
