"""The member of the cart: found, attached, shown, changed, by keys and by touch; codes of members from any screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.contract.codes import CodeForms, PlainForm
from app.contract.feed import StoreItem
from app.contract.key import key_name
from app.contract.promotion import read_promotion
from app.domain.cart import Member
from app.domain.codes.signed import CodeKind
from app.domain.errors import UserError
from app.domain.member import Consent, SalePoints
from app.runtime.member import Page
from app.runtime.selling import Work
from app.ui.screens.complete.steps import StepRow
from app.vault.code import sign_code
from app.vault.signature import Signer
from tests.db.conftest import START
from tests.ui.members import LIN, Desk, with_members
from tests.ui.selling import MILK, Selling

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CENTRE = Signer(b"c" * 32)
GOLD = (
    '{"id": "G", "name": "金穗價", "members": {"tiers": ["gold"]}, '
    '"rule": {"kind": "percent_off", "off_ppm": 100000}}'
)
UNTIL = START + 3_600 * 1_000_000


@pytest.fixture
def desk(selling: Selling) -> Desk:
    made = Desk(now=selling.counter.till.clock.now)
    selling.place.counter = with_members(selling.place.counter, made)
    return made


@pytest.fixture
def at_member(selling: Selling, desk: Desk) -> Selling:
    """The sell screen with goods, and the member's panel open."""
    del desk
    selling.open().scan(MILK)
    selling.keys(Key.Key_F10)
    return selling


def buttons(selling: Selling) -> set[str]:
    return set(selling.counter.names())


def test_the_last_digits_find_members_whom_the_keys_choose_and_attach(at_member: Selling) -> None:
    assert at_member.focus == "尋找會員"
    at_member.keys("204")
    assert at_member.rows("符合的會員") == ["吳○鮮, 金穗會員, 尾碼 204 · 640 點", "林○, 尾碼 204 · 3 點"]
    at_member.keys(Key.Key_Down, Key.Key_Return)
    at_member.settle()
    assert at_member.cart.member == Member("M-4")
    assert "林○, 3 點" in buttons(at_member)
    assert at_member.toast == "會員 林○ 已加入本筆"
    assert at_member.skus == [("DA001", 1000)]


def test_a_touch_attaches_and_what_was_done_is_taken_back_by_the_line_or_a_key(at_member: Selling) -> None:
    at_member.commit("林")
    at_member.touch("符合的會員", 0)
    at_member.settle()
    assert at_member.cart.member == Member("M-1", "gold")
    at_member.act()
    assert at_member.cart.member is None
    assert at_member.place.member.page is Page.FIND
    at_member.place.member.attach(LIN)
    at_member.keys("Z", held=CTRL)
    assert at_member.cart.member is None


def test_a_members_price_is_there_at_once_and_goes_with_the_member(at_member: Selling) -> None:
    at_member.counter.till.terminal.store.put_promotions([read_promotion(GOLD)])
    at_member.place.counter.promotions.refresh()
    before = at_member.place.cart.total
    at_member.keys("M-1", Key.Key_Return)
    at_member.settle()
    assert (before, at_member.place.cart.total) == (99, 89)
    at_member.screen.panel.banner.remove_button.click()
    assert at_member.place.cart.total == 99


def test_a_whole_number_is_asked_for_and_its_member_comes_into_the_cart(at_member: Selling, desk: Desk) -> None:
    at_member.keys("0933-555-204")
    assert "查詢" in buttons(at_member)
    at_member.keys(Key.Key_Return)
    at_member.settle()
    assert at_member.cart.member == Member("M-2", "gold")
    assert desk.asked == ["0933-555-204"]


def test_nobody_found_says_so_and_what_to_do(at_member: Selling, desk: Desk) -> None:
    at_member.commit("趙")
    assert "找不到「趙」" in buttons(at_member)
    at_member.keys(Key.Key_Backspace, "0987654321", Key.Key_Return)
    at_member.settle()
    assert "查無這位會員" in buttons(at_member)
    desk.is_online = False
    at_member.keys(Key.Key_Backspace, "2", Key.Key_Return)
    at_member.settle()
    assert "離線作業，只找了本機資料" in buttons(at_member)
    assert at_member.cart.member is None


def test_the_card_tells_what_the_counter_may_know(at_member: Selling) -> None:
    at_member.keys("M-1", Key.Key_Return)
    at_member.settle()
    said, read = buttons(at_member), at_member.counter.texts()
    assert {"林○萱, 尾碼 678", "金穗會員", "接收優惠訊息", "完成"} <= said
    assert {"1,280 點", "2 張", "最近消費", "−$95", "線上商店"} <= {*read, *(part.split(" ")[-1] for part in read)}
    assert not {one for one in read if "0912" in one}
    assert at_member.focus == "完成"
    at_member.keys(Key.Key_Return)
    assert at_member.place.selling.work is Work.BROWSE
    assert at_member.focus == "掃描或搜尋"


def test_offline_the_card_says_from_when_it_is_and_that_purchases_come_later(at_member: Selling, desk: Desk) -> None:
    desk.is_online = False
    at_member.keys("M-1", Key.Key_Return)
    at_member.settle()
    assert "09:00 資料" in buttons(at_member)
    assert "林○萱, 金穗會員, 1,280 點 · 09:00 資料" in buttons(at_member)
    assert "離線作業，連線後可看消費紀錄" in at_member.counter.texts()


def test_what_the_centre_answers_is_not_called_offline(at_member: Selling, desk: Desk) -> None:
    """Somebody who has just enrolled, whom the centre does not have yet; and a centre that has no answer for now."""
    desk.trouble_recent = UserError("member.unknown")
    at_member.keys("M-1", Key.Key_Return)
    at_member.settle()
    assert "會員資料上傳後可看消費紀錄" in at_member.counter.texts()
    assert not [text for text in at_member.counter.texts() if "離線" in text]
    desk.trouble_recent = UserError("member.too_many")
    at_member.place.member.hear()
    at_member.counter.wait(lambda: "目前查不到消費紀錄，稍後再試" in at_member.counter.texts())
    assert not [text for text in at_member.counter.texts() if "離線" in text]


def test_once_the_centre_has_a_new_member_the_purchases_are_asked_for_again(at_member: Selling, desk: Desk) -> None:
    desk.trouble_recent = UserError("member.unknown")
    at_member.keys("M-1", Key.Key_Return)
    at_member.settle()
    desk.trouble_recent = None
    at_member.place.member.hear()
    at_member.counter.wait(lambda: "會員資料上傳後可看消費紀錄" not in at_member.counter.texts())
    at_member.settle()
    assert [one.number for one in at_member.place.member.recent.purchases] == ["#0153", "A7-318", "#0098"]


def test_enter_on_a_button_of_the_card_presses_it(at_member: Selling) -> None:
    at_member.keys("M-1", Key.Key_Return)
    at_member.settle()
    at_member.screen.zone.member.card.remove_button.setFocus(Qt.FocusReason.TabFocusReason)
    at_member.keys(Key.Key_Return)
    assert at_member.cart.member is None


def test_what_the_centre_tells_later_is_shown_at_once(at_member: Selling, desk: Desk) -> None:
    at_member.place.member.attach(LIN)
    desk.cards["M-1"] = replace(LIN, points=1_500)
    at_member.place.member.hear()
    at_member.counter.wait(lambda: "林○萱, 金穗會員, 1,500 點 · 可用券 2" in buttons(at_member))
    assert "1,500 點" in at_member.counter.texts()


def test_consent_is_changed_at_the_card(at_member: Selling, desk: Desk) -> None:
    at_member.keys("M-1", Key.Key_Return)
    at_member.settle()
    at_member.tap("接收優惠訊息")
    at_member.settle()
    assert desk.agreed == [("M-1", frozenset({Consent.MEMBERSHIP, Consent.PROFILE}))]


def test_the_member_is_changed_and_removed_by_keys_and_esc_goes_back(at_member: Selling) -> None:
    at_member.keys("M-1", Key.Key_Return)
    at_member.settle()
    at_member.keys(Key.Key_F10)
    assert at_member.focus == "尋找會員"
    at_member.keys(Key.Key_Escape)
    assert at_member.place.member.page is Page.CARD
    at_member.keys(Key.Key_F10, "M-2", Key.Key_Return)
    at_member.settle()
    assert at_member.cart.member == Member("M-2", "gold")
    at_member.keys(Key.Key_Escape)
    assert at_member.place.selling.work is Work.BROWSE
    at_member.tap("移除會員")
    assert at_member.cart.member is None


def test_goods_that_are_scanned_close_the_card_and_leave_the_search_open(at_member: Selling) -> None:
    at_member.keys("20")
    at_member.scan(MILK)
    assert at_member.place.selling.work is Work.MEMBER
    assert at_member.place.member.search.typed == "20"
    at_member.keys(Key.Key_Backspace, Key.Key_Backspace, "M-1", Key.Key_Return)
    at_member.settle()
    at_member.scan(MILK)
    assert at_member.place.selling.work is Work.BROWSE
    assert at_member.skus == [("DA001", 3000)]


RESULTS, THEIRS = "搜尋結果", "符合的會員"


def test_a_search_finds_members_below_the_goods_and_the_arrows_reach_them(selling: Selling, desk: Desk) -> None:
    del desk
    selling.open().type("362")
    assert [one.partition(",")[0] for one in selling.rows(RESULTS)] == ["北回鮮乳 936ml"]
    assert selling.rows(THEIRS) == ["何○美, 金穗會員, 尾碼 362 · 880 點"]
    assert selling.screen.field.count() == "2 筆結果"
    selling.keys(Key.Key_Down, Key.Key_Up, Key.Key_Down, Key.Key_Return)
    assert (selling.cart.member, selling.skus) == (Member("M-5", "gold"), [])
    assert (selling.screen.field.text(), selling.focus) == ("", "掃描或搜尋")


def test_where_members_alone_are_found_enter_takes_the_first_and_a_touch_any(selling: Selling, desk: Desk) -> None:
    del desk
    selling.open().type("")
    selling.commit("林")
    assert selling.rows(THEIRS) == ["林○萱, 金穗會員, 尾碼 678 · 1,280 點 · 可用券 2", "林○, 尾碼 204 · 3 點"]
    selling.keys(Key.Key_Return)
    assert selling.cart.member == Member("M-1", "gold")
    selling.commit("林")
    selling.touch(THEIRS, 1)
    assert selling.cart.member == Member("M-4")


def test_enter_takes_goods_before_members(selling: Selling, desk: Desk) -> None:
    del desk
    selling.open().type("362")
    selling.keys(Key.Key_Return)
    assert (selling.cart.member, selling.skus) == (None, [("DA001", 1000)])


def test_a_shop_without_a_centre_has_no_way_to_members(selling: Selling) -> None:
    selling.open().keys(Key.Key_F10)
    assert selling.place.selling.work is Work.BROWSE
    assert "會員" not in buttons(selling)


# --- points ---------------------------------------------------------------------------------------------------------


def points_told(selling: Selling) -> str:
    rows = [one for one in selling.counter.window.findChildren(StepRow) if one.isVisible()]
    said = [f"{one.accessibleName()} | {one.accessibleDescription()}" for one in rows]
    return next((one for one in said if "點數" in one), "")


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (SalePoints("林○萱", 10, 0, 1_290), "會員點數 +10 完成 | 林○萱 · 目前 1,290 點"),
        (SalePoints("林○萱", -3, 50, 1_227), "會員點數 −3 完成 | 林○萱 · 使用 50 點 · 目前 1,227 點"),
        (SalePoints("林○萱", -3, -50, 1_327), "會員點數 −3 完成 | 林○萱 · 退回 50 點 · 目前 1,327 點"),
        (SalePoints("林○萱", 0, 50, 1_230), "會員點數 −50 完成 | 林○萱 · 目前 1,230 點"),
        (SalePoints("林○萱", 10, 0, 1_290, is_fresh=False), "會員點數 +10 待上傳 | 林○萱"),
    ],
)
def test_what_became_of_the_points_is_told_after_the_sale(
    at_member: Selling, desk: Desk, points: SalePoints, said: str
) -> None:
    at_member.place.member.attach(LIN)
    desk.moved[at_member.cart.cart_id] = (points,)
    at_member.keys(Key.Key_F12, Key.Key_Return)
    at_member.settle()
    assert points_told(at_member) == said


def test_whoevers_points_came_or_went_is_told_by_name(at_member: Selling, desk: Desk) -> None:
    desk.moved[at_member.cart.cart_id] = (SalePoints("陳○廷", 1, 0, 51), SalePoints("林○萱", 0, 100, 0))
    at_member.keys(Key.Key_F12, Key.Key_Return)
    at_member.settle()
    rows = [one for one in at_member.counter.window.findChildren(StepRow) if one.isVisible()]
    said = [f"{one.accessibleName()} | {one.accessibleDescription()}" for one in rows]
    assert [one for one in said if "點數" in one] == [
        "會員點數 +1 完成 | 陳○廷 · 目前 51 點",
        "會員點數 −100 完成 | 林○萱 · 目前 0 點",
    ]


def test_a_sale_that_moved_no_points_says_nothing_of_them(at_member: Selling) -> None:
    at_member.keys(Key.Key_F12, Key.Key_Return)
    at_member.settle()
    assert at_member.counter.where == "complete"
    assert points_told(at_member) == ""


# --- codes ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(selling: Selling, desk: Desk) -> Selling:
    """The centre told its key, and what a member's number looks like."""
    del desk
    codes = CodeForms(plain=(PlainForm(kind="member", prefix="M-", least=1, most=4),))
    store = StoreItem(name="本店", zone="Asia/Taipei", currency="TWD", codes=codes).model_dump_json()
    key = (key_name("code", CENTRE.public_key), "code", CENTRE.public_key.hex())

    def tell(connection) -> None:
        connection.execute("INSERT INTO verify_key VALUES(?, ?, ?, '', NULL, 0, NULL)", key)
        connection.execute("INSERT INTO centre VALUES(1, 'c', NULL, NULL, 0, 0, 0, 0, ?, NULL)", (store,))

    selling.counter.till.terminal.store.writer.on_connection(tell).result()
    return selling


@pytest.mark.parametrize("screen", ["sell", "sales", "refund", "shift"])
@pytest.mark.parametrize(
    "code", [lambda: "M-1", lambda: sign_code(CENTRE, CodeKind.MEMBER, "S01", "M-1", UNTIL)], ids=["plain", "signed"]
)
def test_a_members_code_attaches_from_any_screen(told: Selling, screen: str, code: Callable[[], str]) -> None:
    told.counter.open(screen)
    told.scan(code())
    assert told.cart.member == Member("M-1", "gold")
    assert told.toast == "會員 林○萱 已加入本筆"
    told.act()
    assert told.cart.member is None


def test_a_members_number_may_be_typed_where_goods_are_searched(told: Selling) -> None:
    told.open().type("M-1")
    told.keys(Key.Key_Return)
    assert (told.cart.member, told.screen.field.text()) == (Member("M-1", "gold"), "")


def test_a_signed_code_of_a_member_whom_nobody_here_knows_yet_counts_too(told: Selling) -> None:
    told.open()
    told.scan(sign_code(CENTRE, CodeKind.MEMBER, "S01", "M-77", UNTIL))
    assert told.cart.member == Member("M-77")
    assert told.toast == "會員已加入本筆"
    told.keys(Key.Key_F10)
    assert "會員, 本機沒有這位會員的資料" in buttons(told)


def test_a_number_that_is_no_members_is_not_taken_for_one(told: Selling) -> None:
    told.open()
    told.scan("M-99")
    assert told.cart.member is None
    assert "查無此條碼" in told.toast


def test_at_the_payment_a_member_counts_until_money_is_taken(told: Selling) -> None:
    told.counter.till.terminal.store.put_promotions([read_promotion(GOLD)])
    told.place.counter.promotions.refresh()
    told.open().scan(MILK)
    told.keys(Key.Key_F12)
    told.scan("M-1")
    assert told.place.payment.payment.total == 89
    told.place.payment.take_cash(50)
    told.settle()
    told.scan("M-2")
    assert told.cart.member == Member("M-1", "gold")
    assert told.toast == "商品沒有變更：先在收款畫面移除已收款項"
