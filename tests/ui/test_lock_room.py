"""The lock screen with many people, in little room, and what it tells of the centre."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from app.runtime.standing import Link, Standing
from app.services.presence import Leaving
from app.ui.screens.lock.plan import KEY_HEIGHT, plan
from tests.ui.counter import Counter
from tests.ui.employed import CHEN, LEE, LIN, MORE, employ


def test_more_than_six_are_paged(counter):
    employ(counter, CHEN, *MORE)
    counter.open("lock")

    def tiles() -> list[str]:
        return [tile.person.staff_id for tile in counter.screen.people.tiles]

    assert tiles() == ["S01", "S11", "S12", "S13", "S14", "S15"]
    counter.press("下一頁")
    assert tiles() == ["S16", "S17", "S18"]
    assert not counter.named("下一頁", QAbstractButton).isEnabled()
    counter.keys(Qt.Key.Key_PageUp)
    assert tiles() == ["S01", "S11", "S12", "S13", "S14", "S15"]
    counter.press("人員15 收銀")
    counter.keys(Qt.Key.Key_Right)
    assert tiles() == ["S16", "S17", "S18"]
    assert counter.screen.people.current == MORE[5]


@pytest.mark.parametrize(
    ("size", "scale"),
    [((800, 480), 1), *itertools.product([(1280, 800), (1024, 768), (1920, 1080)], [1, 1.25, 1.5])],
)
def test_the_plan_keeps_everything_within_the_window(size, scale):
    width, height = (round(side / scale) for side in size)
    at = plan(width, height)
    assert at.left >= at.panel
    assert at.left + at.people + at.gap + 304 <= width
    assert at.top + 58 + at.dots + 4 * at.key + 24 + 64 <= height
    assert at.top + 83 + 2 * at.tile[1] + 12 + 80 <= height
    assert 56 <= at.key <= KEY_HEIGHT
    assert at.tile[0] >= 96


@pytest.mark.parametrize("text", [100, 125, 150])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 768), (1920, 1080)])
def test_all_of_it_is_in_the_window_at_every_size(counter, size, text):
    employ(counter, CHEN, LIN, LEE, *MORE)
    counter.place.preferences.choose(text_size=text)
    counter.open("lock", *size)
    counter.settle()
    counter.screen.people.choose(LIN)
    counter.keys("4802")
    whole = counter.window.rect()
    for one in counter.screen.findChildren(QAbstractButton):
        if one.isVisible():
            corner = one.mapTo(counter.window, one.rect().bottomRight())
            assert whole.contains(corner), one.accessibleName()
            assert min(one.width(), one.height()) >= 48


def test_the_link_to_the_centre_is_told(make_counter: Callable[..., Counter]):
    counter = make_counter()
    employ(counter, CHEN)
    told = {Link.ONLINE: "已連線", Link.SENDING: "上傳中", Link.OFFLINE: "離線作業", Link.ATTENTION: "需店長處理"}
    counter.open("lock")
    for link, words in told.items():
        object.__setattr__(counter.place.counter, "standing", lambda link=link: Standing(link, 3))
        counter.screen.tell()
        assert any(f"網路 {words}\n待上傳 3 筆" in name for name in counter.names())


def test_the_end_of_the_program_ends_the_stay(counter: Counter):
    employ(counter, CHEN, LIN, LEE)
    counter.open("lock")
    counter.window.shell.scanned("BADGE-S02")
    counter.settle()
    counter.place.session.leave(Leaving.ENDED)
    counter.settle()
    assert '"ended"' in next(iter(counter.till.terminal.store.entries_of("staff.signed_out"))).body
