"""The close on screen: counted beside expected, reasons, signatures, the Z."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.domain.tender import TenderKind
from app.runtime.count import Stage
from app.runtime.preferences import Language
from app.ui.widgets.dialog import open_dialog
from app.ui.widgets.paper import PaperView
from tests.ui.counter import CASHIER, Counter
from tests.ui.drawer import (
    CHEN,
    LEE,
    counted,
    employ,
    entries,
    focus,
    read,
    seal,
    show,
    sign,
    stage,
    type_counts,
    with_sales,
)


@pytest.fixture
def sold(counter: Counter) -> Counter:
    return with_sales(counter)


# --- the result -------------------------------------------------------------------------------------------------


def test_what_matches_is_closed_at_one_key(sold):
    counted(sold, 5_321)
    assert {"清點 $5,321", "系統應有 $5,321", "相符 $0"} <= set(read(sold))
    assert "現金 系統 5,321 清點 5,321 相符" in read(sold)
    assert not [name for name in read(sold) if name.endswith("原因")]
    assert "店長 差異在 $100 以內 免簽" in read(sold)
    seal(sold)
    z = entries(sold, "shift.closed")[0]
    assert (z["over_short"]["minor"], z["reason"], z["float_left"]["minor"]) == (0, "", 1_000)
    assert [(one["kind"], one["count"]) for one in z["slips"]] == [("card", 1)]
    assert sold.till.reads.open_shift() is None


@pytest.mark.parametrize("language", Language)
def test_what_a_manager_looks_at_is_told_where_it_occurred(sold, language):
    words = {Language.ZH_TW: ("無交易開錢櫃 1 次", "收款後作廢"), Language.EN: ("Drawer opened, no sale 1", "Voided")}
    till, place = sold.till, sold.place
    place.counter.drawer.open(till.ids.mint(), "換零錢", "anna").result()
    place.preferences.choose(language=language)
    show(sold)
    place.count.type_total(5_321)
    place.count.send()
    sold.settle()
    opened, voided = words[language]
    assert opened in read(sold)
    assert not [one for one in read(sold) if one.startswith(voided)]


def test_what_is_short_needs_a_reason(sold):
    counted(sold, 5_301)
    assert "短少 −$20" in read(sold)
    assert "短少原因" in read(sold)
    assert sold.named("完成交班").reason() == "選擇短少原因"
    seal(sold)
    assert entries(sold, "shift.closed") == []
    sold.press("找錯零錢")
    type_counts(sold, ("備註", "two coins"))
    seal(sold)
    assert entries(sold, "shift.closed")[0]["reason"] == "找錯零錢：two coins"


def test_another_reason_needs_words(sold):
    counted(sold, 5_341)
    assert "溢收 $20" in read(sold)
    sold.press("其他")
    assert sold.named("完成交班").reason() == "填寫備註"
    assert focus() == "備註"
    sold.keys("x")
    sold.settle()
    assert sold.named("完成交班").isEnabled()


def test_slips_that_are_missing_are_told(sold):
    show(sold)
    type_counts(sold, ("1,000 元 張數", "5"), ("1 元 枚數", "321"), ("信用卡簽單 張數", "0"))
    seal(sold)
    assert "信用卡 1 筆 系統 777 清點 0 張 少 1 張" in read(sold)


def test_a_second_press_closes_once(sold):
    counted(sold, 5_321)
    sold.keys(Qt.Key.Key_F12, Qt.Key.Key_F12)
    sold.settle()
    assert len(entries(sold, "shift.closed")) == 1


def test_the_way_of_the_cash_and_the_shift_in_short(sold):
    back = sold.till.sell(("C", 2, 300))
    sold.till.give_back((back, 1, 1))
    counted(sold, 5_621)
    told = read(sold)
    cash = ("開帳零用金 1,000", "現金銷售 +4,921", "現金退款 −300", "應有 5,621")
    for row in (*cash, "交易／件數 3／4", "退貨 1 筆　−300"):
        assert row in told, row


def test_a_result_survives_the_end_of_the_program_and_cannot_be_counted_away(sold):
    counted(sold, 5_000)
    sold.press("不明")
    sold.settle()
    sold.restart()
    show(sold)
    assert stage(sold) is Stage.REVIEW
    assert "短少 −$321" in read(sold)
    assert sold.named("不明").isChecked()
    assert not [one for one in read(sold) if "張數" in one]


def test_more_sold_since_is_told_and_shown(sold):
    counted(sold, 5_321)
    sold.till.sell(("A", 1, 50))
    seal(sold)
    assert entries(sold, "shift.closed") == []
    assert "系統應有 $5,371" in read(sold)
    assert "送出清點後又有交易，金額已更新，請重新核對" in read(sold)


def test_what_follows_can_be_chosen(sold):
    counted(sold, 5_321)
    sold.press("列印交班單")
    sold.press("下一班沿用 $1,000")
    seal(sold)
    z = entries(sold, "shift.closed")[0]
    assert z["print_report"] is False
    assert "float_left" not in z
    assert "交班單 未列印，可稍後補印" in read(sold)


# --- who signs --------------------------------------------------------------------------------------------------


@pytest.fixture
def staffed(sold: Counter) -> Counter:
    employ(sold, CASHIER, CHEN, LEE)
    return sold


def test_above_the_limit_a_manager_signs_by_pin(staffed):
    counted(staffed, 5_000)
    staffed.press("不明")
    assert staffed.named("完成交班").reason() == "等待店長簽核"
    assert "林安娜 · 收銀 10:00 送出清點 已簽" in read(staffed)
    seal(staffed)
    assert entries(staffed, "shift.closed") == []
    staffed.press("輸入密碼")
    told = read(staffed)
    for row in ("差額 −$321", "免簽上限 $100", "清點 $5,000", "系統應有 $5,321", "原因 不明", "申請人 林安娜"):
        assert row in told, row
    sign(staffed)
    assert "店長 陳怡君 已簽" in read(staffed)
    seal(staffed)
    z = entries(staffed, "shift.closed")[0]
    approval = staffed.till.reads.approval(z["approval_id"])
    assert (approval.approved_by, approval.asked.value) == ("S01", -321)


def test_a_managers_badge_signs_and_hands_nothing_over(staffed):
    counted(staffed, 5_000)
    staffed.press("不明")
    staffed.window.shell.scanned("BADGE-S01")
    staffed.settle()
    assert "店長 陳怡君 已簽" in read(staffed)
    assert staffed.place.session.person == CASHIER
    seal(staffed)
    assert len(entries(staffed, "shift.closed")) == 1


def test_a_badge_of_somebody_else_hands_the_counter_over(staffed):
    counted(staffed, 5_000)
    staffed.window.shell.scanned("BADGE-S04")
    staffed.settle()
    assert staffed.place.session.person == LEE
    assert entries(staffed, "act.approved") == []


def test_a_recount_needs_a_manager_and_both_counts_are_kept(staffed):
    counted(staffed, 5_000)
    staffed.press("重新清點")
    assert "前次清點 $5,000" in read(staffed)
    sign(staffed)
    assert stage(staffed) is Stage.COUNTING
    assert {one.text() for one in staffed.window.findChildren(QLineEdit) if one.isVisible()} == {""}
    assert "5,321" not in " ".join(read(staffed))
    type_counts(staffed, ("1,000 元 張數", "5"), ("1 元 枚數", "321"), ("信用卡簽單 張數", "1"))
    seal(staffed)
    seal(staffed)
    z = entries(staffed, "shift.closed")[0]
    assert z["counted"]["minor"] == 5_321
    assert [(one["counted"]["minor"], len(one["counts"])) for one in z["earlier"]] == [(5_000, 2)]
    assert staffed.till.reads.approval(z["earlier"][0]["approval_id"]).approved_by == "S01"


def test_giving_up_the_approval_leaves_the_count_as_it_is(staffed):
    counted(staffed, 5_000)
    staffed.press("重新清點")
    staffed.keys(Qt.Key.Key_Escape)
    assert open_dialog(staffed.window) is None
    assert stage(staffed) is Stage.REVIEW


def test_a_manager_who_counts_anew_leaves_an_entry_too(staffed):
    staffed.place.session.enter(CHEN)
    counted(staffed, 5_000)
    staffed.press("重新清點")
    staffed.settle()
    assert stage(staffed) is Stage.COUNTING
    staffed.place.session.enter(CASHIER)  # takes over
    type_counts(staffed, ("1,000 元 張數", "5"), ("1 元 枚數", "321"))
    seal(staffed)
    seal(staffed)
    assert entries(staffed, "shift.closed")[0]["earlier"][0]["approval_id"] is not None


# --- sealed -----------------------------------------------------------------------------------------------------


def test_the_z_is_shown_as_on_paper_and_the_next_shift_is_a_key_away(sold):
    counted(sold, 5_301)
    sold.press("找錯零錢")
    seal(sold)
    assert stage(sold) is Stage.SEALED
    told = sold.named("交班單", PaperView).accessibleDescription()
    for line in ("Z 編號", "1-0001", "−20", "原因　找錯零錢", "5,301"):
        assert line in told, line
    assert "清點 $5,301 短少 −$20" in read(sold)
    assert "留下 $1,000 取出 $4,301 存放" in read(sold)
    seal(sold)
    assert stage(sold) is Stage.OPENING
    assert "上班留存 $1,000" in read(sold)


def test_after_the_close_one_can_lock(sold):
    counted(sold, 5_321)
    seal(sold)
    QTest.mouseClick(sold.screen.view.lock_button, Qt.MouseButton.LeftButton)
    sold.settle()
    assert sold.where == "lock"
    assert sold.place.session.person is None


def test_what_leaves_no_paper_is_not_asked_for_and_is_no_trouble(sold):
    """Points of members and what was paid online: there is nothing to count, and nothing that was forgotten."""
    till = sold.till
    for kind, minor in ((TenderKind.POINTS, 40), (TenderKind.PREPAID, 60)):
        cart = till.cart(("C", 1, minor))
        till.complete(cart, till.payment(cart).with_exact(till.ids.mint(), kind, minor, "M-1")).result()
    show(sold)
    assert sold.place.count.slip_kinds == ("card",)
    assert not [one for one in read(sold) if "單據" in one and one != "其他單據"]
    counted(sold, 5_321, again=True)
    told = read(sold)
    assert "點數 1 筆 系統 40 清點 無單據" in told
    assert "線上已付 1 筆 系統 60 清點 無單據" in told
    assert "未核對" not in told
