"""The key map: what the keys do on the screen that is shown, as its buttons say."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.ui.widgets.dialog import open_dialog
from tests.ui.counter import Counter
from tests.ui.selling import MILK, Selling

Key, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier


def test_shift_f1_tells_the_keys_that_are_printed_and_esc_closes(selling: Selling) -> None:
    selling.open().scan(MILK)
    counter = selling.counter
    counter.keys(Key.Key_F1, held=SHIFT)
    dialog = open_dialog(counter.window)
    assert dialog is not None
    assert dialog.accessibleName() == "這個畫面的按鍵"
    for row in ("收款 F12", "保留 F5", "掃描或搜尋 F4", "銷售 Ctrl+1", "取消或返回 Esc", "按鍵一覽 Shift+F1"):
        assert row in counter.names(), row
    counter.keys(Key.Key_Escape)
    assert open_dialog(counter.window) is None


def test_each_screen_has_its_own(counter: Counter) -> None:
    counter.goods(("A", 1, 545))
    counter.open("pay")
    counter.keys(Key.Key_F1, held=SHIFT)
    assert {"現金 F1", "信用卡 F2", "完成收款 Enter"} <= set(counter.names())
    assert "保留 F5" not in counter.names()
