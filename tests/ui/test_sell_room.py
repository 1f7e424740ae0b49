"""The sell screen in little and much room, in both languages, for eyes that do not see and hands that only type."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from app.runtime.preferences import Language, Shade
from app.runtime.selling import Work
from app.services.edit import What
from app.ui.shell.frame import HIGHEST_TILE, LOWEST_TILE, Room, frame_of
from app.ui.widgets.button import Button
from tests.ui.counter import Counter
from tests.ui.selling import JAM, MILK, OOLONG, Selling

SIZES = [(1280, 800, 100), (1024, 768, 100), (1920, 1080, 100), (1280, 800, 125), (1280, 800, 150), (1024, 768, 150)]


@pytest.fixture(params=SIZES, ids=lambda size: "x".join(map(str, size)))
def sized(request: pytest.FixtureRequest, selling: Selling) -> Selling:
    width, height, text = request.param
    selling.place.preferences.choose(text_size=text)
    return selling.open(width, height)


def show_each(selling: Selling):
    """Bring the work zone into each of its states."""
    state = selling.place.selling
    selling.scan(MILK, JAM, OOLONG)
    yield "browse"
    selling.place.cart.select(2)
    for what in What:
        state.edit(what)
        yield what.value
    state.edit_cart()
    yield "whole"
    state.close()
    selling.scan("WE001")
    yield "weigh"
    state.close()
    state.unknown.ask("99887766")
    yield "unknown"
    state.close()
    state.show("HM001")
    yield "detail"
    state.turn(Work.PARKED)
    yield "parked"
    state.close()
    selling.screen.field.setText("鮮")
    yield "search"


def test_nothing_that_is_touched_is_cut_off_or_too_small(sized: Selling) -> None:
    least = round(46 * sized.counter.window.shell.bar.height() / 56)  # the bar is 56 high in every look
    for state in show_each(sized):
        QApplication.processEvents()
        window = sized.counter.window
        room = window.rect()
        for button in sized.screen.findChildren(QAbstractButton):
            if not button.isVisible() or button.visibleRegion().isEmpty():
                continue
            where = QRect(button.mapTo(window, button.rect().topLeft()), button.size())
            assert room.contains(where), (state, button.accessibleName(), where)
            assert min(where.width(), where.height()) >= least, (state, button.accessibleName(), where)
            assert button.width() >= button.minimumSizeHint().width(), (state, button.accessibleName())


def test_no_two_buttons_lie_over_each_other(sized: Selling) -> None:
    for state in show_each(sized):
        QApplication.processEvents()
        window = sized.counter.window
        shown = [one for one in sized.screen.findChildren(QAbstractButton) if not one.visibleRegion().isEmpty()]
        places = [(one, QRect(one.mapTo(window, one.rect().topLeft()), one.size())) for one in shown]
        for number, (one, where) in enumerate(places):
            for other, there in places[number + 1 :]:
                if not one.isAncestorOf(other):
                    assert not where.intersects(there), (state, one.accessibleName(), other.accessibleName())


def test_every_control_is_named_and_icons_have_a_tooltip(sized: Selling) -> None:
    for state in show_each(sized):
        QApplication.processEvents()
        for widget in sized.screen.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert widget.accessibleName(), (state, widget)
            if isinstance(widget, Button) and widget.isVisible() and not widget.text():
                assert widget.toolTip(), (state, widget.accessibleName())


def test_tiles_fill_whole_rows(sized: Selling) -> None:
    view = sized.view("商品")
    model = view.model()
    for row in range(model.rowCount()):
        rect = view.visualRect(model.index(row, 0))
        assert view.viewport().rect().contains(rect), row
    holder = view.parentWidget()
    gap = sized.screen.frame.columns and view.gridSize().height() - sized.counter.window.shell.frame.tile_height
    assert view.height() - gap <= holder.height() + 1


# --- the drawer -------------------------------------------------------------------------------------------------


@pytest.fixture
def small(selling: Selling) -> Selling:
    selling.place.preferences.choose(text_size=150)
    selling.open()
    assert selling.screen.frame.room is Room.DRAWER
    return selling


def test_the_cart_is_a_drawer_that_the_bar_opens(small: Selling) -> None:
    small.scan(MILK, JAM)
    assert not small.screen.panel.isVisible()
    assert "收款 $379" in small.counter.names()
    small.tap("購物車 2 件")
    assert small.screen.panel.isVisible()
    assert small.lines[1] == "野莓果醬 180g, 1 件, $280"
    small.scan(OOLONG)
    assert len(small.lines) == 3
    small.keys(Qt.Key.Key_Escape)
    assert not small.screen.panel.isVisible()


def test_what_the_drawer_opens_takes_its_place(small: Selling) -> None:
    small.scan(MILK)
    small.tap("購物車 1 件")
    small.touch("本筆交易的品項", 0)
    small.tap("折扣")
    assert not small.screen.panel.isVisible()
    assert small.counter.named("折扣 0 %")
    assert not small.screen.field.isVisible()
    small.keys("10")
    small.tap("即期品")
    small.keys(Qt.Key.Key_Return)
    assert small.screen.field.isVisible()
    assert small.cart.lines[0].discount is not None


def test_the_bar_pays(small: Selling) -> None:
    assert not small.screen.bar.primary.isEnabled()
    small.scan(MILK)
    small.screen.bar.primary.click()
    assert small.counter.where == "pay"


def test_the_bar_says_that_no_shift_is_open(make_counter) -> None:
    selling = Selling(make_counter(opening_float=None))
    selling.place.preferences.choose(text_size=150)
    selling.open().scan(MILK)
    assert not selling.screen.bar.primary.isEnabled()
    assert selling.screen.bar.primary.accessibleDescription() == "尚未開班"


# --- the tab key ------------------------------------------------------------------------------------------------


def walked(selling: Selling, most: int = 60) -> list[str]:
    """What the tab key comes by, from the field to the field."""
    selling.screen.field.setFocus()
    found = []
    for _ in range(most):
        selling.keys(Qt.Key.Key_Tab)
        if selling.focus == "掃描或搜尋":
            break
        found.append(selling.focus)
    return found


def in_order(found: list[str], *wanted: str) -> bool:
    rest = iter(found)
    return all(one in rest for one in wanted)


def test_the_tab_key_goes_as_one_reads(selling: Selling) -> None:
    selling.open().scan(MILK, JAM)
    selling.place.cart.select(2)
    found = walked(selling)
    assert in_order(
        found, "常用", "圖格", "商品", "本筆交易的品項", "增加", "改價", "移除", "保留", "清空", "合計", "收款 $379"
    ), found


def test_the_tab_key_in_the_editor(selling: Selling) -> None:
    selling.open().scan(MILK)
    selling.keys(Qt.Key.Key_F7)
    found = walked(selling)
    assert in_order(
        found,
        "完成",
        "折扣",
        "9 折",
        "− 金額",
        "即期品",
        "備註（選填）",
        "移除",
        "套用",
        "本筆交易的品項",
        "收款 $99",
    )


def test_a_whole_sale_by_keys_alone(selling: Selling) -> None:
    selling.open().type("BR001")
    selling.keys(Qt.Key.Key_Return, Qt.Key.Key_Plus, Qt.Key.Key_F7, "10", Qt.Key.Key_Tab)
    while selling.focus != "員工購":
        selling.keys(Qt.Key.Key_Tab)
    selling.keys(Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert selling.total == "收款 $104"
    selling.keys(Qt.Key.Key_F12)
    assert selling.counter.where == "pay"


# --- what outlives a screen -------------------------------------------------------------------------------------


def test_another_look_keeps_what_one_is_at(selling: Selling) -> None:
    selling.open().scan(MILK, JAM)
    selling.keys(Qt.Key.Key_F7, "10")
    selling.place.preferences.choose(shade=Shade.DARK)
    selling.settle()
    assert selling.counter.named("折扣 10 %")
    assert selling.place.cart.selected == 2
    selling.tap("即期品")
    selling.keys(Qt.Key.Key_Return)
    assert selling.lines[1].endswith("即期 9 折 −28")


def test_goods_that_wait_for_a_figure_wait_in_every_look(selling: Selling) -> None:
    selling.open().scan("WE002")
    selling.keys("0.5")
    selling.place.preferences.choose(text_size=125)
    selling.settle()
    assert "重量 0.5 kg" in selling.counter.names()


def test_what_is_typed_stays_typed(selling: Selling) -> None:
    selling.open().screen.field.setFocus()
    selling.commit("鮮")
    selling.place.preferences.choose(shade=Shade.DARK)
    selling.settle()
    field = selling.counter.named("掃描或搜尋", QLineEdit)
    assert isinstance(field, QLineEdit)
    assert field.text() == "鮮"
    assert len(selling.rows("搜尋結果")) == 3


def test_goods_and_shelves_in_english(selling: Selling) -> None:
    store = selling.counter.till.terminal.store
    store.put_shelves([("麵包", "Bread"), ("甜點", "Cakes")])
    selling.place.preferences.choose(language=Language.EN)
    selling.open().scan("BR001")
    assert selling.rows("Items in this sale")[0].startswith("Cultured Butter Croissant, ")
    assert "Bread" in selling.counter.names()


@pytest.mark.parametrize(
    ("width", "height", "scale", "room"),
    [
        (1280, 800, 1.0, Room.NORMAL),
        (1024, 768, 1.0, Room.COMPACT),
        (1920, 1080, 1.25, Room.WIDE),
        (1280, 800, 1.25, Room.COMPACT),
        (1280, 800, 1.5, Room.DRAWER),
        (800, 480, 1.0, Room.DRAWER),
    ],
)
def test_rooms(width: int, height: int, scale: float, room: Room) -> None:
    frame = frame_of(width, height, scale)
    assert frame.room is room
    if room is Room.DRAWER:
        assert frame.rows * (frame.tile_height + 12) <= height / scale
        assert frame.tile_height <= HIGHEST_TILE


def test_the_narrow_window_with_large_text_has_two_rows_of_tiles() -> None:
    frame = frame_of(1024, 768, 1.5)
    assert (frame.columns, frame.rows) == (3, 2)
    assert frame.tile_height >= LOWEST_TILE
    assert frame_of(800, 480, 1.0).tile_height < HIGHEST_TILE


def test_a_screen_that_is_shown_again_knows_of_a_shift_that_was_opened(make_counter) -> None:
    counter: Counter = make_counter(opening_float=None)
    selling = Selling(counter).open()
    selling.scan(MILK)
    counter.till.open_shift(1_000)
    counter.window.shell.go("sell")
    assert "尚未開班，開班後才能收款" not in counter.texts()
    assert selling.screen.panel.primary.isEnabled()
