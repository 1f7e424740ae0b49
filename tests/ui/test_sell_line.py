"""Changing a line at the sell screen: by its tools, its editor, by keys; and the whole cart."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.contract.promotion import PromotionRule, read_promotion
from app.domain.cart import Discount, DiscountKind, Override
from app.domain.quantity import Price
from app.runtime.preferences import Language
from app.services.edit import What
from tests.ui.selling import JAM, MILK, TOAST, Selling

LINES = "本筆交易的品項"


@pytest.fixture
def one(selling: Selling) -> Selling:
    """Milk, and a jar of jam that is chosen."""
    selling.open().scan(MILK, JAM)
    selling.touch(LINES, 1)
    return selling


def jam(selling: Selling) -> Any:
    return next(line for line in selling.cart.lines if line.sku == "JA001")


# --- tools ------------------------------------------------------------------------------------------------------


def test_a_touch_shows_the_tools_and_another_hides_them(one: Selling) -> None:
    assert one.place.cart.selected == jam(one).line_id
    assert {"減少", "增加", "折扣", "改價", "移除"} <= set(one.counter.names())
    one.touch(LINES, 0)
    assert one.place.cart.selected == one.cart.lines[0].line_id
    one.touch(LINES, 0)
    assert one.place.cart.selected is None
    assert "增加" not in one.counter.names()


def test_more_and_less(one: Selling) -> None:
    assert not one.counter.named("減少").isEnabled()
    one.tap("增加")
    one.tap("增加")
    assert one.lines[1] == "野莓果醬 180g, 3 件, $840"
    one.tap("減少")
    assert one.lines[1] == "野莓果醬 180g, 2 件, $560"


def test_a_line_goes_and_comes_back(one: Selling) -> None:
    one.tap("移除")
    assert one.lines == ["北回鮮乳 936ml, 1 件, $99"]
    assert one.toast == "已移除 野莓果醬 180g"
    one.act()
    assert len(one.lines) == 2


def test_plus_minus_and_del_are_about_the_chosen_line_or_the_last(selling: Selling) -> None:
    selling.open().scan(MILK, JAM)
    selling.keys(Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus)
    assert selling.skus == [("DA001", 1000), ("JA001", 2000)]
    selling.keys(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Plus)
    assert selling.skus == [("DA001", 2000), ("JA001", 2000)]
    selling.keys(Qt.Key.Key_Escape, Qt.Key.Key_Delete)
    assert selling.skus == [("DA001", 2000)]
    selling.keys(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert selling.skus == [("DA001", 2000), ("JA001", 2000)]
    assert selling.focus == "掃描或搜尋"


def test_keys_of_the_field_stay_with_what_is_typed(selling: Selling) -> None:
    selling.open().scan(MILK)
    selling.type("BR-0+")
    assert selling.screen.field.text() == "BR-0+"
    assert selling.skus == [("DA001", 1000)]


def test_the_arrows_walk_the_lines_while_nothing_is_typed(selling: Selling) -> None:
    selling.open().scan(MILK, JAM, TOAST)
    chosen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        selling.keys(key)
        chosen.append(selling.place.cart.selected)
    assert chosen == [1, 2, 3, None, 3]
    assert selling.focus == "掃描或搜尋"


# --- the editor -------------------------------------------------------------------------------------------------


def test_the_editor_shows_what_it_is_about_and_the_pay_button_steps_back(one: Selling) -> None:
    one.keys(Qt.Key.Key_F7)
    assert "野莓果醬 180g, 4710 8820 03281 · 原價 $280 · 庫存 30" in one.counter.names()
    assert one.screen.panel.primary.property("kind") == "bar_outlined"
    assert one.counter.named("折扣 0 %")
    assert one.screen.panel.line_tools[What.DISCOUNT].isChecked()
    one.keys(Qt.Key.Key_Escape)
    assert one.screen.panel.primary.property("kind") == "bar"
    assert one.focus == "掃描或搜尋"


def test_a_discount_with_its_reason_and_note_shows_what_it_does_before(one: Selling) -> None:
    one.keys(Qt.Key.Key_F7)
    one.tap("9 折")
    assert one.screen.zone.editor.preview.text().startswith("$280 → $252")
    one.tap("即期品")
    assert one.screen.zone.editor.preview.text() == "$280 → $252, 即期 9 折 −28"
    one.counter.named("備註（選填）").setFocus()
    one.commit("盒角凹陷")
    assert jam(one).discount is None
    one.tap("套用")
    assert jam(one).discount == Discount(DiscountKind.PERCENT, 100_000, "即期品")
    assert one.lines[1] == "野莓果醬 180g, 1 件, $252, 即期 9 折 −28, 盒角凹陷"
    assert "折扣 即期 9 折 −$28" in one.screen.panel.totals.accessibleDescription()
    assert one.total == "收款 $351"
    assert one.focus == "掃描或搜尋"


def test_digits_are_a_percentage_and_enter_applies(one: Selling) -> None:
    one.keys(Qt.Key.Key_F7, "15")
    one.tap("員工購")
    assert one.counter.named("折扣 15 %")
    one.keys(Qt.Key.Key_Return)
    assert jam(one).discount == Discount(DiscountKind.PERCENT, 150_000, "員工購")


def test_an_amount_off(one: Selling) -> None:
    one.keys(Qt.Key.Key_F7)
    one.tap("− 金額")
    for key in "3", "0", "退格", "5":
        one.tap(key)
    one.tap("包裝瑕疵")
    assert one.screen.zone.editor.preview.text() == "$280 → $245, 包裝瑕疵 −35"
    one.keys(Qt.Key.Key_Return)
    assert jam(one).discount == Discount(DiscountKind.AMOUNT, 35, "包裝瑕疵")


def test_without_a_reason_nothing_is_applied_and_it_is_said(one: Selling) -> None:
    one.keys(Qt.Key.Key_F7, "10", Qt.Key.Key_Return)
    assert jam(one).discount is None
    assert one.toast == "先選擇原因"
    assert one.screen.zone.editor._must.property("tone") == "bad"
    one.tap("即期品")
    assert one.screen.zone.editor._must.property("tone") == "ink_3"


def test_the_editor_opens_with_what_the_line_has_and_nothing_takes_it_away(one: Selling) -> None:
    one.place.cart.set_discount(jam(one).line_id, Discount(DiscountKind.PERCENT, 200_000, "即期品"))
    one.keys(Qt.Key.Key_F7)
    assert one.counter.named("8 折").isChecked()
    assert one.counter.named("即期品").isChecked()
    assert one.screen.zone.editor.preview.text() == "$280 → $224, 即期 8 折 −56"
    one.tap("C 清除")
    assert one.screen.zone.editor.preview.text() == "$224 → $280"
    one.keys(Qt.Key.Key_Return)
    assert jam(one).discount is None


def test_another_price(one: Selling) -> None:
    one.keys(Qt.Key.Key_F8, "250")
    one.tap("價格相符")
    preview = one.screen.zone.editor.preview
    assert (preview.text(), preview.is_struck) == ("$280 → $250, 改價 價格相符 −30", True)
    one.keys(Qt.Key.Key_Return)
    assert jam(one).override == Override(Price(250), "價格相符")
    assert one.lines[1] == "野莓果醬 180g, 1 件, $250, 改價 價格相符 −30"


def test_a_quantity_is_typed(one: Selling) -> None:
    one.keys(Qt.Key.Key_F9, "12")
    preview = one.screen.zone.editor.preview
    assert (preview.text(), preview.is_struck) == ("$280 → $3,360", False)
    one.keys(Qt.Key.Key_Return)
    assert jam(one).quantity.pieces == 12


def test_usual_quantities_and_plus_minus_in_the_editor(one: Selling) -> None:
    one.keys(Qt.Key.Key_F9)
    one.tap("6 件")
    one.keys(Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Return)
    assert jam(one).quantity.pieces == 7


def test_more_than_there_is_is_said_and_can_be_sold(one: Selling) -> None:
    one.keys(Qt.Key.Key_F9, "31")
    assert "庫存只有 30，仍可銷售" in one.counter.texts()
    one.keys(Qt.Key.Key_Backspace)
    assert "庫存只有 30，仍可銷售" not in one.counter.texts()
    one.keys("0", Qt.Key.Key_Return)
    assert jam(one).quantity.pieces == 30
    one.tap("增加")
    assert (one.note, jam(one).quantity.pieces) == ("庫存只有 30", 31)
    one.scan(JAM)
    assert one.note == "已加入 野莓果醬 180g，庫存只有 30"
    one.scan(MILK)
    assert one.note == "已加入 北回鮮乳 936ml"


def test_a_typed_price_takes_a_discounts_place_which_is_told_and_taken_back(one: Selling) -> None:
    one.place.cart.set_discount(jam(one).line_id, Discount(DiscountKind.PERCENT, 100_000, "即期品"))
    one.keys(Qt.Key.Key_F8, "250")
    one.tap("價格相符")
    assert one.screen.zone.editor.preview.text() == "$252 → $250, 改價 價格相符 −30"
    one.keys(Qt.Key.Key_Return)
    assert one.lines[1] == "野莓果醬 180g, 1 件, $250, 改價 價格相符 −30"
    assert one.toast == "已改價，原折扣「即期 9 折」取消"
    one.act()
    assert (jam(one).override, jam(one).discount.reason) == (None, "即期品")


def test_another_reason_is_said_in_the_note(one: Selling) -> None:
    one.keys(Qt.Key.Key_F7, "10")
    one.tap("其他")
    assert one.focus == "備註（必填）"
    assert one.screen.zone.editor.preview.text().startswith("$280 → $252")
    one.keys(Qt.Key.Key_Return)
    assert (one.toast, jam(one).discount) == ("原因選「其他」時，備註要說明", None)
    assert one.focus == "備註（必填）"
    one.screen.zone.editor.note.insert("鄰居")
    one.screen.zone.editor.note.textEdited.emit("鄰居")
    one.keys(Qt.Key.Key_Return)
    assert jam(one).discount == Discount(DiscountKind.PERCENT, 100_000, "其他")
    assert jam(one).note == "鄰居"


def test_a_quantity_of_nothing_is_refused(one: Selling) -> None:
    one.keys(Qt.Key.Key_F9, Qt.Key.Key_Backspace, Qt.Key.Key_Return)
    assert one.toast == "先輸入數量"
    assert jam(one).quantity.pieces == 1


def test_the_weight_of_a_line_is_corrected(selling: Selling) -> None:
    selling.open().type("0.265*WE001")
    selling.keys(Qt.Key.Key_Return, Qt.Key.Key_F9, ".3", Qt.Key.Key_Return)
    assert selling.skus == [("WE001", 300)]


def test_another_tab_keeps_the_note(one: Selling) -> None:
    one.keys(Qt.Key.Key_F9)
    one.counter.named("備註（選填）").setFocus()
    one.commit("送禮")
    one.screen.zone.editor.tabs.button(What.PRICE.value).click()
    assert one.counter.named("備註（選填）").text() == "送禮"
    one.keys(Qt.Key.Key_F9, "2", Qt.Key.Key_Return)
    assert (jam(one).note, jam(one).quantity.pieces) == ("送禮", 2)


def test_a_touch_on_another_line_edits_that_one(one: Selling) -> None:
    one.keys(Qt.Key.Key_F7)
    one.touch(LINES, 0)
    assert "北回鮮乳 936ml, 4710 5501 09362 · 原價 $99 · 庫存 11" in one.counter.names()


def test_del_in_the_editor_takes_the_line_out_and_closes_it(one: Selling) -> None:
    one.keys(Qt.Key.Key_F7, Qt.Key.Key_Delete)
    assert one.skus == [("DA001", 1000)]
    assert "商品" in one.counter.names()


def test_a_scan_while_a_line_is_edited_goes_into_the_cart_and_the_draft_stays(one: Selling) -> None:
    one.keys(Qt.Key.Key_F7, "10")
    one.scan(TOAST)
    assert ("BR011", 1000) in one.skus
    assert one.counter.named("折扣 10 %")


def test_the_figure_on_the_stepper_opens_the_quantity(one: Selling) -> None:
    one.screen.panel.stepper.asked.emit()
    assert one.counter.named("數量 1")


# --- approval ---------------------------------------------------------------------------------------------------


def test_a_cashier_may_give_little_and_is_told_how_much(one: Selling) -> None:
    one.employ().keys(Qt.Key.Key_F7)
    assert "超過 9 折或 $100 時，請店長刷識別證核准" in one.counter.texts()
    one.tap("9 折")
    one.tap("即期品")
    one.keys(Qt.Key.Key_Return)
    assert jam(one).discount == Discount(DiscountKind.PERCENT, 100_000, "即期品")


def test_more_than_that_is_asked_of_a_manager(one: Selling) -> None:
    one.employ().keys(Qt.Key.Key_F7)
    one.tap("7 折")
    one.tap("即期品")
    one.keys(Qt.Key.Key_Return)
    assert "核准超過上限的折扣？" in one.counter.texts()
    assert jam(one).discount is None
    one.scan("BADGE-boss")
    one.settle()
    assert jam(one).discount == Discount(DiscountKind.PERCENT, 300_000, "即期品", "boss")
    assert one.place.counter.approvals.missing(one.cart, "anna") == ()


def test_what_nobody_allows_is_not_done(one: Selling) -> None:
    one.employ().keys(Qt.Key.Key_F8, "1")
    one.tap("價格相符")
    assert "改價要請店長刷識別證核准" in one.counter.texts()
    one.keys(Qt.Key.Key_Return)
    one.keys(Qt.Key.Key_Escape)
    one.settle()
    assert jam(one).override is None
    assert one.counter.named("改價 $1")


def test_what_grew_beyond_its_approval_is_asked_for_before_paying(one: Selling) -> None:
    one.employ().keys(Qt.Key.Key_F8, "200")
    one.tap("價格相符")
    one.keys(Qt.Key.Key_Return)
    one.scan("BADGE-boss")
    one.settle()
    assert jam(one).override == Override(Price(200), "價格相符", "boss")
    one.keys(Qt.Key.Key_Plus, Qt.Key.Key_F12)
    assert "核准改價？" in one.counter.texts()
    assert one.counter.where == "sell"
    one.scan("BADGE-boss")
    one.settle()
    assert one.counter.where == "pay"


# --- the whole cart ---------------------------------------------------------------------------------------------


def test_the_totals_open_the_discount_and_note_of_the_whole_cart(one: Selling) -> None:
    one.tap("合計")
    assert "整筆交易, 2 件 · $379" in one.counter.names()
    one.tap("9 折")
    one.tap("員工購")
    assert one.screen.zone.editor.preview.text() == "$379 → $341, 員工購 9 折 −38"
    one.counter.named("備註（選填）").setFocus()
    one.commit("生日")
    one.keys(Qt.Key.Key_Return)
    assert one.cart.discount == Discount(DiscountKind.PERCENT, 100_000, "員工購")
    assert one.cart.note == "生日"
    assert one.total == "收款 $341"
    assert one.screen.panel.totals.accessibleDescription() == "小計 $379, 優惠 員工購 9 折 −$38, 備註"


def test_the_key_of_the_whole_cart(one: Selling) -> None:
    one.keys(Qt.Key.Key_F7, held=Qt.KeyboardModifier.ShiftModifier)
    assert "整筆交易, 2 件 · $379" in one.counter.names()
    assert not one.screen.zone.editor.remove_button.isVisible()
    assert not one.screen.zone.editor.tabs.isVisible()


# --- promotions -------------------------------------------------------------------------------------------------

SECOND_HALF = (
    '{"id": "P1", "name": "果醬第二件半價", "currency": "TWD", "rule": {"kind": "buy_get", '
    '"buy": {"skus": ["JA001"], "count": 1}, "get_count": 1, "reward": {"off_ppm": 500000}}}'
)


@pytest.fixture
def promoted(selling: Selling) -> Selling:
    rule = read_promotion(SECOND_HALF)
    assert isinstance(rule, PromotionRule)
    selling.counter.till.terminal.store.put_promotions([rule])
    selling.place.counter.promotions.refresh()
    return selling


def test_a_promotion_is_told_on_its_line_and_hinted_at_before(promoted: Selling) -> None:
    promoted.open().scan(JAM)
    assert promoted.view(LINES).accessibleDescription() == "再買 1 件享「果醬第二件半價」"
    promoted.scan(JAM)
    assert promoted.lines == ["野莓果醬 180g, 2 件, $420, 果醬第二件半價 −140"]
    assert promoted.view(LINES).accessibleDescription() == ""


def test_a_promotion_has_an_english_name(promoted: Selling) -> None:
    english = SECOND_HALF.replace('"currency"', '"name_en": "Second jam half price", "currency"', 1)
    promoted.counter.till.terminal.store.put_promotions([read_promotion(english)])
    promoted.place.counter.promotions.refresh()
    promoted.place.preferences.choose(language=Language.EN)
    promoted.open().scan(JAM)
    assert "Second jam half price" in promoted.view("Items in this sale").accessibleDescription()
    promoted.scan(JAM)
    (line,) = promoted.rows("Items in this sale")
    assert line.startswith("野莓果醬 180g, ")
    assert line.endswith(", $420, Second jam half price −140")
    promoted.keys(Qt.Key.Key_F9, "2")
    assert promoted.screen.zone.editor.preview.text().endswith("Second jam half price −140")
    promoted.place.preferences.choose(language=Language.ZH_TW)
    promoted.settle()
    assert promoted.lines == ["野莓果醬 180g, 2 件, $420, 果醬第二件半價 −140"]


def test_a_preview_prices_promotions_too(promoted: Selling) -> None:
    promoted.open().scan(JAM)
    promoted.keys(Qt.Key.Key_F9, "2")
    assert promoted.screen.zone.editor.preview.text() == "$280 → $420, 果醬第二件半價 −140"
