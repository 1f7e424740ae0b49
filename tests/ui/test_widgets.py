"""Buttons, choices, fields and marks: nothing moves between states, everything has a name, keys do what they say."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.ui.theme.look import look
from app.ui.widgets.avatar import initials
from app.ui.widgets.button import Button, IconButton, PrimaryBar
from app.ui.widgets.check import CheckRow
from app.ui.widgets.chip import Chip
from app.ui.widgets.entry import EntryDisplay
from app.ui.widgets.field import Field, ScanField
from app.ui.widgets.flow import ChipBar
from app.ui.widgets.option import OptionButton, OptionRow
from app.ui.widgets.pad import NumberPad, PadKey, edit_digits
from app.ui.widgets.pill import StatusPill
from app.ui.widgets.segment import Segment
from app.ui.widgets.stepper import Stepper

KINDS = ["neutral", "primary", "quiet", "link", "danger", "fill_danger", "option"]
MAKERS = {
    **{kind: (lambda kind=kind: Button("收款 Pay", kind, "F12", "cash")) for kind in KINDS},
    "bar": lambda: PrimaryBar("收款", "F12"),
    "chip": lambda: Chip("麵包"),
    "row": lambda: OptionRow("統一編號", "公司報帳"),
    "check": lambda: CheckRow("列印交易明細", "80 mm"),
    "pill": StatusPill,
}


def inner(widget: QWidget) -> QImage:
    """Grab what lies inside of the widest border and of its round corners."""
    side, edge = look().px(13), look().px(12 if isinstance(widget, StatusPill) else 8)  # drawn lower than it is
    return widget.grab(widget.rect().adjusted(side, edge, -side, -edge)).toImage()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("kind", MAKERS)
def test_the_focus_moves_nothing(stage, wear, kind: str, scale: float) -> None:
    wear(scale=scale)
    widget = stage(MAKERS[kind]())
    size, before = widget.size(), inner(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    assert widget.hasFocus()
    assert widget.size() == size
    assert inner(widget) == before
    assert widget.grab().toImage() != before
    assert size.height() == look().px({"bar": 76, "row": 60, "check": 56}.get(kind, 48))


@pytest.mark.parametrize("kind", KINDS)
def test_a_button_keeps_its_size_in_every_state(stage, kind: str) -> None:
    button = stage(Button("收款 Pay", kind))
    size = button.sizeHint()
    assert size.height() == 48
    for change in (lambda: button.setDown(True), lambda: button.setChecked(True), lambda: button.setEnabled(False)):
        change()
        assert button.sizeHint() == size


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", ["neutral", "primary", "quiet", "option"])
def test_every_state_looks_different(stage, wear, kind: str, dark: bool) -> None:
    wear(dark=dark)
    button = stage(Button("收款", kind))
    shots = [button.grab().toImage()]
    button.setDown(True)
    shots.append(button.grab().toImage())
    button.setDown(False)
    button.setFocus()
    shots.append(button.grab().toImage())
    button.clearFocus()
    button.setEnabled(False)
    shots.append(button.grab().toImage())
    for at, one in enumerate(shots):
        assert all(one != other for other in shots[at + 1 :])


def test_a_disabled_button_says_why_instead_of_its_key(stage) -> None:
    button = stage(Button("完成", key="F12"))
    button.setReason("還差 2 件")
    able = button.sizeHint().width()
    button.setEnabled(False)
    assert button.sizeHint().width() > able
    assert button.reason() == button.accessibleDescription() == "還差 2 件"


def test_the_key_on_a_button_installs_nothing(stage, qtbot) -> None:
    button = stage(Button("保留", key="F5"))
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.keyClick(button.window(), Qt.Key.Key_F5)
    assert button.key() == "F5"


def test_the_words_change_and_the_name_follows(stage) -> None:
    button = stage(Button("保留"))
    button.setText("取回")
    assert button.accessibleName() == "取回"
    button.setAccessibleName("取回保留的交易")
    button.setText("取回 2")
    assert button.accessibleName() == "取回保留的交易"


def test_a_narrow_button_gives_up_its_cap_before_its_words(stage) -> None:
    button = stage(Button("員工優惠", key="Enter", icon="percent"))
    assert button.minimumSizeHint().width() < button.sizeHint().width()
    assert button.minimumSizeHint().width() >= look().metrics(15, bold=True).horizontalAdvance("員工優惠")


def test_an_icon_alone_has_a_name_and_a_tooltip_with_its_key(stage) -> None:
    button = stage(IconButton("lock", "鎖定", "Ctrl+L"))
    assert button.sizeHint().toTuple() == (48, 48)
    assert button.accessibleName() == "鎖定"
    assert button.toolTip() == "鎖定 (Ctrl+L)"


def test_the_primary_keeps_its_place_filled_outlined_and_disabled(stage) -> None:
    bar = stage(PrimaryBar("收款", "F12"))
    bar.set_amount(1045)
    size, filled = bar.size(), bar.grab().toImage()
    bar.set_outlined(True)
    outlined = bar.grab().toImage()
    bar.set_outlined(False)
    assert bar.grab().toImage() == filled != outlined
    bar.setReason("等待店長簽核")
    bar.setEnabled(False)
    assert bar.grab().toImage() not in (filled, outlined)
    assert bar.size() == size
    assert bar.accessibleName() == "收款 $1,045"
    bar.set_amount(None)
    assert bar.accessibleName() == "收款"


def test_choosing_moves_nothing(stage) -> None:
    for widget in (Chip("Bread"), OptionButton("Short dated", "F7"), OptionRow("Tax ID", "Eight digits")):
        stage(widget)
        before = widget.sizeHint()
        widget.setChecked(True)
        assert widget.sizeHint() == before


def test_space_and_touch_choose_a_value_and_only_one(stage, qtbot) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    rows = [OptionRow("手機條碼載具"), OptionRow("捐贈")]
    for row in rows:
        column.addWidget(row)
    stage(holder)
    qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton, pos=rows[0].rect().bottomRight() - QPoint(3, 3))
    assert [row.isChecked() for row in rows] == [True, False]
    rows[1].setFocus()
    qtbot.keyClick(rows[1], Qt.Key.Key_Space)
    assert [row.isChecked() for row in rows] == [False, True]


def test_a_box_is_ticked_anywhere_in_its_row(stage, qtbot) -> None:
    row = stage(CheckRow("列印交易明細", "80 mm"))
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().center())
    assert row.isChecked()
    assert row.accessibleDescription() == "80 mm"


def test_a_segment_tells_what_a_person_chose_and_only_that(stage, qtbot) -> None:
    segment = stage(Segment([("return", "退貨", "", ""), ("exchange", "換貨", "", "F8")]))
    with qtbot.assertNotEmitted(segment.chosen):
        segment.set_current("exchange")
    with qtbot.waitSignal(segment.chosen) as told:
        qtbot.mouseClick(segment.button("return"), Qt.MouseButton.LeftButton)
    assert told.args == ["return"]
    assert segment.current() == "return"
    assert segment.button("exchange").height() == 50


def test_a_view_with_an_icon_alone_has_a_name(stage) -> None:
    segment = stage(Segment([("grid", "", "grid", ""), ("list", "", "list", "")], names=["磚", "清單"]))
    assert segment.button("list").accessibleName() == segment.button("list").toolTip() == "清單"


@pytest.mark.parametrize(
    ("order", "corner", "top", "sends"),
    [
        ("money", "C", "7", "clear"),
        ("money", "00", "7", "00"),
        ("pin", "cancel", "1", "cancel"),
        ("money", ".", "7", "."),
    ],
)
def test_the_pad_says_what_was_pressed_and_leaves_the_focus(stage, qtbot, order, corner, top, sends) -> None:
    pad = stage(NumberPad(order, corner))
    heard: list[str] = []
    pad.pressed.connect(heard.append)
    focus = QApplication.focusWidget()
    for key in (*"0123456789", sends, "back"):
        qtbot.mouseClick(pad.key(key), Qt.MouseButton.LeftButton)
    assert heard == [*"0123456789", sends, "back"]
    assert QApplication.focusWidget() is focus
    first = min(pad.findChildren(PadKey), key=lambda key: (key.y(), key.x()))
    assert first.sends == top
    assert all(key.accessibleName() for key in pad.findChildren(PadKey))


@pytest.mark.parametrize(
    ("text", "sent", "after"),
    [
        ("", "5", "5"),
        ("", "0", "0"),
        ("0", "0", "0"),
        ("0", "7", "7"),
        ("12", "00", "1200"),
        ("", "00", "0"),
        ("12", "back", "1"),
        ("", "back", ""),
        ("12", "clear", ""),
        ("0", ".", "0."),
        ("", ".", "0."),
        ("1.5", ".", "1.5"),
        ("0.", "5", "0.5"),
        ("123456789", "0", "123456789"),
    ],
)
def test_digits_grow_as_on_a_till(text: str, sent: str, after: str) -> None:
    assert edit_digits(text, sent) == after


def test_a_field_says_what_is_wrong_and_its_text_stays_where_it_was(stage) -> None:
    field = stage(Field("統一編號", icon="receipt"))
    field.setText("12345679")
    field.edit.setCursorPosition(0)
    place, height = field.edit.cursorRect().topLeft(), field.edit.height()
    field.set_error("檢查碼不符，請再看一次")
    assert field.error() == field.edit.accessibleDescription() == "檢查碼不符，請再看一次"
    assert (field.edit.cursorRect().topLeft(), field.edit.height()) == (place, height)
    field.edit.setFocus()
    assert (field.edit.cursorRect().topLeft(), field.edit.height()) == (place, 48)
    wrong = field.edit.grab().toImage()
    field.set_error()
    assert field.error() == ""
    assert field.edit.grab().toImage() != wrong


def test_the_scan_field_clears_with_its_cross_and_keeps_the_focus(stage, qtbot) -> None:
    scan = stage(ScanField("掃描或搜尋"))
    scan.setFocus()
    assert not [button for button in scan.findChildren(IconButton) if button.isVisible()]
    qtbot.keyClicks(scan, "471")
    (cross,) = (button for button in scan.findChildren(IconButton) if button.isVisible())
    with qtbot.waitSignal(scan.cleared):
        qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert scan.text() == ""
    assert scan.hasFocus()
    assert scan.height() == 56


def test_the_note_of_a_scan_is_read_out_and_gives_way_to_typing(stage, qtbot) -> None:
    scan = stage(ScanField("掃描"))
    scan.setFixedWidth(600)
    bare = scan.grab().toImage()
    scan.set_note("已加入 高山烏龍")
    assert scan.note() == scan.accessibleDescription() == "已加入 高山烏龍"
    assert scan.grab().toImage() != bare
    margin = scan.textMargins().right()
    qtbot.keyClicks(scan, "4")
    assert scan.textMargins().right() != margin


def test_the_entry_display_reads_as_it_looks(stage) -> None:
    from app.domain.money import GBP, TWD

    display = stage(EntryDisplay("收現金", "尚需 545"))
    display.set_amount(1000, TWD)
    assert (display.text(), display.accessibleName(), display.height()) == ("$1,000", "收現金 $1,000", 84)
    display.set_amount(123456, GBP)
    assert display.text() == "£1,234.56"
    display.set_text("10", "%")
    assert display.text() == "10 %"


def test_everything_that_can_be_pressed_has_a_name(stage) -> None:
    made = [make() for make in MAKERS.values()]
    made += [NumberPad(), Stepper(), ScanField("掃描"), Field("備註"), ChipBar([("a", "常用")])]
    made += [Segment([("a", "退貨", "", "")]), IconButton("x", "關閉")]
    for widget in made:
        stage(widget)
        inside = [widget, *widget.findChildren(QPushButton), *widget.findChildren(QLineEdit)]
        for one in inside:
            if isinstance(one, QPushButton | QLineEdit):
                assert one.accessibleName(), type(one).__name__


@pytest.mark.parametrize(
    ("name", "said"),
    [("李佩珊", "李"), ("Peishan Li", "PL"), ("Lin Y***", "LY"), ("li", "L"), ("王 小明", "王"), ("", "")],
)
def test_a_face_has_the_initials_of_its_name(name: str, said: str) -> None:
    assert initials(name) == said
