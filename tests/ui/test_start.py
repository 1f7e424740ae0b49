"""The first start, page by page, by keyboard and touch."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.bootstrap.keys import is_started
from app.domain.staff import Role
from app.domain.tax import TaxMode
from app.runtime.preferences import Language, Shade
from app.runtime.start import Step
from tests.ui.beginning import GOODS, PIN

# --- from the first page to the last -----------------------------------------------------------------------------


def test_the_whole_way_by_keyboard(beginning):
    file = beginning.folder / "目錄.csv"
    file.write_text(GOODS, encoding="utf-8")
    assert beginning.texts().startswith("歡迎使用 OMO POS") or "歡迎使用 OMO POS" in beginning.texts()
    beginning.make_shop()
    assert "商品從哪裡來？" in beginning.texts()
    beginning.window.page.take(str(file))
    beginning.settle()
    assert {"新增 2", "未匯入 1 列"} <= set(beginning.names())
    beginning.on()
    beginning.make_manager()
    assert "抄下復原碼" in beginning.texts()
    assert sum(name.startswith("第 ") for name in beginning.names()) == 7
    code = beginning.starting.code.code
    beginning.confirm_code()
    assert "可以開始了" in beginning.texts()
    assert {"商店 穗光商行", "收銀機 S01-1", "商品 2 項", "店長 陳怡君"} <= set(beginning.names())
    assert not is_started(beginning.config)
    beginning.on()
    assert beginning.finished == [True]
    assert is_started(beginning.config)
    people = beginning.terminal.staff.people()
    assert [(one.staff_id, one.name, one.role) for one in people] == [("S01", "陳怡君", Role.MANAGER)]
    assert beginning.terminal.staff.sign_in("S01", PIN).result().person == people[0]
    assert beginning.terminal.staff.reset_pin_by_code(code, "S01", "71839462").result() is None
    assert beginning.terminal.shop.name == "穗光商行"
    assert beginning.terminal.store.catalog().find("4710000000011", 0) is not None


def test_until_when_nothing_is_written_is_said_with_the_word_on_the_button(beginning):
    beginning.on()
    assert "按「建立商店」之前，這台電腦上什麼都還沒寫入" in beginning.texts()
    beginning.press("試用示範商店")
    assert "按「載入示範商店」之前，這台電腦上什麼都還沒寫入" in beginning.texts()


def test_where_there_is_much_room_a_page_stands_in_its_middle(beginning):
    beginning.window.resize(1920, 1080)
    beginning.settle()
    beginning.wait(lambda: beginning.window.width() == 1920)
    QApplication.processEvents()
    window, title = beginning.window, beginning.window._title
    left = title.mapTo(window, title.rect().topLeft()).x()
    room = window.width() - beginning.window.steps.width()
    assert left > beginning.window.steps.width() + room // 6
    assert title.mapTo(window, title.rect().topLeft()).y() > window.height() // 8


def test_nothing_is_written_before_the_shop_is_made(beginning):
    beginning.press("深色")
    beginning.on()
    beginning.write("商店名稱", "穗光商行")
    assert not beginning.config.data_dir.exists()
    beginning.on()
    assert (beginning.config.data_dir / "terminal.json").exists()
    assert '"dark"' in (beginning.config.data_dir / "preferences.json").read_text("utf-8")


def test_the_demo_at_one_press(beginning):
    beginning.on()
    beginning.press("試用示範商店")
    beginning.press("載入示範商店")
    beginning.settle()
    assert "可以開始了" in beginning.texts()
    assert len(beginning.terminal.staff.people()) == 12
    assert beginning.terminal.store.count_products() > 300
    assert beginning.starting.products == beginning.terminal.store.count_products()
    assert "4801" in beginning.texts()
    assert beginning.terminal.staff.sign_in("S01", "4801").result().person.staff_id == "S01"


def test_language_and_look_hold_at_once_and_the_focus_stays(beginning):
    beginning.named("深色").setFocus()
    beginning.keys(Qt.Key.Key_Space)
    assert beginning.preferences.now.shade is Shade.DARK
    assert beginning.window.focusWidget().accessibleName() == "深色"
    beginning.press("125 %")
    assert beginning.preferences.now.text_size == 125
    assert beginning.window.focusWidget().objectName() == "text_size.125"
    beginning.press("English")
    assert beginning.preferences.now.language is Language.EN
    assert beginning.window.focusWidget().objectName() == "language.en"


def test_it_begins_with_the_language(beginning):
    assert beginning.window.focusWidget().accessibleName() == "繁體中文"


# --- the shop ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("商店名稱", "", "先輸入商店名稱"),
        ("門市代碼", "大稻埕", "門市代碼是 1 至 8 個大寫字母或數字"),
        ("收銀機編號", "0", "收銀機編號是 1 至 999"),
        ("收銀機編號", "二", "收銀機編號是 1 至 999"),
        ("稅率", "五", "稅率是 0 至 100，最多四位小數"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(beginning, field, text, sentence):
    beginning.on()
    beginning.write("商店名稱", "穗光商行")
    beginning.press("稅外加，自訂")
    beginning.write(field, text)
    beginning.on()
    edit = beginning.named(field)
    assert edit.parent().error() == sentence
    assert edit.hasFocus()
    assert beginning.starting.step is Step.SHOP
    assert not beginning.config.data_dir.exists()
    beginning.write(field, "7")
    assert edit.parent().error() == ""


def test_zone_and_currency_are_found_by_typing(beginning):
    beginning.on()
    beginning.write("商店名稱", "Harbour Store")
    beginning.named("時區 台北").setFocus()
    beginning.keys(Qt.Key.Key_Space)
    beginning.keys("london", Qt.Key.Key_Return)
    assert beginning.window.focusWidget().accessibleName() == "時區 倫敦"
    beginning.press("幣別 新台幣")
    beginning.keys(Qt.Key.Key_Escape)
    assert beginning.window.focusWidget().accessibleName() == "幣別 新台幣"
    beginning.keys(Qt.Key.Key_Space, "gbp", Qt.Key.Key_Return)
    beginning.press("稅外加，自訂")
    beginning.write("稅率", "20")
    beginning.on()
    shop = beginning.terminal.shop
    assert (shop.zone, shop.currency.code, shop.tax.mode) == ("Europe/London", "GBP", TaxMode.EXCLUSIVE)
    assert shop.tax.rates_ppm["standard"] == 200_000


def test_what_was_made_stays_and_says_so(beginning):
    beginning.make_shop()
    beginning.keys(Qt.Key.Key_Escape)
    assert "商店已建立，之後可以在設定裡更改" in beginning.texts()
    assert not beginning.named("商店名稱").isEnabled()
    assert not beginning.named("試用示範商店").isEnabled()
    beginning.on()
    assert beginning.starting.step is Step.GOODS


# --- goods -------------------------------------------------------------------------------------------------------


def test_a_file_that_is_none_is_said_in_a_sentence(beginning):
    beginning.make_shop()
    picture = beginning.folder / "圖.csv"
    picture.write_bytes(b"\x89PNG....")
    beginning.window.page.take(str(picture))
    beginning.settle()
    assert "圖.csv 不是 CSV 也不是 Excel（xlsx）" in beginning.texts()
    beginning.window.page.take(str(beginning.folder / "無.csv"))
    beginning.settle()
    assert "找不到檔案" in beginning.texts()
    beginning.press("之後再匯入")
    assert beginning.starting.step is Step.MANAGER


def test_rows_that_did_not_go_in_are_told_the_rest_in_a_file_beside(beginning):
    beginning.make_shop()
    file = beginning.folder / "大目錄.csv"
    rows = [f"A{number},貨{number},{'x' if number % 2 else number}" for number in range(1, 301)]
    file.write_text("\n".join(["貨號,品名,售價", *rows]), encoding="utf-8")
    beginning.window.page.take(str(file))
    beginning.settle()
    beginning.settle()
    model = beginning.window.page.result.model
    assert model.rowCount() == 100
    assert model.data(model.index(0)) == "第 2 列　售價「x」不是金額"
    beside = beginning.folder / "大目錄.csv.refused.csv"
    assert f"全部列在 {beside}" in beginning.texts()
    assert len(beside.read_text("utf-8-sig").splitlines()) == 150


def test_the_same_file_again_adds_nothing(beginning):
    beginning.make_shop()
    file = beginning.folder / "目錄.csv"
    file.write_text(GOODS, encoding="utf-8")
    for _ in range(2):
        beginning.window.page.take(str(file))
        beginning.settle()
    assert "不變 2" in beginning.names()
    assert beginning.starting.products == 2


def test_how_far_it_is_is_told(beginning):
    beginning.make_shop()
    told: list[tuple[int, int]] = []
    beginning.starting.progressed.connect(
        lambda: told.append((beginning.starting.work.done, beginning.starting.work.whole))
    )
    file = beginning.folder / "目錄.csv"
    file.write_text(GOODS, encoding="utf-8")
    beginning.window.page.take(str(file))
    assert not beginning.window.bar.isEnabled()
    assert beginning.window.bar.reason() == "匯入中…"
    beginning.settle()
    assert told[-1] == (2, 2)


# --- a press too many, a fault -----------------------------------------------------------------------------------


def test_a_double_press_makes_one_shop(beginning):
    beginning.on()
    beginning.write("商店名稱", "穗光商行")
    beginning.keys(Qt.Key.Key_F12, Qt.Key.Key_F12)
    beginning.window.forward()
    beginning.settle()
    assert beginning.starting.step is Step.GOODS


def test_a_fault_is_a_sentence_and_can_be_tried_again(beginning):
    beginning.on()
    beginning.write("商店名稱", "穗光商行")
    beginning.config.data_dir.write_text("a file in the way")
    beginning.on()
    assert "無法使用資料夾" in beginning.texts()
    assert beginning.starting.step is Step.SHOP
    beginning.config.data_dir.unlink()
    beginning.on()
    assert beginning.starting.step is Step.GOODS


@pytest.mark.parametrize("text", [100, 150])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 768), (1920, 1080)])
def test_the_primary_is_in_its_corner_at_every_size(beginning, size, text):
    beginning.window.resize(*size)
    beginning.preferences.choose(text_size=text)
    QApplication.processEvents()
    beginning.on()
    corner = beginning.window.bar.mapTo(beginning.window, beginning.window.bar.rect().bottomRight())
    pad = beginning.window.width() - 1 - corner.x()
    assert pad == beginning.window.height() - 1 - corner.y()
    for one in beginning.window.findChildren(QAbstractButton):
        if one.isVisible() and one.isEnabled():
            assert min(one.width(), one.height()) >= 48, one.accessibleName()
