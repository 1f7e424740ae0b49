"""A screen that is being made: a part at a time, so that no turn of the window takes long."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from app.ui.shell.screen import Screen

#: Gives the parts of a screen as they are made, and at last the screen that they are in.
Steps = Generator[QWidget, None, Screen]


class Making:
    """Makes a screen in steps.

    Whoever needs it at once makes `whole` of it; what is made and not wanted any more has to be dropped.
    """

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._parts: list[QWidget] = []
        self.screen: Screen | None = None

    def step(self) -> None:
        """Make the next part, or the screen of them."""
        if self.screen is not None:
            return
        try:
            self._parts.append(next(self._steps))
        except StopIteration as end:
            self.screen = end.value
            self._parts.clear()  # they are the screen's

    def whole(self) -> Screen:
        """Make what is left of it."""
        while self.screen is None:
            self.step()
        return self.screen

    def drop(self) -> None:
        """Have all of it go: the screen, or the parts of one that never became whole."""
        for part in (self.screen, *self._parts):
            if part is not None:
                delete(part)
        self._parts.clear()
