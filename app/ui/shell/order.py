"""The order of the tab key, where it is not that in which the widgets were made."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.widgets.segment import SegmentButton


def focusable(parent: QWidget) -> list[QWidget]:
    """What the tab key can reach within a widget, now or once it is chosen, in the order in which it was made."""
    found = [
        one
        for one in parent.findChildren(QWidget)
        if (one.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(one, SegmentButton))
        and one.window() is parent.window()  # what a menu holds is the menu's
    ]
    if parent.focusPolicy() & Qt.FocusPolicy.TabFocus:
        found.insert(0, parent)
    return found


def chain(widgets: Sequence[QWidget]) -> None:
    """Have the tab key go from each to the next."""
    for before, after in itertools.pairwise(widgets):
        QWidget.setTabOrder(before, after)
