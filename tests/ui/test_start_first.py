"""The first start: the first manager, the recovery code, and where it goes on after it was cut off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.bootstrap.keys import is_started
from app.bootstrap.terminal import open_terminal
from app.config import Config
from app.domain.errors import UserError
from app.domain.shop import Shop
from app.runtime.shop import ShopDraft
from app.runtime.start import Step, Way
from app.ui.theme.look import Look, set_look
from tests.ui.beginning import GOODS, PIN, Beginning

# --- the manager -------------------------------------------------------------------------------------------------


@pytest.fixture
def at_manager(beginning) -> Beginning:
    beginning.make_shop()
    beginning.on()
    return beginning


def note(beginning: Beginning) -> str:
    return beginning.window.page.pin.note()


def test_a_manager_needs_a_name_and_a_pin(at_manager):
    at_manager.on()
    assert at_manager.named("姓名").parent().error() == "先輸入姓名"
    at_manager.write("姓名", "陳怡君")
    at_manager.on()
    assert note(at_manager) == "先設定密碼"
    at_manager.keys("593", Qt.Key.Key_F12)
    assert note(at_manager) == "密碼要 4 至 8 位"
    assert at_manager.starting.step is Step.MANAGER


def test_pins_that_differ_or_are_guessed_first(at_manager):
    at_manager.write("姓名", "陳怡君")
    at_manager.window.page.pin.setFocus()
    at_manager.keys("1234", Qt.Key.Key_Return)
    assert note(at_manager) == "這個密碼太容易猜到，換一個"
    at_manager.keys(PIN, Qt.Key.Key_Return, "593717", Qt.Key.Key_Return)
    assert note(at_manager) == "兩次不同，重新輸入"
    assert at_manager.window.page.pin.title() == "設定密碼"
    at_manager.keys(PIN, Qt.Key.Key_Return)
    assert at_manager.window.page.pin.title() == "再輸入一次"


def test_the_pin_by_touch_and_the_primary_takes_what_is_typed(at_manager):
    at_manager.write("姓名", "陳怡君")
    for _ in range(2):
        for digit in PIN:
            at_manager.press(digit)
        at_manager.press("建立店長")
    at_manager.settle()
    assert at_manager.starting.step is Step.CODE
    assert at_manager.starting.manager.pin == "", "it is not kept a moment longer"


# --- the recovery code -------------------------------------------------------------------------------------------


@pytest.fixture
def at_code(at_manager) -> Beginning:
    at_manager.make_manager()
    return at_manager


def test_the_code_is_hidden_while_it_is_asked_for(at_code):
    groups = at_code.starting.code.groups
    assert f"第 1 組 {' '.join(groups[0])}" in at_code.names()
    at_code.press("我抄好了")
    assert "核對復原碼" in at_code.texts()
    assert not any(" ".join(group) in name for group in groups for name in at_code.names())
    assert len(at_code.starting.code.asked) == 2


def test_a_wrong_group_is_said_and_the_code_can_be_seen_again(at_code):
    groups = at_code.starting.code.groups
    at_code.on()
    first, second = at_code.starting.code.asked
    at_code.keys(groups[first].lower(), Qt.Key.Key_Return, "ZZZZ", Qt.Key.Key_Return)
    assert at_code.named(f"第 {first + 1} 組").parent().error() == ""
    assert at_code.named(f"第 {second + 1} 組").parent().error() == "和復原碼不同，再核對一次"
    assert at_code.starting.step is Step.CODE
    at_code.press("再看一次")
    assert f"第 1 組 {' '.join(groups[0])}" in at_code.names()
    at_code.confirm_code()
    assert at_code.starting.step is Step.DONE


def test_the_end_is_not_left_again(at_code):
    at_code.confirm_code()
    at_code.keys(Qt.Key.Key_Escape)
    assert at_code.starting.step is Step.DONE
    assert not any(at_code.starting.is_open(step) for step in Step)


# --- cut off and taken up ----------------------------------------------------------------------------------------


def test_cut_off_before_the_shop_it_begins_anew(beginning):
    beginning.on()
    beginning.write("商店名稱", "穗光商行")
    beginning.restart()
    assert beginning.starting.step is Step.LOOK
    assert beginning.starting.draft == ShopDraft()


def test_cut_off_after_the_shop_it_goes_on_with_the_goods(beginning):
    beginning.make_shop()
    beginning.restart()
    assert beginning.starting.step is Step.GOODS
    assert beginning.starting.draft.brand == "穗光商行"


def test_cut_off_after_the_goods_it_goes_on_with_the_manager(beginning):
    beginning.make_shop()
    file = beginning.folder / "目錄.csv"
    file.write_text(GOODS, encoding="utf-8")
    beginning.window.page.take(str(file))
    beginning.restart()
    assert beginning.starting.step is Step.MANAGER
    beginning.keys(Qt.Key.Key_Escape)
    assert beginning.starting.step is Step.GOODS


def test_cut_off_before_the_code_was_confirmed_there_is_a_new_one(at_code):
    before = at_code.starting.code.code
    at_code.restart()
    assert at_code.starting.step is Step.CODE
    after = at_code.starting.code.code
    assert after not in {"", before}
    staff = at_code.terminal.staff
    with pytest.raises(UserError, match=r"vault\.wrong_recovery_code"):
        staff.reset_pin_by_code(before, "S01", "71839462").result()
    staff.reset_pin_by_code(after, "S01", "71839462").result()


def test_cut_off_in_the_demo_it_is_loaded_to_the_end(beginning):
    beginning.start._make(beginning.start._begun().shop or Shop(), Way.DEMO)
    beginning.restart()
    assert beginning.starting.step is Step.SHOP
    assert beginning.starting.way is Way.DEMO
    beginning.restart()


def test_a_terminal_that_was_made_without_people_goes_on_with_the_manager(tmp_path, qtbot, qapp):
    config = Config(tmp_path / "data", tmp_path / "keys", "file", plain=True)
    open_terminal(config, Shop(name="從指令列")).close()
    assert is_started(config)
    made = Beginning(tmp_path, qtbot.waitUntil)
    assert made.starting.step is Step.GOODS
    made.close()
    set_look(qapp, Look())
