"""The hand-over, by names and keys: the code, the goods, the person, the money, and what to do where it cannot be."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.contract.pickup import ToldLine, ToldPickup
from app.domain.codes.identify import PickupCode
from app.domain.errors import UserError
from app.domain.order import OrderState
from app.domain.pickup_done import Check, Problem
from app.domain.tender import TenderKind
from app.services.identify import Verified
from app.services.pickup_ports import Claimed
from tests.ui.counter import Counter
from tests.ui.pickups import MINUTE, Pickups
from tests.ui.selling import JAM, MILK, OOLONG

Key = Qt.Key
GOODS = "逐項核對"


@pytest.fixture
def store(counter: Counter) -> Pickups:
    return Pickups(counter)


def given(store: Pickups, code: str) -> list[int]:
    """Thousandths of each line that the customer has."""
    return [line.given.milli for line in store.pickup(code).lines]


def facts(store: Pickups) -> list[tuple[str, str]]:
    """What is in the journal of hand-overs and sales: kind and body."""
    rows = store.counter.till.query("SELECT kind, body FROM journal ORDER BY seq")
    return [(kind, body) for kind, body in rows if kind.startswith(("order.handed", "sale."))]


def test_a_code_scanned_while_selling_opens_it_and_what_is_paid_is_handed_over(store: Pickups):
    store.ready("A7-318", customer="劉○安", tail="902")
    store.counter.open("sell")
    store.scan("A7-318")
    assert store.counter.where == "handover"
    assert {"已驗證", "取貨碼正確 · 10:00 掃描", "A7-318", "B-02", "劉○安", "電話尾碼 902"} <= set(
        store.counter.texts()
    )
    assert "線上驗證" in store.counter.names()
    assert store.rows(GOODS) == ["發酵奶油可頌, 貨架 B-02, × 2, $116", "北回鮮乳 936ml, 貨架 B-02, × 1, $99"]
    assert {"線上已付款", "不必收款", "還有 2 件未核對"} <= set(store.counter.texts())
    store.scan(MILK).scan("BR001").scan("BR001")
    assert [row.endswith("已核對") for row in store.rows(GOODS)] == [True, True]
    store.tap("核對尾碼").keys(Key.Key_Return)
    assert store.state("A7-318") is OrderState.HANDED_OVER
    assert given(store, "A7-318") == [2_000, 1_000]
    assert (store.counter.where, store.toast) == ("pickup", "A7-318 已交付")
    (kind, body), *more = facts(store)
    assert (kind, more) == ("order.handed_over", [])
    assert '"checked":["code","phone_tail"]' in body.replace(" ", "")
    assert store.centre.released == 0


def test_offline_the_store_itself_decides_and_says_so(store: Pickups):
    store.centre.claimed = None
    store.ready("A7-318")
    store.open().scan("A7-318")
    assert {"已驗證（離線）", "本店紀錄沒有交付過。連線後自動上傳。"} <= set(store.counter.texts())
    assert "離線驗證" in store.counter.names()
    store.keys(Key.Key_F12)
    assert '"offline":true' in facts(store)[0][1].replace(" ", "")
    store.scan("A7-318")
    assert "已經交付過" in store.counter.texts()
    assert store.forward == ("交付完成", "不能交付")
    assert "不要再交付" in store.said


def test_what_is_due_goes_through_the_pay_screen_at_the_orders_prices(store: Pickups):
    store.ready("A7-315", (("BR001", 3), ("DA001", 1)), paid=False)
    store.open().show("A7-315").keys(Key.Key_F12)
    assert store.counter.where == "handover"
    assert "從取貨頁選取 · 10:00" in store.counter.texts()
    assert store.forward == ("收款並交付 $273", "on")
    for _ in range(3):
        store.scan("BR001")
    store.keys(Key.Key_F12)
    assert store.counter.where == "pay"
    store.keys(Key.Key_Return)
    assert store.counter.where == "complete"
    assert store.state("A7-315") is OrderState.HANDED_OVER
    kinds = [kind for kind, _ in facts(store)]
    assert kinds == ["sale.completed", "order.handed_over"]
    store.counter.screen.deaf.stop()
    store.keys(Key.Key_Return)
    assert store.counter.where == "handover"  # the milk is not checked off yet
    assert store.forward == ("核對完成", "on")
    assert not store.counter.named("部分交付", QAbstractButton).isEnabled()
    assert {"已收款並交付 A7-315", "已收款", "已交付"} <= set(store.counter.texts())
    assert store.amount == "$273"
    store.scan(MILK).keys(Key.Key_Return)
    assert (store.counter.where, given(store, "A7-315")) == ("pickup", [3_000, 1_000])


def test_what_was_paid_and_given_is_told_of_a_code_that_is_shown_again(store: Pickups):
    lines = (
        ToldLine(line=1, milli=2_000, state="picked"),
        ToldLine(line=2, milli=0, state="short", reason="sold_out"),
    )
    told = ToldPickup(lines=lines, shelf="B-02", ready_at=store.now - MINUTE)
    store.order("A7-315", state="ready", paid=False, told=told)
    store.open().scan("A7-315")
    assert (store.forward, store.amount) == (("收款並交付 $116", "on"), "$116")
    store.keys(Key.Key_F12, Key.Key_Return)
    store.scan("A7-315")
    assert {"已經交付過", "已收款", "已交付"} <= set(store.counter.texts())
    assert store.amount == "$116"


def test_after_a_part_that_was_paid_nothing_else_is_to_be_checked_off(store: Pickups):
    store.ready("A7-315", (("BR001", 2), ("DA001", 1)), paid=False)
    store.open().scan("A7-315").keys(Key.Key_F7)
    assert {"到店付款", "勾選商品後計算"} <= set(store.counter.texts())
    assert store.amount == "$0"
    store.scan(MILK)
    assert store.amount == "$99"
    store.keys(Key.Key_F12, Key.Key_Return)
    store.counter.screen.deaf.stop()
    store.keys(Key.Key_Return)
    assert (store.counter.where, store.state("A7-315")) == ("pickup", OrderState.READY)


def test_an_order_whose_cart_was_left_is_not_paid_by_another_sale(store: Pickups):
    store.ready("A7-315", (("BR001", 1),), paid=False)
    store.open().scan("A7-315").keys(Key.Key_F12)
    store.counter.place.cart.start_next()
    store.counter.window.shell.go("sell")
    store.scan(JAM).keys(Key.Key_F12, Key.Key_Return)
    assert store.counter.where == "complete"
    assert [one.order.code for one in store.counter.place.handover.orders] == ["A7-315"]
    assert not store.counter.place.handover.taken.codes


def test_after_an_order_that_was_paid_the_next_sale_ends_where_sales_end(store: Pickups):
    store.ready("A7-315", (("BR001", 1),), paid=False)
    store.open().show("A7-315").keys(Key.Key_F12, Key.Key_F12, Key.Key_Return)
    assert store.counter.where == "complete"
    store.scan(JAM).keys(Key.Key_F12, Key.Key_Return)
    assert store.counter.where == "complete"
    store.counter.screen.deaf.stop()
    store.keys(Key.Key_Return)
    assert store.counter.where == "sell"


def test_a_partly_paid_order_is_paid_for_the_rest(store: Pickups):
    store.ready("A7-317", (("JA001", 1),), paid=100)
    store.open().show("A7-317").keys(Key.Key_F12)
    assert {"線上付了一部分", "先收款再交付，發票現場開立"} <= set(store.counter.texts())
    assert store.forward == ("收款並交付 $180", "on")
    store.keys(Key.Key_F12)
    payment = store.counter.place.payment.payment
    assert payment.remaining == 180
    assert [(one.kind, one.amount) for one in payment.tenders] == [(TenderKind.PREPAID, 100)]
    store.keys(Key.Key_Return)
    assert store.state("A7-317") is OrderState.HANDED_OVER


def test_back_from_paying_nothing_is_in_the_cart_and_another_counter_may(store: Pickups):
    store.ready("A7-315", paid=False)
    store.open().show("A7-315").keys(Key.Key_F12, Key.Key_F12)
    assert store.counter.where == "pay"
    store.keys(Key.Key_Escape)
    assert store.counter.where == "handover"
    store.keys(Key.Key_Escape)
    assert (store.counter.where, store.counter.place.cart.cart.is_empty) == ("pickup", True)
    assert store.centre.released == 1
    assert store.state("A7-315") is OrderState.READY


def test_goods_in_the_cart_are_put_aside_for_an_order_that_is_paid(store: Pickups):
    store.ready("A7-315", paid=False)
    store.counter.open("sell")
    store.scan(JAM).scan("A7-315").keys(Key.Key_F12)
    assert store.counter.where == "pay"
    assert [one.cart.lines[0].sku for one in store.counter.place.parking.all()] == ["JA001"]
    assert [line.sku for line in store.counter.place.cart.cart.lines] == ["BR001", "DA001"]


def test_a_part_is_given_and_the_rest_waits(store: Pickups):
    store.ready("A7-318", (("BR001", 2), ("DA001", 1)))
    store.open().scan("A7-318").scan(MILK).keys(Key.Key_F7)
    assert "部分交付：只交付勾選的商品" in store.said
    assert store.forward == ("部分交付", "on")
    store.keys(Key.Key_F12)
    assert given(store, "A7-318") == [0, 1_000]
    assert store.state("A7-318") is OrderState.READY
    assert "已部分交付" in store.rows("待取貨")[0]
    assert store.toast == "A7-318 已部分交付"
    store.scan("A7-318")
    assert store.rows(GOODS) == ["發酵奶油可頌, 貨架 B-02, × 2, $116"]
    store.keys(Key.Key_F12)
    assert store.state("A7-318") is OrderState.HANDED_OVER


def test_a_part_is_paid_for_alone_and_the_rest_is_not_wanted(store: Pickups):
    store.ready("A7-315", (("BR001", 2), ("DA001", 1)), paid=False)
    store.open().scan("A7-315").scan(MILK).keys(Key.Key_F7).tap("其餘不要了")
    assert store.forward == ("收款並交付 $99", "on")
    store.keys(Key.Key_F12, Key.Key_Return)
    assert (given(store, "A7-315"), store.state("A7-315")) == ([0, 1_000], OrderState.HANDED_OVER)


def test_nothing_checked_off_is_no_part(store: Pickups):
    store.ready("A7-318")
    store.open().scan("A7-318").keys(Key.Key_F7)
    assert store.forward == ("部分交付", "先勾選要交付的商品")
    store.keys(Key.Key_Escape)
    assert store.forward == ("交付完成", "on")


def test_a_problem_is_reported_and_the_order_stays(store: Pickups):
    store.ready("A7-318")
    store.open().scan("A7-318").keys(Key.Key_F8, "3", Key.Key_Return)
    assert store.pickup("A7-318").done.problem is Problem.NOT_THE_PERSON
    store.keys(Key.Key_F8)
    assert store.forward == ("交付完成", "先送出或取消回報")
    store.keys(Key.Key_Escape)
    assert store.forward == ("交付完成", "on")
    assert store.state("A7-318") is OrderState.READY
    assert store.counter.where == "handover"


@pytest.mark.parametrize(
    ("claimed", "title", "step"),
    [
        (Claimed(granted=False, reason="other_store", store="XYI"), "不是本店的單", "這張單在另一家門市（代碼 XYI）"),
        (Claimed(granted=False, reason="other_store"), "不是本店的單", "這張單在另一家門市。"),
        (Claimed(granted=False, reason="held"), "另一台正在交付", "再查一次"),
        (Claimed(granted=False, reason="used"), "已經交付過", "不要再交付"),
        (Claimed(granted=False, reason="state", state="cancelled"), "訂單已取消", "退回上架"),
        (Claimed(granted=False, reason="state", state="expired"), "已過取貨期限", "重新下單"),
    ],
)
def test_where_it_cannot_be_the_banner_says_what_to_do(store: Pickups, claimed: Claimed, title: str, step: str):
    store.centre.claimed = claimed
    store.ready("A7-318")
    store.open().scan("A7-318")
    assert title in store.counter.texts()
    assert step in store.said
    assert store.forward == ("交付完成", "不能交付")
    store.keys(Key.Key_F12, Key.Key_Return)
    assert store.state("A7-318") is OrderState.READY


def test_an_order_that_another_counter_held_can_be_asked_for_again(store: Pickups):
    store.centre.claimed = Claimed(granted=False, reason="held")
    store.ready("A7-318")
    store.open().scan("A7-318")
    store.centre.claimed = Claimed(granted=True)
    store.tap("再查一次")
    assert "已驗證" in store.counter.texts()


def test_one_that_is_not_ready_can_still_be_given(store: Pickups):
    store.order("A7-324", state="picking")
    store.counter.open("sell")
    store.scan("A7-324")
    assert "還沒備妥" in store.counter.texts()
    assert store.forward == ("交付完成", "on")


def test_who_was_looked_at_and_how_is_kept(store: Pickups):
    store.ready("A7-318")
    store.open().show("A7-318").keys(Key.Key_F12)
    store.tap("核對尾碼").tap("看過證件")
    assert store.counter.place.handover.checked == {Check.PHONE_TAIL, Check.ID}
    assert "已核對尾碼" in store.counter.names()
    store.keys(Key.Key_F12)
    assert '"checked":["id","phone_tail"]' in facts(store)[0][1].replace(" ", "")


def test_goods_of_somebody_else_are_not_checked_off(store: Pickups):
    store.ready("A7-318")
    store.open().scan("A7-318").scan(JAM)
    assert store.toast == "A7-318 沒有訂「野莓果醬 180g」"
    store.scan(MILK).scan(MILK)
    assert store.toast == "A7-318 的「北回鮮乳 936ml」已經夠了"


@pytest.mark.parametrize("claimed", [Claimed(granted=True), Claimed(granted=False, reason="used")])
def test_keys_are_about_the_hand_over_however_its_code_was_put_in(store: Pickups, claimed: Claimed):
    store.ready("A7-318")
    store.centre.claimed = claimed
    store.counter.open("sell")
    store.keys(Key.Key_F4, "A7-318", Key.Key_Return)
    assert store.counter.where == "handover"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert store.counter.screen.isAncestorOf(focused) or focused is store.counter.screen
    store.keys(Key.Key_Space)
    assert store.counter.place.selling.typed == ""
    if claimed.granted:
        assert [row.endswith("已核對") for row in store.rows(GOODS)] == [True, False]


def test_keys_alone_check_lines_and_hand_over(store: Pickups):
    store.ready("A7-318", ready_at=store.now - 48 * MINUTE)
    store.open().keys(Key.Key_Down, Key.Key_Return, Key.Key_Return)  # to the card, look at it, hand it over
    assert store.counter.where == "handover"
    assert "已放 48 分" in store.said
    store.keys(Key.Key_Space, Key.Key_Down, Key.Key_Space)
    assert [row.endswith("已核對") for row in store.rows(GOODS)] == [True, True]
    store.keys(Key.Key_F12)
    assert store.state("A7-318") is OrderState.HANDED_OVER


@pytest.mark.parametrize(
    ("error", "words"),
    [(UserError("code.expired", at=0), "已過期"), (UserError("code.other_store", store="XYI"), "門市代碼 XYI")],
)
def test_a_genuine_code_that_does_not_count_here_says_why(store: Pickups, error: UserError, words: str):
    store.counter.open("sell")
    store.counter.place.handover._refused(Verified(PickupCode(order_id="o1"), error))
    assert store.counter.where == "handover"
    assert words in store.said
    assert "取貨碼不能用" in store.counter.texts()
    assert store.forward == ("交付完成", "不能交付")
    store.keys(Key.Key_Escape)
    assert store.counter.where == "pickup"


def test_the_codes_of_the_trade_are_goods_here_too(store: Pickups):
    store.ready("A7-318", (("TE001", 1),))
    store.open().scan("A7-318").scan(f"]C101{OOLONG:0>14}")
    assert [row.endswith("已核對") for row in store.rows(GOODS)] == [True]


LATER = 15 * MINUTE


def shown_for_a_quarter(store: Pickups) -> str:
    """An order whose claim has just run out; the claim's id."""
    store.centre.claimed = Claimed(granted=True, until=store.now + LATER)
    store.ready("A7-318")
    store.open().scan("A7-318")
    store.counter.till.clock.at += LATER
    return store.centre.asked[-1][0]


def test_a_claim_that_ran_out_is_asked_for_again_before_anything_is_given(store: Pickups):
    claim_id = shown_for_a_quarter(store)
    store.centre.claimed = Claimed(granted=True, until=store.now + LATER)
    store.keys(Key.Key_F12)
    assert store.centre.asked == [(claim_id, False), (claim_id, True)]
    assert store.state("A7-318") is OrderState.HANDED_OVER
    assert '"offline":true' not in facts(store)[0][1].replace(" ", "")


def test_a_claim_that_ran_out_while_the_centre_is_away_is_an_offline_hand_over(store: Pickups):
    shown_for_a_quarter(store)
    store.centre.claimed = None
    store.keys(Key.Key_F12)
    assert "離線驗證" in store.counter.names()
    assert facts(store) == [], "who hands over sees so before they go on"
    store.keys(Key.Key_F12)
    assert store.state("A7-318") is OrderState.HANDED_OVER
    assert '"offline":true' in facts(store)[0][1].replace(" ", "")


def test_what_another_counter_got_meanwhile_is_not_given(store: Pickups):
    shown_for_a_quarter(store)
    store.centre.claimed = Claimed(granted=False, reason="held")
    store.keys(Key.Key_F12)
    assert "另一台正在交付" in store.counter.texts()
    assert (store.forward, facts(store)) == (("交付完成", "不能交付"), [])


def test_a_claim_is_kept_fresh_while_somebody_stands_there(store: Pickups):
    store.centre.claimed = Claimed(granted=True, until=store.now + LATER)
    store.ready("A7-318")
    store.open().scan("A7-318")
    timer = next(one for one in store.counter.place.handover.findChildren(QTimer) if one.isActive())
    assert timer.interval() <= 5 * 60_000
    for claimed in (None, Claimed(granted=True, until=store.now + 2 * LATER)):  # one answer gets lost
        store.centre.claimed = claimed
        store.counter.till.clock.at += 4 * MINUTE
        timer.timeout.emit()
        store.counter.settle()
    store.counter.till.clock.at += 10 * MINUTE
    store.keys(Key.Key_F12)
    assert len(store.centre.asked) == 3, "nobody is asked again"
    assert '"offline":true' not in facts(store)[0][1].replace(" ", "")
    assert not timer.isActive()
