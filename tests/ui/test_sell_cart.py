"""The cart as a whole: put aside, fetched, cancelled, taken back, and there again after a crash."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.cart import Member
from app.domain.member import MemberCard
from app.runtime.cart import Held
from app.ui.widgets.dialog import Dialog, open_dialog
from tests.ui.counter import CASHIER
from tests.ui.selling import JAM, MILK, OOLONG, TOAST, Selling

PARKED = "保留中的交易"


def parked(selling: Selling) -> list[str]:
    return [one.label for one in selling.place.counter.reads().parked_carts()]


def dialog(selling: Selling) -> Dialog | None:
    assert selling.counter.window is not None
    return open_dialog(selling.counter.window)


@pytest.fixture
def held(selling: Selling) -> Selling:
    """Milk and toast are put aside; the clock is at ten in the morning."""
    selling.open().scan(MILK, TOAST, TOAST)
    selling.keys(Qt.Key.Key_F5)
    selling.settle()
    return selling


# --- put aside, and fetched -------------------------------------------------------------------------------------


def test_a_cart_is_put_aside_under_its_time_and_size(held: Selling) -> None:
    assert parked(held) == ["10:00 · 3 件"]
    assert held.cart.is_empty
    assert held.toast == "已保留 10:00 · 3 件"
    assert held.screen.panel.recall_button.isEnabled()
    assert held.focus == "掃描或搜尋"


def test_nothing_is_put_aside_of_an_empty_cart(selling: Selling) -> None:
    selling.open().keys(Qt.Key.Key_F5)
    selling.settle()
    assert parked(selling) == []
    assert not selling.counter.named("保留").isEnabled()
    assert not selling.counter.named("取回").isEnabled()


def test_the_list_tells_what_since_when_by_whom_and_how_much(held: Selling) -> None:
    held.employ()
    held.counter.till.clock.move(8 * 60)
    held.keys(Qt.Key.Key_F6)
    assert held.rows(PARKED) == ["10:00 · 3 件, $289, 北回鮮乳 936ml、鮮奶吐司 半條 × 2, 8 分前 · 林安娜"]
    assert held.focus == PARKED
    assert held.screen.panel.primary.property("kind") == "bar_outlined"


def test_a_cart_is_fetched_by_enter(held: Selling) -> None:
    held.keys(Qt.Key.Key_F6, Qt.Key.Key_Return)
    held.settle()
    assert held.skus == [("DA001", 1000), ("BR011", 2000)]
    assert parked(held) == []
    assert held.toast == "已取回 10:00 · 3 件"
    assert held.focus == "掃描或搜尋"
    held.scan(OOLONG)
    assert held.skus[-1] == ("TE001", 1000)
    assert len({line.line_id for line in held.cart.lines}) == 3


def test_fetching_puts_the_open_cart_aside_first_and_says_so_before(held: Selling) -> None:
    held.scan(JAM)
    held.keys(Qt.Key.Key_F6)
    assert "取回時，目前這筆會先保留" in held.counter.texts()
    held.screen.zone.parked.recall_button.click()
    held.settle()
    assert held.skus == [("DA001", 1000), ("BR011", 2000)]
    assert parked(held) == ["10:00 · 1 件"]
    assert held.toast == "已取回 10:00 · 3 件，原交易已保留為 10:00 · 1 件"


def test_a_scan_while_carts_change_places_goes_into_the_one_that_is_open_then(held: Selling) -> None:
    held.scan(JAM)
    held.keys(Qt.Key.Key_F6, Qt.Key.Key_Return)
    assert held.place.cart.held is Held.MOVING
    held.scan(OOLONG, MILK)
    held.settle()
    assert held.skus == [("DA001", 2000), ("BR011", 2000), ("TE001", 1000)]
    assert held.place.counter.reads().parked_carts()[0].label == "10:00 · 1 件"


def test_a_scan_while_a_cart_is_put_aside_goes_into_the_next(selling: Selling) -> None:
    selling.open().scan(MILK)
    selling.keys(Qt.Key.Key_F5)
    selling.scan(JAM)
    selling.settle()
    assert selling.skus == [("JA001", 1000)]
    assert parked(selling) == ["10:00 · 1 件"]


def test_a_cart_that_another_fetched_leaves_a_fresh_one_and_a_sentence(held: Selling) -> None:
    held.scan(JAM)
    held.keys(Qt.Key.Key_F6)
    reads = held.place.counter.reads()
    till = held.counter.till
    till.terminal.carts.recall(reads.parked_carts()[0].cart_id, till.ids.mint(), "anna").result()
    held.keys(Qt.Key.Key_Return)
    held.settle()
    assert held.toast == "這筆保留的交易已被取回"
    assert held.cart.is_empty
    assert held.place.cart.held is Held.NO
    assert parked(held) == ["10:00 · 1 件"]


def test_a_parked_cart_is_cancelled_after_a_question(held: Selling) -> None:
    held.keys(Qt.Key.Key_F6, Qt.Key.Key_Delete)
    asked = dialog(held)
    assert asked is not None
    assert "10:00 · 3 件 共 2 項。刪除後不能取回，會記錄在交班單。" in held.counter.texts()
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert len(parked(held)) == 1
    held.keys(Qt.Key.Key_Delete)
    asked = dialog(held)
    assert asked is not None
    asked.button("drop").click()
    held.settle()
    assert parked(held) == []
    assert "沒有保留中的交易" in held.counter.texts()
    assert not held.screen.panel.recall_button.isEnabled()
    assert "cart.voided" in held.counter.till.kinds()


def test_esc_leaves_the_list(held: Selling) -> None:
    held.keys(Qt.Key.Key_F6, Qt.Key.Key_Escape)
    assert "商品" in held.counter.names()


# --- cancelled, and taken back ------------------------------------------------------------------------------------


def test_a_short_cart_is_cleared_at_once_and_comes_back_as_another(selling: Selling) -> None:
    selling.open().scan(MILK, JAM)
    before = selling.cart
    selling.tap("清空")
    selling.settle()
    assert (selling.cart.is_empty, dialog(selling)) == (True, None)
    assert selling.toast == "已清空"
    assert selling.counter.till.kinds()[-1] == "cart.voided"
    selling.act()
    assert selling.cart.lines == before.lines
    assert selling.cart.cart_id != before.cart_id
    selling.scan(TOAST)
    assert selling.cart.lines[-1].line_id == 3


def test_what_was_cleared_does_not_mix_with_what_came_after(selling: Selling) -> None:
    selling.open().scan(MILK)
    selling.tap("清空")
    selling.settle()
    selling.place.cart.scan(JAM)
    selling.act()
    assert selling.toast == "目前這筆已有商品，無法復原"
    assert selling.skus == [("JA001", 1000)]


def test_a_long_cart_is_cleared_after_a_question(selling: Selling) -> None:
    selling.open().scan(MILK, JAM, TOAST, OOLONG)
    selling.tap("清空")
    asked = dialog(selling)
    assert asked is not None
    assert "#0001 共 4 項 $794。清空後不能取回，會記錄在交班單。" in selling.counter.texts()
    QTest.keyClick(asked, Qt.Key.Key_Return)
    assert len(selling.cart.lines) == 4
    selling.tap("清空")
    again = dialog(selling)
    assert again is not None
    again.button("clear").click()
    selling.settle()
    assert selling.cart.is_empty


def test_undo_takes_back_step_by_step_and_ends_with_the_cart(selling: Selling) -> None:
    selling.open().scan(MILK, JAM, JAM)
    undo = lambda: selling.keys(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)  # noqa: E731
    undo()
    assert selling.skus == [("DA001", 1000), ("JA001", 1000)]
    undo()
    undo()
    assert selling.cart.is_empty
    undo()
    assert selling.cart.is_empty
    selling.scan(TOAST)
    assert selling.cart.lines[0].line_id == 3
    selling.keys(Qt.Key.Key_F5)
    selling.settle()
    undo()
    assert selling.cart.is_empty


# --- after a crash ----------------------------------------------------------------------------------------------


def test_the_open_cart_is_there_again_after_a_restart(selling: Selling) -> None:
    selling.open().scan(MILK, JAM)
    selling.keys(Qt.Key.Key_Plus)
    selling.counter.restart()
    again = Selling.__new__(Selling)
    again.counter, again.place = selling.counter, selling.counter.place
    again.open()
    assert again.skus == [("DA001", 1000), ("JA001", 2000)]
    assert again.total == "收款 $659"


def test_a_sold_cart_does_not_come_back(selling: Selling) -> None:
    selling.open().scan(MILK)
    sold = selling.cart
    selling.counter.till.complete(sold).result()
    selling.place.counter.carts.autosave(sold)  # a late one, as of a scan in the same moment
    selling.place.cart.start_next()
    selling.counter.restart()
    assert selling.counter.place.cart.cart.is_empty


def test_another_cashier_finds_the_same_cart(selling: Selling) -> None:
    selling.open().scan(MILK, JAM)
    selling.place.session.leave()
    selling.place.session.enter(CASHIER)
    selling.counter.window.shell.go("sell")
    assert len(selling.lines) == 2


# --- the rest of the panel ----------------------------------------------------------------------------------------


def test_a_members_place_shows_only_with_a_member(selling: Selling) -> None:
    selling.open().scan(MILK)
    assert not selling.screen.panel.banner.isVisible()
    selling.place.cart.change(lambda cart: replace(cart, member=Member("M-1", "金穗會員")))
    assert selling.screen.panel.banner.isVisible()
    assert "會員, 金穗會員" in selling.counter.names()
    selling.tap("移除會員")
    assert selling.cart.member is None
    assert not selling.screen.panel.banner.isVisible()


def test_a_member_whom_somebody_knows_is_shown_masked(selling: Selling) -> None:
    class Desk:
        def shown(self, member: Member) -> MemberCard | None:
            card = MemberCard("M-1", "林○萱", "***678", "gold", "金穗會員", 1_280, coupons=2)
            return card if member.member_id == "M-1" else None

    selling.place.counter = replace(selling.place.counter, members=Desk())
    selling.open()
    selling.place.cart.change(lambda cart: replace(cart, member=Member("M-1", "gold")))
    assert "林○萱, 金穗會員, 1,280 點 · 可用券 2" in selling.counter.names()
    selling.place.cart.change(lambda cart: replace(cart, member=Member("M-2", "gold")))
    assert "會員, gold" in selling.counter.names()


def test_a_parked_cart_of_a_member_is_called_by_the_masked_name(selling: Selling) -> None:
    desk = SimpleNamespace(shown=lambda member: MemberCard("M-1", "林○萱"))
    selling.place.counter = replace(selling.place.counter, members=desk)
    selling.place.parking._counter = selling.place.counter
    selling.open().scan(MILK)
    selling.place.cart.change(lambda cart: replace(cart, member=Member("M-1")))
    selling.keys(Qt.Key.Key_F5)
    selling.settle()
    assert parked(selling) == ["10:00 · 林○萱 · 1 件"]


def test_pay_leads_to_the_payment(selling: Selling) -> None:
    selling.open().scan(MILK)
    selling.keys(Qt.Key.Key_F12)
    assert selling.counter.where == "pay"


def test_nothing_to_pay_for_says_why(selling: Selling) -> None:
    selling.open().keys(Qt.Key.Key_F12)
    assert selling.counter.where == "sell"
    assert selling.screen.panel.primary.accessibleDescription() == "尚無商品"
    assert "尚無商品" in selling.counter.names()


def test_goods_that_come_back_are_lines_below_zero(selling: Selling) -> None:
    sale = selling.counter.till.sell(("JA001", 2, 280))
    selling.open().counter.bring_back(sale, 1, 1)
    assert selling.lines == ["goods JA001, 1 件, −$280"]
    assert selling.total == "退款 $280"
    selling.touch("本筆交易的品項", 0)
    assert not selling.counter.named("折扣").isEnabled()
    selling.tap("移除")
    assert selling.cart.is_empty
