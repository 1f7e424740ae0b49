"""Shift and sales in little room: nothing lies beyond an edge, in either language, at any size of text."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollArea

from app.runtime.preferences import Language
from app.ui.widgets.paper import PaperView
from tests.ui.counter import Counter
from tests.ui.drawer import counted, seal, show, with_sales

SIZES = [(1280, 800, 100), (1024, 768, 100), (1280, 800, 125), (1024, 768, 150), (1920, 1080, 150)]


def beyond(counter: Counter) -> list[str]:
    """What needs more width than its zone has."""
    shown = counter.screen
    zones = getattr(shown, "zones", None) or shown.view
    areas = [one for one in zones.findChildren(QScrollArea) if one.isVisible() and not isinstance(one, PaperView)]
    assert areas
    return [
        f"{area.widget().minimumSizeHint().width()} in {area.viewport().width()}"
        for area in areas
        if area.widget().minimumSizeHint().width() > area.viewport().width()
    ]


def buttons_are_whole(counter: Counter) -> bool:
    """Whether the button that goes on lies in the window."""
    shown = counter.screen
    primary = (getattr(shown, "zones", None) or shown.view).primary
    below = primary.mapTo(counter.window, primary.rect().bottomRight())
    return below.x() <= counter.window.width() and below.y() <= counter.window.height()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{} {}%".format(*size))
def test_every_step_of_a_shift_and_the_list_fit(counter, size, language):
    width, height, text = size
    with_sales(counter)
    counter.place.preferences.choose(text_size=text)
    show(counter, width, height)
    steps = [beyond(counter)]
    counted(counter, 5_000, again=True)
    counter.place.count.choose(reason="other", note="x")
    for step in (
        lambda: None,
        lambda: seal(counter),
        lambda: seal(counter),
        lambda: counter.window.shell.go("sales"),
    ):
        step()
        counter.place.preferences.choose(language=language)
        counter.settle()
        steps.append(beyond(counter))
        assert buttons_are_whole(counter)
        counter.place.preferences.choose(language=Language.ZH_TW)
        counter.settle()
    assert steps == [[]] * 5
