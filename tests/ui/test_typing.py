"""What each field takes: a figure, a code, a PIN is typed with no input method between the keys and it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodQueryEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.domain.approval import Permission, Request, Subject
from app.domain.money import TWD
from app.domain.shift import denominations
from app.runtime.settings import Section
from app.ui.screens.lock.forgotten import NewPinDialog
from app.ui.screens.start.code import CodePage
from app.ui.screens.start.first import ManagerPage
from app.ui.screens.start.shop import ShopPage
from app.ui.screens.sync.deciding import DecideDialog
from app.ui.screens.sync.rows import Line
from app.ui.shell.approval import ask_approval
from app.ui.shell.reason import ReasonDialog
from app.ui.shell.shell import AHEAD
from app.ui.widgets.field import LineField, ScanField, Typing, takes
from tests.ui.beginning import Beginning
from tests.ui.counter import Counter
from tests.ui.drawer import CHEN, LEE, employ, with_sales
from tests.ui.members import Desk, with_members
from tests.ui.selling import JAM, Selling

Key = Qt.Key
WORDS, CODE, FIGURES = Typing.WORDS, Typing.CODE, Typing.FIGURES
#: Every line that can be typed in, by its object's name or what it is called; a new one has to be put in here.
TAKES = {
    "掃描或搜尋": WORDS,
    "搜尋交易": WORDS,
    "收據": WORDS,
    "掃描取貨碼或商品": WORDS,
    "貨架": WORDS,
    "搜尋": WORDS,
    "備註（選填）": WORDS,
    "備註": WORDS,
    "品名（選填）": WORDS,
    "其他原因": WORDS,
    "說明原因": WORDS,
    "怎麼處理的": WORDS,
    "姓名": WORDS,
    "英文姓名": WORDS,
    "shop.brand": WORDS,
    "shop.branch": WORDS,
    "shop.store": CODE,
    "shop.register": FIGURES,
    "shop.rate": FIGURES,
    "shop.name_en": WORDS,
    "shop.tax_id": CODE,
    "shop.phone": CODE,
    "shop.address": WORDS,
    "limits.percent": FIGURES,
    "limits.amount": FIGURES,
    "limits.over_short": FIGURES,
    "復原碼": CODE,
    "中心位址": CODE,
    "一次性代碼": CODE,
    "code.0": CODE,
    "code.1": CODE,
    "信用卡簽單 張數": FIGURES,
    "電子郵件": CODE,
    "尋找會員": WORDS,
    "會員姓名": WORDS,
    "會員電話": CODE,
    "會員電子郵件": CODE,
    "會員生日": CODE,
    "優惠券代碼": CODE,
    **{f"{one.face:,} 元 {'張數' if one.is_note else '枚數'}": FIGURES for one in denominations(TWD)},
}


def input_method_may(widget: QWidget) -> bool:
    """Whether a platform would hand this widget's keys to an input method that composes words."""
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled | Qt.InputMethodQuery.ImHints)
    QApplication.sendEvent(widget, asked)
    hints = Qt.InputMethodHint(int(asked.value(Qt.InputMethodQuery.ImHints) or 0))
    is_on = widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    plain = hints & Qt.InputMethodHint.ImhExclusiveInputMask
    return is_on and bool(asked.value(Qt.InputMethodQuery.ImEnabled)) and not plain


def checked(window: QWidget) -> set[str]:
    """Ask every line of a window what it takes; their names."""
    seen = set()
    for line in window.findChildren(QLineEdit):
        name = line.objectName() if line.objectName() in TAKES else line.accessibleName()
        assert name in TAKES, f"say what {name!r} takes ({line.objectName()})"
        assert line.property("typing") == TAKES[name].value, name
        assert line.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) == (TAKES[name] is WORDS), name
        assert input_method_may(line) == (TAKES[name] is WORDS), name
        hints = line.inputMethodHints()
        assert bool(hints & Qt.InputMethodHint.ImhFormattedNumbersOnly) == (TAKES[name] is FIGURES), name
        seen.add(name)
    return seen


def test_every_line_of_every_screen_says_what_it_takes(counter: Counter):
    with_sales(counter)
    employ(counter, CHEN, LEE)
    counter.place.session.enter(CHEN)
    counter.open("lock")
    shell, place = counter.window.shell, counter.place
    for name in AHEAD:
        shell.go(name)
        counter.settle()
    seen: set[str] = set()
    for section in Section:
        place.settings.choose(section)
        seen |= checked(counter.window)
    dialog = NewPinDialog(place, shell, CHEN, None, counter.window)
    reason = ReasonDialog(counter.window, "開啟錢櫃？", "", [("換零錢", "換零錢")], "開啟錢櫃", note="備註（選填）")
    settle = DecideDialog(counter.window, Line("flag", "庫存低於零", key="c1"), [])
    seen |= checked(counter.window)
    assert {"掃描或搜尋", "搜尋交易", "收據", "其他原因", "說明原因", "備註（選填）", "怎麼處理的"} <= seen
    assert {"shop.store", "shop.rate", "limits.amount", "復原碼", "1 元 枚數", "信用卡簽單 張數"} <= seen
    for one in (dialog, reason, settle):
        one.deleteLater()


def test_the_forms_of_a_line_and_of_unknown_goods(selling: Selling):
    selling.open().scan(JAM)
    selling.keys(Key.Key_Down, Key.Key_F7)
    assert "備註（選填）" in checked(selling.counter.window)
    selling.keys(Key.Key_Escape)
    selling.type("99887766")
    selling.tap("新增為臨時品項")
    assert "品名（選填）" in checked(selling.counter.window)
    selling.keys(Key.Key_Escape, Key.Key_F11)
    assert "優惠券代碼" in checked(selling.counter.window)


def test_the_forms_of_a_member(selling: Selling):
    selling.place.counter = with_members(selling.place.counter, Desk())
    selling.open().keys(Key.Key_F10)
    assert {"尋找會員", "會員姓名", "會員電話", "會員電子郵件", "會員生日"} <= checked(selling.counter.window)


def test_the_first_start(beginning: Beginning):
    starting = beginning.starting
    starting.code = replace(starting.code, code="ABCD-EFGH", is_hidden=True, asked=(0, 1))
    pages = [ShopPage(starting), ManagerPage(starting, 64), CodePage(starting)]
    pages[-1].refresh()
    seen = set().union(*map(checked, pages))
    assert {"shop.store", "shop.register", "shop.rate", "姓名", "code.0", "code.1"} <= seen
    assert seen >= checked(beginning.window)
    for page in pages:
        page.deleteLater()


def test_a_field_for_figures_stays_one(qapp: QApplication):
    line = LineField("金額")
    assert input_method_may(line)
    takes(line, FIGURES)
    assert not input_method_may(line)
    assert input_method_may(ScanField())


# --- where money and PINs are typed without a field -----------------------------------------------------------------


def focused() -> QWidget:
    there = QApplication.focusWidget()
    assert there is not None
    return there


@pytest.mark.parametrize("key", [Key.Key_F7, Key.Key_F8, Key.Key_F9])
def test_figures_of_a_line(selling: Selling, key: Key):
    selling.open().scan(JAM)
    selling.keys(Key.Key_Down, key)
    assert not input_method_may(focused())


def test_a_price_and_a_weight(selling: Selling):
    selling.open()
    for sku in ("OP001", "WE001"):
        selling.type(sku)
        selling.keys(Key.Key_Return)
        assert not input_method_may(focused()), sku
        selling.keys(Key.Key_Escape)


def test_payments(selling: Selling):
    selling.open().scan(JAM)
    selling.keys(Key.Key_F12)
    assert selling.counter.where == "pay"
    assert not input_method_may(focused())
    selling.keys(Key.Key_F2)
    assert not input_method_may(focused())


def test_pins(counter: Counter):
    employ(counter, CHEN, LEE)
    counter.goods(("J1", 2, 280))
    counter.open("lock")
    assert not input_method_may(focused())
    counter.place.session.enter(LEE)
    counter.window.shell.go("sell")
    asked = Request(Permission.NO_SALE_DRAWER, Subject.ACT, counter.till.ids.mint())
    ask_approval(counter.window.shell, counter.place, asked, lambda _: None)
    assert not input_method_may(focused())
    counter.keys(Key.Key_Escape)
