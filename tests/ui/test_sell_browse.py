"""Tiles and rows of the sell screen: categories, pages, fingers, details."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.db.catalog import Row, put
from app.domain.catalog import DatedPrice
from app.domain.quantity import Price
from app.runtime.preferences import Shade
from app.ui.screens.sell.goods import GoodsView
from tests.ui.counter import Counter
from tests.ui.selling import MILK, Selling, product

TILES, ROWS = "商品", "商品清單"


@pytest.fixture
def many(selling: Selling) -> Selling:
    """Sixty more of one category."""
    rows = [
        Row(product(f"MANY-{n:02d}", f"餅乾 {n:02d}", "甜點"), DatedPrice(f"MANY-{n:02d}", Price(n + 1)))
        for n in range(60)
    ]
    store = selling.counter.till.terminal.store
    store.writer.on_connection(lambda connection: put(connection, rows)).result()
    return selling


def names(selling: Selling, view: str = TILES) -> list[str]:
    return [said.split(",")[0] for said in selling.rows(view)]


def test_a_touch_puts_goods_into_the_cart_and_marks_the_tile(selling: Selling) -> None:
    selling.open().tap("麵包")
    assert selling.rows(TILES) == [
        "發酵奶油可頌, $58, 庫存 14",
        "鮮奶吐司 半條, $95, 庫存 6",
        "鹹蛋肉鬆麵包, $45, 售完",
    ]
    selling.touch(TILES, 1)
    assert selling.skus == [("BR011", 1000)]
    assert selling.rows(TILES)[1] == "鮮奶吐司 半條, $95, 庫存 6, 已有 1 件"
    assert selling.focus == "掃描或搜尋"


def test_two_quick_touches_are_two_pieces(selling: Selling) -> None:
    selling.open().tap("麵包")
    selling.touch(TILES, 0)
    view = selling.view(TILES)
    spot = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert selling.skus == [("BR001", 2000)]


def test_what_sells_most_comes_first(selling: Selling) -> None:
    counter = selling.counter
    counter.till.sell(("JA001", 1, 280))
    counter.till.sell(("JA001", 1, 280), ("TE001", 1, 320))
    selling.open()
    assert names(selling)[:2] == ["野莓果醬 180g", "高山烏龍 茶包 12 入"]
    assert len(names(selling)) == 13


def test_sold_out_goods_are_sold_after_a_second_word(selling: Selling) -> None:
    selling.open().tap("麵包")
    selling.touch(TILES, 2)
    assert (selling.toast, selling.cart.is_empty) == ("鹹蛋肉鬆麵包 售完", True)
    selling.act()
    assert selling.skus == [("BR041", 1000)]


def test_a_category_has_pages_of_whole_rows(many: Selling) -> None:
    many.open().tap("甜點")
    assert len(names(many)) == 16
    first = names(many)
    assert "1 / 4" in many.counter.texts()
    many.keys(Qt.Key.Key_PageDown)
    assert names(many)[0] == "餅乾 16"
    assert "2 / 4" in many.counter.texts()
    many.tap("下一頁")
    many.tap("下一頁")
    assert "第 4 頁，共 4 頁" in many.counter.names()
    assert names(many)[-1] == "散裝核桃"
    assert not many.counter.named("下一頁").isEnabled()
    for _ in range(3):
        many.keys(Qt.Key.Key_PageUp)
    assert names(many) == first
    assert not many.counter.named("上一頁").isEnabled()


def test_a_category_of_one_page_has_no_buttons_for_pages(selling: Selling) -> None:
    selling.open().tap("麵包")
    assert "下一頁" not in selling.counter.names()


def test_a_finger_sweeps_to_the_next_page_and_chooses_nothing(many: Selling) -> None:
    many.open().tap("甜點")
    many.drag(TILES, QPoint(600, 100), QPoint(200, 110))
    assert names(many)[0] == "餅乾 16"
    many.drag(TILES, QPoint(200, 100), QPoint(600, 110))
    assert names(many)[0] == "餅乾 00"
    assert many.cart.is_empty


def test_the_arrows_walk_the_tiles_and_leave_the_page_at_its_ends(many: Selling) -> None:
    many.open().tap("甜點")
    view = many.view(TILES)
    view.setFocus()
    many.keys(Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert view.currentIndex().row() == 0
    many.keys(*[Qt.Key.Key_Down] * 4)
    assert names(many)[0] == "餅乾 16"
    many.keys(Qt.Key.Key_Up)
    assert names(many)[0] == "餅乾 00"
    many.keys(Qt.Key.Key_Return)
    assert many.skus == [("MANY-00", 1000)]


def test_the_same_goods_as_rows_and_the_choice_is_kept(many: Selling) -> None:
    many.open().tap("甜點")
    many.tap("清單")
    assert len(names(many, ROWS)) == 8
    many.touch(ROWS, 1)
    assert many.skus == [("MANY-01", 1000)]
    assert many.place.preferences.now.goods_as_list
    many.place.preferences.choose(text_size=125)
    many.settle()
    assert ROWS in many.counter.names()
    assert names(many, ROWS)[0] == "餅乾 00"


def test_the_category_and_page_stay_when_the_look_changes(many: Selling) -> None:
    many.open().tap("甜點")
    many.keys(Qt.Key.Key_PageDown)
    many.place.preferences.choose(shade=Shade.DARK)
    many.settle()
    assert names(many)[0] == "餅乾 16"


# --- details ----------------------------------------------------------------------------------------------------


def test_a_long_press_shows_the_details(selling: Selling, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GoodsView, "LONG_MS", 1)
    selling.open().tap("果醬調味")
    view = selling.view(TILES)
    spot = view.visualRect(view.model().index(0, 0)).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: "野莓果醬 180g, $280 · 庫存 30" in selling.counter.names())
    assert "貨號 JA001" in selling.counter.names()
    assert "條碼 4710 8820 03281" in selling.counter.names()
    assert "分類 果醬調味" in selling.counter.names()
    assert selling.cart.is_empty
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert selling.cart.is_empty


def test_a_variant_is_picked_in_the_details(selling: Selling) -> None:
    selling.open().tap("生活器物")
    selling.touch(TILES, 0, button=Qt.MouseButton.RightButton)
    assert "同款 2 種" in selling.counter.texts()
    assert selling.counter.named("亞麻擦手巾 米白").isChecked()
    selling.tap("亞麻擦手巾 墨綠")
    assert "亞麻擦手巾 墨綠, $260 · 庫存 99+" in selling.counter.names()
    selling.tap("加入")
    assert selling.skus == [("HM002", 1000)]
    assert TILES in selling.counter.names()


def test_esc_leaves_the_details(selling: Selling) -> None:
    selling.open().tap("生活器物")
    selling.touch(TILES, 0, button=Qt.MouseButton.RightButton)
    selling.keys(Qt.Key.Key_Escape)
    assert TILES in selling.counter.names()
    assert selling.focus == "掃描或搜尋"


# --- the tiles and the rest of the counter ----------------------------------------------------------------------


def test_a_scan_repaints_only_the_tile_that_it_changed(selling: Selling) -> None:
    selling.open().tap("乳品生鮮")
    changed: list[int] = []
    model = selling.view(TILES).model()
    model.dataChanged.connect(lambda first, last: changed.extend(range(first.row(), last.row() + 1)))
    selling.scan(MILK)
    assert changed == [0]
    selling.scan("BR001")
    assert changed == [0]


def test_tiles_tell_the_stock_anew_after_a_sale(selling: Selling) -> None:
    selling.open().tap("乳品生鮮")
    selling.counter.till.sell(("DA001", 9, 99))
    selling.place.cart.start_next()
    QApplication.processEvents()
    assert selling.rows(TILES)[0] == "北回鮮乳 936ml, $99, 剩 2"


def test_a_shop_without_goods_says_what_to_do(counter: Counter) -> None:
    counter.open("sell")
    assert "尚無商品資料" in counter.names()


def test_what_is_often_sold_keeps_its_place_through_the_day(selling: Selling) -> None:
    selling.counter.till.sell(("TE001", 1, 320), ("DA001", 1, 99))
    selling.open()
    tiles = [row.split(",")[0] for row in selling.rows(TILES)]
    for _ in range(4):
        selling.counter.till.sell(("JA001", 1, 280), ("HM001", 1, 260))
    selling.counter.window.shell.go("sales")
    selling.counter.window.shell.go("sell")
    assert [row.split(",")[0] for row in selling.rows(TILES)] == tiles
    selling.place.preferences.choose(text_size=125)
    selling.settle()
    fewer = [row.split(",")[0] for row in selling.rows(TILES)]
    assert fewer == tiles[: len(fewer)]
    till = selling.counter.till
    till.close_shift(1_000)
    till.clock.move(86_400)
    till.open_shift(0)
    selling.screen.zone.browse.refresh()
    then = [row.split(",")[0] for row in selling.rows(TILES)]
    assert then[:2] != tiles[:2]
    assert {"野莓果醬 180g", "亞麻擦手巾 米白"} == set(then[:2])


def test_the_field_and_the_empty_cart_name_what_works(selling: Selling) -> None:
    selling.open()
    said = " ".join([selling.screen.field.placeholderText(), *selling.counter.names(), *selling.counter.texts()])
    assert "商品、收據" in said
    assert not [word for word in ("會員", "取貨碼", "優惠券") if word in said]
