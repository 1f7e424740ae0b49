"""Screens for the window tests: one a module and worker, each with a number of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.screen import Screen, missing


def _screen(factory: pytest.TempPathFactory, *, input_method: bool) -> Iterator[Screen]:
    if lacks := missing(input_method=input_method):
        pytest.skip(lacks)
    made = Screen(factory.mktemp("screen"))
    try:
        made.start()
        if input_method:
            made.start_input_method()
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A screen with a window manager and no input method."""
    yield from _screen(tmp_path_factory, input_method=False)


@pytest.fixture(scope="module")
def chinese_screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A screen on which ibus-chewing turns keys into Chinese."""
    yield from _screen(tmp_path_factory, input_method=True)
