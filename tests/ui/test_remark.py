"""What the scan field says at its right is of the last scan or act alone: what comes next takes it away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.runtime.preferences import Language
from tests.ui.counter import Counter
from tests.ui.members import LIN, Desk, with_members
from tests.ui.pickups import Pickups
from tests.ui.selling import JAM, MILK, Selling

Key = Qt.Key


@pytest.fixture
def store(counter: Counter) -> Pickups:
    return Pickups(counter)


def note(store: Pickups) -> str:
    return store.counter.screen.field.note()


# --- where goods are sold -----------------------------------------------------------------------------------------


def test_a_scan_that_goes_elsewhere_takes_the_last_word_away(selling: Selling) -> None:
    selling.open().scan(MILK)
    assert selling.note == "已加入 北回鮮乳 936ml"
    selling.scan("OMO:JB0:FORGED")
    assert (selling.toast != "", selling.note) == (True, "")


def test_an_unknown_code_is_not_told_any_more_once_a_member_came(selling: Selling) -> None:
    desk = Desk(now=selling.counter.till.clock.now)
    selling.place.counter = with_members(selling.place.counter, desk)
    selling.open().scan("9999")
    assert selling.note == "查無此條碼"
    selling.place.member.attach(LIN)
    selling.settle()
    assert selling.note == ""


@pytest.mark.parametrize("act", [Key.Key_Delete, Key.Key_F7, Key.Key_F10])
def test_another_act_takes_it_away(selling: Selling, act: Key) -> None:
    selling.open().scan(MILK)
    assert selling.note
    selling.keys(act)
    assert selling.note == ""


def test_what_is_typed_takes_it_away(selling: Selling) -> None:
    selling.open().scan("9999")
    selling.commit("鮮")
    selling.keys(Key.Key_Escape)
    assert selling.note == ""


# --- the board ----------------------------------------------------------------------------------------------------


def test_a_refusal_stands_where_the_last_success_stood(store: Pickups) -> None:
    store.order("A7-322", (("BR001", 1), ("DA001", 1)))
    store.open().show("A7-322").scan("BR001")
    assert note(store) == "發酵奶油可頌 1 / 1"
    store.scan(JAM)
    assert note(store) == store.toast == "A7-322 沒有訂「野莓果醬 180g」"
    store.scan(MILK)
    assert note(store) == "北回鮮乳 936ml 1 / 1"
    store.scan("NOSUCH")
    assert note(store) == "查無此條碼 NOSUCH"


def test_acts_that_scan_nothing_say_nothing_of_goods(store: Pickups) -> None:
    store.order("A7-322", (("BR001", 2), ("DA001", 1)))
    store.open().show("A7-322").keys(Key.Key_F12)
    assert note(store) == ""
    store.scan("BR001").keys(Key.Key_F7, "1", Key.Key_F12)
    assert note(store) == ""
    store.keys(Key.Key_Up, Key.Key_Down, Key.Key_Space)
    assert note(store) == "北回鮮乳 936ml 1 / 1"
    store.keys(Key.Key_Space)  # taken back
    assert note(store) == ""


def test_another_order_or_another_look_takes_it_away(store: Pickups) -> None:
    store.order("A7-322")
    store.order("A7-323", minutes=70)
    store.open().show("A7-322").scan("BR001").show("A7-323")
    assert note(store) == ""
    store.scan("NOSUCH")
    assert note(store) == "查無此條碼 NOSUCH"
    store.counter.open("sell")
    store.open()
    assert note(store) == ""


def test_goods_are_named_in_the_language_of_the_screen(store: Pickups) -> None:
    store.counter.place.preferences.choose(language=Language.EN)
    store.order("A7-322")
    store.open().show("A7-322").scan("BR001")
    assert note(store) == "Cultured Butter Croissant 1 / 2"
