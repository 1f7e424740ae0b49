"""What the shop is called: its English name where the window speaks English, and its store's part of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.bootstrap.demo import demo_shop, open_demo
from app.bootstrap.terminal import open_terminal
from app.config import Config
from app.runtime.settings import Section
from app.ui.shell.shopname import brand_and_store, store_name
from app.ui.shell.topbar import Mark
from tests.ui.employed import CHEN, employ
from tests.ui.test_language import EN, ZH, speak
from tests.ui.test_settings import SHOP, go

BOTH = replace(SHOP, name="穗光商行 大稻埕店", name_en="Suiguang Store, Dadaocheng")


@pytest.mark.parametrize(
    ("name", "parts", "short"),
    [
        ("穗光商行 大稻埕店", ("穗光商行", "大稻埕店"), "大稻埕店"),
        ("穗光商行", ("穗光商行", ""), "穗光商行"),
        ("Suiguang Store, Dadaocheng", ("Suiguang Store", "Dadaocheng"), "Dadaocheng"),
        ("Salt, Pepper & Co., Main Street", ("Salt, Pepper & Co.", "Main Street"), "Main Street"),
        ("Suiguang Store,", ("Suiguang", "Store,"), "Store,"),
        ("", ("", ""), ""),
    ],
)
def test_a_name_has_a_part_that_is_the_stores(name, parts, short):
    assert (brand_and_store(name), store_name(name)) == (parts, short)


def test_the_bar_the_lock_and_about_say_it_in_the_windows_language(make_counter):
    counter = make_counter(BOTH, opening_float=None)
    employ(counter, CHEN)
    counter.place.session.enter(CHEN)
    counter.open("settings")
    for language, store, whole in ((EN, "Dadaocheng", BOTH.name_en), (ZH, "大稻埕店", BOTH.name)):
        speak(counter, language)
        go(counter, Section.ABOUT)
        assert store in counter.texts()
        assert any(value.startswith(f"{whole}　") for _, value in counter.screen.part.facts)
        mark = counter.window.findChild(Mark)
        assert (mark.accessibleName(), mark._text) == (whole, "穗")
    speak(counter, EN)
    counter.keys(Qt.Key.Key_L, held=Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert counter.where == "lock"
    assert {"Suiguang Store", "Dadaocheng"} <= set(counter.texts()) | set(counter.names())


def test_the_demo_shop_has_one_and_an_older_demo_goes_on_without_it(tmp_path):
    config = Config(tmp_path / "data", tmp_path / "keys", "file", plain=True)
    open_terminal(config, replace(demo_shop(), name_en="")).close()
    older = open_demo(config)
    older.close()
    assert (older.shop.name_en, demo_shop().name_en) == ("", "Suiguang Store, Dadaocheng")
