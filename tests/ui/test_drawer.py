"""The drawer opened without a sale, and the sale that is cancelled after a payment."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt

from app.domain.staff import Person, Role
from app.services.staff import Newcomer
from app.ui.shell.reason import ReasonDialog
from app.ui.widgets.dialog import open_dialog
from app.vault.argon import Argon2Cost
from app.vault.pin import PinHasher
from tests.ui.counter import CASHIER, Counter
from tests.ui.providers import gift_card
from tests.ui.refunding import toast

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
CHEN = Person("S01", "陳怡君", "Chen Yi-chun", Role.MANAGER)


def employ(counter: Counter) -> None:
    hashed = PinHasher(Argon2Cost(time=1, memory_kib=64, lanes=1)).hash("4801")
    newcomers = [Newcomer(one, hashed, f"BADGE-{one.staff_id}") for one in (CASHIER, CHEN)]
    counter.till.terminal.staff.take_in(newcomers).result()


def dialog(counter: Counter) -> ReasonDialog:
    found = open_dialog(counter.window)
    assert isinstance(found, ReasonDialog)
    return found


def bodies(counter: Counter, kind: str) -> list[dict]:
    return [json.loads(one.body) for one in counter.till.terminal.store.entries_of(kind)]


def test_the_drawer_is_opened_for_a_reason_and_that_is_an_entry(counter):
    counter.open("sell")
    counter.press("開錢櫃")
    asked = dialog(counter)
    assert asked.accessibleName() == "不結帳開錢櫃？"
    assert (asked._do.isEnabled(), asked._do.reason()) == (False, "先選原因")
    counter.press("換零錢")
    asked._do.click()
    counter.settle()
    assert toast(counter) == "已記錄開錢櫃，用鑰匙打開"
    assert [one["reason"] for one in bodies(counter, "drawer.opened")] == ["換零錢"]
    counter.till.check()


def test_by_keys_alone(counter):
    counter.open("shift")
    counter.settle()
    counter.keys(Key.Key_D, held=CTRL)
    counter.keys("4")
    dialog(counter).words.edit.insert("換發票紙")
    counter.keys(Key.Key_Return)
    counter.settle()
    assert [one["reason"] for one in bodies(counter, "drawer.opened")] == ["換發票紙"]


def test_esc_opens_nothing(counter):
    counter.open("shift")
    counter.settle()
    counter.press("開錢櫃")
    counter.keys("1", Key.Key_Escape)
    counter.settle()
    assert open_dialog(counter.window) is None
    assert "drawer.opened" not in counter.till.kinds()


def test_a_cashier_asks_a_manager_for_the_drawer(counter):
    employ(counter)
    counter.open("sell")
    counter.keys(Key.Key_D, held=CTRL)
    counter.keys("2")
    dialog(counter)._do.click()
    counter.settle()
    assert open_dialog(counter.window).accessibleName() == "核准開錢櫃？"
    assert "drawer.opened" not in counter.till.kinds()
    counter.window.shell.scanned("BADGE-S01")
    counter.settle()
    (body,) = bodies(counter, "drawer.opened")
    assert body["reason"] == "核對現金"
    assert counter.till.reads.approval(body["approval_id"]).used_by is not None
    counter.till.check()


def test_with_goods_in_the_cart_there_is_clearing_in_its_place(counter):
    counter.goods(("A", 1, 100))
    counter.open("sell")
    assert "清空" in counter.names()
    assert "開錢櫃" not in counter.names()


# --- cancelled after a payment --------------------------------------------------------------------------------------


def paid(counter: Counter) -> None:
    """545, of which 300 were paid in cash."""
    counter.goods(("A", 1, 545))
    counter.open("pay")
    counter.keys("300", Key.Key_Return)
    counter.settle()


def void(counter: Counter, reason: str = "客人取消") -> None:
    counter.press(reason)
    dialog(counter)._do.click()
    counter.settle()


def test_a_customer_leaves_after_a_part_was_paid(counter):
    paid(counter)
    assert "返回購物車" not in counter.names()
    counter.press("作廢交易")
    assert "退還 現金 $300" in counter.names()
    counter.keys(Key.Key_Return)  # never the red one
    assert dialog(counter).isVisible()
    void(counter)
    assert (counter.where, toast(counter)) == ("sell", "交易已作廢，退還現金 $300")
    assert counter.place.cart.cart.is_empty
    assert not counter.place.payment.has_taken
    assert counter.till.kinds()[-2:] == ["tender.removed", "cart.voided"]
    assert [one["reason"] for one in bodies(counter, "cart.voided")] == ["客人取消"]
    counter.till.check()


def test_a_card_is_cancelled_at_its_terminal(counter):
    counter.goods(("A", 1, 545))
    counter.open("pay")
    counter.keys(Key.Key_F2, "200", Key.Key_Return, "a12345", Key.Key_Return)
    counter.settle()
    counter.keys(Key.Key_F8)
    assert {"在刷卡機取消 信用卡 A12345 · $200", "交易金額 $545"} <= set(counter.names())
    void(counter, "付款未成功")
    assert toast(counter) == "交易已作廢"


def by_card(counter: Counter) -> None:
    """545 in two lines, of which 200 were paid by card."""
    counter.goods(("A", 1, 500), ("B", 1, 45))
    counter.open("pay")
    counter.keys(Key.Key_F2, "200", Key.Key_Return, "a12345", Key.Key_Return)
    counter.settle()


def test_a_card_is_removed_once_its_terminal_cancelled_it(counter):
    by_card(counter)
    counter.press("移除 信用卡 $200")
    assert dialog(counter).accessibleName() == "移除 信用卡 $200？"
    assert "先在刷卡機取消這筆收款" in dialog(counter).accessibleDescription()
    counter.keys(Key.Key_Escape)
    counter.settle()
    assert counter.place.payment.has_taken
    counter.press("移除 信用卡 $200")
    void(counter, "付款未成功")
    assert (counter.where, counter.place.payment.has_taken) == ("pay", False)
    assert [one["reason"] for one in bodies(counter, "tender.removed")] == ["付款未成功"]
    counter.till.check()


def test_a_cart_that_was_paid_is_not_emptied_line_by_line(counter):
    employ(counter)
    by_card(counter)
    first = counter.place.cart.cart.cart_id
    counter.press("移除 信用卡 $200")
    void(counter)
    counter.keys(Key.Key_Escape, Key.Key_Delete)
    assert (counter.where, len(counter.place.cart.cart.lines)) == ("sell", 1)
    assert open_dialog(counter.window) is None
    counter.keys(Key.Key_Delete)
    assert dialog(counter).accessibleName() == "作廢這筆交易？"
    assert {"交易金額 $500", "先前收款 已退回"} <= set(counter.names())
    void(counter)
    assert {"交易金額 $500", "先前收款 已退回"} <= set(counter.names())
    counter.window.shell.scanned("BADGE-S01")
    counter.settle()
    cart = counter.place.cart.cart
    assert (cart.is_empty, cart.cart_id != first) == (True, True)
    assert counter.till.kinds()[-2:] == ["act.approved", "cart.voided"]
    assert not counter.till.reads.was_given_back(cart.cart_id)
    counter.till.check()


def test_nor_by_taking_back_what_was_put_in(counter):
    counter.goods(("A", 1, 545))
    counter.open("pay")
    counter.keys("300", Key.Key_Return)
    counter.settle()
    counter.press("移除 現金 $300")
    counter.settle()
    counter.keys(Key.Key_Escape)
    assert counter.place.cart.can_undo
    counter.keys(Key.Key_Z, held=CTRL)
    assert len(counter.place.cart.cart.lines) == 1
    assert toast(counter) == "這筆收過款，要取消請用清空"


def test_a_manager_allows_it_and_sees_what_was_taken(counter):
    employ(counter)
    paid(counter)
    counter.keys(Key.Key_F8)
    void(counter)
    asked = open_dialog(counter.window)
    assert asked.accessibleName() == "核准作廢已收款的交易？"
    assert {"交易金額 $545", "退還 現金 $300", "原因 客人取消"} <= set(counter.names())
    asked.answer("cancel")
    counter.settle()
    assert (counter.where, counter.place.payment.has_taken) == ("pay", True)
    counter.keys(Key.Key_F8)
    void(counter)
    counter.window.shell.scanned("BADGE-S01")
    counter.settle()
    assert counter.where == "sell"
    assert counter.till.kinds()[-3:] == ["act.approved", "tender.removed", "cart.voided"]
    counter.till.check()


def test_clearing_the_cart_goes_through_the_same_door(counter):
    employ(counter)
    paid(counter)
    counter.window.shell.go("sell")
    counter.press("清空")
    assert dialog(counter).accessibleName() == "作廢這筆交易？"
    counter.keys(Key.Key_Escape)
    counter.window.shell.go("pay")
    counter.press("移除 現金 $300")
    counter.settle()
    counter.keys(Key.Key_Escape)
    assert counter.where == "sell"
    counter.press("清空")
    assert "收過款又退回" in dialog(counter).accessibleDescription()
    void(counter)
    counter.window.shell.scanned("BADGE-S01")
    counter.settle()
    assert counter.place.cart.cart.is_empty
    assert counter.till.kinds()[-2:] == ["act.approved", "cart.voided"]
    counter.till.check()


def test_a_parked_one_too(counter):
    paid(counter)
    counter.press("移除 現金 $300")
    counter.settle()
    counter.keys(Key.Key_Escape, Key.Key_F5)
    counter.settle()
    counter.keys(Key.Key_F6, Key.Key_Delete)
    void(counter, "輸入錯誤")
    assert counter.place.parking.all() == []
    assert [one["reason"] for one in bodies(counter, "cart.voided")] == ["輸入錯誤"]


def test_what_a_provider_took_it_gives_back(make_counter):
    card = gift_card()
    counter = make_counter(providers=[card])
    counter.goods(("A", 1, 545))
    counter.open("pay")
    assert counter.screen.scanned("GC7731")
    counter.keys("200", Key.Key_Return)
    counter.settle()
    counter.keys("100", Key.Key_Return)
    counter.settle()
    assert len(card.taken) == 1
    counter.keys(Key.Key_F8)
    assert {"退回 禮物卡 GC7731 · $200", "退還 現金 $100"} <= set(counter.names())
    void(counter)
    assert card.taken == []
    assert counter.till.kinds()[-3:] == ["tender.removed", "tender.removed", "cart.voided"]
    counter.till.check()


def test_after_a_crash_in_between_it_can_still_be_cancelled(counter):
    paid(counter)
    counter.restart()
    counter.open("pay")
    counter.keys(Key.Key_F8)
    void(counter)
    assert counter.till.reads.pending_tenders() == []
    counter.restart()
    assert counter.place.cart.cart.is_empty


def test_what_leaves_a_cart_that_was_paid_is_an_entry_and_on_the_shifts_result(counter):
    by_card(counter)
    counter.press("移除 信用卡 $200")
    void(counter)
    counter.keys(Key.Key_Escape, Key.Key_Delete)
    counter.settle()
    (gone,) = bodies(counter, "cart.line_removed")
    assert (gone["sku"], gone["listed"]["minor"]) == ("B", 45)
    counter.keys(Key.Key_Delete)
    void(counter)
    counter.window.shell.go("shift")
    counter.settle()
    place = counter.place
    place.count.type_total(1_000)
    place.count.send()
    counter.settle()
    told = counter.names()
    for words in ("作廢、清空 1 筆　500", "收款後移除品項 1 筆　45", "移除付款 1 筆　200", "收款後作廢 1 筆"):
        assert words in told, words
    counter.till.check()
