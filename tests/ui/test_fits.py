"""Every picture at every size, in both languages: nothing of ours is cut, covered, beyond an edge or too small.

In the same pass: every control is named, the focus is seen, the tab key goes as one reads.

All sizes of the window and of the text in both languages are rendered by `bench`; here those in which most has to
find room: the narrow window, the longer language, the larger text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from app.runtime.preferences import TEXT_SIZES, Language, Shade
from app.ui.screens.sell.tiles import TileView, paint_name
from app.ui.shell.people import person_name
from app.ui.widgets.button import Button
from app.ui.widgets.paint import Painted, listen, paint_lines, paint_text
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Text
from app.ui.widgets.toast import Toast
from tests.shots.scenes import SCENES, staged
from tests.shots.shop import PEOPLE
from tests.shots.stage import Shop
from tests.ui.fits import WindowWatch, findings, scrolling
from tests.ui.reach import out_of_reach

Look = tuple[Language, QSize, int]
SMALL, USUAL, LARGE = QSize(1024, 768), QSize(1280, 800), QSize(1920, 1080)
ZH, EN = Language.ZH_TW, Language.EN
#: Where most has to find room.
TIGHT: list[Look] = [
    (EN, SMALL, 100),
    (EN, SMALL, 150),
]
ALL: list[Look] = list(product(Language, (SMALL, USUAL, LARGE), TEXT_SIZES))


@pytest.fixture(scope="module")
def shop(qapp: QApplication) -> Iterator[Shop]:
    made = Shop()
    yield made
    made.close()


def seen(name: str, shop: Shop, looks: list[Look]) -> dict[str, list[str]]:
    """What does not fit in a picture, with the looks in which it does not; at its own sizes no form may scroll."""
    found: dict[str, list[str]] = {}
    with WindowWatch() as watch, staged(name, shop) as stage:
        for language, size, text in looks:
            stage.wear(language, Shade.LIGHT, size, text)
            SCENES[name].again(stage)
            stage.settle()
            long = scrolling(stage.window) if text == 100 and size != SMALL else []
            stage.wake()
            reach = out_of_reach(stage.window) if text == 100 else []  # while it is as it came, before a look at it
            for one in findings(stage.window) + long + reach:
                found.setdefault(one, []).append(f"{language.value} {size.width()} {text} %")
    return {**found, **{one: [] for one in watch.found}}


@pytest.mark.parametrize("name", SCENES)
def test_everything_fits_and_is_in_reach_where_there_is_little_room(name: str, shop: Shop) -> None:
    assert seen(name, shop, TIGHT) == {}


@pytest.mark.bench
@pytest.mark.parametrize("name", SCENES)
def test_everything_fits_at_every_size(name: str, shop: Shop) -> None:
    assert seen(name, shop, [one for one in ALL if one not in TIGHT]) == {}


@pytest.mark.parametrize("size", [SMALL, USUAL])
def test_the_largest_text_leaves_a_tile_two_lines_for_its_name(size: QSize, shop: Shop) -> None:
    heard: list[Painted] = []
    with staged("sell_empty", shop) as stage:
        stage.wear(EN, Shade.LIGHT, size, 150)
        tiles = stage.window.findChild(TileView)
        with listen(heard.append):
            tiles.grab()
    assert [line.shown for line in heard if line.text == "croissant"] == ["croissant"]
    assert [line.text for line in heard if line.shown != line.text] == []


@pytest.mark.parametrize("name", ["sales", "sync_unsent"])
def test_only_what_goods_are_called_is_shortened_in_a_narrow_list(name: str, shop: Shop) -> None:
    heard: list[Painted] = []
    with staged(name, shop) as stage:
        stage.wear(EN, Shade.LIGHT, SMALL, 150)
        who = person_name(PEOPLE[1])
        with listen(heard.append):
            stage.window.grab()
    cut = [line.text for line in heard if line.shown != line.text]
    assert [text for text in cut if text != "Cultured butter croissant"] == []
    assert any(who in line.shown for line in heard)  # whole, or not at all


def test_a_name_that_is_cut_is_told_as_it_is_called(window: QWidget) -> None:
    class Named(QWidget):
        def paintEvent(self, _event) -> None:  # noqa: N802 - Qt's name
            paint_name(QPainter(self), QRect(0, 0, 90, 40), "Salted egg pork floss bun of the day")

    heard: list[Painted] = []
    one = place(window, Named(), 10, 10, 90, 40)
    with listen(heard.append):
        one.grab()
    assert [line.text for line in heard] == ["Salted egg", "pork floss bun of the day"]
    assert heard[1].shown.endswith("…")


# --- the check finds what it is for ---------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    made.resize(400, 300)
    qtbot.addWidget(made)
    made.show()
    return made


def place(window: QWidget, one: QWidget, x: int, y: int, width: int, height: int) -> QWidget:
    one.setParent(window)
    one.setGeometry(x, y, width, height)
    one.show()
    return one


def kinds(window: QWidget) -> list[str]:
    return [one.partition(":")[0] for one in findings(window)]


def test_a_whole_window_has_no_findings(window: QWidget) -> None:
    place(window, Button("完成收款", key="F12"), 10, 10, 200, 48)
    place(window, Text("應收", 15), 10, 80, 200, 24)
    assert findings(window) == []


def test_a_button_whose_words_are_cut_is_found(window: QWidget) -> None:
    place(window, Button("完成這筆交易的收款"), 10, 10, 90, 48)
    assert kinds(window) == ["shortened"]


def test_a_label_that_is_cut_is_found_and_one_that_may_be_shortened_is_not(window: QWidget) -> None:
    place(window, Text("這句話比它的位置長得多", 15), 10, 10, 60, 24)
    assert kinds(window) == ["cut"]
    window.children()[-1].deleteLater()
    window.children()[-1].hide()
    place(window, Text("北回鮮乳 936ml 冷藏", 15, elide=True), 10, 50, 60, 24)
    assert kinds(window) == []


def test_a_paragraph_with_too_few_lines_is_found(window: QWidget) -> None:
    place(window, Text("這句話要分成好幾行才放得下，可是高度只夠一行", 15, wrap=True), 10, 10, 100, 24)
    assert kinds(window) == ["cut"]


def test_a_line_that_is_too_low_for_its_letters_is_found(window: QWidget) -> None:
    place(window, Text("應收", 24), 10, 10, 200, 14)
    assert kinds(window) == ["cut"]


def test_words_beyond_their_widget_are_found(window: QWidget) -> None:
    class Beyond(QWidget):
        def paintEvent(self, _event) -> None:  # noqa: N802 - Qt's name
            paint_text(QPainter(self), QRectF(60, 0, 100, 30), "離線作業", 15, "ink")

    place(window, Beyond(), 10, 10, 80, 30)
    assert kinds(window) == ["cut"]


def test_words_over_words_are_found(window: QWidget) -> None:
    class Twice(QWidget):
        def paintEvent(self, _event) -> None:  # noqa: N802 - Qt's name
            painter = QPainter(self)
            paint_text(painter, QRectF(0, 0, 100, 30), "離線作業", 15, "ink")
            paint_text(painter, QRectF(30, 0, 100, 30), "待上傳 3", 15, "ink")

    place(window, Twice(), 10, 10, 200, 30)
    assert kinds(window) == ["on another"]


def test_an_amount_that_is_shortened_is_found_though_the_rest_may_be(window: QWidget) -> None:
    place(window, Text("野莓果醬 180g 單價 $280", 15, elide=True), 10, 10, 140, 24)
    assert kinds(window) == ["money"]


def test_a_count_that_is_shortened_is_found_though_the_rest_may_be(window: QWidget) -> None:
    place(window, Text("野莓果醬 180g 等 11 項", 15, elide=True), 10, 10, 120, 24)
    assert kinds(window) == ["count"]
    window.children()[-1].hide()
    place(window, Text("Wild berry jam and more (8 lines)", 15, elide=True), 10, 10, 200, 24)
    assert kinds(window) == ["count"]


def test_words_that_touch_words_or_a_button_are_found(window: QWidget) -> None:
    first = place(window, Text("未清點", 15), 10, 10, 10, 24)
    first.setFixedWidth(first.sizeHint().width())
    place(window, Text("應收", 15), first.geometry().right() + 3, 10, 60, 24)
    assert kinds(window) == ["touching"]
    window.children()[-1].hide()
    place(window, Button("作廢"), first.geometry().right() + 3, 0, 100, 48)
    assert kinds(window) == ["touching"]


def test_a_panel_that_says_nothing_is_found(window: QWidget) -> None:
    panel = place(window, Panel(), 10, 10, 300, 200)
    assert kinds(window) == ["blank"]
    place(panel, Text("掃描收據條碼", 15), 10, 10, 200, 24)
    assert kinds(window) == []


def test_a_form_that_scrolls_in_no_room_is_found(window: QWidget) -> None:
    area, inside = QScrollArea(), QWidget()
    inside.resize(100, 600)
    area.setWidget(inside)
    place(window, area, 10, 10, 200, 100)
    assert kinds(window) == ["tiny"]


def test_words_that_their_own_line_cuts_are_found(window: QWidget) -> None:
    class Low(QWidget):
        def paintEvent(self, _event) -> None:  # noqa: N802 - Qt's name
            paint_lines(QPainter(self), QRectF(0, 0, 60, 20), "離線作業待上傳", 15, "ink")

    place(window, Low(), 10, 10, 80, 100)
    assert kinds(window) == ["cut"]


def test_widgets_over_each_other_are_found_unless_one_floats(window: QWidget) -> None:
    place(window, Button("收款"), 10, 10, 120, 48)
    place(window, Button("清空"), 100, 10, 120, 48)
    assert kinds(window) == ["overlap"]
    window.children()[-1].hide()
    toast = Toast(window)
    toast.show_toast("已清空")
    toast.move(10, 2)
    assert kinds(window) == []


def test_a_toast_over_a_screen_or_under_something_is_found(window: QWidget) -> None:
    toast = Toast(window)
    toast.show_toast("已清空")
    assert kinds(window) == ["in the way"]
    toast.move(10, 2)
    place(window, Text("收銀"), 0, 0, 400, 56).setProperty("floats", True)
    assert kinds(window) == ["under something"]


def test_a_child_over_painted_words_is_found(window: QWidget) -> None:
    button = place(window, Button("收款"), 10, 10, 120, 48)
    place(button, QLabel("1"), 40, 10, 40, 30)
    assert kinds(window) == ["covered"]


def test_what_is_beyond_an_edge_is_found(window: QWidget) -> None:
    place(window, Button("收款"), 350, 10, 120, 48)
    assert kinds(window) == ["outside"]


def test_what_a_finger_would_miss_is_found(window: QWidget) -> None:
    place(window, Button("收款"), 10, 10, 120, 40)
    assert kinds(window) == ["too small"]


def test_a_child_that_was_a_window_for_a_moment_is_found(window: QWidget) -> None:
    with WindowWatch() as watch:
        stray = Button("收款")
        stray.show()
        place(window, stray, 10, 10, 120, 48)
    assert watch.found == ["a window of its own: Button '收款'"]


def test_a_form_that_is_longer_than_its_place_is_found(window: QWidget) -> None:
    area = QScrollArea()
    inside = QWidget()
    inside.resize(100, 600)
    area.setWidget(inside)
    place(window, area, 10, 10, 200, 200)
    assert [one.partition(":")[0] for one in scrolling(window)] == ["scrolls"]


def test_painted_words_are_told_only_while_somebody_listens(window: QWidget) -> None:
    button = place(window, Button("完成收款"), 10, 10, 60, 48)
    heard: list[tuple[str, str]] = []
    with listen(lambda line: heard.append((line.text, line.shown))):
        button.grab()
    assert [text for text, _ in heard] == ["完成收款"]
    assert heard[0][1].endswith("…")
    button.grab()
    assert len(heard) == 1
