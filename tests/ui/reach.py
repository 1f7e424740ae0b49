"""Whether somebody without a finger, or without eyes, gets along in a window: names, the focus, the tab's order."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.shell.topbar import TopBar
from app.ui.widgets.button import PrimaryBar
from app.ui.widgets.dialog import open_dialog
from tests.ui.fits import called


def out_of_reach(window: QWidget) -> list[str]:
    """Everything that is not named, not shown to have the focus, or out of order, each in one line."""
    return [*_unnamed(window), *_lost(window), *_disorder(window)]


def _unnamed(window: QWidget) -> list[str]:
    seen = [one for one in window.findChildren(QWidget) if one.isVisible()]
    named = [one for one in seen if one.focusPolicy() is not Qt.FocusPolicy.NoFocus]
    return [f"no name: {called(one)}" for one in named if not one.accessibleName()]


def _lost(window: QWidget) -> list[str]:
    """The focus is nowhere, or where nobody sees it."""
    here = window.focusWidget()
    if here is None:
        return ["no focus"]
    return [] if here.isVisible() and here.isEnabled() else [f"focus unseen: {called(here)}"]


def _disorder(window: QWidget) -> list[str]:
    """The bar's buttons between those of a screen, or something of the screen after what goes on."""
    if open_dialog(window) is not None:
        return []
    walked, there = [], window.nextInFocusChain()
    while there is not window:
        if there.isVisible() and there.isEnabled() and there.focusPolicy() & Qt.FocusPolicy.TabFocus:
            walked.append(there)
        there = there.nextInFocusChain()
    bar = window.findChild(TopBar)
    of_bar = [bar is not None and bar.isAncestorOf(one) for one in walked]
    found = []
    if any(of_bar):  # begin with what comes after the bar
        while not (of_bar[-1] and not of_bar[0]) and not all(of_bar):
            walked.append(walked.pop(0))
            of_bar.append(of_bar.pop(0))
        turns = sum(one and not before for before, one in pairwise(of_bar))
        if turns > 1:
            found.append("the bar is in the middle")
    elif walked:  # it goes round: begin with what was made first
        first = next(one for one in window.findChildren(QWidget) if one in walked)
        place = walked.index(first)
        walked = walked[place:] + walked[:place]
    content = [one for one, is_bars in zip(walked, of_bar, strict=True) if not is_bars and not _floats(one)]
    primaries = [place for place, one in enumerate(content) if isinstance(one, PrimaryBar)]
    if primaries and primaries[-1] != len(content) - 1:
        after = ", ".join(called(one) for one in content[primaries[-1] + 1 :])
        found.append(f"after the primary: {after}")
    return found


def _floats(one: QWidget | None) -> bool:
    while one is not None:
        if one.property("floats"):
            return True
        one = one.parentWidget()
    return False
