"""Chips that fold, the pill of the line, the stepper, and what is only read."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.ui.theme.tokens import DARK, LIGHT
from app.ui.widgets.avatar import Avatar
from app.ui.widgets.badge import Badge
from app.ui.widgets.chip import Chip
from app.ui.widgets.choice import Choice
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import ChipBar
from app.ui.widgets.panel import KeyValueRow
from app.ui.widgets.pill import StatusPill
from app.ui.widgets.stepper import Stepper
from app.ui.widgets.text import Text


def test_chips_that_do_not_fit_fold_into_a_menu(stage, qtbot) -> None:
    chips = [(f"c{n}", f"分類名稱 {n}") for n in range(8)]
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    bar = ChipBar(chips)
    row.addWidget(bar)
    stage(holder)
    holder.setFixedWidth(2000)
    qtbot.waitUntil(lambda: bar.folded() == [])
    holder.setFixedWidth(420)
    qtbot.waitUntil(lambda: len(bar.folded()) > 0)
    folded = bar.folded()
    assert folded == [key for key, _ in chips][-len(folded) :]
    shown = [chip for chip in bar.findChildren(Chip) if chip.isVisible()]
    assert all(bar.rect().contains(chip.geometry()) for chip in shown)
    areas = [QRect(chip.geometry()) for chip in shown]
    assert not any(one.intersects(other) for one in areas for other in areas if one is not other)
    more = shown[-1] if shown[-1].text() == "更多" else next(chip for chip in shown if chip.text() == "更多")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    action = menu.actions()[0]
    with qtbot.waitSignal(bar.chosen) as told:
        action.trigger()
    menu.close()
    assert told.args == [folded[0]]
    assert bar.current() == folded[0]
    assert more.isChecked()
    assert more.text() == dict(chips)[folded[0]]


def test_a_chip_is_chosen_once(stage, qtbot) -> None:
    bar = stage(ChipBar([("a", "常用"), ("b", "麵包")]))
    heard: list[str] = []
    bar.chosen.connect(heard.append)
    chips = {chip.objectName(): chip for chip in bar.findChildren(Chip)}
    for key in ("b", "b", "a"):
        qtbot.mouseClick(chips[key], Qt.MouseButton.LeftButton)
    assert heard == ["b", "a"]
    assert chips["a"].isChecked()
    assert not chips["b"].isChecked()


@pytest.mark.parametrize(
    ("state", "unsent", "tasks", "words"),
    [
        ("online", 0, 0, "已連線 待上傳 0"),
        ("sending", 3, 0, "上傳中 待上傳 3"),
        ("offline", 12, 0, "離線作業 待上傳 12"),
        ("attention", 0, 1, "需店長處理 1 待上傳 0"),
    ],
)
def test_the_pill_says_state_and_counts(stage, state, unsent, tasks, words) -> None:
    pill = stage(StatusPill())
    pill.set_state(state, unsent, tasks)
    assert pill.state() == state
    assert pill.accessibleName() == words
    wide = pill.sizeHint().width()
    pill.set_compact(True)
    assert (pill.sizeHint().width() < wide) is (state == "online")


def test_the_arrows_turn_only_while_sending_and_never_with_reduced_motion(stage, wear) -> None:
    pill = stage(StatusPill())
    pill.set_state("sending", 3)
    assert pill.turning()
    pill.set_state("online")
    assert not pill.turning()
    wear(reduced_motion=True)
    pill.set_state("sending", 3)
    assert not pill.turning()


def test_a_stepper_says_what_is_wished(stage, qtbot) -> None:
    stepper = stage(Stepper("3"))
    heard: list[int] = []
    stepper.stepped.connect(heard.append)
    qtbot.mouseClick(stepper.more, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(stepper.less, Qt.MouseButton.LeftButton)
    assert heard == [1, -1]
    stepper.set_text("4")
    assert stepper.accessibleName() == "4"


def test_marks_read_as_they_look(stage) -> None:
    badge = stage(Badge("完成", "ok", "check"))
    assert (badge.accessibleName(), badge.text(), badge.sizeHint().height()) == ("完成", "完成", 24)
    narrow = badge.sizeHint().width()
    badge.set_badge("離線核銷", "outline")
    assert badge.sizeHint().width() > narrow - 20
    empty = stage(EmptyState("bag", "尚無商品", "掃描開始"))
    assert (empty.accessibleName(), empty.accessibleDescription()) == ("尚無商品", "掃描開始")
    row = stage(KeyValueRow("尚餘", "$0"))
    row.set_value("$545")
    assert row.accessibleName() == "尚餘 $545"
    assert stage(Avatar("林○萱", 56)).accessibleName() == "林○萱"


def test_a_choice_tells_what_a_person_chose_and_the_wheel_changes_nothing(stage, qtbot) -> None:
    choice = stage(Choice("語言", [("zh_TW", "繁體中文"), ("en", "English")]))
    heard: list[str] = []
    choice.chosen.connect(heard.append)
    choice.set_current("en")
    choice.set_current("fr")
    assert (choice.current(), heard) == ("en", [])
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    assert (choice.current(), heard) == ("zh_TW", ["zh_TW"])
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(choice.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, wheel)
    assert choice.current() == "zh_TW"
    assert choice.height() == 48


def test_the_sheet_of_all_components_is_drawn_at_every_scale(qapp) -> None:
    place = Path(__file__).parent / "gallery.py"
    spec = importlib.util.spec_from_file_location("gallery", place)
    assert spec
    assert spec.loader
    gallery = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(gallery)
    for scale in (1.0, 1.5):
        image = gallery.draw(scale)
        assert image.width() == 1280 * scale
        assert image.pixelColor(5, 5) == QColor(LIGHT.bg)
        assert image.pixelColor(image.width() - 5, 5) == QColor(DARK.bg)


def test_a_line_that_does_not_fit_is_shortened_and_whole_in_its_tooltip(stage) -> None:
    name = Text("蜂蜜檸檬磅蛋糕 切片 家庭號", 17, bold=True, elide=True)
    holder = QWidget()
    QHBoxLayout(holder).addWidget(name)
    stage(holder)
    holder.setFixedWidth(120)
    holder.grab()
    assert name.toolTip() == name.text()
    holder.setFixedWidth(600)
    holder.grab()
    assert name.toolTip() == ""
    assert name.width() > 400
