"""Scans at the sell screen: into the cart, asked for, or nobody's."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.quantity import Price
from tests.ui.selling import JAM, MILK, OOLONG, TOAST, Selling


def test_a_scan_goes_into_the_cart_and_says_so(selling: Selling) -> None:
    selling.open().scan(MILK, TOAST)
    assert selling.skus == [("DA001", 1000), ("BR011", 1000)]
    assert selling.lines == ["北回鮮乳 936ml, 1 件, $99", "鮮奶吐司 半條, 1 件, $95"]
    assert selling.note == "已加入 鮮奶吐司 半條"
    assert selling.counter.heard.cues == ["accepted", "accepted"]
    assert selling.total == "收款 $194"
    assert "#0001 · 2 件" in selling.counter.texts()


def test_a_second_scan_adds_to_the_line(selling: Selling) -> None:
    selling.open().scan(MILK, TOAST, MILK)
    assert selling.lines[0] == "北回鮮乳 936ml, 2 件, $198"
    assert selling.total == "收款 $293"


def test_a_pack_is_as_many_as_it_holds(selling: Selling) -> None:
    selling.open().scan("JAM-6")
    assert selling.skus == [("JA001", 6000)]


def test_a_quantity_typed_before_a_scan_counts_once(selling: Selling) -> None:
    selling.open().type("3*")
    selling.scan(MILK, TOAST)
    assert selling.skus == [("DA001", 3000), ("BR011", 1000)]
    assert selling.screen.field.text() == ""


def test_a_code_that_looks_like_a_quantity_is_a_code(selling: Selling) -> None:
    assert selling.open().place.cart.scan("12X" + MILK).quantity is not None
    assert selling.skus == [("DA001", 12000)]


def test_a_typed_code_is_looked_up_exactly_at_enter(selling: Selling) -> None:
    selling.open().type("2*BR001")
    selling.keys(Qt.Key.Key_Return)
    assert selling.skus == [("BR001", 2000)]
    assert selling.screen.field.text() == ""
    assert selling.focus == "掃描或搜尋"


def test_a_scan_while_something_is_typed_takes_its_place(selling: Selling) -> None:
    selling.open().type("BR0")
    selling.scan(MILK)
    assert selling.screen.field.text() == ""
    assert selling.skus == [("DA001", 1000)]
    assert "商品" in selling.counter.names()


def test_text_typed_anywhere_lands_in_the_field(selling: Selling) -> None:
    selling.open().view("商品").setFocus()
    assert selling.screen.typed("鮮")
    assert (selling.screen.field.text(), selling.focus) == ("鮮", "掃描或搜尋")


# --- goods that need a figure -----------------------------------------------------------------------------------


def test_weighed_goods_ask_for_their_weight_in_grams_where_they_are_priced_so(selling: Selling) -> None:
    selling.open().scan("WE001")
    assert "輸入重量" in selling.counter.texts()
    assert selling.cart.is_empty
    selling.keys("265")
    assert "265 g × $68 / 100 g" in [text.replace("0.265 kg", "265 g") for text in selling.counter.texts()]
    assert selling.counter.named("加入").isEnabled()
    selling.keys(Qt.Key.Key_Return)
    assert selling.skus == [("WE001", 265)]
    assert selling.lines == ["散裝核桃, 0.265 kg, $180"]
    assert selling.focus == "掃描或搜尋"


def test_weight_is_typed_in_kilograms_or_grams(selling: Selling) -> None:
    selling.open().scan("WE002")
    selling.keys("0.5")
    assert "重量 0.5 kg" in selling.counter.names()
    selling.tap("公克")
    assert "重量 500 g" in selling.counter.names()
    selling.tap("公斤")
    selling.keys(Qt.Key.Key_Return)
    assert selling.skus == [("WE002", 500)]


def test_a_weight_of_nothing_is_not_taken(selling: Selling) -> None:
    selling.open().scan("WE002")
    assert not selling.counter.named("加入").isEnabled()
    selling.keys(Qt.Key.Key_Return)
    assert selling.cart.is_empty
    assert selling.toast == "先輸入重量或數量"


def test_a_weight_typed_before_the_code_asks_nothing(selling: Selling) -> None:
    selling.open().type("0.265*WE001")
    selling.keys(Qt.Key.Key_Return)
    assert selling.skus == [("WE001", 265)]


def test_open_price_goods_ask_for_their_price(selling: Selling) -> None:
    selling.open().scan("OP001")
    assert "輸入售價" in selling.counter.texts()
    for key in "500":
        selling.tap(key)
    selling.tap("加入")
    assert selling.lines == ["客製蛋糕訂金, 1 件, $500"]


def test_a_scan_while_a_figure_is_asked_for_is_not_lost(selling: Selling) -> None:
    selling.open().scan("WE002", MILK, "WE001")
    assert selling.skus == [("DA001", 1000)]
    assert "還有 1 項待輸入" in selling.counter.texts()
    selling.keys("1", Qt.Key.Key_Return)
    assert "散裝核桃, WE001 · 單價 $68 / 100 g" in selling.counter.names()
    selling.keys("100", Qt.Key.Key_Return)
    assert selling.skus == [("DA001", 1000), ("WE002", 1000), ("WE001", 100)]
    assert "商品" in selling.counter.names()


def test_esc_gives_up_the_goods_that_are_asked_for(selling: Selling) -> None:
    selling.open().scan("WE002")
    selling.keys(Qt.Key.Key_Escape)
    assert selling.cart.is_empty
    assert selling.focus == "掃描或搜尋"


# --- goods that nobody knows ------------------------------------------------------------------------------------


def test_an_unknown_code_is_a_sound_and_a_line_never_a_dialog(selling: Selling) -> None:
    selling.open().scan("4710000012344")
    assert selling.counter.heard.cues == ["rejected"]
    assert selling.toast == "查無此條碼 4710 0000 12344"
    assert selling.note == "查無此條碼"
    assert selling.focus == "掃描或搜尋"
    selling.scan(MILK)
    assert (selling.skus, selling.toast) == ([("DA001", 1000)], "")


def test_an_unknown_code_is_sold_at_a_typed_price(selling: Selling) -> None:
    selling.open().scan("4710000012344")
    selling.act()
    assert "臨時品項, 條碼 4710 0000 12344" in selling.counter.names()
    selling.counter.named("品名（選填）").setFocus()
    selling.commit("手工籃")
    selling.tap("免稅")
    selling.keys("150")
    assert selling.counter.named("免稅").isChecked()
    selling.keys(Qt.Key.Key_Return)
    line = selling.cart.lines[0]
    assert (line.sku, line.name, line.code, line.listed) == ("4710000012344", "手工籃", "4710000012344", Price(150))
    assert (line.tax_class, line.unknown) == ("exempt", True)
    assert selling.focus == "掃描或搜尋"


def test_an_unknown_code_without_a_name_has_the_shops_word(selling: Selling) -> None:
    selling.open().scan("3*NOBODY")
    selling.act()
    selling.keys("20", Qt.Key.Key_Return)
    assert selling.lines == ["臨時品項, 3 件, $60"]


def test_the_cashier_asks_before_selling_an_unknown_code(selling: Selling) -> None:
    selling.employ().open().scan("4710000012344")
    selling.act()
    assert "臨時品項要請店長刷識別證核准" in selling.counter.texts()
    selling.keys("150", Qt.Key.Key_Return)
    assert "核准以輸入的價格銷售？" in selling.counter.texts()
    assert selling.cart.is_empty
    selling.scan("BADGE-boss")
    selling.settle()
    assert selling.lines == ["臨時品項, 1 件, $150"]
    assert selling.place.counter.approvals.missing(selling.cart, "anna") == ()


def test_goods_without_a_price_are_sold_at_a_typed_one(selling: Selling) -> None:
    selling.open().scan("NP001")
    assert selling.toast == "尚未定價的餅 未定價"
    selling.act()
    selling.keys("35", Qt.Key.Key_Return)
    line = selling.cart.lines[0]
    assert (line.sku, line.name, line.category, line.listed.minor) == ("NP001", "尚未定價的餅", "甜點", 35)
    assert line.unknown


def test_esc_leaves_the_unknown_code(selling: Selling) -> None:
    selling.open().scan("4710000012344")
    selling.act()
    selling.keys("1", Qt.Key.Key_Escape)
    assert selling.cart.is_empty
    assert "商品" in selling.counter.names()


# --- no shift, English --------------------------------------------------------------------------------------------


def test_without_a_shift_goods_still_go_into_the_cart(make_counter) -> None:
    selling = Selling(make_counter(opening_float=None)).open()
    selling.scan(JAM)
    assert selling.skus == [("JA001", 1000)]
    assert "尚未開班，開班後才能收款" in selling.counter.texts()
    assert not selling.screen.panel.primary.isEnabled()
    selling.keys(Qt.Key.Key_F12)
    assert selling.toast == "尚未開班，請先開班"
    assert selling.counter.where == "sell"


def test_with_a_shift_nothing_is_said_of_it(selling: Selling) -> None:
    selling.open().scan(OOLONG)
    assert "尚未開班，開班後才能收款" not in selling.counter.texts()
    assert selling.screen.panel.primary.isEnabled()


class Paints(QObject):
    """In which order some widgets are painted."""

    def __init__(self, **watched: QWidget) -> None:
        super().__init__()
        self.names = {widget: name for name, widget in watched.items()}
        self.seen: list[str] = []
        for widget in self.names:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            self.seen.append(self.names[watched])
        return False


def test_a_scan_that_brings_the_screen_paints_its_line_before_the_goods_beside_it(
    selling: Selling, qtbot: QtBot
) -> None:
    screen = selling.open().screen
    selling.counter.window.shell.go("shift")
    selling.counter.settle()
    paints = Paints(line=screen.panel.lines.viewport(), goods=screen.zone.browse.tiles.viewport())
    selling.counter.window.shell.scanned(TOAST)
    assert selling.skus == [("BR011", 1000)]
    qtbot.waitUntil(lambda: set(paints.seen) == {"line", "goods"})
    assert paints.seen[0] == "line"
    assert screen.zone.updatesEnabled()
