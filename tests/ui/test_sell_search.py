"""Searching at the sell screen, as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.ui.screens.sell.goods import SHOWN
from tests.ui.selling import Selling

FOUND = "搜尋結果"


def names(selling: Selling) -> list[str]:
    return [said.split(",")[0] for said in selling.rows(FOUND)]


def chosen(selling: Selling) -> str:
    index = selling.view(FOUND).currentIndex()
    return index.data(SHOWN).found.product.sku


def search(selling: Selling, text: str) -> Selling:
    selling.open().screen.field.setFocus()
    selling.commit(text)
    return selling


def test_what_is_typed_brings_results_in_the_place_of_the_tiles(selling: Selling) -> None:
    search(selling, "鮮")
    assert names(selling) == ["鮮奶吐司 半條", "北回鮮乳 936ml", "北回鮮奶油 200ml"]
    assert chosen(selling) == "BR011"
    assert selling.screen.field.count() == "3 筆結果"
    assert "商品 3 筆" in selling.counter.names()
    assert "↑ ↓ 選擇, Enter 加入, 2 * 先輸入數量, Esc 關閉" in selling.counter.names()
    assert selling.rows(FOUND)[0] == "鮮奶吐司 半條, $95, 庫存 6"


def test_enter_takes_the_first_result(selling: Selling) -> None:
    search(selling, "鮮")
    selling.keys(Qt.Key.Key_Return)
    assert selling.skus == [("BR011", 1000)]
    assert selling.screen.field.text() == ""
    assert "商品" in selling.counter.names()
    assert selling.focus == "掃描或搜尋"


def test_the_arrows_choose_while_the_field_keeps_the_focus(selling: Selling) -> None:
    search(selling, "鮮")
    selling.keys(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert (chosen(selling), selling.focus) == ("DA001", "掃描或搜尋")
    selling.keys(Qt.Key.Key_Return)
    assert selling.skus == [("DA001", 1000)]


def test_what_the_arrows_chose_is_taken_though_the_text_is_a_code(selling: Selling) -> None:
    selling.open().type("BR0")
    selling.keys(Qt.Key.Key_Down)
    wanted = chosen(selling)
    selling.keys(Qt.Key.Key_Return)
    assert selling.skus == [(wanted, 1000)]


def test_a_quantity_before_the_text_counts(selling: Selling) -> None:
    selling.open().type("3*")
    selling.commit("吐司")
    assert names(selling) == ["鮮奶吐司 半條"]
    selling.keys(Qt.Key.Key_Return)
    assert selling.skus == [("BR011", 3000)]


def test_a_touch_takes_a_result(selling: Selling) -> None:
    search(selling, "鮮")
    selling.touch(FOUND, 2)
    assert selling.skus == [("DA003", 1000)]
    assert selling.focus == "掃描或搜尋"


def test_esc_and_the_cross_close_the_search(selling: Selling) -> None:
    search(selling, "鮮")
    selling.keys(Qt.Key.Key_Escape)
    assert selling.screen.field.text() == ""
    assert "商品" in selling.counter.names()
    selling.commit("鮮")
    selling.tap("清除")
    assert "商品" in selling.counter.names()
    assert selling.cart.is_empty


def test_bopomofo_and_pinyin_initials_find_and_are_marked(selling: Selling) -> None:
    search(selling, "ㄒㄧㄢ")
    assert len(names(selling)) == 4
    marks = selling.screen.zone.results.rows.delegate.marks
    assert marks is not None
    assert marks("北回鮮乳 936ml") == ((2, 3),)
    selling.screen.field.clear()
    selling.type("gswl")
    assert names(selling) == ["高山烏龍 茶包 12 入"]
    assert marks("高山烏龍 茶包 12 入") == ((0, 4),)


def test_one_latin_letter_or_digit_is_not_searched(selling: Selling) -> None:
    selling.open().type("4")
    assert "商品" in selling.counter.names()
    selling.type("7")
    assert FOUND in selling.counter.names()


def test_nothing_is_searched_while_an_input_method_composes(selling: Selling) -> None:
    selling.open().screen.field.setFocus()
    QApplication.sendEvent(selling.screen.field, QInputMethodEvent("ㄒㄧㄢ", []))
    assert "商品" in selling.counter.names()
    selling.commit("鮮")
    assert names(selling)[0] == "鮮奶吐司 半條"


def test_what_nothing_fits_is_repeated_with_a_hint(selling: Selling) -> None:
    search(selling, "黑芝")
    assert "找不到「黑芝」" in selling.counter.names()
    assert "試試條碼後 4 碼或注音" in selling.counter.texts()
    assert selling.screen.field.count() == ""
    selling.keys(Qt.Key.Key_Return)
    assert selling.counter.heard.cues == ["rejected"]
    assert selling.cart.is_empty


def test_a_typed_code_that_nobody_knows_can_be_sold_by_hand(selling: Selling) -> None:
    selling.open().type("99887766")
    selling.tap("新增為臨時品項")
    selling.keys("40", Qt.Key.Key_Return)
    assert [(line.code, line.unknown) for line in selling.cart.lines] == [("99887766", True)]


def test_one_letter_and_enter_shows_what_was_not_seen_yet_and_takes_nothing(selling: Selling) -> None:
    selling.open().type("T")
    selling.keys(Qt.Key.Key_Return)
    assert selling.cart.is_empty
    assert "高山烏龍 茶包 12 入" in names(selling)
    selling.keys(Qt.Key.Key_Return)
    assert selling.skus == [("TE001", 1000)]


def test_weighed_goods_that_were_searched_ask_for_their_weight(selling: Selling) -> None:
    search(selling, "核桃")
    selling.keys(Qt.Key.Key_Return)
    assert "輸入重量" in selling.counter.texts()
    selling.keys("100", Qt.Key.Key_Return)
    assert selling.skus == [("WE001", 100)]


def test_sold_out_goods_are_asked_for_once_more(selling: Selling) -> None:
    search(selling, "肉鬆")
    selling.keys(Qt.Key.Key_Return)
    assert selling.toast == "鹹蛋肉鬆麵包 售完"
    assert selling.cart.is_empty
    selling.act()
    assert selling.skus == [("BR041", 1000)]


def test_results_count_what_is_in_the_cart(selling: Selling) -> None:
    search(selling, "吐司")
    selling.place.selling.pick("BR011")
    assert selling.rows(FOUND) == ["鮮奶吐司 半條, $95, 庫存 6, 已有 1 件"]
