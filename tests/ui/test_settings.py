"""The settings screen: what is chosen holds at once, what is typed is kept by who may, devices are tried out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton

from app.domain.errors import FaultError, UserError
from app.domain.money import currency
from app.domain.shop import Shop
from app.domain.staff import Person, Role
from app.domain.tax import TaxMode, TaxRule
from app.runtime.preferences import Language, Preferences, Shade, preferences_text, read_preferences
from app.runtime.printing import Lamp, LampState
from app.runtime.settings import LimitsDraft, Section
from app.services.settings import Settings
from app.services.sound import CUES, SoundState
from app.services.staff import Newcomer
from app.ui.widgets.dialog import open_dialog
from app.vault.argon import Argon2Cost
from app.vault.pin import PinHasher
from tests.ui.counter import CASHIER, Counter

CHEAP = PinHasher(Argon2Cost(time=1, memory_kib=64, lanes=1))
CHEN = Person("S01", "陳怡君", "Chen Yi-chun", Role.MANAGER)
SHOP = Shop(store="DDC", register=2, name="穗光商行 大稻埕店")


def employ(counter: Counter) -> None:
    newcomers = [Newcomer(one, CHEAP.hash("4801"), f"BADGE-{one.staff_id}") for one in (CASHIER, CHEN)]
    counter.till.terminal.staff.take_in(newcomers).result()


def at_the_settings(counter: Counter) -> Counter:
    """A manager at the settings."""
    employ(counter)
    counter.place.session.enter(CHEN)
    counter.open("settings")
    counter.settle()
    return counter


@pytest.fixture
def managed(make_counter: Callable[..., Counter]) -> Counter:
    """A manager at the settings of a shop without a shift."""
    return at_the_settings(make_counter(SHOP, opening_float=None))


def go(counter: Counter, section: Section) -> None:
    counter.place.settings.choose(section)


def notes(counter: Counter) -> str:
    return "\n".join(counter.screen.part.notes())


def kept(counter: Counter) -> Shop:
    return Settings(counter.till.terminal.desk, counter.till.terminal.store.reads).kept()


# --- store and register ------------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_and_holds_from_the_next_start(managed):
    bar = managed.screen.zones.primary
    assert bar.text() == "完成"
    managed.named("門市名稱").setText("永康店")
    managed.named("收銀機編號").setText("3")
    assert bar.text() == "儲存"
    managed.keys(Qt.Key.Key_F12)
    managed.settle()
    assert "已儲存，下次開啟程式後生效" in managed.names()
    assert "下次開啟後生效" in managed.names()
    assert bar.text() == "完成"
    assert kept(managed) == Shop(store="DDC", register=3, name="穗光商行 永康店")
    assert managed.place.counter.shop == SHOP
    managed.keys(Qt.Key.Key_F12)
    assert managed.where == "sell"
    managed.restart()
    assert managed.place.counter.shop.name == "穗光商行 永康店"


def test_what_is_not_on_the_form_stays_as_it_was(make_counter):
    rule = TaxRule(rates_ppm={"standard": 50_000, "reduced": 10_000})
    counter = make_counter(Shop(name="A", day_starts_minute=300, tax=rule), opening_float=None)
    employ(counter)
    counter.place.session.enter(CHEN)
    counter.open("settings")
    counter.press("稅外加，自訂")
    counter.named("稅率").setText("8")
    counter.keys(Qt.Key.Key_F12)
    counter.settle()
    shop = kept(counter)
    assert shop.day_starts_minute == 300
    assert (shop.tax.mode, dict(shop.tax.rates_ppm)) == (TaxMode.EXCLUSIVE, {"standard": 80_000, "reduced": 10_000})


def test_a_cashier_needs_a_managers_approval(managed):
    managed.place.session.enter(CASHIER)
    managed.place.settings.begin()
    managed.named("門市名稱").setText("永康店")
    managed.keys(Qt.Key.Key_F12)
    assert "核准變更設定？" in managed.names()
    assert kept(managed) == SHOP
    managed.window.shell.scanned("BADGE-S01")
    managed.settle()
    assert open_dialog(managed.window) is None
    assert kept(managed).name == "穗光商行 永康店"
    changed = list(managed.till.terminal.store.entries_of("settings.changed"))
    assert [one.actor for one in changed] == ["system", "anna"]
    assert [one.actor for one in managed.till.terminal.store.entries_of("act.approved")] == ["S01"]


def test_without_an_approval_the_service_itself_refuses(managed):
    terminal = managed.till.terminal
    settings = Settings(terminal.desk, terminal.store.reads)
    with pytest.raises(UserError, match=r"approval\.missing"):
        settings.change(Shop(name="B"), managed.till.ids.mint(), "anna").result()
    act = managed.till.ids.mint()
    settings.change(Shop(name="B"), act, "S01").result()
    settings.change(Shop(name="B"), act, "S01").result()
    assert len(list(terminal.store.entries_of("settings.changed"))) == 2


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("商店名稱", " ", "先輸入商店名稱"),
        ("門市代碼", "d-1", "門市代碼是 1 至 8 個大寫字母或數字"),
        ("折扣比例", "101", "稅率是 0 至 100，最多四位小數"),
        ("折扣金額", "一百", "無法完成這個動作（money.not_an_amount）。已完成的交易都在"),
        ("交班差額", "1.5", "無法完成這個動作（money.too_fine）。已完成的交易都在"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(managed, field, text, sentence):
    edit = managed.named(field)
    edit.setText(text)
    managed.keys(Qt.Key.Key_F12)
    managed.settle()
    assert edit.parent().error()
    assert edit.hasFocus()
    assert kept(managed) == SHOP


def test_limits_hold_at_once(managed):
    managed.named("折扣比例").setText("12.5")
    managed.named("折扣金額").setText("1,500")
    managed.keys(Qt.Key.Key_F12)
    managed.settle()
    limits = managed.place.counter.approvals.limits()
    assert (limits.discount_ppm, limits.discount_minor) == (125_000, 1_500)
    assert "已儲存" in managed.names()
    assert kept(managed) == SHOP


def test_limits_of_a_currency_with_decimals():
    pound = currency("GBP")
    assert LimitsDraft("10", "2.50", "3").limits(pound).discount_minor == 250
    with pytest.raises(UserError, match=r"money\.too_fine"):
        LimitsDraft("10", "2.505", "3").limits(pound)
    with pytest.raises(UserError, match=r"limits\.out_of_range"):
        LimitsDraft("10", "-1", "3").limits(pound)
    assert not LimitsDraft("10", "-1", "3").reads("amount", pound)


def test_esc_takes_back_what_was_not_saved_and_then_leaves(managed):
    managed.named("門市名稱").setText("永康店")
    managed.keys(Qt.Key.Key_Escape)
    assert "沒有儲存的變更已還原" in managed.names()
    assert managed.named("門市名稱").text() == "大稻埕店"
    managed.keys(Qt.Key.Key_Escape)
    assert managed.where == "sell"


def test_the_currency_is_fixed_once_money_was_counted(make_counter):
    counter = make_counter(SHOP)
    employ(counter)
    counter.place.session.enter(CHEN)
    counter.open("settings")
    assert not counter.named("幣別 新台幣").isEnabled()
    assert "已經收過錢，幣別不能再改" in notes(counter)


def test_a_zone_is_found_by_typing(managed):
    managed.press("時區 台北")
    managed.window.focusWidget().setText("東京")  # as an input method does
    managed.keys(Qt.Key.Key_Return)
    assert managed.window.focusWidget().accessibleName() == "時區 東京"
    managed.keys(Qt.Key.Key_F12)
    managed.settle()
    assert kept(managed).zone == "Asia/Tokyo"


# --- how it looks ------------------------------------------------------------------------------------------------


def test_a_choice_of_the_look_keeps_the_place_and_the_focus(managed):
    managed.press("顯示")
    managed.press("深色")
    assert managed.place.preferences.now.shade is Shade.DARK
    assert managed.where == "settings"
    assert managed.screen.chips.current() == "look"
    assert managed.window.focusWidget().accessibleName() == "深色"
    managed.press("150 %")
    assert managed.window.focusWidget().objectName() == "text_size.150"
    managed.press("English")
    assert managed.place.preferences.now.language is Language.EN
    assert managed.window.focusWidget().objectName() == "language.en"
    managed.place.preferences.choose(language=Language.ZH_TW, text_size=100)


def test_what_is_typed_outlives_a_change_of_the_look(managed):
    managed.named("門市名稱").setText("永康店")
    managed.place.preferences.choose(shade=Shade.DARK)
    managed.settle()
    assert managed.named("門市名稱").text() == "永康店"
    assert managed.screen.zones.primary.text() == "儲存"


def test_minutes_until_it_locks_itself(managed):
    go(managed, Section.LOOK)
    managed.press("10 分")
    assert managed.place.preferences.now.idle_minutes == 10
    managed.press("不鎖定")
    assert managed.place.preferences.now.idle_minutes == 0
    managed.press("減少動態")
    assert managed.place.preferences.now.reduced_motion is True


# --- sounds ------------------------------------------------------------------------------------------------------


def test_each_sound_can_be_turned_off_and_heard(managed):
    tuned: list[tuple[int, tuple[str, ...]]] = []
    managed.heard.tune = lambda volume, off=(): tuned.append((volume, tuple(off)))  # type: ignore[method-assign]
    tried: list[str] = []

    def test(cue: str = "complete") -> Future[SoundState]:
        tried.append(cue)
        answer: Future[SoundState] = Future()
        answer.set_result(SoundState.NO_DEVICE)
        return answer

    managed.heard.test = test  # type: ignore[method-assign]
    go(managed, Section.SOUND)
    managed.press("大")
    managed.press("查無條碼或不能做")
    managed.press("試聽 需要店長")
    managed.settle()
    assert tuned == [(100, ()), (100, ("rejected",))]
    assert managed.place.preferences.now.silent_cues == ("rejected",)
    assert tried == ["person"]
    assert set(managed.screen.part.cues) == set(CUES)
    assert "沒有播放聲音的程式" in notes(managed)


# --- devices -----------------------------------------------------------------------------------------------------


def test_a_scan_is_shown_once_and_then_goes_where_scans_go(managed):
    go(managed, Section.DEVICE)
    row = managed.screen.part.scanner
    managed.press("測試掃描器")
    assert row.told() == "掃描任何條碼，會顯示在這裡"
    managed.window.shell.scanned("4710000000011")
    assert row.told() == "讀到 4710000000011"
    managed.press("測試掃描器")
    managed.window.shell.scanned("OMO:" + "A" * 200)
    assert row.told() == f"讀到 OMO:{'A' * 35}…", "whatever it would mean elsewhere"
    assert managed.where == "settings"
    assert managed.place.cart.cart.is_empty
    managed.window.shell.scanned("4710000000011")
    assert managed.where == "sell"


@pytest.mark.parametrize(
    ("lamp", "state", "words"),
    [
        (Lamp(LampState.READY), "就緒", ""),
        (Lamp(LampState.OFF), "未使用", ""),
        (Lamp(LampState.READY, waiting=2), "就緒", "等待列印 2 張"),
        (Lamp(LampState.PRINTING), "列印中", ""),
        (Lamp(LampState.FAULT, "printer.out_of_paper"), "需要處理", None),
    ],
)
def test_the_printer_as_its_lamp_has_it(managed, lamp, state, words):
    go(managed, Section.DEVICE)
    managed.place.lamp._take(lamp)
    row = managed.screen.part.printer
    assert row.badge.text() == state
    if words is not None:
        assert row.told() == words
    else:
        assert row.told()


def test_a_test_paper_is_printed_or_says_why_not(managed):
    go(managed, Section.DEVICE)
    papers: list[object] = []
    answers: list[Future[None]] = [Future(), Future()]
    answers[0].set_result(None)
    answers[1].set_exception(FaultError("printer.out_of_paper"))

    def print_now(document: object) -> Future[None]:
        papers.append(document)
        return answers[len(papers) - 1]

    managed.place.counter.paper._print_now = print_now
    managed.press("列印測試頁")
    managed.settle()
    assert "測試頁已送到印表機" in managed.names()
    managed.press("列印測試頁")
    managed.settle()
    assert managed.heard.cues[-1] == "rejected"
    assert len(papers) == 2
    assert managed.named("列印測試頁", QAbstractButton).isEnabled()


def test_without_a_printer_the_test_says_so(managed):
    go(managed, Section.DEVICE)
    managed.press("列印測試頁")
    managed.settle()
    assert managed.heard.cues[-1] == "rejected"


def test_paper_and_whether_it_prints(managed):
    go(managed, Section.DEVICE)
    managed.press("58 mm")
    managed.press("每筆交易列印收據")
    now = managed.place.preferences.now
    assert (now.receipt_width_mm, now.print_receipt) == (58, False)


# --- about -------------------------------------------------------------------------------------------------------


def test_what_it_is_can_be_copied(managed):
    go(managed, Section.ABOUT)
    terminal = managed.till.terminal
    told = dict(managed.screen.part.facts)
    assert told["收銀機代號"] == terminal.terminal_id
    assert told["商店"] == "穗光商行 大稻埕店　DDC-2"
    assert told["加密"] == "未加密，只供測試"
    assert told["日誌"].startswith("1-")
    managed.press("複製")
    copied = QGuiApplication.clipboard().text()
    assert f"收銀機代號: {terminal.terminal_id}" in copied
    assert str(terminal.store.place.folder) in copied
    assert "4801" not in copied.replace(str(terminal.store.place.folder), "").replace(terminal.terminal_id, "")


# --- on every size, and what is kept -----------------------------------------------------------------------------


@pytest.mark.parametrize("section", list(Section))
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("size", "text"), [((1280, 800), 100), ((1024, 768), 150), ((1920, 1080), 100)])
def test_every_part_is_shown_at_every_size(make_counter, section, size, text, language):
    counter = make_counter(SHOP, opening_float=None)
    counter.place.settings.section = section
    counter.place.preferences.choose(text_size=text, language=language)
    counter.open("settings", *size)
    counter.settle()
    bar = counter.screen.zones.primary
    corner = bar.mapTo(counter.window, bar.rect().bottomRight())
    assert counter.window.rect().contains(corner)
    assert counter.screen.zones.area.widget().width() <= counter.screen.zones.area.viewport().width()
    for one in counter.screen.findChildren(QAbstractButton):
        if one.isVisible() and one.isEnabled():
            assert min(one.width(), one.height()) >= 48, one.accessibleName()


def test_preferences_survive_their_file():
    chosen = Preferences(Language.EN, Shade.DARK, 125, 0, ("order",), 0, True, 58, False)
    assert read_preferences(preferences_text(chosen)) == chosen
    assert read_preferences('{"silent_cues": ["trumpet"], "idle_minutes": 7, "volume": 101}') == Preferences()
    assert read_preferences("[]") == Preferences()
    assert read_preferences("{") == Preferences()
